"""Passwords: which are taken, and that judging one is little work whatever it looks like."""

import unicodedata

import pytest
import zxcvbn
from argon2 import PasswordHasher

from campaign.credentials import passwords
from campaign.credentials.passwords import LONGEST, Weakness

SIGNS = "4@8({[<369&61!|7+0$5%2"
"""All that zxcvbn can read as letters."""
SLOW = {
    "signs": SIGNS,
    "signs and letters": "4a@e8i(o{s[c<l3",
    "words": "theandforyoulove",
    "words in signs": "p4$$w0rd1!",
    "one letter": "a",
    "two letters": "ab",
    "a row of keys": "qwertyuiop",
    "the alphabet": "abcdefghijklmnopqrstuvwxyz",
    "digits": "31415926535897932384626433",
    "days": "13.11.1991 ",
}


@pytest.mark.parametrize("whole", SLOW.values(), ids=SLOW)
def test_a_long_password_is_as_much_work_as_a_short_one(
    whole: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked_at, readings = [], []
    judge = zxcvbn.zxcvbn

    def watch(password: str, **given: object) -> object:
        looked_at.append(password)
        subs = zxcvbn.matching.relevant_l33t_subtable(password, zxcvbn.matching.L33T_TABLE)
        readings.append(len(zxcvbn.matching.enumerate_l33t_subs(subs)))
        return judge(password, **given)

    monkeypatch.setattr(passwords, "zxcvbn", watch)
    for length in (passwords.LOOKED_AT, LONGEST):
        passwords.weakness((whole * LONGEST)[:length])

    assert looked_at[0] == looked_at[1]
    assert max(map(len, looked_at)) <= passwords.LOOKED_AT
    assert max(readings) <= 4 * passwords.MOST_READINGS


@pytest.mark.parametrize(
    "password",
    [
        "seven quiet herons under glass",
        "k7#Vq!x9Lw2@Zr",
        SIGNS,
        "correct " + "x7!Lq-" * 30,
        "Ж" + "дом у реки, где поют совы",
        "ئالما دەرىخى تۆۋىدە يەتتە مۈشۈك",
        "😀🐢🌵🚂🎻🧂🪁🦔🥁🏔🫐🛶",
    ],
)
def test_what_is_hard_to_guess_is_taken_at_any_length_and_in_any_script(password: str) -> None:
    assert passwords.weakness(password) is None
    assert passwords.is_right(password, passwords.hash_password(password))


@pytest.mark.parametrize(
    "password",
    ["a" * LONGEST, "password" * 25, "p4$$w0rd" * 9, "1234567890" * 20, "!@#$%^&*()_+", "ab" * 50],
)
def test_what_is_easy_to_guess_is_refused_at_any_length(password: str) -> None:
    assert passwords.weakness(password) is Weakness.COMMON


PHRASES = (
    "sieben müde Häher im Glashaus",
    "ქარი და წვიმა ტყეში ხმაურობს é",
    "각 나무 아래에 일곱 마리",
)


@pytest.mark.slow
@pytest.mark.parametrize("phrase", PHRASES)
def test_a_password_is_right_whichever_way_a_keyboard_writes_its_letters(phrase: str) -> None:
    """RFC 8265, 4.2.2: one normal form, and one space for all."""
    forms = [unicodedata.normalize(form, phrase) for form in ("NFC", "NFD")]
    forms += [form.replace(" ", "\u00a0") for form in forms]
    for kept in map(passwords.hash_password, forms):
        assert all(passwords.is_right(form, kept) for form in forms)
        assert not passwords.is_right(phrase.upper() + "!", kept)


@pytest.mark.slow
def test_a_password_that_was_kept_as_it_was_typed_is_still_right() -> None:
    typed = unicodedata.normalize("NFD", PHRASES[0])
    assert passwords.is_right(typed, PasswordHasher().hash(typed))


def test_a_password_in_wide_letters_is_another() -> None:
    assert not passwords.is_right("ｓｅｖｅｎ herons", passwords.hash_password("seven herons"))


def test_the_longest_password_works_and_only_all_of_it() -> None:
    longest = ("seven quiet herons under glass, " * 9)[:LONGEST]
    kept = passwords.hash_password(longest)

    assert passwords.weakness(longest) is None
    assert passwords.weakness(longest + "x") is Weakness.LONG
    assert passwords.is_right(longest, kept)
    assert not passwords.is_right(longest + "x", kept)
    assert not passwords.is_right(longest[:-1], kept)


def test_what_is_known_of_one_person_is_not_held_against_another() -> None:
    name = "zwirblkxq.vjornt"

    assert passwords.weakness(name, ("zwirblkxq.vjornt@example.org",)) is Weakness.COMMON
    assert passwords.weakness(name) is None
