"""One rule for addresses: what passes it can stand in every header, and nothing else passes."""

import email
import email.policy
from dataclasses import replace
from email.headerregistry import Address
from typing import Final

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from campaign.letter.email import eml, mailto
from campaign.model.email_address import is_address
from tests.builders import make_letter, real

ATOM: Final = st.text("abcXYZ019!#$%&'*+-/=?^_`{|}~", min_size=1, max_size=20)
LABEL: Final = st.from_regex(r"[a-z0-9]([a-z0-9-]{0,20}[a-z0-9])?", fullmatch=True)
TOP: Final = st.from_regex(r"[a-z][a-z0-9]{1,10}", fullmatch=True)
PLAIN: Final = st.builds(
    lambda atoms, labels, top: f"{'.'.join(atoms)}@{'.'.join([*labels, top])}",
    st.lists(ATOM, min_size=1, max_size=3),
    st.lists(LABEL, min_size=1, max_size=3),
    TOP,
)
HOSTILE: Final = st.text('ab.@[]()<>"\\,;:= ?-_\x00\r\n\té＠\u202e\ud800', max_size=40)
REFUSED: Final = (
    "a@[b.org", "a@b]", "[a@b.org", "a@[192.0.2.1]", "a@192.0.2.1", "a@[IPv6:::1]", "a@b", "a@b.",
    "a@.b.org", "a@-b.org", "a@b-.org", "a@b..org", ".a@b.org", "a.@b.org", "a..b@c.org", "@b.org",
    "a@", "a", "", '"a b"@c.org', '"a"@b.org', "A <a@b.org>", "<a@b.org>", "a@b.org,c@d.org",
    "a@b.org;c@d.org", "a (x)@b.org", "a@b.org (x)", "a@b@c.org", "a:b@c.org", "a\\b@c.org",
    "é@b.org", "a@é.org", "a＠b.org", "a@b.org\n", "a@b.org\r\nBcc: c@d.org", " a@b.org",
    "a b@c.org", "a\x00b@c.org", "a\u202e@b.org", "a\ud800@b.org", "a@b_c.org",
    "=?utf-8?q?a?=@b.org", f"{'a' * 65}@b.org", f"a@{'b' * 64}.org", f"a@{'b.' * 130}org",
)  # fmt: skip


def to_of(address: str) -> str | None:
    """Return whom a message file made of an address says it is to."""
    letter = make_letter(real())
    letter = replace(letter, address=replace(letter.address, email=address))
    assert mailto(letter).link.startswith("mailto:")
    message = email.message_from_bytes(eml(letter), policy=email.policy.default)
    assert not message.defects
    to = message["To"]
    if to is None:
        return None
    assert not to.defects
    (only,) = to.addresses
    return str(only.addr_spec)


@pytest.mark.slow
@given(PLAIN)
@example("o'neill@example.org")
@example("a+b=c?d&e@example.org")
@example(f"{'a' * 64}@{'b' * 63}.{'c' * 63}.{'d' * 56}.org")
def test_a_plain_address_passes_and_is_read_back_as_it_was(address: str) -> None:
    if "=?" not in address:
        assert is_address(address)
        assert to_of(address) == address
        assert Address(addr_spec=address).addr_spec == address


@pytest.mark.parametrize("address", REFUSED)
def test_what_no_header_could_hold_as_it_is_does_not_pass(address: str) -> None:
    assert not is_address(address)


@given(HOSTILE | st.text(max_size=60))
@example("a@[b.org")
def test_whatever_stands_for_an_address_a_letter_is_still_given(address: str) -> None:
    assert to_of(address) == (address if is_address(address) else None)
