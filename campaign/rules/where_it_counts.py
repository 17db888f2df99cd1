"""Rules for which members of the Council a letter counts most with."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from campaign.model.language import TargetKind
from campaign.model.letter import Target
from campaign.model.statement import Campaign, Vote
from campaign.rules.reach import reach_of
from campaign.rules.sessions import is_outgoing
from campaign.rules.targets import offered_targets

NUMBER: Final = 3
"""How many members are named: few enough that nobody has to study a list."""


def undecided_members(
    campaign: Campaign, on: date, so_far: Mapping[str, int]
) -> tuple[Target, ...]:
    """Return the members with which a letter counts most; `so_far` are the letters to each.

    They stay for the next session and did not vote against. Those come first that voted neither
    for nor against, of them those with the fewest letters, then those that can be reached.
    """
    members = (
        target
        for target in offered_targets(campaign, on)
        if target.kind is TargetKind.COUNCIL_MEMBER
        and campaign.vote_of(target) is not Vote.AGAINST
        and not is_outgoing(campaign.world, target, on)
    )

    def turn(target: Target) -> tuple[bool, int, bool, str]:
        decided = campaign.vote_of(target) is not Vote.ABSTAINED
        reachable = reach_of(campaign, target).any_way
        return decided, so_far.get(target.slug, 0), not reachable, target.slug

    return tuple(sorted(members, key=turn)[:NUMBER])
