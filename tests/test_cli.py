"""The commands of an operator and of organizers."""

import csv
import io
import json
import os
import re
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path
from shutil import copytree
from typing import Final

import pytest
from click.testing import CliRunner, Result
from flask import Flask
from pypdf import PdfReader
from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from campaign.actions.paper_count_proposals import path_of
from campaign.cli import main
from campaign.credentials.seals import Seals
from campaign.model.letter import Way
from campaign.model.paper_counts import PaperCount, PaperCountKind, PaperCountState
from campaign.model.statement import Campaign
from campaign.model.tally import Dimension, TallyKey
from campaign.press import Paper, Window
from campaign.rules import targets
from campaign.settings import ROOT, Settings
from campaign.store import paper_counts, tally
from campaign.web.database import db
from tests.builders import folded, real, squeezed, text_of
from tests.conftest import TEST_LETTERS, TODAY

pytestmark = pytest.mark.slow

DAY, REAL = TODAY, "uyghur-assessment"


@pytest.fixture
def environ(tmp_path: Path, settings: Settings) -> dict[str, str]:
    """Return an environment with an instance, and the database, of this test."""
    return {
        "CAMPAIGN_INSTANCE": str(tmp_path / "instance"),
        "CAMPAIGN_DATABASE_URL": settings.database_url,
        "CAMPAIGN_TODAY": DAY.isoformat(),
    }


def run(environ: dict[str, str], *arguments: str) -> Result:
    return CliRunner().invoke(main, arguments, env=environ)


def broken(folder: Path) -> Path:
    """Return a copy of the test campaign with three mistakes in it."""
    letters = copytree(TEST_LETTERS, folder / "letters")
    campaign = letters / "orchard" / "campaign.toml"
    text = campaign.read_text(encoding="utf-8")
    text = text.replace("2025-03-01", '"1 March"').replace("signatories = 3", "signers = 3")
    campaign.write_text(text, encoding="utf-8")
    (letters / "orchard" / "en" / "hrc.md").unlink()
    return letters


LANGUAGES: Final = len(real().written)
"""The languages that the shipped campaign is in."""
MARK: Final = "\ufeff"
MISTAKES = (
    "letters/orchard/campaign.toml: statement: date: is 1 March, which is not a date",
    "letters/orchard/campaign.toml: statement: signers: is not a known name",
    "letters/orchard/en/hrc.md: is missing",
)


def test_a_campaign_without_mistakes_is_said_to_have_none_and_what_it_lacks(
    environ: dict[str, str],
) -> None:
    result = run(environ, "check")

    assert result.exit_code == 0
    lines = result.output.splitlines()
    assert lines[0] == "world/members.csv: 15 of 47 seats of 2027 are not known"
    assert lines[1] == f"{REAL}: no mistakes found; not launched"
    assert "  to do: campaign.toml: organization: name: say who runs the campaign" in lines
    assert all(line.startswith("  to do: ") for line in lines[2:])


def test_every_mistake_is_named_at_once(environ: dict[str, str], tmp_path: Path) -> None:
    result = run({**environ, "CAMPAIGN_LETTERS": str(broken(tmp_path))}, "check")

    assert result.exit_code == 1
    for mistake in MISTAKES:
        assert any(line.startswith(mistake) for line in result.output.splitlines()), result.output
    assert "Traceback" not in result.output


def test_quotations_are_compared_with_the_statement(
    environ: dict[str, str], tmp_path: Path
) -> None:
    environ["CAMPAIGN_LETTERS"] = str(TEST_LETTERS)
    statement = TEST_LETTERS / "orchard" / "statement.txt"
    assert run(environ, "check", "--statement", str(statement)).exit_code == 0

    other = tmp_path / "statement.txt"
    other.write_text("We said nothing of the kind.", encoding="utf-8")
    result = run(environ, "check", "--statement", str(other))

    assert result.exit_code == 1
    assert "quotation: is not in the statement, word for word" in result.output


def test_a_weak_setting_ends_a_command_in_plain_words(environ: dict[str, str]) -> None:
    result = run({**environ, "CAMPAIGN_SECRET_KEY": "short"}, "check")

    assert result.exit_code == 1
    assert result.output.startswith("CAMPAIGN_SECRET_KEY is too short")
    assert "Traceback" not in result.output


