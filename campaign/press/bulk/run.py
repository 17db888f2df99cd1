"""Typesets one part of a run: each letter as a base and a signature, or as pages of its own."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import pydyf

from campaign.model.letter import Letter, LetterPart
from campaign.press import Press, Sheet, is_a_little_over
from campaign.press.internals.base import Base, draw
from campaign.press.internals.bases import Bases
from campaign.press.internals.drawing import Drawing
from campaign.press.internals.lines import Lines
from campaign.press.pdf_file import PdfFile
from campaign.press.windows import SIZES

POINTS_PER_MM: Final = 72 / 25.4
Pages = tuple[int, ...]
"""The numbers of one letter's pages in the file."""


@dataclass(frozen=True, slots=True)
class Shared:
    """What letters share that are set equally close."""

    bases: Bases
    lines: Lines


class Run:
    """One part of a run while it is typeset: what its letters share of fonts, bases and lines."""

    def __init__(self, press: Press, on: Sheet, file: PdfFile) -> None:
        """Begin without any letter."""
        self._press, self._on, self._file, self._drawing = press, on, file, Drawing()
        self._shared = [self._set(replace(on, fit=fit)) for fit in on.fits]
        self._resources = file.reserve()

    def sign(self, letters: Sequence[Letter]) -> list[Pages]:
        """Write letters that mostly differ in their signatures only, each as close as alone."""
        pages: dict[int, Pages] = {}
        left: Sequence[int] = range(len(letters))
        for shared in self._shared:
            shared.bases.prepare([letters[at] for at in left])
            over = {at for at in left if _is_over(shared.bases.of(letters[at]))}
            pages |= self._signed(shared, letters, [at for at in left if at not in over])
            left = sorted(over)
        pages |= self._signed(self._shared[0], letters, left)
        return [pages[at] for at in range(len(letters))]

    def whole(self, letter: Letter) -> Pages:
        """Write a letter that shares nothing."""
        return self._write(self._alone(letter), b"")

    def copies(self, letter: Letter, number: int) -> list[Pages]:
        """Write so many copies of a letter."""
        shared = self._alone(letter)
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

    def _set(self, on: Sheet) -> Shared:
        bases = Bases(self._press, on, self._drawing, self._file)
        return Shared(bases, Lines(self._press, on, self._drawing))

    def _alone(self, letter: Letter) -> Base:
        return draw(self._press.lay_out(letter, self._on).pages, self._drawing, self._file)

    def _signed(
        self, shared: Shared, letters: Sequence[Letter], places: Sequence[int]
    ) -> dict[int, Pages]:
        """Write those letters that are in these places."""
        shared.lines.prepare([letters[at] for at in places])
        return {at: self._sign(shared, letters[at]) for at in places}

    def _sign(self, shared: Shared, letter: Letter) -> Pages:
        base, lines = shared.bases.of(letter), shared.lines.of(letter)
        if base and base.takes(lines):
            return self._write(base, base.sign(lines))
        return self.whole(letter)

    def _write(self, shared: Base, signature: bytes) -> Pages:
        *others, last = shared.pages
        if signature:
            stream = pydyf.Stream([signature])
            self._file.add_object(stream)
            last = (*last, stream.number)
        each = (*others, last)
        return tuple(self._file.add_page(shared.size, one, self._resources) for one in each)


def _is_over(base: Base | None) -> bool:
    return base is not None and is_a_little_over(base.over)


def has_own_words(letter: Letter) -> bool:
    """Tell whether a letter holds words of its writer's own, which nobody else shares."""
    return any(paragraph.part is LetterPart.NOTE for paragraph in letter.paragraphs)
