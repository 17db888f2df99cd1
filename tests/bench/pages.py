"""How many pages the letters take that are offered, in every window: one, if a few lines decide.

Each is signed in full, with a note and without, and for a letter evening by hand.
"""

from collections import Counter
from collections.abc import Iterator

from campaign.letter.compose import compose
from campaign.model.letter import Choices, Letter, Sender, Target
from campaign.press import Paper, Press, Sheet, Window
from campaign.press.internals.second_page import lines_over
from campaign.rules import targets
from tests.bench.letters import DAY, NOTE, SENDER, campaign

FEW = 8
"""The lines for which a second sheet is a waste."""


def count() -> Iterator[str]:
    """Yield a line for each window and paper: how many letters take how many pages."""
    press = Press(waiting=None)
    standard = [
        letter for target in targets.offered_targets(campaign(), DAY) for letter in _to(target)
    ]
    yield f"Pages of {len(standard)} letters as offered: a page, two; of these, a few lines over"
    for paper in Paper:
        for window in Window:
            pages, few = Counter[int](), 0
            for letter in standard:
                sheets = press.lay_out(letter, Sheet(paper, window)).pages
                pages[len(sheets)] += 1
                few += 0 < lines_over(sheets) <= FEW
            yield f"  {paper:6}  {window:12}  {pages[1]:4}  {pages.total() - pages[1]:4}  {few:4}"


def _to(target: Target) -> Iterator[Letter]:
    asks = (targets.ticked_ask(campaign(), target, DAY).id,)
    for note, sender in (("", SENDER), (NOTE, SENDER), ("", Sender())):
        yield compose(campaign(), target, Choices(asks, "en", note, sender), DAY)
