"""Puts places to break into words that are too long for any line, before they are laid out.

WeasyPrint tries all that is left of such a word for each line anew, so that twice the word takes
four times as long; with a place to break every few letters it tries a line's worth.
"""

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from typing import Final

import regex

from campaign.model.letter import Letter, LetterPart
from campaign.press.internals.line_ends import line_ends

LONGEST_WORD: Final = 200
"""The most characters without a place to break; no language has such words, nor any link."""
EVERY: Final = 20
"""The characters between two places to break, fewer than any line has."""
PLACE: Final = "\u200b"
"""The sign for a place to break, which is not drawn, nor read back from a PDF."""
UNSPACED: Final = regex.compile(rf"[^ \n]{{{LONGEST_WORD + 1},}}")
"""A run of signs that may be such a word: in Chinese and Thai, lines end without a space."""


def breakable(letter: Letter) -> Letter:
    """Return a letter in whose note no word is too long for WeasyPrint."""
    paragraphs = tuple(
        replace(each, text=with_places(each.text)) if each.part is LetterPart.NOTE else each
        for each in letter.paragraphs
    )
    return replace(letter, paragraphs=paragraphs)


def with_places(text: str) -> str:
    """Return a text with places to break its longest words, which part no letter from its marks."""
    return UNSPACED.sub(lambda found: "".join(_in_words(found[0])), text)


def _in_words(text: str) -> Iterator[str]:
    """Yield a text without spaces from one line's possible end to the next."""
    for start, end in pairwise((0, *line_ends(text), len(text))):
        word = text[start:end]
        yield PLACE.join(_in_pieces(word)) if len(word) > LONGEST_WORD else word


def _in_pieces(word: str) -> Iterator[str]:
    """Yield pieces of a word. What counts as one letter and is longer is cut all the same."""
    piece = ""
    for letter in regex.findall(r"\X", word):
        if piece and len(piece) + len(letter) > EVERY:
            yield piece
            piece = ""
        piece += letter
        while len(piece) > EVERY:
            yield piece[:EVERY]
            piece = piece[EVERY:]
    if piece:
        yield piece
