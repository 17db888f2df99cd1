"""The whole way to a letter, by many at once: start, write, check, and take it as a PDF or a draft.

wrk asks, so that the generator takes little of the machine that is measured; it is held to one
processor, and its share is told.
"""

import os
import resource
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final
from urllib.parse import urlencode
from urllib.request import urlopen

from campaign.rules import targets
from tests.bench import letters
from tests.bench.memory import memory_of
from tests.pages import read_form
from tests.server_process import Server, serving_as_shipped
from tests.soundness import parse

START: Final = "/uyghur-assessment/"
SCRIPT: Final = Path(__file__).with_suffix(".lua")
DIFFERENT: Final = 400
"""Letters before the first comes again."""
WORDS: Final = 60
NOTE: Final = (
    "My neighbours have not heard from their families for years and I see what that does to them. "
    "They ask every day whether somebody reads what the experts found and whether anything follows "
    "from it at all. I ask you to see to it that the report is talked about where it was made and "
    "that those who are missing are named and found"
)
PLAIN: Final = (START, f"{START}to/", f"{START}counts.json")
HELLO: Final = "from tests.bench.hello import main; main()"
KINDS: Final = ("start", "write", "check", "open", "pdf")
PAGES: Final = frozenset(KINDS) - {"pdf"}
FINE: Final = frozenset({"200", "303", "304", "503"})
"""Answers that are wanted; a 503 without a time to come again is not among them."""
CLIENTS: Final = (16, 64)
FEW: Final = 8
MOST_CLIENTS: Final = 512
LONGEST: Final = 1.0
"""Seconds that 95 of 100 pages may take."""


