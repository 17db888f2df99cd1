"""Targets as readers choose among them: by name, region, recorded vote, and letters so far."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache, lru_cache
from typing import Final

from babel import Locale

from campaign.model.language import Language, TargetKind
from campaign.model.letter import Target
from campaign.model.statement import Campaign, Vote
from campaign.model.world import COUNCIL_SEATS, Region
from campaign.rules import targets
from campaign.rules.reach import NOWHERE, Reach, reach_of
from campaign.rules.sessions import is_outgoing
from campaign.rules.where_it_counts import undecided_members
from campaign.web.locale import fold, interface, page_texts

LONGEST_SEARCH: Final = 100
"""Characters of what is looked for."""


@dataclass(frozen=True, slots=True)
class TargetChoice:
    """One target, and how it can be reached.

    `names` are what it is found by, by any part of them, and `other_names` those in other
    languages, by the beginning of a word. The lowest `turn` is offered first. `vote` and `until`
    are a Council delegation's; an outgoing one's term ends before the next session.
    """

    target: Target
    name: str
    names: str = ""
    other_names: str = ""
    region: Region | None = None
    vote: Vote | None = None
    until: date | None = None
    is_outgoing: bool = False
    turn: int = 0
    letters: int = 0
    reach: Reach = NOWHERE


STILL_TO_COME: Final = ("ar", "es", "ru", "zh_Hant")
"""Languages that campaigns do not have yet, by whose names States are found already."""


@dataclass(frozen=True, slots=True)
class BodyChoices:
    """A body's delegations in groups; `open_seats` of them are not known on that day.

    They stand by region; those whose term ends before the next session, by its last day.
    """

    kind: TargetKind
    groups: Sequence[tuple[Region | date | None, Sequence[TargetChoice]]]
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
    _start: str = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Fold what is looked for once, and not for each of all targets."""
        folded = fold(self.find.strip())
        has_words = folded[:1].upper() != folded[:1].lower()  # scripts without capitals join words
        object.__setattr__(self, "_folded", folded)
        object.__setattr__(self, "_start", f" {folded}" if has_words else folded)

    def finds(self, choice: TargetChoice) -> bool:
        """Say whether a delegation is what is looked for."""
        return (
            (self._folded in choice.names or self._start in choice.other_names)
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
        turn = targets.turn_to_choose(campaign, target)
        return TargetChoice(target, office, names=fold(office), turn=turn, reach=known)
    name = language.states[target.state]
    is_council = target.kind is TargetKind.COUNCIL_MEMBER
    term = campaign.world.term_on(target.state, on) if is_council else None
    return TargetChoice(
        target,
        name.name,
        names=_folded(f"{_names_in(language, target.state)}\n{_cldr_name(target.state)}"),
        other_names=_other_names(campaign, target.state),
        region=campaign.world.states[target.state].region,
        vote=campaign.vote_of(target),
        until=term.end if term else None,
        is_outgoing=is_outgoing(campaign.world, target, on),
        turn=targets.turn_to_choose(campaign, target),
        letters=(so_far or {}).get(target.slug, 0),
        reach=known,
    )


def _names_in(language: Language, state: str) -> str:
    name, also = language.states[state], language.known_as.get(state, "")
    names = (name.name, name.in_sentence, name.in_address, name.of_state, name.in_state, also)
    return "\n".join(dict.fromkeys(names))


def _cldr_name(state: str) -> str:
    return _territories(str(interface())).get(state, "")


def _other_names(campaign: Campaign, state: str) -> str:
    """Return a State's names in every language, those still to come too."""
    ours = [_names_in(language, state) for language in campaign.written.values()]
    by_cldr = [_territories(code).get(state, "") for code in STILL_TO_COME]
    return _folded(" " + "\n".join([*ours, *by_cldr]).replace("\n", "\n "))


@lru_cache(maxsize=2000)
def _folded(names: str) -> str:
    return fold(names)


@cache
def _territories(code: str) -> Mapping[str, str]:
    """Return the names of countries in a language, as Unicode's CLDR has them."""
    return Locale.parse(code).territories


def offices_found(
    campaign: Campaign, on: date, search: TargetSearch | None = None
) -> Sequence[TargetChoice]:
    """Return the targets that are not delegations, and that a search finds if there is one.

    Those come last that only bring a letter to the notice of delegations.
    """
    found = (t for t in targets.offered_targets(campaign, on) if not t.kind.is_delegation)
    choices = (choice_of(campaign, target, on) for target in found)
    wanted = (each for each in choices if search is None or search.finds(each))
    return sorted(wanted, key=lambda each: each.turn)


def where_it_counts(
    campaign: Campaign, on: date, so_far: Mapping[str, int]
) -> Sequence[TargetChoice]:
    """Return the members of the Council with which a letter counts most."""
    found = undecided_members(campaign, on, so_far)
    return [choice_of(campaign, target, on, so_far) for target in found]


def bodies_found(
    campaign: Campaign,
    on: date,
    search: TargetSearch,
    so_far: Mapping[str, int],
    chosen: Collection[str] = (),
) -> Sequence[BodyChoices]:
    """Return the delegations of each body that a search finds, by region and then by name.

    In a region those that can be reached come first, and those that voted against last. Those with
    the fewest letters come first, without regions, where the search asks for that.
    What is `chosen` already, by slug, is there whether it is found or not.
    """
    every = (choice_of(campaign, t, on, so_far) for t in targets.offered_targets(campaign, on))
    found = [each for each in every if search.finds(each) or each.target.slug in chosen]
    found.sort(key=_by_turn)
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
    return own, sorted(near, key=_by_turn)


def staying_members(campaign: Campaign, target: Target, on: date) -> Sequence[TargetChoice]:
    """Return the Council's members of a delegation's region that are so at its next session too."""
    mine = choice_of(campaign, target, on)
    every = (choice_of(campaign, each, on) for each in targets.offered_targets(campaign, on))
    found = (
        each
        for each in every
        if each.target.kind is TargetKind.COUNCIL_MEMBER
        and each.region is mine.region
        and not each.is_outgoing
    )
    return sorted(found, key=_by_turn)


def elected_members(campaign: Campaign, on: date) -> Sequence[tuple[str, date]]:
    """Return the names of States elected to the Council, and when each becomes a member."""
    language, _ = page_texts(campaign)
    terms = targets.elected_terms(campaign, on)
    named = ((language.states[term.state].name, term.start) for term in terms)
    return sorted(named, key=lambda each: (each[1], fold(each[0])))


def _by_turn(choice: TargetChoice) -> tuple[int, bool, str]:
    return choice.turn, not choice.reach.any_way, fold(choice.name)


def _body(
    campaign: Campaign,
    kind: TargetKind,
    found: Sequence[TargetChoice],
    on: date,
    search: TargetSearch,
) -> BodyChoices:
    groups: list[tuple[Region | date | None, Sequence[TargetChoice]]]
    if search.order == "fewest":
        groups = [(None, sorted(found, key=lambda each: each.letters))]
    else:
        stay = [each for each in found if not each.is_outgoing]
        last = sorted({each.until for each in found if each.is_outgoing and each.until})
        groups = [(region, [c for c in stay if c.region is region]) for region in Region]
        groups += [(day, [c for c in found if c.is_outgoing and c.until == day]) for day in last]
    if kind is TargetKind.COUNCIL_MEMBER:
        return BodyChoices(kind, groups, COUNCIL_SEATS, campaign.world.open_seats(on))
    return BodyChoices(kind, groups, len(campaign.world.states), 0)
