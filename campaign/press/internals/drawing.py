"""Draws the pages of one run with fonts and graphics that all of them share.

Everything that WeasyPrint does not document about drawing is in here.
"""

import copy
from collections.abc import Callable, Mapping, Sequence
from hashlib import md5
from typing import Any, Final

import pydyf
from weasyprint.document import Page
from weasyprint.draw import draw_inline_level, draw_stacking_context
from weasyprint.draw.text import draw_text
from weasyprint.pdf import _use_references, build_fonts_dictionary
from weasyprint.pdf.fonts import Font
from weasyprint.pdf.stream import Stream
from weasyprint.stacking import StackingContext
from weasyprint.text.fonts import get_hb_object_data

from campaign.press.pdf_file import PdfFile

POINTS: Final = 0.75
"""The points in a CSS pixel."""
Painter = Callable[[Stream], None]
Box = Any
"""A box of WeasyPrint's, which has no types."""


class Cast(Font):
    """A font as it is embedded. Of its file only what is used gets into memory, if it can be."""

    def __init__(self, font: Font) -> None:
        """Take all after a font but what has been drawn with it."""
        self.__dict__ |= vars(font) | {"to_unicode": {}, "widths": {}, "missing": {}}
        self._content = b""

    @property
    def file_content(self) -> bytes:
        """The whole file, unless WeasyPrint has put the part that is used in its place."""
        return self._content or get_hb_object_data(self.hb_face)

    @file_content.setter
    def file_content(self, content: bytes) -> None:
        self._content = content


class SeparateTexts(Stream):
    """A stream in which each piece of text begins anew, as in a letter that is tagged.

    Programs that read text back go from piece to piece: in a line of both directions they would
    take two for one.
    """

    def begin_text(self) -> None:
        """Begin a piece, whatever stood before it."""
        pydyf.Stream.begin_text(self)


class Drawing:
    """Draws pages and lines with fonts that are embedded once.

    A font tells which text each of its shapes stands for. A shape may stand for another letter
    elsewhere (the first form of a Persian and of an Arabic yeh are the same), and then the text
    would be read back as somebody else's: so a font is embedded once more, as another "cast", for
    what is at odds with those before.
    """

    def __init__(self) -> None:
        """Begin without any font."""
        self._fonts: dict[Any, Any] = {}
        self._casts: dict[str, list[Cast]] = {}
        self._images: dict[str, Any] = {}
        kinds = ("ExtGState", "XObject", "Pattern", "Shading", "ColorSpace")
        self._resources = pydyf.Dictionary({kind: pydyf.Dictionary() for kind in kinds})

    def page(self, page: Page) -> bytes:
        """Return what draws a page."""

        def paint(stream: Stream) -> None:
            stream.transform(d=-1, f=page.height * POINTS)
            page.paint(stream, POINTS)

        return self._draw(paint, page)

    def frame(self, page: Page) -> bytes:
        """Return what draws a page without its blocks; it sets the coordinates for them."""
        sheet = page._page_box  # noqa: SLF001 - the only way to where things stand
        root, *margins = sheet.children
        (body,) = root.children
        placed = [box for box in body.children if not box.is_in_normal_flow()]
        root = root.copy_with_children([body.copy_with_children(placed)])
        empty = copy.copy(page)
        empty._page_box = sheet.copy_with_children([root, *margins])  # noqa: SLF001 - as above
        return self.page(empty)

    def block(self, box: Box, page: Page) -> bytes:
        """Return what draws one block, where it stands on its page and in pixels."""
        context = StackingContext.from_box(box, page)
        return self._draw(lambda stream: draw_stacking_context(stream, context), page)

    def line(self, box: Box, page: Page) -> bytes:
        """Return what draws one line, where it stands on its page and in pixels."""
        context = StackingContext.from_box(box, page)
        return self._draw(lambda stream: draw_inline_level(stream, page, context.box), page)

    def text(self, box: Box, page: Page) -> bytes:
        """Return what draws one run of text, where it stands on its page and in pixels."""
        return self._draw(lambda stream: draw_text(stream, box, 0, "clip", "none"), page)

    def write(self, file: PdfFile, number: int) -> None:
        """Write the fonts and graphics, under the number that the pages know them by."""
        casts = {cast.hash: cast for casts in self._casts.values() for cast in casts}
        fonts = build_fonts_dictionary(
            file, casts, compress=True, subset=True, options={"hinting": False, "pdf_version": None}
        )
        self._resources["Font"] = fonts
        _use_references(file, self._resources, self._images, {})
        self._resources.number = number
        file.add_object(self._resources)

    def _draw(self, paint: Painter, page: Page) -> bytes:
        for font in self._fonts.values():
            font.to_unicode = {}
        area = (0, 0, page.width, page.height)
        stream = SeparateTexts(self._fonts, area, self._resources, self._images, None, {}, None)
        paint(stream)
        for font in self._fonts.values():
            font.file_content = b""  # up to 25 MB, and there for a cast when it is written
        drawn = b"\n".join(stream.stream)
        for font in self._fonts.values():
            if font.to_unicode:
                cast = self._cast(font)
                drawn = drawn.replace(b"/%s " % font.hash.encode(), b"/%s " % cast.hash.encode())
        return drawn

    def _cast(self, font: Font) -> "Cast":
        """Return the first cast of a font that tells the same of each shape, or a new one."""
        casts = self._casts.setdefault(font.hash, [])
        said = font.to_unicode
        lacking = font.missing if any(shape >= font.glyph_count for shape in said) else {}
        fitting = (
            cast
            for cast in casts
            if bool(cast.missing) == bool(lacking) and _agree(cast.to_unicode, said)
        )
        cast = next(fitting, None) or _recast(font, casts)
        cast.to_unicode |= said
        cast.missing = lacking
        cast.widths |= {shape: font.widths[shape] for shape in (*said, 0) if shape in font.widths}
        return cast


def blocks_of(page: Page) -> Sequence[Box]:
    """Return the boxes of the body's elements."""
    (body,) = page._page_box.children[0].children  # noqa: SLF001 - as above
    return body.children


def _agree(known: Mapping[int, str], said: Mapping[int, str]) -> bool:
    return all(known.get(shape, text) == text for shape, text in said.items())


def _recast(font: Font, casts: list["Cast"]) -> "Cast":
    """Add a cast of a font, under a name of its own: six capital letters, as for any subset."""
    cast = Cast(font)
    if casts:
        digest = md5(f"{font.hash} {len(casts)}".encode(), usedforsecurity=False).digest()
        cast.hash = "".join(chr(65 + letter % 26) for letter in digest[:6])
        cast.name = b"/" + cast.hash.encode() + font.name[7:]
    casts.append(cast)
    return cast
