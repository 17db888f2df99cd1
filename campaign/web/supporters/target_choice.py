"""Targets as readers choose among them: by name, region, recorded vote, and letters so far."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from babel import Locale

from campaign.model.language import TargetKind
from campaign.model.letter import Target
from campaign.model.statement import Campaign, Vote
from campaign.model.world import COUNCIL_SEATS, Region
from campaign.rules import targets
from campaign.rules.reach import NOWHERE, Reach, reach_of
from campaign.web.locale import fold, interface, page_texts

LONGEST_SEARCH: Final = 100
"""Characters of what is looked for."""


@dataclass(frozen=True, slots=True)
class TargetChoice:
    """One target, and how it can be reached.

    `vote` and `until` are a Council delegation's, `names` what it is found by.
    """

    target: Target
    name: str
    names: str = ""
    region: Region | None = None
    vote: Vote | None = None
    until: date | None = None
    letters: int = 0
    reach: Reach = NOWHERE


@dataclass(frozen=True, slots=True)
class BodyChoices:
    """A body's delegations in groups; `open_seats` of them are not known on that day."""

    kind: TargetKind
    groups: Sequence[tuple[Region | None, Sequence[TargetChoice]]]
    members: int
    open_seats: int


@dataclass(frozen=True, slots=True)
class TargetSearch:
    """What a reader looks for; empty is anything. `find` is a part of a name."""

    find: str = ""
    region: str = ""
    vote: str = ""
    reachable: str = ""
    order: str = ""
    _folded: str = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Fold what is looked for once, and not for each of all targets."""
        object.__setattr__(self, "_folded", fold(self.find.strip()))

    def finds(self, choice: TargetChoice) -> bool:
        """Say whether a delegation is what is looked for."""
        return (
            self._folded in choice.names
            and self.region in {"", choice.region}
            and self.vote in {"", choice.vote}
            and (not self.reachable or choice.reach.any_way)
        )

    @property
    def is_empty(self) -> bool:
        """Whether nothing is looked for."""
        return self == TargetSearch()


def choice_of(
    campaign: Campaign, target: Target, on: date, so_far: Mapping[str, int] | None = None
) -> TargetChoice:
    """Return what readers see of a target; `so_far` counts the letters to each."""
    language, _ = page_texts(campaign)
    known = reach_of(campaign, target)
    if target.state is None:
        office = language.forms[target.kind].addressee
        return TargetChoice(target, office, names=fold(office), reach=known)
    name = language.states[target.state]
    by_cldr = Locale.parse(str(interface())).territories.get(target.state, "")
    is_council = target.kind is TargetKind.COUNCIL_MEMBER
    term = campaign.world.term_on(target.state, on) if is_council else None
    return TargetChoice(
        target,
        name.name,
        names=fold(
            f"{name.name} {name.in_sentence} {name.in_address} {by_cldr} "
            f"{language.known_as.get(target.state, '')}"
        ),
        region=campaign.world.states[target.state].region,
        vote=campaign.vote_of(target),
        until=term.end if term else None,
        letters=(so_far or {}).get(target.slug, 0),
        reach=known,
    )


def offices_found(
    campaign: Campaign, on: date, search: TargetSearch | None = None
) -> Sequence[TargetChoice]:
    """Return the targets that are not delegations, and that a search finds if there is one."""
    found = (t for t in targets.offered_targets(campaign, on) if not t.kind.is_delegation)
    choices = (choice_of(campaign, target, on) for target in found)
    return [each for each in choices if search is None or search.finds(each)]


def bodies_found(
    campaign: Campaign,
    on: date,
    search: TargetSearch,
    so_far: Mapping[str, int],
    chosen: Collection[str] = (),
) -> Sequence[BodyChoices]:
    """Return the delegations of each body that a search finds, by region and then by name.

    Those that can be reached come first in each region; those with the fewest letters come first,
    without regions, where the search asks for that.
    What is `chosen` already, by slug, is there whether it is found or not.
    """
    every = (choice_of(campaign, t, on, so_far) for t in targets.offered_targets(campaign, on))
    found = [each for each in every if search.finds(each) or each.target.slug in chosen]
    found.sort(key=lambda each: fold(each.name))
    by_kind = {
        kind: [c for c in found if c.target.kind is kind]
        for kind in TargetKind
        if kind.is_delegation
    }
    return [_body(campaign, kind, each, on, search) for kind, each in by_kind.items() if each]


def how_many(campaign: Campaign, on: date, search: TargetSearch) -> int | None:
    """Return how many delegations a search for a name finds; None where nothing is looked for."""
    if not search.find.strip():
        return None
    return sum(
        len(group) for body in bodies_found(campaign, on, search, {}) for _, group in body.groups
    )


def at_home(
    campaign: Campaign, country: str, on: date
) -> tuple[Sequence[TargetChoice], Sequence[TargetChoice]]:
    """Return the delegations of a country, and the Council's members of its region if it is none.

    A territory that is not a Member State has neither.
    """
    found = [choice_of(campaign, target, on) for target in targets.offered_targets(campaign, on)]
    own = [each for each in found if each.target.state == country]
    state = campaign.world.states.get(country)
    if state is None or any(each.target.kind is TargetKind.COUNCIL_MEMBER for each in own):
        return own, []
    members = (each for each in found if each.target.kind is TargetKind.COUNCIL_MEMBER)
    near = [each for each in members if each.region is state.region]
    return own, sorted(near, key=lambda each: (not each.reach.any_way, fold(each.name)))


def _body(
    campaign: Campaign,
    kind: TargetKind,
    found: Sequence[TargetChoice],
    on: date,
    search: TargetSearch,
) -> BodyChoices:
    groups: list[tuple[Region | None, Sequence[TargetChoice]]]
    if search.order == "fewest":
        groups = [(None, sorted(found, key=lambda each: each.letters))]
    else:
        first = sorted(found, key=lambda each: not each.reach.any_way)
        groups = [(region, [c for c in first if c.region is region]) for region in Region]
    if kind is TargetKind.COUNCIL_MEMBER:
        return BodyChoices(kind, groups, COUNCIL_SEATS, campaign.world.open_seats(on))
    return BodyChoices(kind, groups, len(campaign.world.states), 0)
