"""A file that somebody brings in is judged elsewhere, within limits, and to the same end."""

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import pytest

from campaign.catalogue import Catalogue, fact_files
from campaign.catalogue.import_limits import ImportJudge, ImportLimits
from campaign.errors import BrokenData, OverCapacity
from campaign.model.facts import FactFile
from tests.facts.directory import make_directory, six
from tests.facts.test_hostile import BROKEN_SHEETS, DAY, sheet
from tests.server_process import family

GOOD: Final = (make_directory(*six()), sheet("hrc-kr,,a@example.org,,,made up,,,"))
LARGE: Final = b'{"countries": [' + b'{"secret": 1},' * 100_000 + b"{}]}"
LIMITS: Final = (ImportLimits(seconds=0.01), ImportLimits(megabytes=1), ImportLimits(cpu_seconds=0))
TOO_MUCH: Final = (
    "file: takes more time or memory than any file of facts needs "
    "(bring it as it was downloaded, a long sheet in parts)"
)


@contextmanager
def judging(made_up: Catalogue, judge: ImportJudge) -> Iterator[Callable[[bytes], FactFile]]:
    english = made_up.campaigns["orchard"].language("en")
    before = set(family(os.getpid()))
    yield lambda content: judge.read("file", content, made_up.shipped, english, DAY)
    assert set(family(os.getpid())) <= before, "a process is left"


@pytest.mark.parametrize("content", GOOD)
def test_what_is_read_elsewhere_is_what_would_be_read_here(
    made_up: Catalogue, content: bytes
) -> None:
    english = made_up.campaigns["orchard"].language("en")
    here = fact_files.read_fact_file("file", content, made_up.shipped, english, DAY)
    with judging(made_up, ImportJudge()) as read:
        assert read(content) == FactFile(
            here.sheet, here.rows, list(here.dropped), here.whole, here.prefix
        )


@pytest.mark.slow
@pytest.mark.parametrize("name", ["HTML in an address", "an unknown target", "no columns"])
def test_so_are_the_complaints(made_up: Catalogue, name: str) -> None:
    content, complaint = BROKEN_SHEETS[name]
    with judging(made_up, ImportJudge()) as read, pytest.raises(BrokenData) as broken:
        read(content)
    first = broken.value.complaints[0]
    assert str(first) == f"file: {complaint}"
    assert first.key == complaint.partition(":")[0]


@pytest.mark.parametrize("limits", LIMITS)
def test_what_takes_too_much_is_refused_in_plain_words(
    made_up: Catalogue, limits: ImportLimits
) -> None:
    with judging(made_up, ImportJudge(limits)) as read, pytest.raises(BrokenData) as broken:
        read(LARGE)
    assert broken.value.complaints == (TOO_MUCH,)


@pytest.mark.slow
def test_who_comes_when_too_many_wait_is_told_to_come_again(made_up: Catalogue) -> None:
    def outcome(content: bytes) -> object:
        try:
            return read(content)
        except OverCapacity as busy:
            return busy

    with (
        judging(made_up, ImportJudge(waiting=1)) as read,
        ThreadPoolExecutor(8) as pool,
    ):
        found: Sequence[object] = list(pool.map(outcome, [GOOD[1]] * 8))

    turned_away = [each for each in found if isinstance(each, OverCapacity)]
    assert turned_away
    assert all(each.retry_after > 0 for each in turned_away)
    assert sum(isinstance(each, FactFile) for each in found) == 8 - len(turned_away) >= 2


def test_nothing_of_a_file_is_on_a_disk_or_in_a_log(
    made_up: Catalogue,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    with (
        judging(made_up, ImportJudge(ImportLimits(megabytes=1))) as read,
        pytest.raises(BrokenData),
    ):
        read(LARGE)
    assert not list(tmp_path.rglob("*"))
    assert "judged" in caplog.text
    assert "secret" not in caplog.text
