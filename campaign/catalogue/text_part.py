"""One text file as its parts: what stands under each heading, and every gap in it."""

from collections.abc import Collection
from pathlib import Path

from campaign.catalogue.complaints import Complaints
from campaign.catalogue.sections import Heading, Paragraphs, read_sections


class TextPart:
    """One text file's sections.

    Complains about those that are missing or unknown, and about unknown placeholders.
    """

    def __init__(self, file: Path, complaints: Complaints) -> None:
        """Read the file."""
        self.file = file
        self._sections = read_sections(file, complaints)
        self._complaints = complaints

    def paragraphs(self, heading: Heading, known: frozenset[str] = frozenset()) -> Paragraphs:
        """Return what stands under a heading, or nothing."""
        found = self._sections.get(heading, ())
        for paragraph in found:
            key = " / ".join(filter(None, heading))
            self._complaints.add_unknown_placeholders(self.file, key, paragraph, known)
        return found

    def required(self, heading: Heading, known: frozenset[str] = frozenset()) -> Paragraphs:
        """Return what stands under a heading that must be there."""
        found = self.paragraphs(heading, known)
        if not found:
            marks = "##" if heading[1] else "#"
            write = f"write {marks} {heading[1] or heading[0]} and a paragraph"
            self.complain(heading, "has no text", write)
        return found

    def single(self, heading: Heading, known: frozenset[str] = frozenset()) -> str:
        """Return the one paragraph under a heading that must be there."""
        found = self.required(heading, known)
        if len(found) > 1:
            self.complain(heading, "has several paragraphs", "make it one")
        return " ".join(found)

    def demand_once(self, heading: Heading, text: str, name: str) -> None:
        """Complain where a text does not hold a placeholder, or more than once."""
        if text.count(f"{{{name}}}") != 1:
            self.complain(heading, f"does not hold {{{name}}} once", "put it where it belongs")

    def complain(self, heading: Heading, wrong: str, write: str) -> None:
        """Complain of what stands under a heading."""
        key = " / ".join(filter(None, heading))
        self._complaints.add(self.file, key, wrong, write)

    def only(self, headings: Collection[Heading]) -> None:
        """Complain about other headings than these."""
        for heading in self._sections:
            if heading not in headings:
                self.complain(heading, "is not a known heading", "mend or remove it")

    @property
    def headings(self) -> Collection[Heading]:
        """Every heading of the file."""
        return self._sections.keys()
