"""What was counted in a span of days, as organizers look at it: in times, never in one sum."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from sqlalchemy.orm import Session

from campaign.actions.counts import Figures, read_counts
from campaign.actions.weekly_counts import WeeklyCounts, read_weekly_counts
from campaign.model.letter import Target, Way
from campaign.model.statement import Campaign, PassageRole
from campaign.model.tally import Count, CountTable, DateSpan, LetterSteps, letter_steps
from campaign.rules import targets
from campaign.store import paper_counts, tally

FROM_OTHERS: Final = {CountTable.STEPS, CountTable.STEPS_BY_DAY, CountTable.ANSWERS}
"""Tables that follow from others, or from facts."""


@dataclass(frozen=True, slots=True)
class CountOverview:
    """All tables that are looked at; `none` are the delegations of today without any letter.

    Those `weekly` are of all whole weeks, whatever the span. `marked` is how much of what happened
    on these days is in no figure, by what marked it.
    """

    span: DateSpan
    tables: Mapping[CountTable, Figures]
    weekly: Mapping[CountTable, WeeklyCounts]
    none: Sequence[Target]
    marked: Mapping[str, int]

    @property
    def totals(self) -> Mapping[Way, int]:
        """How often each thing happened; what did not is left out."""
        return self.tables[CountTable.WAY].get("", {})

    @property
    def steps(self) -> LetterSteps:
        """How far letters got."""
        return letter_steps(self.totals)

    @property
    def days(self) -> Mapping[date, LetterSteps]:
        """How far they got on each day, from the first with a count to the last."""
        counted = {
            date.fromisoformat(day): ways for day, ways in self.tables[CountTable.DAY].items()
        }
        if not counted:
            return {}
        first, length = min(counted), (max(counted) - min(counted)).days + 1
        days = [first + timedelta(days=number) for number in range(length)]
        return {day: letter_steps(counted.get(day, {})) for day in days}


def overview_of(
    db: Session, campaign: Campaign, *, since: date | None, until: date | None, today: date
) -> CountOverview:
    """Return what was counted from a day to another; from the first count to today, if not said."""
    span = span_of(db, campaign, since=since, until=until, today=today)
    looked_at = [each for each in CountTable if not each.is_long and each not in FROM_OTHERS]
    weekly = {
        each: read_weekly_counts(db, campaign, each.dimension, today=today)
        for each in looked_at
        if each.dimension.is_weekly
    }
    tables = {
        each: read_table(db, campaign, each, span, today=today)
        for each in looked_at
        if each not in weekly
    }
    return CountOverview(
        span=span,
        tables=tables,
        weekly=weekly,
        none=[
            target
            for target in targets.offered_targets(campaign, today)
            if target.kind.is_delegation
            and not tables[CountTable.TARGET][target.slug].get(Way.PREPARED)
        ],
        marked=tally.read_marked(db, campaign.slug, span),
    )


def read_table(
    db: Session, campaign: Campaign, table: CountTable, span: DateSpan, *, today: date
) -> Figures:
    """Return the figures of one table that is not by week, of a span of days.

    Those by target and by ask have the ones of today even where nothing was counted.
    """
    if table is CountTable.ON_PAPER:
        return paper_counts.sum_counts(db, campaign.slug, span)
    figures: dict[str, dict[Way, int]] = {value: {} for value in _known(campaign, table, today)}
    for count in read_counts(db, campaign, table, span):
        figures.setdefault(count.value, {})[count.way] = count.times
    return figures


def span_of(
    db: Session, campaign: Campaign, *, since: date | None, until: date | None, today: date
) -> DateSpan:
    """Return the days to look at: from the first that was counted to today, where none is said."""
    kinds = (tally.read_span(db, campaign.slug), paper_counts.read_span(db, campaign.slug))
    counted = [DateSpan(today, today), *(span for span in kinds if span)]
    last = until or max(span.last for span in counted)
    return DateSpan(since or min(last, *(span.first for span in counted)), last)


def each_day(
    db: Session, campaign: Campaign, table: CountTable, span: DateSpan
) -> Iterator[tuple[date, Count]]:
    """Yield every count of a long table, as many as there are."""
    return tally.read_each_day(db, campaign.slug, table.dimension, span)


def _known(campaign: Campaign, table: CountTable, today: date) -> Iterable[str]:
    """Return what a table has a row for even where nothing was counted, in its order."""
    if table is CountTable.TARGET:
        return (target.slug for target in targets.offered_targets(campaign, today))
    if table is CountTable.ASK:
        return (ask.id for ask in campaign.asks if ask.role is PassageRole.ASK)
    return ()
