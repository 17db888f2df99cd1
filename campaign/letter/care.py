"""Looks over a writer's own words for what could harm somebody, and says how much is their own.

It finds words, not meaning: it cannot tell that a note is safe. It stops nothing, and nothing of a
note is kept. `docs/care.md` says what is looked for, and how well that works.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from functools import cache
from typing import Final

from campaign.letter import numbers
from campaign.letter.words import Phrases, Span, Word, count, split
from campaign.model.language import CareWords, Language
from campaign.model.letter import Letter, Part
from campaign.model.statement import Campaign, Places

MOST: Final = 3
"""Warnings of one kind: enough to know what is meant."""
BETWEEN: Final = 2
"""Words between whose somebody is and who ("my dear old mother")."""
NEAR: Final = 12
"""Words on either side in which a place, or what befell somebody, belongs to a person."""
AT_HOME: Final = 10
"""Words between living somewhere and where."""
ADDRESSED: Final = 3
"""Words between whom an insult is said to and the insult."""

LONGEST: Final = 8
"""Words of the longest phrases in the lists; longer ones are found close by only."""
DIGITS_IN_A_ROW: Final = 5
"""Digits in words that are a number together."""

Found = Mapping[int, Span]


class Care(StrEnum):
    """What a writer's words may hold that could harm somebody."""

    RELATIVE = "relative"
    PLACE = "place"
    NUMBER = "number"
    INSULT = "insult"
    THREAT = "threat"
    ADDRESS = "address"


class Where(StrEnum):
    """The field that it is in."""

    NOTE = "note"
    NAME = "name"
    PLACE = "place"


@dataclass(frozen=True, slots=True)
class Warning:  # noqa: A001 - nothing here warns in Python's sense
    """Something to think about again; `words` is the piece of the field it is about."""

    kind: Care
    words: str
    where: Where = Where.NOTE


@dataclass(frozen=True, slots=True)
class Lists:
    """Everything that is looked up, ready to be found."""

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


def look_over(note: str, language: Language, campaign: Campaign) -> tuple[Warning, ...]:
    """Return what the writer should think about again, in reading order, a few of each kind."""
    lists = _lists(language.care, campaign.places)
    words = _without_harmless(_joined(split(note), lists), lists)
    people = _people(words, language.care, lists)
    spans = {
        Care.RELATIVE: _relatives(note, words, people, lists),
        Care.NUMBER: _spelled(words, lists),
        Care.PLACE: _places(words, people, lists),
        Care.INSULT: _insults(words, lists),
        Care.THREAT: lists.threats.find(words).values(),
    }
    hints = [words[span.start].start for span in lists.numbers.find(words).values()]
    found = [(start, end, Care.NUMBER) for start, end in numbers.find(note, hints)]
    for kind, of_kind in spans.items():
        found += [(words[span.start].start, words[span.end - 1].end, kind) for span in of_kind]
    return tuple(Warning(kind, note[start:end]) for start, end, kind in _few(sorted(found)))


def own_words(letter: Letter) -> int:
    """Return how many words of a letter the writer wrote."""
    return sum(count(each.text) for each in letter.paragraphs if each.part is Part.NOTE)


def own_share(letter: Letter) -> int:
    """Return how many per cent of the words of a letter's paragraphs the writer wrote."""
    words = sum(count(each.text) for each in letter.paragraphs)
    return 100 * own_words(letter) // words if words else 0


@cache
def _lists(care: CareWords, places: Places) -> Lists:
    named = {field.name: getattr(care, field.name) for field in fields(care)}
    named |= {"region": places.region, "places": places.places}
    return Lists(**{name: Phrases(phrases) for name, phrases in named.items()})


def _joined(words: tuple[Word, ...], lists: Lists) -> tuple[Word, ...]:
    """Return the words, with sentences that go on about the same person made one."""
    goes_on = lists.goes_on.find(words)
    joined: list[Word] = []
    same = 0
    for at, word in enumerate(words):
        if at and word.sentence != words[at - 1].sentence and at not in goes_on:
            same = word.sentence
        joined.append(replace(word, sentence=same))
    return tuple(joined)


def _without_harmless(words: tuple[Word, ...], lists: Lists) -> tuple[Word, ...]:
    """Return the words with the harmless ones emptied, so that nothing is found in them."""
    harmless = {at for span in lists.harmless.find(words).values() for at in _within(span)}
    return tuple(
        replace(word, folded="") if at in harmless else word for at, word in enumerate(words)
    )


def _people(words: tuple[Word, ...], care: CareWords, lists: Lists) -> Found:
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
                found[whose.start] = Span(whose.start, people[at].end)
            if at in people or at in small:
                break
    return found


