"""What the host of a letter evening does: take a pack of paper. Nothing of it is counted."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from campaign.letter.compose import compose
from campaign.letter.dates import say_date
from campaign.model.evening import Pack
from campaign.model.language import Language, TargetKind
from campaign.model.letter import Choices, Letter, LetterPart, Paragraph, Target
from campaign.model.placeholders import fill
from campaign.model.statement import Campaign, Organization
from campaign.rules import targets


def pack(campaign: Campaign, chosen: Sequence[Target], code: str, *, link: str, on: date) -> Pack:
    """Put together what a host prints: a letter to each target, and one of each kind to copy.

    The letters ask what is ticked from the start. Raises KeyError for a language that the
    campaign does not have.
    """
    language, texts = campaign.languages[code], campaign.texts[code]
    words = language.evening
    letters = [compose(campaign, to, Choices((_ask(campaign, to, on),), code), on) for to in chosen]
    asked = {_ask(campaign, to, on) for to in chosen}
    of_each_kind: dict[TargetKind, Letter] = {}
    for letter in letters:
        of_each_kind.setdefault(letter.target.kind, letter)
    return Pack(
        language=language,
        words=words,
        title=texts.title,
        summary=texts.summary,
        statement=campaign.statement,
        statement_line=fill(words.statement, {"date": say_date(language, campaign.statement.date)}),
        asks=tuple(texts.asks[ask.id].label for ask in campaign.asks if ask.id in asked),
        organizers=(*_run_by(campaign.organization, language), *texts.independence),
        link=link,
        letters=tuple(_to_fill_in(letter, words.own_words) for letter in letters),
        samples=tuple(of_each_kind.values()),
    )


def _ask(campaign: Campaign, target: Target, on: date) -> str:
    return targets.ticked_ask(campaign, target, on).id


def _to_fill_in(letter: Letter, prompt: str) -> Letter:
    """Return a letter with room for one's own words, where they would be printed."""
    room = Paragraph(LetterPart.OWN_WORDS, prompt)
    return replace(letter, paragraphs=(room, *letter.paragraphs))


def _run_by(organization: Organization, language: Language) -> Iterator[str]:
    words = language.evening
    if organization.name:
        yield fill(words.run_by, {"organization": organization.name})
    if organization.contact:
        yield fill(words.contact, {"contact": organization.contact})