@pytest.fixture
def counted(app: Flask) -> None:
    """Count some letters, one of them as automatic."""
    keys = [
        (Way.PREPARED, Dimension.ALL, "", "", 12),
        (Way.PDF, Dimension.ALL, "", "", 7),
        (Way.PDF, Dimension.ALL, "", "quick", 2),
        (Way.PDF, Dimension.TARGET, "hrc-kr", "", 7),
        (Way.PDF, Dimension.ASK, "gov-revive-debate", "", 6),
        (Way.PDF, Dimension.LANGUAGE, "en", "", 7),
        (Way.PDF, Dimension.COUNTRY, "KR", "", 5),
        (Way.PDF, Dimension.COUNTRY, "MX", "", 1),
        (Way.PDF, Dimension.COUNTRY, "FR", "", 1),
    ]
    with app.app_context(), Session(db.engine) as session:
        for way, dimension, value, marked, times in keys:
            day = DAY - timedelta(weeks=1) if dimension.is_weekly else DAY  # it is over
            key = TallyKey(REAL, dimension.period(day), way, dimension, value, marked)
            tally.add_to_tally(session, [key], times=times)
        session.commit()


VIEWS = {
    "way": [["way", "times"], ["pdf", "7"], ["prepared", "12"]],
    "day": [
        ["day", "way", "times"], ["2026-11-24", "pdf", "7"], ["2026-11-24", "prepared", "12"],
    ],
    "target": [["target", "way", "times"], ["hrc-kr", "pdf", "7"]],
    "ask": [["ask", "way", "times"], ["gov-revive-debate", "pdf", "6"]],
    "language": [["language", "way", "times"], ["en", "pdf", "7"]],
    "country": [["country", "way", "times"], ["other", "pdf", "7"]],  # or KR would tell them
}  # fmt: skip


@pytest.mark.usefixtures("counted")
@pytest.mark.parametrize("view", VIEWS)
def test_counts_are_printed_by_each_view(environ: dict[str, str], view: str) -> None:
    table = run(environ, "counts", "--by", view).output
    values = run(environ, "counts", "--by", view, "--csv").output
    records = run(environ, "counts", "--by", view, "--json").output

    header, *rows = VIEWS[view]
    assert [line.split() for line in table.splitlines()] == VIEWS[view]
    assert len({len(line) for line in table.splitlines()}) == 1  # in columns
    assert values.startswith(MARK), "or Excel would show it wrong"
    assert list(csv.reader(io.StringIO(values[1:]))) == VIEWS[view]
    assert json.loads(records) == [
        {**dict(zip(header, row, strict=True)), "times": int(row[-1])} for row in rows
    ]


@pytest.mark.usefixtures("counted")
def test_what_looked_automatic_can_be_counted_in(environ: dict[str, str]) -> None:
    result = run(environ, "counts", "--with-marked", "--csv")

    assert result.output == f"{MARK}way,times\npdf,9\nprepared,12\n"


@pytest.mark.usefixtures("app")
def test_no_counts_are_said_to_be_none(environ: dict[str, str]) -> None:
    assert run(environ, "counts").output.splitlines()[-1] == "Nothing counted yet."
    assert json.loads(run(environ, "counts", "--json").output) == []


@pytest.mark.usefixtures("app")
def test_among_several_campaigns_one_must_be_named(environ: dict[str, str], tmp_path: Path) -> None:
    letters = copytree(TEST_LETTERS, tmp_path / "letters")
    copytree(letters / "orchard", letters / "meadow")
    environ["CAMPAIGN_LETTERS"] = str(letters)

    result = run(environ, "counts")

    assert result.exit_code == 2
    assert "write --campaign and one of: meadow, orchard" in result.output
    assert run(environ, "counts", "--campaign", "meadow").exit_code == 0
    assert run(environ, "counts", "--campaign", "forest").exit_code == 2


def test_migrate_makes_a_database_and_can_be_run_again(environ: dict[str, str]) -> None:
    for _ in range(2):
        assert run(environ, "migrate").exit_code == 0

    assert run(environ, "counts").exit_code == 0


