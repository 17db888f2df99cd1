"""What facts must be to agree with each other: seats, terms, sessions, votes."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path

from campaign.catalogue.complaints import Complaints
from campaign.model.statement import Campaign
from campaign.model.world import COUNCIL_SEATS, Officer, Session, Term, World


def check(world: World, campaigns: Iterable[Campaign], root: Path, complaints: Complaints) -> None:
    """Complain of every disagreement."""
    folder = root / "world"
    for key, wrong, write in (*overlaps(world.terms), *crowded(world)):
        complaints.add(folder / "members.csv", key, wrong, write)
    for key, wrong, write in overlaps(world.officers):
        complaints.add(folder / "officers.csv", key, wrong, write)
    for key, wrong, write in out_of_order(world.sessions):
        complaints.add(folder / "sessions.csv", key, wrong, write)
    for campaign in campaigns:
        for state in outside_voters(campaign):
            complaints.add(
                root / campaign.slug / "votes.csv",
                state,
                "was not a member of the Council on the day of the vote",
                "mend the vote, its date or members.csv",
            )


def overlaps(spans: Sequence[Term] | Sequence[Officer]) -> Iterator[tuple[str, str, str]]:
    """Yield terms of one State, or holders of one office, that begin before the last one ended."""
    ordered: list[Term | Officer] = sorted(spans, key=lambda span: (_holder(span), span.start))
    for before, after in pairwise(ordered):
        if _holder(before) == _holder(after) and after.start <= before.end:
            wrong = f"{after.start} is before the last one ended, {before.end}"
            yield _holder(after), wrong, "mend one of the dates"


def crowded(world: World) -> Iterator[tuple[str, str, str]]:
    """Yield the days from which on more States hold a seat than there are."""
    for day in sorted({term.start for term in world.terms}):
        seats = len(world.members_on(day))
        if seats > COUNCIL_SEATS:
            yield str(day), f"has {seats} members, more than {COUNCIL_SEATS}", "mend the terms"


def out_of_order(sessions: Sequence[Session]) -> Iterator[tuple[str, str, str]]:
    """Yield sessions that open before the one numbered before them has ended."""
    ordered = sorted(sessions, key=lambda session: (session.body, session.number))
    for before, after in pairwise(ordered):
        last = before.end or before.start
        if before.body == after.body and last and after.start and after.start <= last:
            key = f"{after.body} {after.number}"
            yield key, f"{after.start} is not after session {before.number}", "mend the dates"


def outside_voters(campaign: Campaign) -> Iterator[str]:
    """Yield the States that voted but were not members that day."""
    if campaign.ballot:
        members = campaign.world.members_on(campaign.ballot.date)
        yield from sorted(set(campaign.ballot.cast) - members)


def _holder(span: Term | Officer) -> str:
    return span.state if isinstance(span, Term) else span.office
