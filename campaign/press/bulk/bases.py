"""The bases of a run: typeset as a whole once for each shape, and from then on by their blocks.

Letters to two delegations differ in an address, a heading, perhaps a paragraph. A block may stand
where another one stood when it takes just the same room. Where it does not, WeasyPrint typesets
the whole page, and so it does with a letter of several pages.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Final

import pydyf
from weasyprint import CSS
from weasyprint.document import Page

from campaign.model.letter import Letter
from campaign.press import Press, Sheet, page
from campaign.press.bulk.base import NEARLY, Base, draw, place_on, unsigned
from campaign.press.bulk.blocks import Source, split
from campaign.press.bulk.file import PdfFile
from campaign.press.bulk.ink import POINTS, Box, Ink, blocks_of

BASES: Final = 1000
"""Bases that are remembered: more than there are targets."""
UNBROKEN: Final = CSS(string="body > * { break-inside: avoid }")
"""For many blocks on as many pages as they need."""
Shape = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """A block as typeset: where its top was, the room it takes, and what draws it there.

    `room` is left, width, space above and whole height. All are in pixels.
    """

    top: float
    room: tuple[float, ...]
    drawn: bytes

    def fits(self, other: "Block") -> bool:
        """Tell whether it can stand where another one stood."""
        return all(abs(a - b) < NEARLY for a, b in zip(self.room, other.room, strict=True))


@dataclass(frozen=True, slots=True)
class Skeleton:
    """A page that lends its blocks' places to others of its shape.

    A block is None if it is not in the flow of the text: it is drawn with the page's frame.
    """

    base: Base
    sources: tuple[str, ...]
    blocks: tuple[Block | None, ...]


class Bases:
    """The bases that a run has typeset."""

    def __init__(self, press: Press, on: Sheet, ink: Ink, file: PdfFile) -> None:
        """Begin without any."""
        self._press, self._on, self._ink, self._file = press, on, ink, file
        self._forget()

    def prepare(self, letters: Iterable[Letter]) -> None:
        """Typeset the bases of these letters that are not known yet."""
        if len(self._known) > BASES:
            self._forget()
        unknown = {each: None for each in map(unsigned, letters) if each not in self._known}
        sources = {letter: split(page(letter, self._on)) for letter in unknown}
        shapes: dict[Shape, list[Source]] = {}
        for letter, source in sources.items():
            if source.shape in self._skeletons:
                shapes.setdefault(source.shape, []).append(source)
            else:
                self._known[letter] = self._first(letter, source)
        for alike in shapes.values():
            self._typeset(alike)
        for letter, source in sources.items():
            if letter not in self._known:
                self._known[letter] = self._lent(source) or self._first(letter, source)

    def of(self, letter: Letter) -> Base:
        """Return the base of a letter that was prepared."""
        return self._known[unsigned(letter)]

    def whole(self, letter: Letter) -> Base:
        """Typeset a letter that shares nothing."""
        return draw(self._sheets(letter), self._ink, self._file)

    def _forget(self) -> None:
        self._known: dict[Letter, Base] = {}
        self._skeletons: dict[Shape, list[Skeleton]] = {}
        self._blocks: dict[tuple[Shape, int, str], Block] = {}
        self._streams: dict[tuple[bytes, float], int] = {}

    def _sheets(self, letter: Letter) -> Sequence[Page]:
        return self._press.lay_out(letter, self._on).pages

    def _first(self, letter: Letter, source: Source) -> Base:
        """Typeset a page as a whole, and keep it for others of its shape."""
        sheets = self._sheets(letter)
        skeletons = self._skeletons.setdefault(source.shape, [])
        if len(sheets) > 1 or len(blocks_of(sheets[0])) != len(source.blocks):
            return draw(sheets, self._ink, self._file)
        skeletons.append(self._skeleton(sheets[0], source))
        return skeletons[-1].base

    def _skeleton(self, sheet: Page, source: Source) -> Skeleton:
        blocks = [self._block(box, sheet) for box in blocks_of(sheet)]
        self._keep(source.shape, enumerate(source.blocks), blocks)
        frame = pydyf.Stream([self._ink.frame(sheet)], compress=True)
        self._file.add_object(frame)
        streams = (self._stream(block.drawn) for block in blocks if block)
        size = (sheet.width * POINTS, sheet.height * POINTS)
        base = Base(size, ((frame.number, *streams),), place_on(sheet))
        return Skeleton(base, source.blocks, tuple(blocks))

    def _typeset(self, alike: Sequence[Source]) -> None:
        """Typeset the blocks of pages of one shape that are not known, all at once."""
        shape = alike[0].shape
        places = dict.fromkeys(chain.from_iterable(enumerate(each.blocks) for each in alike))
        new = [place for place in places if (shape, *place) not in self._blocks]
        if not new:
            return
        html = alike[0].of(tuple(text for _, text in new))
        sheets = self._press.typeset(html, self._on, UNBROKEN).pages
        boxes = [(box, sheet) for sheet in sheets for box in blocks_of(sheet)]
        if len(boxes) == len(new):
            self._keep(shape, new, [self._block(box, sheet) for box, sheet in boxes])

    def _keep(
        self, shape: Shape, places: Iterable[tuple[int, str]], blocks: Sequence[Block | None]
    ) -> None:
        for place, block in zip(places, blocks, strict=True):
            if block:
                self._blocks[shape, *place] = block

    def _block(self, box: Box, sheet: Page) -> Block | None:
        if not box.is_in_normal_flow():
            return None
        room = (box.position_x, box.margin_width(), box.margin_top, box.margin_height())
        return Block(box.position_y, room, self._ink.block(box, sheet))

    def _lent(self, source: Source) -> Base | None:
        """Return a base in a skeleton's places, if there is one with just the room for it."""
        for skeleton in self._skeletons[source.shape]:
            places = zip(source.blocks, skeleton.sources, skeleton.blocks, strict=True)
            streams = list(skeleton.base.pages[0][:1])
            for at, (text, was, there) in enumerate(places):
                block = self._blocks.get((source.shape, at, text))
                if there and block and block.fits(there):
                    streams.append(self._stream(block.drawn, there.top - block.top))
                elif there or text != was:
                    break
            else:
                return replace(skeleton.base, pages=(tuple(streams),))
        return None

    def _stream(self, drawn: bytes, down: float = 0) -> int:
        """Return the contents that draw something so many pixels further down."""
        key = (drawn, round(down, 4))
        if key not in self._streams:
            moved = b"q %g 0 0 %g 0 %.4f cm\n%s\nQ" % (POINTS, POINTS, down * POINTS, drawn)
            item = pydyf.Stream([moved], compress=True)
            self._file.add_object(item)
            self._streams[key] = item.number
        return self._streams[key]
