"""A letter evening's pack on paper, read back from the PDF."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import Any, Final

import pytest
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject
from weasyprint import HTML

from campaign.actions import letter_evening
from campaign.actions.print_jobs import documents
from campaign.model.evening import Pack
from campaign.model.letter import ByHand, LetterPart
from campaign.model.print_occasion import PrintOccasion
from campaign.model.statement import Campaign, Organization
from campaign.press import NOTHING, Paper, Press, Sheet, sheets, written
from campaign.rules import targets
from tests.builders import TODAY, folded, read_pdf, squeezed

pytestmark = pytest.mark.slow

KINDS: Final = ("high-commissioner", "hrc", "hrc-gb", "third-committee", "third-committee-gb")
"""One target of each kind, among the delegations the one with the longest name."""
NOTE_SIZE: Final = 9
"""Points: notes at the foot of the page are smaller."""
LINK: Final = "https://letters.example.org/orchard/"


def make_pack(campaign: Campaign, *to: str, language: str = "en") -> Pack:
    """Return a pack with letters to these."""
    evening = evening_of(*to, language=language)
    return letter_evening.pack(campaign, evening)


def evening_of(*to: str, language: str = "en", **given: Any) -> PrintOccasion:  # noqa: ANN401
    """Return an evening with letters to these, with room for one's own words."""
    by_hand = (ByHand.OWN_WORDS, ByHand.SIGNATURE)
    return PrintOccasion(
        TODAY, language, dict.fromkeys(to, 1), start=LINK, by_hand=by_hand, **given
    )


def pages_of(pdf: PdfReader) -> Sequence[str]:
    """Return what each page says, on one line."""
    return [folded(page.extract_text()) for page in pdf.pages]


def parts_of(pdf: PdfReader) -> Iterator[DictionaryObject]:
    """Yield the parts of a tagged PDF."""
    waiting: list[Any] = [pdf.root_object["/StructTreeRoot"]]
    while waiting:
        part = waiting.pop().get_object()
        if isinstance(part, ArrayObject):
            waiting.extend(part)
        elif isinstance(part, DictionaryObject):
            yield part
            waiting.append(part.get("/K", ArrayObject()))


def test_a_pack_is_a_sheet_the_letters_large_print_and_a_poster_in_this_order(
    press: Press, orchard: Campaign
) -> None:
    pack = make_pack(orchard, "hrc-fr", "hrc", "hrc-kr")
    pages = pages_of(read_pdf(press.evening(pack, Paper.A4)))

    table, fr, hrc, kr, *large, poster = pages
    assert table.startswith("Letters for apple trees Letters from this table")
    for page, letter in zip((fr, hrc, kr), pack.letters, strict=True):
        assert page.startswith(letter.addressee[0])
    headed = [page for page in large if page.startswith("Large print")]
    assert ["of France" in page for page in headed] == [True, False]
    assert len(headed) == 2, "one of each kind"
    assert poster.startswith("Write a letter to the United Nations")
    assert LINK in poster


def test_the_sheet_says_what_the_campaign_is_what_is_asked_and_who_runs_it(
    press: Press, orchard: Campaign
) -> None:
    pack = make_pack(orchard, "hrc-fr")
    (table, *_) = pages_of(read_pdf(press.evening(pack, Paper.A4)))

    for text in (
        *orchard.texts["en"].summary,
        "joint statement of 1 March 2025",
        orchard.statement.title,
        orchard.statement.link,
        "run by: Orchard Letters",
        "To reach it: letters@example.org",
        *orchard.texts["en"].independence,
        *pack.words.steps,
        *pack.words.safety,
        LINK,
    ):
        assert squeezed(text) in squeezed(table)
    asked = [each.ask for each in pack.letters[0].paragraphs if each.part is LetterPart.ASK]
    assert [orchard.texts["en"].asks[ask].label for ask in asked] == list(pack.asks)
    assert all(label in table for label in pack.asks)


def test_who_runs_it_is_left_out_while_nobody_has_filled_it_in(orchard: Campaign) -> None:
    pack = make_pack(replace(orchard, organization=Organization("", "", ())), "hrc")

    assert pack.organizers == orchard.texts["en"].independence


def test_a_letter_has_three_lines_for_own_words_before_what_is_printed(orchard: Campaign) -> None:
    _, letter, *_ = sheets(make_pack(orchard, "high-commissioner"))

    prompt = letter.index("In my own words:")
    assert letter.index("letter-salutation") < prompt < letter.index("letter-opening")
    assert letter[prompt : letter.index("letter-opening")].count("to-fill-in") == 3


def test_large_print_has_the_words_to_copy_and_no_lines_to_fill_in(
    press: Press, orchard: Campaign
) -> None:
    pack = make_pack(orchard, "high-commissioner")
    said = " ".join(pages_of(read_pdf(press.evening(pack, Paper.A4)))[2:-1])

    assert all(folded(each.text) in said for each in pack.samples[0].paragraphs)
    assert "In my own words" not in said


def test_large_print_is_18_points_large(press: Press, orchard: Campaign) -> None:
    pack = make_pack(orchard, "high-commissioner")
    page = read_pdf(press.evening(pack, Paper.A4)).pages[2]
    sizes: dict[float, int] = {}

    def measure(text: str, cm: list[float], tm: list[float], _font: object, size: float) -> None:
        points = round(abs(cm[3] * tm[3] * size), 1)
        sizes[points] = sizes.get(points, 0) + len(text)

    page.extract_text(visitor_text=measure)
    assert max(sizes, key=lambda size: sizes[size]) == 18


