"""Targets as readers choose among them: by name, region, recorded vote, and letters so far."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from babel import Locale

from campaign.catalogue import targets
from campaign.model.language import Kind
from campaign.model.letter import Target
from campaign.model.statement import Campaign, Vote
from campaign.model.world import COUNCIL_SEATS, Region
from campaign.web.locale import folded, interface, words

LONGEST_SEARCH: Final = 100
"""Characters of what is looked for."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One target; `vote` and `until` are a Council delegation's, `names` what it is found by."""

    target: Target
    name: str
    names: str = ""
    region: Region | None = None
    vote: Vote | None = None
    until: date | None = None
    letters: int = 0
    has_postal: bool = False


@dataclass(frozen=True, slots=True)
class Body:
    """A body's delegations in groups; `open_seats` of them are not known on that day."""

    kind: Kind
    groups: Sequence[tuple[Region | None, Sequence[Choice]]]
    members: int
    open_seats: int


@dataclass(frozen=True, slots=True)
class Search:
    """What a reader looks for; empty is anything. `find` is a part of a name."""

    find: str = ""
    region: str = ""
    vote: str = ""
    postal: str = ""
    order: str = ""
    _folded: str = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Fold what is looked for once, and not for each of all targets."""
        object.__setattr__(self, "_folded", folded(self.find.strip()))

    def finds(self, choice: Choice) -> bool:
        """Say whether a delegation is what is looked for."""
        return (
            self._folded in choice.names
            and self.region in {"", choice.region}
            and self.vote in {"", choice.vote}
            and (not self.postal or choice.has_postal)
        )

    @property
    def is_empty(self) -> bool:
        """Whether nothing is looked for."""
        return self == Search()


def choice(
    campaign: Campaign, target: Target, on: date, so_far: Mapping[str, int] | None = None
) -> Choice:
    """Return what readers see of a target; `so_far` counts the letters to each."""
    language, _ = words(campaign)
    address = campaign.world.addresses.get(target.slug)
    if target.state is None:
        office = language.forms[target.kind].addressee
        return Choice(target, office, names=folded(office))
    name = language.states[target.state]
    by_cldr = Locale.parse(str(interface())).territories.get(target.state, "")
    is_council = target.kind is Kind.COUNCIL_MEMBER
    term = campaign.world.term_on(target.state, on) if is_council else None
    return Choice(
        target,
        name.name,
        names=folded(
            f"{name.name} {name.in_sentence} {name.in_address} {by_cldr} "
            f"{language.known_as.get(target.state, '')}"
        ),
        region=campaign.world.states[target.state].region,
        vote=campaign.vote_of(target),
        until=term.end if term else None,
        letters=(so_far or {}).get(target.slug, 0),
        has_postal=bool(address and address.postal),
    )


def offices(campaign: Campaign, on: date, search: Search | None = None) -> Sequence[Choice]:
    """Return the targets that are not delegations, and that a search finds if there is one."""
    found = (t for t in targets.offered(campaign, on) if not t.kind.is_delegation)
    choices = (choice(campaign, target, on) for target in found)
    return [each for each in choices if search is None or search.finds(each)]


def bodies(
    campaign: Campaign,
    on: date,
    search: Search,
    so_far: Mapping[str, int],
    chosen: Collection[str] = (),
) -> Sequence[Body]:
    """Return the delegations of each body that a search finds, by region and then by name.

    Those with the fewest letters come first, without regions, where the search asks for that.
    What is `chosen` already, by slug, is there whether it is found or not.
    """
    every = (choice(campaign, t, on, so_far) for t in targets.offered(campaign, on))
    found = [each for each in every if search.finds(each) or each.target.slug in chosen]
    found.sort(key=lambda each: folded(each.name))
    by_kind = {
        kind: [c for c in found if c.target.kind is kind] for kind in Kind if kind.is_delegation
    }
    return [_body(campaign, kind, each, on, search) for kind, each in by_kind.items() if each]


def how_many(campaign: Campaign, on: date, search: Search) -> int | None:
    """Return how many delegations a search for a name finds; None where nothing is looked for."""
    if not search.find.strip():
        return None
    return sum(len(group) for body in bodies(campaign, on, search, {}) for _, group in body.groups)


def at_home(
    campaign: Campaign, country: str, on: date
) -> tuple[Sequence[Choice], Sequence[Choice]]:
    """Return the delegations of a country, and the Council's members of its region if it is none.

    A territory that is not a Member State has neither.
    """
    found = [choice(campaign, target, on) for target in targets.offered(campaign, on)]
    own = [each for each in found if each.target.state == country]
    state = campaign.world.states.get(country)
    if state is None or any(each.target.kind is Kind.COUNCIL_MEMBER for each in own):
        return own, []
    members = (each for each in found if each.target.kind is Kind.COUNCIL_MEMBER)
    near = [each for each in members if each.region is state.region]
    return own, sorted(near, key=lambda each: folded(each.name))


def _body(
    campaign: Campaign, kind: Kind, found: Sequence[Choice], on: date, search: Search
) -> Body:
    groups: list[tuple[Region | None, Sequence[Choice]]]
    if search.order == "fewest":
        groups = [(None, sorted(found, key=lambda each: each.letters))]
    else:
        groups = [(region, [c for c in found if c.region is region]) for region in Region]
    if kind is Kind.COUNCIL_MEMBER:
        return Body(kind, groups, COUNCIL_SEATS, campaign.world.open_seats(on))
    return Body(kind, groups, len(campaign.world.states), 0)
