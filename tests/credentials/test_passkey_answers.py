"""Answers that no browser has made are refused, whatever they look like."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaign.credentials import passkeys
from campaign.credentials.seals import Seals

SEALS, SITE = Seals("x" * 32), passkeys.Site("localhost", "http://localhost")
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner),
    max_leaves=6,
)
NAMES = ("id", "rawId", "type", "authenticatorAttachment")
PARTS = ("clientDataJSON", "authenticatorData", "signature", "userHandle", "attestationObject")
TEXTS = st.sampled_from(["", "AA", "public-key", "platform", "e30", "W1tb", "x" * 99]) | ANYTHING
ANSWERS = st.fixed_dictionaries(
    {},
    optional={
        **dict.fromkeys(NAMES, TEXTS),
        "response": st.fixed_dictionaries({}, optional=dict.fromkeys(PARTS, TEXTS)) | TEXTS,
    },
)
DEEP = ["[" * 50_000, "[" * 15_000, '{"id":' * 2_000, "[" * 9_000 + "]" * 9_000, "9" * 9_999]


def is_refused(answer: str) -> bool:
    """Say whether nobody takes an answer for one."""
    new = passkeys.ask_for_new(SEALS, SITE, email="ada@example.org", handle=b"1", known=())
    known = passkeys.ask_for_any(SEALS, SITE)
    found = passkeys.sign_count_of(
        SEALS, SITE, answer=answer, sealed=known.sealed, public_key=b"key", last_count=0
    )
    made = passkeys.new_key(SEALS, SITE, answer=answer, sealed=new.sealed)
    return (found, made) == (None, None)


@given(ANSWERS | ANYTHING)
def test_an_answer_of_any_shape_is_refused(answer: object) -> None:
    text = json.dumps(answer)

    assert is_refused(text)
    passkeys.named_in(text)


@given(st.text())
def test_an_answer_that_is_no_json_is_refused(answer: str) -> None:
    assert is_refused(answer)


@pytest.mark.parametrize("answer", DEEP, ids=lambda answer: f"{answer[:6]} {len(answer)}")
def test_an_answer_that_is_deep_or_long_is_refused(answer: str) -> None:
    assert is_refused(answer)
    assert passkeys.named_in(answer) is None