@dataclass(slots=True)
class Run:
    """What was seen in one run: times in seconds by kind, and how often each status came."""

    clients: int
    lasted: float = 0
    failed: int = 0
    share: float = 0
    times: dict[str, list[float]] = field(default_factory=lambda: {kind: [] for kind in KINDS})
    statuses: Counter[tuple[str, str]] = field(default_factory=Counter)

    @property
    def letters_a_minute(self) -> float:
        """Return how many letters were taken."""
        return (self.statuses["pdf", "200"] + self.statuses["open", "303"]) / self.lasted * 60

    def slowest(self, kinds: Sequence[str], hundredths: int) -> float:
        """Return how many seconds so many of a hundred took at most."""
        times = sorted(time for kind in kinds for time in self.times[kind])
        return times[min(len(times) * hundredths // 100, len(times) - 1)] if times else 0

    @property
    def is_broken(self) -> bool:
        """Whether it was too much: an answer was put off or failed, or pages were slow."""
        plain = all(status in {"200", "303"} for _, status in self.statuses)
        return not plain or self.failed > 0 or self.slowest(sorted(PAGES), 95) > LONGEST


def measure(seconds: int) -> None:
    """Print what the server bears: with few notes and with many, and past where it breaks."""
    _demand_wrk()
    _print_rates(seconds // 2)
    _print_drafts(seconds)
    print("\nBy letters: start, write, check, and half a PDF, half a draft; times in milliseconds.")
    for every in (10, 2):
        with TemporaryDirectory() as folder, serving_as_shipped(Path(folder)) as server:
            steps = Path(folder) / "steps"
            steps.write_text("\n".join(_steps(server, every)), encoding="ascii")
            _ask(server, steps, CLIENTS[0], seconds // 2)  # each process has made its first letter
            before = memory_of(server.process.pid)
            print(f"\nOne letter of {every} with a note of {WORDS} words")
            for clients in CLIENTS:
                _print(_ask(server, steps, clients, seconds))
            if every == 10:
                _print_past_breaking(server, steps, seconds)
            after = memory_of(server.process.pid)
            print(f"  memory (PSS of all processes): {before:.0f} MB before, {after:.0f} MB after")


def _print_rates(seconds: int) -> None:
    """Say how often pages that are made once can be given, beside "hello" on the same server."""
    with TemporaryDirectory() as folder, serving_as_shipped(Path(folder), HELLO) as server:
        hello = _rate(server, "/", seconds)
    print(f"hello: {hello:,.0f} answers a second")
    with TemporaryDirectory() as folder, serving_as_shipped(Path(folder)) as server:
        for path in PLAIN:
            rate = _rate(server, path, seconds)
            print(f"{path}: {rate:,.0f} answers a second, {rate / hello:.2f} of hello", flush=True)


def _rate(server: Server, path: str, seconds: int) -> float:
    """Return how often a second a page can be had."""
    steps = server.instance.parent / "steps"
    steps.write_text(f"start GET {path} -", encoding="ascii")
    _ask(server, steps, CLIENTS[0], 2)
    run = _ask(server, steps, CLIENTS[0], seconds)
    return sum(run.statuses.values()) / run.lasted


def _print_drafts(seconds: int) -> None:
    """Say how long a draft takes when a few people take nothing else."""
    print(f"\nDrafts alone, by {FEW} clients; times in milliseconds.")
    with TemporaryDirectory() as folder, serving_as_shipped(Path(folder)) as server:
        steps = Path(folder) / "steps"
        in_fours = zip(*[_steps(server, 10)] * 4, strict=True)
        # Each from a page of its own, whose token it takes along.
        drafts = [(write, taken) for _, write, _, taken in in_fours if taken.startswith("open")]
        steps.write_text("\n".join(chain.from_iterable(drafts)), encoding="ascii")
        _ask(server, steps, FEW, 2)
        run = _ask(server, steps, FEW, seconds)
        parts = ", ".join(
            f"{part}th {run.slowest(['open'], part) * 1000:.1f}" for part in (50, 95, 99)
        )
        print(f"  {run.letters_a_minute:,.0f} drafts a minute: {parts}", flush=True)


def _print_past_breaking(server: Server, steps: Path, seconds: int) -> None:
    clients = CLIENTS[-1]
    while clients < MOST_CLIENTS and not (run := _ask(server, steps, clients, seconds)).is_broken:
        clients *= 2
    print(f"  breaks at {clients} clients: {_statuses(run)}; with twice as many:")
    twice = _ask(server, steps, 2 * clients, seconds)
    _print(twice)
    others = {each: n for each, n in twice.statuses.items() if each[1] not in FINE}
    print(f"    other answers than {', '.join(sorted(FINE))}: {others or 'none'}")


def _demand_wrk() -> None:
    if not shutil.which("wrk"):
        sys.exit("wrk is missing (on Debian: sudo apt-get install wrk)")


def _steps(server: Server, every: int) -> Iterator[str]:
    """Yield a line for each request: its kind, and what is sent."""
    campaign, day = letters.campaign(), letters.DAY
    offered = targets.offered_targets(campaign, day)
    for number in range(DIFFERENT):
        write = f"{START}to/{offered[number % len(offered)].slug}/"
        body = urlencode({**_fields(server, write), **_typed(number, every)}, doseq=True)
        taken = f"open POST {write}open" if number % 2 else f"pdf POST {write}letter.pdf"
        yield f"start GET {START} -"
        yield f"write GET {write} -"
        yield f"check POST {write} {body}"
        yield f"{taken} {body}"


def _fields(server: Server, path: str) -> Mapping[str, Sequence[str]]:
    with urlopen(server.url + path) as answer:  # noqa: S310 - our own server
        page = parse(answer.read().decode())
    return read_form(page.query("#form")[0], path, page).values


def _typed(number: int, every: int) -> Mapping[str, str]:
    sender = letters.sender(number)
    # The first of each pair is a PDF: notes go to both kinds alike.
    note = "" if (number // 2) % every else f"{NOTE} {number}."
    return {
        "note": note,
        "sign_as": "full",
        "name": sender.name,
        "place": sender.place,
        "country": sender.country,
    }


def _ask(server: Server, steps: Path, clients: int, seconds: int) -> Run:
    """Have so many clients ask for so long."""
    processor = max(os.sched_getaffinity(0))
    command = ["taskset", "-c", str(processor), "wrk", f"-t{clients}", f"-c{clients}"]
    command += [
        f"-d{seconds}s",
        "--timeout",
        "60s",
        "-s",
        str(SCRIPT),
        server.url,
        "--",
        str(steps),
    ]
    before = _used()
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    run = Run(clients)
    for line in done.stdout.splitlines():
        _read(run, line.split())
    run.share = (_used() - before) / run.lasted / (os.cpu_count() or 1)
    return run


def _read(run: Run, said: Sequence[str]) -> None:
    match said:
        case ["failed", number]:
            run.failed = int(number)
        case ["lasted", microseconds]:
            run.lasted = float(microseconds) / 1e6
        case ["seen", kind, status, microseconds]:
            run.times[kind].append(float(microseconds) / 1e6)
            run.statuses[kind, status] += 1


def _used() -> float:
    """Return the seconds of processors that programs we started have used."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _print(run: Run) -> None:
    print(
        f"  {run.clients} clients: {run.letters_a_minute:,.0f} letters a minute, "
        f"{_statuses(run)}; wrk had {run.share:.0%} of the machine"
    )
    print(f"    {'':>6} {'median':>8} {'95th':>8} {'99th':>8}")
    for kind in KINDS:
        shown = "".join(f"{run.slowest([kind], part) * 1000:9.1f}" for part in (50, 95, 99))
        print(f"    {kind:>6}{shown}", flush=True)


def _statuses(run: Run) -> str:
    by_status: Counter[str] = Counter()
    for (_, status), number in run.statuses.items():
        by_status[status] += number
    told = ", ".join(f"{number} x {status}" for status, number in sorted(by_status.items()))
    return f"{told}, {run.failed} x no answer" if run.failed else told
