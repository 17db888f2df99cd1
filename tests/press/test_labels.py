"""Where the addresses lie on sheets of labels, in millimetres."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import pytest

from campaign.errors import CannotPrint
from campaign.model.letter import Letter
from campaign.model.statement import Campaign
from campaign.press import Press
from campaign.press.labels import Labels, print_labels
from tests.builders import make_letter
from tests.press import measure
from tests.press.measure import Placed
from tests.press.printing import file_of

pytestmark = pytest.mark.slow

SHOP: Final = {
    # from Avery's templates: columns, rows; first left and top, width, height, pitch across, down
    Labels.AVERY_5160: (3, 10, 3.96, 12.7, 66.68, 25.4, 70.64, 25.4),
    Labels.AVERY_L7160: (3, 7, 7.48, 15.49, 64.0, 38.1, 66.04, 38.1),
}
SIZES: Final = {Labels.AVERY_5160: (215.9, 279.4), Labels.AVERY_L7160: (210, 297)}


WORDS: Final = "Print at actual size."


def labels_of(press: Press, letters: Sequence[Letter], on: Labels, words: str = "") -> bytes:
    """Return labels as a PDF; `words` are those of a measuring line."""
    return file_of(lambda to: print_labels(press, letters, on, to, title="x", measure=words))


def label(on: Labels, place: int) -> Placed:
    """Return where a label is on its sheet."""
    columns, _, left, top, width, height, across, down = SHOP[on]
    row, column = divmod(place, columns)
    x, y = left + column * across, top + row * down
    return Placed("", x, y, x + width, y + height)


@pytest.mark.parametrize("on", Labels)
def test_every_address_lies_on_a_label_of_its_own(
    press: Press, orchard: Campaign, on: Labels
) -> None:
    full = SHOP[on][0] * SHOP[on][1]
    letters = [make_letter(orchard, "hrc-kr"), make_letter(orchard, "hrc-kr", language="ar")]
    pdf = labels_of(press, (letters * full)[: full + 1], on)

    assert measure.count(pdf) == 2
    size = measure.size(pdf)
    assert (size.right, size.bottom) == pytest.approx(SIZES[on], abs=0.1)
    for page, labels in enumerate((full, 1)):
        words = measure.words(pdf, page)
        held = [
            [word for word in words if word.is_within(label(on, place), 1.5)]
            for place in range(full)
        ]
        assert all(any("SWITZERLAND" in word.text for word in each) for each in held[:labels])
        assert sum(map(len, held)) == len(words), "nothing stands off its label"


@pytest.mark.parametrize("words", [WORDS, "اطبعوا بالحجم الفعلي"], ids=["Latin", "Arabic"])
@pytest.mark.parametrize("on", Labels)
def test_a_line_to_measure_stands_below_the_labels_of_the_first_sheet(
    press: Press, orchard: Campaign, on: Labels, words: str
) -> None:
    columns, rows, *_ = SHOP[on]
    letters = [make_letter(orchard, "hrc-kr")] * (columns * rows + 1)
    plain, pdf = labels_of(press, letters, on), labels_of(press, letters, on, words)

    lines = [each for each in measure.strokes(pdf) if each.right - each.left > 90]
    assert lines
    assert all(each.right - each.left == pytest.approx(100, abs=0.3) for each in lines)
    addresses, printed = measure.words(plain), measure.words(pdf)
    below = [*lines, *(each for each in printed if each not in addresses)]
    assert len(below) > len(lines), "the words too"
    least, most = label(on, columns * rows - 1).bottom + 1, SIZES[on][1] - 4
    assert all(least < each.top <= each.bottom < most for each in below)
    assert set(addresses) <= set(printed), "no address moves for it"
    assert measure.words(pdf, 1) == measure.words(plain, 1)


@pytest.mark.parametrize("on", Labels)
def test_an_address_begins_four_millimetres_into_its_label(
    press: Press, orchard: Campaign, on: Labels
) -> None:
    pdf = labels_of(press, [make_letter(orchard, "hrc-kr")] * 5, on)
    (first, *_) = [word for word in measure.words(pdf) if word.text == "SWITZERLAND"]
    last = [word for word in measure.words(pdf) if word.text == "SWITZERLAND"][-1]

    assert first.left == pytest.approx(label(on, 0).left + 4, abs=0.4)
    assert last.left - first.left == pytest.approx(SHOP[on][6], abs=0.05)
    assert last.bottom - first.bottom == pytest.approx(SHOP[on][7], abs=0.05)


def long(letter: Letter, lines: int) -> Letter:
    """Return a letter with so many lines of address."""
    postal = (*("Office of Apples and Pears on the Lake",) * lines, "SWITZERLAND")
    return replace(letter, address=replace(letter.address, postal=postal))


@pytest.mark.parametrize("on", Labels)
def test_a_long_address_is_set_smaller_and_stays_on_its_label(
    press: Press, orchard: Campaign, on: Labels
) -> None:
    letter = long(make_letter(orchard, "high-commissioner"), 4)
    pdf = labels_of(press, [letter, make_letter(orchard, "hrc-kr")], on)

    words = measure.words(pdf)
    assert all(
        word.is_within(label(on, 0), 1.5) or word.is_within(label(on, 1), 1.5) for word in words
    )
    assert sum(word.text == "Apples" for word in words) == 4


@pytest.mark.parametrize("on", Labels)
def test_an_address_too_long_for_a_label_is_refused_by_name(
    press: Press, orchard: Campaign, on: Labels
) -> None:
    with pytest.raises(CannotPrint, match="the address of hrc-kr is too long for a label"):
        labels_of(press, [long(make_letter(orchard, "hrc-kr"), 15)], on)
