"""Anonymous counts: what is counted, and in which periods."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from campaign.model.letter import Way

FEWEST_SHOWN = 5
"""The smallest count by country or language that is shown: fewer could point at somebody."""

BEFORE_LAUNCH: Final = "before launch"
"""The mark of what was tried before a campaign's launch: it is in no figure but one of its own."""


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


class CountTable(StrEnum):
    """One table of what was counted; its value is what addresses and files call it."""

    WAY = "way"
    DAY = "day"
    TARGET = "target"
    ASK = "ask"
    COUNTRY = "country"
    LANGUAGE = "language"
    ON_PAPER = "on-paper"
    TARGET_BY_DAY = "target-by-day"
    ASK_BY_DAY = "ask-by-day"

    @property
    def dimension(self) -> Dimension:
        """In which dimension its counts are kept."""
        return _DIMENSIONS.get(self, Dimension.ALL)

    @property
    def is_long(self) -> bool:
        """Whether it has a row for each count of each day: to take away only."""
        return self in {CountTable.TARGET_BY_DAY, CountTable.ASK_BY_DAY}


_DIMENSIONS: Final = {
    CountTable.TARGET: Dimension.TARGET,
    CountTable.ASK: Dimension.ASK,
    CountTable.COUNTRY: Dimension.COUNTRY,
    CountTable.LANGUAGE: Dimension.LANGUAGE,
    CountTable.TARGET_BY_DAY: Dimension.TARGET,
    CountTable.ASK_BY_DAY: Dimension.ASK,
}


@dataclass(frozen=True, slots=True)
class TallyKey:
    """The key of one count.

    `marked` names the rule that took it for automatic, or is BEFORE_LAUNCH, or empty.
    """

    campaign: str
    period: date
    way: Way
    dimension: Dimension
    value: str
    marked: str


@dataclass(frozen=True, slots=True)
class PageWord:
    """The random word that a page was sent with, and the UTC day on which it was."""

    word: str
    day: date


@dataclass(frozen=True, slots=True)
class Happening:
    """What a page led to with one target, counted once however often the page is sent back.

    `keys` are its counts, one in each dimension, all of one campaign and way.
    """

    page: PageWord
    target: str
    keys: tuple[TallyKey, ...]

    @property
    def identity(self) -> str:
        """What makes it the same as another: the word, and what was done with whom."""
        first = self.keys[0]
        return f"{self.page.word}\n{first.campaign}\n{self.target}\n{first.way}"


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
