"""The bytes that an email draft takes as a link, for every target that can be written to."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from campaign.letter.compose import compose_email
from campaign.letter.email import WINDOWS_BUDGET, mailto
from campaign.model.letter import Choices, Sender, SignAs, Target
from campaign.rules import targets
from tests.bench.letters import DAY, campaign

SENDER: Final = Sender(
    SignAs.FULL, "Maximiliane Katharina Featherstonehaugh-Ramírez", "Saint-Rémy-de-Provence", "CD"
)
RECIPIENT: Final = "permanent.mission.geneva-newyork@foreign-affairs.gov.example"
COLUMNS: Final = 4


def table() -> Iterator[str]:
    """Yield a title, then each target with the bytes of its longest draft that asks one thing.

    It is signed in full by somebody with a long name, who lives in the delegation's country where
    that takes more, and goes to a long address.
    """
    every = {each.slug: _longest(each) for each in targets.offered_targets(campaign(), DAY)}
    over = sum(1 for length in every.values() if length > WINDOWS_BUDGET)
    yield (
        f"Bytes of the email draft, of {WINDOWS_BUDGET} that every link carries: "
        f"{min(every.values())} to {max(every.values())}, {over} of {len(every)} over"
    )
    cells = [f"{slug:<22}{length:>5}" for slug, length in every.items()]
    for start in range(0, len(cells), COLUMNS):
        yield "  " + "   ".join(cells[start : start + COLUMNS])


def _longest(target: Target) -> int:
    asks = targets.asks_for(campaign(), target, DAY)
    countries = filter(None, (SENDER.country, target.state))
    return max(_bytes(target, ask.id, country) for country in countries for ask in asks)


def _bytes(target: Target, ask: str, country: str) -> int:
    choices = Choices((ask,), "en", sender=replace(SENDER, country=country))
    letter = compose_email(campaign(), target, choices, DAY)
    draft = mailto(replace(letter, address=replace(letter.address, email=RECIPIENT)))
    return len(draft.link) if draft.whole else WINDOWS_BUDGET + 1
