"""Draws the pictures of docs/paper.md: one letter in every window, with the envelope over it."""

import io
import sys
from itertools import product
from pathlib import Path
from typing import Final

import pymupdf
from PIL import Image, ImageDraw

from campaign.press import Paper, Press, Sheet, Window
from tests.builders import make_letter, real

DPI: Final = 55
ACROSS: Final = 4
GAP: Final = 8
COLOURS: Final = 32
SENDER: Final = ("Orchard Letters", "Lindenstraße 7", "10969 Berlin", "GERMANY")
GREY, PAPER, FRAME = (150, 150, 150), (255, 255, 255), (200, 30, 30)


def drawn(press: Press, sheet: Sheet) -> Image.Image:
    """Return the first page of a letter, with the window framed."""
    with pymupdf.open(stream=press.pdf(make_letter(real()), sheet)) as document:
        page = Image.open(io.BytesIO(document[0].get_pixmap(dpi=DPI).tobytes("png")))
    if sheet.geometry:
        window = sheet.geometry.window(sheet.paper)
        sides = (window.left, window.top, window.right, window.bottom)
        ImageDraw.Draw(page).rectangle([side * DPI / 25.4 for side in sides], outline=FRAME)
    return page


def main(folder: Path) -> None:
    """Write a picture for each paper."""
    press = Press(waiting=None)
    folder.mkdir(parents=True, exist_ok=True)
    for paper in Paper:
        pages = [
            drawn(press, Sheet(paper, window, folds=True, sender=SENDER, measure=f"{window}"))
            for window in Window
        ]
        width, height = (side + GAP for side in pages[0].size)
        size = (ACROSS * width + GAP, -(-len(pages) // ACROSS) * height + GAP)
        picture = Image.new("RGB", size, GREY)
        for (row, column), page in zip(product(range(2), range(ACROSS)), pages, strict=True):
            picture.paste(page, (GAP + column * width, GAP + row * height))
        picture.quantize(COLOURS).save(folder / f"{paper}.png", optimize=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
