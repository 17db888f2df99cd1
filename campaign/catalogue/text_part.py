"""One text file as its parts: what stands under each heading, and what is missing there."""

from collections.abc import Collection
from pathlib import Path

from campaign.catalogue.complaints import Complaints
from campaign.catalogue.sections import Heading, Paragraphs, read_sections
from campaign.model import placeholders


class TextPart:
    """One text file's sections.

    Complains about those that are missing or unknown, and about unknown placeholders.
    """

    def __init__(self, file: Path, complaints: Complaints) -> None:
        """Read the file."""
        self.file = file
        self._sections = read_sections(file, complaints)
        self._complaints = complaints
        shipped = complaints.shipped_of(file)
        self._shipped = read_sections(shipped, complaints) if shipped else {}

    def paragraphs(self, heading: Heading, known: frozenset[str] = frozenset()) -> Paragraphs:
        """Return what stands under a heading, or nothing."""
        found = self._sections.get(heading, ())
        for paragraph in found:
            self._complaints.add_unknown_placeholders(self.file, _key(heading), paragraph, known)
        return found

    def required(self, heading: Heading, known: frozenset[str] = frozenset()) -> Paragraphs:
        """Return what stands under a heading that must be there, or what ships for it."""
        if found := self.paragraphs(heading, known):
            return found
        shipped = self._shipped_under(heading, known)
        add = self.add_gap if shipped else self.complain
        add(heading, "has no text", _how_to_write(heading))
        return shipped

    def later(
        self, heading: Heading, otherwise: Paragraphs, known: frozenset[str] = frozenset()
    ) -> Paragraphs:
        """Return what stands under a heading that earlier versions did not want.

        Without it, that is what ships for it, or else something made of the other parts.
        """
        if found := self.paragraphs(heading, known):
            return found
        self.add_gap(heading, "has no text", _how_to_write(heading))
        return self._shipped_under(heading, known) or otherwise

    def single(self, heading: Heading, known: frozenset[str] = frozenset()) -> str:
        """Return the one paragraph under a heading that must be there."""
        return self._as_one(heading, self.required(heading, known))

    def later_single(
        self, heading: Heading, otherwise: str, known: frozenset[str] = frozenset()
    ) -> str:
        """Return the one paragraph under a heading that earlier versions did not want."""
        return self._as_one(heading, self.later(heading, (otherwise,), known))

    def _as_one(self, heading: Heading, found: Paragraphs) -> str:
        if len(found) > 1:
            self.complain(heading, "has several paragraphs", "make it one")
        return " ".join(found)

    def _shipped_under(self, heading: Heading, known: frozenset[str]) -> Paragraphs:
        """Return what ships under a heading, if everything in it can be filled here."""
        found = self._shipped.get(heading, ())
        return () if placeholders.unknown(" ".join(found), known) else found

    def demand_once(self, heading: Heading, text: str, name: str) -> None:
        """Complain where a text does not hold a placeholder, or more than once."""
        if text.count(f"{{{name}}}") != 1:
            self.complain(heading, f"does not hold {{{name}}} once", "put it where it belongs")

    def complain(self, heading: Heading, wrong: str, write: str) -> None:
        """Complain of what stands under a heading."""
        self._complaints.add(self.file, _key(heading), wrong, write)

    def add_gap(self, heading: Heading, wrong: str, write: str) -> None:
        """Note what a later version than the file's own wants otherwise."""
        self._complaints.add_gap(self.file, _key(heading), wrong, write)

    def only(self, headings: Collection[Heading], retired: Collection[Heading] = ()) -> None:
        """Complain about other headings than these; `retired` ones were known earlier."""
        for heading in self._sections:
            if heading in retired:
                self.add_gap(heading, "has no use any more", "remove it")
            elif heading not in headings:
                self.complain(heading, "is not a known heading", "mend or remove it")

    @property
    def headings(self) -> Collection[Heading]:
        """Every heading of the file, and of the one that ships in its place."""
        return {**self._sections, **self._shipped}.keys()


def _key(heading: Heading) -> str:
    return " / ".join(filter(None, heading))


def _how_to_write(heading: Heading) -> str:
    return f"write {'##' if heading[1] else '#'} {heading[1] or heading[0]} and a paragraph"
