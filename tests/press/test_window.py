"""The address lies in the envelope's window, whatever the window, the paper and the language."""

from dataclasses import replace
from itertools import pairwise
from typing import Final

import pytest

from campaign.errors import CannotPrint
from campaign.model.letter import Letter
from campaign.model.statement import Campaign
from campaign.press import Paper, Press, Sheet, Window
from campaign.rules import targets
from tests.builders import TODAY, make_letter, make_sender, squeezed
from tests.press import measure
from tests.press.measure import Placed

pytestmark = pytest.mark.slow

INCH: Final = 25.4
SENDER: Final = ("Orchard Letters", "Lindenstraße 7", "10969 Berlin", "GERMANY")
RIGHT: Final = {Window.SWISS_RIGHT: 8.0, Window.FRENCH: 10.0}
"""Windows that are measured from the sheet's right edge."""
WINDOWS: Final = {
    Window.DIN_A: (27, 20, 85, 45),
    Window.DIN_B: (45, 20, 85, 45),
    Window.SWISS_RIGHT: (45, 8, 90, 45),
    Window.SWISS_LEFT: (35.5, 20, 100, 45),
    Window.FRENCH: (35, 10, 100, 45),
    Window.US_9: (2.1875 * INCH, 0.6875 * INCH, 4.5 * INCH, 1.125 * INCH),
    Window.US_10: (2.5 * INCH, 0.875 * INCH, 3.5 * INCH, 0.75 * INCH),
}
"""Top, side, width and height in millimetres; of US 10, what always shows."""
SPARE: Final = {Window.US_9: 2.0, Window.US_10: 0.2}
"""Millimetres inside the window that stay free (of US 10 they are taken off already)."""
FOLDS: Final[dict[Window, tuple[float, ...] | None]] = {
    Window.NONE: None,
    Window.DIN_A: (87, 192),
    Window.DIN_B: (105, 210),
    Window.SWISS_RIGHT: (105, 210),
    Window.SWISS_LEFT: (105, 210),
    Window.FRENCH: (99, 198),
    Window.US_9: (3.75 * INCH, 7.375 * INCH),
    Window.US_10: (3.75 * INCH, 7.375 * INCH),
}
A4_FOLDS: Final[dict[Window, tuple[float, ...]]] = {
    Window.US_9: (),
    Window.US_10: (3.75 * INCH, (3.75 * INCH + 297) / 2),
}
"""Of these on A4; a sheet that does not go into the envelope has no marks."""
ENVELOPES: Final = {
    Window.DIN_A: 110,
    Window.DIN_B: 110,
    Window.SWISS_RIGHT: 114,
    Window.SWISS_LEFT: 114,
    Window.FRENCH: 110,
    Window.US_9: 3.875 * INCH,
    Window.US_10: 4.125 * INCH,
}
"""How high the lowest envelopes are that have such a window, in millimetres."""
WORDS: Final = "This line is 100 mm long if the printer keeps to the actual size."


def box(window: Window, paper: Placed) -> Placed:
    """Return a window as it lies on a sheet."""
    top, side, width, height = WINDOWS[window]
    left = paper.right - side - width if window in RIGHT else side
    return Placed("", left, top, left + width, top + height)


def addressed(letter: Letter) -> list[str]:
    """Return the signs of an address, in no order: Arabic ones are read back as they are seen."""
    return sorted(squeezed("".join((*letter.addressee, *letter.address.postal))))


def begun(letter: Letter) -> Letter:
    """Return a letter that ends with its first paragraph: windows and folds are where they were."""
    return replace(letter, paragraphs=letter.paragraphs[:1])


@pytest.fixture(params=["left to right", "right to left"])
def letter(request: pytest.FixtureRequest, real: Campaign, orchard: Campaign) -> Letter:
    if request.param == "right to left":
        return make_letter(orchard, "hrc-kr", language="ar")
    return make_letter(real)


@pytest.mark.parametrize("sender", [(), SENDER], ids=["nameless", "with a sender"])
@pytest.mark.parametrize("paper", Paper)
@pytest.mark.parametrize("window", WINDOWS)
def test_the_address_and_nothing_else_lies_in_the_window(
    press: Press, letter: Letter, window: Window, paper: Paper, sender: tuple[str, ...]
) -> None:
    sheet = Sheet(paper, window, sender=sender)
    pdf = press.pdf(letter, sheet)
    opening = box(window, measure.size(pdf))
    seen = [word for word in measure.words(pdf) if word.touches(opening)]
    if sheet.in_window:
        line = sorted(seen, key=lambda word: word.top)[: len(" · ".join(sender).split())]
        assert not sender or "".join(word.text for word in line) == squeezed(" · ".join(sender))
        above = set(line) if sender else set()
        assert all(word.is_within(opening, 4) for word in above)
        seen = [word for word in seen if word not in above]

    assert sorted("".join(word.text for word in seen)) == addressed(letter)
    assert [word for word in seen if not word.is_within(opening, SPARE.get(window, 2))] == []


@pytest.mark.parametrize("window", WINDOWS)
def test_every_address_known_fits_every_window_at_a_readable_size(
    press: Press, real: Campaign, window: Window
) -> None:
    sheet = Sheet(window=window)
    of_lines: dict[tuple[int, int], Letter] = {}
    for target in targets.offered_targets(real, TODAY):
        letter = make_letter(real, target.slug)
        of_lines.setdefault((len(letter.address.postal), max(map(len, letter.addressee))), letter)
    for letter in of_lines.values():
        pdf = press.pdf(begun(letter), sheet)
        opening = box(window, measure.size(pdf))
        seen = [word for word in measure.words(pdf) if word.touches(opening)]
        assert sorted("".join(word.text for word in seen)) == addressed(letter)
        assert all(word.is_within(opening, SPARE.get(window, 2)) for word in seen)


