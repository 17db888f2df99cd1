"""Where a letter breaks, and how many pages it takes."""

import re
from bisect import bisect
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Final

import pytest

from campaign.letter import text
from campaign.model.letter import Letter, LetterPart, Sender, SignAs
from campaign.model.statement import Campaign
from campaign.press import Paper, Press, Sheet, Window
from campaign.rules import targets
from tests.builders import TODAY, make_letter, make_sender
from tests.press import measure
from tests.press.measure import Placed
from tests.press.printing import run_of

pytestmark = pytest.mark.slow

FOOT: Final = 16.0
"""Millimetres that stay free below the text."""
SIGN: Final = 20.0
"""Millimetres to sign in."""
SENDER: Final = ("Orchard Letters", "Lindenstraße 7", "10969 Berlin", "GERMANY")

BETWEEN: Final = 1.5
"""Millimetres between the feet of two lines, at least."""
NUMBER: Final = re.compile(r"\d{1,2}\.|\.\d{1,2}")
START: Final[dict[str, Callable[[Placed], float]]] = {
    "en": lambda word: word.left,
    "ar": lambda word: -word.right,
}
"""Where a word begins, on a line that is read from the lowest on."""


def bulk(press: Press, letter: Letter, on: Sheet) -> bytes:
    """Return a letter as a run prints it."""
    return run_of([letter], press, on)


def growing(
    campaign: Campaign, lines: range, *, language: str = "en", sender: Sender | None = None
) -> list[Letter]:
    """Return letters that are a line longer each, on both sides of where a second page begins."""
    notes = ["\n".join(["A tree stands."] * number) for number in lines]
    return [
        make_letter(campaign, "hrc-kr", note=note, language=language, sender=sender)
        for note in notes
    ]


def at_the_end_of_a_page(press: Press, letters: Sequence[Letter], on: Sheet) -> Sequence[Letter]:
    """Return, of letters that are a line longer each, the last of one page and the first of two."""
    first = bisect(letters, 1, key=lambda letter: press.pages(letter, on))
    return letters[first - 4 : first + 12]


def text_lines(pdf: bytes, page: int) -> list[str]:
    """Return the lines of a page that are the letter's."""
    bottom = measure.size(pdf, page).bottom - FOOT
    return [line.text for line in measure.lines(pdf, page) if line.bottom < bottom + 1]


@pytest.mark.parametrize("by_hand", [True, False], ids=["by hand", "by name"])
@pytest.mark.parametrize("paper", Paper)
def test_no_page_begins_with_less_than_two_lines_of_the_letter_and_no_line_is_alone(
    press: Press, real: Campaign, paper: Paper, *, by_hand: bool
) -> None:
    broken = 0
    letters = growing(real, range(34), sender=None if by_hand else make_sender())
    for letter in at_the_end_of_a_page(press, letters, Sheet(paper)):
        pdf = press.pdf(letter, Sheet(paper))
        last = measure.count(pdf) - 1
        lines = text_lines(pdf, last)
        assert letter.close in lines
        if last:
            broken += 1
            assert lines.index(letter.close) >= 2
    assert broken > 10


@pytest.mark.parametrize(("language", "paper"), [("en", Paper.A4), ("ar", Paper.LETTER)])
def test_there_is_room_to_sign_below_the_close_on_the_same_page(
    press: Press, orchard: Campaign, paper: Paper, language: str
) -> None:
    least = 1000.0
    letters = growing(orchard, range(40), language=language)
    for letter in at_the_end_of_a_page(press, letters, Sheet(paper)):
        pdf = press.pdf(letter, Sheet(paper))
        page = measure.count(pdf) - 1
        *_, close = (
            line for line in measure.lines(pdf, page) if line.bottom < measure.size(pdf).bottom - 14
        )
        least = min(least, measure.size(pdf).bottom - FOOT - close.bottom)
    assert SIGN <= least < SIGN + 9


@pytest.mark.parametrize("paper", Paper)
@pytest.mark.parametrize("window", Window)
def test_a_letter_as_offered_takes_two_pages_at_most(
    press: Press, real: Campaign, window: Window, paper: Paper
) -> None:
    sheet = Sheet(paper, window, folds=True, sender=SENDER, measure="100 mm")
    kinds: dict[object, Letter] = {}
    for target in targets.offered_targets(real, TODAY):
        asks = tuple(ask.id for ask in targets.asks_for(real, target, TODAY))
        letter = make_letter(real, target.slug, asks=asks, sender=make_sender(country="GB"))
        other = kinds.setdefault((target.kind, real.vote_of(target)), letter)
        if len(letter.subject) > len(other.subject):
            kinds[target.kind, real.vote_of(target)] = letter
    longest = sorted(kinds.values(), key=lambda letter: len(text.body(letter)))[-3:]
    assert {press.pages(letter, sheet) for letter in longest} <= {1, 2}


@pytest.mark.parametrize("paper", Paper)
def test_the_longest_notes_are_counted_in_pages(press: Press, real: Campaign, paper: Paper) -> None:
    for note in ("words " * 1000, "\n".join("line" for _ in range(100)), "W" * 6000):
        letter = make_letter(real, "hrc-kr", note=note, sender=make_sender(name="W" * 200))
        assert press.pages(letter, paper) == measure.count(press.pdf(letter, paper)) > 2


def test_only_the_second_page_and_later_ones_have_a_number(press: Press, real: Campaign) -> None:
    letter = make_letter(real, note="words " * 900, sender=make_sender(SignAs.COUNTRY))
    pdf = press.pdf(letter, Sheet(window=Window.DIN_B))
    ends = [list(measure.lines(pdf, page))[-1].text for page in range(measure.count(pdf))]
    assert [end.replace(" ", "") for end in ends[1:]] == ["2/3", "3/3"]
    assert "/" not in ends[0]


def with_asks(letter: Letter, number: int) -> Letter:
    """Return a letter with so many long asks, one after the other."""
    first = next(at for at, each in enumerate(letter.paragraphs) if each.part is LetterPart.ASK)
    given = [each for each in letter.paragraphs if each.part is LetterPart.ASK]
    text = " ".join(each.text for each in given)[:130]
    asks = [replace(given[0], number=each + 1, text=text) for each in range(number)]
    before, after = letter.paragraphs[:first], letter.paragraphs[first + len(given) :]
    return replace(letter, paragraphs=(*before, *asks, *after))


def rows_of(words: Iterable[Placed]) -> Sequence[Sequence[Placed]]:
    """Return the words of each line, though types of several heights stand in it."""
    rows: list[list[Placed]] = []
    for word in sorted(words, key=lambda word: word.bottom):
        if not rows or word.bottom - rows[-1][-1].bottom > BETWEEN:
            rows.append([])
        rows[-1].append(word)
    return rows


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("made", [Press.pdf, bulk], ids=["alone", "in bulk"])
def test_all_lines_of_an_ask_begin_where_its_text_does_after_the_number(
    press: Press, orchard: Campaign, language: str, made: Callable[..., bytes]
) -> None:
    pdf = made(press, with_asks(make_letter(orchard, "hrc-kr", language=language), 11), Sheet())
    rows = rows_of(measure.words(pdf))
    begins = [sorted(map(START[language], row)) for row in rows]
    numbered = [at for at, row in enumerate(rows) if any(NUMBER.fullmatch(w.text) for w in row)]

    assert len(numbered) == 11
    for at in numbered:
        assert begins[at][1] == pytest.approx(begins[at + 1][0], abs=0.3)
        assert begins[at][1] - begins[at][0] > 4, "the number stands clear of it"
