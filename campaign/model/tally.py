"""Anonymous counts: what is counted, and in which periods."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from campaign.model.letter import Way

FEWEST_SHOWN = 5
"""The smallest count by country or language that is shown: fewer could point at somebody."""


class Dimension(StrEnum):
    """One way of looking at the counts; they are never crossed with each other."""

    ALL = "all"
    TARGET = "target"
    ASK = "ask"
    COUNTRY = "country"
    LANGUAGE = "language"

    @property
    def is_weekly(self) -> bool:
        """Whether it is kept by week, because a day's cell could be one person."""
        return self in {Dimension.COUNTRY, Dimension.LANGUAGE}

    def period(self, day: date) -> date:
        """Return the day itself, or the Monday of its week."""
        return day - timedelta(days=day.weekday()) if self.is_weekly else day


@dataclass(frozen=True, slots=True)
class TallyKey:
    """The key of one count; `marked` names the rule that took it for automatic, or is empty."""

    campaign: str
    period: date
    way: Way
    dimension: Dimension
    value: str
    marked: str


@dataclass(frozen=True, slots=True)
class Count:
    """One figure: how often something of one value (a target's slug, a day) happened in one way."""

    value: str
    way: Way
    times: int


@dataclass(frozen=True, slots=True)
class DateSpan:
    """Days from the first to the last, both included."""

    first: date
    last: date
