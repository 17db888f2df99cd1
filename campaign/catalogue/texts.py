"""Reads a campaign's texts in one language, and finds every gap in them."""

from collections.abc import Collection
from pathlib import Path
from typing import Final

from campaign.catalogue.ask_texts import read_ask_texts
from campaign.catalogue.complaints import Complaints
from campaign.catalogue.text_part import TextPart
from campaign.model import placeholders
from campaign.model.language import TargetKind
from campaign.model.statement import (
    Ask,
    KindText,
    PassageRole,
    QuotedWords,
    ShortText,
    Texts,
    Vote,
)

ABOUT: Final = ("title", "summary", "independence", "excluded", "missing", "vote")
VOTES: Final = {f"vote: {vote}": vote for vote in (Vote.FOR, Vote.ABSTAINED)}
"""The votes that a delegation is told of: it is thanked, or invited. Of others nothing is said."""
LETTER: Final = ("opening", "reason", "request", "close", "question", "short", "risk")
AT_HOME: Final = "opening, living there"
SHORT: Final = "short"


def read_texts(
    folder: Path,
    asks: tuple[Ask, ...],
    quoted: tuple[QuotedWords, ...],
    complaints: Complaints,
    *,
    has_vote: bool,
) -> Texts:
    """Read one language's folder: `about.md`, `asks.md` and a file for each kind of target."""
    about = TextPart(folder / "about.md", complaints)
    about.only({(name, "") for name in ABOUT})
    kinds = {kind for ask in asks for kind in ask.concerns if ask.role is PassageRole.ASK}
    ids = [each.id for each in quoted]
    return Texts(
        title=about.single(("title", "")),
        summary=about.required(("summary", "")),
        independence=about.required(("independence", "")),
        excluded=about.required(("excluded", "")),
        missing=about.paragraphs(("missing", "")),
        vote=about.single(("vote", "")) if has_vote else "",
        kinds={
            kind: _kind(TextPart(folder / f"{kind}.md", complaints), kind, ids, has_vote=has_vote)
            for kind in TargetKind
            if kind in kinds
        },
        asks=read_ask_texts(TextPart(folder / "asks.md", complaints), asks, ids),
    )


def _kind(part: TextPart, kind: TargetKind, quoted: Collection[str], *, has_vote: bool) -> KindText:
    known = placeholders.of_letters(kind, quoted)
    on_votes = VOTES if kind is TargetKind.COUNCIL_MEMBER else {}
    votes = on_votes if has_vote else {}
    at_home = (AT_HOME,) if kind.is_delegation else ()
    inside = ("opening", *on_votes, *at_home)
    headings = {(name, "") for name in (*LETTER, *on_votes, *at_home)}
    part.only(headings | {(SHORT, name) for name in inside})
    reason = part.required(("reason", ""), known)
    if reason:
        part.demand_once(("reason", ""), " ".join(reason), placeholders.STATEMENT_DATE)
    return KindText(
        opening=part.required(("opening", ""), known),
        opening_at_home=part.required((AT_HOME, ""), known) if at_home else (),
        reason=reason,
        votes={vote: part.required((name, ""), known) for name, vote in votes.items()},
        request=part.single(("request", ""), known),
        close=part.paragraphs(("close", ""), known),
        question=part.required(("question", ""), known),
        short=ShortText(
            paragraphs=_short(part, kind, known, has_vote=has_vote),
            opening=part.single((SHORT, "opening"), known),
            opening_at_home=part.single((SHORT, AT_HOME), known) if at_home else "",
            votes={vote: part.single((SHORT, name), known) for name, vote in votes.items()},
        ),
        risk=part.required(("risk", ""), known),
    )


def _short(
    part: TextPart, kind: TargetKind, known: frozenset[str], *, has_vote: bool
) -> tuple[str, ...]:
    """Read the paragraphs of a short email, which name each of its other parts once."""
    of_members = {placeholders.RECORD} if kind is TargetKind.COUNCIL_MEMBER else set()
    found = part.required((SHORT, ""), known.union(placeholders.SHORT, of_members))
    for name in (*placeholders.SHORT, *(of_members if has_vote else ())):
        if found:
            part.demand_once((SHORT, ""), " ".join(found), name)
    return found
