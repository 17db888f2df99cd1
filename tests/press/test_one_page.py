"""When a letter is set closer to take one page, how far that goes, and that a run does the same."""

from bisect import bisect
from dataclasses import replace
from itertools import product
from typing import Final

import pymupdf
import pytest

from campaign.model.letter import Letter
from campaign.model.statement import Campaign
from campaign.press import Paper, Press, Sheet, Window
from campaign.press.internals.second_page import lines_over
from campaign.press.sheet import Fit
from campaign.rules import targets
from tests.builders import TODAY, make_letter, make_sender
from tests.press import measure
from tests.press.printing import run_of
from tests.press.test_evening import make_pack
from tests.press.test_pages import SIGN, growing, with_asks

pytestmark = pytest.mark.slow

OVER: Final = 8
"""The lines that a letter may be too long for one page, and still takes one."""
EASY: Final = 10.0
SMALLEST: Final = 9.0
"""The points of a letter's text, at ease and as small as it gets."""
BOTH: Final = [
    ("en", Window.DIN_B),
    ("en", Window.US_10),
    ("ar", Window.DIN_B),
    ("ar", Window.NONE),
]


def at_ease(press: Press, letter: Letter, on: Sheet) -> int:
    """Return how many pages a letter takes that is not set closer."""
    return len(press.lay_out(letter, replace(on, fit=Fit.EASY)).pages)


def too_long(press: Press, campaign: Campaign, language: str, on: Sheet) -> list[Letter]:
    """Return letters that are by one line to eight too long for a page, if set at ease."""
    letters = growing(campaign, range(40), language=language, sender=make_sender())
    first = bisect(range(40), 1, key=lambda at: at_ease(press, letters[at], on))
    return letters[first : first + OVER]


@pytest.mark.parametrize(
    ("language", "window", "paper"),
    [
        *(("en", *each) for each in product(Window, Paper)),
        *(("ar", *each) for each in product((Window.NONE, Window.DIN_B), Paper)),
    ],
)
def test_a_letter_takes_one_page_that_is_up_to_eight_lines_too_long_for_it(
    press: Press, orchard: Campaign, language: str, window: Window, paper: Paper
) -> None:
    on = Sheet(paper, window)
    letters = too_long(press, orchard, language, on)
    assert [at_ease(press, letters[at], on) for at in (0, -1)] == [2, 2]
    assert [press.pages(letters[at], on) for at in (0, 3, -1)] == [1, 1, 1]


@pytest.mark.parametrize("paper", Paper)
@pytest.mark.parametrize("window", Window)
def test_no_letter_as_offered_has_a_second_page_for_eight_lines_or_fewer(
    press: Press, real: Campaign, window: Window, paper: Paper
) -> None:
    on = Sheet(paper, window)
    kinds: dict[object, Letter] = {}
    for target in targets.offered_targets(real, TODAY):
        letter = make_letter(real, target.slug, sender=make_sender(country="GB"))
        kinds.setdefault((target.kind, real.vote_of(target)), letter)
    for letter in kinds.values():
        pages = press.lay_out(letter, on).pages
        assert lines_over(pages) == 0 or lines_over(pages) > OVER


@pytest.mark.parametrize(("language", "window"), BOTH)
def test_a_letter_set_closer_keeps_to_its_limits(
    press: Press, orchard: Campaign, language: str, window: Window
) -> None:
    on, spare = Sheet(Paper.A4, window), []
    for letter in too_long(press, orchard, language, on):
        with pymupdf.open(stream=press.pdf(letter, on)) as document:
            (page,) = document
            blocks = page.get_text("dict")["blocks"]
        lines = [line for block in blocks for line in block.get("lines", ())]
        body = [line for line in lines if line["bbox"][1] * measure.MM > 110]
        sizes = {
            round(span["size"], 1)
            for line in body
            for span in line["spans"]
            if span["text"].strip()
        }
        spare.append(min(sizes))
    assert spare == sorted(spare, reverse=True)
    assert (spare[0], spare[-1]) == (EASY, SMALLEST), "space first, then size"


@pytest.mark.parametrize("lines", [0, 12, 20, 60])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_there_are_twenty_millimetres_for_the_hand_between_close_and_name(
    press: Press, orchard: Campaign, language: str, lines: int
) -> None:
    (letter,) = growing(orchard, range(lines, lines + 1), language=language, sender=make_sender())
    pdf = press.pdf(letter, Sheet())
    found = list(measure.lines(pdf, measure.count(pdf) - 1))
    (name,) = (line for line in found if "Łukasz" in line.text)
    above = [line for line in found if line.bottom < name.top]
    assert SIGN <= name.top - above[-1].bottom < SIGN + 8


@pytest.mark.parametrize("language", ["en", "ar"])
def test_letters_in_a_run_are_set_as_close_as_alone(
    press: Press, orchard: Campaign, language: str
) -> None:
    """Without a note, so that they share what is typeset; signed in two scripts."""
    on = Sheet(Paper.A4, Window.DIN_B)
    letters = [
        with_asks(make_letter(orchard, to, language=language, sender=make_sender(name=name)), asks)
        for asks in range(3, 16, 2)
        for to, name in (("hrc-kr", "Zoë Łukasz"), ("hrc-mx", "محمد عبد الرحمن"))
    ]
    expected = [press.pdf(letter, on) for letter in letters]
    alone = [measure.count(pdf) for pdf in expected]
    fits = {
        pages - at_ease(press, letter, on) for pages, letter in zip(alone, letters, strict=True)
    }
    run = run_of(letters, press, on)

    assert fits == {0, -1}
    assert measure.count(run) == sum(alone)
    starts = [sum(alone[:at]) for at in range(len(letters))]
    for pdf, start in zip(expected, starts, strict=True):
        for page in range(measure.count(pdf)):
            printed = [line.bottom for line in measure.lines(run, start + page)]
            there = [line.bottom for line in measure.lines(pdf, page)]
            assert printed == pytest.approx(there, abs=0.3)


def test_the_pages_of_an_evening_are_set_as_close(press: Press, orchard: Campaign) -> None:
    letter = too_long(press, orchard, "en", Sheet())[0]
    pack = replace(make_pack(orchard, "hrc-kr"), letters=(letter,))
    least = replace(pack, letters=())
    pages = [measure.count(press.evening(each, Paper.A4)) for each in (pack, least)]
    assert pages[0] - pages[1] == 1
