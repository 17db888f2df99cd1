"""What the host of a letter evening does: take a pack of paper. Nothing of it is counted."""

from collections.abc import Iterator

from campaign.actions.print_jobs import documents
from campaign.letter.dates import say_date
from campaign.model.evening import Pack
from campaign.model.language import Language, TargetKind
from campaign.model.letter import Letter
from campaign.model.placeholders import fill
from campaign.model.print_occasion import PrintOccasion
from campaign.model.statement import Campaign, Organization
from campaign.rules import targets


def pack(campaign: Campaign, evening: PrintOccasion) -> Pack:
    """Put together what a host prints: a letter to each target, and one of each kind to copy.

    The letters are those that an organizer prints for the same evening, each once. Raises KeyError
    for a language that the campaign does not have, and TargetGone.
    """
    code, day = evening.language, evening.on
    language, texts = campaign.written[code], campaign.texts[code]
    words = language.evening
    letters = [stack.letter for stack in documents.stacks(campaign, evening)]
    asked = {targets.ticked_ask(campaign, each.target, day).id for each in letters}
    of_each_kind: dict[TargetKind, Letter] = {}
    for letter in letters:
        plain = documents.plain_letter(campaign, letter.target, evening)
        of_each_kind.setdefault(letter.target.kind, plain)
    return Pack(
        language=language,
        words=words,
        title=texts.title,
        summary=texts.summary,
        statement=campaign.statement,
        statement_line=fill(words.statement, {"date": say_date(language, campaign.statement.date)}),
        asks=tuple(texts.asks[ask.id].label for ask in campaign.asks if ask.id in asked),
        organizers=(*_run_by(campaign.organization, language), *texts.independence),
        link=evening.start,
        letters=tuple(letters),
        samples=tuple(of_each_kind.values()),
    )


def _run_by(organization: Organization, language: Language) -> Iterator[str]:
    words = language.evening
    if organization.name:
        yield fill(words.run_by, {"organization": organization.name})
    if organization.contact:
        yield fill(words.contact, {"contact": organization.contact})
