"""Letters on paper, as somebody counted them: at an event, on a day, for each recipient."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final

EVENT: Final = re.compile(r"(?:[^\W_]|-){1,20}")
"""Letters, digits and hyphens."""
MOST: Final = 9999
"""Letters to one recipient in one count."""


class Kind(StrEnum):
    """What was counted: letters signed at an evening, letters handed to their recipients."""

    SIGNED = "signed"
    HANDED_OVER = "handed_over"


class State(StrEnum):
    """What a count is worth: only accepted ones are in the sums."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    REPLACED = "replaced"


@dataclass(frozen=True, slots=True)
class Counted:
    """What somebody counted; `numbers` has the letters to each target, by its slug."""

    event: str
    day: date
    kind: Kind
    numbers: Mapping[str, int]

    @property
    def letters(self) -> int:
        """Return how many letters there are."""
        return sum(self.numbers.values())


@dataclass(frozen=True, slots=True)
class Record:
    """A count as it is kept: who made it, who decided on it, and the count that took its place.

    `by` is blank where a host proposed it; `marked` is blank or the rule that took it for
    automatic; `reason` is why it corrects others.
    """

    id: int
    counted: Counted
    state: State
    by: str
    at: datetime
    marked: str = ""
    reason: str = ""
    decided_by: str = ""
    decided_at: datetime | None = None
    replaced_by: int | None = None


def event_code(text: str) -> str:
    """Return an event's code as it is kept and printed: in capitals.

    Raises ValueError for one that is blank, has other signs, or has more than 20.
    """
    code = unicodedata.normalize("NFC", text).upper()
    if not EVENT.fullmatch(code):
        raise ValueError(text)
    return code
