"""In which languages a letter is offered: those that its reader reads, and no other."""

from dataclasses import replace
from datetime import date

import pytest

from campaign.model.statement import Campaign
from campaign.model.world import Address
from campaign.rules.letter_languages import (
    languages_of_letters,
    letter_language,
    letter_languages,
)
from campaign.rules.targets import find_target

TODAY = date(2026, 11, 23)


def speaking(campaign: Campaign, *codes: str) -> Campaign:
    """Return a campaign as if it had texts in these languages."""
    words = campaign.default_language
    languages = {code: replace(words, code=code) for code in codes}
    return replace(campaign, languages=languages, reading=languages, written=languages)


@pytest.mark.parametrize(
    ("target", "offered"),
    [
        ("high-commissioner", ["en", "fr", "zh-Hans", "ar"]),
        ("third-committee-jp", ["en"]),
        ("third-committee-at", ["en", "de"]),
        ("third-committee-ch", ["en", "de", "fr"]),
        ("third-committee-tr", ["en", "tr"]),
        ("third-committee-sg", ["en", "zh-Hans"]),
        ("third-committee-cy", ["en", "tr"]),
        ("third-committee-kz", ["en"]),
    ],
)
def test_a_letter_is_offered_in_what_its_reader_reads(
    real: Campaign, target: str, offered: list[str]
) -> None:
    campaign = speaking(real, "en", "de", "fr", "tr", "ug", "zh-Hans", "ar")

    found = letter_languages(campaign, find_target(campaign, target, TODAY))

    assert set(found) == set(offered)


def test_what_a_mission_says_it_corresponds_in_is_offered(real: Campaign) -> None:
    campaign = speaking(real, "en", "fr")
    target = find_target(campaign, "third-committee-br", TODAY)
    known = Address(target.slug, languages=("fr",))
    told = replace(campaign.world, addresses={target.slug: known})

    assert list(letter_languages(campaign, target)) == ["en"]
    assert list(letter_languages(replace(campaign, world=told), target)) == ["en", "fr"]


def test_no_letter_is_in_a_language_that_nobody_there_reads(real: Campaign) -> None:
    campaign = speaking(real, "en", "ug")
    target = find_target(campaign, "third-committee-jp", TODAY)

    assert letter_language(campaign, target, "ug") == "en"
    assert list(languages_of_letters(campaign, TODAY)) == ["en"]
