"""The words of a text in any script: told apart, folded, counted, and looked up in lists.

Everything here takes time in proportion to the text: every repetition in a pattern is possessive,
and a phrase looks ahead no further than it is long.
"""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

import regex

UNSPACED: Final = r"\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}"
"""The scripts that write no spaces between words: each of their letters is taken for a word."""
APOSTROPHES: Final = "'’‘ʼʻ`´"
DROPPED: Final = frozenset(APOSTROPHES + "\u200c\u200d\u0640")
"""Signs that words are compared without: apostrophes, joiners, the Arabic lengthening stroke."""
WORD: Final = regex.compile(
    rf"[{UNSPACED}]\p{{M}}*+"
    rf"|(?=[\p{{L}}\p{{N}}])(?:[[\p{{L}}\p{{M}}\p{{N}}\u200c\u200d]--[{UNSPACED}]]++"
    rf"|(?<=\p{{L}})[{APOSTROPHES}](?=\p{{L}}))++",
    regex.VERSION1,
)
SENTENCE_END: Final = regex.compile(r"[.!?…](?=[\p{P}\s]|\Z)(?!\s\p{Nd})|[。！？؟۔]|\n\n")
"""The end of a sentence; a full stop before a number is an abbreviation's ("no. 7")."""
POSSESSIVE: Final = regex.compile(rf"[{APOSTROPHES}]s\Z", regex.IGNORECASE)
ALIKE: Final = str.maketrans("ىıیک", "يiيك")
"""Letters that keyboards give for one another, and the one that each is folded to."""
GAP: Final = "..."
"""The word of a phrase in whose place other words may stand."""
WIDEST_GAP: Final = 3
END: Final = ""
"""The key in the tree of phrases at which a phrase ends."""
Tree = dict[str, "Tree"]
LONGEST: Final = 8
"""The words of the longest phrases in the lists; longer ones are found close by only."""


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a text: folded, with its place in the text and the number of its sentence."""

    folded: str
    start: int
    end: int
    sentence: int


@dataclass(frozen=True, slots=True)
class TokenSpan:
    """Words of a text by their numbers; `end` is the first that is not in it."""

    start: int
    end: int

    def words(self) -> range:
        """Return the numbers of its words."""
        return range(self.start, self.end)


Found = Mapping[int, TokenSpan]
"""Phrases that were found, by the number of the first word of each."""


def tokenize(text: str) -> tuple[Token, ...]:
    """Return the words of a text."""
    words: list[Token] = []
    sentence = last = 0
    for found in WORD.finditer(text):
        sentence += bool(SENTENCE_END.search(text, last, found.start() + 1)) if words else 0
        last = found.end()
        words.append(Token(fold(found[0]), found.start(), last, sentence))
    return tuple(words)


def count_tokens(text: str) -> int:
    """Return how many words a text has."""
    return sum(1 for _ in WORD.finditer(text))


def fold(word: str) -> str:
    """Return a word without case, accents, apostrophes and the English possessive."""
    plain = unicodedata.normalize("NFKD", POSSESSIVE.sub("", word).casefold())
    kept = (char for char in plain if char not in DROPPED and not unicodedata.combining(char))
    return "".join(kept).translate(ALIKE)


def nearest(words: Sequence[Token], span: TokenSpan, others: Found, most: int) -> TokenSpan | None:
    """Return the nearest of the others in the same sentence, at most so many words away."""
    sentence = words[span.start].sentence
    for away in range(most + LONGEST):
        for at in (span.end + away, span.start - 1 - away):
            other = others.get(at)
            if other and words[at].sentence == sentence and _words_between(span, other) <= most:
                return other
    return None


def _words_between(one: TokenSpan, other: TokenSpan) -> int:
    return max(one.start - other.end, other.start - one.end)


def adjoin(words: Sequence[Token], at: int) -> bool:
    """Say whether a word is in the same sentence as the one before it."""
    return words[at].sentence == words[at - 1].sentence


class Phrases:
    """A list of words and phrases to find.

    `threaten*` begins a word, `*word` ends one; `we|they know` is "we know" and "they know".
    They are kept as a tree, so that phrases that begin alike are followed together.
    """

    def __init__(self, phrases: Iterable[str]) -> None:
        """Prepare the phrases, each as it is written in a list."""
        self._tree: Tree = {}
        self._pieces: set[str] = set()
        for phrase in phrases:
            self._add(phrase)
        self._longest = max(map(len, self._pieces), default=0)

    def find(self, words: Sequence[Token]) -> Found:
        """Return what is found, by the number of its first word; the longest where several are."""
        keys = {
            folded: [key for key in self._keys(folded) if key in self._pieces]
            for folded in {word.folded for word in words}
        }
        found = {}
        for at in range(len(words)):
            if ends := list(_ends(self._tree, words, keys, at)):
                found[at] = TokenSpan(at, max(ends))
        return found

    def _add(self, phrase: str) -> None:
        """Add a phrase to the tree, once for each choice of its alternatives."""
        nodes = [self._tree]
        for part in phrase.split():
            choices = [_pieces(word) for word in part.split("|")]
            self._pieces.update(*choices)
            nodes = [_grow(node, pieces) for node in nodes for pieces in choices]
        for node in nodes:
            node[END] = {}

    def _keys(self, folded: str) -> Iterator[str]:
        """Yield every way a list could write this word."""
        yield folded
        for size in range(1, min(len(folded), self._longest) + 1):
            yield folded[:size] + "*"
            yield "*" + folded[-size:]


@cache
def _pieces(part: str) -> tuple[str, ...]:
    """Return a word of a list as the words of a text are split and folded."""
    if part == GAP:
        return (GAP,)
    folded = [fold(word) for word in WORD.findall(part)]
    folded[0] = "*" * part.startswith("*") + folded[0]
    folded[-1] += "*" * part.endswith("*")
    return tuple(folded)


def _grow(node: Tree, pieces: Iterable[str]) -> Tree:
    """Return where these pieces lead to from a place in the tree, which grows where needed."""
    for piece in pieces:
        node = node.setdefault(piece, {})
    return node


def _ends(
    node: Tree,
    words: Sequence[Token],
    keys: Mapping[str, Sequence[str]],
    at: int,
    sentence: int | None = None,
) -> Iterator[int]:
    """Yield where phrases end that are found up to a word, and go on from it as the tree does."""
    if END in node:
        yield at
    if at == len(words) or sentence not in {None, words[at].sentence}:
        return
    sentence = words[at].sentence
    for key in keys[words[at].folded]:
        if key in node:
            yield from _ends(node[key], words, keys, at + 1, sentence)
    if GAP in node:
        for after in range(at, min(at + WIDEST_GAP + 1, len(words))):
            yield from _ends(node[GAP], words, keys, after, sentence)
