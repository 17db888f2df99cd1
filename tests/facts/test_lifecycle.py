"""What organizers set of a campaign lies over its files as other facts do, on both databases."""

from datetime import date, datetime
from pathlib import Path
from shutil import copytree
from typing import Final

import pytest
from flask import Flask
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from campaign import catalogue
from campaign.actions import facts
from campaign.actions.lifecycle import edits, known, stages, texts
from campaign.actions.lifecycle.edits import Edit
from campaign.actions.lifecycle.stages import STATE
from campaign.catalogue import Catalogue
from campaign.catalogue.lifecycle import rows_of
from campaign.errors import BrokenData, NotReady, Overtaken
from campaign.model.facts import FactTable
from campaign.model.lifecycle import StopKind
from campaign.model.statement import Campaign
from campaign.rules.launch_checklist import asks_to_confirm
from campaign.store import audit
from campaign.web import services
from campaign.web.database import db as sessions
from tests.conftest import TEST_LETTERS, TODAY, AppWith
from tests.facts.conftest import Run
from tests.facts.test_services import keep_unusable
from tests.pages import Visitor

NOW: Final = datetime(2026, 11, 24, 12, 30)  # noqa: DTZ001 - as databases keep it, in UTC
SLUG: Final = "orchard"
WHY: Final = {"en": "A wrong address."}


def hand(db: Session, shipped: Catalogue, *sheets: FactTable) -> Edit:
    """Return somebody who has just looked."""
    now = facts.catalogue_with_lifecycle(db, shipped)
    return Edit(SLUG, "Pip", NOW, edits.fingerprint_of(now, SLUG, *(sheets or STATE)))


def as_it_is(db: Session, shipped: Catalogue) -> Campaign:
    return facts.current_catalogue(db, shipped).campaigns[SLUG]


def pause(db: Session, shipped: Catalogue) -> None:
    """Launch and pause."""
    stages.launch_campaign(db, shipped, hand(db, shipped), on=TODAY)
    how = StopKind.PAUSED
    stages.stop_campaign(db, shipped, hand(db, shipped), how, WHY, on=TODAY)


def test_a_campaign_begins_as_its_files_have_it(made_up: Catalogue) -> None:
    assert made_up.running(()).campaigns == made_up.campaigns


def test_what_is_set_is_a_batch_with_its_line_in_the_audit(db: Session, made_up: Catalogue) -> None:
    pause(db, made_up)

    campaign = as_it_is(db, made_up)
    assert campaign.launched
    assert campaign.stop
    assert (campaign.stop.how, campaign.stop.since) == (StopKind.PAUSED, TODAY)
    assert campaign.stop.reasons == WHY
    assert [each.by for each in facts.list_changes(db)] == ["Pip", "Pip"]
    entries = audit.read_entries(db)
    assert [(str(each.what), each.about) for each in entries] == [
        ("paused", SLUG), ("launched", SLUG),
    ]  # fmt: skip


def test_undoing_the_batch_of_a_pause_goes_on(db: Session, made_up: Catalogue) -> None:
    pause(db, made_up)

    assert facts.undo_changes(db, made_up, 2, by="Quince", at=NOW)

    campaign = as_it_is(db, made_up)
    assert campaign.launched
    assert campaign.stop is None


def test_what_was_changed_since_one_looked_is_not_overwritten(
    db: Session, made_up: Catalogue
) -> None:
    before = hand(db, made_up)
    stages.set_dates(db, made_up, before, opens=None, closes=date(2027, 1, 31), on=TODAY)

    with pytest.raises(Overtaken):
        stages.set_dates(db, made_up, before, opens=None, closes=None, on=TODAY)

    assert as_it_is(db, made_up).closes == date(2027, 1, 31)
    assert len(facts.list_changes(db)) == 1


def test_two_who_saw_the_same_cannot_both_change_it(engine: Engine, made_up: Catalogue) -> None:
    """The second waits for the first, and then finds that it has been overtaken."""
    with Session(engine) as one, Session(engine) as other:
        seen = hand(other, made_up)
        other.rollback()
        stages.launch_campaign(one, made_up, seen, on=TODAY)
        with pytest.raises(Overtaken):
            stages.launch_campaign(other, made_up, seen, on=TODAY)


