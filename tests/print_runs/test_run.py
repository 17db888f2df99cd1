"""A print run that is stopped and goes on, started as an organizer starts it."""

import json
import signal
import time
from collections import Counter
from pathlib import Path
from typing import Final

import pymupdf
import pytest

from tests.print_runs.deadly import DEADLY
from tests.print_runs.made import command, counted, done, manifest, rows, towns, write

pytestmark = pytest.mark.slow
LETTERS: Final = 60
IN_SMALL_PARTS: Final = "from campaign.actions.print_runs import plan; plan.TOGETHER = 30"
"""A line for a command that prints so few letters in several parts all the same."""
BUT_FOR_SOME: Final = f"3-{LETTERS - 2}"


def parts(folder: Path) -> int:
    """Return how many parts of a run are whole."""
    return sum(not each.name.endswith(".unfinished") for each in (folder / "parts").glob("*"))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a CSV of 20 letters, and with `out`, into which they are printed."""
    folder = tmp_path_factory.mktemp("made")
    letters = write(folder / "letters.csv", rows(20))
    status, said = done(command(folder, str(letters), "--out", str(folder / "out")))
    assert (status, said) == (0, f"20 letters in {folder / 'out'}\n")
    return folder


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a CSV of letters for several parts, and with `out`, their run."""
    folder = tmp_path_factory.mktemp("many")
    letters = write(folder / "letters.csv", rows(LETTERS))
    given = (str(letters), "--out", str(folder / "out"))
    assert done(command(folder, *given, first=IN_SMALL_PARTS))[0] == 0
    return folder


def expected(number: int = LETTERS) -> Counter[str]:
    """Return every letter's town, once."""
    return Counter(f"Town{each}x" for each in range(number))


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])
def test_a_run_that_is_stopped_goes_on_with_nothing_twice_and_nothing_missing(
    tmp_path: Path, how: signal.Signals
) -> None:
    letters, out = write(tmp_path / "letters.csv", rows(LETTERS)), tmp_path / "out"
    process = command(tmp_path, str(letters), "--out", str(out), first=IN_SMALL_PARTS)
    while parts(out) < 1:
        assert process.poll() is None, done(process)
        time.sleep(0.02)
    process.send_signal(how)
    status, said = done(process)
    assert status == (130 if how != signal.SIGKILL else -9)
    assert "Traceback" not in said
    assert not (out / "letters.pdf").exists()
    before = {each: each.stat().st_mtime_ns for each in (out / "parts").glob("*-*[0-9]")}

    process = command(tmp_path, str(letters), "--out", str(out), first=IN_SMALL_PARTS)
    while (out / "parts").exists() and process.poll() is None:
        kept = {each: each.stat().st_mtime_ns for each in before if each.exists()}
        assert kept.items() <= before.items(), "what was made is not made again"
        time.sleep(0.05)

    assert done(process)[0] == 0
    assert counted(out) == expected()
    assert [int(each["number"]) for each in manifest(out)] == list(range(1, LETTERS + 1))
    assert sum(int(each["pages"]) for each in manifest(out)) == len(towns(out / "letters.pdf"))
    names = {each.name for each in out.iterdir()}
    assert names == {"cover-sheet.pdf", "letters.pdf", "manifest.csv", "run.json", "run.lock"}


def test_a_table_that_is_saved_in_another_order_meanwhile_ends_the_run(tmp_path: Path) -> None:
    letters, out = write(tmp_path / "letters.csv", rows(LETTERS)), tmp_path / "out"
    before = letters.read_bytes()
    first = f"{IN_SMALL_PARTS}; from tests.print_runs.saved import begin; begin({str(letters)!r})"
    status, said = done(command(tmp_path, str(letters), "--out", str(out), first=first))

    assert status == 1
    assert said.startswith("letters.csv: was changed while its letters were being printed")
    assert not (out / "letters.pdf").exists()

    letters.write_bytes(before)
    assert done(command(tmp_path, str(letters), "--out", str(out), first=IN_SMALL_PARTS))[0] == 0
    assert counted(out) == expected(), "it goes on once the table is put back"


