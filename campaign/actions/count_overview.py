"""What was counted in a span of days, as organizers look at it: in times, never in one sum."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy.orm import Session

from campaign.actions.counts import Figures, read_counts
from campaign.model.letter import Target, Way
from campaign.model.statement import Campaign, PassageRole
from campaign.model.tally import Count, CountTable, DateSpan
from campaign.rules import targets
from campaign.store import paper_counts, tally


@dataclass(frozen=True, slots=True)
class CountOverview:
    """All tables that are looked at; `none` are the delegations of today without any letter."""

    span: DateSpan
    tables: Mapping[CountTable, Figures]
    none: Sequence[Target]

    @property
    def totals(self) -> Mapping[Way, int]:
        """How often each thing happened; what did not is left out."""
        return self.tables[CountTable.WAY].get("", {})


def overview_of(
    db: Session, campaign: Campaign, *, since: date | None, until: date | None, today: date
) -> CountOverview:
    """Return what was counted from a day to another; from the first count to today, if not said."""
    span = span_of(db, campaign, since=since, until=until, today=today)
    looked_at = [table for table in CountTable if not table.is_long]
    tables = {each: read_table(db, campaign, each, span, today=today) for each in looked_at}
    return CountOverview(
        span=span,
        tables=tables,
        none=[
            target
            for target in targets.offered_targets(campaign, today)
            if target.kind.is_delegation
            and not tables[CountTable.TARGET][target.slug].get(Way.PREPARED)
        ],
    )


def read_table(
    db: Session, campaign: Campaign, table: CountTable, span: DateSpan, *, today: date
) -> Figures:
    """Return the figures of one table, of a span of days.

    Those by target and by ask have the ones of today even where nothing was counted. Countries
    and languages are of all weeks, whatever the span: figures of two spans could be subtracted
    from each other, and what is left could be one person.
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


def course(db: Session, campaign: Campaign, way: Way, span: DateSpan) -> Sequence[tuple[str, int]]:
    """Return how often one thing happened on each day of a span, with the days of nothing."""
    counted = {
        count.value: count.times
        for count in tally.read_tally_by_day(db, campaign.slug, span)
        if count.way is way
    }
    length = (span.last - span.first).days + 1
    days = ((span.first + timedelta(days=number)).isoformat() for number in range(length))
    return [(day, counted.get(day, 0)) for day in days]


def _known(campaign: Campaign, table: CountTable, today: date) -> Iterable[str]:
    """Return what a table has a row for even where nothing was counted, in its order."""
    if table is CountTable.TARGET:
        return (target.slug for target in targets.offered_targets(campaign, today))
    if table is CountTable.ASK:
        return (ask.id for ask in campaign.asks if ask.role is PassageRole.ASK)
    return ()
