"""What was counted in a span of days, as organizers look at it: in times, never in one sum."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy.orm import Session

from campaign.actions.counts import OnPaper, read_counts
from campaign.model.letter import Target, Way
from campaign.model.statement import Campaign, PassageRole
from campaign.model.tally import Count, DateSpan, Dimension
from campaign.rules import targets
from campaign.store import paper_counts, tally

Times = Mapping[Way, int]
"""How often each thing happened; what did not is left out."""


@dataclass(frozen=True, slots=True)
class CountOverview:
    """All tables; `targets` and `asks` hold those of today even where nothing was counted.

    `none` are the delegations of today of which no letter was prepared. Countries and languages
    are of all weeks, whatever the span: figures of two spans could be subtracted from each other,
    and what is left could be one person.
    """

    span: DateSpan
    totals: Times
    days: Mapping[str, Times]
    targets: Mapping[str, Times]
    asks: Mapping[str, Times]
    countries: Mapping[str, Times]
    languages: Mapping[str, Times]
    none: Sequence[Target]
    on_paper: OnPaper


def overview_of(
    db: Session, campaign: Campaign, *, since: date | None, until: date | None, today: date
) -> CountOverview:
    """Return what was counted from a day to another; from the first count to today, if not said."""
    span = span_of(db, campaign, since=since, until=until, today=today)
    offered = targets.offered_targets(campaign, today)
    totals = _within(db, campaign, Dimension.ALL, span)
    by_target = _within(db, campaign, Dimension.TARGET, span, (t.slug for t in offered))
    asks = (ask.id for ask in campaign.asks if ask.role is PassageRole.ASK)
    return CountOverview(
        span=span,
        totals=totals.get("", {}),
        days=_by_value(tally.read_tally_by_day(db, campaign.slug, span)),
        targets=by_target,
        asks=_within(db, campaign, Dimension.ASK, span, asks),
        countries=_by_value(read_counts(db, campaign, Dimension.COUNTRY)),
        languages=_by_value(read_counts(db, campaign, Dimension.LANGUAGE)),
        on_paper=paper_counts.sum_counts(db, campaign.slug, span),
        none=[
            target
            for target in offered
            if target.kind.is_delegation and not by_target[target.slug].get(Way.PREPARED)
        ],
    )


def span_of(
    db: Session, campaign: Campaign, *, since: date | None, until: date | None, today: date
) -> DateSpan:
    """Return the days to look at: from the first that was counted to today, where none is said."""
    kinds = (tally.read_span(db, campaign.slug), paper_counts.read_span(db, campaign.slug))
    counted = [DateSpan(today, today), *(span for span in kinds if span)]
    last = until or max(span.last for span in counted)
    return DateSpan(since or min(last, *(span.first for span in counted)), last)


def each_day(
    db: Session, campaign: Campaign, dimension: Dimension, span: DateSpan
) -> Iterator[tuple[date, Count]]:
    """Yield every count of each target or ask on each day, as many as there are."""
    return tally.read_each_day(db, campaign.slug, dimension, span)


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


def _within(
    db: Session, campaign: Campaign, by: Dimension, span: DateSpan, known: Iterable[str] = ()
) -> Mapping[str, Times]:
    return _by_value(tally.read_tally_within(db, campaign.slug, by, span), known)


def _by_value(counts: Iterable[Count], known: Iterable[str] = ()) -> Mapping[str, Times]:
    """Put counts together by what they are of: first what is known anyway, in its order."""
    found: dict[str, dict[Way, int]] = {value: {} for value in known}
    for count in counts:
        found.setdefault(count.value, {})[count.way] = count.times
    return found
