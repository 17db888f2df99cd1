"""A campaign's folder as it was read: its files, with the shared texts that they use."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from campaign.catalogue.campaigns import read_campaign
from campaign.catalogue.complaints import Complaints
from campaign.catalogue.picture import KINDS, SHARED
from campaign.model.editions import Files, FolderRead
from campaign.model.statement import Campaign
from campaign.model.world import World

OWN: Final = "own"
LENT: Final = "shipped"
"""The folders in which an edition has what was the organization's, and what filled its gaps."""
READ: Final = frozenset({".toml", ".csv", ".md", *KINDS})
"""The endings of the files that a campaign is made of."""


def read_folder(root: Path, shipped: Path, slug: str, languages: Iterable[str]) -> FolderRead:
    """Return the files that a campaign is made of."""
    places = [slug, *(f"world/{code}" for code in languages), f"world/{SHARED}"]
    layers = {LENT: shipped, OWN: root} if root != shipped else {OWN: root}
    files = {
        f"{layer}/{file.relative_to(folder).as_posix()}": file.read_bytes()
        for layer, folder in layers.items()
        for file in _files_at(folder / place for place in places)
    }
    told = hashlib.sha256()
    for name, content in sorted(files.items()):
        told.update(f"{name}\0{len(content)}\0".encode() + content)
    return FolderRead(told.hexdigest(), files)


def read_edition(slug: str, files: Files, world: World, shipped: Path) -> Campaign:
    """Return a campaign as an edition has it. Raises BrokenData where it cannot be used any more.

    What it lacks since a later version wants it is filled as in a folder.
    """
    with TemporaryDirectory() as folder:
        for name, content in files.items():
            file = Path(folder, name)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
        own, lent = Path(folder, OWN), Path(folder, LENT)
        complaints = Complaints(own, shipped=lent if lent.exists() else shipped)
        campaign = read_campaign(own / slug, world, complaints, None)
        complaints.raise_any()
        return replace(campaign, gaps=complaints.gaps_in(own))


def _files_at(places: Iterable[Path]) -> Iterator[Path]:
    """Yield the files in some places that are read as texts or pictures, and no other."""
    for place in places:
        files = [place] if place.is_file() else sorted(place.rglob("*"))
        yield from (each for each in files if each.suffix in READ and each.is_file())
