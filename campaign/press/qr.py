"""A link as a QR code: black on white inside its quiet zone, as cameras want it, printed or not."""

import io
from typing import Final

import segno

LEVEL: Final = "m"
"""The error correction: the code is read with up to 15 in 100 of it dirty (ISO/IEC 18004).

Where a better level fits the same size, segno takes that.
"""
QUIET: Final = 4
"""The modules of white on every side (ISO/IEC 18004)."""
PIXELS: Final = 24
"""The pixels of a module, in a PNG: fine enough for a poster."""


def svg(link: str, title: str | None = None) -> bytes:
    """Return the code as a drawing of any size; who cannot see it is told its title."""
    drawing = io.BytesIO()
    segno.make_qr(link, error=LEVEL).save(
        drawing,
        kind="svg",
        border=QUIET,
        light="#fff",
        title=title,
        xmldecl=False,
        omitsize=True,
        nl=False,
    )
    return drawing.getvalue()


def png(link: str) -> bytes:
    """Return the code as a picture."""
    picture = io.BytesIO()
    segno.make_qr(link, error=LEVEL).save(picture, kind="png", border=QUIET, scale=PIXELS)
    return picture.getvalue()
