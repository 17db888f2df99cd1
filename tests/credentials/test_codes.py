"""Codes follow the standard, so that any app makes the same ones."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaign.credentials import codes
from campaign.credentials.seals import Seals

SECRET = b"12345678901234567890"
START = datetime(1970, 1, 1)  # noqa: DTZ001 - as databases keep it


@pytest.mark.parametrize(("seconds", "code"), [
    (59, "287082"), (1111111109, "081804"), (1111111111, "050471"),
    (1234567890, "005924"), (2000000000, "279037"), (20000000000, "353130"),
])  # fmt: skip
def test_codes_are_those_of_the_standard(seconds: int, code: str) -> None:
    """RFC 6238, appendix B; the last six of its eight digits."""
    at = START + timedelta(seconds=seconds)

    assert codes.code_at(SECRET, codes.counter_at(at)) == code
    assert codes.counter_of(SECRET, code, at) == seconds // 30


@pytest.mark.parametrize(("drift", "taken"), [(-60, False), (-30, True), (30, True), (60, False)])
def test_a_clock_may_be_half_a_minute_wrong(drift: int, taken: bool) -> None:  # noqa: FBT001
    at = START + timedelta(seconds=1234567890)
    code = codes.code_at(SECRET, codes.counter_at(at))

    found = codes.counter_of(SECRET, f"{code[:3]} {code[3:]}", at + timedelta(seconds=drift))

    assert (found is not None) == taken


ZEROS = {"Arabic": "٠", "Persian": "۰", "Hindi": "०", "Bengali": "০", "wide": "０", "Tibetan": "༠"}


@pytest.mark.parametrize("zero", ZEROS.values(), ids=ZEROS)
def test_a_code_is_taken_in_the_digits_of_any_keyboard(zero: str) -> None:
    at = START + timedelta(seconds=1234567890)
    digits = [chr(ord(zero) + int(digit)) for digit in codes.code_at(SECRET, codes.counter_at(at))]

    assert codes.counter_of(SECRET, "".join(digits), at) == codes.counter_at(at)


DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u00ad\uff0d\ufe63 \u00a0\u2009.·"


@pytest.mark.parametrize("between", DASHES)
def test_codes_are_taken_with_any_dash_or_space_between_their_parts(between: str) -> None:
    at = START + timedelta(seconds=1234567890)
    code, recovery = codes.code_at(SECRET, codes.counter_at(at)), codes.new_recovery_codes()[0]

    assert codes.counter_of(SECRET, f"{code[:3]}{between}{code[3:]}", at) == codes.counter_at(at)
    typed = recovery.upper().replace("-", between)
    assert codes.plain(typed) == codes.plain(recovery) == recovery.replace("-", "")


def test_a_recovery_code_is_taken_in_wide_letters() -> None:
    recovery = codes.new_recovery_codes()[0]
    wide = "".join(chr(ord(char) + 0xFEE0) for char in recovery)
    assert codes.plain(wide) == codes.plain(recovery)


@pytest.mark.slow
@given(st.text(max_size=40))
def test_what_is_no_code_is_refused(code: str) -> None:
    at = START + timedelta(seconds=1234567890)
    digits = [char for char in code if char.isdecimal()]
    assert codes.counter_of(SECRET, code, at) is None or len(digits) == codes.DIGITS


def test_an_app_is_told_where_the_code_is_for() -> None:
    link = codes.link(SECRET, issuer="letters.example.org", email="ada+x@example.org")

    assert link.startswith("otpauth://totp/letters.example.org%3Aada%2Bx%40example.org?")
    assert "secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=letters.example.org" in link


def test_recovery_codes_are_all_different() -> None:
    assert len({code for _ in range(50) for code in codes.new_recovery_codes()}) == 500


@given(st.binary(), st.text())
def test_only_who_sealed_for_a_purpose_opens_for_it(content: bytes, forged: str) -> None:
    ours, others = Seals("x" * 32), Seals("y" * 32)
    sealed = ours.seal("codes", content)

    assert ours.open("codes", sealed) == content
    assert ours.open("keys", sealed) is None
    assert others.open("codes", sealed) is None
    assert ours.open("codes", forged) is None
