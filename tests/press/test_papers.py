"""What goes with letters, read back from the PDFs: tally sheets, packing lists, deliveries."""

from collections.abc import Iterable
from dataclasses import fields, replace
from pathlib import Path
from typing import Any, Final

import pytest

from campaign.actions.print_jobs import documents
from campaign.actions.print_jobs.documents import say_number
from campaign.model.documents import CoverSheet, LetterStack, TallySheet
from campaign.model.language import PrintingTexts
from campaign.model.letter import ByHand
from campaign.model.print_occasion import Dated, PrintOccasion
from campaign.model.statement import Campaign
from campaign.model.world import Address
from campaign.press import Paper, Press, Sheet, Window, page
from campaign.press.bulk.copies import print_copies
from campaign.press.papers import (
    grams,
    print_cover_sheet,
    print_deliveries,
    print_packing,
    print_tally,
)
from campaign.press.tally import FEW_ROWS, MOST_ROWS, tally_sheets
from campaign.press.windows import GEOMETRY
from campaign.rules import targets
from tests.builders import TODAY, folded, read_pdf, squeezed, text_of
from tests.press import measure
from tests.press.measure import Placed
from tests.press.printing import file_of

pytestmark = pytest.mark.slow

LINK: Final = "https://letters.example.org/orchard/evening/"
LANGUAGES: Final = ("en", "ar")
SEATS: Final = {
    "en": ["SWITZERLAND", "UNITED STATES"],
    "ar": ["الولايات المتحدة", "سويسرا"],
}
"""Where targets are whose address is not known, in the order of the list."""
LONG: Final = ("hrc-gb", "third-committee-gb", "hrc", "hrc-kr", "high-commissioner", "hrc-mx")


def occasion(language: str = "en", **given: Any) -> PrintOccasion:  # noqa: ANN401 - as it has them
    """Return an evening in a language."""
    return PrintOccasion(TODAY, language, event="LEEDS-1", link=LINK, **given)


def stacks(campaign: Campaign, copies: dict[str, int], language: str = "en") -> list[LetterStack]:
    """Return so many blank letters to each of these."""
    return list(documents.stacks(campaign, occasion(language, copies=copies)))


def occasion_of(stacks: list[LetterStack], language: str) -> PrintOccasion:
    """Return the evening that these letters are for."""
    copies = {stack.letter.target.slug: stack.copies for stack in stacks}
    return occasion(language, copies=copies)


def says(pdf: bytes, texts: Iterable[str]) -> bool:
    """Whether a PDF says each of these, on however many lines."""
    said = squeezed(text_of(pdf))
    return all(squeezed(text) in said for text in texts)


def longer(tally: TallySheet, times: int) -> TallySheet:
    """Return a tally sheet whose recipients have names so many times as long."""
    names = tuple(tuple(" ".join([line] * times) for line in each) for each in tally.addressees)
    return replace(tally, addressees=names)


@pytest.mark.parametrize("paper", Paper)
@pytest.mark.parametrize("recipients", [1, FEW_ROWS, FEW_ROWS + 1, MOST_ROWS])
@pytest.mark.parametrize(
    ("name", "language"), [("real", "en"), ("orchard", "en"), ("orchard", "ar")]
)
def test_a_tally_sheet_is_a_page_with_boxes_for_each_recipient_and_a_code(
    press: Press, real: Campaign, orchard: Campaign, name: str, language: str, recipients: int,
    paper: Paper,
) -> None:  # fmt: skip
    campaign = {"real": real, "orchard": orchard}[name]
    wanted = stacks(campaign, dict.fromkeys(LONG[:recipients], 1), language)
    tally = documents.tally(campaign, wanted, occasion_of(wanted, language))
    pdf = file_of(lambda to: print_tally(press, tally, paper, to))

    assert measure.count(pdf) == tally_sheets(recipients) == 1
    assert says(pdf, ["LEEDS-1", LINK])
    if language == "en":
        assert says(pdf, (line for each in wanted for line in each.letter.addressee))
    boxes = [each for each in measure.strokes(pdf) if 3 < each.right - each.left < 4]
    assert len(boxes) >= (140 if recipients <= FEW_ROWS else 60) * recipients


