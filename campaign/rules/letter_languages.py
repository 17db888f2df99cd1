"""Says in which of a campaign's languages a target can read a letter.

English is read everywhere. The United Nations' own offices read its six languages; a delegation
reads those in which it is known to correspond, and its State's official ones (Unicode's CLDR). A
language that only readers of the pages have, such as Uyghur, marks its writer and reaches nobody:
pages speak it, and letters are shown in it as copies to read, but none is written in it.
"""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Final

from babel.languages import get_official_languages

from campaign.model.language import Language
from campaign.model.letter import Target
from campaign.model.statement import Campaign
from campaign.rules.targets import offered_targets

ENGLISH: Final = "en"
OF_THE_UNITED_NATIONS: Final = frozenset({"ar", "en", "es", "fr", "ru", "zh"})
"""The official languages of the United Nations."""


def letter_languages(campaign: Campaign, target: Target) -> Mapping[str, Language]:
    """Return the languages that a letter to a target is offered in, in the campaign's order.

    Where the campaign has none that the target is known to read, all are: there is no better one.
    """
    read = _read_by(campaign, target)
    found = {code: each for code, each in campaign.languages.items() if _base(code) in read}
    return found or campaign.languages


def languages_of_letters(campaign: Campaign, on: date) -> Mapping[str, Language]:
    """Return the languages that any target of a day is offered a letter in."""
    offered = (letter_languages(campaign, target) for target in offered_targets(campaign, on))
    found = {code for languages in offered for code in languages}
    return {code: each for code, each in campaign.languages.items() if code in found}


def letter_language(campaign: Campaign, target: Target, wanted: str) -> str:
    """Return the language wanted where a target reads it, or else the best that it does."""
    offered = letter_languages(campaign, target)
    if wanted in offered:
        return wanted
    return ENGLISH if ENGLISH in offered else next(iter(offered))


def _read_by(campaign: Campaign, target: Target) -> Collection[str]:
    if target.state is None:
        return OF_THE_UNITED_NATIONS
    address = campaign.world.addresses.get(target.slug)
    official = get_official_languages(target.state, regional=False, de_facto=True)
    return {ENGLISH, *map(_base, official), *(address.languages if address else ())}


def _base(code: str) -> str:
    """Return a language without its script: who reads Chinese reads `zh-Hans`."""
    return code.replace("_", "-").partition("-")[0]
