"""Every state a supporter can meet a page in: where it is, and the few things done to get there.

A new page gets a line here. It is then looked at by every test of states, and is in the pictures.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from campaign.actions.paper_count_proposals import path_of
from campaign.credentials.seals import Seals
from campaign.model.organizer import Role
from campaign.web.organizers.browser_session import COOKIE
from tests.browser import acts
from tests.browser.acts import Act, Page
from tests.browser.people import token_of
from tests.browser.sites import SECRET, Site, Sites

REAL = "/uyghur-assessment/"
ORCHARD = "/orchard/"
MEMBERS = ("mx", "gb", "kr", "fr", "ch", "jp", "cl", "co", "gm", "gh", "in", "id")


@dataclass(frozen=True, slots=True)
class State:
    """A page in a state; one that is an answer to mistakes says so in its title.

    On organizers' pages somebody of a `role` is signed in.
    """

    name: str
    path: str
    act: Act = acts.nothing
    status: int = HTTPStatus.OK
    site: Site = Site.SHIPPED
    role: Role | None = None

    @property
    def is_mistaken(self) -> bool:
        """Say whether somebody has to mend something."""
        return self.status == HTTPStatus.UNPROCESSABLE_ENTITY


def to(slug: str, campaign: str = REAL) -> str:
    """Return where one writes to somebody."""
    return f"{campaign}to/{slug}/"


def several(number: int) -> str:
    """Return where a choice of several delegations leads."""
    return f"{REAL}several/?" + "&".join(f"to=hrc-{code}" for code in MEMBERS[:number])


def sheet(*slugs: str, campaign: str = REAL, event: str = "LEEDS-1") -> str:
    """Return where the code on a tally sheet leads."""
    return path_of(Seals(SECRET), campaign.strip("/"), event, slugs)


def host(event: str) -> str:
    """Return where an organizer's link for a host leads."""
    return f"{REAL}evening/{event}/{sheet(event=event).split('/')[4]}/"


