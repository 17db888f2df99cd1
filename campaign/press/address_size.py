"""The size in which an address surely fits its window: reckoned, not tried.

A letter whose lines would run out of the window is refused instead.
"""

import unicodedata
from collections.abc import Sequence
from typing import Final

from campaign.errors import CannotPrint
from campaign.model.letter import Letter
from campaign.press.sheet import MARGIN, Sheet
from campaign.press.windows import SIZES, Box

POINT: Final = 25.4 / 72
"""A point in millimetres."""
ADDRESS_SIZES: Final = (100, 95, 90, 85, 80, 75, 70, 65)
"""The sizes of an address in tenths of a point, best first; machines read no smaller ones."""
LEADING: Final = 1.14
"""The height of a line in parts of the type size; the same is in `static/paper.css`."""
RETURN_LINE: Final = 6.5
SENDER: Final = 9.0
"""The points of the sender's lines, in the window and above it, as in `static/paper.css`."""
CLEAR: Final = 2.0
"""The least between the sender's lines and the address in a window: machines read both."""
FILL_IN: Final = 1.46
"""The lines that a line to write on takes: 3.8 mm or more; the same is in `static/paper.css`."""
NARROW: Final = frozenset(" iIjltf.,:;'’-/|()")


def address_size(letter: Letter, sheet: Sheet) -> int:
    """Return the size of an address, in tenths of a point; 0 where it may take what it needs.

    Raises CannotPrint when it is too long for the window.
    """
    if not sheet.geometry:
        return 0
    box = sheet.geometry.address(sheet.paper)
    if _sender_height(sheet, box) > box.top - sheet.start:
        raise CannotPrint(too_long=f"the sender ({', '.join(sheet.sender)})")
    for size in ADDRESS_SIZES:
        if _height(letter, box, size / 10 * POINT) <= box.height:
            return size
    slug = letter.target.slug
    raise CannotPrint(too_long=f"the address of {slug}", target=slug)


def _sender_height(sheet: Sheet, box: Box) -> float:
    if not sheet.sender:
        return 0
    if sheet.in_window:
        size = RETURN_LINE * POINT
        return _lines([" · ".join(sheet.sender)], box.width / size) * 1.25 * size + CLEAR
    size = SENDER * POINT
    return _lines(sheet.sender, (SIZES[sheet.paper][0] - 2 * MARGIN) / size) * 1.3 * size


def _height(letter: Letter, box: Box, size: float) -> float:
    lines = height_of((*letter.addressee, *letter.address.postal), box.width, size)
    return lines + (0 if letter.address.postal else 3 * FILL_IN * LEADING * size)


def height_of(texts: Sequence[str], width: float, size: float) -> float:
    """Return how high the lines of an address are at most, all in millimetres."""
    return _lines(texts, width / size) * LEADING * size


def _lines(texts: Sequence[str], room: float) -> int:
    """Return how many lines texts take, at most, where a line has room for so many ems."""
    taken = 0
    for text in texts:
        left = 0.0
        for word in text.split():
            width = sum(map(_width, word)) + _width(" ")
            if width > left:
                taken += max(1, round(width / room + 0.5))
                left = room
            left -= width
    return taken


def _width(char: str) -> float:
    """Return about how wide a sign is in our types, in ems, and rather too much."""
    if unicodedata.combining(char):
        return 0.0
    if unicodedata.east_asian_width(char) in "WF" or char in "mwMW":
        return 1.0
    if char in NARROW:
        return 0.37
    return 0.76 if char.isupper() else 0.58
