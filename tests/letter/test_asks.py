"""What a letter asks for, in which order and in which words."""

import pytest
from hypothesis import given

from campaign.model.language import TargetKind
from campaign.model.letter import LetterPart
from campaign.model.statement import Campaign
from campaign.rules import targets
from tests.builders import TODAY, Case, cases, make_letter
from tests.letter.reading import campaigns_words, parts, says


@pytest.mark.slow
@given(cases())
def test_every_chosen_ask_appears_once_in_the_order_chosen_and_no_other(case: Case) -> None:
    letter = case.compose()
    assert tuple(p.ask for p in parts(letter, LetterPart.ASK)) == case.choices.asks


@given(cases())
def test_no_unchosen_ask_leaves_its_words(case: Case) -> None:
    letter = case.compose()
    assert {p.ask for p in parts(letter, LetterPart.NONE_KNOWN)} <= set(case.choices.asks)
    written = " ".join(campaigns_words(letter))
    for ask in targets.asks_for(case.campaign, case.target, TODAY):
        if ask.id not in case.choices.asks:
            assert ask.quote_in_letter not in written


def test_an_ask_chosen_twice_appears_once(real: Campaign) -> None:
    asks = ("hc-update-findings", "hc-regular-briefings", "hc-update-findings")
    letter = make_letter(real, asks=asks)
    assert [p.ask for p in parts(letter, LetterPart.ASK)] == [*asks[:2]]


@given(cases())
def test_asks_are_numbered_only_when_there_are_several(case: Case) -> None:
    numbers = [p.number for p in parts(case.compose(), LetterPart.ASK)]
    assert numbers == ([None] if len(numbers) == 1 else list(range(1, len(numbers) + 1)))


@given(cases())
def test_a_list_of_asks_is_punctuated_as_one_sentence(case: Case) -> None:
    language = case.campaign.languages[case.choices.language]
    *before, last = [p.text for p in parts(case.compose(), LetterPart.ASK)]
    assert last.endswith(language.list_end)
    assert all(text.endswith(language.item_end) for text in before)


@given(cases())
def test_a_quotation_stands_in_the_quotation_marks_of_the_language(case: Case) -> None:
    opening, closing = case.campaign.languages[case.choices.language].quotes
    texts = case.campaign.texts[case.choices.language].asks
    for paragraph in parts(case.compose(), LetterPart.ASK):
        if "{quote}" in texts[paragraph.ask].wording[case.target.kind].full:
            words = case.campaign.ask(paragraph.ask).quote_in_letter
            assert f"{opening}{words}{closing}" in paragraph.text


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_lapsed_ask_is_renewed_for_the_next_session(orchard: Campaign, language: str) -> None:
    assert orchard.ask("hrc-debate").is_restated(TODAY)
    asked = says(
        make_letter(orchard, "hrc-fr", asks=("hrc-debate",), language=language), LetterPart.ASK
    )
    assert "2025" in asked
    assert ("renew" if language == "en" else "وأجدد") in asked


def test_every_lapsed_ask_of_the_real_campaign_is_renewed_in_its_letter(real: Campaign) -> None:
    for target in targets.offered_targets(real, TODAY):
        for ask in targets.asks_for(real, target, TODAY):
            if ask.is_restated(TODAY):
                words = says(make_letter(real, target.slug, asks=(ask.id,)), LetterPart.ASK)
                assert "I renew" in words
                assert "2024" in words


@given(cases())
def test_the_closing_call_comes_where_it_concerns_the_target_and_background_never(
    case: Case,
) -> None:
    letter = case.compose()
    closing = [p.ask for p in parts(letter, LetterPart.CLOSING)]
    background = {"position-council-membership", "position-bees", "all-act-immediately"}
    is_called = case.name == "orchard" and case.target.kind is not TargetKind.COMMITTEE_MEMBER
    assert closing == (["all-begin"] if is_called else [])
    assert not {p.ask for p in letter.paragraphs} & background


def test_nothing_is_said_not_to_be_known_without_a_confirmed_date(real: Campaign) -> None:
    for target in targets.offered_targets(real, TODAY):
        letter = make_letter(real, target.slug)
        assert not parts(letter, LetterPart.NONE_KNOWN)
        assert "I know of no" not in " ".join(campaigns_words(letter))


@pytest.mark.parametrize(
    ("language", "day"), [("en", "23 November 2026"), ("ar", "23 نوفمبر 2026")]
)
def test_none_known_is_said_with_the_day_an_organizer_confirmed_it(
    orchard: Campaign, language: str, day: str
) -> None:
    asks = ("hc-plant-tree", "hc-first-harvest")
    letter = make_letter(orchard, asks=asks, language=language)
    assert [p.ask for p in parts(letter, LetterPart.NONE_KNOWN)] == ["hc-plant-tree"]
    assert day in says(letter, LetterPart.NONE_KNOWN)
