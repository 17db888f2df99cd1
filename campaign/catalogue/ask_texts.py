"""Reads how each ask is worded to each kind of target: in full, in short, and as a subject."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from textwrap import shorten
from typing import Final

from campaign.catalogue.sections import Heading
from campaign.catalogue.text_part import TextPart
from campaign.model import placeholders
from campaign.model.language import TargetKind
from campaign.model.statement import Ask, AskText, AskWording, PassageRole

LABELS: Final = ("label", "meaning")
NONE_KNOWN: Final = "none known"
OUTGOING: Final = "outgoing"
"""The word in a heading for what a member of the Council is asked whose term ends before."""
SHORT: Final = "short"
SUBJECT: Final = "subject"
LONGEST_SUBJECT: Final = 65
"""The most characters of a subject: what a desk's list of mails shows."""


def read_ask_texts(
    part: TextPart, asks: tuple[Ask, ...], quoted: Collection[str]
) -> Mapping[str, AskText]:
    """Read `asks.md`, and complain of what it does not need."""
    worded = [ask for ask in asks if ask.role is not PassageRole.BACKGROUND]
    found = {ask.id: _ask(part, ask, quoted) for ask in worded}
    if asks:
        part.only({heading for ask in worded for heading in _headings(part, ask)})
    return found


def _ask(part: TextPart, ask: Ask, quoted: Collection[str]) -> AskText:
    chosen = ask.role is PassageRole.ASK
    label, meaning = (part.single((ask.id, name)) if chosen else "" for name in LABELS)
    return AskText(
        label,
        meaning,
        {kind: _wording(part, ask, kind, quoted) for kind in ask.concerns},
        _outgoing(part, ask, quoted) if _has_outgoing(ask) else None,
        " ".join(part.paragraphs((ask.id, NONE_KNOWN), placeholders.NONE_KNOWN)),
    )


def _has_outgoing(ask: Ask) -> bool:
    return ask.asked_of_outgoing and TargetKind.COUNCIL_MEMBER in ask.concerns


def _wording(part: TextPart, ask: Ask, kind: TargetKind, quoted: Collection[str]) -> AskWording:
    """Read one ask to one kind of target; a closing call is in no short email and no subject."""
    session = {placeholders.SESSION} if ask.session else set()
    known = placeholders.of_letters(kind, quoted).union({placeholders.QUOTE}, session)
    full = part.single(_heading(part, ask, kind), known)
    if ask.role is PassageRole.CLOSING:
        return AskWording(full, "", "")
    short = part.later_single(_heading(part, ask, kind, SHORT), full, known)
    number = {placeholders.NUMBER_OF_SESSION} if ask.session else set()
    subject = _subject(part, ask, _heading(part, ask, kind, SUBJECT), frozenset(number))
    return AskWording(full, short, subject)


def _outgoing(part: TextPart, ask: Ask, quoted: Collection[str]) -> AskWording:
    """Read what a member is asked whose term ends before; each says when that is."""
    kind = TargetKind.COUNCIL_MEMBER
    inside = {placeholders.QUOTE, placeholders.UNTIL}
    known = placeholders.of_letters(kind, quoted).union(inside)
    full, short = (_heading(part, ask, kind, OUTGOING, *form) for form in ((), (SHORT,)))
    texts = [part.single(heading, known) for heading in (full, short)]
    for heading, text in zip((full, short), texts, strict=True):
        if text:
            part.demand_once(heading, text, placeholders.UNTIL)
    subject = _subject(part, ask, _heading(part, ask, kind, OUTGOING, SUBJECT), frozenset())
    return AskWording(texts[0], texts[1], subject)


def _subject(part: TextPart, ask: Ask, heading: Heading, known: frozenset[str]) -> str:
    """Read a subject; without one it is what the form calls the ask."""
    label = " ".join(part.paragraphs((ask.id, "label")))
    text = part.later_single(heading, shorten(label, LONGEST_SUBJECT, placeholder="…"), known)
    longest = placeholders.fill(text, dict.fromkeys(placeholders.PLACEHOLDER.findall(text), "99"))
    if len(longest) > LONGEST_SUBJECT:
        part.complain(heading, f"is longer than {LONGEST_SUBJECT} characters", "shorten it")
    return text


def _headings(part: TextPart, ask: Ask) -> Iterator[Heading]:
    """Yield every heading that an ask may have."""
    yield (ask.id, "")
    yield from ((ask.id, name) for name in (*LABELS, NONE_KNOWN))
    forms: Iterable[tuple[str, ...]] = ((), (SHORT,), (SUBJECT,))
    if ask.role is PassageRole.CLOSING:
        forms = ((),)
    for form in forms:
        yield from (_heading(part, ask, kind, *form) for kind in ask.concerns)
        if _has_outgoing(ask):
            yield _heading(part, ask, TargetKind.COUNCIL_MEMBER, OUTGOING, *form)


def _heading(part: TextPart, ask: Ask, kind: TargetKind, *form: str) -> Heading:
    """Return the subheading that lists this kind in this form, such as `## hrc, hrc-member, short`.

    What else it lists are other kinds.
    """
    for heading in part.headings:
        names = [name.strip() for name in heading[1].split(",")]
        if heading[0] == ask.id and kind in names and set(names) - set(TargetKind) == set(form):
            return heading
    return (ask.id, ", ".join((kind, *form)))
