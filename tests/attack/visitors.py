"""How long everybody else waits while something goes on: the figure that counts."""

import statistics
import threading
import time
import urllib.request
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor

START = "/uyghur-assessment/"
PAUSE = 0.05
"""Seconds between two visits."""


def waits(url: str, during: Callable[[], object], page: str = START) -> Sequence[float]:
    """Return the seconds that each visit to a page took while `during` ran, in order of size."""
    ended, seen = threading.Event(), list[float]()

    def visit() -> None:
        while not ended.is_set():
            began = time.perf_counter()
            with urllib.request.urlopen(f"{url}{page}", timeout=60) as answer:  # noqa: S310
                answer.read()
            seen.append(time.perf_counter() - began)
            ended.wait(PAUSE)

    visitor = threading.Thread(target=visit)
    visitor.start()
    try:
        during()
    finally:
        ended.set()
        visitor.join()
    return sorted(seen)


def at_once(acts: Iterable[Callable[[], object]], number: int) -> None:
    """Do all of these, so many at a time."""
    with ThreadPoolExecutor(number) as pool:
        for done in [pool.submit(act) for act in acts]:
            done.result()


def in_words(seen: Sequence[float]) -> str:
    """Return the median and the longest of some waits."""
    if not seen:
        return "start page: no answer"
    median = statistics.median(seen) * 1000
    return (
        f"start page {median:.0f} ms in the median of {len(seen)}, {seen[-1] * 1000:.0f} ms at most"
    )
