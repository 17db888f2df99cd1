"""The bases of a run: typeset as a whole once for each shape, and from then on by their blocks.

Letters to two delegations differ in an address, a heading, perhaps a paragraph. A block may stand
where another one stood in the same column; when it is higher or lower, what comes below moves.
Where the page has no room for that, WeasyPrint typesets the whole letter, and so it does with one
of several pages.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import chain

import pydyf
from weasyprint.document import Page

from campaign.model.letter import Letter
from campaign.press import Press, Sheet, page
from campaign.press.html_blocks import DATE, NOTE, Source, split
from campaign.press.internals.base import (
    BLANK,
    NEARLY,
    UNBROKEN,
    Base,
    Block,
    block_of,
    common,
    draw,
    place_on,
    room_below,
)
from campaign.press.internals.dates import Dates
from campaign.press.internals.drawing import POINTS, Drawing, blocks_of
from campaign.press.internals.lines import SIGNATURE
from campaign.press.pdf_file import PdfFile

Shape = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Skeleton:
    """A page that lends its blocks' places to others of its shape.

    A block is None if it is not in the flow of the text: it is drawn with the page's frame. `room`
    is what is left of the page below the text, in pixels.
    """

    base: Base
    sources: tuple[str, ...]
    blocks: tuple[Block | None, ...]
    room: float


class Bases:
    """The bases that a run has typeset."""

    def __init__(self, press: Press, on: Sheet, drawing: Drawing, file: PdfFile) -> None:
        """Begin without any."""
        self._press, self._on, self._drawing, self._file = press, on, drawing, file
        self._dates = Dates(press, on, drawing)
        self._known: dict[Letter, Base] = {}
        self._skeletons: dict[Shape, list[Skeleton]] = {}
        self._blocks: dict[tuple[Shape, int, str], Block] = {}
        self._sources: dict[Letter, Source] = {}
        self._streams: dict[tuple[bytes, float], int] = {}

    def prepare(self, letters: Sequence[Letter]) -> None:
        """Typeset the bases of these letters that are not known yet."""
        self._dates.prepare(letters)
        unknown = {each: None for each in map(self._common, letters) if each not in self._known}
        sources = {letter: self._source(letter) for letter in unknown}
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

    def of(self, letter: Letter) -> Base | None:
        """Return the base of a letter that was prepared, dated; None if its date has no place."""
        base, date = self._known[self._common(letter)], self._dates.of(letter)
        if not (base.date and date and date.fits(base.date)):
            return None
        first, *others = base.pages
        stream = self._stream(date.drawn, base.date.top - date.top)
        dated = (*first[: base.before], stream, *first[base.before :])
        return replace(base, pages=(dated, *others))

    def whole(self, letter: Letter) -> Base:
        """Typeset a letter that shares nothing."""
        return draw(self._sheets(letter), self._drawing, self._file)

    def _common(self, letter: Letter) -> Letter:
        return common(letter, self._dates.sample(letter))

    def _source(self, letter: Letter) -> Source:
        """Return a page's source; of those that differ in their date only, one is made."""
        undated = replace(letter, date_line=BLANK, place="")
        if undated not in self._sources:
            self._sources[undated] = split(page(undated, self._on))
        return self._sources[undated].dated(self._dates.source(letter))

    def _sheets(self, letter: Letter) -> Sequence[Page]:
        return self._press.lay_out(letter, self._on).pages

    def _first(self, letter: Letter, source: Source) -> Base:
        """Typeset a page as a whole, and keep it for others of its shape."""
        sheets = self._sheets(letter)
        skeletons = self._skeletons.setdefault(source.shape, [])
        boxes = blocks_of(sheets[0])
        blocks = [block_of(box, sheets[0], self._drawing) for box in boxes]
        dates = (at for at, box in enumerate(boxes) if box.element.get("class") == DATE)
        base = self._base(sheets, blocks, next(dates))
        if len(sheets) == 1 and len(boxes) == len(source.blocks):
            self._keep(source.shape, enumerate(source.blocks), blocks)
            room = room_below(sheets[0])
            skeletons.append(Skeleton(base, source.blocks, tuple(blocks), room))
        return base

    def _base(self, sheets: Sequence[Page], blocks: Sequence[Block | None], date: int) -> Base:
        """Write pages, the first of them in blocks and without its date."""
        first, *others = sheets
        head = [block for block in blocks[:date] if block]
        rest = [block for block in blocks[date + 1 :] if block]
        streams = (self._stream(block.drawn) for block in (*head, *rest))
        size, place = (first.width * POINTS, first.height * POINTS), place_on(sheets[-1])
        opening = (self._written(self._drawing.frame(first)), *streams)
        pages = (opening, *((self._written(self._drawing.page(each)),) for each in others))
        return Base(size, pages, place, blocks[date], 1 + len(head))

    def _written(self, drawn: bytes) -> int:
        item = pydyf.Stream([drawn], compress=True)
        self._file.add_object(item)
        return item.number

    def _typeset(self, alike: Sequence[Source]) -> None:
        """Typeset the blocks of pages of one shape that are not known, all at once.

        But for those with a note: apart from the others it would have another number.
        """
        shape = alike[0].shape
        places = dict.fromkeys(chain.from_iterable(enumerate(each.blocks) for each in alike))
        new = [
            place
            for place in places
            if (shape, *place) not in self._blocks and NOTE not in place[1]
        ]
        if not new:
            return
        html = alike[0].of(tuple(text for _, text in new))
        sheets = self._press.typeset(html, self._on, UNBROKEN).pages
        boxes = [(box, sheet) for sheet in sheets for box in blocks_of(sheet)]
        if len(boxes) == len(new):
            self._keep(shape, new, [block_of(box, sheet, self._drawing) for box, sheet in boxes])

    def _keep(
        self, shape: Shape, places: Iterable[tuple[int, str]], blocks: Sequence[Block | None]
    ) -> None:
        for place, block in zip(places, blocks, strict=True):
            if block:
                self._blocks[shape, *place] = block

    def _lent(self, source: Source) -> Base | None:
        """Return a base in a skeleton's places, if there is one with room for it."""
        lent = (self._in_places(skeleton, source) for skeleton in self._skeletons[source.shape])
        return next(filter(None, lent), None)

    def _in_places(self, skeleton: Skeleton, source: Source) -> Base | None:
        """Put blocks where others stood; what comes below a higher one moves down on the page."""
        places = zip(source.blocks, skeleton.sources, skeleton.blocks, strict=True)
        base, down = skeleton.base, 0.0
        streams = list(base.pages[0][:1])
        for at, (text, was, there) in enumerate(places):
            block = self._blocks.get((source.shape, at, text))
            if there is None or block is None:
                if there or text != was:
                    return None
                continue
            if not (block.fits(there) if SIGNATURE in text else block.stands_as(there)):
                return None
            if at == source.date:
                base = replace(base, date=replace(block, top=there.top + down))
            else:
                streams.append(self._stream(block.drawn, there.top + down - block.top))
            down += block.height - there.height
        if down > skeleton.room + NEARLY:
            return None
        place = base.place.moved(down) if base.place else None
        return replace(base, pages=(tuple(streams),), place=place)

    def _stream(self, drawn: bytes, down: float = 0) -> int:
        """Return the contents that draw something so many pixels further down."""
        key = (drawn, round(down, 4))
        if key not in self._streams:
            moved = b"q %g 0 0 %g 0 %.4f cm\n%s\nQ" % (POINTS, POINTS, down * POINTS, drawn)
            self._streams[key] = self._written(moved)
        return self._streams[key]
