"""One run of letters: each becomes pages of a base and a signature, or pages of its own."""

from collections.abc import Sequence
from typing import Final

import pydyf

from campaign.model.letter import Letter, Part
from campaign.press import Paper, Press, Sheet, sheet
from campaign.press.bulk import base
from campaign.press.bulk.base import Base
from campaign.press.bulk.file import PdfFile
from campaign.press.bulk.ink import Ink
from campaign.press.bulk.lines import Lines
from campaign.press.sheet import SIZES

POINTS_PER_MM: Final = 72 / 25.4
BASES: Final = 1000
"""Bases that are remembered: more than there are targets."""
Pages = tuple[int, ...]
"""The numbers of one letter's pages in the file."""


class Run:
    """What the letters of one run share: fonts, bases, lines."""

    def __init__(self, press: Press, on: Sheet | Paper, file: PdfFile) -> None:
        """Begin without any letter."""
        self._press, self._on, self._file = press, on, file
        self._ink = Ink()
        self._lines = Lines(press, on, self._ink)
        self._bases: dict[Letter, Base] = {}
        self._resources = file.reserve()

    def sign(self, letters: Sequence[Letter]) -> list[Pages]:
        """Write letters of which many are the same but for their signatures."""
        self._lines.prepare(letters)
        pages = [self._sign(letter) for letter in letters]
        self._lines.forget()
        return pages

    def whole(self, letter: Letter) -> Pages:
        """Write a letter that shares nothing."""
        return self._write(self._typeset(letter), b"")

    def copies(self, letter: Letter, number: int) -> list[Pages]:
        """Write so many copies of a letter."""
        shared = self._typeset(letter)
        return [self._write(shared, b"") for _ in range(number)]

    def several(self, letters: Sequence[Letter]) -> list[Pages]:
        """Write letters of both kinds, in their order."""
        signed = iter(self.sign([letter for letter in letters if not has_own_words(letter)]))
        return [self.whole(letter) if has_own_words(letter) else next(signed) for letter in letters]

    def blank(self) -> int:
        """Write a page with nothing on it, and return its number."""
        width, height = (side * POINTS_PER_MM for side in SIZES[sheet(self._on).paper])
        return self._file.add_page((width, height), (), self._resources)

    def end(self) -> None:
        """Write the fonts."""
        self._ink.write(self._file, self._resources)

    def _sign(self, letter: Letter) -> Pages:
        shared, lines = self._base(letter), self._lines.of(letter)
        return (
            self._write(shared, shared.sign(lines)) if shared.takes(lines) else self.whole(letter)
        )

    def _base(self, letter: Letter) -> Base:
        alike = base.unsigned(letter)
        if alike not in self._bases:
            if len(self._bases) >= BASES:
                self._bases.clear()
            self._bases[alike] = self._typeset(alike)
        return self._bases[alike]

    def _typeset(self, letter: Letter) -> Base:
        return base.draw(self._press.typeset(letter, self._on).pages, self._ink, self._file)

    def _write(self, shared: Base, signature: bytes) -> Pages:
        contents = [[number] for number in shared.pages]
        if signature:
            stream = pydyf.Stream([signature])
            self._file.add_object(stream)
            contents[-1].append(stream.number)
        return tuple(self._file.add_page(shared.size, each, self._resources) for each in contents)


def has_own_words(letter: Letter) -> bool:
    """Tell whether a letter holds words of its writer's own, which nobody else shares."""
    return any(paragraph.part is Part.NOTE for paragraph in letter.paragraphs)