def test_a_campaign_is_paused_even_while_facts_of_the_world_disagree(
    db: Session, made_up: Catalogue, letters: Path
) -> None:
    added = {"code": "FR", "start": "2027-06-01", "end": "2029-12-31", "source": "made up"}
    facts.correct_fact(db, made_up, FactTable.MEMBERS, added, by="Pip", at=NOW)
    stages.launch_campaign(db, made_up, hand(db, made_up), on=TODAY)
    with (letters / "world" / "members.csv").open("a", encoding="utf-8") as file:
        file.write("FR,2027-01-01,2029-12-31,shipped later,,\n")
    upgraded = catalogue.load(letters)
    with pytest.raises(BrokenData, match="FR: 2027-06-01 is before"):
        as_it_is(db, upgraded)

    how = StopKind.PAUSED
    stages.stop_campaign(db, upgraded, hand(db, upgraded), how, WHY, on=TODAY)

    assert facts.catalogue_with_lifecycle(db, upgraded).campaigns[SLUG].stop


def test_what_is_of_a_campaign_that_is_gone_is_left_alone(
    db: Session, made_up: Catalogue, letters: Path
) -> None:
    copytree(letters / SLUG, letters / "vineyard")
    both = catalogue.load(letters)
    values = {"campaign": "vineyard", "launched": "yes"}
    facts.correct_fact(db, both, FactTable.STANDING, values, by="Pip", at=NOW)
    assert facts.current_catalogue(db, both).campaigns["vineyard"].launched

    assert facts.current_catalogue(db, made_up).campaigns == made_up.campaigns


def test_what_is_said_of_one_campaign_is_not_said_of_another(db: Session, letters: Path) -> None:
    copytree(letters / SLUG, letters / "vineyard")
    both = catalogue.load(letters)

    texts.put_up_notice(db, both, hand(db, both, FactTable.NOTICES), {"en": "We moved."}, None)
    pause(db, both)

    now = facts.current_catalogue(db, both).campaigns
    assert (now[SLUG].notice is None, now[SLUG].stop is None) == (False, False)
    assert now["vineyard"] == both.campaigns["vineyard"]


def test_only_a_text_that_was_changed_can_be_undone(db: Session, made_up: Catalogue) -> None:
    kind = next(iter(made_up.campaigns[SLUG].default_texts.kinds))

    with pytest.raises(NotReady):
        texts.undo_risk(db, made_up, hand(db, made_up, FactTable.RISKS), kind, "en")


def test_a_text_that_is_too_long_is_not_kept(db: Session, made_up: Catalogue) -> None:
    long = {"en": "x" * 301}

    with pytest.raises(BrokenData, match="text: is longer than 300 characters"):
        texts.put_up_notice(db, made_up, hand(db, made_up, FactTable.NOTICES), long, None)

    assert as_it_is(db, made_up).notice is None
    assert not facts.list_changes(db)


@pytest.mark.parametrize(("row", "complaint"), [
    ({"launched": "maybe"}, "launched: is neither yes nor blank"),
    ({"stopped": "asleep", "since": "2026-11-24"}, '"asleep" is not known here'),
    ({"stopped": "paused"}, "since: is missing"),
    ({"campaign": "vineyard"}, "is not here"),
])  # fmt: skip
def test_how_a_campaign_stands_is_one_of_a_few_things(
    db: Session, made_up: Catalogue, row: dict[str, str], complaint: str
) -> None:
    values = {"campaign": SLUG, **row}

    with pytest.raises(BrokenData, match=complaint):
        facts.correct_fact(db, made_up, FactTable.STANDING, values, by="Pip", at=NOW)


@pytest.mark.parametrize(("sheet", "row"), [
    (FactTable.NONE_KNOWN, {"ask": "no-such-ask"}),
    (FactTable.READ, {"language": "xx"}),
    (FactTable.RISKS, {"language": "en", "kind": "nobody", "text": "x"}),
])  # fmt: skip
def test_a_fact_of_what_a_campaign_does_not_have_is_refused(
    db: Session, made_up: Catalogue, sheet: FactTable, row: dict[str, str]
) -> None:
    with pytest.raises(BrokenData, match="is not here"):
        facts.correct_fact(db, made_up, sheet, {"campaign": SLUG, **row}, by="Pip", at=NOW)


