"""Rules for who can be written to: all targets of a campaign, on a given day."""

from collections.abc import Mapping
from datetime import date
from functools import cache

from campaign.errors import ExcludedTarget, NotAMember, UnknownTarget
from campaign.model.language import TargetKind
from campaign.model.letter import Target
from campaign.model.statement import Ask, Campaign, PassageRole
from campaign.model.world import Membership

OFFICES = (TargetKind.HIGH_COMMISSIONER, TargetKind.COUNCIL, TargetKind.COMMITTEE)
DELEGATIONS = {
    TargetKind.COUNCIL: TargetKind.COUNCIL_MEMBER,
    TargetKind.COMMITTEE: TargetKind.COMMITTEE_MEMBER,
}
"""The kind of each body's delegations; their slugs are the body's, "-" and the State's code."""


def delegation(body: TargetKind, state: str) -> Target:
    """Return a State's delegation to a body."""
    return Target(f"{body}-{state.lower()}", DELEGATIONS[body], state)


def find_target(campaign: Campaign, slug: str, on: date) -> Target:
    """Return the target of that slug. Raises UnknownTarget, ExcludedTarget or NotAMember."""
    target = known_target(campaign, slug)
    if target.kind is TargetKind.COUNCIL_MEMBER and target.state:
        _demand_membership(campaign, target.state, on)
    return target


def known_target(campaign: Campaign, slug: str) -> Target:
    """Return the target of that slug, whether it can be written to on a day or not.

    Raises UnknownTarget or ExcludedTarget.
    """
    target = all_targets(campaign).get(slug)
    if target is None or target.kind not in campaign.default_texts.kinds:
        raise UnknownTarget(slug)
    if target.state in campaign.excluded:
        raise ExcludedTarget(slug)
    return target


def offered_targets(campaign: Campaign, on: date) -> tuple[Target, ...]:
    """Return every target that can be written to on a day."""
    members = campaign.world.members_on(on)
    return tuple(
        target
        for target in all_targets(campaign).values()
        if target.kind in campaign.default_texts.kinds
        and target.state not in campaign.excluded
        and (target.kind is not TargetKind.COUNCIL_MEMBER or target.state in members)
    )


def all_targets(campaign: Campaign) -> Mapping[str, Target]:
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
        if ask.role is PassageRole.ASK
        and target.kind in ask.concerns
        and vote not in ask.not_asked_after
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