def test_letters_lie_as_they_are_posted_and_those_without_a_country_last(made: Path) -> None:
    order = list(dict.fromkeys(each["target"] for each in manifest(made / "out")))
    assert order == ["high-commissioner", "hrc-kr", "hrc-fr", "hrc-mx", "third-committee-gb"]


def test_a_file_for_each_target_holds_its_letters_and_pages_have_names(tmp_path: Path) -> None:
    letters, out = write(tmp_path / "letters.csv", rows(20)), tmp_path / "out"
    status, said = done(command(tmp_path, str(letters), "--out", str(out), "--per-target"))

    assert (status, said) == (0, f"20 letters in {out}\n")
    assert {each["file"] for each in manifest(out)} == {
        f"{each['target']}.pdf" for each in manifest(out)
    }
    assert counted(out) == expected(20)
    with pymupdf.open(out / "hrc-kr.pdf") as document:
        (first, *_) = [each for each in manifest(out) if each["target"] == "hrc-kr"]
        assert document[0].get_label() == f"{first['number']}-1"


def test_each_letter_begins_on_a_sheet_of_its_own_when_both_sides_are_printed(
    tmp_path: Path,
) -> None:
    letters, out = write(tmp_path / "letters.csv", rows(20)), tmp_path / "out"
    assert done(command(tmp_path, str(letters), "--out", str(out), "--duplex"))[0] == 0

    assert all(int(each["first_page"]) % 2 for each in manifest(out))
    assert counted(out) == expected(20)
    with pymupdf.open(out / "letters.pdf") as document:
        assert document.page_count == 40
        assert not any(document[page].get_text() for page in range(1, 40, 2))


def test_after_a_jam_some_numbers_are_printed_again(made: Path) -> None:
    given = (str(made / "letters.csv"), "--out", str(made / "out"))
    assert done(command(made, *given, "--only", "7-9"))[0] == 0
    assert towns(made / "out/letters-7-9.pdf") == towns(made / "out/letters.pdf")[6:9]

    status, said = done(command(made, *given, "--only", "19-21"))
    assert status == 2
    assert "write --only with numbers up to 20" in said


def test_one_letter_is_printed_again_into_a_file_with_its_number(made: Path) -> None:
    given = (str(made / "letters.csv"), "--out", str(made / "out"), "--only", "7")
    again = made / "out/letters-7.pdf"

    assert done(command(made, *given)) == (0, f"1 letter in {again}\n")
    assert towns(again) == towns(made / "out/letters.pdf")[6:7]


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])
def test_many_letters_are_printed_again_in_parts_and_a_stop_says_what_comes_of_them(
    many: Path, how: signal.Signals
) -> None:
    out = many / "out"
    given = (str(many / "letters.csv"), "--out", str(out))

    process = command(many, *given, "--only", BUT_FOR_SOME, first=IN_SMALL_PARTS)
    while not any(parts(each) for each in out.glob("*.unfinished")):
        assert process.poll() is None, done(process)
        time.sleep(0.02)
    process.send_signal(how)
    _, said = done(process)
    if how == signal.SIGTERM:
        words = "Stopped. Nothing of it is kept: the same command begins with letter 3."
        assert said.strip() == words
        assert not list(out.glob("*.unfinished"))

    assert done(command(many, *given, "--only", BUT_FOR_SOME, first=IN_SMALL_PARTS))[0] == 0
    assert towns(out / f"letters-{BUT_FOR_SOME}.pdf") == towns(out / "letters.pdf")[2:-2]
    names = {each.name for each in out.iterdir()}
    (out / f"letters-{BUT_FOR_SOME}.pdf").unlink()
    of_run = {"cover-sheet.pdf", "letters.pdf", "manifest.csv", "run.json", "run.lock"}
    assert names == {*of_run, f"letters-{BUT_FOR_SOME}.pdf"}, "nothing is left of what was stopped"


