"""What organizers set while a campaign runs: whether letters are prepared, and what is said on top.

A word that is not in every language of the campaign is said in the first that it is in.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

LONGEST_NOTICE: Final = 300
LONGEST_REASON: Final = 600
LONGEST_RISK: Final = 2000
"""Characters."""


class StopKind(StrEnum):
    """How the preparing of letters was stopped: for now, or for good."""

    PAUSED = "paused"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Stop:
    """That no letters are prepared, from which day on, and why, by language."""

    how: StopKind
    since: date
    reasons: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Notice:
    """What stands at the top of every supporter's page, by language, and its last day."""

    texts: Mapping[str, str]
    until: date | None

    def is_up(self, on: date) -> bool:
        """Whether it is shown on a day."""
        return self.until is None or on <= self.until
