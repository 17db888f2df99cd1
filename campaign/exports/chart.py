"""A chart of counts by day, as SVG and as PNG: one drawing in two formats, without words.

It has figures and dates only, so that it needs no translation; a page says beside it what it shows.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PIL import Image, ImageDraw, ImageFont

WIDTH: Final = 800
HEIGHT: Final = 220
"""The height of the chart, in pixels like all measures below."""
START: Final = 110
END: Final = WIDTH - 10
TOP: Final = 18
BOTTOM: Final = HEIGHT - 36
LETTERS: Final = 22
"""The height of letters, in pixels."""
GROUND, INK, LINE, BAR = "#fffdf7", "#1d2433", "#cfc7b6", "#2a5a9e"


@dataclass(frozen=True, slots=True)
class Bar:
    """A filled rectangle; a line is one that is a pixel high."""

    x: float
    y: float
    width: float
    height: float
    colour: str


@dataclass(frozen=True, slots=True)
class Label:
    """A word on its line, of which x is the start, the middle or the end."""

    x: float
    y: float
    text: str
    anchor: str


def as_svg(days: Sequence[tuple[str, int]]) -> bytes:
    """Return the chart of counts by day, without any style that a page's rules would refuse."""
    bars, labels = _drawn(days)
    shapes = [
        f'<rect x="{b.x:.2f}" y="{b.y:.2f}" width="{b.width:.2f}" height="{b.height:.2f}"'
        f' fill="{b.colour}"/>'
        for b in bars
    ]
    texts = [
        f'<text x="{label.x:.2f}" y="{label.y}" text-anchor="{label.anchor}">{label.text}</text>'
        for label in labels
    ]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}"'
        f' width="{WIDTH}" height="{HEIGHT}">{"".join(shapes)}'
        f'<g fill="{INK}" font-family="sans-serif" font-size="{LETTERS}">{"".join(texts)}</g></svg>'
    ).encode()


def as_png(days: Sequence[tuple[str, int]]) -> bytes:
    """Return the same chart for browsers that show no SVG."""
    bars, labels = _drawn(days)
    picture = Image.new("RGB", (WIDTH, HEIGHT), GROUND)
    pen, font = ImageDraw.Draw(picture), ImageFont.load_default(LETTERS)
    for bar in bars:
        left, top = round(bar.x), round(bar.y)
        right = max(left, round(bar.x + bar.width) - 1)
        if bar.height >= 0.5:  # noqa: PLR2004 - of a pixel
            pen.rectangle((left, top, right, round(bar.y + bar.height) - 1), fill=bar.colour)
    for label in labels:
        anchor = {"start": "ls", "middle": "ms", "end": "rs"}[label.anchor]
        pen.text((label.x, label.y), label.text, INK, font, anchor)
    file = io.BytesIO()
    picture.save(file, "PNG", optimize=True)
    return file.getvalue()


def top_of_scale(most: int) -> int:
    """Return the smallest even round number (2, 4, 10, 20, 40 ...) that is not below."""
    tens = 1
    while True:
        for step in (2, 4, 10):
            if step * tens >= most:
                return step * tens
        tens *= 10


def _drawn(days: Sequence[tuple[str, int]]) -> tuple[list[Bar], list[Label]]:
    """Return what both formats draw: the ground, lines of the scale, a bar a day, and labels."""
    top = top_of_scale(max((times for _, times in days), default=0))
    room, height = (END - START) / max(len(days), 1), BOTTOM - TOP
    bars, labels = [Bar(0, 0, WIDTH, HEIGHT, GROUND)], []
    for figure in (0, top // 2, top):
        y = BOTTOM - height * figure / top
        bars.append(Bar(START, y, END - START, 1, LINE))
        labels.append(Label(START - 8, y + LETTERS / 3, str(figure), "end"))
    for number, (_, times) in enumerate(days):
        tall = height * times / top
        gap = room / 5 if room > 2 else 0  # noqa: PLR2004 - pixels
        bars.append(Bar(START + number * room, BOTTOM - tall, room - gap, tall, BAR))
    if days:
        labels.append(Label(START, HEIGHT - 8, days[0][0], "start"))
    if len(days) > 1:
        labels.append(Label(END, HEIGHT - 8, days[-1][0], "end"))
    return bars, labels
