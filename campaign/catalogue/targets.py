"""Who can be written to: all targets of a campaign, on a given day."""

from collections.abc import Mapping
from datetime import date
from functools import cache

from campaign.errors import ExcludedTarget, NotAMember, UnknownTarget
from campaign.model.language import Kind
from campaign.model.letter import Target
from campaign.model.statement import Ask, Campaign, Role
from campaign.model.world import Membership

OFFICES = (Kind.HIGH_COMMISSIONER, Kind.COUNCIL, Kind.COMMITTEE)
DELEGATIONS = {Kind.COUNCIL: Kind.COUNCIL_MEMBER, Kind.COMMITTEE: Kind.COMMITTEE_MEMBER}
"""Each body's delegations; their slugs are the body's, a hyphen and the State's code."""


def delegation(body: Kind, state: str) -> Target:
    """Return a State's delegation to a body."""
    return Target(f"{body}-{state.lower()}", DELEGATIONS[body], state)


def find(campaign: Campaign, slug: str, on: date) -> Target:
    """Return the target of that slug. Raises UnknownTarget, ExcludedTarget or NotAMember."""
    target = known(campaign, slug)
    if target.kind is Kind.COUNCIL_MEMBER and target.state:
        _demand_membership(campaign, target.state, on)
    return target


def known(campaign: Campaign, slug: str) -> Target:
    """Return the same, whether it can be written to on a day or not.

    Raises UnknownTarget or ExcludedTarget.
    """
    target = every(campaign).get(slug)
    if target is None or target.kind not in campaign.default_texts.kinds:
        raise UnknownTarget(slug)
    if target.state in campaign.excluded:
        raise ExcludedTarget(slug)
    return target


def offered(campaign: Campaign, on: date) -> tuple[Target, ...]:
    """Return every target that can be written to on a day."""
    members = campaign.world.members_on(on)
    return tuple(
        target
        for target in every(campaign).values()
        if target.kind in campaign.default_texts.kinds
        and target.state not in campaign.excluded
        and (target.kind is not Kind.COUNCIL_MEMBER or target.state in members)
    )


def every(campaign: Campaign) -> Mapping[str, Target]:
    """Return every target there may ever be, by slug."""
    return _every(tuple(campaign.world.states))


@cache
def _every(states: tuple[str, ...]) -> Mapping[str, Target]:
    """Return the same, made once, as every page asks for it."""
    offices = [Target(kind, kind) for kind in OFFICES]
    delegations = [delegation(body, state) for body in DELEGATIONS for state in states]
    return {target.slug: target for target in (*offices, *delegations)}


def asks_for(campaign: Campaign, target: Target) -> tuple[Ask, ...]:
    """Return the asks that concern a target, in the statement's order.

    A delegation is not asked what would take up the vote it cast, where the campaign says so.
    """
    vote = campaign.vote_of(target)
    return tuple(
        ask
        for ask in campaign.asks
        if ask.role is Role.ASK and target.kind in ask.concerns and vote not in ask.not_asked_after
    )


def preselected(campaign: Campaign, target: Target) -> tuple[Ask, ...]:
    """Return the asks ticked from the start."""
    return tuple(ask for ask in asks_for(campaign, target) if target.kind in ask.preselected)


def _demand_membership(campaign: Campaign, state: str, on: date) -> None:
    known = campaign.world.membership(state, on)
    if known is not Membership.MEMBER:
        ended = [t.end for t in campaign.world.terms if t.state == state and t.end < on]
        certain = known is Membership.NOT_A_MEMBER
        raise NotAMember(state, on, known=certain, last_day=max(ended, default=None))
