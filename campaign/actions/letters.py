"""What supporters do: take letters, which are counted, and say what became of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from campaign.actions.count_writer import CountWriter
from campaign.errors import NotCounted
from campaign.letter.compose import compose, compose_email
from campaign.model.language import TargetKind
from campaign.model.letter import Choices, Letter, Sender, SignAs, Target, Way
from campaign.model.statement import Campaign, Vote
from campaign.model.tally import BEFORE_LAUNCH, Dimension, Happening, PageWord, TallyKey
from campaign.rules import targets
from campaign.rules.sessions import is_outgoing


@dataclass(frozen=True, slots=True)
class Occasion:
    """When something happens, from which page, and the rule that takes it for automatic if any."""

    day: date
    page: PageWord
    marked: str = ""


def count_letters(
    counts: CountWriter,
    campaign: Campaign,
    taken: Sequence[tuple[Target, Choices]],
    way: Way,
    *,
    occasion: Occasion,
) -> None:
    """Count letters that leave in one way, each in every dimension, and once for each page.

    They have their shape by then: what cannot be given is in no count. The choices must be among
    those that the target's form offers. A letter is worth more than its count: it is given even
    when it cannot be counted, and counted when it can be.
    """
    counts.add(
        [
            _happening(campaign, target, _dimensions(target, choices), way, occasion)
            for target, choices in taken
        ]
    )


@dataclass(frozen=True, slots=True)
class Example:
    """A letter to be read, which stands for all to its kind of target after the same vote.

    Members of the Council that stay and those that leave are read apart. `at_home` is for a writer
    who lives in the delegation's country.
    """

    target: Target
    vote: Vote | None
    language: str
    at_home: bool


def examples(campaign: Campaign, on: date) -> Sequence[Example]:
    """Return one of each: by language, kind of target, vote, term, and where the writer lives."""
    found: dict[tuple[TargetKind, Vote | None, bool], Target] = {}
    for target in targets.offered_targets(campaign, on):
        outgoing = is_outgoing(campaign.world, target, on)
        found.setdefault((target.kind, campaign.vote_of(target), outgoing), target)
    return [
        Example(target, vote, language, at_home)
        for language in campaign.written
        for (_, vote, _), target in found.items()
        for at_home in ((False, True) if target.state else (False,))
    ]


def proofs(campaign: Campaign, wanted: Iterable[Example], on: date) -> Sequence[Letter]:
    """Compose letters to be read, each with every ask there is."""
    return [
        model(campaign, each.target, each.language, on, at_home=each.at_home) for each in wanted
    ]


def email_proofs(campaign: Campaign, wanted: Iterable[Example], on: date) -> Sequence[Letter]:
    """Compose the short emails of letters to be read, one for each ask: an email has one."""

    def email(each: Example, ask: str) -> Letter:
        sender = _writer(each.target, at_home=each.at_home)
        return compose_email(
            campaign, each.target, Choices((ask,), each.language, sender=sender), on
        )

    return [email(each, ask) for each in wanted for ask in _asks(campaign, each.target, on)]


def model(campaign: Campaign, target: Target, language: str, on: date, *, at_home: bool) -> Letter:
    """Compose a letter with every ask there is for a target, to be cut down to those chosen.

    `at_home` is for a writer who lives in the delegation's country.
    """
    sender = _writer(target, at_home=at_home)
    choices = Choices(_asks(campaign, target, on), language, sender=sender)
    return compose(campaign, target, choices, on)


def _writer(target: Target, *, at_home: bool) -> Sender:
    return Sender(SignAs.COUNTRY, country=target.state or "") if at_home else Sender()


def proof(campaign: Campaign, target: Target, on: date, language: str = "") -> Letter:
    """Compose the letter to one target as it is offered, or in the campaign's first language."""
    asks = (targets.ticked_ask(campaign, target, on).id,)
    spoken = language or campaign.default_language.code
    return compose(campaign, target, Choices(asks, spoken), on)


def _asks(campaign: Campaign, target: Target, on: date) -> tuple[str, ...]:
    return tuple(ask.id for ask in targets.asks_for(campaign, target, on))


def count_outcome(
    counts: CountWriter, campaign: Campaign, target: Target, way: Way, *, occasion: Occasion
) -> None:
    """Count what a supporter says became of a letter; nothing of the letter comes with it.

    Raises NotCounted when it cannot be counted now; it is not counted later then.
    """
    if not counts.add([_outcome(campaign, target, way, occasion)], later=False):
        raise NotCounted


def count_outcomes(
    counts: CountWriter,
    campaign: Campaign,
    several: Iterable[Target],
    way: Way,
    *,
    occasion: Occasion,
) -> None:
    """Count the same of one or more letters that are gone on from, as soon as it can be."""
    counts.add([_outcome(campaign, target, way, occasion) for target in several])


def _outcome(campaign: Campaign, target: Target, way: Way, occasion: Occasion) -> Happening:
    seen = [(Dimension.ALL, ""), (Dimension.TARGET, target.slug)]
    return _happening(campaign, target, seen, way, occasion)


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


def mark_of(campaign: Campaign, occasion: Occasion) -> str:
    """Return under which mark something is counted: what is tried before the launch has its own."""
    return occasion.marked if campaign.launched else BEFORE_LAUNCH


def _happening(
    campaign: Campaign,
    target: Target,
    seen: Iterable[tuple[Dimension, str]],
    way: Way,
    occasion: Occasion,
) -> Happening:
    marked = mark_of(campaign, occasion)
    keys = (
        TallyKey(campaign.slug, by.period(occasion.day), way, by, value, marked)
        for by, value in seen
    )
    return Happening(occasion.page, target.slug, tuple(keys))
