"""Letters counted on paper: a host proposes a count by the link of an event, organizers decide."""

import hmac
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final
from urllib.parse import quote, urlencode

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from campaign.actions.transaction import reading, transaction
from campaign.credentials import codes
from campaign.credentials.seals import Seals
from campaign.errors import NotCounted, TooManyCounts
from campaign.model.clock import AHEAD
from campaign.model.paper_counts import PaperCount, PaperCountRecord, PaperCountState
from campaign.model.statement import Campaign
from campaign.store import paper_counts
from campaign.store.locks import Lock, take_lock

MENDED: Final = timedelta(hours=1)
"""The time for which a host can mend what was sent for an event; it is shown to them so long."""
KEY_LETTERS: Final = 10
"""The letters of an event's key: 49 bits, which nobody guesses and a host can type."""
MOST_NAMED: Final = 12
"""The most targets in a link whose code is shown: it can then still be read."""
MOST_OPEN: Final = 200
"""The most events of a campaign whose counts may wait for an organizer at once."""
MOST_A_DAY: Final = 20
"""Counts that hosts may propose for one event within a day."""


def key_of(seals: Seals, slug: str, event: str) -> str:
    """Return the key that opens the page of a campaign's event; the same whenever it is asked."""
    return codes.spelled(seals.derive("paper count", f"{slug}/{event}"), KEY_LETTERS)


def is_key(seals: Seals, slug: str, event: str, key: str) -> bool:
    """Say whether a key opens the page of an event, in capitals or not."""
    return hmac.compare_digest(key.lower().encode(), key_of(seals, slug, event).encode())


def path_of(seals: Seals, slug: str, event: str, to: Iterable[str] = ()) -> str:
    """Return where the totals of an event are entered, as a path; `to` are the targets' slugs."""
    query = urlencode([("to", each) for each in to])
    path = f"/{slug}/tally/{quote(event)}/{key_of(seals, slug, event)}/"
    return f"{path}?{query}" if query else path


def read_sent(db: Session, campaign: Campaign, event: str, *, now: datetime) -> Mapping[str, int]:
    """Return the numbers that hosts sent for an event; none after an hour, or once decided on."""
    try:
        with reading(db):
            found = paper_counts.find_open(db, campaign.slug, event)
    except SQLAlchemyError:
        # Only sending says that nothing can be kept now: the page for it is there all the same.
        return {}
    return found.counted.numbers if found and _is_mended(found, now) else {}


def has_older(db: Session, campaign: Campaign, event: str, *, now: datetime) -> bool:
    """Say whether numbers wait that cannot be mended any more: what is sent now stands beside them.

    It says no while that cannot be read.
    """
    try:
        with reading(db):
            found = paper_counts.find_open(db, campaign.slug, event)
    except SQLAlchemyError:
        return False
    return found is not None and not _is_mended(found, now)


def propose_count(
    db: Session,
    campaign: Campaign,
    counted: PaperCount,
    *,
    asked: Collection[str],
    marked: str,
    now: datetime,
) -> None:
    """Keep what a host counted until an organizer looks at it.

    Within the hour it takes the place of what was proposed for the same event and is still open, as
    far as the page asked for it: an evening may have several tally sheets, each with other
    recipients. `asked` are their slugs. After it nothing is overwritten that an organizer may be
    looking at: it waits beside what was sent before. The same once more changes nothing. Raises
    TooManyCounts, or NotCounted when it cannot be kept now.
    """
    try:
        with transaction(db):
            _propose(db, campaign, counted, asked, marked=marked, now=now)
    except SQLAlchemyError as error:
        raise NotCounted from error


def _propose(
    db: Session,
    campaign: Campaign,
    counted: PaperCount,
    asked: Collection[str],
    *,
    marked: str,
    now: datetime,
) -> None:
    take_lock(db, Lock.COUNTS)
    newest = paper_counts.find_open(db, campaign.slug, counted.event)
    before = newest if newest and _is_mended(newest, now) else None
    if before:
        others = {to: times for to, times in before.counted.numbers.items() if to not in asked}
        counted = replace(counted, numbers={**others, **counted.numbers})
    if newest and newest.counted.numbers == counted.numbers:
        return
    recent = paper_counts.count_proposed(
        db, campaign.slug, counted.event, since=now - timedelta(days=1), until=now + AHEAD
    )
    waiting = paper_counts.count_open(db, campaign.slug)
    if recent >= MOST_A_DAY or (newest is None and waiting >= MOST_OPEN):
        raise TooManyCounts
    number = paper_counts.add_count(
        db, campaign.slug, counted, state=PaperCountState.PROPOSED, by="", at=now, marked=marked
    )
    if before:
        paper_counts.replace_counts(
            db, campaign.slug, [before.id], by=number, was=PaperCountState.PROPOSED
        )


def _is_mended(found: PaperCountRecord, now: datetime) -> bool:
    """Say whether what is sent now mends a count, and does not stand beside it."""
    return now - MENDED < found.at <= now + AHEAD
