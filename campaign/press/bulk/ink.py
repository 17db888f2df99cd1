"""What the pages of one run are drawn with: the fonts and graphics that all of them share.

Everything that WeasyPrint does not document about drawing is in here.
"""

import copy
from collections.abc import Callable, Mapping
from hashlib import md5
from typing import Any, Final

import pydyf
from weasyprint.document import Page
from weasyprint.draw import draw_inline_level
from weasyprint.pdf import _use_references, build_fonts_dictionary
from weasyprint.pdf.stream import Stream
from weasyprint.stacking import StackingContext

from campaign.press.bulk.file import PdfFile

POINTS: Final = 0.75
"""Points in a CSS pixel."""
Painter = Callable[[Stream], None]
Box = Any
"""A box of WeasyPrint's, which has no types."""


class Ink:
    """Draws pages and lines with fonts that are embedded once.

    A font tells which text each of its shapes stands for. A shape may stand for another letter
    elsewhere (the first form of a Persian and of an Arabic yeh are the same), and then the text
    would be read back as somebody else's: so a font is embedded once more, as another "cast", for
    what is at odds with those before.
    """

    def __init__(self) -> None:
        """Begin without any font."""
        self._fonts: dict[Any, Any] = {}
        self._casts: dict[str, list[Any]] = {}
        self._images: dict[str, Any] = {}
        kinds = ("ExtGState", "XObject", "Pattern", "Shading", "ColorSpace")
        self._resources = pydyf.Dictionary({kind: pydyf.Dictionary() for kind in kinds})

    def page(self, page: Page) -> bytes:
        """Return what draws a page."""

        def paint(stream: Stream) -> None:
            stream.transform(d=-1, f=page.height * POINTS)
            page.paint(stream, POINTS)

        return self._draw(paint, (0, 0, page.width, page.height))

    def line(self, box: Box, page: Page) -> bytes:
        """Return what draws one line, where it stands on its page and in pixels."""

        def paint(stream: Stream) -> None:
            context = StackingContext.from_box(box, page)
            draw_inline_level(stream, page, context.box)

        return self._draw(paint, (0, 0, page.width, page.height))

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

    def _draw(self, paint: Painter, area: tuple[float, ...]) -> bytes:
        for font in self._fonts.values():
            font.to_unicode = {}
        stream = Stream(self._fonts, area, self._resources, self._images, None, {}, None)
        paint(stream)
        drawn = b"\n".join(stream.stream)
        for font in self._fonts.values():
            if font.to_unicode:
                cast = self._cast(font)
                drawn = drawn.replace(b"/%s " % font.hash.encode(), b"/%s " % cast.hash.encode())
        return drawn

    def _cast(self, font: Any) -> Any:  # noqa: ANN401 - WeasyPrint's Font, which has no type
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


def _agree(known: Mapping[int, str], said: Mapping[int, str]) -> bool:
    return all(known.get(shape, text) == text for shape, text in said.items())


def _recast(font: Any, casts: list[Any]) -> Any:  # noqa: ANN401 - as above
    """Add a cast of a font, under a name of its own: six capital letters, as for any subset."""
    cast = copy.copy(font)
    cast.to_unicode, cast.widths = {}, {}
    if casts:
        digest = md5(f"{font.hash} {len(casts)}".encode(), usedforsecurity=False).digest()
        cast.hash = "".join(chr(65 + letter % 26) for letter in digest[:6])
        cast.name = b"/" + cast.hash.encode() + font.name[7:]
    casts.append(cast)
    return cast
