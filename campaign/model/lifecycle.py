"""The stages of a campaign as organizers set them: open, paused or closed, with a notice.

A word that is not in every language of the campaign is said in the first that it is in.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

LONGEST_NOTICE: Final = 300
"""The most characters of a notice."""
LONGEST_REASON: Final = 600
"""The most characters of the reason for a stop."""
LONGEST_GIST: Final = 300
"""The most characters of what an answer says."""
LONGEST_RISK: Final = 2000
"""The most characters of a text about risks."""


class StopKind(StrEnum):
    """The kinds of stopping letters: for now, or for good."""

    PAUSED = "paused"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Stop:
    """A stop: that no letters are prepared, from which day on, and why, by language."""

    how: StopKind
    since: date
    reasons: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice at the top of every supporter's page, by language, with its last day."""

    texts: Mapping[str, str]
    until: date | None

    def is_up(self, on: date) -> bool:
        """Whether it is shown on a day."""
        return self.until is None or on <= self.until