@pytest.mark.parametrize("paper", Paper)
def test_the_sheet_the_letters_and_the_poster_are_a_page_each(
    press: Press, real: Campaign, paper: Paper
) -> None:
    pages = pages_of(read_pdf(press.evening(make_pack(real, *KINDS), paper)))

    assert LINK in pages[0]
    for page, kind in zip(pages[1:6], KINDS, strict=True):
        close = real.default_language.forms[targets.find_target(real, kind, TODAY).kind].close
        assert f" {close} Signature 1. " in page, kind  # the notes come last
    assert pages[6].startswith("Large print")
    assert LINK in pages[-1]
    assert "Large print" not in pages[-1]


@pytest.mark.parametrize("paper", Paper)
def test_a_letter_leaves_20_millimetres_to_sign(press: Press, real: Campaign, paper: Paper) -> None:
    for sheet in read_pdf(press.evening(make_pack(real, *KINDS), paper)).pages[1:6]:
        letter: list[float] = []
        notes: list[float] = []

        def look(text: str, cm: list[float], tm: list[float], _: object, size: float) -> None:
            if text.strip():
                is_note = abs(cm[3] * tm[3] * size) < NOTE_SIZE
                where = notes if is_note else letter  # noqa: B023 - used at once
                where.append(cm[3] * tm[5] + cm[5])

        sheet.extract_text(visitor_text=look)
        at_foot = max(place for place in notes if place < min(letter))
        assert min(letter) - at_foot > 20 / 25.4 * 72


def test_what_does_not_fit_a_page_goes_over_with_the_lines_before_it(
    press: Press, orchard: Campaign
) -> None:
    pack = make_pack(orchard, "hrc-kr")
    (letter,) = pack.letters

    @cache
    def printed(times: int) -> Sequence[str]:
        longer = [
            replace(each, text=f"{each.text} " * times) if each.part is LetterPart.OPENING else each
            for each in letter.paragraphs
        ]
        long = replace(pack, letters=(replace(letter, paragraphs=tuple(longer)),))
        return pages_of(read_pdf(press.evening(long, Paper.A4)))

    def goes_over(times: int) -> bool:
        return not printed(times)[2].startswith("Large print")

    least = bisect_left(range(90), 1, lo=1, key=goes_over)
    assert not goes_over(least - 1)
    pages = printed(least)
    question = next(each.text for each in letter.paragraphs if each.part is LetterPart.QUESTION)
    assert question in pages[2]
    assert not pages[2].startswith(question)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_pack_is_tagged_titled_and_in_its_language(
    press: Press, orchard: Campaign, language: str
) -> None:
    pack = make_pack(orchard, "hrc-kr", language=language)
    made = press.evening(pack, Paper.A4)
    pdf = read_pdf(made)

    assert str(pdf.root_object["/Lang"]) == language
    assert pdf.metadata is not None
    assert pdf.metadata.title == f"{pack.words.title}: {pack.title}"
    assert b"CreationDate" not in made
    outline = [str(each["/Title"]) for each in pdf.outline if not isinstance(each, list)]
    headings = [pack.words.title, pack.letters[0].subject, pack.words.large_print, pack.words.call]
    assert outline == headings


@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_sheet_has_one_heading_and_the_direction_of_its_language(
    orchard: Campaign, language: str
) -> None:
    way = orchard.languages[language].direction
    for html in sheets(make_pack(orchard, "hrc-kr", language=language)):
        assert f'<html lang="{language}" dir="{way}">' in html
        assert len(re.findall("<h1[ >]", html)) == 1
        assert len(re.findall(r"\slang=", html)) == len(re.findall(r"\sdir=", html))


def test_a_code_says_where_it_leads_to_who_cannot_see_it(press: Press, orchard: Campaign) -> None:
    pdf = read_pdf(press.evening(make_pack(orchard, "hrc-kr"), Paper.A4))
    codes = [part for part in parts_of(pdf) if part.get("/S") == "/Figure"]

    assert [str(code["/Alt"]) for code in codes] == [LINK, LINK]


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_pack_is_the_same_on_our_rules_as_on_weasyprints(
    press: Press, orchard: Campaign, language: str
) -> None:
    pack = make_pack(orchard, "high-commissioner", "hrc-fr", language=language)
    styles = [*press.styles(Sheet(Paper.A4)), press._evening]  # noqa: SLF001 - for both
    documents = [
        HTML(string=html, url_fetcher=NOTHING).render(
            font_config=press._fonts,  # noqa: SLF001
            stylesheets=styles,
            pdf_variant="pdf/ua-1",
        )
        for html in sheets(pack)
    ]
    pages = [page for document in documents for page in document.pages]
    usual = written(documents[0].copy(pages))

    assert press.evening(pack, Paper.A4) == usual


def test_a_hosts_letters_are_those_of_the_organizers_evening(orchard: Campaign) -> None:
    evening = evening_of("hrc-fr", "hrc-kr")
    stacks = documents.stacks(orchard, evening)

    made = letter_evening.pack(orchard, evening)
    assert list(made.letters) == [stack.letter for stack in stacks]
