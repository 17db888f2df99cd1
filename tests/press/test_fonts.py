"""Signs that no font has are named and refused; all others are printed, never as empty boxes."""

import logging
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from random import Random
from typing import Final

import pytest
import regex
from hypothesis import given
from weasyprint import HTML

from campaign.errors import CannotPrint
from campaign.model.letter import Letter, LetterPart
from campaign.model.statement import Campaign
from campaign.press import Paper, Press, Sheet, fonts, page, unprintable
from tests.builders import SCRIPTS, Case, cases, make_letter, make_sender, squeezed, text_of

pytestmark = pytest.mark.slow

NOBODYS: Final = ("\U0003fffd", "\u0378")
"""Code points that Unicode has not given to any sign."""


class Boxes(logging.Handler):
    """Keeps what WeasyPrint says of the empty boxes it draws."""

    def __init__(self) -> None:
        """Begin with none."""
        super().__init__()
        self.drawn: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep one."""
        if ".notdef" in (said := record.getMessage()):
            self.drawn.append(said)


@pytest.fixture
def boxes() -> Iterator[list[str]]:
    """Yield the list of empty boxes drawn so far."""
    handler, logger = Boxes(), logging.getLogger("weasyprint")
    logger.addHandler(handler)
    yield handler.drawn
    logger.removeHandler(handler)


def test_an_empty_box_would_be_noticed(boxes: list[str]) -> None:
    HTML(string=f"<p>{NOBODYS[0]}").write_pdf()
    assert len(boxes) == 1


@pytest.mark.parametrize("sign", NOBODYS)
@pytest.mark.parametrize("field", ["note", "name", "place"])
def test_a_sign_no_font_has_is_named_and_refused(
    press: Press, orchard: Campaign, field: str, sign: str
) -> None:
    typed = {name: f"Zoë {sign}" if name == field else "Zoë" for name in ("note", "name", "place")}
    sender = make_sender(name=typed["name"], place=typed["place"])
    letter = make_letter(orchard, note=typed["note"], sender=sender)
    with pytest.raises(CannotPrint, match="leave it out, or send the letter by email") as failure:
        press.pdf(letter, Paper.A4)
    assert failure.value.signs == sign
    assert failure.value.status == 422
    assert unprintable(letter) == sign


def refused(letter: Letter) -> str:
    """Return the signs for which a letter's page is refused."""
    try:
        page(letter)
    except CannotPrint as failure:
        return failure.signs
    return ""


@given(cases())
def test_signs_are_named_before_printing_as_they_are_refused_then(case: Case) -> None:
    letter = case.compose()
    assert unprintable(letter) == refused(letter)


def test_a_sign_anywhere_in_a_letter_is_named_in_the_order_of_its_page(orchard: Campaign) -> None:
    """Each in a field of its own, as a campaign's files could have them."""
    plain = make_letter(orchard, "hrc-kr", note="Mine.", sender=make_sender())
    signs = iter(chr(code) for code in range(0x3FF00, 0x3FFFE))
    letter = replace(
        plain,
        addressee=(f"The office {next(signs)}",),
        address=replace(plain.address, postal=(f"Street {next(signs)}", next(signs))),
        date_line=f"Today {next(signs)}",
        subject=f"About {next(signs)}",
        salutation=f"Excellency {next(signs)}",
        paragraphs=tuple(
            replace(each, text=f"{each.text} {next(signs)}", source=(f"Title {next(signs)}",))
            if each.part is LetterPart.REQUEST
            else replace(each, text=f"{each.text} {next(signs)}")
            for each in plain.paragraphs
        ),
        close=f"Yours {next(signs)}",
        signature=(f"Zoë {next(signs)}", next(signs)),
    )
    assert unprintable(letter) == refused(letter)
    assert len(refused(letter)) == ord(next(signs)) - 0x3FF00


def test_a_press_prints_on_after_a_refusal(press: Press, orchard: Campaign) -> None:
    with pytest.raises(CannotPrint):
        press.pdf(make_letter(orchard, note=NOBODYS[0]), Paper.A4)
    assert press.pages(make_letter(orchard), Paper.A4) == 1


