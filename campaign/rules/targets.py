"""Rules for who can be written to: all targets of a campaign, on a given day."""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache

from campaign.errors import ExcludedTarget, NotAMember, UnknownTarget
from campaign.model.language import TargetKind
from campaign.model.letter import Target
from campaign.model.statement import Ask, Campaign, PassageRole, Vote
from campaign.model.world import Membership, Term
from campaign.rules.sessions import is_outgoing

OFFICES = (TargetKind.HIGH_COMMISSIONER, TargetKind.COUNCIL, TargetKind.COMMITTEE)
DELEGATIONS = {
    TargetKind.COUNCIL: TargetKind.COUNCIL_MEMBER,
    TargetKind.COMMITTEE: TargetKind.COMMITTEE_MEMBER,
}
"""The kind of each body's delegations; their slugs are the body's, "-" and the State's code."""
CHAIRS = (TargetKind.COUNCIL, TargetKind.COMMITTEE)
"""The offices that bring a letter to members' notice: chosen after the members themselves."""


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


def turn_to_choose(campaign: Campaign, target: Target) -> int:
    """Return when a target comes among all to choose from: the lower, the sooner.

    The High Commissioner, the delegations, those that voted against, then the two chairs.
    """
    if target.kind in CHAIRS:
        return 3
    if campaign.vote_of(target) is Vote.AGAINST:
        return 2
    return 1 if target.kind.is_delegation else 0


def asks_for(campaign: Campaign, target: Target, on: date) -> tuple[Ask, ...]:
    """Return the asks that concern a target on a day, the fitting one first.

    A delegation is not asked what would take up the vote it cast, where the campaign says so, nor
    for a session after its term.
    """
    vote, outgoing = campaign.vote_of(target), is_outgoing(campaign.world, target, on)
    asked = (
        ask
        for ask in campaign.asks
        if ask.role is PassageRole.ASK
        and target.kind in ask.concerns
        and vote not in ask.not_asked_after
        and (ask.asked_of_outgoing or not (outgoing and ask.session))
    )
    return tuple(sorted(asked, key=lambda ask: vote not in ask.first_after))


def ticked_ask(campaign: Campaign, target: Target, on: date) -> Ask:
    """Return the ask that is ticked from the start: the first, as one letter asks for one act."""
    return asks_for(campaign, target, on)[0]


def elected_terms(campaign: Campaign, on: date) -> tuple[Term, ...]:
    """Return the terms of States that are elected to the Council, and no members yet."""
    world = campaign.world
    return tuple(
        term
        for term in world.terms
        if term.start > on
        and term.state not in campaign.excluded
        and not world.term_on(term.state, term.start - timedelta(1))
    )


def _demand_membership(campaign: Campaign, state: str, on: date) -> None:
    known = campaign.world.membership(state, on)
    if known is not Membership.MEMBER:
        ended = [t.end for t in campaign.world.terms if t.state == state and t.end < on]
        begin = [t.start for t in campaign.world.terms if t.state == state and t.start > on]
        raise NotAMember(
            state,
            on,
            known=known is Membership.NOT_A_MEMBER,
            last_day=max(ended, default=None),
            first_day=min(begin, default=None),
        )
