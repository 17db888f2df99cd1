"""Letters on paper, as somebody counted them: at an event, on a day, for each recipient."""

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final

EVENT: Final = re.compile(r"(?:[^\W_]|-){1,20}")
"""An event's code: letters, digits and hyphens."""
MOST: Final = 9999
"""The most letters to one recipient in one count."""


class PaperCountKind(StrEnum):
    """The kinds of count: letters signed at an evening, letters handed to their recipients."""

    SIGNED = "signed"
    HANDED_OVER = "handed_over"


class PaperCountState(StrEnum):
    """The state of a count: only accepted ones are in the sums."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    REPLACED = "replaced"


@dataclass(frozen=True, slots=True)
class PaperCount:
    """One count on paper; `numbers` has the letters to each target, by its slug."""

    event: str
    day: date
    kind: PaperCountKind
    numbers: Mapping[str, int]

    @property
    def letters(self) -> int:
        """Return how many letters there are."""
        return sum(self.numbers.values())


@dataclass(frozen=True, slots=True)
class PaperCountRecord:
    """A count as it is kept: who made it, who decided on it, and the count that took its place.

    `by` is blank where a host proposed it; `marked` is blank or the rule that took it for
    automatic; `reason` is why it corrects others.
    """

    id: int
    counted: PaperCount
    state: PaperCountState
    by: str
    at: datetime
    marked: str = ""
    reason: str = ""
    decided_by: str = ""
    decided_at: datetime | None = None
    replaced_by: int | None = None


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """An organizer's decision about an event's accepted counts, and which of them they saw.

    `seen` are the numbers of those of the same kind. `instead` puts the new one in their place;
    otherwise it counts as well.
    """

    seen: frozenset[int] = frozenset()
    instead: bool = False


@dataclass(frozen=True, slots=True)
class Event:
    """An event of which anything was counted: sums of what was accepted, and what waits.

    `last` is the number of its newest count.
    """

    code: str
    signed: int
    handed_over: int
    waiting: int
    last: int


class PaperCountStep(StrEnum):
    """A step in the life of a count: what somebody did with it."""

    PROPOSED = "proposed"
    ENTERED = "entered"
    CHANGED = "changed and accepted"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    CORRECTED = "corrected"


@dataclass(frozen=True, slots=True)
class PaperCountHistory:
    """One thing that happened to an event's counts; `before` is what it took the place of."""

    at: datetime
    who: str
    what: PaperCountStep
    record: PaperCountRecord
    before: tuple[PaperCountRecord, ...] = ()

    @property
    def before_numbers(self) -> Mapping[str, int]:
        """Return the letters of all that it took the place of, together."""
        numbers: Counter[str] = Counter()
        for each in self.before:
            numbers.update(each.counted.numbers)
        return numbers


def event_code(text: str) -> str:
    """Return an event's code as it is kept and printed: in capitals.

    Raises ValueError for one that is blank, has other signs, or has more than 20.
    """
    code = unicodedata.normalize("NFC", text).upper()
    if not EVENT.fullmatch(code):
        raise ValueError(text)
    return code
