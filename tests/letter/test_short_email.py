"""The short email: what it holds, in which order, and that a link carries all of it."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

import pytest
from hypothesis import given

from campaign.letter import text
from campaign.letter.compose import compose, compose_email
from campaign.letter.email import mailto
from campaign.model.language import TargetKind
from campaign.model.letter import Choices, EmailLength, Letter, LetterPart, SignAs, Target
from campaign.model.statement import Ask, Campaign
from campaign.rules import targets
from tests.builders import TODAY, Case, cases, make_sender
from tests.letter.reading import campaigns_words, parts, says

LONG_NAME: Final = "Maximiliane Katharina Featherstonehaugh-Ramírez"
LONG_PLACE: Final = "Saint-Rémy-de-Provence"
LONG_EMAIL: Final = "permanent.mission.geneva-newyork@foreign-affairs.gov.example"
LONG_COUNTRY: Final = "CD"
"""Of the countries with long names, one with the signs that take most room in a link."""
ASSESSMENT: Final = "22-08-31-final-assesment.pdf"
STATEMENT: Final = "https://www.rights-practice.org/news/joint-statement-on-second-anniversary"


def emailed(campaign: Campaign, target: Target, *asks: Ask, country: str = "GB") -> Letter:
    """Return the email of somebody who gives everything, to a mission with a long address."""
    sender = make_sender(SignAs.FULL, LONG_NAME, LONG_PLACE, country)
    choices = Choices(tuple(ask.id for ask in asks), "en", sender=sender)
    email = compose_email(campaign, target, choices, TODAY)
    return replace(email, address=replace(email.address, email=LONG_EMAIL))


def every_email(campaign: Campaign) -> Iterator[tuple[Target, Ask, Letter]]:
    """Yield each email with one ask to each target, from elsewhere and from its country."""
    for target in targets.offered_targets(campaign, TODAY):
        for ask in targets.asks_for(campaign, target, TODAY):
            for country in filter(None, (LONG_COUNTRY, target.state)):
                yield target, ask, emailed(campaign, target, ask, country=country)


def test_a_link_carries_every_email_that_asks_one_thing(real: Campaign) -> None:
    for target, ask, email in every_email(real):
        assert mailto(email).whole, (target.slug, ask.id, len(text.body(email)))


@pytest.mark.slow
def test_every_subject_is_short_and_the_same_for_all_who_write(real: Campaign) -> None:
    for target in targets.offered_targets(real, TODAY):
        for ask in targets.asks_for(real, target, TODAY):
            subjects = {
                compose_email(
                    real, target, Choices((ask.id,), "en", note, sender, form), TODAY
                ).subject
                for note in ("", "I am a nurse.")
                for sender in (make_sender(), make_sender(SignAs.BLANK))
                for form in EmailLength
            }
            assert len(subjects) == 1
            assert len(subjects.pop()) <= 65


@pytest.mark.parametrize(
    ("to", "subject"),
    [
        ("hrc-mx", "HRC64: request for a debate on OHCHR’s Xinjiang assessment"),
        ("hrc-es", "HRC64: request for a briefing on OHCHR’s Xinjiang assessment"),
        ("hrc-fr", "Request to work for a debate on OHCHR’s Xinjiang assessment"),
        ("third-committee-mx", "GA82 Third Committee: request for OHCHR briefing on Xinjiang"),
    ],
)
def test_a_subject_has_the_session_where_it_is_asked_for_one(
    real: Campaign, to: str, subject: str
) -> None:
    target = targets.find_target(real, to, TODAY)
    assert emailed(real, target, targets.ticked_ask(real, target, TODAY)).subject == subject


def test_of_several_asks_the_first_of_the_form_is_the_subject(real: Campaign) -> None:
    target = targets.find_target(real, "hrc-mx", TODAY)
    asks = targets.asks_for(real, target, TODAY)
    assert emailed(real, target, *reversed(asks)).subject == emailed(real, target, *asks).subject
    assert emailed(real, target, asks[1]).subject != emailed(real, target, *asks).subject


def test_a_subject_without_a_known_number_names_the_body_alone(real: Campaign) -> None:
    world = replace(real.world, sessions=())
    target = targets.find_target(real, "hrc-mx", TODAY)
    email = emailed(replace(real, world=world), target, targets.ticked_ask(real, target, TODAY))
    assert email.subject == "HRC: request for a debate on OHCHR’s Xinjiang assessment"
    assert "next session (expected from February 2027)" in text.body(email)


def test_a_short_email_comes_in_the_order_in_which_a_desk_reads(real: Campaign) -> None:
    for target, ask, email in every_email(real):
        body = text.body(email)
        order = [
            "people detained or missing",
            "respectfully ask you",
            "“may constitute international crimes, in particular crimes against humanity”",
            ASSESSMENT,
            "I renew what fifteen human rights organisations asked in their joint statement",
            STATEMENT,
            "May I ask",
            "A public answer is welcome.",
            email.close,
        ]
        places = [body.find(words) for words in order]
        assert -1 not in places, (target.slug, ask.id, order[places.index(-1)])
        assert places == sorted(places), (target.slug, ask.id)


def test_a_short_email_has_no_list_and_about_135_words(real: Campaign) -> None:
    for target, ask, email in every_email(real):
        body = " ".join(says(email, LetterPart.SHORT).split())
        assert {p.part for p in email.paragraphs} == {LetterPart.SHORT}
        assert not any(p.number or p.source for p in email.paragraphs)
        assert 95 <= len(body.split()) <= 152, (target.slug, ask.id, len(body.split()))


def test_several_asks_stand_in_one_sentence(orchard: Campaign) -> None:
    target = targets.find_target(orchard, "high-commissioner", TODAY)
    email = emailed(orchard, target, *targets.asks_for(orchard, target, TODAY))
    assert (
        "I write about old apple trees. I respectfully ask you to “plant an apple tree in the "
        "garden of the Office”; to “invite the neighbours to its first harvest”."
    ) in text.body(email)


@given(cases())
def test_an_email_begins_with_the_writers_own_words(case: Case) -> None:
    email = compose_email(case.campaign, case.target, case.choices, TODAY)
    notes = parts(case.compose(), LetterPart.NOTE)
    assert list(email.paragraphs[: len(notes)]) == notes
    assert {p.part for p in email.paragraphs[len(notes) :]} == {LetterPart.SHORT}
    assert not {"{", "}"} & set("".join(campaigns_words(email)))


@given(cases())
def test_the_whole_letter_goes_into_an_email_where_it_is_chosen(case: Case) -> None:
    choices = replace(case.choices, form=EmailLength.FULL)
    assert compose_email(case.campaign, case.target, choices, TODAY) == compose(
        case.campaign, case.target, choices, TODAY
    )


@given(cases())
def test_paper_is_whole_whatever_an_email_holds(case: Case) -> None:
    full = replace(case.choices, form=EmailLength.FULL)
    assert compose(case.campaign, case.target, full, TODAY) == case.compose()


def test_no_gap_is_left_where_nothing_is_said_of_a_vote(real: Campaign) -> None:
    for target, _, email in every_email(real):
        if target.kind is TargetKind.COUNCIL_MEMBER:
            assert "  " not in text.body(email)
            assert not any(p.text != p.text.strip() for p in email.paragraphs)
