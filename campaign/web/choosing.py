"""Targets as readers choose among them: by name, region, recorded vote and term."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from campaign.catalogue import targets
from campaign.model.language import Kind
from campaign.model.letter import Target
from campaign.model.statement import Campaign, Vote
from campaign.model.world import COUNCIL_SEATS, Region
from campaign.web.locale import folded, words


@dataclass(frozen=True, slots=True)
class Choice:
    """One target; `vote` and `until` are a Council delegation's."""

    target: Target
    name: str
    vote: Vote | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Body:
    """A body's delegations by region; `open_seats` of them are not known on that day."""

    kind: Kind
    regions: Sequence[tuple[Region, Sequence[Choice]]]
    members: int
    open_seats: int


def choice(campaign: Campaign, target: Target, on: date) -> Choice:
    """Return what readers see of a target."""
    language, _ = words(campaign)
    if target.state is None:
        return Choice(target, language.forms[target.kind].addressee)
    name = language.states[target.state].name
    if target.kind is not Kind.COUNCIL_MEMBER:
        return Choice(target, name)
    term = campaign.world.term_on(target.state, on)
    return Choice(target, name, campaign.vote_of(target.state), term.end if term else None)


def offices(campaign: Campaign, on: date) -> Sequence[Choice]:
    """Return the targets that are not delegations."""
    found = (t for t in targets.offered(campaign, on) if not t.kind.is_delegation)
    return [choice(campaign, target, on) for target in found]


def bodies(campaign: Campaign, on: date) -> Sequence[Body]:
    """Return the delegations of each body, by region and then by name."""
    found = targets.offered(campaign, on)
    by_kind = {kind: [t for t in found if t.kind is kind] for kind in Kind if kind.is_delegation}
    return [_body(campaign, kind, each, on) for kind, each in by_kind.items() if each]


def _body(campaign: Campaign, kind: Kind, found: Sequence[Target], on: date) -> Body:
    choices = [choice(campaign, target, on) for target in found]
    choices.sort(key=lambda each: folded(each.name))
    states = campaign.world.states
    regions = [
        (region, [c for c in choices if c.target.state and states[c.target.state].region is region])
        for region in Region
    ]
    if kind is Kind.COUNCIL_MEMBER:
        return Body(kind, regions, COUNCIL_SEATS, campaign.world.open_seats(on))
    return Body(kind, regions, len(states), 0)
