"""The QR code of a link, read back module by module: no decoder is among the tests' packages."""

import io
import re
from collections.abc import Iterator

import pytest
import segno
from PIL import Image

from campaign.press import qr

LINK = "https://letters.example.org/orchard/"
Modules = list[list[bool]]
"""The rows of a code from the top, its quiet zone around them; dark is True."""


def expected(link: str) -> Modules:
    """Return what segno itself makes of a link, four modules of white around it."""
    matrix = segno.make(link, micro=False, error="m").matrix_iter(border=4)
    return [[bool(module) for module in row] for row in matrix]


def in_png(png: bytes) -> Modules:
    """Return the modules of a picture, each of which is one black or white square."""
    picture = Image.open(io.BytesIO(png)).convert("L")
    assert {value for _, value in picture.getcolors() or ()} == {0, 255}
    small = picture.resize((picture.width // qr.PIXELS, picture.height // qr.PIXELS), 0)
    assert small.resize(picture.size, 0).tobytes() == picture.tobytes()
    return [[small.getpixel((x, y)) == 0 for x in range(small.width)] for y in range(small.height)]


def in_svg(svg: bytes) -> Modules:
    """Return the modules of a drawing, whose dark ones are horizontal lines in its one path."""
    text = svg.decode()
    (size,) = re.findall(r'viewBox="0 0 (\d+) \1"', text)
    (path,) = re.findall(r'stroke="#000" d="([^"]+)"', text)
    found = [[False] * int(size) for _ in range(int(size))]
    for x, y, length in lines(path):
        found[y][x : x + length] = [True] * length
    return found


def lines(path: str) -> Iterator[tuple[int, int, int]]:
    """Yield the horizontal lines of a path: where each starts, and how long it is."""
    x, y = 0, 0.0
    for command, numbers in re.findall(r"([Mmh])([-\d. ]+)", path):
        given = [float(number) for number in numbers.split()]
        if command == "h":
            yield x, int(y), int(given[0])
            x += int(given[0])
        else:
            start = (0, 0.0) if command == "M" else (x, y)
            x, y = int(start[0] + given[0]), start[1] + given[1]


def test_the_picture_is_the_code_of_the_link() -> None:
    assert in_png(qr.png(LINK)) == expected(LINK)


def test_the_drawing_is_the_code_of_the_link_on_white() -> None:
    drawing = qr.svg(LINK)

    assert in_svg(drawing) == expected(LINK)
    assert b'fill="#fff"' in drawing


def test_another_link_has_another_code() -> None:
    assert in_png(qr.png(LINK)) != in_png(qr.png(LINK.replace("letters", "writing")))


def test_four_modules_around_the_code_are_white() -> None:
    modules = in_png(qr.png(LINK))

    inside = [row[4:-4] for row in modules[4:-4]]
    assert sum(map(sum, modules)) == sum(map(sum, inside))
    assert modules[4][4]


@pytest.mark.slow
def test_a_code_of_any_length_is_read_though_a_part_of_it_is_dirty() -> None:
    """Its first two bits of format, under their mask of 10, are 01 at the lowest level (8.9)."""
    for length in range(20, 150):
        modules = in_svg(qr.svg(LINK + "x" * (length - len(LINK))))
        row = modules[qr.QUIET + 8]
        assert row[qr.QUIET : qr.QUIET + 2] != [True, True], length
