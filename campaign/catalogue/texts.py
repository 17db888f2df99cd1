"""Reads a campaign's texts in one language, and finds every gap in them."""

from collections.abc import Collection
from dataclasses import replace
from pathlib import Path
from typing import Final

from campaign.catalogue.ask_texts import read_ask_texts
from campaign.catalogue.complaints import Complaints
from campaign.catalogue.sections import Paragraphs
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
RETIRED: Final = {("subject", ""), ("vote: against", ""), ("vote: not then a member", "")}
"""The headings of a letter's file that earlier versions knew."""
NOTHING: Final = ShortText((), "", "", {})
"""The short email before it is read."""


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
        vote=about.later_single(("vote", ""), "") if has_vote else "",
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
    part.only(headings | {(SHORT, name) for name in inside}, RETIRED)
    whole = KindText(
        opening=part.required(("opening", ""), known),
        opening_at_home=part.required((AT_HOME, ""), known) if at_home else (),
        reason=_reason(part, known),
        votes={vote: part.required((name, ""), known) for name, vote in votes.items()},
        request=part.single(("request", ""), known),
        close=part.paragraphs(("close", ""), known),
        question=part.required(("question", ""), known),
        short=NOTHING,
        risk=part.required(("risk", ""), known),
    )
    return replace(whole, short=_short(part, kind, whole, known))


def _reason(part: TextPart, known: frozenset[str]) -> Paragraphs:
    """Read why one writes; where it does not name the statement's day, no note can stand there."""
    heading = ("reason", "")
    found = part.required(heading, known)
    if found and f"{{{placeholders.STATEMENT_DATE}}}" not in " ".join(found):
        wrong = f"does not hold {{{placeholders.STATEMENT_DATE}}} once"
        part.add_gap(heading, wrong, "put it where it belongs")
    elif found:
        part.demand_once(heading, " ".join(found), placeholders.STATEMENT_DATE)
    return found


def _short(part: TextPart, kind: TargetKind, whole: KindText, known: frozenset[str]) -> ShortText:
    """Read the short email; what is not there is made of the whole letter."""
    votes = {vote: f"vote: {vote}" for vote in whole.votes}
    at_home = " ".join(whole.opening_at_home)
    return ShortText(
        paragraphs=_short_paragraphs(part, kind, whole, known),
        opening=part.later_single((SHORT, "opening"), " ".join(whole.opening), known),
        opening_at_home=part.later_single((SHORT, AT_HOME), at_home, known) if at_home else "",
        votes={
            vote: part.later_single((SHORT, name), " ".join(whole.votes[vote]), known)
            for vote, name in votes.items()
        },
    )


def _short_paragraphs(
    part: TextPart, kind: TargetKind, whole: KindText, known: frozenset[str]
) -> Paragraphs:
    """Read the paragraphs of a short email, which name each of its other parts once."""
    of_members = [placeholders.RECORD] if kind is TargetKind.COUNCIL_MEMBER else []
    record = [f"{{{name}}}" for name in of_members]
    otherwise = ("{opening}", *record, *whole.reason, f"{whole.request} {{asks}}", *whole.question)
    found = part.later((SHORT, ""), otherwise, known.union(placeholders.SHORT, of_members))
    for name in (*placeholders.SHORT, *(of_members if whole.votes else ())):
        if found:
            part.demand_once((SHORT, ""), " ".join(found), name)
    return found
