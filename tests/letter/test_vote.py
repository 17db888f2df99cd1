"""What a letter says of the recorded vote, and to whom."""

import csv
from dataclasses import replace
from typing import Final

import pytest

from campaign.model.language import TargetKind
from campaign.model.letter import LetterPart
from campaign.model.statement import Campaign
from campaign.rules import targets
from campaign.settings import ROOT
from tests.builders import TODAY, make_letter
from tests.letter.reading import campaigns_words, parts, says

RECORDED: Final = {
    "for": "voted in favour",
    "against": "voted against",
    "abstained": "abstained",
}


def recorded_votes() -> dict[str, str]:
    with (ROOT / "letters/uyghur-assessment/votes.csv").open(encoding="utf-8") as file:
        return {row["code"]: row["vote"] for row in csv.DictReader(file)}


@pytest.mark.parametrize("vote", [*RECORDED, "not then a member"])
def test_the_vote_paragraph_follows_the_delegations_own_record(real: Campaign, vote: str) -> None:
    votes = recorded_votes()
    members = [
        t for t in targets.offered_targets(real, TODAY) if t.kind is TargetKind.COUNCIL_MEMBER
    ]
    those = [t for t in members if votes.get(t.state or "", "not then a member") == vote]
    assert those
    for target in those:
        state = real.default_language.states[target.state or ""].in_sentence
        said = says(make_letter(real, target.slug), LetterPart.VOTE)
        if vote in RECORDED:
            assert said.endswith(f"The record shows that {state} {RECORDED[vote]}.")
        else:
            assert f"when {state} was not a member, the Council voted" in said
            assert "The record" not in said


def test_letters_to_new_york_and_to_offices_mention_no_vote(real: Campaign) -> None:
    for target in targets.offered_targets(real, TODAY):
        if target.kind is not TargetKind.COUNCIL_MEMBER:
            asks = tuple(ask.id for ask in targets.asks_for(real, target, TODAY))
            words = " ".join(campaigns_words(make_letter(real, target.slug, asks=asks)))
            assert not [w for w in ("voted", "vote", "abstain", "A/HRC/51/L.6") if w in words]


@pytest.mark.parametrize(
    ("to", "words"),
    [
        ("hrc-fr", "صوّت مؤيداً"),
        ("hrc-cu", "صوّت معارضاً"),
        ("hrc-mx", "امتنع عن التصويت"),
        ("hrc-gb", "لم تكن المملكة المتحدة عضواً"),
    ],
)
def test_the_vote_is_told_in_arabic_too(orchard: Campaign, to: str, words: str) -> None:
    said = says(
        make_letter(orchard, to, language="ar", asks=("gov-school-trees",)), LetterPart.VOTE
    )
    assert words in said
    assert "A/ORCHARD/1/L.2" in said


def test_a_campaign_without_a_vote_mentions_none(orchard: Campaign) -> None:
    assert not parts(make_letter(replace(orchard, ballot=None), "hrc-fr"), LetterPart.VOTE)