def test_how_a_campaign_stands_cannot_be_taken_away(db: Session, made_up: Catalogue) -> None:
    with pytest.raises(BrokenData, match="cannot be taken away"):
        facts.remove_fact(db, made_up, FactTable.STANDING, SLUG, by="Pip", at=NOW)


def test_a_campaign_is_paused_by_a_command_too(run: Run) -> None:
    paused = run(
        "facts", "set", "standing", f"campaign={SLUG}", "launched=yes", "stopped=paused",
        "since=2026-11-24",
    )  # fmt: skip

    assert paused.output == "Done. To undo it: bin/campaign facts undo 1\n"
    said = run("facts").output
    assert "standing orchard: launched is 'yes', shipped is ''; stopped is 'paused'" in said


def test_a_file_of_facts_never_says_how_a_campaign_stands(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "standing.csv"
    file.write_text("campaign,launched,stopped,since,note\norchard,yes,,,\n", encoding="utf-8")

    result = run("facts", "import", file)

    assert result.exit_code == 1
    assert "has columns of no sheet" in result.output


def test_what_is_paused_stays_so_while_other_facts_cannot_be_used(
    app_with: AppWith, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(services, "FRESH", -1)
    app: Flask = app_with(letters=TEST_LETTERS)
    shipped = app.extensions["services"].shipped
    with app.app_context():
        pause(sessions.session, shipped)
    keep_unusable(app)

    visitor = Visitor(app)
    assert "paused since 24 November 2026" in visitor.open("/orchard/").text
    assert visitor.post("/orchard/to/hrc/", {}).status_code == 503


def test_a_launched_campaign_never_loses_who_runs_it(
    db: Session, made_up: Catalogue, letters: Path
) -> None:
    file = letters / SLUG / "campaign.toml"
    file.write_text(file.read_text().replace('"Orchard Letters"', '""', 1))
    nameless = catalogue.load(letters)
    rows = {FactTable.ORGANIZATION: {"name": "Quince", "contact": "quince@example.org"}}
    seen = hand(db, nameless, FactTable.ORGANIZATION)
    texts.set_details(db, nameless, seen, rows, on=TODAY)
    stages.launch_campaign(db, nameless, hand(db, nameless), on=TODAY)

    with pytest.raises(BrokenData, match="would be blank while it is launched"):
        facts.undo_changes(db, nameless, 1, by="Pip", at=NOW)

    assert as_it_is(db, nameless).organization.name == "Quince"
    del made_up


def test_nothing_is_launched_while_facts_contradict_each_other(
    db: Session, made_up: Catalogue, letters: Path
) -> None:
    added = {"code": "FR", "start": "2027-06-01", "end": "2029-12-31", "source": "made up"}
    facts.correct_fact(db, made_up, FactTable.MEMBERS, added, by="Pip", at=NOW)
    with (letters / "world" / "members.csv").open("a", encoding="utf-8") as file:
        file.write("FR,2027-01-01,2029-12-31,shipped later,,\n")
    upgraded = catalogue.load(letters)

    with pytest.raises(BrokenData, match="FR: 2027-06-01 is before"):
        stages.launch_campaign(db, upgraded, hand(db, upgraded), on=TODAY)

    assert not facts.catalogue_with_lifecycle(db, upgraded).campaigns[SLUG].launched
    assert len(facts.list_changes(db)) == 1


def test_holders_and_asks_are_looked_up_as_one_change(db: Session, made_up: Catalogue) -> None:
    now = facts.current_catalogue(db, made_up)
    seen = edits.fingerprint_of(now, SLUG, *known.KNOWN)
    holder = rows_of(now.sheets, FactTable.OFFICERS, SLUG)["hrc 2026-01-01"]
    ask = asks_to_confirm(now.campaigns[SLUG])[0].id
    found = known.LookedUp([holder], {ask: False}, "the Council's own page")
    edit = Edit(SLUG, "Pip", NOW, seen)

    known.confirm_known(db, made_up, edit, found, day=TODAY)

    campaign = as_it_is(db, made_up)
    assert campaign.ask(ask).none_known_as_of == TODAY
    assert campaign.world.officers[0].confirmed == TODAY
    with pytest.raises(Overtaken):
        known.confirm_known(db, made_up, edit, found, day=TODAY)
    assert facts.undo_changes(db, made_up, 1, by="Pip", at=NOW)
    assert as_it_is(db, made_up) == made_up.campaigns[SLUG]
