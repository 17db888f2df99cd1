"""Signing in and out, and showing again who one is.

Guesses are counted before they are looked at. After a few wrong ones the next must wait, at most a
minute, whoever guesses. Nobody can keep somebody else out by that: a browser in which an organizer
signed in before is counted by itself, recovery codes are heard meanwhile, and passkeys do not wait.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil
from typing import Final

from sqlalchemy.orm import Session as Db

from campaign.actions.audit import record
from campaign.actions.transaction import transaction
from campaign.credentials import codes, passkeys, passwords
from campaign.credentials.seals import Seals, hashed
from campaign.errors import TooManyTries
from campaign.model.audit import AuditEvent
from campaign.model.organizer import Organizer, SignInSession, StoredCredentials
from campaign.store import organizers, sessions

FREE: Final = 5
"""The wrong guesses in a row before the first wait."""
LONGEST_WAIT: Final = 60
"""The most seconds that one waits between two guesses."""
WAITS: Final = (
    *[timedelta(0)] * (FREE - 1),
    *(timedelta(seconds=2**n) for n in range(LONGEST_WAIT.bit_length())),
    timedelta(seconds=LONGEST_WAIT),
)
"""How long the next guess waits after the first wrong one in a row, after the second, and so on."""
BUCKETS: Final = 4
"""Hexadecimal digits of an address's hash by which guesses are counted: 65,536 rows at most."""
SEEN_EVERY: Final = timedelta(minutes=5)
"""How often it is written down that a session is used."""
KEPT: Final = timedelta(days=90)
"""How long an old session still shows that its browser is known."""
APP: Final = "code app"
"""The purpose under which the secrets of apps are sealed."""
NOBODYS_SECRET: Final = codes.new_secret()
"""What codes for an address that nobody has are held against, so that it takes as long."""
NOBODY: Final = 0
"""The number of no organizer."""

Found = tuple[Organizer, StoredCredentials] | None
"""Whose address it is, and what their password and code are held against."""


@dataclass(frozen=True, slots=True)
class Credentials:
    """What somebody types to sign in; `code` is from the app, or a recovery code."""

    email: str
    password: str
    code: str


@dataclass(frozen=True, slots=True)
class PasskeyAnswer:
    """What a browser answers with a passkey."""

    answer: str
    sealed: str
    site: passkeys.Site


def find_session(db: Db, token: str, *, now: datetime) -> SignInSession | None:
    """Return the open session of a browser's token."""
    session = sessions.find_session(db, hashed(token))
    if session is None or not session.is_open(now):
        return None
    if now - session.seen > SEEN_EVERY:
        with transaction(db):
            sessions.touch_session(db, session.id, seen=now)
    return session


def owner_of(db: Db, token: str) -> int | None:
    """Return who used a browser, by its token, also where the session has ended."""
    session = sessions.find_session(db, hashed(token))
    return session.organizer.id if session else None


def sign_in(
    db: Db, seals: Seals, given: Credentials, *, old_token: str, token: str, now: datetime
) -> SignInSession | None:
    """Let somebody in by password and code; None where one of them is wrong.

    Raises TooManyTries. `old_token` is what the browser came with, `token` what it leaves with.
    """
    known = sessions.find_session(db, hashed(old_token))
    at_home = known is not None and known.organizer.email == given.email
    bucket = _bucket_of(known) if known and at_home else _bucket(given.email)
    found = organizers.find_organizer(db, given.email)
    wait = _count(db, bucket, now=now)
    with transaction(db):
        if not _is_right(db, seals, wait, found, given, now=now) or found is None:
            return None  # a code that was taken stays taken
        sessions.forget_guesses(db, bucket)
        return open_session(db, found[0], old_token=old_token, token=token, now=now)


def sign_in_by_passkey(
    db: Db, seals: Seals, given: PasskeyAnswer, *, old_token: str, token: str, now: datetime
) -> SignInSession | None:
    """Let somebody in by passkey; None where it is not a key of ours."""
    with transaction(db):
        organizer = _owner_of_key(db, seals, given, now=now)
        if organizer is None:
            return None
        return open_session(db, organizer, old_token=old_token, token=token, now=now)


def reauthenticate(
    db: Db, seals: Seals, session: SignInSession, given: Credentials, *, token: str, now: datetime
) -> SignInSession | None:
    """Show again who one is, by password and code. Raises TooManyTries.

    The session has another `token` from then on.
    """
    bucket = _bucket_of(session)
    found = organizers.find_organizer(db, session.organizer.email)
    wait = _count(db, bucket, now=now)
    with transaction(db):
        if not _is_right(db, seals, wait, found, given, now=now):
            return None  # a code that was taken stays taken
        sessions.forget_guesses(db, bucket)
        return _prove(db, session, token, now=now)


def reauthenticate_by_passkey(
    db: Db, seals: Seals, session: SignInSession, given: PasskeyAnswer, *, token: str, now: datetime
) -> SignInSession | None:
    """Show again who one is, by passkey. The session has another `token` from then on."""
    with transaction(db):
        organizer = _owner_of_key(db, seals, given, now=now)
        right = organizer is not None and organizer.id == session.organizer.id
        if right:
            session = _prove(db, session, token, now=now)
        return session if right else None


