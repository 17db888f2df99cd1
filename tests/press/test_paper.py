"""Letters on paper, read back from the PDF."""

import re
from typing import Any, Final

import pytest
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject

from campaign.letter import text
from campaign.model.language import TargetKind
from campaign.model.letter import LetterPart, SignAs, Target
from campaign.model.statement import Campaign, Vote
from campaign.press import Paper, Press, page
from campaign.rules import targets
from tests.builders import (
    SCRIPTS,
    TODAY,
    make_letter,
    make_sender,
    read_pdf,
    squeezed,
    text_of,
)

POINTS: Final = {Paper.A4: (595.3, 841.9), Paper.LETTER: (612, 792)}
"""Width and height of the sheets, in points."""


def roles(pdf: PdfReader) -> list[str]:
    """Return what the parts of a tagged PDF are: /P, /H1 ..., in reading order."""
    found: list[str] = []
    waiting: list[Any] = [pdf.root_object["/StructTreeRoot"]]
    while waiting:
        part = waiting.pop().get_object()
        if isinstance(part, ArrayObject):
            waiting.extend(reversed(part))
        elif isinstance(part, DictionaryObject):
            found.append(str(part.get("/S", "")))
            waiting.append(part.get("/K", ArrayObject()))
    return found


# --- What a PDF says -----------------------------------------------------------------------------


def test_a_pdf_says_what_the_letter_says(press: Press, orchard: Campaign) -> None:
    letter = make_letter(orchard, "hrc-fr", note="A short note.", sender=make_sender())
    said = squeezed(text_of(press.pdf(letter, Paper.A4)))
    written = [paragraph.text for paragraph in letter.paragraphs]
    for piece in (letter.date_line, letter.subject, letter.salutation, *written, letter.close):
        assert squeezed(piece) in said


def test_a_pdf_says_every_word_of_an_arabic_letter(press: Press, orchard: Campaign) -> None:
    """Words only: the lines of a PDF hold them as they are seen, and pypdf moves marks about."""
    letter = make_letter(orchard, "hrc-fr", language="ar", sender=make_sender(name="محمد علي"))
    said = text_of(press.pdf(letter, Paper.A4))
    for word in re.findall(r"\w+", text.body(letter)):
        assert word in said


def test_a_pdf_is_addressed_above_the_letter(press: Press, orchard: Campaign) -> None:
    said = text_of(press.pdf(make_letter(orchard), Paper.A4))
    assert said.startswith(
        "United Nations High Commissioner for Human Rights Office of the Garden 1 Apple Lane "
        "1200 Geneva SWITZERLAND 24 November 2026 Request: an apple tree"
    )


def test_an_address_that_is_not_known_has_lines_to_write_on(real: Campaign) -> None:
    assert page(make_letter(real, "hrc-mx")).count('class="to-fill-in"') == 3
    assert page(make_letter(real)).count('class="to-fill-in"') == 0


def test_a_letter_to_sign_by_hand_has_room_for_it(orchard: Campaign) -> None:
    assert "letter-sign-here" in page(make_letter(orchard))
    assert "letter-sign-here" not in page(make_letter(orchard, sender=make_sender()))


def test_several_asks_are_a_list_to_who_listens_to_the_pdf(press: Press, orchard: Campaign) -> None:
    two = make_letter(orchard, asks=("hc-plant-tree", "hc-first-harvest"))
    assert roles(read_pdf(press.pdf(two, Paper.A4))).count("/LI") == 2
    assert "/LI" not in roles(read_pdf(press.pdf(make_letter(orchard), Paper.A4)))


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("name", SCRIPTS)
def test_a_name_in_any_script_is_in_the_pdf(
    press: Press, orchard: Campaign, name: str, language: str
) -> None:
    letter = make_letter(orchard, language=language, sender=make_sender(name=name, place=name))
    assert text_of(press.pdf(letter, Paper.A4)).count(name) == 3


def test_a_pdf_signed_by_initials_does_not_hold_the_name(press: Press, orchard: Campaign) -> None:
    sender = make_sender(SignAs.INITIALS, name="Zoë Łukaszewicz", place="Leeds")
    pdf = press.pdf(make_letter(orchard, sender=sender), Paper.A4)
    said = text_of(pdf)
    assert "Respectfully, Z. Ł. United Kingdom" in said
    assert not [word for word in ("Zoë", "Łukaszewicz", "Leeds") if word in said]


# --- The sheet -----------------------------------------------------------------------------------