def _relatives(note: str, words: tuple[Word, ...], people: Found, lists: Lists) -> Iterator[Span]:
    """Yield people who are named, or of whom it is said where they are or what befell them."""
    about = {**lists.befell.find(words), **lists.region.find(words), **lists.places.find(words)}
    names = _names(note, words, lists)
    for span in people.values():
        if span.end in names.any and _adjoin(words, span.end):
            yield Span(span.start, span.end + 1)
        elif (start := _named_before(words, span.start, names)) is not None:
            yield Span(start, span.end)
        elif fate := _nearest(words, span, about, NEAR):
            yield Span(min(span.start, fate.start), max(span.end, fate.end))
    for span in lists.naming.find(words).values():
        caseless = span.end < len(words) and _caseless(note[words[span.end].start])
        if (span.end in names.any or caseless) and _adjoin(words, span.end):
            yield Span(span.start, span.end + 1)


@dataclass(frozen=True, slots=True)
class Names:
    """Words by their numbers: those that may be names, that surely are, and that say who one is."""

    any: frozenset[int]
    sure: frozenset[int]
    is_who: frozenset[int]


def _names(note: str, words: tuple[Word, ...], lists: Lists) -> Names:
    """Return the names; at the start of a sentence every word has a capital."""
    listed = {at for span in lists.names.find(words).values() for at in _within(span)}
    known = {*lists.no_names.find(words), *lists.region.find(words), *lists.places.find(words)}
    capital = {at for at, word in enumerate(words) if note[word.start].isupper()} - known
    sure = listed | {at for at in capital if at and _adjoin(words, at)}
    is_who = lists.is_who.find(words)
    return Names(frozenset(listed | capital), frozenset(sure), frozenset(is_who))


def _named_before(words: tuple[Word, ...], at: int, names: Names) -> int | None:
    """Return where the name stands in "Zoë, my aunt" and in "Zoë is my aunt"."""
    if at - 1 in names.sure and _adjoin(words, at):
        return at - 1
    if at - 1 in names.is_who and at - 2 in names.any and _adjoin(words, at - 1):
        return at - 2
    return None


def _places(words: tuple[Word, ...], people: Found, lists: Lists) -> Iterator[Span]:
    """Yield places with a person near them, or with somebody who lives there."""
    lives = lists.lives.find(words)
    region = {at for span in lists.region.find(words).values() for at in _within(span)}
    for place in lists.places.find(words).values():
        if place.start in region:
            continue
        if _nearest(words, place, people, NEAR) or _nearest(words, place, lives, AT_HOME):
            yield place


def _spelled(words: tuple[Word, ...], lists: Lists) -> Iterator[Span]:
    """Yield numbers spelled out digit by digit."""
    digits = lists.digits.find(words)
    for start in digits:
        if start - 1 not in digits:
            end = next(at for at in range(start, len(words) + 1) if at not in digits)
            if end - start >= DIGITS_IN_A_ROW:
                yield Span(start, end)


def _insults(words: tuple[Word, ...], lists: Lists) -> Iterator[Span]:
    said_to = lists.said_to.find(words)
    yield from lists.insults.find(words).values()
    for insult in lists.insults_to.find(words).values():
        if to := _nearest(words, insult, said_to, ADDRESSED):
            yield Span(min(to.start, insult.start), max(to.end, insult.end))


def _nearest(words: tuple[Word, ...], span: Span, others: Found, most: int) -> Span | None:
    """Return the nearest of the others in the same sentence, at most so many words away."""
    sentence = words[span.start].sentence
    for away in range(most + LONGEST):
        for at in (span.end + away, span.start - 1 - away):
            other = others.get(at)
            if other and words[at].sentence == sentence and _between(span, other) <= most:
                return other
    return None


def _between(one: Span, other: Span) -> int:
    return max(one.start - other.end, other.start - one.end)


def _adjoin(words: tuple[Word, ...], at: int) -> bool:
    return words[at].sentence == words[at - 1].sentence


def _caseless(char: str) -> bool:
    return char.isalpha() and char.upper() == char.lower()


def _within(span: Span) -> range:
    return range(span.start, span.end)


def _few(found: Iterable[tuple[int, int, Care]]) -> Iterator[tuple[int, int, Care]]:
    """Yield no more than a few of a kind, and none that begins within another."""
    ends: dict[Care, list[int]] = {kind: [0] for kind in Care}
    for start, end, kind in found:
        if len(ends[kind]) <= MOST and start >= ends[kind][-1]:
            ends[kind].append(end)
            yield start, end, kind
