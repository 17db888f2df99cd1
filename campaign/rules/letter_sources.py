"""Every text that a campaign's letters and pages in one language are made of.

By these it is known whether the words that somebody read are still those of today. Texts on risk
are not among them: organizers change them where they see them, apart from the letters.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from typing import Final

from campaign.model.language import Language, TargetKind
from campaign.model.statement import AskText, AskWording, Campaign, KindText, ShortText, Texts

PAGES: Final = "pages"
"""The name of what is on pages and in every letter, beside the kinds of target."""
SHARED: Final = ("title", "summary", "independence", "excluded", "missing", "vote")
LINES: Final = ("holder", "addressee", "salutation", "close")
WHOLE: Final = ("opening", "opening_at_home", "reason", "request", "close", "question")
FORMS: Final = tuple(each.name for each in fields(AskWording))


@dataclass(frozen=True, slots=True)
class SourceText:
    """One text: `page` is a kind of target or `PAGES`, `part` where it stands there.

    `also` are the other pages where the very same part has the same words.
    """

    page: str
    part: str
    text: str
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ChangedText:
    """A text that is not as it was; either is blank where it is not there."""

    page: str
    part: str
    before: str
    after: str


def letter_sources(campaign: Campaign, code: str) -> Sequence[SourceText]:
    """Return every distinct text of a language, in the order of the pages they are read on."""
    found: dict[tuple[str, str], SourceText] = {}
    for each in _every(campaign, campaign.texts[code], campaign.written[code]):
        same = (each.part, each.text)
        if first := found.get(same):
            found[same] = SourceText(first.page, *same, also=(*first.also, each.page))
        elif each.text:
            found[same] = each
    return tuple(found.values())


def sources_hash(campaign: Campaign, code: str) -> str:
    """Return a hash that changes with every word of a language."""
    told = [(each.page, each.part, each.text, each.also) for each in letter_sources(campaign, code)]
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()


def changed_texts(before: Campaign, after: Campaign, code: str) -> Sequence[ChangedText]:
    """Return which texts of a language are others, new or gone; a change of several parts once."""
    old, new = _by_place(before, code), _by_place(after, code)
    found: dict[tuple[str, str, str], ChangedText] = {}
    for page, part in dict.fromkeys((*new, *old)):
        was, now = old.get((page, part), ""), new.get((page, part), "")
        if was != now:
            found.setdefault((part, was, now), ChangedText(page, part, was, now))
    return tuple(found.values())


def pages_of(sources: Iterable[SourceText]) -> Sequence[str]:
    """Return the pages on which texts are read, in their order."""
    return tuple(dict.fromkeys(each.page for each in sources))


def _by_place(campaign: Campaign, code: str) -> dict[tuple[str, str], str]:
    if code not in campaign.texts:
        return {}
    every = _every(campaign, campaign.texts[code], campaign.written[code])
    return {(each.page, each.part): each.text for each in every}


def _every(campaign: Campaign, texts: Texts, language: Language) -> Iterator[SourceText]:
    for part, text in _shared(campaign, texts, language):
        yield SourceText(PAGES, part, text)
    for kind, whole in texts.kinds.items():
        lines = language.forms[kind]
        for name in LINES:
            yield SourceText(kind, f"line: {name}", getattr(lines, name))
        for part, text in (*_letter(whole), *_asks(texts, kind)):
            yield SourceText(kind, part, text)


def _shared(campaign: Campaign, texts: Texts, language: Language) -> Iterator[tuple[str, str]]:
    """Yield what is on pages, and what is the same in letters to all."""
    for name in SHARED:
        yield name, _joined(getattr(texts, name))
    statement = campaign.statement
    yield "statement", f"{statement.title}\n{statement.date}\n{statement.link}"
    for ask in campaign.asks:
        yield f"ask: {ask.id}: quote", ask.quote_in_letter
    for quoted in campaign.quoted:
        source = f"{quoted.title}\n{quoted.date}\n{quoted.link}"
        yield f"quoted: {quoted.id}", f"{quoted.words}\n{source}"
    yield "resident", language.resident
    sessions = language.sessions
    yield (
        "sessions",
        "\n".join(
            (*sessions.numbered.values(), sessions.unnumbered, sessions.dated, sessions.customary)
        ),
    )


def _letter(kind: KindText) -> Iterator[tuple[str, str]]:
    for name in WHOLE:
        yield name, _joined(getattr(kind, name))
    for vote, said in kind.votes.items():
        yield f"vote: {vote}", _joined(said)
    yield from _short(kind.short)


def _short(short: ShortText) -> Iterator[tuple[str, str]]:
    yield "short", _joined(short.paragraphs)
    yield "short: opening", short.opening
    yield "short: opening_at_home", short.opening_at_home
    for vote, said in short.votes.items():
        yield f"short: vote: {vote}", said


def _asks(texts: Texts, kind: TargetKind) -> Iterator[tuple[str, str]]:
    for ask, text in texts.asks.items():
        if kind not in text.wording:
            continue
        yield f"ask: {ask}: label", text.label
        yield f"ask: {ask}: meaning", text.meaning
        for form, words in _wordings(text, kind):
            yield f"ask: {ask}: {form}", words
        yield f"ask: {ask}: none_known", text.none_known


def _wordings(text: AskText, kind: TargetKind) -> Iterator[tuple[str, str]]:
    for form in FORMS:
        yield form, getattr(text.wording[kind], form)
    if text.outgoing and kind is TargetKind.COUNCIL_MEMBER:
        for form in FORMS:
            yield f"outgoing: {form}", getattr(text.outgoing, form)


def _joined(text: str | tuple[str, ...]) -> str:
    return text if isinstance(text, str) else "\n\n".join(text)
