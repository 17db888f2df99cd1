"""Rules for how a recipient can be reached: what is known of it."""

from dataclasses import dataclass

from campaign.model.letter import Target
from campaign.model.statement import Campaign


@dataclass(frozen=True, slots=True)
class Reach:
    """The ways that lead to a recipient; with neither, its address has to be looked for."""

    post: bool = False
    email: bool = False

    @property
    def any_way(self) -> bool:
        """Whether it can be reached at all."""
        return self.post or self.email


def reach_of(campaign: Campaign, target: Target) -> Reach:
    """Say what is known of a target."""
    known = campaign.world.addresses.get(target.slug)
    return Reach(bool(known and known.postal), bool(known and known.email))
