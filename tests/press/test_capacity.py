"""When more letters are asked for than there are places to wait."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest

from campaign.errors import OverCapacity
from campaign.model.letter import Letter, Paragraph
from campaign.model.statement import Campaign
from campaign.press import Paper, Press
from tests.builders import make_letter, read_pdf


class Held(tuple[Paragraph, ...]):
    """A letter's paragraphs that are not to be had until somebody lets go of them."""

    __slots__ = ()
    reached = threading.Event()
    let_go = threading.Event()

    def __iter__(self) -> Iterator[Paragraph]:
        """Say that somebody is at it, and wait."""
        self.reached.set()
        assert self.let_go.wait(timeout=30)
        return super().__iter__()


@contextmanager
def busy(press: Press, letter: Letter) -> Iterator[None]:
    """Keep a press at work on one letter."""
    Held.reached.clear()
    Held.let_go.clear()
    held = replace(letter, paragraphs=Held(letter.paragraphs))
    thread = threading.Thread(target=press.pdf, args=(held, Paper.A4))
    thread.start()
    assert Held.reached.wait(timeout=30)
    try:
        yield
    finally:
        Held.let_go.set()
        thread.join()


def test_who_finds_no_place_is_told_when_to_come_again(orchard: Campaign) -> None:
    press, letter = Press(waiting=0), make_letter(orchard)
    with busy(press, letter), pytest.raises(OverCapacity) as failure:
        press.pdf(letter, Paper.A4)
    assert failure.value.retry_after >= 1
    assert failure.value.status == 503


def test_a_place_is_free_again_once_a_letter_is_made(orchard: Campaign) -> None:
    press, letter = Press(waiting=0), make_letter(orchard)
    with busy(press, letter):
        pass
    assert read_pdf(press.pdf(letter, Paper.A4)).pages


def test_a_letter_that_cannot_be_made_leaves_its_place(orchard: Campaign) -> None:
    press, letter = Press(waiting=0), make_letter(orchard)
    broken = replace(letter, paragraphs=(None,))  # type: ignore[arg-type]
    for _ in range(3):
        with pytest.raises(AttributeError):
            press.pdf(broken, Paper.A4)
    assert read_pdf(press.pdf(letter, Paper.A4)).pages


@pytest.mark.slow
def test_who_finds_a_place_to_wait_gets_the_letter(orchard: Campaign) -> None:
    press, letter = Press(waiting=1), make_letter(orchard)
    made: list[bytes] = []
    waiting = threading.Thread(target=lambda: made.append(press.pdf(letter, Paper.A4)))
    with busy(press, letter):
        waiting.start()
    waiting.join()
    assert read_pdf(made[0]).pages
