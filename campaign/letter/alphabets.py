"""Finds words in another alphabet than the lists', which the check of own words cannot read."""

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import fields
from functools import cache

from campaign.letter.tokens import tokenize
from campaign.model.language import CareWords, Language


def has_unread(note: str, languages: Iterable[Language]) -> bool:
    """Say whether some words are in a script that no language's lists are in at all."""
    known = frozenset[str]().union(*(_of_lists(language.care) for language in languages))
    return any(scripts and known.isdisjoint(scripts) for scripts in map(_scripts, _folded(note)))


@cache
def _of_lists(care: CareWords) -> frozenset[str]:
    """Return the scripts that a language's lists are written in."""
    phrases = (phrase for field in fields(care) for phrase in getattr(care, field.name))
    words = (word for phrase in phrases for word in _folded(phrase))
    return frozenset(script for word in words for script in _scripts(word))


def _folded(text: str) -> Iterator[str]:
    return (word.folded for word in tokenize(text))


def _scripts(word: str) -> frozenset[str]:
    """Return the scripts of a word's letters: each is the first word of the letter's name.

    Signs such as the ʿ of romanized names are of no script.
    """
    letters = (char for char in word if char.isalpha() and unicodedata.category(char) != "Lm")
    names = (unicodedata.name(char, "") for char in letters)
    return frozenset(name.partition(" ")[0] for name in names)
