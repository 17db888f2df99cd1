"""What the files are called that supporters take: what they are, in ASCII, and nobody's name."""

import re
import unicodedata
from collections.abc import Sequence
from typing import Final

from babel import Locale

from campaign.model.language import TargetKind
from campaign.model.letter import Target
from campaign.model.statement import Campaign

ENGLISH: Final = "en"
NO_LETTER: Final = re.compile(r"\W+")
OFFICES: Final = {TargetKind.COUNCIL: "human-rights-council"}
"""The offices whose slugs say too little where no campaign stands beside them."""


def file_of(campaign: Campaign, targets: Sequence[Target], ending: str) -> str:
    """Return the name of a file with the letter to a target, or with those to several."""
    if len(targets) > 1:
        return f"letters-{len(targets)}.{ending}"
    return f"letter-{_called(campaign, targets[0])}.{ending}"


def _called(campaign: Campaign, target: Target) -> str:
    if target.state is None:
        return OFFICES.get(target.kind, target.slug)
    state = _in_ascii(_english(campaign, target.state)) or target.state.lower()
    return f"{state}-new-york" if target.kind is TargetKind.COMMITTEE_MEMBER else state


def _english(campaign: Campaign, state: str) -> str:
    """Return a State's English name: the campaign's own, or else CLDR's."""
    if language := campaign.written.get(ENGLISH):
        return language.states[state].name
    return Locale(ENGLISH).territories.get(state, "")


def _in_ascii(name: str) -> str:
    spaced = NO_LETTER.sub(" ", name)
    plain = unicodedata.normalize("NFKD", spaced).encode("ascii", "ignore").decode()
    return "-".join(plain.lower().split())
