"""Checks the name and the place that a letter shows for what says too much of the writer."""

from collections.abc import Iterator
from typing import Final

import regex

from campaign.letter import numbers, own_words_check
from campaign.letter.own_words_check import Care, Where
from campaign.model.letter import Sender, SignAs

HOUSE: Final = regex.compile(r"(?<![\p{L}\p{N}])\p{Nd}{1,4}\p{L}?(?![\p{L}\p{N}])")
"""The digits of what may be the number of a house; postal codes are longer."""
WORDS: Final = regex.compile(r"\p{L}{2}")


def check_signature(sender: Sender) -> tuple[own_words_check.Warning, ...]:
    """Return what the writer should think about again where they sign in full."""
    if sender.sign_as is not SignAs.FULL:
        return ()
    return (*_in_name(sender.name), *_in_place(sender.place))


def _in_name(name: str) -> Iterator[own_words_check.Warning]:
    """Yield what may be the number of a document: shorter ones too, as names have none."""
    everywhere = range(-1, len(name))
    for start, end in numbers.find_numbers(name, everywhere):
        yield own_words_check.Warning(Care.NUMBER, name[start:end], Where.NAME)


def _in_place(place: str) -> Iterator[own_words_check.Warning]:
    """Yield what may be a telephone, or else the number of a house."""
    found = [place[start:end] for start, end in numbers.find_numbers(place, ())]
    yield from (own_words_check.Warning(Care.NUMBER, number, Where.PLACE) for number in found)
    house = HOUSE.search(place)
    if house and not found and WORDS.search(place):
        yield own_words_check.Warning(Care.ADDRESS, house[0], Where.PLACE)
