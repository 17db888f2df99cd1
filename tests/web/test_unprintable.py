"""What no font here has is refused with a remedy, at its field, and nothing is lost."""

from pathlib import Path
from shutil import copytree

import pytest
from flask import Flask

from tests.conftest import TEST_LETTERS, AppWith
from tests.pages import Visitor

TO = "/uyghur-assessment/to"
SHOW, PDF = "Show my letter", "Download the PDF"
NO_FONT = "\U0003fffd"
"""A code point that nobody will ever use."""
LABELS = {"note": "In your own words", "name": "Name", "place": "Town or city"}
ALL = {"note": "My own words.", "sign_as": "full", "name": "Zoë", "place": "Leeds"}


@pytest.mark.parametrize("field", ["note", "name", "place"])
def test_a_sign_that_no_font_has_is_named_at_its_field_and_nothing_is_lost(
    app: Flask, field: str
) -> None:
    visitor = Visitor(app)
    typed = {**ALL, field: f"{ALL[field]} {NO_FONT}"}
    check = visitor.submit(visitor.open(f"{TO}/hrc-kr/?lang=en").form(SHOW).fill(**typed), SHOW)
    assert f"We cannot print this: {NO_FONT}" in check.text

    page = visitor.submit(check.form(PDF), PDF, 422)

    wrong = f"“{LABELS[field]}”: we cannot print {NO_FONT}. Leave it out, or send an email."
    assert (wrong, f"#{field}") in page.links("main")
    assert wrong in str(page.find(f"#{field}-error").to_text())
    again = page.form(SHOW).values
    assert {name: again[name] for name in typed} == {k: (v,) for k, v in typed.items()}
    assert visitor.counts() == {"prepared": 1}


@pytest.mark.parametrize(
    "sign",
    ["1\ufe0f\u20e3", "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f", "\u06dd"],
)
def test_a_sign_of_several_characters_is_named_as_one(app: Flask, sign: str) -> None:
    visitor = Visitor(app)
    form = visitor.open(f"{TO}/hrc-kr/?lang=en").form(SHOW).fill(note=f"Trees {sign} here")
    check = visitor.submit(form, SHOW)
    assert f"We cannot print this: {sign}" in check.text
    page = visitor.submit(check.form(PDF), PDF, 422)
    wrong = f"“{LABELS['note']}”: we cannot print {sign}. Leave it out, or send an email."
    assert (wrong, "#note") in page.links("main")
    assert page.form(SHOW).values["note"] == (f"Trees {sign} here",)


def test_what_cannot_be_printed_can_be_sent(app: Flask) -> None:
    visitor = Visitor(app)
    form = visitor.open(f"{TO}/hrc-kr/?lang=en").form(SHOW).fill(note=f"Trees {NO_FONT}")
    check = visitor.submit(form, SHOW)

    for button in ("Text (.txt)", "Email draft (.eml)"):
        assert visitor.press(check.form(button), button).status_code == 200


def test_several_letters_are_refused_the_same_way(app: Flask) -> None:
    visitor = Visitor(app)
    form = visitor.open(f"{TO}/hrc-kr/?lang=en&then=hrc-mx").form(SHOW).fill(note=NO_FONT)
    check = visitor.submit(form, SHOW)

    page = visitor.submit(check.form("All of them in one PDF"), "All of them in one PDF", 422)

    assert "we cannot print" in page.text
    assert page.form(SHOW).values["note"] == (NO_FONT,)


@pytest.mark.slow
def test_a_campaigns_own_letter_that_cannot_be_printed_says_so(
    app_with: AppWith, tmp_path: Path
) -> None:
    letters = copytree(TEST_LETTERS, tmp_path / "letters")
    file = letters / "orchard" / "en" / "hrc.md"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("# opening\n\n", f"# opening\n\n{NO_FONT} "), encoding="utf-8")
    visitor = Visitor(app_with(letters=letters))
    form = visitor.open("/orchard/to/hrc/?lang=en").form(SHOW)
    check = visitor.submit(form, SHOW)

    page = visitor.submit(check.form(PDF), PDF, 422)

    assert page.heading == "This letter cannot be printed"


def test_a_letter_of_more_than_two_pages_says_so_before_it_is_taken(app: Flask) -> None:
    visitor = Visitor(app)
    form = visitor.open(f"{TO}/hrc-kr/?lang=en").form(SHOW)

    assert "Your letter takes" not in visitor.submit(form.fill(note="words " * 300), SHOW).text
    check = visitor.submit(form.fill(note="words " * 990), SHOW)
    assert "Your letter takes 3 pages. Shorten your own words" in check.text
