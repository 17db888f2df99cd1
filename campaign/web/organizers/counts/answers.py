"""How often recipients answered, for the letters that went to them."""

from collections import Counter
from collections.abc import Sequence
from typing import Final

from flask_babel import gettext, lazy_gettext

from campaign.actions.count_overview import CountOverview
from campaign.model.statement import Campaign
from campaign.model.table import Blank, Cell
from campaign.model.tally import CountTable, NotShown, letter_steps, per_100
from campaign.web.organizers.counts.labels import NOT_SHOWN
from campaign.web.organizers.counts.names import COLUMNS

HEADS: Final = {
    **COLUMNS[CountTable.ANSWERS][0],
    "answers": lazy_gettext("Answers noted"),
    "taken": lazy_gettext("Letters taken"),
    "per_100_taken": lazy_gettext("Answers per 100 taken"),
    "said_sent": lazy_gettext("Said to be sent"),
    "per_100_said": lazy_gettext("Answers per 100 said"),
}


def answer_rows(found: CountOverview, campaign: Campaign) -> Sequence[tuple[Cell, ...]]:
    """Return a row for each recipient with a letter or an answer; most answers come first."""
    span, letters = found.span, found.tables[CountTable.TARGET]
    within = (each for each in campaign.answers if span.first <= each.day <= span.last)
    answers = Counter(each.target for each in within)
    naming = COLUMNS[CountTable.ANSWERS][1](campaign, span.last)
    steps = {slug: letter_steps(letters.get(slug, {})) for slug in {**letters, **answers}}
    order = sorted(steps, key=lambda slug: (-answers[slug], -steps[slug].taken, slug))
    return [
        (
            *naming(slug),
            answers[slug],
            steps[slug].taken,
            _rate(answers[slug], steps[slug].taken),
            steps[slug].said_sent,
            _rate(answers[slug], steps[slug].said_sent),
        )
        for slug in order
        if answers[slug] or steps[slug].taken
    ]


def _rate(times: int, base: int) -> Cell:
    """Return a rate as a whole number; one that is less than that is not 0."""
    rate = per_100(times, base)
    if rate is None:
        return Blank(NotShown.NO_BASE.value, str(NOT_SHOWN[NotShown.NO_BASE]))
    return Blank("under 1", gettext("under 1")) if times and not rate else rate
