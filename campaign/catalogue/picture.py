"""Reads the picture of a campaign's first page: its own, or the one that all campaigns share."""

from pathlib import Path
from typing import Final

from campaign.catalogue.complaints import Complaints
from campaign.catalogue.fields import Fields, find_file
from campaign.model.statement import Picture

KINDS: Final = {
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".webp": "image/webp",
}
"""The media types of pictures that every browser shows, by the ending of the file's name."""
SHARED: Final = "picture.svg"
"""The file of the shared picture, in the folder of what campaigns share."""
MOST_BYTES: Final = 60_000
"""The most bytes of a picture: it is loaded over Tor and on slow phones too."""
NO_PICTURE: Final = Picture(b"", KINDS[".svg"])
"""The picture in place of one that was wrong; the complaint keeps it from being shown."""


def read_picture(fields: Fields, folder: Path, complaints: Complaints) -> Picture:
    """Return the picture that a campaign names in its own folder, or the shared one."""
    name = fields.text("picture")
    file = folder / name if name else find_file(folder.parent / "world" / SHARED, complaints)
    if name and (file.parent != folder or file.suffix not in KINDS):
        write = "write the name of a file beside this one that ends in " + ", ".join(KINDS)
        fields.complain("picture", f'is "{name}"', write)
    elif not file.is_file():
        complaints.add(file, "", "is not there", "put the picture there")
    elif file.stat().st_size > MOST_BYTES:
        size = f"is {file.stat().st_size // 1000} kB large"
        complaints.add(file, "", size, f"make it smaller than {MOST_BYTES // 1000} kB")
    else:
        return Picture(file.read_bytes(), KINDS[file.suffix])
    return NO_PICTURE
