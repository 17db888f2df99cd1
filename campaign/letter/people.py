"""Finds the relatives and friends that a note speaks of, and those whom it names."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from campaign.letter.tokens import Found, Token, TokenSpan, adjoin, nearest
from campaign.letter.word_lists import Lists
from campaign.model.language import CareWords

BETWEEN: Final = 2
"""The most words between whose somebody is and who ("my dear old mother")."""
NEAR: Final = 12
"""The words on either side in which a place, or what befell somebody, belongs to a person."""


def find_people(words: tuple[Token, ...], care: CareWords, lists: Lists) -> Found:
    """Return relatives and friends; in some languages the word itself says whose they are."""
    people = lists.people.find(words)
    found = dict(lists.close.find(words))
    if not care.whose:
        return {**people, **found}
    small = lists.no_names.find(words)
    for whose in lists.whose.find(words).values():
        sentence = words[whose.start].sentence
        for at in range(whose.end, whose.end + BETWEEN + 1):
            if at in people and words[at].sentence == sentence:
                found[whose.start] = TokenSpan(whose.start, people[at].end)
            if at in people or at in small:
                break
    return found


def relatives(
    note: str, words: tuple[Token, ...], people: Found, lists: Lists
) -> Iterator[TokenSpan]:
    """Yield people who are named, or of whom it is said where they are or what befell them."""
    about = {**lists.befell.find(words), **lists.region.find(words), **lists.places.find(words)}
    names = _names(note, words, lists)
    for span in people.values():
        if span.end in names.any and adjoin(words, span.end):
            yield TokenSpan(span.start, span.end + 1)
        elif (start := _named_before(words, span.start, names)) is not None:
            yield TokenSpan(start, span.end)
        elif fate := nearest(words, span, about, NEAR):
            yield TokenSpan(min(span.start, fate.start), max(span.end, fate.end))
    for span in lists.naming.find(words).values():
        caseless = span.end < len(words) and _caseless(note[words[span.end].start])
        if (span.end in names.any or caseless) and adjoin(words, span.end):
            yield TokenSpan(span.start, span.end + 1)


@dataclass(frozen=True, slots=True)
class Names:
    """Words by their numbers that may be names, that surely are, and that say who one is."""

    any: frozenset[int]
    sure: frozenset[int]
    is_who: frozenset[int]


def _names(note: str, words: tuple[Token, ...], lists: Lists) -> Names:
    """Return the names; at the start of a sentence every word has a capital."""
    listed = {at for span in lists.names.find(words).values() for at in span.words()}
    known = {*lists.no_names.find(words), *lists.region.find(words), *lists.places.find(words)}
    capital = {at for at, word in enumerate(words) if note[word.start].isupper()} - known
    sure = listed | {at for at in capital if at and adjoin(words, at)}
    is_who = lists.is_who.find(words)
    return Names(frozenset(listed | capital), frozenset(sure), frozenset(is_who))


def _named_before(words: tuple[Token, ...], at: int, names: Names) -> int | None:
    """Return where the name stands in "Zoë, my aunt" and in "Zoë is my aunt"."""
    if at - 1 in names.sure and adjoin(words, at):
        return at - 1
    if at - 1 in names.is_who and at - 2 in names.any and adjoin(words, at - 1):
        return at - 2
    return None


def _caseless(char: str) -> bool:
    return char.isalpha() and char.upper() == char.lower()
