"""Which counts of a week can be shown by country or language, so that no small one follows."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from campaign.model.tally import FEWEST_SHOWN

MOST_HIDDEN: Final = FEWEST_SHOWN - 1
"""The largest count that is hidden for being small."""


@dataclass(frozen=True, slots=True)
class Showing:
    """What is shown of counts that wait, by value; all others stay in one row for "others".

    `held` says that a larger count may be among those that stay, so that the small ones cannot be
    worked out.
    """

    shown: Mapping[str, int]
    held: bool


def choose_shown(waiting: Mapping[str, int], possible: int) -> Showing:
    """Choose what is shown of counts that wait, where there are so many possible values.

    What stays is nothing, or five or more of at least two values: for that the smallest of the
    others stay too, all that are equal. Nobody who knows this rule and sees what it left can tell
    what one of those that stay is: any two could change places. Only four everywhere would be
    known, and counts as if a larger one stayed. Where nothing could stay beside small counts,
    nothing is shown, and fewer than five stay.
    """
    shown = {value: times for value, times in waiting.items() if times >= FEWEST_SHOWN}
    held = False
    while shown and not _is_hidden_well(waiting, shown, possible, held=held):
        least = min(shown.values())
        shown = {value: times for value, times in shown.items() if times > least}
        held = True
    is_alone = not _is_hidden_well(waiting, shown, possible, held=held)
    return Showing(shown, held or (is_alone and sum(waiting.values()) >= FEWEST_SHOWN))


def _is_hidden_well(
    waiting: Mapping[str, int], shown: Mapping[str, int], possible: int, *, held: bool
) -> bool:
    """Say whether those that are not shown hide each other."""
    stays = [times for value, times in waiting.items() if times and value not in shown]
    everywhere = MOST_HIDDEN * (possible - len(shown))
    are_all_four = not held and sum(stays) >= everywhere
    return not stays or (len(stays) > 1 and sum(stays) >= FEWEST_SHOWN and not are_all_four)
