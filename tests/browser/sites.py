"""The servers whose pages are looked at: the shipped campaign, made-up ones, and one in trouble."""

from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from enum import StrEnum
from pathlib import Path
from shutil import copytree, rmtree

from tests.browser.people import change_words, furnish, keep_facts, pause
from tests.conftest import TEST_LETTERS
from tests.server_process import Server, serving
from tests.translation import translate, translate_letters

LAUNCHED = {"launched = false": "launched = true\nopens = 2026-11-01\ncloses = 2027-06-30"}
ENDED = {"launched = false": "launched = true\nopens = 2026-01-01\ncloses = 2026-10-31"}
LATER = {"launched = false": "launched = true\nopens = 2027-01-01"}
STAGES = {"launched": LAUNCHED, "paused": LAUNCHED, "later": LATER, "ended": ENDED}
"""The made-up campaigns beside the one that is not launched, and what is changed for each."""


class Site(StrEnum):
    """A server by what it serves."""

    SHIPPED = "the campaign that is shipped, not launched"
    ORCHARDS = "made-up campaigns: not launched, launched, paused, to open later, ended"
    DESK = "the shipped campaign, with organizers and counts"
    STRAINED = "the shipped campaign, without a database and with no place at the press"


SECRET = "a secret of the tests in browsers, of no other use"  # noqa: S105 - no secret
"""Known, so that tests can follow the links that are printed."""
Sites = Mapping[Site, str]
"""The address of each, without a slash at the end."""


@contextmanager
def all_sites(folder: Path) -> Iterator[Sites]:
    """Serve all of them, in English and in the made-up Arabic, until the block ends."""
    translate(folder / "translations")
    translate_letters(folder / "shipped")
    shipped = {"CAMPAIGN_LETTERS": str(folder / "shipped")}
    first = (
        "from campaign import web; from campaign.server import master; "
        "from campaign.web import locale; "
        f"locale.TRANSLATIONS = {str(folder / 'translations')!r}; "
        "master.Companion.keep = lambda self: None; "  # no paper is made here
        "from datetime import timedelta; from campaign.model import organizer; "
        "organizer.FRESH = timedelta(hours=2)"  # all states take minutes to look at
    )
    letters = orchards(folder / "letters")
    (database := folder / "database").mkdir()
    lost = f"sqlite:///{database}/campaign.sqlite"
    asked = {
        Site.SHIPPED: (first, shipped),
        Site.ORCHARDS: (first, {"CAMPAIGN_LETTERS": str(letters)}),
        Site.DESK: (first, shipped),
        Site.STRAINED: (
            f"{first}; from tests.strain import Full; web.Pool = Full",
            {**shipped, "CAMPAIGN_DATABASE_URL": lost},
        ),
    }
    with ExitStack() as stack, ThreadPoolExecutor() as threads:

        def serve(site: Site) -> Server:
            (folder / site.name).mkdir()
            said, environ = asked[site]
            environ = {"CAMPAIGN_SECRET_KEY": SECRET, **environ}
            return stack.enter_context(serving(folder / site.name, first=said, **environ))

        servers = dict(zip(asked, threads.map(serve, asked), strict=True))
        for server in servers.values():
            stack.callback(server.kill)  # to end in order takes seconds, and is tested elsewhere
        rmtree(database)  # not the instance, which a worker that starts would make again
        for site in (Site.DESK, Site.ORCHARDS):
            furnish(servers[site].instance)
        keep_facts(servers[Site.DESK].instance)
        pause(servers[Site.ORCHARDS].instance, letters, "orchard-paused")
        change_words(servers[Site.ORCHARDS].instance, letters, "orchard-launched")
        yield {site: server.url for site, server in servers.items()}


def orchards(folder: Path) -> Path:
    """Put the made-up campaign into a folder once for each time in a campaign's life."""
    copytree(TEST_LETTERS, folder)
    for name, changed in STAGES.items():
        made = copytree(TEST_LETTERS / "orchard", folder / f"orchard-{name}")
        file = made / "campaign.toml"
        text = file.read_text(encoding="utf-8")
        for before, after in (*changed.items(), ('ar = ""', "ar = 2026-11-23")):
            assert before in text
            text = text.replace(before, after)
        file.write_text(text, encoding="utf-8")
    return folder