def test_the_preview_has_every_kind_of_letter_with_every_vote(
    environ: dict[str, str], tmp_path: Path, real: Campaign
) -> None:
    out = tmp_path / "proofs.pdf"

    result = run(environ, "preview", "--out", str(out), "--paper", "letter")

    assert result.output == f"{21 * LANGUAGES} letters in {out}\n"
    pages = PdfReader(out).pages
    assert {tuple(map(round, page.mediabox[2:])) for page in pages} == {(612, 792)}
    text = " ".join(" ".join(page.extract_text() for page in pages).split())
    text = re.sub(r"(?<=\w)- ", "-", text)  # a line may end within "longer-term"
    said = {r"thank you: on .{1,200}? voted in favour\.": 4, r" abstained\. I ": 4, "against": 0}
    for words, times in said.items():  # from abroad and from home, by those that stay and leave
        found = text.replace("crimes against humanity", "")
        assert len(re.findall(words, found)) == times, words
    for addressee in (
        "United Nations High Commissioner for Human Rights",
        "President of the Human Rights Council",
        "Chair of the Third Committee",
    ):
        assert addressee in text
    assert text.count("to the United Nations Office at Geneva") == 16
    for ask in real.asks:
        assert not ask.concerns or ask.quote_in_letter in text
    assert "{" not in text


def test_the_preview_has_every_short_email_too(environ: dict[str, str], tmp_path: Path) -> None:
    out, emails = tmp_path / "proofs.pdf", tmp_path / "emails.txt"

    result = run(environ, "preview", "--out", str(out), "--email", str(emails))

    assert result.output.splitlines()[1] == f"{52 * LANGUAGES} emails in {emails}"
    each = emails.read_text(encoding="utf-8").split(f"\n{'-' * 72}\n")
    assert len(each) == 52 * LANGUAGES
    assert all("{" not in email for email in each)
    assert sum(" respectfully ask you" in email for email in each) == 52
    assert sum("Thank you for voting" in email for email in each) == 12
    assert any("\n\nHRC64: request for a debate on OHCHR’s Xinjiang" in email for email in each)


def test_the_preview_fits_an_envelopes_window(environ: dict[str, str], tmp_path: Path) -> None:
    out = tmp_path / "proofs.pdf"
    asked = ("--window", "din-5008-b", "--folds", "--sender", "Orchard Letters")

    run(environ, "preview", "--out", str(out), *asked)

    first, *rest = (page.extract_text() for page in PdfReader(out).pages)
    assert first.startswith("Orchard Letters")
    assert "100 mm" in first
    assert "100 mm" not in "".join(rest)


@pytest.mark.parametrize("command", [("preview",), ("print", "blank", "hrc-kr=1")])
def test_marks_for_folds_that_do_not_go_into_the_envelope_are_refused(
    environ: dict[str, str], tmp_path: Path, command: tuple[str, ...]
) -> None:
    out = tmp_path / "letters.pdf"
    given = (*command, "--window", "us-9", "--folds", "--out", str(out))

    result = run(environ, *given)
    assert result.exit_code == 2
    assert "--folds: a4 folded in three is higher than an envelope for us-9" in result.output
    assert not out.exists()
    assert run(environ, *given, "--paper", "letter").exit_code == 0


def test_the_sheets_show_one_letter_in_every_window_on_every_paper(
    environ: dict[str, str], tmp_path: Path
) -> None:
    out = tmp_path / "sheets.pdf"

    result = run(environ, "sheets", "--to", "hrc-kr", "--out", str(out))

    assert result.output == f"16 sheets in {out}\n"
    text = " ".join(page.extract_text() for page in PdfReader(out).pages)
    for window in Window:
        for sheet in Paper:
            assert text.count(f"100 mm – {window} – {sheet}") == 1


def test_letters_on_paper_are_printed_apart(
    environ: dict[str, str], settings: Settings, app: Flask
) -> None:
    del app  # it made the tables
    engine = create_engine(settings.database_url)
    with Session(engine) as session:
        counted = PaperCount("LEEDS-1", DAY, PaperCountKind.SIGNED, {"hrc-kr": 17, "hrc-mx": 3})
        at = datetime(2026, 11, 24)  # noqa: DTZ001 - as it is kept
        paper_counts.add_count(
            session, REAL, counted, state=PaperCountState.ACCEPTED, by="ada", at=at
        )
        session.commit()
    engine.dispose()

    assert run(environ, "counts").output.endswith(
        "\nOn paper, counted by hand: signed 20, handed_over 0\n"
    )
    assert run(environ, "counts", "--csv").output == f"{MARK}way,times\n"
    assert run(environ, "counts", "--by", "paper", "--csv").output.splitlines() == [
        f"{MARK}target,on paper,times", "hrc-kr,signed,17", "hrc-mx,signed,3",
    ]  # fmt: skip


