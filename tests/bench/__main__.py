"""What `bin/bench` runs: figures as ratios against something public, measured in the same run.

Pairs are interleaved, so that a machine that slows down slows both sides; medians are compared.
Timings are never asserted: they are for people to read, with the machine named.
"""

import platform
import sys
from importlib.metadata import version
from pathlib import Path

import click

from tests.bench import bulk, drafts, load, memory, overview, pages, single


@click.group(invoke_without_command=True)
@click.option("--pairs", default=100, show_default=True, help="Pairs of single letters to compare.")
@click.option("--rounds", default=3, show_default=True, help="Rounds of bulk printing to compare.")
@click.option("--letters", default=2000, show_default=True, help="Letters in each such round.")
@click.option(
    "--most", default=10_000, show_default=True, help="Letters in a large run, for time and memory."
)
@click.pass_context
def main(context: click.Context, pairs: int, rounds: int, letters: int, most: int) -> None:
    """Compare our printing with plain WeasyPrint and with Typst; time the organizers' overview."""
    print(_machine())
    if context.invoked_subcommand:
        return
    single.compare(pairs)
    memory.watch(most)
    bulk.with_notes(rounds, letters // 10)
    for number in (letters, most):
        bulk.without_notes(rounds, number)
    for line in (*overview.measure(), *pages.count()):
        print(line)
    print_drafts()


@main.command("drafts")
def measure_drafts() -> None:
    """Say how many bytes the email draft to every target takes as a link."""
    print_drafts()


def print_drafts() -> None:
    """Print the table."""
    for line in drafts.table():
        print(line)


@main.command("load")
@click.option("--seconds", default=20, show_default=True, help="How long each run lasts.")
def measure_load(seconds: int) -> None:
    """Say how many letters a minute the server bears, and how long pages take."""
    load.measure(seconds)


@main.command("pages")
def count_pages() -> None:
    """Say how many pages each letter as offered takes, in every window and on every paper."""
    for line in pages.count():
        print(line)


def _machine() -> str:
    cpus = [
        line.split(":", 1)[1].strip()
        for line in Path("/proc/cpuinfo").read_text(encoding="ascii").splitlines()
        if line.startswith("model name")
    ]
    processor = f"{len(cpus)} x {cpus[0]}" if cpus else platform.processor()
    tools = ", ".join(f"{name} {version(name)}" for name in ("weasyprint", "typst", "pypdf"))
    return f"{processor}, {platform.system()}, Python {platform.python_version()}, {tools}"


if __name__ == "__main__":
    sys.exit(main())