@pytest.mark.parametrize("times", [2, 4])
def test_a_tally_sheet_of_long_names_has_fewer_boxes_or_small_type_but_no_second_page(
    press: Press, orchard: Campaign, times: int
) -> None:
    addresses = {slug: Address(slug, languages=("ar",)) for slug in LONG}
    arabic = replace(orchard, world=replace(orchard.world, addresses=addresses))
    wanted = stacks(arabic, dict.fromkeys(LONG, 1), "ar")
    tally = documents.tally(arabic, wanted, occasion_of(wanted, "ar"))
    tally = replace(tally, addressees=tally.addressees * 2, slugs=tally.slugs * 2)
    tally = longer(tally, times)
    pdf = file_of(lambda to: print_tally(press, tally, Paper.LETTER, to))

    assert measure.count(pdf) == tally_sheets(len(tally.addressees)) == 2


def test_the_code_on_a_tally_sheet_names_its_own_recipients_in_its_order(
    orchard: Campaign,
) -> None:
    link = f"{LINK}?to=hrc-mx&to=hrc-kr&to=hrc-fr"
    wanted = replace(occasion(copies={"hrc-mx": 1, "hrc-kr": 1, "hrc-fr": 1}), link=link)
    tally = documents.tally(orchard, documents.stacks(orchard, wanted), wanted)

    assert tally.part(0, 2).link == f"{LINK}?to=hrc-mx&to=hrc-kr"
    assert tally.part(2, 4).link == f"{LINK}?to=hrc-fr"
    assert tally.part(2, 4).addressees == tally.addressees[2:]
    assert replace(tally, link="https://example.org/?x=1").part(0, 1).link.endswith("/?x=1")


def test_an_event_is_told_by_its_code_in_large_letters(press: Press, orchard: Campaign) -> None:
    wanted = stacks(orchard, {"hrc-kr": 1}, "ar")
    tally = documents.tally(orchard, wanted, occasion_of(wanted, "ar"))
    pdf = file_of(lambda to: print_tally(press, tally, Paper.A4, to))

    (code,) = [word for word in measure.words(pdf) if word.text == "LEEDS-1"]
    assert code.bottom - code.top > 6


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_packing_list_has_letters_sheets_weights_and_totals_by_country(
    press: Press, orchard: Campaign, language: str
) -> None:
    copies = {"hrc-mx": 1200, "hrc-kr": 30, "high-commissioner": 2, "third-committee": 1}
    wanted = stacks(orchard, copies, language)
    listed = documents.packing_list(
        orchard, wanted, occasion(language), lambda _: 2, lambda n: grams(n, Paper.A4)
    )
    pdf = file_of(lambda to: print_packing(press, listed, Paper.A4, to))

    assert [each.country for each in listed.parcels] == ["SWITZERLAND"] * 2 + SEATS[language]
    assert [each.has_address for each in listed.parcels] == [True, True, False, False]
    assert (listed.copies, listed.sheets) == (1233, 2466)
    assert says(pdf, ["1,233", "2,466", "60", "300", "SWITZERLAND"])
    assert says(pdf, [orchard.languages[language].printing.no_label])


def test_paper_weighs_80_grams_a_square_metre_rounded_up() -> None:
    assert [grams(n, Paper.A4) for n in (1, 2, 100)] == [5, 10, 499]
    assert [grams(n, Paper.LETTER) for n in (1, 2, 100)] == [5, 10, 483]


@pytest.mark.parametrize("window", [Window.NONE, *GEOMETRY])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_delivery_is_a_letter_and_a_receipt_on_a_page_each(
    press: Press, orchard: Campaign, language: str, window: Window
) -> None:
    target = targets.find_target(orchard, "hrc-kr", TODAY)
    made = documents.delivery(orchard, target, occasion(language), letters=340, countries=12)
    on = Sheet(Paper.A4, window)
    pdf = file_of(lambda to: print_deliveries(press, [made, made], on, to, title="x"))

    assert measure.count(pdf) == 4
    for part in (squeezed(each.extract_text()) for each in read_pdf(pdf).pages):
        assert "340" in part
        assert "OrchardLetters" in part
    if window is not Window.NONE:
        box = GEOMETRY[window].window(Paper.A4)
        seen = Placed("", box.left, box.top, box.right, box.bottom)
        (country,) = [each for each in measure.words(pdf) if each.text == "SWITZERLAND"]
        assert country.is_within(seen)


