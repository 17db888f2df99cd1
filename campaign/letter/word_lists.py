"""The lists of words that own words are checked with, ready to be found in a text."""

from dataclasses import dataclass, fields
from functools import cache

from campaign.letter.tokens import Phrases
from campaign.model.language import CareWords
from campaign.model.statement import Places


@dataclass(frozen=True, slots=True)
class Lists:
    """A language's lists, and a campaign's names of places."""

    whose: Phrases
    people: Phrases
    close: Phrases
    befell: Phrases
    lives: Phrases
    naming: Phrases
    names: Phrases
    is_who: Phrases
    no_names: Phrases
    goes_on: Phrases
    numbers: Phrases
    digits: Phrases
    insults: Phrases
    insults_to: Phrases
    said_to: Phrases
    threats: Phrases
    harmless: Phrases
    region: Phrases
    places: Phrases


@cache
def lists_of(care: CareWords, places: Places) -> Lists:
    """Return a language's lists and a campaign's, prepared once."""
    named = {field.name: getattr(care, field.name) for field in fields(care)}
    named |= {"region": places.region, "places": places.places}
    return Lists(**{name: Phrases(phrases) for name, phrases in named.items()})