def longest(campaign: Campaign, kind: TargetKind, vote: Vote | None) -> Target:
    """Return the target whose State's name is the longest, of those that voted so."""
    names = campaign.default_language.states
    those = [
        target
        for target in targets.offered_targets(campaign, TODAY)
        if target.kind is kind and vote in (None, campaign.vote_of(target))
    ]
    return max(those, key=lambda each: len(names[each.state].in_address) if each.state else 0)


@pytest.mark.parametrize("paper", Paper)
@pytest.mark.parametrize(
    ("kind", "vote"),
    [
        *((kind, None) for kind in TargetKind if kind is not TargetKind.COUNCIL_MEMBER),
        *((TargetKind.COUNCIL_MEMBER, vote) for vote in Vote),
    ],
)
def test_the_letter_as_offered_fits_one_page(
    press: Press, real: Campaign, kind: TargetKind, vote: Vote | None, paper: Paper
) -> None:
    """The letters to the other targets of a kind and vote differ in a shorter name only."""
    target = longest(real, kind, vote)
    at_home = make_sender(country=target.state or "GB")
    for letter in (make_letter(real, target.slug), make_letter(real, target.slug, sender=at_home)):
        (sheet,) = read_pdf(press.pdf(letter, paper)).pages
        assert letter.close in sheet.extract_text()


def test_the_numbers_of_asks_are_read_in_their_order(press: Press, real: Campaign) -> None:
    asks = ("gov-revive-debate", "hrcm-invite-briefing", "hrc-urgent-action")
    letter = make_letter(real, "hrc-kr", asks=asks)
    text = read_pdf(press.pdf(letter, Paper.A4)).pages[0].extract_text()

    for ask in (each for each in letter.paragraphs if each.part is LetterPart.ASK):
        assert f"{ask.number}. {ask.text[:30]}" in text


@pytest.mark.parametrize("paper", Paper)
def test_every_page_is_of_the_paper_asked_for(
    press: Press, orchard: Campaign, paper: Paper
) -> None:
    letter = make_letter(orchard, note="words " * 900)
    sheets = [page.mediabox for page in read_pdf(press.pdf(letter, paper)).pages]
    assert len(sheets) > 1
    assert {(round(s.width, 1), round(s.height, 1)) for s in sheets} == {POINTS[paper]}


def test_pages_after_the_first_are_numbered(press: Press, orchard: Campaign) -> None:
    pdf = read_pdf(press.pdf(make_letter(orchard, note="words " * 900), Paper.A4))
    ends = [page.extract_text().rstrip().splitlines()[-1] for page in pdf.pages]
    total = len(ends)
    assert ends[1:] == [f"{number} / {total}" for number in range(2, total + 1)]
    assert "/" not in ends[0]


# --- The file ------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_pdf_is_tagged_titled_and_in_its_language(
    press: Press, orchard: Campaign, language: str
) -> None:
    letter = make_letter(orchard, language=language)
    pdf = read_pdf(press.pdf(letter, Paper.A4))
    marks: dict[str, object] = pdf.root_object["/MarkInfo"]  # type: ignore[assignment]
    assert marks["/Marked"]
    assert {"/Document", "/H1", "/P"} <= set(roles(pdf))
    assert str(pdf.root_object["/Lang"]) == language
    assert pdf.metadata is not None
    assert pdf.metadata.title == letter.subject


def test_a_pdf_tells_nothing_of_when_and_by_whom_it_was_made(
    press: Press, orchard: Campaign
) -> None:
    pdf = press.pdf(make_letter(orchard, sender=make_sender()), Paper.A4)
    assert set(read_pdf(pdf).metadata or {}) == {"/Title", "/Producer"}
    assert b"CreationDate" not in pdf
    assert b"ModDate" not in pdf


def test_the_same_letter_is_the_same_pdf(press: Press, orchard: Campaign) -> None:
    letter = make_letter(orchard, sender=make_sender())
    assert press.pdf(letter, Paper.A4) == press.pdf(letter, Paper.A4)


def test_proofs_put_each_letter_on_pages_of_its_own(press: Press, orchard: Campaign) -> None:
    letters = [
        make_letter(orchard, to, language=code) for to in ("hrc", "hrc-fr") for code in ("en", "ar")
    ]
    sheets = read_pdf(press.several(letters, Paper.A4)).pages
    assert len(sheets) == len(letters)
    for sheet, letter in zip(sheets, letters, strict=True):
        # Words only: pypdf reads the number of a session in an Arabic line from its end.
        found = set(re.findall(r"[^\W\d]+", sheet.extract_text()))
        assert set(re.findall(r"[^\W\d]+", letter.subject)) <= found
