"""What goes into the log: a failure at once, and the same failure again once a minute."""

import io
import logging
import multiprocessing
from collections.abc import Iterator

import pytest

from campaign.logs import FORMAT, OnceAMinute, PlacesOnly
from tests.worker.browser import until

LOG = logging.getLogger("campaign.tests")
OTHER = logging.getLogger("elsewhere")
SECRET = "Xanthippe"  # noqa: S105 - a word to look for


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    """Return what is written, in a log whose minutes are short."""
    stream = io.StringIO()
    yield from _written(stream, OnceAMinute(stream, seconds=1))


@pytest.fixture
def of_a_long_minute() -> Iterator[io.StringIO]:
    """Return what is written, in a log whose minutes do not end."""
    stream = io.StringIO()
    yield from _written(stream, OnceAMinute(stream, seconds=1000))


def _written(stream: io.StringIO, handler: OnceAMinute) -> Iterator[io.StringIO]:
    handler.setFormatter(PlacesOnly(FORMAT))
    for log in (LOG, OTHER):
        log.propagate = False
        log.addHandler(handler)
    yield stream
    for log in (LOG, OTHER):
        log.removeHandler(handler)
        log.propagate = True
    handler.close()


def fail(times: int = 1, *, kind: type[Exception] = ValueError) -> None:
    for _ in range(times):
        LOG.error("A letter was not counted", exc_info=kind(SECRET))


def test_what_fails_again_is_counted_and_its_number_said_when_the_minute_is_over(
    written: io.StringIO,
) -> None:
    fail(3)

    until(lambda: "times since" in written.getvalue())

    assert "A letter was not counted" in written.getvalue()
    assert SECRET not in written.getvalue()


def test_what_goes_on_failing_is_said_once_a_minute(written: io.StringIO) -> None:
    fail()
    fail(2)
    until(lambda: "(2 times since" in written.getvalue())
    fail(3)
    until(lambda: "(3 times since" in written.getvalue())


def test_two_failures_are_two(of_a_long_minute: io.StringIO) -> None:
    fail(2)
    fail(2, kind=KeyError)
    LOG.warning("Something else")

    assert of_a_long_minute.getvalue().count("A letter was not counted") == 2
    assert of_a_long_minute.getvalue().count("Something else") == 1


def test_what_others_say_again_is_counted_without_their_words(written: io.StringIO) -> None:
    for _ in range(3):
        OTHER.warning("%s failed", SECRET)

    until(lambda: "(2 times since" in written.getvalue())
    assert written.getvalue().count("see line") == 2
    assert SECRET not in written.getvalue()


def test_the_number_of_a_minute_that_is_not_over_is_said_at_the_end() -> None:
    stream = io.StringIO()
    handler = OnceAMinute(stream, seconds=1000)
    handler.setFormatter(PlacesOnly(FORMAT))
    LOG.addHandler(handler)
    fail(215)
    LOG.removeHandler(handler)

    handler.close()

    assert "A letter was not counted (214 times since " in stream.getvalue()
    assert stream.getvalue().count("ValueError") == 1
    assert SECRET not in stream.getvalue()


def test_a_process_that_is_forked_in_the_middle_of_a_minute_goes_on_writing(
    written: io.StringIO,
) -> None:
    fail(2)
    ours, theirs = multiprocessing.Pipe(duplex=False)

    def in_another_process() -> None:
        def says_it() -> bool:
            fail()
            return "times since" in written.getvalue()

        until(says_it)
        theirs.send("done")

    other = multiprocessing.get_context("fork").Process(target=in_another_process)
    other.start()
    other.join()

    assert ours.poll(0)
