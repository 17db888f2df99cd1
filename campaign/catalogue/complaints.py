"""Collects every complaint about the files, in words that their author can act on.

What a folder of letters lacks only since a later version wants it is a gap: what ships fills it.
"""

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

    def __init__(
        self, root: Path, *, shipped: Path | None = None, are_gaps_mistakes: bool = True
    ) -> None:
        """Show files relative to the folder that holds `root`.

        `shipped` is the folder of letters that fills the gaps of this one, if it is another.
        """
        self.root, self._above = root, root.parent
        self.shipped = shipped if shipped != root else None
        self._are_gaps_mistakes = are_gaps_mistakes
        self._gaps: dict[Path, dict[str, None]] = {}
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

    def take(self, error: BrokenData) -> None:
        """Note what was wrong elsewhere with the same files."""
        self._found.update(dict.fromkeys(error.complaints))

    def add_gap(self, file: Path, key: str, wrong: str, write: str) -> None:
        """Note what a file lacks, or has no more use for, since a later version than its own."""
        if self._are_gaps_mistakes:
            self.add(file, key, wrong, write)
        elif file not in self._unreadable:
            gap = f"{': '.join(filter(None, (file.name, key)))}: {wrong} ({write})"
            self._gaps.setdefault(file.parent, {}).setdefault(gap)

    def gaps_in(self, *folders: Path) -> tuple[str, ...]:
        """Return the gaps in some folders and those below, as `file: key: what is wrong (...)`."""
        return tuple(
            str(place.relative_to(self.root) / gap)
            for place, gaps in self._gaps.items()
            if any(place.is_relative_to(folder) for folder in folders)
            for gap in gaps
        )

    def shipped_of(self, file: Path) -> Path | None:
        """Return the file that ships in the place of this one, if there is one."""
        if not self.shipped or not file.is_relative_to(self.root):
            return None
        found = self.shipped / file.relative_to(self.root)
        return found if found.is_file() else None

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

    def any_found(self) -> bool:
        """Say whether anything is wrong."""
        return bool(self._found)

    def raise_any(self) -> None:
        """Raise BrokenData with all of them, if there are any."""
        if self._found:
            raise BrokenData(tuple(self._found))