def test_letters_of_many_pages_are_counted(tmp_path: Path) -> None:
    given = list(rows(5))
    for each in (1, 3):
        given[each]["note"] = "\n".join(["Apples matter to me. " * 2] * 99)
    letters, out = write(tmp_path / "letters.csv", given), tmp_path / "out"
    given_again = (str(letters), "--out", str(out))

    assert done(command(tmp_path, *given_again)) == (
        0,
        f"5 letters in {out}\n2 letters take three pages or more (see manifest.csv)\n",
    )
    (number, *_) = [each["number"] for each in manifest(out) if int(each["pages"]) > 2]
    status, said = done(command(tmp_path, *given_again, "--only", number))
    assert status == 0
    assert said.endswith("\n1 letter takes three pages or more (see manifest.csv)\n")


def test_a_file_is_called_by_its_campaign(made: Path) -> None:
    with pymupdf.open(made / "out/letters.pdf") as document:
        assert document.metadata["title"] == "رسائل من أجل أشجار التفاح"


def test_letters_that_take_too_much_are_named_and_the_others_printed(tmp_path: Path) -> None:
    given = list(rows(20))
    for each in (3, 12):
        given[each]["note"] = DEADLY
    letters, out = write(tmp_path / "letters.csv", given), tmp_path / "out"
    first = "from tests.print_runs.deadly import begin; begin()"
    status, said = done(command(tmp_path, str(letters), "--out", str(out), first=first))

    left_out = [each for each in manifest(out) if each["pages"] == "0"]
    assert len(manifest(out)) == 20
    assert {(each["file"], each["first_page"]) for each in left_out} == {("", "")}
    assert status == 1
    made, *complaints = said.splitlines()
    assert made == f"18 letters in {out}"
    assert all(DEADLY not in each for each in complaints)
    assert sorted(complaints) == [
        f"letters.csv: row {row}: takes too much time or memory, so letter {number} is not printed "
        "(shorten the note, and print the row from a table of its own into another folder)"
        for row, number in ((14, left_out[1]["number"]), (5, left_out[0]["number"]))
    ]
    assert counted(out) == expected(20) - Counter(("Town3x", "Town12x"))

    again = command(tmp_path, str(letters), "--out", str(out), first=first)
    assert done(again) == (1, said), "it is not forgotten"
    number = int(left_out[0]["number"])
    only = ("--only", f"{number - 1}-{number}")
    status, said = done(command(tmp_path, str(letters), "--out", str(out), *only, first=first))
    assert status == 1
    assert said.startswith(f"1 letter in {out / f'letters-{number - 1}-{number}.pdf'}\n")
    assert f"so letter {number} is not printed" in said


def test_other_letters_or_options_do_not_go_on_with_a_run(made: Path) -> None:
    out = made / "out"
    status, said = done(command(made, str(made / "letters.csv"), "--out", str(out), "--duplex"))
    assert status == 1
    assert said.startswith(f"{out}: holds a run of other options (")

    others = write(made / "others.csv", rows(21))
    status, said = done(command(made, str(others), "--out", str(out)))
    assert status == 1
    assert said.startswith(f"{out}: holds a run of other letters (")


def test_what_a_run_keeps_beside_its_letters_says_nothing_of_who_wrote(made: Path) -> None:
    kept = "".join((made / "out" / name).read_text() for name in ("run.json", "manifest.csv"))
    assert not any(text in kept for text in ("Town", "Zoë", "Anna", "Apples", "GB"))
    assert json.loads((made / "out/run.json").read_text())["letters"] == 20


def test_a_broken_row_is_refused_before_the_first_page_is_made(tmp_path: Path) -> None:
    broken = [*rows(3), {"target": "hrc-xx", "name": "Secret Person", "sign_as": "full"}]
    letters, out = write(tmp_path / "letters.csv", broken), tmp_path / "out"
    status, said = done(command(tmp_path, str(letters), "--out", str(out)))

    assert status == 1
    assert said.startswith("letters.csv: row 5: target: is not known (")
    assert "Secret" not in said
    assert not out.exists()
