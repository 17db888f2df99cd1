"""What a letter says of the recorded vote, and to whom: thanks, an invitation, or nothing."""

import csv
import re
from dataclasses import replace
from typing import Final

import pytest

from campaign.letter.compose import compose, compose_email
from campaign.model.language import TargetKind
from campaign.model.letter import Choices, Letter, LetterPart, Target
from campaign.model.statement import Campaign
from campaign.rules import targets
from campaign.settings import ROOT
from tests.builders import TODAY, make_letter
from tests.letter.reading import campaigns_words, parts, says

VOTES: Final = ("for", "abstained", "against", "not then a member")
OF_A_VOTE: Final = re.compile(r"\bvot|abstain|6 October 2022|A/HRC/51/L\.6")
"""What cannot be done without where it is spoken of."""


def recorded_votes() -> dict[str, str]:
    with (ROOT / "letters/uyghur-assessment/votes.csv").open(encoding="utf-8") as file:
        return {row["code"]: row["vote"] for row in csv.DictReader(file)}


def members(real: Campaign, vote: str) -> list[Target]:
    """Return the delegations to the Council with a record."""
    votes = recorded_votes()
    return [
        target
        for target in targets.offered_targets(real, TODAY)
        if target.kind is TargetKind.COUNCIL_MEMBER
        and votes.get(target.state or "", VOTES[-1]) == vote
    ]


def letters(campaign: Campaign, target: Target) -> tuple[Letter, Letter]:
    """Return the letter with every ask, and the short email with them."""
    asks = tuple(ask.id for ask in targets.asks_for(campaign, target, TODAY))
    choices = Choices(asks, "en")
    return compose(campaign, target, choices, TODAY), compose_email(
        campaign, target, choices, TODAY
    )


def test_who_voted_in_favour_is_thanked_first(real: Campaign) -> None:
    thanked = members(real, "for")
    assert thanked
    for target in thanked:
        letter, email = letters(real, target)
        order = [p.part for p in letter.paragraphs]
        state = real.default_language.states[target.state or ""].in_sentence
        assert order[:2] == [LetterPart.OPENING, LetterPart.VOTE]
        assert "thank you" in says(letter, LetterPart.VOTE)
        assert f"{state} voted in favour." in says(letter, LetterPart.VOTE)
        assert "Thank you for voting" in says(email, LetterPart.SHORT)


def test_who_abstained_is_invited(real: Campaign) -> None:
    invited = members(real, "abstained")
    assert invited
    for target in invited:
        letter, email = letters(real, target)
        state = real.default_language.states[target.state or ""].in_sentence
        for words in (says(letter, LetterPart.VOTE), says(email, LetterPart.SHORT)):
            assert f"{state} abstained" in words
            assert "invite" in words


@pytest.mark.parametrize("vote", ["against", "not then a member"])
def test_of_a_vote_against_or_none_there_is_no_word(real: Campaign, vote: str) -> None:
    others = members(real, vote)
    assert others
    for target in others:
        for letter in letters(real, target):
            assert not parts(letter, LetterPart.VOTE)
            assert not OF_A_VOTE.search(" ".join(campaigns_words(letter)))


def test_letters_to_new_york_and_to_offices_mention_no_vote(real: Campaign) -> None:
    for target in targets.offered_targets(real, TODAY):
        if target.kind is not TargetKind.COUNCIL_MEMBER:
            for letter in letters(real, target):
                assert not OF_A_VOTE.search(" ".join(campaigns_words(letter)))


@pytest.mark.parametrize(
    ("to", "words"),
    [
        ("hrc-fr", "صوّت مؤيداً"),
        ("hrc-mx", "امتنع عن التصويت"),
        ("hrc-cu", ""),
        ("hrc-gb", ""),
    ],
)
def test_the_vote_is_told_in_arabic_too(orchard: Campaign, to: str, words: str) -> None:
    said = says(
        make_letter(orchard, to, language="ar", asks=("gov-school-trees",)), LetterPart.VOTE
    )
    assert words in said
    assert bool(said) is bool(words)


def test_a_campaign_without_a_vote_mentions_none(orchard: Campaign) -> None:
    assert not parts(make_letter(replace(orchard, ballot=None), "hrc-fr"), LetterPart.VOTE)
