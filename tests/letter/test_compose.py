"""Composing, as properties of every letter that anybody could ask for."""

import pytest
from hypothesis import given

from campaign.letter.compose import compose
from campaign.model.letter import Choices, LetterPart
from campaign.model.statement import Campaign
from campaign.rules import targets
from tests.builders import TODAY, Case, cases, make_letter
from tests.letter.reading import campaigns_words, parts


@given(cases())
def test_no_placeholder_survives(case: Case) -> None:
    for words in campaigns_words(case.compose()):
        assert not {"{", "}"} & set(words)


@pytest.mark.parametrize("name", ["real", "orchard"])
def test_every_target_of_the_day_gets_a_letter_in_every_language(
    name: str, request: pytest.FixtureRequest
) -> None:
    campaign: Campaign = request.getfixturevalue(name)
    for target in targets.offered_targets(campaign, TODAY):
        asks = tuple(ask.id for ask in targets.asks_for(campaign, target, TODAY))
        for language in campaign.languages:
            letter = compose(campaign, target, Choices(asks, language), TODAY)
            assert "{" not in "".join(campaigns_words(letter))
            assert {p.ask for p in parts(letter, LetterPart.ASK)} == set(asks)
            assert all(campaigns_words(letter))


@given(cases())
def test_the_parts_come_in_the_order_of_a_letter(case: Case) -> None:
    order = list(LetterPart)
    places = [order.index(paragraph.part) for paragraph in case.compose().paragraphs]
    assert places == sorted(places)


@given(cases())
def test_a_letter_says_what_it_is_for_and_asks_one_question_last(case: Case) -> None:
    paragraphs = case.compose().paragraphs
    assert {LetterPart.OPENING, LetterPart.REASON, LetterPart.REQUEST} <= {
        p.part for p in paragraphs
    }
    assert paragraphs[-1].part is LetterPart.QUESTION


def test_composing_twice_gives_the_same_letter(real: Campaign) -> None:
    assert make_letter(real, "hrc-mx") == make_letter(real, "hrc-mx")
