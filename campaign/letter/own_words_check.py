"""Checks a writer's own words for what could harm somebody, and counts them.

It finds words, not meaning: it cannot tell that a note is safe. It stops nothing, and nothing of a
note is kept. `docs/care.md` says what is looked for, and how well that works.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from campaign.letter import numbers
from campaign.letter.people import NEAR, find_people, relatives
from campaign.letter.tokens import Found, Token, TokenSpan, count_tokens, nearest, tokenize
from campaign.letter.word_lists import Lists, lists_of
from campaign.model.language import Language
from campaign.model.letter import Letter, LetterPart
from campaign.model.statement import Campaign

MOST: Final = 3
"""The most warnings of one kind: enough to know what is meant."""
AT_HOME: Final = 10
"""The most words between living somewhere and where."""
ADDRESSED: Final = 3
"""The most words between whom an insult is said to and the insult."""

DIGITS_IN_A_ROW: Final = 5
"""The digits spelled as words that together are taken for a number."""


class Care(StrEnum):
    """What a writer's words may hold that could harm somebody."""

    RELATIVE = "relative"
    PLACE = "place"
    NUMBER = "number"
    INSULT = "insult"
    THREAT = "threat"
    ADDRESS = "address"


class Where(StrEnum):
    """The field that a warning is about."""

    NOTE = "note"
    NAME = "name"
    PLACE = "place"


@dataclass(frozen=True, slots=True)
class Warning:  # noqa: A001 - nothing here warns in Python's sense
    """A piece of a field to think about again; `words` is that piece."""

    kind: Care
    words: str
    where: Where = Where.NOTE


def check_note(note: str, languages: Iterable[Language], campaign: Campaign) -> tuple[Warning, ...]:
    """Return what the writer should think about again, in reading order, a few of each kind.

    Every language's lists are looked at: people write in another language than the page's.
    """
    read = tokenize(note)
    found = {each for language in languages for each in _found(note, read, language, campaign)}
    return tuple(Warning(kind, note[start:end]) for start, end, kind in _few(sorted(found)))


def _found(
    note: str, read: tuple[Token, ...], language: Language, campaign: Campaign
) -> Iterator[tuple[int, int, Care]]:
    """Yield what one language's lists find, as pieces of the note."""
    lists = lists_of(language.care, campaign.places)
    words = _without_harmless(_joined(read, lists), lists)
    people = find_people(words, language.care, lists)
    spans = {
        Care.RELATIVE: relatives(note, words, people, lists),
        Care.NUMBER: _spelled(words, lists),
        Care.PLACE: _places(words, people, lists),
        Care.INSULT: _insults(words, lists),
        Care.THREAT: lists.threats.find(words).values(),
    }
    hints = [words[span.start].start for span in lists.numbers.find(words).values()]
    for start, end in numbers.find_numbers(note, hints):
        yield start, end, Care.NUMBER
    for kind, of_kind in spans.items():
        for span in of_kind:
            yield words[span.start].start, words[span.end - 1].end, kind


def own_words(letter: Letter) -> int:
    """Return how many words of a letter the writer wrote."""
    return sum(
        count_tokens(each.text) for each in letter.paragraphs if each.part is LetterPart.NOTE
    )


def _joined(words: tuple[Token, ...], lists: Lists) -> tuple[Token, ...]:
    """Return the words, with sentences that go on about the same person made one."""
    goes_on = lists.goes_on.find(words)
    joined: list[Token] = []
    same = 0
    for at, word in enumerate(words):
        if at and word.sentence != words[at - 1].sentence and at not in goes_on:
            same = word.sentence
        joined.append(replace(word, sentence=same))
    return tuple(joined)


def _without_harmless(words: tuple[Token, ...], lists: Lists) -> tuple[Token, ...]:
    """Return the words with the harmless ones emptied, so that nothing is found in them."""
    harmless = {at for span in lists.harmless.find(words).values() for at in span.words()}
    return tuple(
        replace(word, folded="") if at in harmless else word for at, word in enumerate(words)
    )


def _places(words: tuple[Token, ...], people: Found, lists: Lists) -> Iterator[TokenSpan]:
    """Yield places with a person or a name near them, or with somebody who lives there."""
    lives, somebody = lists.lives.find(words), {**lists.names.find(words), **people}
    region = {at for span in lists.region.find(words).values() for at in span.words()}
    for place in lists.places.find(words).values():
        if place.start in region:
            continue
        if nearest(words, place, somebody, NEAR) or nearest(words, place, lives, AT_HOME):
            yield place


def _spelled(words: tuple[Token, ...], lists: Lists) -> Iterator[TokenSpan]:
    """Yield numbers spelled out digit by digit."""
    digits = lists.digits.find(words)
    for start in digits:
        if start - 1 not in digits:
            end = next(at for at in range(start, len(words) + 1) if at not in digits)
            if end - start >= DIGITS_IN_A_ROW:
                yield TokenSpan(start, end)


def _insults(words: tuple[Token, ...], lists: Lists) -> Iterator[TokenSpan]:
    said_to = lists.said_to.find(words)
    yield from lists.insults.find(words).values()
    for insult in lists.insults_to.find(words).values():
        if to := nearest(words, insult, said_to, ADDRESSED):
            yield TokenSpan(min(to.start, insult.start), max(to.end, insult.end))


def _few(found: Iterable[tuple[int, int, Care]]) -> Iterator[tuple[int, int, Care]]:
    """Yield no more than a few of a kind, and none that begins within another."""
    ends: dict[Care, list[int]] = {kind: [0] for kind in Care}
    for start, end, kind in found:
        if len(ends[kind]) <= MOST and start >= ends[kind][-1]:
            ends[kind].append(end)
            yield start, end, kind
