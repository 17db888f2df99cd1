"""The words for roles and deeds, and for what goes wrong on organizers' pages."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from flask import Flask
from flask_babel import format_datetime, gettext, lazy_gettext
from werkzeug.exceptions import HTTPException

from campaign.credentials.passwords import SHORTEST, Weakness
from campaign.errors import (
    CampaignError,
    LastOwner,
    LinkExpired,
    NotAnOwner,
    NotReady,
    Overtaken,
    UnknownCount,
    UnknownFact,
    UnknownJob,
    UnknownOrganizer,
)
from campaign.model.audit import AuditEvent
from campaign.model.language import TargetKind
from campaign.model.organizer import Role
from campaign.model.paper_counts import PaperCountKind as OnPaper
from campaign.model.paper_counts import PaperCountStep

ROLES: Final = {
    Role.VIEWER: lazy_gettext("Viewer: sees the counts"),
    Role.ORGANIZER: lazy_gettext(
        "Organizer: sees the counts, prints, and looks after facts and addresses"
    ),
    Role.OWNER: lazy_gettext("Owner: does all that, invites people, launches and closes"),
}
DEEDS: Final = {
    AuditEvent.INVITED: lazy_gettext("invited"),
    AuditEvent.WITHDREW: lazy_gettext("took back the invitation of"),
    AuditEvent.JOINED: lazy_gettext("joined"),
    AuditEvent.RENEWED: lazy_gettext("set password and codes anew by an invitation"),
    AuditEvent.ROLE_CHANGED: lazy_gettext("changed the role of"),
    AuditEvent.REMOVED: lazy_gettext("removed"),
    AuditEvent.SIGNED_IN: lazy_gettext("signed in"),
    AuditEvent.SIGNED_OUT: lazy_gettext("signed out"),
    AuditEvent.SESSION_ENDED: lazy_gettext("signed another browser out"),
    AuditEvent.PASSWORD_CHANGED: lazy_gettext("changed the password"),
    AuditEvent.APP_CHANGED: lazy_gettext("changed the app for codes"),
    AuditEvent.CODES_RENEWED: lazy_gettext("made new recovery codes"),
    AuditEvent.CODE_USED: lazy_gettext("used a recovery code"),
    AuditEvent.PASSKEY_ADDED: lazy_gettext("added a passkey:"),
    AuditEvent.PASSKEY_REMOVED: lazy_gettext("removed a passkey:"),
    AuditEvent.FACT_CORRECTED: lazy_gettext("corrected the fact"),
    AuditEvent.FACT_CONFIRMED: lazy_gettext("checked the fact"),
    AuditEvent.FACT_REMOVED: lazy_gettext("took away the fact"),
    AuditEvent.FACTS_IMPORTED: lazy_gettext("brought in facts:"),
    AuditEvent.FACTS_UNDONE: lazy_gettext("undid the change of facts"),
    AuditEvent.LAUNCHED: lazy_gettext("launched the campaign"),
    AuditEvent.PAUSED: lazy_gettext("paused the campaign"),
    AuditEvent.CLOSED: lazy_gettext("closed the campaign"),
    AuditEvent.REOPENED: lazy_gettext("went on with the campaign"),
    AuditEvent.DATES_SET: lazy_gettext("set the first or the last day of"),
    AuditEvent.NOTICE_UP: lazy_gettext("put up a notice on"),
    AuditEvent.NOTICE_DOWN: lazy_gettext("took down the notice on"),
    AuditEvent.NONE_KNOWN: lazy_gettext("confirmed that nothing is known yet of"),
    AuditEvent.HAPPENED: lazy_gettext("noted that this has happened:"),
    AuditEvent.RISK_CHANGED: lazy_gettext("changed a text on risk:"),
    AuditEvent.RISK_UNDONE: lazy_gettext("undid the change of a text on risk:"),
    AuditEvent.LETTERS_READ: lazy_gettext("marked letters as read:"),
    AuditEvent.COUNT_ENTERED: lazy_gettext("entered letters on paper:"),
    AuditEvent.COUNT_ACCEPTED: lazy_gettext("accepted letters on paper:"),
    AuditEvent.COUNT_DECLINED: lazy_gettext("declined letters on paper:"),
    AuditEvent.COUNT_CORRECTED: lazy_gettext("corrected letters on paper:"),
    AuditEvent.PRINTED: lazy_gettext("asked to print"),
    AuditEvent.PRINTING_STOPPED: lazy_gettext("stopped the printing of"),
    AuditEvent.PRINT_DELETED: lazy_gettext("deleted what was printed:"),
}
KINDS: Final = {
    TargetKind.HIGH_COMMISSIONER: lazy_gettext("The High Commissioner for Human Rights"),
    TargetKind.COUNCIL: lazy_gettext("The Human Rights Council, through its President"),
    TargetKind.COUNCIL_MEMBER: lazy_gettext("Delegations to the Human Rights Council, in Geneva"),
    TargetKind.COMMITTEE: lazy_gettext("The Third Committee, through its Chair"),
    TargetKind.COMMITTEE_MEMBER: lazy_gettext("Delegations to the General Assembly, in New York"),
}
PAPER: Final = {
    OnPaper.SIGNED: lazy_gettext("Signed on paper"),
    OnPaper.HANDED_OVER: lazy_gettext("Handed over"),
}
STEPS: Final = {
    PaperCountStep.PROPOSED: lazy_gettext("was sent by the link of the event"),
    PaperCountStep.ENTERED: lazy_gettext("was entered"),
    PaperCountStep.CHANGED: lazy_gettext("was accepted with other numbers"),
    PaperCountStep.ACCEPTED: lazy_gettext("was accepted"),
    PaperCountStep.DECLINED: lazy_gettext("was declined"),
    PaperCountStep.CORRECTED: lazy_gettext("was corrected"),
}
FAILURES: Final[Mapping[type[CampaignError], tuple[Any, Any]]] = {
    LinkExpired: (
        lazy_gettext("This link does not work any more"),
        lazy_gettext(
            "It was used, was taken back or is too old. Ask the person who sent it for a new one."
        ),
    ),
    LastOwner: (
        lazy_gettext("There must be an owner"),
        lazy_gettext("This is the only owner. Make somebody else an owner first."),
    ),
    NotAnOwner: (
        lazy_gettext("You may not do this"),
        lazy_gettext("Somebody changed your role just now. Nothing was changed."),
    ),
    UnknownOrganizer: (
        lazy_gettext("This person is not here any more"),
        lazy_gettext("Somebody may have removed them just now. Nothing was changed."),
    ),
    UnknownFact: (
        lazy_gettext("This fact is not here any more"),
        lazy_gettext("Somebody may have taken it away or undone it. Nothing was changed."),
    ),
    Overtaken: (
        lazy_gettext("Somebody else changed this meanwhile"),
        lazy_gettext("Nothing of theirs was overwritten. Go back, and look at what stands there."),
    ),
    NotReady: (
        lazy_gettext("This cannot be done as the campaign stands"),
        lazy_gettext("Nothing was changed. Its page says how it stands and what is missing."),
    ),
    UnknownCount: (
        lazy_gettext("There is no such count"),
        lazy_gettext("The address may be mistyped."),
    ),
    UnknownJob: (
        lazy_gettext("This is not kept any more"),
        lazy_gettext(
            "Papers are kept for a day. Ask for them again; the audit says what was in them."
        ),
    ),
}
TOO_LONG: Final = (
    lazy_gettext("This is too long"),
    lazy_gettext("Nothing was kept. Go back, and shorten what you wrote or choose fewer at once."),
)
STATUSES: Final = {
    400: (
        lazy_gettext("This page was too old"),
        lazy_gettext("Nothing was changed. Go back, reload the page and press again."),
    ),
    403: (
        lazy_gettext("You may not do this"),
        lazy_gettext("Your role does not cover it. Ask an owner, if it should."),
    ),
    404: (
        lazy_gettext("There is nothing here"),
        lazy_gettext("The address may be mistyped, or the page is gone."),
    ),
    413: (
        lazy_gettext("This is too large"),
        lazy_gettext("Nothing was kept. A file can have up to 500 kB; bring the file itself."),
    ),
    414: TOO_LONG,
    422: TOO_LONG,
}
OTHERWISE: Final = (
    lazy_gettext("This did not work"),
    lazy_gettext("Nothing was changed. Try again, or tell the person who looks after the server."),
)


def init_app(app: Flask) -> None:
    """Let templates say roles, deeds and times."""
    app.jinja_env.filters |= {
        "role": ROLES.__getitem__,
        "deed": DEEDS.__getitem__,
        "kind": KINDS.__getitem__,
        "on_paper": PAPER.__getitem__,
        "step": STEPS.__getitem__,
        "time": _time,
    }


def failure(error: CampaignError | HTTPException) -> tuple[str, str]:
    """Return the heading and the words for a failure."""
    if isinstance(error, HTTPException):
        title, what = STATUSES.get(error.code or 500, OTHERWISE)
    else:
        title, what = FAILURES.get(type(error), OTHERWISE)
    return str(title), str(what)


def weakness(kind: Weakness) -> str:
    """Return what to do about a password."""
    return {
        Weakness.SHORT: gettext("Use at least %(least)d characters.", least=SHORTEST),
        Weakness.LONG: gettext("This is too long. Shorten it."),
        Weakness.COMMON: gettext(
            "This can be guessed. Use more words that do not belong together, and no names."
        ),
    }[kind]


def _time(at: datetime) -> str:
    """Return a time in UTC; whoever compares entries may sit anywhere."""
    return f"{format_datetime(at, 'd MMMM y, HH:mm', rebase=False)}"
