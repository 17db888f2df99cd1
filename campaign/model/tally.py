"""Anonymous counts: what is counted, and in which periods."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final

from campaign.model.letter import Way

FEWEST_SHOWN = 5
"""The smallest count by country or language that is shown: fewer could point at somebody."""
TAKEN_OUT = "taken-out"
"""How counts are marked that organizers took for a machine's."""
NOT_STATED = ""
"""The value of what was counted without a country."""

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
    STEPS = "steps"
    STEPS_BY_DAY = "steps-by-day"
    DAY = "day"
    TARGET = "target"
    ASK = "ask"
    COUNTRY = "country"
    LANGUAGE = "language"
    ON_PAPER = "on-paper"
    ANSWERS = "answers"
    TARGET_BY_DAY = "target-by-day"
    ASK_BY_DAY = "ask-by-day"

    @property
    def dimension(self) -> Dimension:
        """In which dimension its counts are kept."""
        return _DIMENSIONS.get(self, Dimension.ALL)

    @property
    def has_outcomes(self) -> bool:
        """Whether what became of letters is recorded in it: nothing of a letter comes along."""
        return self.dimension in {Dimension.ALL, Dimension.TARGET}

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


class NotShown(StrEnum):
    """Why there is no figure; it is never 0 then."""

    UNDER_FIVE = "under 5"
    WITHHELD = "not shown"
    NOT_RECORDED = "not recorded"
    NO_BASE = "no base"


Figure = int | NotShown
"""How often something happened, or why that is not said."""


@dataclass(frozen=True, slots=True)
class ShownTotal:
    """What one way is in all by country or by language, what is hidden included.

    `held` says that a count of five or more may be among those that are hidden.
    """

    times: int
    held: bool


@dataclass(frozen=True, slots=True)
class LetterSteps:
    """How often letters got how far: checked, taken in any way, and said to be sent.

    A letter can be taken in two ways, and counts twice then: rates are of times, not of people.
    """

    checked: int
    taken: int
    said_sent: int

    @property
    def taken_per_100(self) -> int | None:
        """How often one was taken for 100 that were checked; None where none was."""
        return per_100(self.taken, self.checked)

    @property
    def said_per_100(self) -> int | None:
        """How often one was said to be sent for 100 that were taken; None where none was."""
        return per_100(self.said_sent, self.taken)


def per_100(times: int, base: int) -> int | None:
    """Return a rate as a whole number; None where there is no base."""
    return (200 * times + base) // (2 * base) if base else None


def letter_steps(ways: Mapping[Way, int]) -> LetterSteps:
    """Return how far letters got from how often each thing happened."""
    return LetterSteps(
        checked=ways.get(Way.PREPARED, 0),
        taken=sum(times for way, times in ways.items() if way.is_taken),
        said_sent=sum(times for way, times in ways.items() if way.says_sent),
    )


@dataclass(frozen=True, slots=True)
class DateSpan:
    """Days from the first to the last, both included."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class CountMove:
    """That counts of a day were taken out, or that those that a rule marked were counted in.

    `marked` is how they were marked before: empty where nothing marked them.
    """

    campaign: str
    day: date
    marked: str
    by: str
    at: datetime
    reason: str
    id: int = 0

    @property
    def takes_out(self) -> bool:
        """Whether counts left the figures by it."""
        return not self.marked

    @property
    def moved_to(self) -> str:
        """How they are marked since."""
        return TAKEN_OUT if self.takes_out else ""
