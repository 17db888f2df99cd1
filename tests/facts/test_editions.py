"""What campaigns say is kept at each start, and in force once it was read, on both databases."""

import base64
import json
import re
import zlib
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Final

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from campaign import catalogue
from campaign.actions import editions, facts
from campaign.actions.lifecycle import edits, stages, texts
from campaign.actions.lifecycle.edits import Edit
from campaign.actions.lifecycle.stages import STATE
from campaign.catalogue import Catalogue
from campaign.errors import Overtaken
from campaign.model.facts import Change, FactTable, Origin
from campaign.model.language import TargetKind
from campaign.model.statement import Campaign
from campaign.rules.letter_sources import letter_sources, sources_hash
from campaign.store import audit
from campaign.store import facts as store
from campaign.store.editions import read_editions, read_files
from campaign.store.tables.facts import EditionRow
from tests.conftest import TODAY

NOW: Final = datetime(2026, 11, 24, 12, 30)  # noqa: DTZ001 - as databases keep it, in UTC
SLUG: Final = "orchard"
REQUEST: Final = "orchard/en/hrc.md"
Start = Callable[..., Catalogue]
"""Starts a server on the letters, after replacing words in one of their files."""


@pytest.fixture
def start(db: Session, letters: Path) -> Start:
    def started(file: str = "", old: str = "", new: str = "", days: int = 0) -> Catalogue:
        if file:
            text = (letters / file).read_text(encoding="utf-8")
            assert old in text
            (letters / file).write_text(text.replace(old, new), encoding="utf-8")
        read = catalogue.load(letters)
        editions.keep_editions(db, read, at=NOW + timedelta(days=days))
        return read

    return started


def hand(db: Session, shipped: Catalogue, *sheets: FactTable) -> Edit:
    now = facts.catalogue_with_lifecycle(db, shipped)
    return Edit(SLUG, "Pip", NOW, edits.fingerprint_of(now, SLUG, *(sheets or STATE)))


def launch(db: Session, shipped: Catalogue) -> None:
    stages.launch_campaign(db, shipped, hand(db, shipped), on=TODAY)


def read(db: Session, shipped: Catalogue, *codes: str) -> None:
    """Have the newest words read in some languages."""
    for code in codes:
        sources = sources_hash(facts.current_catalogue(db, shipped).newest(SLUG), code)
        edit = hand(db, shipped, FactTable.READ)
        texts.mark_read(db, shipped, edit, code, sources, day=TODAY)


def as_it_is(db: Session, shipped: Catalogue) -> Campaign:
    return facts.current_catalogue(db, shipped).campaigns[SLUG]


def request(campaign: Campaign) -> str:
    return campaign.texts["en"].kinds[TargetKind.COUNCIL].request


def summary(campaign: Campaign) -> str:
    return " ".join(campaign.texts["ar"].summary)


ASKED_AND_OTHER: Final = ("# request\n\n", "# request\n\nNow and here, ")


def test_a_folder_is_kept_as_it_was_read_and_the_same_again_makes_no_new_one(
    db: Session, letters: Path, start: Start
) -> None:
    start()
    start(days=1)

    (edition,) = read_editions(db, SLUG)
    assert (edition.number, edition.day) == (1, NOW.date())
    files = read_files(db, SLUG, 1)
    assert files[f"own/{REQUEST}"] == (letters / REQUEST).read_bytes()
    assert "own/world/ar/forms.toml" in files
    assert not [name for name in files if name.endswith(("members.csv", "addresses.csv"))]


def test_what_is_read_of_an_edition_is_what_was_read_of_the_folder(
    db: Session, start: Start
) -> None:
    shipped = start()

    again = shipped.read_edition(SLUG, read_files(db, SLUG, 1))

    assert again == shipped.campaigns[SLUG]


