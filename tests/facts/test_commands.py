"""The commands with which organizers look after facts and addresses."""

import csv
import os
import re
import subprocess
import sys
from codecs import BOM_UTF8
from collections.abc import Mapping
from pathlib import Path

import pytest
from click.testing import Result

from campaign.catalogue.import_limits import ImportJudge, ImportLimits
from campaign.cli import fact_imports
from campaign.model.facts import WORLD
from campaign.settings import ROOT
from tests.conftest import TEST_LETTERS
from tests.facts.conftest import Run
from tests.facts.directory import make_directory, make_entry, six
from tests.facts.test_tables import HOSTILE

pytestmark = pytest.mark.slow

KEPT = "Nothing was taken. To take it: the same again with --approve"


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """Return a directory of missions in a file."""
    return write(tmp_path / "book.json", make_directory(*six(fr="")))


def write(file: Path, content: bytes) -> Path:
    file.write_bytes(content)
    return file


def lines(result: Result) -> list[str]:
    """Return what a command said, which succeeded."""
    assert result.exit_code == 0, result.output
    return result.output.splitlines()


def rows(text: str) -> Mapping[str, dict[str, str]]:
    """Return the rows of a CSV of addresses by target."""
    return {
        row["target"]: row
        for row in csv.DictReader(text.lstrip("\ufeff").splitlines(keepends=True))
    }


def bring(run: Run, file: Path, *options: str) -> Result:
    return run("contacts", "import", file, "--as-of", "2026-11-20", "--by", "Pip", *options)


def test_stale_facts_are_listed_with_the_most_urgent_first(run: Run) -> None:
    said = lines(run("facts"))

    assert said[0].split(maxsplit=1) == [
        "now",
        (
            "officers third-committee: nobody is known to hold it since 2025-11-21; "
            "letters address the office alone"
        ),
    ]
    assert said[-1].split(maxsplit=3)[:3] == ["in", "38", "days"]
    assert "members 2027" in said[-1]


def test_where_facts_differ_from_those_shipped_is_listed_with_both(run: Run) -> None:
    lines(run("facts", "set", "addresses", "target=hrc-kr", "email=new@example.org"))

    assert lines(run("facts"))[-1].strip() == (
        "yours  addresses hrc-kr: email is 'new@example.org', shipped is 'orchard@example.org'"
    )


def test_what_is_stale_depends_on_the_day(run: Run) -> None:
    (address,) = (
        line for line in lines(run("facts", today="2027-11-24")) if "addresses hrc-kr" in line
    )
    assert address.split(maxsplit=1)[0] == "now"
    assert "addresses" not in run("facts", today="2027-11-23").output


def test_setting_a_fact_says_how_to_undo_it_and_undoing_it_does(run: Run, tmp_path: Path) -> None:
    said = lines(run("facts", "set", "officers", "office=hrc", "start=2026-01-01", "name=R."))
    assert said == ["Done. To undo it: bin/campaign facts undo 1"]
    assert "name is 'R.'" in lines(run("facts"))[-1]

    assert lines(run("facts", "undo", "1")) == ["Undone."]

    assert "yours" not in run("facts").output
    again = run("facts", "undo", "1")
    assert again.exit_code == 2
    assert "there is no 1 to undo; see bin/campaign facts history" in again.output
    assert not list(tmp_path.glob("*.csv"))


def test_a_session_that_is_near_is_counted_down_to(run: Run) -> None:
    near = ("body=hrc", "number=99", "start=2026-12-24", "source=made up")

    lines(run("facts", "set", "sessions", *near))

    assert lines(run("facts"))[0].strip() == "in 30 days  sessions hrc: opens on 2026-12-24"


def test_a_fact_is_taken_away_and_comes_back(run: Run) -> None:
    said = lines(run("facts", "remove", "addresses", "hrc-kr"))
    assert said == ["Done. To undo it: bin/campaign facts undo 1"]
    assert "hrc-kr" in run("contacts", "export", "--missing").output
    assert run("facts", "remove", "addresses", "hrc-kr").exit_code == 2

    lines(run("facts", "undo", "1"))

    assert run("facts", "remove", "addresses", "hrc-kr").exit_code == 0


