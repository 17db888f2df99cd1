"""The pack of paper for a letter evening: people around a table who write letters."""

from dataclasses import dataclass

from campaign.model.language import EveningTexts, Language
from campaign.model.letter import Letter
from campaign.model.statement import Statement


@dataclass(frozen=True, slots=True)
class Pack:
    """All that a host prints for one evening, in one language, before it is set on paper.

    `letters` are to be filled in by hand, `samples` one letter of each kind to be copied. `asks`
    are what they ask, in short; `organizers` says who runs the campaign, a line each. `link` is
    the address of the campaign's first page.
    """

    language: Language
    words: EveningTexts
    title: str
    summary: tuple[str, ...]
    statement: Statement
    statement_line: str
    asks: tuple[str, ...]
    organizers: tuple[str, ...]
    link: str
    letters: tuple[Letter, ...]
    samples: tuple[Letter, ...]
