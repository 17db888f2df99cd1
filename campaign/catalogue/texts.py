"""Reads a campaign's texts in one language, and finds every gap in them."""

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Final

from campaign.catalogue.complaints import Complaints
from campaign.catalogue.sections import Heading, Paragraphs, read_sections
from campaign.model import placeholders
from campaign.model.language import TargetKind
from campaign.model.statement import Ask, AskText, KindText, PassageRole, Texts, Vote

ABOUT: Final = ("title", "summary", "independence", "excluded", "vote")
VOTES: Final = {f"vote: {vote}": vote for vote in Vote}
LETTER: Final = ("subject", "opening", "reason", "request", "close", "question", "risk")
AT_HOME: Final = "opening, living there"
LABELS: Final = ("label", "meaning")
NONE_KNOWN: Final = "none known"


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
            key = " / ".join(filter(None, heading))
            write = (
                f"write {'##' if heading[1] else '#'} {heading[1] or heading[0]} and a paragraph"
            )
            self._complaints.add(self.file, key, "has no text", write)
        return found

    def single(self, heading: Heading, known: frozenset[str] = frozenset()) -> str:
        """Return the one paragraph under a heading that must be there."""
        found = self.required(heading, known)
        if len(found) > 1:
            key = " / ".join(filter(None, heading))
            self._complaints.add(self.file, key, "has several paragraphs", "make it one")
        return " ".join(found)

    def only(self, headings: Collection[Heading]) -> None:
        """Complain about other headings than these."""
        for heading in self._sections:
            if heading not in headings:
                key = " / ".join(filter(None, heading))
                self._complaints.add(self.file, key, "is not a known heading", "mend or remove it")

    @property
    def headings(self) -> Collection[Heading]:
        """Every heading of the file."""
        return self._sections.keys()


def read_texts(
    folder: Path, asks: tuple[Ask, ...], complaints: Complaints, *, has_vote: bool
) -> Texts:
    """Read one language's folder: `about.md`, `asks.md` and a file for each kind of target."""
    about = TextPart(folder / "about.md", complaints)
    about.only({(name, "") for name in ABOUT})
    kinds = {kind for ask in asks for kind in ask.concerns if ask.role is PassageRole.ASK}
    return Texts(
        title=about.single(("title", "")),
        summary=about.required(("summary", "")),
        independence=about.required(("independence", "")),
        excluded=about.required(("excluded", "")),
        vote=about.single(("vote", "")) if has_vote else "",
        kinds={
            kind: _kind(TextPart(folder / f"{kind}.md", complaints), kind, has_vote=has_vote)
            for kind in TargetKind
            if kind in kinds
        },
        asks=_asks(TextPart(folder / "asks.md", complaints), asks),
    )


def _kind(part: TextPart, kind: TargetKind, *, has_vote: bool) -> KindText:
    known = placeholders.of_letters(kind)
    on_votes = VOTES if kind is TargetKind.COUNCIL_MEMBER else {}
    votes = on_votes if has_vote else {}
    at_home = (AT_HOME,) if kind.is_delegation else ()
    part.only({(name, "") for name in (*LETTER, *on_votes, *at_home)})
    return KindText(
        subject=part.single(("subject", ""), known),
        opening=part.required(("opening", ""), known),
        opening_at_home=part.required((AT_HOME, ""), known) if at_home else (),
        reason=part.required(("reason", ""), known),
        votes={vote: part.required((name, ""), known) for name, vote in votes.items()},
        request=part.single(("request", ""), known),
        close=part.paragraphs(("close", ""), known),
        question=part.required(("question", ""), known),
        risk=part.required(("risk", ""), known),
    )


def _asks(part: TextPart, asks: tuple[Ask, ...]) -> Mapping[str, AskText]:
    worded = [ask for ask in asks if ask.role is not PassageRole.BACKGROUND]
    headings = {(ask.id, "") for ask in worded}
    found = {}
    for ask in worded:
        by_kind = {kind: _wording_heading(part, ask.id, kind) for kind in ask.concerns}
        headings |= {*by_kind.values(), *((ask.id, name) for name in (*LABELS, NONE_KNOWN))}
        chosen = ask.role is PassageRole.ASK
        label, meaning = (part.single((ask.id, name)) if chosen else "" for name in LABELS)
        wording = {
            kind: part.single(heading, placeholders.of_letters(kind) | {placeholders.QUOTE})
            for kind, heading in by_kind.items()
        }
        none_known = " ".join(part.paragraphs((ask.id, NONE_KNOWN), placeholders.NONE_KNOWN))
        found[ask.id] = AskText(label, meaning, wording, none_known)
    if asks:
        part.only(headings)
    return found


def _wording_heading(part: TextPart, ask_id: str, kind: TargetKind) -> Heading:
    """Return the subheading that lists this kind, such as `## hrc, hrc-member`."""
    for heading in part.headings:
        if heading[0] == ask_id and kind in [name.strip() for name in heading[1].split(",")]:
            return heading
    return (ask_id, kind)
