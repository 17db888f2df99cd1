"""Waking workers by a queue of each kind: it wakes who waits, and harms nobody when it fails."""

import pickle
from pathlib import Path
from threading import Event, Thread
from typing import Final

import pytest

from campaign import wakeup as bells
from campaign.wakeup import Wakeup
from tests.worker.browser import SECONDS, until

FOREVER: Final = 3600.0


def waiting(bell: Wakeup, ended: Event | None = None) -> Thread:
    """Wait to be woken in a thread, which gives its connection back."""

    def wait() -> None:
        bell.wait(ended or Event(), FOREVER)
        bell.close()

    thread = Thread(target=wait, daemon=True)
    thread.start()
    return thread


def test_a_ring_wakes_who_waits(queue_url: str) -> None:
    waits, rings = Wakeup(queue_url), Wakeup(queue_url)
    thread = waiting(waits)

    rings.ring()

    thread.join(SECONDS)
    assert not thread.is_alive()


def test_a_ring_is_heard_by_who_comes_later(queue_url: str) -> None:
    bell, rings = Wakeup(queue_url), Wakeup(queue_url)
    rings.ring()

    thread = waiting(bell)

    thread.join(SECONDS)
    assert not thread.is_alive()


def test_who_waits_can_be_told_to_end(queue_url: str) -> None:
    bell, ended = Wakeup(queue_url), Event()
    thread = waiting(bell, ended)

    ended.set()

    thread.join(SECONDS)
    assert not thread.is_alive()


def test_what_others_put_into_the_queue_is_never_unpacked(queue_url: str, tmp_path: Path) -> None:
    class Harm:
        def __reduce__(self) -> tuple[object, ...]:
            return Path.touch, (tmp_path / "harm",)

    bell = Wakeup(queue_url)
    bell._opened().enqueue(pickle.dumps(Harm()))  # noqa: SLF001 - as whoever breaks into a queue

    bell.wait(Event(), FOREVER)

    assert not (tmp_path / "harm").exists()
    bell.close()


@pytest.mark.parametrize("kind", ["sqlite:///", "redis+unix://", "postgresql:///campaign?host="])
def test_a_queue_that_does_not_answer_is_written_down_once_and_no_more(
    kind: str, tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bells, "SECONDS_BETWEEN", 0.01)
    bell = Wakeup(f"{kind}{tmp_path}/none/queue")

    bell.ring()
    bell.wait(Event(), 0.3)

    assert len(caplog.records) == 2


def test_a_queue_that_answers_again_is_used_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(bells, "SECONDS_BETWEEN", 0.01)
    folder = tmp_path / "later"
    bell = Wakeup(f"sqlite:///{folder}/queue.sqlite")
    thread = waiting(bell)
    until(lambda: caplog.records)

    folder.mkdir()
    rings = Wakeup(f"sqlite:///{folder}/queue.sqlite")
    rings.ring()

    thread.join(SECONDS)
    assert not thread.is_alive()