@pytest.mark.parametrize("text", [*SCRIPTS, "a\u200cb\u200d", "é e\u0301", "line\nline", "❤\ufe0f"])
def test_what_is_not_drawn_needs_no_font(text: str) -> None:
    assert fonts.missing(text) == ""


MISDRAWN: Final = {
    "a keycap": "1\ufe0f\u20e3",
    "another keycap": "#\ufe0f\u20e3",
    "a letter in a circle": "a\u20dd",
    "a flag of letters": "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
    "the end of an ayah": "\u06dd",
    "a sign over figures": "\u0600",
}


@pytest.mark.parametrize("sign", MISDRAWN.values(), ids=MISDRAWN)
def test_a_sign_that_would_be_drawn_over_its_neighbours_is_named_whole(
    press: Press, orchard: Campaign, sign: str
) -> None:
    letter = make_letter(orchard, note=f"The truth {sign} is, é {NOBODYS[0]} {sign}.")
    assert unprintable(letter) == sign + NOBODYS[0]
    assert fonts.signs_of(unprintable(letter)) == [sign, NOBODYS[0]]
    with pytest.raises(CannotPrint) as failure:
        press.pdf(letter, Paper.A4)
    assert failure.value.signs == sign + NOBODYS[0]


@pytest.mark.parametrize("name", ["\ufa1b\u7530", "\u798f\u7530"])
def test_the_writers_form_of_an_ideograph_is_printed(
    press: Press, orchard: Campaign, name: str
) -> None:
    pdf = press.pdf(make_letter(orchard, sender=make_sender(name=name)), Paper.A4)
    assert name in text_of(pdf)


@pytest.mark.parametrize("text", ["ᠬᠠᠭ\u180eᠠ", "ສະ\u200bບາຍ"])
def test_what_is_invisible_is_printed_where_words_are_spelled_with_it(
    press: Press, orchard: Campaign, boxes: list[str], text: str
) -> None:
    press.pdf(make_letter(orchard, note=text), Paper.A4)
    assert boxes == []


def test_emoji_are_printed_or_named(press: Press, orchard: Campaign, boxes: list[str]) -> None:
    emoji = "😀🌳👩‍🌾🇬🇧👍🏽☃"
    gone = fonts.missing(emoji)
    rest = "".join(sign for sign in emoji if sign not in gone)
    press.pdf(make_letter(orchard, note=f"[{rest}]"), Paper.A4)
    assert boxes == []
    if gone:
        with pytest.raises(CannotPrint):
            press.pdf(make_letter(orchard, note=emoji), Paper.A4)


def test_what_a_font_has_is_never_an_empty_box(
    press: Press, orchard: Campaign, boxes: list[str]
) -> None:
    """A sample of everything that fontconfig lists: what it lists, the page must show."""
    drawn = sorted(
        chr(code)
        for code, is_covered in enumerate(fonts.covered())
        if is_covered
        and unicodedata.category(chr(code))[0] not in "CZ"
        and not fonts.NOT_DRAWN.match(chr(code))
    )
    sample = Random(7).sample(drawn, 1500)  # noqa: S311 - the same ones each time
    note = "\n\n".join(" ".join(sample[at : at + 30]) for at in range(0, len(sample), 30))
    press.pdf(make_letter(orchard, note=note), Sheet())
    assert boxes == []


def test_every_script_is_printed(press: Press, orchard: Campaign) -> None:
    """One letter of each script of Unicode that a font here has."""
    first: dict[str, str] = {}
    for code, is_covered in enumerate(fonts.covered()):
        sign = chr(code)
        if is_covered and unicodedata.category(sign) in {"Lo", "Lu", "Ll"}:
            first.setdefault(unicodedata.name(sign, "?").split()[0], sign)
    note = " ".join(first.values())
    assert len(first) > 100
    said = squeezed(text_of(press.pdf(make_letter(orchard, note=note), Paper.A4)))
    kept = [sign for sign in first.values() if sign in said]
    assert len(kept) > 0.95 * len(first)
    assert not regex.search("�", said)