def test_a_user_without_a_name_can_change_facts(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody() -> str:
        raise KeyError

    monkeypatch.setattr("getpass.getuser", nobody)

    lines(run("facts", "set", "addresses", "target=hrc-kr", "note=x"))

    assert "by nobody named" in run("facts", "history").output


def test_the_history_shows_who_changed_what_and_when(run: Run, book: Path) -> None:
    lines(bring(run, book, "--approve"))
    lines(run("facts", "set", "addresses", "target=hrc-kr", "note=x", "--by", "Quince"))
    lines(run("facts", "undo", "1", "--by", "Pip"))

    newest, oldest = lines(run("facts", "history"))

    assert re.fullmatch(r" +2  \d{4}-\d\d-\d\d \d\d:\d\d UTC by Quince: 1 by hand", newest)
    assert re.fullmatch(r" +1  .* UTC by Pip: 6 by import, undone", oldest)


@pytest.mark.parametrize(
    ("given", "complaint"),
    [
        (("officers", "office=hrc", "king=Pip"), "officers has no king; it has office, name,"),
        (("kings", "name=Pip"), "'kings' is not one of"),
        (("officers",), "Missing argument"),
    ],
)
def test_a_fact_of_another_shape_is_refused(
    run: Run, given: tuple[str, ...], complaint: str
) -> None:
    result = run("facts", "set", *given)

    assert result.exit_code == 2
    assert complaint in result.output


def test_a_correction_that_cannot_be_is_refused_in_plain_words(run: Run) -> None:
    result = run("facts", "set", "members", "code=KR", "start=2027-01-01", "end=2029-12-31")

    assert result.exit_code == 1
    assert "members KR 2027-01-01: source: is missing" in result.output
    assert "Traceback" not in result.output
    assert lines(run("facts", "history")) == []


def test_facts_are_exported_with_all_corrections_and_import_as_no_difference(
    run: Run, tmp_path: Path, book: Path
) -> None:
    lines(bring(run, book, "--approve"))
    lines(run("contacts", "confirm", "third-committee-kr"))
    folder = tmp_path / "out" / "facts"

    said = lines(run("facts", "export", folder))

    assert [line.split()[:2] for line in said] == [
        ["6", "members"], ["2", "officers"], ["3", "sessions"], ["9", "addresses"],
        ["3", "tasks"],
    ]  # fmt: skip
    exported = rows((folder / "addresses.csv").read_text(encoding="utf-8"))
    assert exported["third-committee-kr"]["confirmed"] == "2026-11-24"
    for sheet in WORLD:
        first, last = lines(run("facts", "import", folder / f"{sheet}.csv"))
        assert first.endswith("in the file: nothing new")
        assert last == KEPT


def test_facts_are_imported_when_approved(run: Run, tmp_path: Path) -> None:
    content = b"body,number,start,end,source,as_of,note\nhrc,64,2027-02-22,,made up,2026-11-24,\n"
    file = write(tmp_path / "sessions.csv", content)

    assert lines(run("facts", "import", file))[0].startswith("changed  hrc 64: start: '' -> '2027")
    assert "sessions hrc:" in run("facts").output
    assert lines(run("facts", "import", file, "--approve"))[-1] == (
        "1 taken. To undo it: bin/campaign facts undo 1"
    )
    assert "sessions hrc:" not in run("facts").output


@pytest.mark.parametrize("name", ["200 MB of XML", "a ZIP bomb", "macros", "links to other files"])
def test_a_hostile_file_ends_an_import_in_plain_words(run: Run, tmp_path: Path, name: str) -> None:
    make, complaint = HOSTILE[name]
    said = run("contacts", "import", write(tmp_path / "book.xlsx", make()))

    assert said.exit_code == 1
    assert said.output.splitlines()[-1].partition("book.xlsx: ")[2].startswith(complaint)


def test_a_file_that_takes_too_much_ends_an_import_in_plain_words(
    run: Run, book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    quick = ImportLimits(seconds=0.01)
    monkeypatch.setattr(fact_imports, "ImportJudge", lambda: ImportJudge(quick))
    said = bring(run, book)

    assert said.exit_code == 1
    assert "takes more time or memory than any file of facts needs" in said.output


def test_an_import_is_only_shown_until_it_is_approved(run: Run, book: Path) -> None:
    *shown, summary, kept = lines(bring(run, book))

    assert len(shown) == 6
    assert all(line.startswith("new      third-committee-") for line in shown)
    assert "email: '' -> 'kr@example.org'" in shown[4]
    assert (summary, kept) == ("6 in the file: 6 new", KEPT)
    assert lines(run("facts", "history")) == []

    assert lines(bring(run, book, "--approve"))[-1] == (
        "6 taken. To undo it: bin/campaign facts undo 1"
    )
    assert lines(bring(run, book)) == ["6 in the file: nothing new", KEPT]
    assert lines(bring(run, book, "--approve"))[-1] == "0 taken."


def test_what_is_left_out_of_a_directory_is_listed(run: Run, tmp_path: Path) -> None:
    entry = make_entry("France", "fr@example.org; pip@example.org (Ambassador); b@example.org")
    book = write(tmp_path / "book.json", make_directory(entry))

    said = lines(bring(run, book))

    assert "left out France: pip@example.org belongs to one person or their office" in said
    assert "left out France: b@example.org is a second address" in said


def test_an_import_is_taken_row_by_row(run: Run, book: Path) -> None:
    only = ("--only", "third-committee-kr, third-committee-mx")
    assert lines(bring(run, book, "--approve", *only))[-1].startswith("2 taken.")
    assert lines(bring(run, book))[-2] == "6 in the file: 4 new"

    result = bring(run, book, "--approve", "--only", "third-committee-kr")

    assert result.exit_code == 2
    assert "third-committee-kr is not among what would change" in result.output


def test_a_change_by_hand_is_shown_as_kept(run: Run, book: Path) -> None:
    lines(bring(run, book, "--approve"))
    lines(run("facts", "set", "addresses", "target=third-committee-kr", "email=new@example.org"))

    said = lines(bring(run, book, "--approve"))

    assert said[0].startswith("kept     third-committee-kr: email: 'new@example.org' -> 'kr@")
    assert said[-2:] == ["6 in the file: 1 kept", "0 taken."]


def test_a_directory_from_a_file_needs_its_day(run: Run, book: Path, tmp_path: Path) -> None:
    marked = write(tmp_path / "marked.json", b"\xef\xbb\xbf" + book.read_bytes())
    for file in (book, marked):
        result = run("contacts", "import", file)
        assert result.exit_code == 2
        assert "write --as-of and the day the directory is from" in result.output


@pytest.mark.parametrize("day", ["yesterday", "2026-02-30"])
def test_a_day_that_is_none_is_refused(run: Run, book: Path, day: str) -> None:
    result = run("contacts", "import", book, "--as-of", day)

    assert result.exit_code == 2
    assert "is not a date (write YYYY-MM-DD)" in result.output


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (make_directory(*six())[:-9], "is not JSON"),
        (make_directory(make_entry("Orchardia")), "entry 1: 'Orchardia' is no Member State"),
        (b"a,b\n1,2\n", "row 1: has columns of no sheet"),
    ],
)
def test_a_broken_file_is_refused_in_plain_words_and_nothing_changes(
    run: Run, tmp_path: Path, content: bytes, complaint: str
) -> None:
    result = bring(run, write(tmp_path / "broken", content), "--approve")

    assert result.exit_code == 1
    assert complaint in result.output
    assert "Traceback" not in result.output
    assert lines(run("facts", "history")) == []


