"""The words of a text in any script: told apart, folded, counted, and looked up in lists.

Everything here takes time in proportion to the text: every repetition in a pattern is possessive,
and a phrase looks ahead no further than it is long.
"""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import regex

UNSPACED: Final = r"\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}"
"""Scripts that write no spaces between words: each of their letters is taken for a word."""
APOSTROPHES: Final = "'’‘ʼʻ`´"
DROPPED: Final = frozenset(APOSTROPHES + "\u200c\u200d\u0640")
"""Apostrophes, joiners and the Arabic stroke that only makes a word longer."""
WORD: Final = regex.compile(
    rf"[{UNSPACED}]\p{{M}}*+"
    rf"|(?=[\p{{L}}\p{{N}}])(?:[[\p{{L}}\p{{M}}\p{{N}}\u200c\u200d]--[{UNSPACED}]]++"
    rf"|(?<=\p{{L}})[{APOSTROPHES}](?=\p{{L}}))++",
    regex.VERSION1,
)
SENTENCE_END: Final = regex.compile(r"[.!?…](?=[\p{P}\s]|\Z)(?!\s\p{Nd})|[。！？؟۔]|\n\n")
"""A full stop before a number belongs to an abbreviation ("no. 7")."""
POSSESSIVE: Final = regex.compile(rf"[{APOSTROPHES}]s\Z", regex.IGNORECASE)
ALIKE: Final = str.maketrans("ىıیک", "يiيك")
"""Letters that keyboards give for one another."""
GAP: Final = "..."
"""In a phrase: other words may stand here."""
WIDEST_GAP: Final = 3


@dataclass(frozen=True, slots=True)
class Word:
    """A word: folded, its place in the text, and the number of its sentence."""

    folded: str
    start: int
    end: int
    sentence: int


@dataclass(frozen=True, slots=True)
class Span:
    """Words of a text by their numbers; `end` is the first that is not in it."""

    start: int
    end: int


def split(text: str) -> tuple[Word, ...]:
    """Return the words of a text."""
    words: list[Word] = []
    sentence = last = 0
    for found in WORD.finditer(text):
        sentence += bool(SENTENCE_END.search(text, last, found.start() + 1)) if words else 0
        last = found.end()
        words.append(Word(fold(found[0]), found.start(), last, sentence))
    return tuple(words)


def count(text: str) -> int:
    """Return how many words a text has."""
    return sum(1 for _ in WORD.finditer(text))


def fold(word: str) -> str:
    """Return a word without case, accents, apostrophes and the English possessive."""
    plain = unicodedata.normalize("NFKD", POSSESSIVE.sub("", word).casefold())
    kept = (char for char in plain if char not in DROPPED and not unicodedata.combining(char))
    return "".join(kept).translate(ALIKE)


class Phrases:
    """A list of words and phrases to find: `threaten*` begins a word, `*word` ends one."""

    def __init__(self, phrases: Iterable[str]) -> None:
        """Prepare the phrases, each as it is written in a list."""
        self._known: dict[str, list[tuple[str, ...]]] = defaultdict(list)
        for phrase in phrases:
            first, *rest = _pieces(phrase)
            self._known[first].append(tuple(rest))
        self._longest = max(map(len, self._known), default=0)

    def find(self, words: Sequence[Word]) -> Mapping[int, Span]:
        """Return what is found, by the number of its first word; the longest where several are."""
        found = {}
        for at, word in enumerate(words):
            ends = [
                end
                for key in self._keys(word.folded)
                for rest in self._known.get(key, ())
                if (end := _end(rest, words, at + 1))
            ]
            if ends:
                found[at] = Span(at, max(ends))
        return found

    def _keys(self, folded: str) -> Iterator[str]:
        """Yield every way a list could write this word."""
        yield folded
        for size in range(1, min(len(folded), self._longest) + 1):
            yield folded[:size] + "*"
            yield "*" + folded[-size:]


def _pieces(phrase: str) -> Iterator[str]:
    for part in phrase.split():
        if part == GAP:
            yield GAP
            continue
        folded = [fold(word) for word in WORD.findall(part)]
        folded[0] = "*" * part.startswith("*") + folded[0]
        folded[-1] += "*" * part.endswith("*")
        yield from folded


def _end(pieces: Sequence[str], words: Sequence[Word], at: int) -> int:
    """Return where a phrase that goes on with these pieces ends, or 0 if it does not."""
    if not pieces:
        return at
    if at == len(words) or words[at].sentence != words[at - 1].sentence:
        return 0
    if pieces[0] == GAP:
        return _end(pieces[1:], words, at) or _after_gap(pieces[1:], words, at)
    return _end(pieces[1:], words, at + 1) if _fits(pieces[0], words[at].folded) else 0


def _after_gap(pieces: Sequence[str], words: Sequence[Word], at: int) -> int:
    """Return where a phrase ends that leaves out at least one word first, or 0."""
    sentence = words[at].sentence
    for start in range(at + 1, min(at + WIDEST_GAP, len(words) - 1) + 1):
        if words[start].sentence != sentence:
            return 0
        if end := _end(pieces, words, start):
            return end
    return 0


def _fits(piece: str, folded: str) -> bool:
    if piece.endswith("*"):
        return folded.startswith(piece[:-1])
    if piece.startswith("*"):
        return folded.endswith(piece[1:])
    return folded == piece