def test_the_code_on_a_tally_sheet_opens_the_page_of_its_event(
    environ: dict[str, str], tmp_path: Path
) -> None:
    out, secret = tmp_path / "tally.pdf", "a secret of the tests, of no other use"
    environ |= {"CAMPAIGN_SECRET_KEY": secret, "CAMPAIGN_HOSTNAMES": "letters.example.org"}
    del environ["CAMPAIGN_TODAY"]  # refused where there is a public name

    result = run(environ, "print", "tally", "hrc", "--event", "leeds-1", "--out", str(out))

    assert result.exit_code == 0, result.output
    said = squeezed(text_of(out.read_bytes()))
    assert "LEEDS-1" in said
    path = path_of(Seals(secret), REAL, "LEEDS-1")
    assert said.endswith(f"https://letters.example.org{path}"), "what is typed is to be short"


def test_a_tally_sheet_for_every_recipient_has_a_code_that_can_be_read(
    environ: dict[str, str], tmp_path: Path
) -> None:
    out, orchard = tmp_path / "tally.pdf", environ | {"CAMPAIGN_LETTERS": str(TEST_LETTERS)}

    result = run(orchard, "print", "tally", "all", "--event", "LEEDS-1", "--out", str(out))

    assert result.exit_code == 0, result.output
    assert len(PdfReader(out).pages) > 2


def test_a_tally_sheet_that_would_lead_nowhere_is_refused_or_said_to_be_local(
    environ: dict[str, str], tmp_path: Path
) -> None:
    result = run(environ, "print", "tally", "hrc-kr")
    assert "write --event with the evening's code, or --link" in result.output

    given = ("print", "tally", "hrc-kr", "--out", str(tmp_path / "tally.pdf"))
    result = run(environ, *given, "--event", "LEEDS-1")
    assert "which only this computer reaches" in result.output
    result = run(environ, *given, "--event", "LEEDS-1", "--link", "https://example.org/")
    assert "only this computer" not in result.output


@pytest.mark.parametrize("given", [
    ("blank", "hrc-kr=2", "hrc-kr=3"),
    ("labels", "hrc-kr=2", "hrc-mx=1", "hrc-kr=2"),
    ("tally", "hrc-kr", "hrc-kr", "--event", "LEEDS-1"),
    ("cover", "hrc-kr=2", "hrc-kr=3/1"),
])  # fmt: skip
def test_a_target_that_is_named_twice_is_refused(
    environ: dict[str, str], tmp_path: Path, given: tuple[str, ...]
) -> None:
    at_orchard = {**environ, "CAMPAIGN_LETTERS": str(TEST_LETTERS)}
    out = tmp_path / "paper.pdf"

    result = run(at_orchard, "print", *given, "--out", str(out))

    assert result.exit_code == 2
    assert "hrc-kr is named twice (write it once, with all its letters)" in result.output
    assert not out.exists()


@pytest.mark.parametrize("given", [("all=1", "hrc-kr=2"), ("hrc-kr=2", "all=1")])
def test_a_number_for_one_target_comes_before_that_for_all(
    environ: dict[str, str], tmp_path: Path, orchard: Campaign, given: tuple[str, ...]
) -> None:
    at_orchard = {**environ, "CAMPAIGN_LETTERS": str(TEST_LETTERS)}

    result = run(at_orchard, "print", "blank", *given, "--out", str(tmp_path / "blank.pdf"))

    letters = len(targets.offered_targets(orchard, DAY)) + 1
    assert result.output.startswith(f"{letters} letters in ")


@pytest.mark.parametrize("command", [
    ("print", "blank", "hrc-kr=1"), ("print", "packing", "hrc-kr=1"), ("preview",), ("sheets",),
])  # fmt: skip
def test_a_file_that_cannot_be_written_is_refused_in_plain_words(
    environ: dict[str, str], tmp_path: Path, command: tuple[str, ...]
) -> None:
    result = run(environ, *command, "--out", str(tmp_path / "nowhere" / "x.pdf"))
    assert result.exit_code == 2
    assert f"there is no folder {tmp_path / 'nowhere'} (make it, or name" in folded(result.output)

    result = run(environ, *command, "--out", str(tmp_path))
    assert result.exit_code == 2
    assert f"{tmp_path} is a folder (name a file in it" in folded(result.output)