def test_letter_and_receipt_each_begin_on_a_sheet_when_both_sides_are_printed(
    press: Press, orchard: Campaign
) -> None:
    target = targets.find_target(orchard, "hrc-kr", TODAY)
    made = documents.delivery(orchard, target, occasion(), letters=340, countries=12)
    pdf = file_of(
        lambda to: print_deliveries(press, [made, made], Sheet(), to, title="x", duplex=True)
    )

    said = [bool(each.extract_text()) for each in read_pdf(pdf).pages]
    assert said == [True, False] * 4


def test_a_delivery_says_no_more_than_was_counted(orchard: Campaign) -> None:
    target, when = targets.find_target(orchard, "hrc-kr", TODAY), occasion()
    known = documents.delivery(orchard, target, when, letters=1, countries=1)
    unknown = documents.delivery(orchard, target, when, letters=1, countries=None)

    assert known.cover.paragraphs[0].text.endswith("one letter addressed to you, from one country.")
    assert unknown.cover.paragraphs[0].text.endswith("we deliver one letter addressed to you.")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_cover_letter_for_one_letter_is_in_the_singular(orchard: Campaign, language: str) -> None:
    target, when = targets.find_target(orchard, "hrc-kr", TODAY), occasion(language)
    words = orchard.languages[language].printing
    one = documents.delivery(orchard, target, when, letters=1, countries=None)
    two = documents.delivery(orchard, target, when, letters=2, countries=None)

    singular, plural = ([each.text for each in made.cover.paragraphs] for made in (one, two))
    assert words.cover_request_one in singular
    assert words.cover_request_one not in plural
    assert words.cover_request in plural
    begin = words.cover_about_one.partition("{")[0]
    assert any(text.startswith(begin) for text in singular)
    assert not any(text.startswith(begin) for text in plural)


def test_numbers_are_said_in_the_plurals_of_the_language(orchard: Campaign) -> None:
    arabic = orchard.languages["ar"]
    said = [say_number(arabic, arabic.printing.letters, number) for number in (1, 2, 5, 340)]

    assert said == ["رسالة واحدة", "رسالتين", "5 رسائل", "340 رسالة"]


@pytest.mark.parametrize("duplex", [False, True])
def test_blank_letters_are_as_many_as_wanted_with_the_events_code_on_each(
    press: Press, orchard: Campaign, tmp_path: Path, *, duplex: bool
) -> None:
    file = tmp_path / "blank.pdf"
    on = Sheet(Paper.A4, Window.DIN_B, folds=True, foot="LEEDS-1")
    wanted = stacks(orchard, {"hrc-kr": 3, "hrc-mx": 2})
    counts = list(print_copies(press, wanted, on, file, title="x", duplex=duplex))
    assert counts == ([6, 4] if duplex else [3, 2])
    pages = [folded(page.extract_text()) for page in read_pdf(file.read_bytes()).pages]

    printed = pages[::2] if duplex else pages
    assert ["Korea" in page for page in printed] == [True] * 3 + [False] * 2
    assert all("LEEDS-1" in page for page in printed)
    assert not duplex or not any(pages[1::2])
    alone = press.pdf(stacks(orchard, {"hrc-mx": 1})[0].letter, on)
    assert pages[-2 if duplex else -1] == text_of(alone)


HAND = tuple(each for each in ByHand if each is not ByHand.OWN_WORDS)


@pytest.mark.parametrize("paper", Paper)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_letter_to_sign_has_the_lines_that_were_ticked_and_20_millimetres_to_sign(
    press: Press, orchard: Campaign, language: str, paper: Paper
) -> None:
    words = orchard.languages[language].printing
    for by_hand in (HAND, (ByHand.SIGNATURE,), (ByHand.NAME, ByHand.COUNTRY)):
        wanted = occasion(language, copies={"hrc-kr": 1}, by_hand=by_hand)
        (stack,) = documents.stacks(orchard, wanted)
        pdf = press.pdf(stack.letter, Sheet(paper, Window.DIN_B))

        below = text_of(pdf).rpartition(folded(stack.letter.close))[2]
        shown = {each: getattr(words, each.value) for each in HAND}
        ticked = [squeezed(shown[each]) in squeezed(below) for each in HAND]
        assert ticked == [each in by_hand for each in HAND]
        lines = sorted(
            each.top for each in measure.strokes(pdf) if 74 < each.right - each.left < 76
        )
        assert len(lines) == len(by_hand)
        if ByHand.SIGNATURE in by_hand:
            above = [each.bottom for each in measure.lines(pdf, 0) if each.bottom < lines[0]]
            assert 20 <= lines[0] - max(above) < 26


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("dated", Dated)
def test_a_letter_to_sign_is_dated_left_to_fill_in_or_has_no_date(
    orchard: Campaign, language: str, dated: Dated
) -> None:
    wanted = occasion(language, copies={"hrc-kr": 1}, dated=dated)
    (stack,) = documents.stacks(orchard, wanted)
    html = page(stack.letter)

    assert ("2026" in stack.letter.date_line) is (dated is Dated.DAY)
    assert ("date-to-fill-in" in html) is (dated is Dated.LINE)
    assert ("letter-date" in html) is (dated is not Dated.NONE)


