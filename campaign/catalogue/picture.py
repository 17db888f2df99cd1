"""Reads the picture that a campaign chose for its first page."""

from pathlib import Path
from typing import Final

from campaign.catalogue.fields import Fields
from campaign.model.statement import Picture

KINDS: Final = {
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".webp": "image/webp",
}
"""The media types of pictures that every browser shows, by the ending of the file's name."""
MOST_BYTES: Final = 60_000
"""The most bytes of a picture: it is loaded over Tor and on slow phones too."""


def read_picture(fields: Fields, folder: Path) -> Picture | None:
    """Return the picture that a campaign names in its own folder; None where it names none."""
    name = fields.text("picture")
    if not name:
        return None
    file = folder / name
    if file.parent != folder or file.suffix not in KINDS:
        write = "write the name of a file beside this one that ends in " + ", ".join(KINDS)
        fields.complain("picture", f'is "{name}"', write)
    elif not file.is_file():
        fields.complain("picture", f'"{name}" is not there', "put the file beside this one")
    elif file.stat().st_size > MOST_BYTES:
        size = f"{file.stat().st_size // 1000} kB large"
        fields.complain("picture", size, f"make it smaller than {MOST_BYTES // 1000} kB")
    else:
        return Picture(file.read_bytes(), KINDS[file.suffix])
    return None