def test_a_folder_that_is_a_file_is_refused_in_plain_words(
    environ: dict[str, str], tmp_path: Path
) -> None:
    file = tmp_path / "letters.csv"
    file.write_text("target\nhrc-kr\n", encoding="utf-8")
    for out in (file, file / "monday"):
        result = run(environ, "print", "filled", str(file), "--out", str(out))
        assert result.exit_code == 2
        assert f"{file} is a file (name a folder)" in folded(result.output)


def test_one_letter_is_said_in_the_singular_and_usage_names_the_command(
    environ: dict[str, str], tmp_path: Path
) -> None:
    at_orchard = {**environ, "CAMPAIGN_LETTERS": str(TEST_LETTERS)}
    out = tmp_path / "paper.pdf"
    said = {
        "blank": f"1 letter in {out}",
        "labels": f"1 label in {out}",
        "cover": f"1 cover letter with a receipt in {out}",
    }
    for command, line in said.items():
        result = run(at_orchard, "print", command, "hrc-kr=1", "--out", str(out))
        assert result.output.splitlines() == [line]

    usage = subprocess.run(
        [sys.executable, "-m", "campaign", "print", "blank"],
        cwd=ROOT, env=os.environ | environ, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert usage.stderr.startswith("Usage: bin/campaign print blank ")


def test_sheets_for_nobody_are_refused(environ: dict[str, str]) -> None:
    result = run(environ, "sheets", "--to", "nobody")

    assert "--to: nobody is no target of today (write such as hrc-kr)" in result.output


def test_a_broken_campaign_is_not_served(environ: dict[str, str], tmp_path: Path) -> None:
    environ |= {"PATH": os.environ["PATH"], "CAMPAIGN_LETTERS": str(broken(tmp_path))}

    served = subprocess.run(
        [sys.executable, "-m", "campaign", "serve"],
        cwd=ROOT, env=environ, capture_output=True, text=True, timeout=30, check=False,
    )  # fmt: skip

    assert served.returncode == 1
    assert served.stdout == ""
    for mistake in MISTAKES:
        assert mistake in served.stderr
    assert "Traceback" not in served.stderr
    assert not (tmp_path / "campaign.sqlite").exists()


def test_letters_bear_the_return_address_of_the_campaign_if_asked_to(
    environ: dict[str, str], tmp_path: Path, orchard: Campaign
) -> None:
    at_orchard = {**environ, "CAMPAIGN_LETTERS": str(TEST_LETTERS)}
    given = ("print", "blank", "hrc-kr=1", "--out", str(tmp_path / "blank.pdf"))

    def printed(*more: str) -> str:
        assert run(at_orchard, *given, *more).exit_code == 0
        return PdfReader(tmp_path / "blank.pdf").pages[0].extract_text()

    assert orchard.organization.address
    assert all(line in printed("--return-address") for line in orchard.organization.address)
    assert not any(line in printed() for line in orchard.organization.address)
    other = printed("--return-address", "--sender", "Pear Tree House")
    assert "Pear Tree House" in other
    assert orchard.organization.address[1] not in other


def test_the_line_to_measure_is_on_a_sheet_of_its_own_and_below_labels_but_on_no_letter(
    environ: dict[str, str], tmp_path: Path, orchard: Campaign
) -> None:
    at_orchard = {**environ, "CAMPAIGN_LETTERS": str(TEST_LETTERS)}
    line = orchard.languages["en"].printing.measure
    language = ("--language", "en", "--out", str(tmp_path / "paper.pdf"))

    def printed(*given: str) -> list[bool]:
        result = run(at_orchard, "print", *given, *language)
        assert result.exit_code == 0, result.output
        pages = PdfReader(tmp_path / "paper.pdf").pages
        return [line in folded(page.extract_text()) for page in pages]

    window = ("--window", "french")
    assert printed("cover-sheet", "hrc-kr=30", *window) == [True]
    assert printed("labels", "hrc-kr=30") == [True, False]
    assert printed("blank", "hrc-kr=2", *window) == [False] * 2
    assert printed("cover", "hrc-kr=3", "hrc-fr=1", *window) == [False] * 4


def test_a_return_address_that_is_blank_is_refused(environ: dict[str, str], tmp_path: Path) -> None:
    out = tmp_path / "blank.pdf"
    result = run(environ, "print", "blank", "hrc-kr=1", "--return-address", "--out", str(out))

    assert result.exit_code == 1
    assert result.output.startswith(f"{REAL}/campaign.toml: organization: address: is blank (write")
    assert not out.exists()
