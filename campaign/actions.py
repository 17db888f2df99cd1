"""What people do. One action is one transaction; only here is anything committed."""

import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, TypeVar

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from campaign.catalogue import targets
from campaign.letter.compose import compose
from campaign.model.language import Kind
from campaign.model.letter import Choices, Letter, Sender, SignAs, Target, Way
from campaign.model.statement import Campaign, Vote
from campaign.model.tally import FEWEST_SHOWN, Count, Dimension, TallyKey
from campaign.store import tally

LOG: Final = logging.getLogger(__name__)
Shape = TypeVar("Shape")


@dataclass(frozen=True, slots=True)
class Occasion:
    """When something happens, and the rule that takes it for automatic, if one does."""

    day: date
    marked: str = ""


def take(
    db: Session,
    campaign: Campaign,
    target: Target,
    choices: Choices,
    way: Way,
    shape: Callable[[Letter], Shape],
    *,
    occasion: Occasion,
) -> Shape:
    """Compose a letter, give it its shape, and count it in that way once it has it.

    Raises what `shape` raises, and nothing is counted then. The choices must be among those that
    the target's form offers.
    """
    shaped = shape(compose(campaign, target, choices, occasion.day))
    sender = choices.sender
    country = sender.country if sender.sign_as is not SignAs.BLANK else ""
    seen = [
        (Dimension.ALL, ""),
        (Dimension.TARGET, target.slug),
        *((Dimension.ASK, ask) for ask in dict.fromkeys(choices.asks)),
        (Dimension.LANGUAGE, choices.language),
        *([(Dimension.COUNTRY, country)] if country else []),
    ]
    _count(db, campaign, seen, way, occasion)
    return shaped


def proofs(campaign: Campaign, on: date) -> Sequence[Letter]:
    """Compose a letter for each language, kind of target and vote, with every ask, to be read."""
    examples: dict[tuple[Kind, Vote | None], Target] = {}
    for target in targets.offered(campaign, on):
        vote = campaign.vote_of(target.state) if target.kind is Kind.COUNCIL_MEMBER else None
        examples.setdefault((target.kind, vote), target)
    return [
        compose(campaign, target, Choices(_asks(campaign, target), language, sender=sender), on)
        for language in campaign.languages
        for target in examples.values()
        for sender in _senders(target)
    ]


def _asks(campaign: Campaign, target: Target) -> tuple[str, ...]:
    return tuple(ask.id for ask in targets.asks_for(campaign, target))


def _senders(target: Target) -> Sequence[Sender]:
    """Return one who signs by hand, and one who lives in the delegation's country."""
    by_hand = [Sender()]
    return [*by_hand, Sender(SignAs.COUNTRY, country=target.state)] if target.state else by_hand


def report(
    db: Session, campaign: Campaign, target: Target, way: Way, *, occasion: Occasion
) -> None:
    """Count what a supporter says became of a letter; nothing of the letter comes with it."""
    _count(db, campaign, [(Dimension.ALL, ""), (Dimension.TARGET, target.slug)], way, occasion)


def read_counts(
    db: Session, campaign: Campaign, by: Dimension, *, with_marked: bool = False
) -> Sequence[Count]:
    """Return the counts in one dimension; small ones by country or language are put together."""
    counts = tally.read_tally(db, campaign.slug, by, with_marked=with_marked)
    return hide_small(counts) if by.is_weekly else counts


def read_counts_by_day(
    db: Session, campaign: Campaign, *, with_marked: bool = False
) -> Sequence[Count]:
    """Return the counts of each UTC day."""
    return tally.read_tally_by_day(db, campaign.slug, with_marked=with_marked)


def totals(db: Session, campaign: Campaign) -> Mapping[str, int]:
    """Return how often each thing happened in all, without what was marked."""
    return {count.way.value: count.times for count in read_counts(db, campaign, Dimension.ALL)}


def totals_if_known(db: Session, campaign: Campaign) -> Mapping[str, int]:
    """Return the same, or nothing while it cannot be read: a page is worth more than its counts."""
    try:
        return totals(db, campaign)
    except SQLAlchemyError:
        db.rollback()
        LOG.exception("The counts were not read")
        return {}


def totals_by(db: Session, campaign: Campaign, by: Dimension) -> Mapping[str, Mapping[str, int]]:
    """Return the same for each target, ask, country or language."""
    found: dict[str, dict[str, int]] = {}
    for count in read_counts(db, campaign, by):
        found.setdefault(count.value, {})[count.way.value] = count.times
    return found


def hide_small(counts: Iterable[Count]) -> Sequence[Count]:
    """Add up the counts too small to be shown under the value "other".

    What is then still too small is left out: a count under five could point at somebody.
    """
    shown: list[Count] = []
    small: dict[Way, int] = {}
    for count in counts:
        if count.times >= FEWEST_SHOWN:
            shown.append(count)
        else:
            small[count.way] = small.get(count.way, 0) + count.times
    others = (Count("other", way, times) for way, times in small.items())
    return [*shown, *(count for count in others if count.times >= FEWEST_SHOWN)]


def _count(
    db: Session,
    campaign: Campaign,
    seen: Iterable[tuple[Dimension, str]],
    way: Way,
    occasion: Occasion,
) -> None:
    """Add one to each count. A letter is worth more than its count: it is given all the same."""
    keys = [
        TallyKey(campaign.slug, by.period(occasion.day), way, by, value, occasion.marked)
        for by, value in seen
    ]
    try:
        tally.add_to_tally(db, keys)
        db.commit()
    except SQLAlchemyError:
        db.rollback()
        LOG.exception("A letter was not counted")