def kept_password(db: Db, session: SignInSession, password: str, *, now: datetime) -> str | None:
    """Return what is kept of the password of who is signed in; None where it is another.

    It is a guess like any other. Raises TooManyTries.
    """
    wait = _count(db, _bucket_of(session), now=now)
    if wait:
        raise TooManyTries(wait)
    found = organizers.find_organizer(db, session.organizer.email)
    if found is None or not passwords.is_right(password, found[1].password):
        return None
    with transaction(db):
        sessions.forget_guesses(db, _bucket_of(session))
    return found[1].password


def sign_out(db: Db, session: SignInSession, *, now: datetime) -> None:
    """End the session."""
    with transaction(db):
        sessions.end_session(db, session.id, organizer=session.organizer.id, now=now)
        record(db, session.organizer.email, AuditEvent.SIGNED_OUT, at=now)


def open_session(
    db: Db, organizer: Organizer, *, old_token: str, token: str, now: datetime
) -> SignInSession:
    """Open a session, without committing it, and end the one that the browser came with."""
    sessions.remove_sessions(db, before=now - KEPT)
    sessions.end_session_of(db, hashed(old_token), now=now)
    record(db, organizer.email, AuditEvent.SIGNED_IN, at=now)
    return sessions.add_session(db, organizer, hashed(token), now=now)


def _prove(db: Db, session: SignInSession, token: str, *, now: datetime) -> SignInSession:
    sessions.renew_session(db, session.id, hashed(token))
    return sessions.prove_session(db, session, now=now)


def _is_right(
    db: Db,
    seals: Seals,
    wait: int,
    found: Found,
    given: Credentials,
    *,
    now: datetime,
) -> bool:
    """Say whether code and password are right, and use the code up. Raises TooManyTries.

    The code comes first: next to no guess has a right one, so that none makes us hash passwords.
    """
    code = _right_code(db, seals, found, given.code, now=now)
    # An app's codes can be found by trying for long enough, so that they wait.
    if wait and not isinstance(code, str):
        raise TooManyTries(wait)
    if found is None or code is None:
        return False
    organizer, proofs = found

    def has_password() -> bool:
        return passwords.is_right(given.password, proofs.password)

    def takes_code() -> bool:
        return _take(db, organizer, code, now=now)

    # A mistyped password costs no code, but while somebody guesses a code is for one try.
    if wait:
        return takes_code() and has_password()
    return has_password() and takes_code()


def _right_code(
    db: Db, seals: Seals, found: Found, code: str, *, now: datetime
) -> int | str | None:
    """Return the step of an app's unused code, or the hash of a recovery code; None of others."""
    sealed = found[1].app_secret if found else seals.seal(APP, NOBODYS_SECRET)
    secret = seals.open(APP, sealed)
    counter = codes.counter_of(secret, code, now) if secret else None
    if found and counter is not None:
        last = found[1].last_counter
        return counter if counter > last or last > codes.latest_at(now) else None
    recovery = hashed(codes.plain(code))
    return recovery if organizers.has_code(db, found[0].id if found else NOBODY, recovery) else None


def _take(db: Db, organizer: Organizer, code: int | str, *, now: datetime) -> bool:
    """Use a code up; return False where another request was faster."""
    if isinstance(code, int):
        return organizers.take_counter(db, organizer.id, code, latest=codes.latest_at(now))
    taken = organizers.take_code(db, organizer.id, code)
    if taken:
        record(db, organizer.email, AuditEvent.CODE_USED, at=now)
    return taken


def _owner_of_key(db: Db, seals: Seals, given: PasskeyAnswer, *, now: datetime) -> Organizer | None:
    """Return whose passkey answered, and use the question up."""
    found = sessions.find_passkey(db, passkeys.named_in(given.answer) or "")
    if found is None:
        return None
    key, organizer = found
    count = passkeys.sign_count_of(
        seals,
        given.site,
        answer=given.answer,
        sealed=given.sealed,
        public_key=key.public_key,
        last_count=key.sign_count,
    )
    challenge = passkeys.challenge_hash(seals, given.sealed)
    if count is None or not sessions.spend(db, challenge, now=now):
        return None
    return organizer if sessions.use_passkey(db, key.id, sign_count=count, now=now) else None


def _count(db: Db, bucket: str, *, now: datetime) -> int:
    """Count a guess, at once, whatever comes of it; return for how many seconds it should wait."""
    with transaction(db):
        until = sessions.count_guess(db, bucket, WAITS, now=now)
        return 0 if until is None else max(ceil((until - now).total_seconds()), 1)


def _bucket_of(session: SignInSession) -> str:
    """Return by what guesses in a browser are counted that its organizer has used before."""
    return f"session {session.id}"


def _bucket(email: str) -> str:
    """Return by what guesses at an address are counted, whether or not anybody has it."""
    return hashed(email)[:BUCKETS]
