"""Passkeys (WebAuthn): what a browser is asked, and whether its answer is right.

A key is unlocked by finger, face or PIN on its device, so that it counts for password and code.
"""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

import webauthn
from cryptography.exceptions import UnsupportedAlgorithm
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from campaign.credentials.seals import Seals, hashed

LASTS: Final = timedelta(minutes=10)
"""The time in which a browser must answer."""
LONGEST_ANSWER: Final = 16 * 1024
"""The most characters of an answer: many times as many as any browser gives."""
UNREADABLE: Final = (
    WebAuthnException,
    UnsupportedAlgorithm,
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    ArithmeticError,
    RecursionError,
)
"""The errors that reading an answer can raise which no browser has made."""
_MUST_UNLOCK: Final = UserVerificationRequirement.REQUIRED


@dataclass(frozen=True, slots=True)
class Site:
    """The site that a key is for: a host's name, and the address that pages there have."""

    name: str
    origin: str


@dataclass(frozen=True, slots=True)
class Question:
    """A question for the browser, as JSON, and the sealed challenge that comes back with it."""

    options: str
    sealed: str


@dataclass(frozen=True, slots=True)
class NewKey:
    """A key that a device has just made."""

    credential: str
    public_key: bytes
    sign_count: int


def ask_for_new(
    seals: Seals, site: Site, *, email: str, handle: bytes, known: Iterable[str]
) -> Question:
    """Return a question for a new key of somebody who has the `known` ones already."""
    challenge = secrets.token_bytes(32)
    options = webauthn.generate_registration_options(
        rp_id=site.name,
        rp_name=site.name,
        user_id=handle,
        user_name=email,
        challenge=challenge,
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED, user_verification=_MUST_UNLOCK
        ),
        exclude_credentials=[
            PublicKeyCredentialDescriptor(id=base64url_to_bytes(each)) for each in known
        ],
    )
    return Question(webauthn.options_to_json(options), seals.seal("new passkey", challenge))


def ask_for_any(seals: Seals, site: Site) -> Question:
    """Return a question that any key of this site can answer."""
    challenge = secrets.token_bytes(32)
    options = webauthn.generate_authentication_options(
        rp_id=site.name, challenge=challenge, user_verification=_MUST_UNLOCK
    )
    return Question(webauthn.options_to_json(options), seals.seal("passkey", challenge))


def new_key(seals: Seals, site: Site, *, answer: str, sealed: str) -> NewKey | None:
    """Return the key in an answer, or None where it does not fit what was asked."""
    challenge = seals.open("new passkey", sealed, lasts=LASTS)
    if challenge is None or len(answer) > LONGEST_ANSWER:
        return None
    try:
        made = webauthn.verify_registration_response(
            credential=answer,
            expected_challenge=challenge,
            expected_rp_id=site.name,
            expected_origin=site.origin,
            require_user_verification=True,
        )
    except UNREADABLE:
        return None
    return NewKey(
        bytes_to_base64url(made.credential_id), made.credential_public_key, made.sign_count
    )


def named_in(answer: str) -> str | None:
    """Return which key an answer says it is by, None where it cannot be read."""
    if len(answer) > LONGEST_ANSWER:
        return None
    try:
        return bytes_to_base64url(
            webauthn.helpers.parse_authentication_credential_json(answer).raw_id
        )
    except UNREADABLE:
        return None


def sign_count_of(
    seals: Seals, site: Site, *, answer: str, sealed: str, public_key: bytes, last_count: int
) -> int | None:
    """Return how often a key was used, or None where the answer is not by it."""
    challenge = seals.open("passkey", sealed, lasts=LASTS)
    if challenge is None:
        return None
    try:
        verified = webauthn.verify_authentication_response(
            credential=answer,
            expected_challenge=challenge,
            expected_rp_id=site.name,
            expected_origin=site.origin,
            credential_public_key=public_key,
            credential_current_sign_count=last_count,
            require_user_verification=True,
        )
    except UNREADABLE:
        return None
    return verified.new_sign_count


def challenge_hash(seals: Seals, sealed: str) -> str:
    """Return the name under which a challenge is remembered as answered."""
    challenge = seals.open("passkey", sealed, lasts=LASTS) or b""
    return hashed(bytes_to_base64url(challenge))
