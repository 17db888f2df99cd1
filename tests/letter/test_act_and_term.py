"""What each letter of the real campaign does: one act, passed on, true to term and to events."""

import re
from collections.abc import Iterator
from typing import Final

import pytest

from campaign.letter import text
from campaign.letter.compose import compose, compose_email
from campaign.model.language import TargetKind
from campaign.model.letter import Choices, Letter, LetterPart, Target
from campaign.model.statement import Ask, Campaign
from campaign.rules import targets
from campaign.rules.sessions import is_outgoing
from tests.builders import TODAY, make_letter
from tests.letter.reading import parts, says

SNEERS: Final = re.compile(
    r"accuses no one|“yet to act”|“critically important”|“urgent action”|“act immediately”"
    r"|“a similar briefing”"
)
PASSED_ON: Final = {
    TargetKind.COUNCIL: "notice of the members of the Council",
    TargetKind.COUNCIL_MEMBER: "to your capital",
    TargetKind.COMMITTEE: "notice of the members of the Committee",
    TargetKind.COMMITTEE_MEMBER: "to your capital",
}


def every_letter(campaign: Campaign) -> Iterator[tuple[Target, Ask, Letter]]:
    """Yield each letter with one ask, on paper and as an email."""
    for target in targets.offered_targets(campaign, TODAY):
        for ask in targets.asks_for(campaign, target, TODAY):
            choices = Choices((ask.id,), "en")
            yield target, ask, compose(campaign, target, choices, TODAY)
            yield target, ask, compose_email(campaign, target, choices, TODAY)


def test_a_letter_as_it_is_offered_asks_for_one_act(real: Campaign) -> None:
    for target in targets.offered_targets(real, TODAY):
        assert len(parts(make_letter(real, target.slug), LetterPart.ASK)) == 1


def test_every_letter_asks_to_be_passed_on_to_those_who_decide(real: Campaign) -> None:
    for target, _, letter in every_letter(real):
        assert PASSED_ON.get(target.kind, "") in text.body(letter)


def test_no_letter_reads_like_a_sneer_or_a_reproach(real: Campaign) -> None:
    for target, ask, letter in every_letter(real):
        assert not SNEERS.search(text.body(letter)), (target.slug, ask.id)
        assert "against" not in text.body(letter).replace("crimes against humanity", "")


def test_what_is_quoted_of_the_statement_carries_sense(real: Campaign) -> None:
    for ask in real.asks:
        assert ask.quote_in_letter in ask.quotation
        assert not ask.concerns or len(ask.quote_in_letter.split()) >= 4, ask.id


def test_the_statement_stands_in_every_letter_with_title_day_and_link(real: Campaign) -> None:
    statement = real.statement
    for target, ask, letter in every_letter(real):
        body = text.body(letter)
        assert statement.link in body, (target.slug, ask.id)
        assert "28 August 2024" in body
        if not parts(letter, LetterPart.SHORT):
            assert (statement.title, "28 August 2024", statement.link) in [
                p.source for p in letter.paragraphs
            ]


def test_the_words_of_2026_and_of_the_assessment_are_quoted_with_day_and_link(
    real: Campaign,
) -> None:
    for quoted in real.quoted:
        for target in targets.offered_targets(real, TODAY):
            letter = make_letter(real, target.slug)
            assert f"“{quoted.words}”" in says(letter, LetterPart.REASON)
            assert quoted.link in text.body(letter)
    assert max(quoted.date for quoted in real.quoted).year == 2026


def test_nobody_is_asked_about_a_session_after_its_term(real: Campaign) -> None:
    outgoing = [each for each in every_letter(real) if is_outgoing(real.world, each[0], TODAY)]
    assert outgoing
    for target, ask, letter in outgoing:
        words = letter.subject + text.body(letter)
        assert re.search(r"its (present )?term ends on 31 December 2026", words), (
            target.slug,
            ask.id,
        )
        for after in ("64th", "HRC64", "2027", "next session"):
            assert after not in words, (target.slug, ask.id)


def test_who_stays_is_asked_for_a_session_with_its_number_and_month(real: Campaign) -> None:
    for target, ask, letter in every_letter(real):
        if ask.session and not is_outgoing(real.world, target, TODAY) and "2020" not in ask.id:
            number, month = {
                TargetKind.COUNCIL: ("64th", "February 2027"),
                TargetKind.COMMITTEE: ("82nd", "October 2027"),
            }[ask.session]
            session = f"{number} session (expected from {month})"
            assert session in text.body(letter), (target.slug, ask.id)


@pytest.mark.parametrize(
    "ask_id", ["hrcm-invite-briefing", "tc-similar-briefing", "gov-revive-debate"]
)
def test_briefings_and_debates_are_asked_for_beyond_remarks_in_regular_updates(
    real: Campaign, ask_id: str
) -> None:
    for target, ask, letter in every_letter(real):
        if ask.id == ask_id:
            body = text.body(letter)
            assert re.search(r"devoted\s+to\s+(it|the|your)", body), target.slug
            assert re.search(r"beyond\s+remarks\s+in\s+regular\s+(updates|reports)", body)
    assert "beyond remarks in regular" in real.default_texts.asks[ask_id].none_known


def test_what_families_can_do_already_is_said_where_a_mechanism_is_asked_for(
    real: Campaign,
) -> None:
    texts = real.default_texts
    asked = make_letter(real, asks=("hc-missing-mechanism",))
    for words in (
        texts.asks["hc-missing-mechanism"].meaning,
        says(asked, LetterPart.ASK),
        " ".join(texts.missing),
    ):
        assert "Working Group on Enforced or Involuntary Disappearances" in words
        assert re.search(r"pass(es)?\s(it|them)\sto\sthe\s[Gg]overnment", words)
    assert "dedicated to this" in texts.asks["hc-missing-mechanism"].none_known


def test_an_update_that_is_not_known_is_a_written_one(real: Campaign) -> None:
    said = real.default_texts.asks["hc-update-findings"].none_known
    assert "no written update" in said
    assert "statement of 27 August 2024 and remarks to the Council" in said
