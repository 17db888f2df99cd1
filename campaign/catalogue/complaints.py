"""Collects every complaint about the files, in words that their author can act on."""

from pathlib import Path
from typing import Final

from campaign.errors import BrokenData, Clash, Complaint
from campaign.model import placeholders

LONGEST_TEXT: Final = 2000
"""The most characters that one value may have in a file that somebody brings."""


def refusal(name: str, key: str, wrong: str, write: str, *, column: str = "") -> BrokenData:
    """Return a complaint that refuses a whole file, for one value of it or altogether."""
    where = ": ".join(filter(None, (name, key, column)))
    return BrokenData((Complaint(f"{where}: {wrong} ({write})", key=key, name=column),))


class Complaints:
    """Collects what is wrong with files.

    File names are shown from the folder above `letters` on.
    """

    def __init__(self, root: Path) -> None:
        """Show files relative to the folder that holds `root`."""
        self.root, self._above = root, root.parent
        self._found: dict[Complaint, None] = {}
        self._unreadable: set[Path] = set()

    def add(
        self,
        file: Path,
        key: str,
        wrong: str,
        write: str,
        *,
        name: str = "",
        clash: tuple[Clash, tuple[str, ...]] | None = None,
    ) -> None:
        """Note `file: key: name: what is wrong (what to write)`."""
        if file in self._unreadable:
            return
        shown = file.relative_to(self._above) if file.is_relative_to(self._above) else file
        where = ": ".join(filter(None, (str(shown), key, name)))
        kind, about = clash or (None, ())
        sentence = f"{where}: {wrong} ({write})"
        complaint = Complaint(sentence, key=key, name=name, clash=kind, about=about)
        self._found.setdefault(complaint)

    def add_unreadable(self, file: Path, key: str, wrong: str, write: str) -> None:
        """Note why a file cannot be read, and no more about it: the rest would be its echo."""
        self.add(file, key, wrong, write)
        self.give_up(file)

    def give_up(self, file: Path) -> None:
        """Note that a file cannot be read and take no more complaints about it."""
        self._unreadable.add(file)

    def can_read(self, file: Path) -> bool:
        """Whether a file could be read, so that what is not in it is really missing."""
        return file not in self._unreadable

    def add_unknown_placeholders(
        self, file: Path, key: str, text: str, known: frozenset[str]
    ) -> None:
        """Note every word in braces in a text that is not among those known there."""
        if placeholders.has_loose_brace(text):
            self.add(file, key, "has a brace without its other half", "write both, or none")
        use = " or ".join(f"{{{name}}}" for name in sorted(known))
        for name in placeholders.unknown(text, known):
            self.add(file, key, f"{{{name}}} is not known here", f"write {use or 'no braces'}")

    def raise_any(self) -> None:
        """Raise BrokenData with all of them, if there are any."""
        if self._found:
            raise BrokenData(tuple(self._found))
