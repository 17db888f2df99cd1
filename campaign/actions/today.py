"""What is new at the desk: since somebody was last there, and the figures of the last days."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from sqlalchemy.orm import Session

from campaign.actions.counts import sum_up
from campaign.model.audit import AuditEntry, AuditEvent
from campaign.model.letter import Way
from campaign.model.organizer import SignInSession
from campaign.model.paper_counts import PaperCountKind
from campaign.model.statement import Campaign
from campaign.model.tally import DateSpan
from campaign.store import audit, paper_counts, tally

DAYS: Final = 8
"""The days whose figures are shown: the last seven, and today so far."""
LOOKED_THROUGH: Final = 300
"""The newest entries of the audit that are looked through."""
TAKEN: Final = (Way.OPEN, Way.EML, Way.TXT, Way.PDF, Way.PRINT)
"""The ways in which a letter is taken; a letter that is taken twice counts twice."""
ON_THE_WAY: Final = frozenset(
    {AuditEvent.SIGNED_IN, AuditEvent.SIGNED_OUT, AuditEvent.SESSION_ENDED}
)
"""What everybody does all the time: no news."""


@dataclass(frozen=True, slots=True)
class News:
    """When somebody was last here, and what others did since; None on the first day."""

    since: datetime | None
    entries: Sequence[AuditEntry]


@dataclass(frozen=True, slots=True)
class Day:
    """The figures of one day, in times; those on paper in letters."""

    day: date
    checked: int
    taken: int
    sent: int
    on_paper: int


def news_for(db: Session, session: SignInSession, *, most: int) -> News:
    """Return what others did since somebody's visit before this one."""
    entries = audit.read_entries(db, most=LOOKED_THROUGH)
    me = session.organizer.email
    before = (each.at for each in entries if each.who == me and each.at < session.created)
    since = next(before, None)
    new = [
        each
        for each in entries
        if each.who != me and each.what not in ON_THE_WAY and (since is None or each.at > since)
    ]
    return News(since, new[:most])


def last_days(db: Session, campaign: Campaign, today: date) -> Sequence[Day]:
    """Return the figures of the last days, today's first."""
    span = DateSpan(today - timedelta(days=DAYS - 1), today)
    counted: dict[str, dict[Way, int]] = {}
    for count in tally.read_tally_by_day(db, campaign.slug, span):
        counted.setdefault(count.value, {})[count.way] = count.times
    days = [today - timedelta(days=number) for number in range(DAYS)]
    return [_day(db, campaign, day, counted.get(day.isoformat(), {})) for day in days]


def _day(db: Session, campaign: Campaign, day: date, ways: Mapping[Way, int]) -> Day:
    paper = sum_up(paper_counts.sum_counts(db, campaign.slug, DateSpan(day, day)))
    return Day(
        day,
        checked=ways.get(Way.PREPARED, 0),
        taken=sum(ways.get(way, 0) for way in TAKEN),
        sent=ways.get(Way.SENT, 0) + ways.get(Way.POSTED, 0),
        on_paper=paper[PaperCountKind.SIGNED],
    )
