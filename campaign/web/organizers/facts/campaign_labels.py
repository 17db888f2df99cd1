"""The words for facts of campaigns: they have pages of their own, and stand in the history too."""

from typing import Final

from flask_babel import lazy_gettext

from campaign.model.facts import FactTable

SHEETS: Final = {
    FactTable.STANDING: lazy_gettext("How a campaign stands"),
    FactTable.ORGANIZATION: lazy_gettext("Who runs the campaign"),
    FactTable.GENUINE: lazy_gettext("True web addresses"),
    FactTable.POST: lazy_gettext("Where post arrives"),
    FactTable.RELATIVES: lazy_gettext("Who helps those who look for a relative"),
    FactTable.OFFER: lazy_gettext("Goal, languages and footnotes"),
    FactTable.REASONS: lazy_gettext("Why no letters are taken"),
    FactTable.DATES: lazy_gettext("First and last day of a campaign"),
    FactTable.NOTICES: lazy_gettext("Notice at the top of every page"),
    FactTable.NONE_KNOWN: lazy_gettext("What letters say is not known"),
    FactTable.RISKS: lazy_gettext("Texts on risk"),
    FactTable.READ: lazy_gettext("Letters that somebody read"),
    FactTable.TAKEN: lazy_gettext("Words used unread"),
    FactTable.ANSWERS: lazy_gettext("What was answered"),
}
COLUMNS: Final = {
    "campaign": lazy_gettext("Campaign"),
    "launched": lazy_gettext("Launched"),
    "stopped": lazy_gettext("Stopped"),
    "since": lazy_gettext("Since"),
    "name": lazy_gettext("Name"),
    "contact": lazy_gettext("How to reach them"),
    "addresses": lazy_gettext("True web addresses"),
    "listed_at": lazy_gettext("Page that lists them"),
    "lines": lazy_gettext("Address"),
    "goal": lazy_gettext("Goal"),
    "languages": lazy_gettext("Languages offered"),
    "footnotes": lazy_gettext("Footnotes"),
    "opens": lazy_gettext("First day"),
    "closes": lazy_gettext("Last day"),
    "until": lazy_gettext("Last day"),
    "text": lazy_gettext("Text"),
    "language": lazy_gettext("Language"),
    "kind": lazy_gettext("Recipients"),
    "ask": lazy_gettext("What is asked for"),
    "sources": lazy_gettext("Which words"),
    "number": lazy_gettext("Number"),
    "answers": lazy_gettext("Answers shown to supporters"),
    "target": lazy_gettext("Who answered"),
    "day": lazy_gettext("Day of the answer"),
    "gist": lazy_gettext("What it says"),
}
LINES: Final = frozenset({"addresses", "lines"})
DAYS: Final = frozenset({"since", "opens", "closes", "until"})
