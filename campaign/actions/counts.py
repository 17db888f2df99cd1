"""What was counted, read one table at a time.

In public only totals are of this moment. What is known of each target or ask is as of the last
finished day: or who watches somebody's line and the figures could see which of them moved.
"""

import logging
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any, Final

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from campaign.actions.transaction import reading
from campaign.model.letter import Way
from campaign.model.paper_counts import PaperCountKind
from campaign.model.statement import Campaign
from campaign.model.tally import Count, CountTable, DateSpan
from campaign.store import paper_counts, tally

OnPaper = Mapping[str, Mapping[PaperCountKind, int]]
"""The letters on paper to each target, of each kind; what there were none of is left out."""
Figures = Mapping[str, Mapping[Any, int]]
"""The figures of each value of a table: by way, or on paper by kind."""
LOG: Final = logging.getLogger(__name__)


def read_counts(
    db: Session,
    campaign: Campaign,
    table: CountTable,
    span: DateSpan | None = None,
    *,
    with_marked: bool = False,
) -> Sequence[Count]:
    """Return the counts of one table of those that are not on paper, of a span of days or of all.

    Those by country or language are read by `weekly_counts`. What was marked is counted in only
    where all days are asked for.
    """
    slug, by = campaign.slug, table.dimension
    if table is CountTable.DAY:
        return tally.read_tally_by_day(db, slug, span, with_marked=with_marked)
    if span:
        return tally.read_tally_within(db, slug, by, span)
    return tally.read_tally(db, slug, by, with_marked=with_marked)


def totals(db: Session, campaign: Campaign) -> Mapping[str, int]:
    """Return how often each thing happened in all, without what was marked."""
    return {count.way.value: count.times for count in read_counts(db, campaign, CountTable.WAY)}


def tried(db: Session, campaign: Campaign) -> Mapping[Way, int]:
    """Return how often each thing was tried before the launch; it is in no other figure."""
    return {count.way: count.times for count in tally.read_tried(db, campaign.slug)}


def on_paper(db: Session, campaign: Campaign) -> OnPaper:
    """Return what was counted by hand and accepted; it is in no other figure."""
    return paper_counts.sum_counts(db, campaign.slug)


def sum_up(counted: Figures) -> Mapping[PaperCountKind, int]:
    """Return the letters on paper to all targets, of each kind by itself."""
    return {kind: sum(each.get(kind, 0) for each in counted.values()) for kind in PaperCountKind}


def totals_if_known(db: Session, campaign: Campaign) -> Mapping[str, int]:
    """Return the same, or nothing while it cannot be read: a page is worth more than its counts."""
    try:
        with reading(db):
            return totals(db, campaign)
    except SQLAlchemyError:
        LOG.exception("The counts were not read")
        return {}


def last_finished_day(today: date) -> date:
    """Return the day as of which the public sees the figures of single targets and asks."""
    return today - timedelta(days=1)


def prepared_by_target_if_known(
    db: Session, campaign: Campaign, *, today: date
) -> Mapping[str, int]:
    """Return how often a letter to each target was prepared, or nothing while that is not known.

    It is as of the last finished day.
    """
    try:
        with reading(db):
            by_target = public_totals_by(db, campaign, CountTable.TARGET, today=today)
    except SQLAlchemyError:
        LOG.exception("The counts were not read")
        return {}
    return {slug: ways.get(Way.PREPARED, 0) for slug, ways in by_target.items()}


def public_totals_by(
    db: Session, campaign: Campaign, by: CountTable, *, today: date
) -> Mapping[str, Mapping[str, int]]:
    """Return how often each thing happened for each target or ask, as of the last finished day."""
    last = last_finished_day(today)
    found: dict[str, dict[str, int]] = {}
    for count in tally.read_tally_until(db, campaign.slug, by.dimension, last):
        found.setdefault(count.value, {})[count.way.value] = count.times
    return found