STATES = (
    # Finding whom to write to
    State("campaigns", "/", site=Site.ORCHARDS),
    State("start", REAL),
    State("start, launched", "/orchard-launched/", site=Site.ORCHARDS),
    State("start, opening later", "/orchard-later/", site=Site.ORCHARDS),
    State("start, ended", "/orchard-ended/", site=Site.ORCHARDS),
    State("start, paused, with a notice", "/orchard-paused/", site=Site.ORCHARDS),
    State("choose", f"{REAL}to/"),
    State("choose, two languages", f"{ORCHARD}to/", site=Site.ORCHARDS),
    State("choose, searched", f"{REAL}to/?find=kor&order=fewest"),
    State("choose, nothing found", f"{REAL}to/?find=atlantis"),
    State("choose, by country", f"{REAL}to/", acts.ask_by_country),
    State("several", f"{REAL}several/"),
    State("several, nothing chosen", f"{REAL}several/", acts.choose_nobody, 422),
    State("several, too many", several(11), status=422),
    # Writing
    State("write", to("hrc-kr")),
    State("write to an office", to("high-commissioner")),
    State("write to New York", to("third-committee-mx")),
    State("write, two languages", to("hrc-kr", ORCHARD), site=Site.ORCHARDS),
    State("write, filled in", to("hrc-kr"), acts.sign_in_full),
    State("write, addresses found", to("hrc-kr"), acts.fill_in_addresses),
    State("write, changed", to("hrc-kr"), acts.change),
    State("write, every mistake", to("hrc-kr"), acts.make_every_mistake, 422),
    State("write, too long a name", to("hrc-kr"), acts.sign_with_too_long_a_name, 422),
    State("write, the next of several", f"{to('hrc-kr')}?then=hrc-mx&then=hrc-gb", acts.go_on),
    # Checking
    State("check, blank", to("hrc-kr"), acts.check),
    State("check, in full", to("hrc-kr"), acts.check_in_full),
    State("check, addresses found", to("hrc-kr"), acts.check_found_addresses),
    State("check, short", to("high-commissioner"), acts.check_short),
    State("check, long", to("hrc-kr"), acts.check_long),
    State("check, long name", to("hrc-kr"), acts.check_long_name),
    State("check, careless", to("hrc-kr"), acts.check_careless),
    State("check, to print", to("hrc-kr"), acts.check_to_print),
    State("check, several to go", f"{to('hrc-kr')}?then=hrc-mx&then=hrc-gb", acts.check_in_full),
    State("check, Arabic", to("hrc-kr", ORCHARD), acts.check_in_arabic, site=Site.ORCHARDS),
    State("write, after a report", f"{to('hrc-kr')}?then=hrc-mx", acts.report_and_go_on),
    State("check, the last of several", f"{to('hrc-kr')}?then=hrc-mx", acts.check_the_last),
    State("several, all gone", f"{to('hrc-kr')}?then=hrc-mx&then=hrc-gb", acts.report_all),
    State("another", to("hrc-kr"), acts.choose_another),
    State("another, searched", to("hrc-kr"), acts.search_another),
    # Afterwards
    State("thanks", to("hrc-kr"), acts.report),
    State("what became of it", f"{to('hrc-kr')}later"),
    State("thanks, not counted", to("hrc-kr"), acts.report_late, 422),
    # Beside the way
    State("share", f"{REAL}share/"),
    State("evening", f"{REAL}evening/"),
    State("evening, by an organizer's link", host("LEEDS-2"), site=Site.DESK),
    State("evening, two languages", f"{ORCHARD}evening/", site=Site.ORCHARDS),
    State("evening, nothing chosen", f"{REAL}evening/", acts.ask_for_an_empty_pack, 422),
    State("tally", sheet("hrc-kr", "hrc-mx", "high-commissioner")),
    State("tally, two languages", sheet("hrc-kr", campaign=ORCHARD), site=Site.ORCHARDS),
    State("tally, no recipient", sheet(event="YORK-2"), acts.send_numbers, 422),
    State("tally, every mistake", sheet("hrc-kr", "hrc-mx"), acts.send_no_numbers, 422),
    State("tally, searched", sheet("hrc-kr"), acts.look_for_another_to_count),
    State("tally, nothing found", sheet("hrc-kr"), acts.look_for_nobody_to_count),
    State("tally, sent", sheet("hrc-kr", "hrc-mx"), acts.count_on_paper),
    State("privacy", f"{REAL}privacy/"),
    State("accessibility", f"{REAL}accessibility/"),
    State("missing", f"{REAL}missing/"),
    State("missing, somebody named", f"{ORCHARD}missing/", site=Site.ORCHARDS),
    # What goes wrong
    State("no such page", "/nowhere", status=404),
    State("no such recipient", to("nobody"), status=404),
    State("excluded", to("hrc-cn"), status=403),
    State("not a member", to("hrc-us"), status=410),
    State("read, paused", to("hrc-kr", "/orchard-paused/"), site=Site.ORCHARDS),
    State(
        "paused in the middle",
        to("hrc-kr", "/orchard-launched/"),
        acts.send_when_it_is_paused,
        503,
        Site.ORCHARDS,
    ),
    State("read, ended", to("hrc-kr", "/orchard-ended/"), site=Site.ORCHARDS),
    State("ended", "/orchard-ended/evening/", status=410, site=Site.ORCHARDS),
    State("refused", f"{to('hrc-kr')}letter.pdf", status=405),
    State("refused, several", f"{REAL}to/letters.pdf", status=405),
    State("too large", to("hrc-kr"), acts.write_too_much, 413),
    State("many at once", to("hrc-kr"), acts.print_when_many_do, 503, Site.STRAINED),
    State("tally, too many", sheet("hrc-kr", event="YORK-1"), acts.count_too_often, 429),
    State("tally, not kept", sheet("hrc-kr"), acts.count_on_paper, 503, Site.STRAINED),
    State("report not kept", to("hrc-kr"), acts.report, 503, Site.STRAINED),
    State("broken", f"{REAL}counts.json", status=500, site=Site.STRAINED),
)
"""In the order in which one may meet them."""


@contextmanager
def noting(page: Page) -> Iterator[list[Any]]:
    """Note what the server answers to a page's own requests, until the block ends."""
    answers = []

    def note(answer: Any) -> None:  # noqa: ANN401 - Playwright's
        request = answer.request
        if request.is_navigation_request() and request.frame == page.main_frame:
            answers.append(answer)

    page.on("response", note)
    try:
        yield answers
    finally:
        page.remove_listener("response", note)


def reach(page: Page, sites: Sites, state: State) -> Any:  # noqa: ANN401 - Playwright's
    """Bring a page into a state and return the answer that it shows."""
    page.context.clear_cookies()
    if state.role:
        cookie = {"name": COOKIE, "value": token_of(state.role), "url": sites[state.site]}
        page.context.add_cookies([cookie])
    with noting(page) as answers:
        page.goto(f"{sites[state.site]}{state.path}")
        state.act(page)
    answer = answers[-1]
    assert answer.status == state.status, f"{state.name}: {answer.status} {answer.url}"
    return answer
