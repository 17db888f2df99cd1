"""Words in braces, and what becomes of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaign.model import placeholders
from campaign.model.language import TargetKind


def test_a_placeholder_becomes_its_value() -> None:
    filled = placeholders.fill("to {state}: {quote}", {"state": "France", "quote": "“trees”"})
    assert filled == "to France: “trees”"


@given(st.text(), st.text())
def test_what_is_put_in_is_never_read_again(state: str, quote: str) -> None:
    filled = placeholders.fill("{state}|{quote}", {"state": state, "quote": quote})
    assert filled == f"{state}|{quote}"


def test_a_placeholder_that_is_not_known_is_an_error() -> None:
    with pytest.raises(KeyError):
        placeholders.fill("to {sate}", {"state": "France"})


@pytest.mark.parametrize("text", ["{state", "state}", "{{state}}", "}{", "{state} {"])
def test_a_brace_without_its_other_half_is_found(text: str) -> None:
    assert placeholders.has_loose_brace(text)


@pytest.mark.parametrize("text", ["", "to {state}", "{state}{quote}", "{}"])
def test_whole_braces_are_not_loose(text: str) -> None:
    assert not placeholders.has_loose_brace(text)


@pytest.mark.parametrize("text", ["{}", "{ state}", "{State}", "{state.name}", "{state!r}"])
def test_a_placeholder_is_a_known_name_and_nothing_else(text: str) -> None:
    assert placeholders.unknown(text, frozenset({"state"})) == (text[1:-1],)


def test_only_letters_to_delegations_may_name_a_state() -> None:
    assert {kind for kind in TargetKind if "state" in placeholders.of_letters(kind)} == {
        TargetKind.COUNCIL_MEMBER,
        TargetKind.COMMITTEE_MEMBER,
    }
