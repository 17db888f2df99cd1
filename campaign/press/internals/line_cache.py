"""A cache of lines of the campaign's own words, so that each is broken and shaped once.

WeasyPrint breaks each line of a letter anew, and shapes it once more to draw it. Most lines of a
letter are those of others as well. What a supporter wrote is never kept: no note, name or place.
The function that is taken over here is one that WeasyPrint does not document.
"""

from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Final

from weasyprint.layout import inline
from weasyprint.text.line_break import Layout

from campaign.model.letter import Letter, LetterPart

KEPT: Final = 2000
"""The most lines that are kept, in some 10 MB: letters to all delegations have 700."""
STYLE: Final = (
    "direction", "font_family", "font_feature_settings", "font_kerning", "font_language_override",
    "font_size", "font_stretch", "font_style", "font_variant_alternates", "font_variant_caps",
    "font_variant_east_asian", "font_variant_ligatures", "font_variant_numeric",
    "font_variant_position", "font_variation_settings", "font_weight", "hyphenate_character",
    "hyphenate_limit_chars", "hyphenate_limit_zone", "hyphens", "lang", "letter_spacing",
    "overflow_wrap", "tab_size", "text_decoration_line", "white_space", "word_break",
    "word_spacing",
)  # fmt: skip
"""The properties of a style that make a difference to a line."""
Style = Any
Split = tuple[Any, ...]
"""The line as WeasyPrint returns it: its layout, length, where to go on, and measures."""


class Shaped(Layout):
    """A line that stays shaped, so that it is not shaped anew to be drawn."""

    def deactivate(self) -> None:
        """Keep the shapes, where WeasyPrint gives them up."""

    def reactivate(self, style: Style) -> None:
        """Do nothing, as the shapes are there already."""


class LineCache:
    """The lines that one press has typeset before, with its fonts."""

    def __init__(self) -> None:
        """Know none."""
        self._lines: OrderedDict[tuple[Any, ...], Split] = OrderedDict()
        self._words: tuple[str, ...] = ()

    @contextmanager
    def used_for(self, letter: Letter) -> Iterator[None]:
        """Lay out a letter with the lines that are kept, and keep its others afterwards."""
        self._words = tuple(_campaigns(letter))
        token = _CACHE.set(self)
        try:
            yield
        finally:
            _CACHE.reset(token)
            self._words = ()
            while len(self._lines) > KEPT:
                self._lines.popitem(last=False)

    def split(self, text: str, style: Style, *given: Any) -> Split:  # noqa: ANN401 - WeasyPrint's
        """Return the first line of a text, as WeasyPrint does."""
        key = (text, *(style[name] for name in STYLE), *given[1:])
        if key in self._lines:
            self._lines.move_to_end(key)
            return self._lines[key]
        line: Split = _split(text, style, *given)
        if any(text in words for words in self._words):
            self._lines[key] = _shaped(line, style)
        return line


def _campaigns(letter: Letter) -> Iterator[str]:
    """Yield all of a letter that is the campaign's and no supporter's, who may find an address."""
    yield from (letter.subject, letter.salutation, letter.close)
    yield from letter.addressee
    yield from (each.text for each in letter.paragraphs if each.part is not LetterPart.NOTE)


def _shaped(line: Split, style: Style) -> Split:
    layout = line[0]
    layout.reactivate(style)
    layout.get_first_line()
    del layout.style  # it holds the styles of the whole page
    layout.__class__ = Shaped
    return line


_split = inline.split_first_line
_CACHE: ContextVar[LineCache | None] = ContextVar("line cache", default=None)


def _split_cached(
    text: str,
    style: Style,
    context: object,
    max_width: float | None,
    justification_spacing: float,
    is_line_start: bool = True,  # noqa: FBT001, FBT002 - as there
    minimum: bool = False,  # noqa: FBT001, FBT002 - as there
) -> Split:
    cache = _CACHE.get()
    given = (context, max_width, justification_spacing, is_line_start, minimum)
    split = cache.split if cache and style["text_decoration_line"] == "none" else _split
    return split(text, style, *given)


inline.split_first_line = _split_cached