def test_a_letter_to_sign_may_have_three_lines_of_ones_own(orchard: Campaign) -> None:
    wanted = occasion(copies={"hrc-kr": 1}, by_hand=(ByHand.OWN_WORDS, ByHand.SIGNATURE))
    (stack,) = documents.stacks(orchard, wanted)

    assert page(stack.letter).count('to-fill-in"></div>\n  <div class="to-fill-in') >= 1
    assert orchard.languages["en"].evening.own_words in page(stack.letter)


def test_a_line_for_which_a_language_has_no_word_is_left_out(orchard: Campaign) -> None:
    english = orchard.languages["en"]
    older = replace(english, printing=replace(english.printing, town=""))
    campaign = replace(orchard, languages={**orchard.languages, "en": older})
    (stack,) = documents.stacks(campaign, occasion(copies={"hrc-kr": 1}, by_hand=HAND))

    assert ByHand.TOWN not in [each.what for each in stack.letter.to_fill_in or ()]


def cover_of(campaign: Campaign, language: str, copies: dict[str, int]) -> CoverSheet:
    """Return the sheet that is printed before these letters."""
    wanted = occasion(language, copies=copies)
    return documents.cover_sheet(campaign, documents.stacks(campaign, wanted), wanted)


@pytest.mark.parametrize("paper", Paper)
@pytest.mark.parametrize("window", Window)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_cover_sheet_has_the_line_the_folds_and_an_address_in_the_frame_of_its_window(
    press: Press, orchard: Campaign, language: str, window: Window, paper: Paper
) -> None:
    cover = cover_of(orchard, language, {"hrc-mx": 30, "high-commissioner": 12})
    on = Sheet(paper, window, sender=("Made-up Society", "1 Pear Street"))
    pdf = file_of(lambda to: print_cover_sheet(press, cover, on, to))

    words = orchard.languages[language].printing
    assert measure.count(pdf) == 1
    assert says(pdf, ["LEEDS-1", "30", "12", "42"])
    assert any(99.5 < each.right - each.left < 100.5 for each in measure.strokes(pdf))
    assert bool(measure.marks(pdf, 5, 9)) is bool(on.fold_heights)
    if language == "en":
        fold = words.cover_sheet_fold if on.fold_heights else words.cover_sheet_no_fold
        assert says(pdf, [words.cover_sheet, words.measure, fold])
    if window is not Window.NONE:
        box = GEOMETRY[window].window(paper)
        (country,) = [each for each in measure.words(pdf) if each.text == "SWITZERLAND"]
        assert country.is_within(Placed("", box.left, box.top, box.right, box.bottom))


def test_a_cover_sheet_of_many_recipients_says_how_many_letters_there_are_on_one_page(
    press: Press, real: Campaign
) -> None:
    every = [each.slug for each in targets.offered_targets(real, TODAY)]
    cover = cover_of(real, "en", dict.fromkeys(every, 10))
    pdf = file_of(lambda to: print_cover_sheet(press, cover, Sheet(window=Window.DIN_B), to))

    assert measure.count(pdf) == 1
    assert says(pdf, [f"{len(every) * 10:,}"])


def test_a_cover_sheet_leaves_out_what_a_language_has_no_words_for(
    press: Press, orchard: Campaign
) -> None:
    cover = cover_of(orchard, "en", {"high-commissioner": 3})
    names = [each.name for each in fields(PrintingTexts) if each.name.startswith("cover_sheet")]
    none: dict[str, Any] = dict.fromkeys(names, "")
    older = replace(cover.language.printing, **none)
    cover = replace(cover, language=replace(cover.language, printing=older))
    pdf = file_of(lambda to: print_cover_sheet(press, cover, Sheet(window=Window.DIN_B), to))

    assert says(pdf, [older.measure, cover.title])