def test_before_the_launch_the_newest_words_are_in_force(db: Session, start: Start) -> None:
    start()

    changed = start(REQUEST, *ASKED_AND_OTHER)

    assert request(as_it_is(db, changed)).startswith("Now and here,")
    assert [each.number for each in read_editions(db, SLUG)] == [2, 1]


@pytest.mark.slow
def test_a_launched_campaign_goes_on_with_the_words_that_were_read(
    db: Session, start: Start
) -> None:
    first = start()
    read(db, first, "en", "ar")
    launch(db, first)

    changed = start(REQUEST, *ASKED_AND_OTHER)
    now = facts.current_catalogue(db, changed)
    assert not request(now.campaigns[SLUG]).startswith("Now")
    assert request(now.waiting[SLUG]).startswith("Now")
    assert now.campaigns[SLUG].reviewed["en"] == TODAY
    assert now.newest(SLUG).reviewed == {"ar": TODAY, "en": None}

    read(db, changed, "en")
    now = facts.current_catalogue(db, changed)
    assert request(now.campaigns[SLUG]).startswith("Now")
    assert not now.waiting


@pytest.mark.slow
def test_it_waits_until_the_new_words_are_read_in_every_language(
    db: Session, letters: Path, start: Start
) -> None:
    first = start()
    read(db, first, "en", "ar")
    launch(db, first)
    about = letters / "orchard" / "ar" / "about.md"
    text = about.read_text(encoding="utf-8")
    about.write_text(text.replace("# summary\n\n", "# summary\n\nالآن "), encoding="utf-8")
    changed = start(REQUEST, *ASKED_AND_OTHER)

    read(db, changed, "en")
    assert not request(as_it_is(db, changed)).startswith("Now"), "Arabic is not read yet"
    assert not summary(as_it_is(db, changed)).startswith("الآن")

    read(db, changed, "ar")
    assert request(as_it_is(db, changed)).startswith("Now")
    assert summary(as_it_is(db, changed)).startswith("الآن")


def test_a_language_that_nobody_read_is_not_offered_once_launched(
    db: Session, start: Start
) -> None:
    first = start()
    assert set(as_it_is(db, first).languages) == {"ar", "en"}

    launch(db, first)
    assert set(as_it_is(db, first).languages) == {"en"}, "its file says that it was read"
    assert as_it_is(db, first).reviewed["ar"] is None

    read(db, first, "ar")
    assert set(as_it_is(db, first).languages) == {"ar", "en"}


@pytest.mark.slow
def test_an_owner_can_take_words_unread_and_take_that_back(db: Session, start: Start) -> None:
    first = start()
    read(db, first, "en", "ar")
    launch(db, first)
    changed = start(REQUEST, *ASKED_AND_OTHER)

    texts.take_unread(db, changed, hand(db, changed, FactTable.TAKEN), 2)

    campaign = as_it_is(db, changed)
    assert request(campaign).startswith("Now")
    assert campaign.reviewed["en"] is None, "it is not read, all the same"
    assert ("took words unread", "orchard no. 2") in [
        (str(each.what), each.about) for each in audit.read_entries(db)
    ]

    batch = facts.list_changes(db)[0]
    assert batch.is_of_owners
    facts.undo_changes(db, changed, batch.id, by="Pip", at=NOW)
    assert not request(as_it_is(db, changed)).startswith("Now")


def test_the_audit_says_which_words_changed_and_when(db: Session, start: Start) -> None:
    start()

    start(REQUEST, *ASKED_AND_OTHER, days=2)

    (entry,) = (each for each in audit.read_entries(db) if each.what == "brought other words")
    assert entry.at == NOW + timedelta(days=2)
    assert entry.about == "orchard no. 2: en hrc: request"


@pytest.mark.slow
def test_words_that_come_back_are_the_edition_that_they_were(db: Session, start: Start) -> None:
    first = start()
    read(db, first, "en", "ar")
    launch(db, first)
    start(REQUEST, *ASKED_AND_OTHER)

    back = start(REQUEST, *reversed(ASKED_AND_OTHER))

    assert [each.number for each in read_editions(db, SLUG)] == [1, 2]
    assert not facts.current_catalogue(db, back).waiting
    assert as_it_is(db, back).reviewed["en"] == TODAY


