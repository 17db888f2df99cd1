"""Who did what, and when: what the audit remembers, which is nothing about supporters."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class AuditEvent(StrEnum):
    """What organizers do that others may want to look up."""

    INVITED = "invited"
    WITHDREW = "withdrew invitation"
    JOINED = "joined"
    RENEWED = "renewed access"
    ROLE_CHANGED = "changed role"
    REMOVED = "removed"
    SIGNED_IN = "signed in"
    SIGNED_OUT = "signed out"
    SESSION_ENDED = "ended session"
    PASSWORD_CHANGED = "changed password"  # noqa: S105 - no secret
    APP_CHANGED = "changed code app"
    CODES_RENEWED = "renewed recovery codes"
    CODE_USED = "used recovery code"
    PASSKEY_ADDED = "added passkey"
    PASSKEY_REMOVED = "removed passkey"
    FACT_CORRECTED = "corrected fact"
    FACT_CONFIRMED = "confirmed fact"
    ADDRESSES_CONFIRMED = "confirmed addresses as published"
    FACT_REMOVED = "took fact away"
    FACTS_IMPORTED = "imported facts"
    FACTS_UNDONE = "undid change of facts"
    LAUNCHED = "launched"
    PAUSED = "paused"
    CLOSED = "closed"
    REOPENED = "reopened"
    DATES_SET = "set dates"
    ORGANIZATION_SET = "set who runs it"
    GENUINE_SET = "set true addresses"
    POST_SET = "set own postal address"
    RELATIVES_SET = "set who helps relatives"
    OFFER_SET = "set what is offered"
    NOTICE_UP = "put up notice"
    NOTICE_DOWN = "took down notice"
    NONE_KNOWN = "confirmed none known"
    KNOWN_CONFIRMED = "looked up holders and asks"
    HAPPENED = "noted that it happened"
    RISK_CHANGED = "changed risk text"
    RISK_UNDONE = "undid change of risk text"
    LETTERS_READ = "marked letters as read"
    WORDS_CHANGED = "brought other words"
    WORDS_TAKEN = "took words unread"
    COUNT_ENTERED = "entered count on paper"
    COUNT_ACCEPTED = "accepted count on paper"
    COUNT_DECLINED = "declined count on paper"
    COUNT_CORRECTED = "corrected count on paper"
    COUNTS_TAKEN_OUT = "took counts out"
    COUNTS_PUT_IN = "put counts in"
    EVENING_SAVED = "described evening"
    EVENING_REMOVED = "removed evening"
    PRINTED = "asked to print"
    PRINTING_STOPPED = "stopped printing"
    PRINT_DELETED = "deleted what was printed"


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One thing that somebody did; `about` says to whom or to what."""

    id: int
    at: datetime
    who: str
    what: AuditEvent
    about: str
