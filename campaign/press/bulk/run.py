"""Typesets one part of a run: each letter as a base and a signature, or as pages of its own."""

from collections.abc import Sequence
from typing import Final

import pydyf

from campaign.model.letter import Letter, LetterPart
from campaign.press import Press, Sheet
from campaign.press.internals.base import Base
from campaign.press.internals.bases import Bases
from campaign.press.internals.drawing import Drawing
from campaign.press.internals.lines import Lines
from campaign.press.pdf_file import PdfFile
from campaign.press.windows import SIZES

POINTS_PER_MM: Final = 72 / 25.4
Pages = tuple[int, ...]
"""The numbers of one letter's pages in the file."""


class Run:
    """One part of a run while it is typeset: what its letters share of fonts, bases and lines."""

    def __init__(self, press: Press, on: Sheet, file: PdfFile) -> None:
        """Begin without any letter."""
        self._on, self._file, self._drawing = on, file, Drawing()
        self._lines = Lines(press, on, self._drawing)
        self._bases = Bases(press, on, self._drawing, file)
        self._resources = file.reserve()

    def sign(self, letters: Sequence[Letter]) -> list[Pages]:
        """Write letters that mostly differ in their signatures only."""
        self._bases.prepare(letters)
        self._lines.prepare(letters)
        return [self._sign(letter) for letter in letters]

    def whole(self, letter: Letter) -> Pages:
        """Write a letter that shares nothing."""
        return self._write(self._bases.whole(letter), b"")

    def copies(self, letter: Letter, number: int) -> list[Pages]:
        """Write so many copies of a letter."""
        shared = self._bases.whole(letter)
        return [self._write(shared, b"") for _ in range(number)]

    def several(self, letters: Sequence[Letter]) -> list[Pages]:
        """Write letters of both kinds, in their order."""
        signed = iter(self.sign([letter for letter in letters if not has_own_words(letter)]))
        return [self.whole(letter) if has_own_words(letter) else next(signed) for letter in letters]

    def blank(self) -> int:
        """Write a page with nothing on it, and return its number."""
        width, height = (side * POINTS_PER_MM for side in SIZES[self._on.paper])
        return self._file.add_page((width, height), (), self._resources)

    def end(self) -> None:
        """Write the fonts."""
        self._drawing.write(self._file, self._resources)

    def _sign(self, letter: Letter) -> Pages:
        shared, lines = self._bases.of(letter), self._lines.of(letter)
        if shared and shared.takes(lines):
            return self._write(shared, shared.sign(lines))
        return self.whole(letter)

    def _write(self, shared: Base, signature: bytes) -> Pages:
        *others, last = shared.pages
        if signature:
            stream = pydyf.Stream([signature])
            self._file.add_object(stream)
            last = (*last, stream.number)
        each = (*others, last)
        return tuple(self._file.add_page(shared.size, one, self._resources) for one in each)


def has_own_words(letter: Letter) -> bool:
    """Tell whether a letter holds words of its writer's own, which nobody else shares."""
    return any(paragraph.part is LetterPart.NOTE for paragraph in letter.paragraphs)