@pytest.mark.slow
def test_a_node_whose_folder_is_older_has_the_words_of_all(
    db: Session, start: Start, made_up: Catalogue
) -> None:
    start()
    start(REQUEST, *ASKED_AND_OTHER)

    assert request(as_it_is(db, made_up)).startswith("Now")


def test_what_was_read_before_words_were_kept_are_the_first_that_were(
    db: Session, start: Start
) -> None:
    row = {"campaign": SLUG, "language": "en", "as_of": "2026-11-01", "note": ""}
    old = Change(FactTable.READ, f"{SLUG} en", row, Origin.HAND)
    store.add_changes(db, [old], origin=Origin.HAND, by="Pip", at=NOW)
    db.commit()
    launch(db, start())

    changed = start(REQUEST, *ASKED_AND_OTHER)

    assert not request(as_it_is(db, changed)).startswith("Now")


def test_the_mark_of_words_that_changed_meanwhile_is_not_theirs(db: Session, start: Start) -> None:
    first = start()
    edit = hand(db, first, FactTable.READ)
    texts.mark_read(db, first, edit, "ar", "0" * 64, day=TODAY)

    assert as_it_is(db, first).reviewed["ar"] is None
    with pytest.raises(Overtaken):
        texts.mark_read(db, first, edit, "ar", "0" * 64, day=TODAY)


def test_an_edition_that_this_version_cannot_use_stops_nothing(db: Session, start: Start) -> None:
    first = start()
    read(db, first, "en", "ar")
    launch(db, first)
    packed = {"own/orchard/campaign.toml": base64.b85encode(b"spoilt = [").decode()}
    spoilt = zlib.compress(json.dumps(packed).encode())
    db.execute(update(EditionRow).where(EditionRow.campaign == SLUG).values(files=spoilt))
    db.commit()

    changed = start(REQUEST, *ASKED_AND_OTHER)

    assert request(as_it_is(db, changed)).startswith("Now"), "there are no others to go on with"
    assert "orchard no. 2: what was before cannot be read any more" in [
        each.about for each in audit.read_entries(db)
    ]
    day = date(2027, 1, 1)
    edit = hand(db, changed)
    stages.set_dates(db, changed, edit, opens=None, closes=day, on=TODAY)
    assert as_it_is(db, changed).closes == day


def test_words_are_marked_as_they_were_kept_whatever_tells_them_apart_later(
    db: Session, start: Start
) -> None:
    first = start()
    kept = json.dumps({"en": "an older rule", "ar": "an older rule"})
    db.execute(update(EditionRow).values(sources=kept))
    db.commit()

    for code in ("en", "ar"):
        sources = editions.readings(db, facts.current_catalogue(db, first), SLUG)[code].sources
        edit = hand(db, first, FactTable.READ)
        texts.mark_read(db, first, edit, code, sources, day=TODAY)

    assert as_it_is(db, first).reviewed == {"ar": TODAY, "en": TODAY}


def test_every_text_is_among_the_sources_and_texts_on_risk_are_not(made_up: Catalogue) -> None:
    campaign = made_up.campaigns[SLUG]
    text = "\n".join(each.text for each in letter_sources(campaign, "en"))

    for kind in campaign.texts["en"].kinds.values():
        for part in (*kind.opening, *kind.reason, kind.request, *kind.short.paragraphs):
            assert part in text
    for ask in campaign.texts["en"].asks.values():
        assert ask.label in text
        for words in ask.wording.values():
            assert words.full in text
    assert not re.search(re.escape(campaign.texts["en"].kinds[TargetKind.COUNCIL].risk[0]), text)
    places = [(each.part, each.text) for each in letter_sources(campaign, "en")]
    assert len(places) == len(set(places))
