"""The letters that are shipped, and the made-up ones the tests use."""

import csv
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from campaign import catalogue
from campaign.errors import BrokenData
from campaign.model.language import Direction, TargetKind
from campaign.model.statement import Campaign, PassageRole, Vote
from campaign.model.world import COUNCIL_SEATS
from campaign.rules import launch_checklist, targets
from campaign.settings import ROOT
from tests.builders import TEST_LETTERS, TODAY

LETTERS = (ROOT / "letters", TEST_LETTERS)


def facts() -> Iterator[tuple[Path, list[dict[str, str]]]]:
    """Yield every table of facts."""
    for root in LETTERS:
        for file in root.rglob("*.csv"):
            with file.open(encoding="utf-8") as rows:
                yield file, list(csv.DictReader(rows))


def test_every_quotation_stands_in_the_statement_word_for_word() -> None:
    statement = (TEST_LETTERS / "orchard/statement.txt").read_text(encoding="utf-8")
    assert catalogue.load(TEST_LETTERS, statement).campaigns["orchard"].asks


def test_a_quotation_that_a_statement_does_not_have_is_found() -> None:
    statement = (TEST_LETTERS / "orchard/statement.txt").read_text(encoding="utf-8")
    with pytest.raises(BrokenData) as broken:
        catalogue.load(TEST_LETTERS, statement.replace("without bees", "without wasps"))
    (complaint,) = broken.value.complaints
    assert complaint.startswith("letters/orchard/asks.toml: position-bees: quotation: is not in")


def test_every_fact_has_a_source_and_a_day_on_which_it_was_looked_up() -> None:
    for file, rows in facts():
        if (file.parent / "forms.toml").exists():  # names in a language
            continue
        for row in rows:
            assert row["source"], (file, row)
            if "as_of" in row and file.name != "addresses.csv":
                assert row["as_of"], (file, row)


def test_the_vote_adds_up_to_the_record(real: Campaign) -> None:
    assert real.ballot is not None
    assert Counter(real.ballot.cast.values()) == {
        Vote.FOR: 17,
        Vote.AGAINST: 19,
        Vote.ABSTAINED: 11,
    }
    assert len(real.ballot.cast) == COUNCIL_SEATS


def test_who_voted_was_a_member_on_that_day(real: Campaign) -> None:
    assert real.ballot is not None
    assert set(real.ballot.cast) == real.world.members_on(real.ballot.date)


def test_an_ask_about_the_vote_is_not_offered_to_who_voted_against(real: Campaign) -> None:
    about = [ask for ask in real.asks if "debate" in ask.quotation]
    assert about
    for ask in real.asks:
        if TargetKind.COUNCIL_MEMBER in ask.concerns and "debate" in ask.quotation:
            assert ask.not_asked_after == (Vote.AGAINST,)
    for target in targets.offered_targets(real, TODAY):
        asks = targets.asks_for(real, target, TODAY)
        vote = real.vote_of(target)
        assert asks
        assert targets.ticked_ask(real, target, TODAY) == asks[0]
        for ask in about:
            asked = target.kind in ask.concerns and vote is not Vote.AGAINST
            assert (ask in asks) == asked, (target.slug, ask.id)


def test_what_a_campaign_only_tells_is_never_an_ask(real: Campaign) -> None:
    assert real.ask("position-council-membership").role is PassageRole.BACKGROUND
    assert real.ask("all-act-immediately").role is PassageRole.BACKGROUND


def test_a_language_knows_its_direction_and_punctuation(orchard: Campaign) -> None:
    arabic, english = orchard.languages.values()
    assert (arabic.code, arabic.direction, arabic.name) == ("ar", Direction.RTL, "العربية")
    assert (english.code, english.direction, english.name) == ("en", Direction.LTR, "English")
    assert arabic.quotes == ("«", "»")


def test_countries_have_names_people_look_for_in_the_letters_language(orchard: Campaign) -> None:
    arabic, english = orchard.languages.values()
    assert english.country("KR") == "Republic of Korea"
    assert arabic.country("FR") == "فرنسا"
    assert english.country("TW") == "Taiwan"
    assert not {"EU", "UN", "ZZ", "XK1", "001"} & set(english.territories)


def test_every_country_can_be_named_in_every_language(real: Campaign) -> None:
    for language in real.languages.values():
        assert set(real.world.states) <= set(language.territories)
        assert set(real.world.states) == set(language.states)


def test_no_state_is_named_as_in_an_index(real: Campaign) -> None:
    for language in real.languages.values():
        for names in language.states.values():
            assert "(" not in names.in_sentence + names.in_address
            assert "," not in names.in_sentence + names.in_address


def test_the_checklist_lists_what_is_missing_to_launch(real: Campaign) -> None:
    missing = "\n".join(launch_checklist.missing_before_launch(real, TODAY))
    for what in ("organization: name", "organization: contact", "reviewed: en", "hrc-ch: confirm"):
        assert what in missing
    assert "asks.toml: gov-revive-debate: none_known_as_of" in missing
    assert "world/addresses.csv: high-commissioner: confirm the address" in missing
    assert "world/officers.csv: hrc: confirm that it is Sidharto Reza Suryodipuro" in missing


def test_the_checklist_says_nothing_of_what_is_done(orchard: Campaign) -> None:
    review, unknown, officer, address, postal, email = launch_checklist.missing_before_launch(
        orchard, TODAY
    )
    assert review.startswith("campaign.toml: reviewed: ar: ")
    assert unknown.startswith("asks.toml: hc-first-harvest: none_known_as_of: ")
    assert officer.startswith("world/officers.csv: hrc: confirm that it is Pomona Pippin")
    assert address.startswith("world/addresses.csv: hrc-kr: ")
    assert "11 of 13 targets have no postal address" in postal
    assert "11 of 13 targets have no email address" in email
