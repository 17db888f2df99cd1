"""What campaigns say: kept at each start that finds other words, and in force once it was read.

A campaign that is launched goes on with the words that somebody read, in every language that
anybody read, until the new ones are: or until an owner takes them unread.
"""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final

from sqlalchemy.orm import Session

from campaign.actions.audit import record
from campaign.actions.transaction import transaction
from campaign.catalogue import Catalogue
from campaign.catalogue.lifecycle import rows_of
from campaign.errors import BrokenData
from campaign.model.audit import AuditEvent
from campaign.model.editions import Edition
from campaign.model.facts import FactTable
from campaign.model.statement import Campaign
from campaign.rules.letter_sources import changed_texts, sources_hash
from campaign.store import editions
from campaign.store.locks import Lock, take_lock

LOG: Final = logging.getLogger(__name__)
START: Final = "start of the server"
"""Who brought other words, in the audit."""
MOST_NAMED: Final = 12
"""The most changed texts that one entry of the audit names."""

Marks = Mapping[tuple[str, str], date]
"""When somebody read what: by the code of a language, and the hash of its words."""


def keep_editions(db: Session, shipped: Catalogue, *, at: datetime) -> None:
    """Keep each campaign's folder that says something else than at the last start."""
    with transaction(db):
        take_lock(db, Lock.FACTS)
        for slug, campaign in shipped.campaigns.items():
            known = editions.read_editions(db, slug)
            if not known or known[0].hash != shipped.folders[slug].hash:
                _keep(db, shipped, campaign, known, at)


def in_force(db: Session, current: Catalogue) -> Catalogue:
    """Return the campaigns with the words that are in force, and with those that wait."""
    texts, waiting = {}, {}
    for slug, campaign in current.campaigns.items():
        known = editions.read_editions(db, slug)
        if not known:
            continue  # no server has started with it yet
        marks = _marks(current, slug, known)
        chosen = _chosen(known, marks, _taken(current, slug)) if campaign.launched else known[0]
        in_use = _campaign_of(db, current, slug, chosen, marks)
        newest = _campaign_of(db, current, slug, known[0], marks)
        if in_use:  # otherwise the words of the folder, which can be used
            texts[slug] = in_use
            if chosen is not known[0] and newest:
                waiting[slug] = newest
    return current.with_texts(texts, waiting)


@dataclass(frozen=True, slots=True)
class Reading:
    """Whether somebody read the words of today in one language.

    `sources` is the hash by which they are known. `day` is when they were read, None where they
    were not; `before` the campaign as somebody last read it, None where nobody ever did, or where
    this version cannot use it.
    """

    sources: str
    day: date | None
    before: Campaign | None


def readings(db: Session, current: Catalogue, slug: str) -> Mapping[str, Reading]:
    """Return for each language whether somebody read its words of today."""
    known, newest = editions.read_editions(db, slug), current.newest(slug)
    marks = _marks(current, slug, known)
    found = {}
    for code, day in newest.reviewed.items():
        # As it was kept: a later version may tell words apart by other rules.
        sources = known[0].sources.get(code) if known else None
        read = (each for each in known[1:] if (code, each.sources.get(code, "")) in marks)
        last = None if day else next(read, None)
        before = _campaign_of(db, current, slug, last, marks) if last else None
        found[code] = Reading(sources or sources_hash(newest, code), day, before)
    return found


def newest_edition(db: Session, slug: str) -> Edition | None:
    """Return a campaign's edition of today, in force or not; None before the first start."""
    return next(iter(editions.read_editions(db, slug)), None)


def _keep(
    db: Session, shipped: Catalogue, campaign: Campaign, known: Sequence[Edition], at: datetime
) -> None:
    """Keep a campaign's folder as an edition, or bring back the one that it is."""
    slug, folder = campaign.slug, shipped.folders[campaign.slug]
    before = _campaign_of(db, shipped, slug, known[0], {}) if known else None
    number = next((each.number for each in known if each.hash == folder.hash), None)
    if number is None:
        sources = {code: sources_hash(campaign, code) for code in campaign.texts}
        said = {code: day for code, day in campaign.reviewed.items() if day}
        number = editions.add_edition(db, slug, folder, sources, said, on=at.date())
    else:
        editions.bring_back(db, slug, number)
    if known:
        changed = _named(before, campaign) if before else "what was before cannot be read any more"
        about = f"{slug} no. {number}: {changed}"
        record(db, START, AuditEvent.WORDS_CHANGED, about, at=at)


def _named(before: Campaign, after: Campaign) -> str:
    """Return which texts changed, by language; the first of them, where they are many."""
    changed = [
        f"{code} {each.page}: {each.part}"
        for code in after.texts
        for each in changed_texts(before, after, code)
    ]
    more = len(changed) - MOST_NAMED
    named = "; ".join(changed[:MOST_NAMED]) or "no text"
    return f"{named}; and {more} more" if more > 0 else named


def _chosen(known: Sequence[Edition], marks: Marks, taken: int | None) -> Edition:
    """Return the newest edition that was read or taken unread, or else the newest of all."""
    read = {code for code, _ in marks}
    for edition in known:
        told = [each for each in edition.sources.items() if each[0] in read]
        if edition.number == taken or (told and all(each in marks for each in told)):
            return edition
    return known[0]


def _marks(current: Catalogue, slug: str, known: Sequence[Edition]) -> Marks:
    """Return what was read, as files say and as organizers marked.

    A day in a file speaks for the words beside which it first stood. A mark from before words were
    kept is one of the first that were.
    """
    in_order = sorted(known, key=lambda edition: edition.number)
    spoken_for: dict[tuple[str, date], str] = {}
    for edition in in_order:
        for code, day in edition.said.items():
            spoken_for.setdefault((code, day), edition.sources[code])
    marks = {(code, sources): day for (code, day), sources in spoken_for.items()}
    first = in_order[0].sources if in_order else {}
    for row in rows_of(current.sheets, FactTable.READ, slug).values():
        if row["as_of"]:
            sources = row.get("sources") or first.get(row["language"], "")
            marks[row["language"], sources] = date.fromisoformat(row["as_of"])
    return marks


def _taken(current: Catalogue, slug: str) -> int | None:
    """Return the number of the edition that an owner took unread."""
    rows = rows_of(current.sheets, FactTable.TAKEN, slug).values()
    return max((int(row["number"]) for row in rows if row["number"].isdecimal()), default=None)


def _campaign_of(
    db: Session, catalogue: Catalogue, slug: str, edition: Edition, marks: Marks
) -> Campaign | None:
    """Return a campaign with the words of an edition, the facts of today, and when it was read.

    None where this version cannot use the edition: an upgrade must not stop for what was once said.
    """
    if edition.hash == catalogue.folders[slug].hash:
        campaign = catalogue.campaigns[slug]
    else:
        files = editions.read_files(db, slug, edition.number)
        try:
            campaign = catalogue.read_edition(slug, files)
        except BrokenData as error:
            LOG.warning("Edition %d of %s cannot be used:\n%s", edition.number, slug, error)
            return None
    days = {code: marks.get((code, edition.sources.get(code, ""))) for code in campaign.reviewed}
    return replace(campaign, reviewed=days)
