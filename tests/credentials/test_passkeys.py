"""What claims to be a passkey's answer is none unless it is: wrong in any way, it is refused."""

import base64
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaign.credentials import passkeys
from campaign.credentials.passkeys import Question, Site
from campaign.credentials.seals import Seals

SEALS = Seals("a secret of the tests, of no other use")
SITE = Site("localhost", "http://localhost")
DEEP = 100_000
TOO_DEEP = {
    "lists": "[" * DEEP,
    "lists, closed": "[" * DEEP + "]" * DEEP,
    "records": '{"a":' * DEEP,
    "lists in a record": '{"id": ' + "[" * DEEP,
}
CBOR = {
    "lists in lists": b"\x81" * DEEP,
    "maps as keys of maps": b"\xa1" * DEEP,
    "values shared with others": b"\xd8\x1c" * DEEP,
    "a list without end": b"\x9b\x7f\xff\xff\xff\xff\xff\xff\xff",
    "bytes without end": b"\x5b\x7f\xff\xff\xff\xff\xff\xff\xff",
    "a number of 10^18 digits": b"\xc4\x82\x1b\x7f\xff\xff\xff\xff\xff\xff\xff\x01",
    "a fraction of nothing": b"\xd8\x1e\x82\x01\x00",
    "a pattern": b"\xd8\x23\x64((((",
    "a date": b"\xc0\x61x",
    "a time without end": b"\xc1\xfb\x7f\xf0\x00\x00\x00\x00\x00\x00",
    "null": b"\xf6",
    "nothing": b"",
}


def word(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).decode().rstrip("=")


NAMES = st.text(max_size=8)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8)
    | st.binary(max_size=60).map(word),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3),
    max_leaves=8,
)  # fmt: skip


def said(question: Question, kind: str = "webauthn.create", **response: Any) -> str:  # noqa: ANN401
    """Return an answer that is right as far as the question goes."""
    challenge = json.loads(question.options)["challenge"]
    client = {"type": kind, "challenge": challenge, "origin": SITE.origin}
    right = {"clientDataJSON": word(json.dumps(client).encode())}
    return json.dumps({
        "id": "eA", "rawId": "eA", "type": "public-key", "response": {**right, **response},
    })  # fmt: skip


def new(answer: str, question: Question | None = None) -> object:
    question = question or asked_for_new()
    return passkeys.new_key(SEALS, SITE, answer=answer, sealed=question.sealed)


def asked_for_new() -> Question:
    return passkeys.ask_for_new(SEALS, SITE, email="ada@example.org", handle=b"x" * 32, known=())


def used(answer: str, question: Question | None = None) -> int | None:
    question = question or passkeys.ask_for_any(SEALS, SITE)
    return passkeys.sign_count_of(
        SEALS, SITE, answer=answer, sealed=question.sealed, public_key=b"\xa1" * 50, last_count=0
    )


@pytest.mark.parametrize("answer", TOO_DEEP.values(), ids=TOO_DEEP)
def test_an_answer_too_deep_to_be_read_is_none(answer: str) -> None:
    assert passkeys.named_in(answer) is None
    assert new(answer) is None
    assert used(answer) is None


@pytest.mark.parametrize("content", CBOR.values(), ids=CBOR)
def test_a_key_that_is_not_what_it_claims_to_be_is_none(content: bytes) -> None:
    question = asked_for_new()

    assert new(said(question, attestationObject=word(content)), question) is None


def test_what_a_browser_says_too_deep_is_none() -> None:
    deep = word(b"[" * DEEP)
    question = asked_for_new()

    assert new(said(question, clientDataJSON=deep, attestationObject=""), question) is None
    one = passkeys.ask_for_any(SEALS, SITE)
    answer = said(one, "webauthn.get", clientDataJSON=deep, authenticatorData="", signature="")
    assert used(answer, one) is None


@pytest.mark.slow
@given(VALUES, VALUES, VALUES, VALUES)
def test_an_answer_of_any_shape_is_none(one: Any, two: Any, three: Any, four: Any) -> None:  # noqa: ANN401
    inner = {"clientDataJSON": two, "attestationObject": three}
    signed = {"clientDataJSON": two, "authenticatorData": three, "signature": four}
    for response in (one, inner, signed):
        whole = {"id": "eA", "rawId": "eA", "type": "public-key", "response": response}
        for answer in (one, {**whole, "rawId": four}, whole):
            assert new(json.dumps(answer)) is None
            assert used(json.dumps(answer)) is None
            passkeys.named_in(json.dumps(answer))


@given(st.binary(max_size=300))
def test_bytes_that_no_device_made_are_no_key(content: bytes) -> None:
    question = asked_for_new()
    authenticator = word(content)

    assert new(said(question, attestationObject=word(content)), question) is None
    one = passkeys.ask_for_any(SEALS, SITE)
    answer = said(
        one, "webauthn.get", authenticatorData=authenticator, signature=word(content[:64])
    )
    assert used(answer, one) is None
