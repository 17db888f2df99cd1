"""What a letter evening or a delivery is: described once, and every paper of it follows that."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from campaign.model.letter import ByHand


class Dated(StrEnum):
    """The date on letters that are printed before they are signed."""

    DAY = "day"
    LINE = "line"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class PrintOccasion:
    """An evening or a delivery: its day and language, and an evening's letters.

    `copies` are those of each target's letter, by its slug, in the order that all papers have.
    `event` is the evening's code, `link` where its totals are entered, and `start` the campaign's
    first page. `by_hand` is what the letters have room for.
    """

    on: date
    language: str
    copies: Mapping[str, int] = field(default_factory=dict)
    event: str = ""
    link: str = ""
    start: str = ""
    dated: Dated = Dated.DAY
    by_hand: tuple[ByHand, ...] = (ByHand.SIGNATURE,)

    @property
    def letters(self) -> int:
        """Return how many letters there are."""
        return sum(self.copies.values())


@dataclass(frozen=True, slots=True)
class SavedEvening:
    """An evening as organizers keep it: its name at the desk, and what is printed for it.

    `bundle` is the text that says which papers, to whom and how; `event` and `day` stand in it too.
    `at` is when it was last saved, and by whom.
    """

    id: int
    campaign: str
    name: str
    event: str
    day: date
    bundle: str
    by: str
    at: datetime