def test_a_file_that_is_not_there_or_a_host_nobody_trusts_is_refused(
    run: Run, tmp_path: Path
) -> None:
    missing = run("contacts", "import", tmp_path / "none.csv")
    assert missing.exit_code == 1
    assert "No such file or directory (name a file that can be read)" in missing.output

    for url in ("https://other.example.org/", "http://bluebook.e-delegate.un.org/"):
        elsewhere = run("contacts", "import", url)
        assert elsewhere.exit_code == 1
        assert f"{url}: is not on a host that addresses may come from" in elsewhere.output


def test_what_is_missing_is_exported_filled_in_and_imported(run: Run, tmp_path: Path) -> None:
    everything = rows(run("contacts", "export").output)
    text = run("contacts", "export", "--missing").output
    missing = rows(text)
    assert {"high-commissioner", "hrc-kr"} == set(everything) - set(missing)
    assert everything["hrc-kr"]["note"] == "not confirmed"
    assert everything["hrc-kr"]["language"] == "English/Arabic"
    assert missing["hrc-fr"]["recipient"] == "فرنسا (hrc-member)"
    assert "hrc-cn" not in missing

    unchanged = write(tmp_path / "missing.csv", text.encode())
    assert lines(run("contacts", "import", unchanged))[-2].endswith("in the file: nothing new")

    blank = "hrc-fr,فرنسا (hrc-member),,,,,,,,"
    assert blank in text
    filled = "hrc-fr,,1 Quince Row | 1200 Geneva | SWITZERLAND,fr@example.org,,,made up,,,"
    file = write(tmp_path / "filled.csv", text.replace(blank, filled).encode())
    assert lines(run("contacts", "import", file, "--approve"))[-2].endswith("1 new")
    assert set(missing) - set(rows(run("contacts", "export", "--missing").output)) == {"hrc-fr"}


