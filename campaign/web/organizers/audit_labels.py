"""The words for what organizers did, as the audit tells of it."""

from typing import Final

from flask_babel import lazy_gettext

from campaign.model.audit import AuditEvent

EVENTS: Final = {
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
    AuditEvent.ADDRESSES_CONFIRMED: lazy_gettext("confirmed as their source published them:"),
    AuditEvent.FACT_REMOVED: lazy_gettext("took away the fact"),
    AuditEvent.FACTS_IMPORTED: lazy_gettext("brought in facts:"),
    AuditEvent.FACTS_UNDONE: lazy_gettext("undid the change of facts"),
    AuditEvent.LAUNCHED: lazy_gettext("launched the campaign"),
    AuditEvent.PAUSED: lazy_gettext("paused the campaign"),
    AuditEvent.CLOSED: lazy_gettext("closed the campaign"),
    AuditEvent.REOPENED: lazy_gettext("went on with the campaign"),
    AuditEvent.DATES_SET: lazy_gettext("set the first or the last day of"),
    AuditEvent.ORGANIZATION_SET: lazy_gettext("set who runs"),
    AuditEvent.GENUINE_SET: lazy_gettext("set the true web addresses of"),
    AuditEvent.POST_SET: lazy_gettext("set where post arrives for"),
    AuditEvent.RELATIVES_SET: lazy_gettext("set who helps relatives in"),
    AuditEvent.OFFER_SET: lazy_gettext("set goal, days, languages or footnotes of"),
    AuditEvent.NOTICE_UP: lazy_gettext("put up a notice on"),
    AuditEvent.NOTICE_DOWN: lazy_gettext("took down the notice on"),
    AuditEvent.NONE_KNOWN: lazy_gettext("confirmed that nothing is known yet of"),
    AuditEvent.KNOWN_CONFIRMED: lazy_gettext(
        "looked up who holds the offices and what has not happened, for"
    ),
    AuditEvent.HAPPENED: lazy_gettext("noted that this has happened:"),
    AuditEvent.RISK_CHANGED: lazy_gettext("changed a text on risk:"),
    AuditEvent.RISK_UNDONE: lazy_gettext("undid the change of a text on risk:"),
    AuditEvent.LETTERS_READ: lazy_gettext("marked letters as read:"),
    AuditEvent.WORDS_CHANGED: lazy_gettext("brought other words:"),
    AuditEvent.WORDS_TAKEN: lazy_gettext("used words that nobody had read:"),
    AuditEvent.COUNT_ENTERED: lazy_gettext("entered letters on paper:"),
    AuditEvent.COUNT_ACCEPTED: lazy_gettext("accepted letters on paper:"),
    AuditEvent.COUNT_DECLINED: lazy_gettext("declined letters on paper:"),
    AuditEvent.COUNT_CORRECTED: lazy_gettext("corrected letters on paper:"),
    AuditEvent.COUNTS_TAKEN_OUT: lazy_gettext("took counts out:"),
    AuditEvent.COUNTS_PUT_IN: lazy_gettext("put counts in:"),
    AuditEvent.EVENING_SAVED: lazy_gettext("described the evening"),
    AuditEvent.EVENING_REMOVED: lazy_gettext("removed the evening"),
    AuditEvent.PRINTED: lazy_gettext("asked to print"),
    AuditEvent.PRINTING_STOPPED: lazy_gettext("stopped the printing of"),
    AuditEvent.PRINT_DELETED: lazy_gettext("deleted what was printed:"),
}