def test_an_address_too_long_for_a_window_is_refused(press: Press, orchard: Campaign) -> None:
    letter = make_letter(orchard)
    long = replace(letter.address, postal=(*["Another line of it"] * 14, "SWITZERLAND"))
    with pytest.raises(CannotPrint, match="address of high-commissioner is too long"):
        press.pdf(replace(letter, address=long), Sheet(window=Window.US_10))
    assert press.pages(replace(letter, address=long), Paper.A4) == 1


@pytest.mark.parametrize("window", WINDOWS)
def test_a_sender_too_long_for_a_window_is_refused(
    press: Press, letter: Letter, window: Window
) -> None:
    with pytest.raises(CannotPrint, match=r"sender .* is too long for this window: shorten it"):
        press.pdf(letter, Sheet(window=window, sender=("A line of some sender of a letter",) * 16))


TWO_LINES: Final = (
    "Society of Orchards and of Old Apples by the Lake",
    "Lindenstraße 107, Second Courtyard",
    "10969 Berlin",
    "GERMANY",
)


@pytest.mark.parametrize("window", [each for each in WINDOWS if Sheet(window=each).in_window])
def test_a_sender_of_two_lines_stays_clear_of_the_address_below(
    press: Press, letter: Letter, window: Window
) -> None:
    pdf = press.pdf(letter, Sheet(window=window, sender=TWO_LINES))
    opening = box(window, measure.size(pdf))
    seen = sorted(
        (word for word in measure.words(pdf) if word.touches(opening)), key=lambda word: word.top
    )
    number = len(" · ".join(TWO_LINES).split())
    sender, address = seen[:number], seen[number:]

    assert "".join(word.text for word in sender) == squeezed(" · ".join(TWO_LINES))
    assert max(word.bottom for word in sender) - min(word.top for word in sender) > 3, "two lines"
    assert min(word.top for word in address) - max(word.bottom for word in sender) >= 2


@pytest.mark.parametrize("paper", Paper)
@pytest.mark.parametrize("window", WINDOWS)
def test_lines_to_write_an_address_on_lie_in_the_window(
    press: Press, real: Campaign, window: Window, paper: Paper
) -> None:
    pdf = press.pdf(make_letter(real, "hrc-mx"), Sheet(paper, window))
    opening = box(window, measure.size(pdf))
    drawn = [each for each in measure.strokes(pdf) if each.touches(opening)]
    heights = sorted(round(each.top, 1) for each in drawn)
    assert len(set(heights)) == 3
    assert all(each.is_within(opening) for each in drawn)
    assert heights[1] - heights[0] >= 4


@pytest.mark.parametrize("sender", [(), SENDER], ids=["nameless", "with a sender"])
@pytest.mark.parametrize("paper", Paper)
@pytest.mark.parametrize("window", Window)
def test_folds_are_marked_where_the_sheet_is_folded(
    press: Press, letter: Letter, window: Window, paper: Paper, sender: tuple[str, ...]
) -> None:
    pdf = press.pdf(begun(letter), Sheet(paper, window, folds=True, sender=sender))
    height = measure.size(pdf).bottom
    expected = FOLDS[window] or (height / 3, height * 2 / 3)
    if paper is Paper.A4 and window in A4_FOLDS:
        expected = A4_FOLDS[window]
    assert measure.marks(pdf, 5, 9) == pytest.approx(expected, abs=0.1)
    assert not measure.marks(pdf, 0, 4.9)
    assert not measure.marks(pdf, 9.1, 14)


@pytest.mark.parametrize("paper", Paper)
@pytest.mark.parametrize("window", ENVELOPES)
def test_a_sheet_that_is_folded_where_it_is_marked_goes_into_its_envelope(
    press: Press, real: Campaign, window: Window, paper: Paper
) -> None:
    pdf = press.pdf(make_letter(real), Sheet(paper, window, folds=True))
    folds = measure.marks(pdf, 5, 9)
    edges = (0, *folds, measure.size(pdf).bottom)
    if not folds:
        assert (window, paper) == (Window.US_9, Paper.A4)
        return
    assert max(below - above for above, below in pairwise(edges)) <= ENVELOPES[window] - 3


def test_folds_are_not_marked_unless_asked_for(press: Press, letter: Letter) -> None:
    assert not measure.marks(press.pdf(letter, Sheet(window=Window.DIN_B)), 0, 14)


@pytest.mark.parametrize("paper", Paper)
def test_a_line_to_measure_is_100_mm_on_the_first_sheet_only(
    press: Press, letter: Letter, paper: Paper
) -> None:
    pdf = press.several([letter, letter], Sheet(paper, measure=WORDS))
    line = max(measure.strokes(pdf), key=lambda each: each.right - each.left)
    assert line.right - line.left == pytest.approx(100, abs=0.2)
    assert WORDS in [each.text for each in measure.lines(pdf)]
    assert WORDS not in [each.text for each in measure.lines(pdf, 1)]


def test_a_sender_stands_above_a_letter_without_a_window(press: Press, orchard: Campaign) -> None:
    pdf = press.pdf(make_letter(orchard, sender=make_sender()), Sheet(sender=SENDER))
    assert [each.text for each in measure.lines(pdf)][:4] == list(SENDER)
