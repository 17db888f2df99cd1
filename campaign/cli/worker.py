"""The command that runs a worker, which makes what organizers ask to print."""

import resource
from typing import Final

import click

from campaign import catalogue, logs
from campaign.cli.base import main, plainly, settings
from campaign.store import Database, migrate
from campaign.wakeup import Wakeup
from campaign.worker import PrintWorker, hold_endings
from campaign.worker import work as work_until_the_end

MOST_MEMORY: Final = 1 << 30
"""The most bytes of data for a worker: a job that wants more fails, and nothing else does."""


@main.command()
@click.option("--with", "server", type=int, hidden=True)  # the process of `serve` that started it
@plainly
def work(server: int | None) -> None:
    """Make what organizers ask to print, until Ctrl-C. `bin/run` starts one beside the pages."""
    given = settings()
    logs.init()
    resource.setrlimit(resource.RLIMIT_DATA, (MOST_MEMORY, MOST_MEMORY))
    shipped = catalogue.load(given.letters)
    hold_endings()  # from here on something could be left half done
    database = Database(given.database_url)
    migrate.upgrade(database.engine)
    worker = PrintWorker(database, shipped)
    work_until_the_end(worker, Wakeup(given.queue_url), server)
    database.engine.dispose()
