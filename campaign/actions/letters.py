"""What supporters do: take letters, and say what became of them."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from campaign.actions.count_writer import CountWriter
from campaign.errors import NotCounted
from campaign.letter.compose import compose
from campaign.model.language import TargetKind
from campaign.model.letter import Choices, Letter, Sender, SignAs, Target, Way
from campaign.model.statement import Campaign, Vote
from campaign.model.tally import Dimension, TallyKey
from campaign.rules import targets

Shape = TypeVar("Shape")


@dataclass(frozen=True, slots=True)
class Occasion:
    """When something happens, and the rule that takes it for automatic, if one does."""

    day: date
    marked: str = ""


def take(
    counts: CountWriter,
    campaign: Campaign,
    target: Target,
    choices: Choices,
    way: Way | None,
    shape: Callable[[Letter], Shape],
    *,
    occasion: Occasion,
) -> Shape:
    """Compose a letter, give it its shape, and count it in that way once it has it.

    Without a way it is not counted: it was, when it was first shown.

    Raises what `shape` raises, and nothing is counted then. The choices must be among those that
    the target's form offers. A letter is worth more than its count: it is given even when it
    cannot be counted, and counted when it can be.
    """
    shaped = shape(compose(campaign, target, choices, occasion.day))
    if way:
        counts.add(_of_letters(campaign, [(target, choices)], way, occasion))
    return shaped


def take_several(
    counts: CountWriter,
    campaign: Campaign,
    wanted: Sequence[tuple[Target, Choices]],
    shape: Callable[[Sequence[Letter]], Shape],
    *,
    occasion: Occasion,
) -> Shape:
    """Compose letters to several targets, give them a shape together, and count each as a PDF."""
    day = occasion.day
    shaped = shape([compose(campaign, target, choices, day) for target, choices in wanted])
    counts.add(_of_letters(campaign, wanted, Way.PDF, occasion))
    return shaped


@dataclass(frozen=True, slots=True)
class Example:
    """A letter to be read, which stands for all to its kind of target after the same vote.

    `at_home` is for a writer who lives in the delegation's country.
    """

    target: Target
    vote: Vote | None
    language: str
    at_home: bool


def examples(campaign: Campaign, on: date) -> Sequence[Example]:
    """Return one of each: by language, kind of target, vote, and where the writer lives."""
    found: dict[tuple[TargetKind, Vote | None], Target] = {}
    for target in targets.offered_targets(campaign, on):
        found.setdefault((target.kind, campaign.vote_of(target)), target)
    return [
        Example(target, vote, language, at_home)
        for language in campaign.languages
        for (_, vote), target in found.items()
        for at_home in ((False, True) if target.state else (False,))
    ]


def proofs(campaign: Campaign, wanted: Iterable[Example], on: date) -> Sequence[Letter]:
    """Compose letters to be read, each with every ask there is."""
    return [
        model(campaign, each.target, each.language, on, at_home=each.at_home) for each in wanted
    ]


def model(campaign: Campaign, target: Target, language: str, on: date, *, at_home: bool) -> Letter:
    """Compose a letter with every ask there is for a target, to be cut down to those chosen.

    `at_home` is for a writer who lives in the delegation's country.
    """
    sender = Sender(SignAs.COUNTRY, country=target.state or "") if at_home else Sender()
    choices = Choices(_asks(campaign, target), language, sender=sender)
    return compose(campaign, target, choices, on)


def proof(campaign: Campaign, target: Target, on: date, language: str = "") -> Letter:
    """Compose the letter to one target as it is offered, or in the campaign's first language."""
    asks = tuple(ask.id for ask in targets.preselected(campaign, target))
    spoken = language or campaign.default_language.code
    return compose(campaign, target, Choices(asks, spoken), on)


def _asks(campaign: Campaign, target: Target) -> tuple[str, ...]:
    return tuple(ask.id for ask in targets.asks_for(campaign, target))


def report(
    counts: CountWriter, campaign: Campaign, target: Target, way: Way, *, occasion: Occasion
) -> None:
    """Count what a supporter says became of a letter; nothing of the letter comes with it.

    Raises NotCounted when it cannot be counted now; it is not counted later then.
    """
    seen = [(Dimension.ALL, ""), (Dimension.TARGET, target.slug)]
    if not counts.add(_keys(campaign, seen, way, occasion), later=False):
        raise NotCounted


def _of_letters(
    campaign: Campaign, taken: Sequence[tuple[Target, Choices]], way: Way, occasion: Occasion
) -> Sequence[TallyKey]:
    """Return what counts letters in every dimension by itself."""
    seen = [each for target, choices in taken for each in _dimensions(target, choices)]
    return _keys(campaign, seen, way, occasion)


def _dimensions(target: Target, choices: Choices) -> Sequence[tuple[Dimension, str]]:
    sender = choices.sender
    country = sender.country if sender.sign_as is not SignAs.BLANK else ""
    return [
        (Dimension.ALL, ""),
        (Dimension.TARGET, target.slug),
        *((Dimension.ASK, ask) for ask in dict.fromkeys(choices.asks)),
        (Dimension.LANGUAGE, choices.language),
        *([(Dimension.COUNTRY, country)] if country else []),
    ]


def _keys(
    campaign: Campaign, seen: Iterable[tuple[Dimension, str]], way: Way, occasion: Occasion
) -> Sequence[TallyKey]:
    return [
        TallyKey(campaign.slug, by.period(occasion.day), way, by, value, occasion.marked)
        for by, value in seen
    ]
