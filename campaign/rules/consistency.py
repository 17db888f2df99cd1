"""What facts must be to agree with each other: seats, terms, sessions, votes."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby, pairwise

from campaign.errors import Clash
from campaign.model.statement import Campaign
from campaign.model.world import COUNCIL_SEATS, BodySession, Officer, Term, World


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Facts of one file that do not go together; `about` is who or what, and the two values."""

    clash: Clash
    key: str
    wrong: str
    write: str
    about: tuple[str, ...]


def find_disagreements(
    world: World, campaigns: Iterable[Campaign]
) -> Mapping[str, Sequence[Disagreement]]:
    """Return every disagreement by the file that it is in, such as `world/members.csv`."""
    return {
        "world/members.csv": (*overlaps(world.terms), *crowded(world)),
        "world/officers.csv": tuple(overlaps(world.officers)),
        "world/sessions.csv": tuple(out_of_order(world.sessions)),
        **{f"{each.slug}/votes.csv": tuple(outside_voters(each)) for each in campaigns},
    }


def overlaps(spans: Sequence[Term] | Sequence[Officer]) -> Iterator[Disagreement]:
    """Yield terms of one State, or holders of one office, that begin before the last one ended."""
    ordered: list[Term | Officer] = sorted(spans, key=lambda span: (_holder(span), span.start))
    for before, after in pairwise(ordered):
        if _holder(before) == _holder(after) and after.start <= before.end:
            yield Disagreement(
                Clash.TERMS if isinstance(after, Term) else Clash.HOLDERS,
                _holder(after),
                f"{after.start} is before the last one ended, {before.end}",
                "mend one of the dates",
                (_holder(after), str(after.start), str(before.end)),
            )


def crowded(world: World) -> Iterator[Disagreement]:
    """Yield the days from which on more States hold a seat than there are."""
    for day, seats in _seats(world.terms):
        if seats > COUNCIL_SEATS:
            wrong = f"has {seats} members, more than {COUNCIL_SEATS}"
            about = (str(day), str(seats), str(COUNCIL_SEATS))
            yield Disagreement(Clash.SEATS, str(day), wrong, "mend the terms", about)


def _seats(terms: Iterable[Term]) -> Iterator[tuple[date, int]]:
    """Yield the days on which terms begin, in order, and how many States hold a seat then.

    Two terms of one State at once are one seat.
    """
    begin = sorted(terms, key=lambda term: term.start)
    end = sorted(begin, key=lambda term: term.end)
    held, ended = Counter[str](), 0
    for day, beginning in groupby(begin, key=lambda term: term.start):
        held.update(term.state for term in beginning)
        while end[ended].end < day:
            held[end[ended].state] -= 1
            ended += 1
        yield day, sum(1 for terms_held in held.values() if terms_held)


def out_of_order(sessions: Sequence[BodySession]) -> Iterator[Disagreement]:
    """Yield sessions that open before the one numbered before them has ended."""
    ordered = sorted(sessions, key=lambda session: (session.body, session.number))
    for before, after in pairwise(ordered):
        last = before.end or before.start
        if before.body == after.body and last and after.start and after.start <= last:
            key = f"{after.body} {after.number}"
            wrong = f"{after.start} is not after session {before.number}"
            about = (str(after.number), str(after.start), str(before.number))
            yield Disagreement(Clash.SESSIONS, key, wrong, "mend the dates", about)


def outside_voters(campaign: Campaign) -> Iterator[Disagreement]:
    """Yield the States that voted but were not members that day."""
    if campaign.ballot:
        day = campaign.ballot.date
        for state in sorted(set(campaign.ballot.cast) - campaign.world.members_on(day)):
            yield Disagreement(
                Clash.VOTE,
                state,
                "was not a member of the Council on the day of the vote",
                "mend the vote, its date or members.csv",
                (state, str(day)),
            )


def _holder(span: Term | Officer) -> str:
    return span.state if isinstance(span, Term) else span.office
