"""The picture that other sites show beside a link to a campaign: its title, and one letter, lit."""

import io
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from PIL import Image, ImageDraw, ImageFont, features

WIDTH: Final = 1200
HEIGHT: Final = 630
"""The height that sites which show such pictures ask for, in pixels like all measures here."""
EDGE: Final = 24
"""The height of the striped edge on top."""
MARGIN: Final = 64
WALL: Final = 420
"""The width of the wall of shut letters, beside the words."""
MOST_LINES: Final = 4
SIZES: Final = (84, 72, 62, 52, 44)
"""The heights of a title's letters, of which the largest is taken that fits."""
SMALL: Final = 32
"""The height of the letters of what stands below the title."""
GROUND, INK, QUIET = "#e8eff4", "#14213a", "#465570"
NIGHT, SHUT, FOLD, LIT, LIT_BACK, SHEET, LINES = (
    "#12213d", "#24406e", "#16294b", "#ffd672", "#c48623", "#fffaf0", "#2a4a86",
)  # fmt: skip
STRIPES: Final = ("#bb3a31", "#ffffff", "#2a5a9e", "#ffffff")
FONTS: Final = "Noto Serif,Noto Naskh Arabic,Noto Serif CJK SC,serif"
"""The fonts that are asked for; whichever has a text's letters is taken."""


@dataclass(frozen=True, slots=True)
class ShareCard:
    """What the picture says; `rtl` is for words that are written from right to left."""

    title: str
    below: str
    rtl: bool


@lru_cache(maxsize=64)
def as_png(card: ShareCard) -> bytes:
    """Return the picture, made once for the same words."""
    picture = Image.new("RGB", (WIDTH, HEIGHT), GROUND)
    pen = ImageDraw.Draw(picture)
    _draw_wall(pen, 0 if card.rtl else WIDTH - WALL)
    _draw_edge(pen)
    x, anchor = (WIDTH - MARGIN, "rs") if card.rtl else (MARGIN, "ls")
    room = WIDTH - WALL - 2 * MARGIN
    font, lines = _fitted(card.title, room)
    tall = round(font.size * 1.2)
    y = EDGE + (HEIGHT - EDGE - tall * len(lines)) // 2 + round(font.size * 0.8)
    for number, line in enumerate(lines):
        pen.text((x, y + number * tall), line, INK, font, anchor)
    small = _font(card.below, SMALL)
    below = next(_wrapped(card.below, small, room), "")
    pen.text((x, HEIGHT - MARGIN), below, QUIET, small, anchor)
    file = io.BytesIO()
    picture.quantize(64, dither=Image.Dither.NONE).save(file, "PNG", optimize=True)
    return file.getvalue()


def _draw_edge(pen: ImageDraw.ImageDraw) -> None:
    """Draw the edge of an air letter along the top."""
    for number, start in enumerate(range(-EDGE, WIDTH, 40)):
        stripe = [(start, EDGE), (start + EDGE, 0), (start + EDGE + 40, 0), (start + 40, EDGE)]
        pen.polygon(stripe, STRIPES[number % len(STRIPES)])


def _draw_wall(pen: ImageDraw.ImageDraw, left: int) -> None:
    """Draw shut letters in rows, and one among them that is open and lit."""
    pen.rectangle((left, 0, left + WALL - 1, HEIGHT), NIGHT)
    for row in range(5):
        for column in range(3):
            if (row, column) not in {(2, 1), (1, 1)}:
                _draw_shut(pen, left + 20 + column * 132, 40 + row * 118)
    _draw_open(pen, left + 120, 276)


def _draw_shut(pen: ImageDraw.ImageDraw, x: int, y: int) -> None:
    pen.rectangle((x, y, x + 114, y + 80), SHUT)
    pen.line([(x, y), (x + 57, y + 48), (x + 114, y)], FOLD, 3)


def _draw_open(pen: ImageDraw.ImageDraw, x: int, y: int) -> None:
    pen.polygon([(x, y), (x + 90, y - 84), (x + 180, y)], LIT_BACK)
    pen.rectangle((x, y, x + 180, y + 124), LIT_BACK)
    pen.rectangle((x + 20, y - 124, x + 160, y + 80), SHEET)
    for number, long in enumerate((50, 104, 98, 106, 94)):
        pen.line([(x + 38, y - 96 + number * 22), (x + 38 + long, y - 96 + number * 22)], LINES, 4)
    flap = [(x, y), (x + 90, y + 70), (x + 180, y), (x + 180, y + 124), (x, y + 124)]
    pen.polygon(flap, LIT)


def _fitted(text: str, room: int) -> tuple[ImageFont.FreeTypeFont, list[str]]:
    """Return the largest font in which a text fits, and its lines, of which a few are shown."""
    for size in SIZES:
        font = _font(text, size)
        lines = list(_wrapped(text, font, room))
        if len(lines) <= MOST_LINES:
            break
    return font, lines[:MOST_LINES]


def _wrapped(text: str, font: ImageFont.FreeTypeFont, room: int) -> Iterator[str]:
    """Yield the lines of a text: broken between words, or anywhere in what has no spaces."""
    line = ""
    for word in text.split():
        longer = f"{line} {word}".strip()
        if font.getlength(longer) <= room:
            line = longer
            continue
        if line:
            yield line
        line = word
        while font.getlength(line) > room:
            fits = next(n for n in range(len(line) - 1, 0, -1) if font.getlength(line[:n]) <= room)
            yield line[:fits]
            line = line[fits:]
    if line:
        yield line


def _font(text: str, size: int) -> ImageFont.FreeTypeFont:
    """Return a font that has a text's letters; without one, that which Pillow brings along."""
    if features.check("raqm") and (file := _file_for(frozenset(text))):
        path, index = file
        return ImageFont.truetype(path, size, index)
    font = ImageFont.load_default(size)
    if not isinstance(font, ImageFont.FreeTypeFont):
        raise TypeError("Pillow was built without FreeType")
    return font


@lru_cache(maxsize=64)
def _file_for(letters: frozenset[str]) -> tuple[str, int] | None:
    """Ask the system for the file of a font that has these letters."""
    wanted = " ".join(sorted(f"{ord(each):x}" for each in letters))
    ask = ("fc-match", "--format=%{file}\n%{index}", f"{FONTS}:charset={wanted}")
    try:
        done = subprocess.run(  # noqa: S603 - the program is named here, and runs no shell
            ask, capture_output=True, text=True, check=True, timeout=10
        )
    except (OSError, subprocess.SubprocessError):
        return None
    path, _, index = done.stdout.partition("\n")
    return (path, int(index)) if path and index.isdecimal() else None
