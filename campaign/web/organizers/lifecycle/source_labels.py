"""The words for the texts that letters are made of: where each stands."""

from typing import Final

from flask_babel import gettext, lazy_gettext

from campaign.model.language import TargetKind
from campaign.model.statement import Texts, Vote
from campaign.rules.letter_sources import PAGES
from campaign.web.organizers.lifecycle.labels import KINDS
from campaign.web.template_helpers import vote_name

PARTS: Final = {
    "title": lazy_gettext("The campaign’s title"),
    "summary": lazy_gettext("What it is about"),
    "independence": lazy_gettext("What it is independent of"),
    "excluded": lazy_gettext("Why some missions are not written to"),
    "missing": lazy_gettext("What families of the missing can do"),
    "vote": lazy_gettext("What the vote was about"),
    "statement": lazy_gettext("The statement: title, day and link"),
    "quoted": lazy_gettext("What letters quote beside the statement, with its source"),
    "resident": lazy_gettext("Who gives no more than a country"),
    "sessions": lazy_gettext("How a session is named"),
    "line: holder": lazy_gettext("Above the address: who holds the office"),
    "line: addressee": lazy_gettext("First line of the address"),
    "line: salutation": lazy_gettext("Salutation"),
    "line: close": lazy_gettext("Above the signature"),
    "opening": lazy_gettext("Opening"),
    "opening_at_home": lazy_gettext("Opening, where the writer lives there"),
    "reason": lazy_gettext("Why one writes"),
    "request": lazy_gettext("Before what is asked"),
    "close": lazy_gettext("Close"),
    "question": lazy_gettext("The question at the end"),
    "short": lazy_gettext("The short email"),
    "short: opening": lazy_gettext("Opening of the short email"),
    "short: opening_at_home": lazy_gettext(
        "Opening of the short email, where the writer lives there"
    ),
    "quote": lazy_gettext("Words of the statement"),
    "label": lazy_gettext("Name in the form"),
    "meaning": lazy_gettext("What it means, in the form"),
    "full": lazy_gettext("In the letter"),
    "short wording": lazy_gettext("In the short email"),
    "subject": lazy_gettext("Subject"),
    "outgoing: full": lazy_gettext("In the letter, to a member whose term ends"),
    "outgoing: short": lazy_gettext("In the short email, to a member whose term ends"),
    "outgoing: subject": lazy_gettext("Subject, to a member whose term ends"),
    "none_known": lazy_gettext("What is said while nothing is known of it"),
}
"""The names of parts; `short wording` is an ask's."""


def page_label(page: str) -> str:
    """Return the name of a page of texts."""
    if page == PAGES:
        return gettext("Pages, and what is in every letter")
    return str(KINDS[TargetKind(page)])


def part_label(texts: Texts, part: str) -> tuple[str, str]:
    """Return which ask a text is of, as the form calls it, if it is of one; and where it stands."""
    first, _, rest = part.partition(": ")
    if first == "ask":
        ask, _, form = rest.partition(": ")
        named = texts.asks[ask].label if ask in texts.asks else ""
        return named or ask, str(PARTS["short wording" if form == "short" else form])
    if first == "quoted":
        return "", str(PARTS[first])
    before, is_vote, vote = part.rpartition("vote: ")
    if not is_vote:
        return "", str(PARTS[part])
    said = {"vote": vote_name(Vote(vote))}
    if before:
        return "", gettext("In the short email, after the recorded vote: %(vote)s", **said)
    return "", gettext("After the recorded vote: %(vote)s", **said)
