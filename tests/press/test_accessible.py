"""What two independent checkers find in a letter's PDF. They check; no person has listened yet."""

from dataclasses import replace
from itertools import product
from pathlib import Path
from typing import Final

import outloud
import page
import pytest
from weasyprint import HTML

from campaign.model.letter import Letter
from campaign.model.statement import Campaign
from campaign.press import Paper, Press, Sheet, Window
from campaign.press import page as press_page
from tests.builders import SCRIPTS, make_letter, make_sender

PUT_UP_WITH: Final = frozenset({"TXT-004", "LNK-010"})
"""One letter has several shapes in Arabic and Uyghur, and each is read as that letter: rightly.

A link in a footnote cannot be pressed: it is printed to be read, on paper.
"""
LONG: Final = "One line.\nAnother.\n\n" + " ".join(map("".join, product("abcdefghij", repeat=3)))
SENDER: Final = ("Orchard Letters", "Lindenstraße 7", "10969 Berlin", "GERMANY")
EVERYTHING: Final = Sheet(Paper.A4, Window.DIN_B, folds=True, sender=SENDER, measure="100 mm")


def faults(pdf: bytes, folder: Path) -> set[str]:
    """Return the names of the rules that a PDF breaks, errors and warnings alike."""
    strict = page.validate_pdf_bytes(pdf, profile="ua1")
    file = folder / "letter.pdf"
    file.write_bytes(pdf)
    heard = outloud.check(str(file))
    assert heard.error is None
    found = {finding.rule for finding in heard.findings if finding.severity != "info"}
    return {failure.rule_id for failure in strict.failures} | found


@pytest.fixture(params=["en", "ar"])
def letter(request: pytest.FixtureRequest, orchard: Campaign) -> Letter:
    return make_letter(orchard, "hrc-kr", language=request.param, note=LONG, sender=make_sender())


@pytest.mark.parametrize("sheet", [Sheet(), EVERYTHING], ids=["plain", "everything"])
def test_checkers_find_no_fault_in_a_letter(
    press: Press, letter: Letter, sheet: Sheet, tmp_path: Path
) -> None:
    assert faults(press.pdf(letter, sheet), tmp_path) <= PUT_UP_WITH


@pytest.mark.parametrize("to", ["high-commissioner", "hrc", "hrc-kr", "hrc-mx", "third-committee"])
def test_checkers_find_no_fault_in_a_letter_to_sign_by_hand(
    press: Press, real: Campaign, to: str, tmp_path: Path
) -> None:
    assert faults(press.pdf(make_letter(real, to), Sheet()), tmp_path) <= PUT_UP_WITH


@pytest.mark.parametrize("window", Window)
def test_checkers_find_no_fault_in_a_letter_for_any_window(
    press: Press, real: Campaign, window: Window, tmp_path: Path
) -> None:
    pdf = press.pdf(make_letter(real), replace(EVERYTHING, window=window))
    assert faults(pdf, tmp_path) <= PUT_UP_WITH


@pytest.mark.parametrize("name", SCRIPTS)
def test_checkers_find_no_fault_in_any_script(
    press: Press, orchard: Campaign, name: str, tmp_path: Path
) -> None:
    letter = make_letter(orchard, note=name, sender=make_sender(name=name, place=name))
    assert faults(press.pdf(letter, Sheet()), tmp_path) <= PUT_UP_WITH


def test_checkers_find_no_fault_in_several_letters(
    press: Press, real: Campaign, tmp_path: Path
) -> None:
    letters = [make_letter(real, to, note=LONG) for to in ("hrc-kr", "hrc-mx")]
    assert faults(press.several(letters, Sheet()), tmp_path) <= PUT_UP_WITH


def test_of_footnotes_checkers_say_only_that_a_link_cannot_be_pressed(
    press: Press, real: Campaign, tmp_path: Path
) -> None:
    for footnotes, found in ((True, {"LNK-010"}), (False, set())):
        letter = make_letter(replace(real, footnotes=footnotes), "hrc-kr")
        assert faults(press.pdf(letter, Sheet()), tmp_path) == found


def test_the_checkers_would_find_faults(orchard: Campaign, tmp_path: Path) -> None:
    untagged = HTML(string=press_page(make_letter(orchard))).write_pdf()
    assert {"DOC-010", "PDFUA1-TAGGED-DOCUMENT-001"} <= faults(untagged, tmp_path)