@pytest.mark.parametrize(
    "locale",
    [
        {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
        {"LC_ALL": "POSIX", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
        {"PYTHONIOENCODING": "iso-8859-1", "PYTHONUTF8": "0"},  # as where the locale is that
    ],
)
def test_what_a_command_writes_is_utf_8_whatever_the_locale(
    tmp_path: Path, locale: dict[str, str]
) -> None:
    environ = {
        "PATH": os.environ["PATH"],
        "CAMPAIGN_INSTANCE": str(tmp_path),
        "CAMPAIGN_LETTERS": str(TEST_LETTERS),
        **locale,
    }

    done = subprocess.run(
        [sys.executable, "-m", "campaign", "contacts", "export", "--missing"],
        cwd=ROOT, env=environ, capture_output=True, timeout=60, check=True,
    )  # fmt: skip

    assert done.stdout.startswith(BOM_UTF8)
    assert "فرنسا" in done.stdout.decode()


def test_coverage_is_counted_and_grows_with_what_is_confirmed(run: Run, book: Path) -> None:
    def coverage() -> dict[str, int]:
        said = (line.split(maxsplit=1) for line in lines(run("contacts", "coverage")))
        return {name: int(number) for number, name in said}

    before = coverage()
    assert before == {
        "targets": 13, "postal": 2, "postal confirmed": 1, "email": 2, "email confirmed": 1,
    }  # fmt: skip

    lines(bring(run, book, "--approve"))
    assert lines(run("contacts", "confirm", "hrc-kr")) == [
        "Done. To undo it: bin/campaign facts undo 2"
    ]

    after = coverage()
    assert after["postal"] == before["postal"] + 5  # China is excluded
    assert after["email"] == before["email"] + 4  # France's is blank
    assert after["postal confirmed"] == after["email confirmed"] == 2


def test_what_has_no_address_cannot_be_confirmed(run: Run) -> None:
    result = run("contacts", "confirm", "third-committee-fr")

    assert result.exit_code == 2
    assert "third-committee-fr has no address yet (import or set one first)" in result.output
