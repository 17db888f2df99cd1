"""What a supporter does on the pages, in the words that the pages use.

The words stand here once, for all tests in browsers. A button or a link is found by a part of what
it says, so that it is found in the made-up translation too; a field by its name, which is fixed.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

from campaign.model.facts import FactTable
from campaign.web.organizers.browser_session import COOKIE
from campaign.web.security_headers import LARGEST_BODY
from tests.browser.people import OTHER_BROWSERS, PASSWORD, RECOVERY

Page = Any
"""A page of Playwright, which may not be installed."""
Act = Callable[[Page], None]

CHOOSE_AMONG_ALL = "choose among all"
OWN_COUNTRY = "Write to your own country"
WRITE_FIRST = "Write the first letter"
START_FROM_COUNTRY = "Start from the country where you live"
SHOW_DELEGATIONS = "Show its delegations"
SEARCH = "Search"
SHOW = "Show my letter"
CHANGE = "Change something"
PDF = "Download the PDF"
EML = "Email draft (.eml)"
TXT = "Text (.txt)"
OPEN_MAIL = "Open it in my mail program"
PRINT = "Print this page"
NEXT = "Next:"
SAME_WORDS = "Write to somebody else with the same words"
SENT = "I sent it by email"
POSTED = "I posted it"
PACK = "Download the pack"
LOOK_FIRST = "Look at it first"
SEND_NUMBERS = "Send the numbers"

LETTER = "article.paper"
SPREAD = "document.querySelectorAll('details').forEach(each => each.open = true)"
"""A script that opens all that can be opened."""
UNUSED = zip(RECOVERY, OTHER_BROWSERS, strict=True)
NOTE = "Two neighbours of mine are still waiting for news of their brothers.\n\nPlease act."
CARELESS = "My sister Maryam Example was taken to a camp. Her number is +998 90 123 45 67."
NAME = "Zoë Example-O’Neill"
LONGEST_WORD = "Donaudampfschifffahrtsgesellschaft"
LONGEST_NAME = (LONGEST_WORD * 6)[:200]
TOO_LONG_A_NOTE = "word " * 1400
LONG_NOTE = "I write because it matters to me and to many whom I know. " * 90
MORE_THAN_IS_READ = "x" * LARGEST_BODY


def nothing(page: Page) -> None:
    """Only look."""


def leaving(page: Page) -> AbstractContextManager[Any]:
    """Wait, at the end of the block, for the page that what is done in it leads to."""
    waiting: AbstractContextManager[Any] = page.expect_navigation()
    return waiting


def press(page: Page, name: str) -> None:
    """Press a button that leads to another page, the first that says so."""
    with leaving(page):
        page.get_by_role("button", name=name).first.click()


def follow(page: Page, name: str) -> None:
    """Follow a link, by what it says."""
    with leaving(page):
        page.get_by_role("link", name=name).first.click()


def field(page: Page, name: str) -> Any:  # noqa: ANN401 - Playwright's
    """Return a form's field that is not hidden."""
    return page.locator(f'main [name="{name}"]:not([type=hidden], [hidden])')


def choose(page: Page, name: str, value: str) -> None:
    """Choose one of several, where each is a box or a dot."""
    page.locator(f'[name="{name}"][value="{value}"]').check()


def download(page: Page, name: str) -> Path:
    """Press a button that gives a file, and return the file."""
    with page.expect_download() as waiting:
        page.get_by_role("button", name=name).click()
    return Path(waiting.value.path())


# --- Writing -------------------------------------------------------------------------------------


def sign_in_full(page: Page) -> None:
    """Fill in the form with one's own words and full name."""
    field(page, "note").fill(NOTE)
    choose(page, "sign_as", "full")
    field(page, "name").fill(NAME)
    field(page, "place").fill("Guadalajara")
    field(page, "country").select_option("MX")


def fill_in_addresses(page: Page) -> None:
    """Fill in the address that one found, and where an answer may go."""
    sign_in_full(page)
    page.evaluate(SPREAD)
    field(page, "reply_to").fill("Zoë Example-O’Neill\nAvenida del Huerto 12\nGuadalajara")
    field(page, "to_postal").fill("Mission of the Garden\n1 Apple Lane\n1202 Geneva\nSwitzerland")
    field(page, "to_email").fill("mission@garden.example")


def make_every_mistake(page: Page) -> None:
    """Send the form with nothing to ask for, too long a note, no name and no good address."""
    ask_for(page, 0)
    page.evaluate(SPREAD)
    field(page, "reply_to").fill("https://example.org/zoe")
    field(page, "to_postal").fill("\n".join(["1 Apple Lane"] * 7))
    field(page, "to_email").fill("mission@example.org, garden@example.org")
    field(page, "note").fill(TOO_LONG_A_NOTE)
    choose(page, "sign_as", "full")
    forget_token(page)
    press(page, SHOW)


def sign_with_too_long_a_name(page: Page) -> None:
    """Send the form with a name that no letter has room for."""
    choose(page, "sign_as", "full")
    field(page, "name").fill(LONGEST_NAME + "x")
    press(page, SHOW)


def write_too_much(page: Page) -> None:
    """Send more than the server reads."""
    field(page, "note").fill(MORE_THAN_IS_READ)
    press(page, SHOW)


def ask_for(page: Page, number: int) -> None:
    """Leave only the first few things to ask for ticked."""
    for box in field(page, "ask").all()[number:]:
        box.uncheck()


def forget_token(page: Page) -> None:
    """Make the page as one that was open for days."""
    page.locator("[name=token]").evaluate_all("all => all.forEach(each => each.value = 'old')")


# --- Checking ------------------------------------------------------------------------------------


def check(page: Page) -> None:
    """Show the letter as the form stands."""
    press(page, SHOW)
    page.get_by_role("button", name=PDF).wait_for()


def check_found_addresses(page: Page) -> None:
    """Show a letter to an address that one found."""
    fill_in_addresses(page)
    press(page, SHOW)


def check_in_full(page: Page) -> None:
    """Show a letter with one's own words and full name."""
    sign_in_full(page)
    check(page)


def check_short(page: Page) -> None:
    """Show a letter that a link to a mail program can carry."""
    ask_for(page, 1)
    check(page)


def check_long(page: Page) -> None:
    """Show a letter with as many words as are taken."""
    field(page, "note").fill(LONG_NOTE)
    check(page)


def check_long_name(page: Page) -> None:
    """Show a letter with the longest name, and words without an end."""
    sign_in_full(page)
    field(page, "note").fill(f"{LONGEST_WORD * 5}\nhttps://example.org/{LONGEST_WORD * 5}")
    field(page, "name").fill(LONGEST_NAME)
    check(page)


def check_in_arabic(page: Page) -> None:
    """Show a letter in a script from right to left, with words of both directions."""
    choose(page, "language", "ar")
    field(page, "note").fill(f"بستان {LONGEST_WORD}\nApple trees")
    check(page)


def check_careless(page: Page) -> None:
    """Show a letter with words that may harm somebody."""
    field(page, "note").fill(CARELESS)
    check(page)


def check_to_print(page: Page) -> None:
    """Ask for the letter as a page that prints."""
    check(page)
    press(page, PRINT)


def change(page: Page) -> None:
    """Go back to the form from the letter."""
    check_in_full(page)
    press(page, CHANGE)


def go_on(page: Page) -> None:
    """Go to the next of several."""
    check_in_full(page)
    press(page, NEXT)


def report_and_go_on(page: Page) -> None:
    """Say that the first of several was sent, and go on to the next."""
    check_in_full(page)
    press(page, SENT)


def check_the_last(page: Page) -> None:
    """Show the last of several letters."""
    go_on(page)
    check(page)


def report_all(page: Page) -> None:
    """Say that one of several was posted, and see what became of each."""
    report_and_go_on(page)
    check(page)
    press(page, NEXT)
    check(page)
    press(page, POSTED)


def choose_another(page: Page) -> None:
    """Look for somebody else to send the same words to."""
    check_in_full(page)
    press(page, SAME_WORDS)


def search_another(page: Page) -> None:
    """Search for somebody else."""
    choose_another(page)
    field(page, "find").fill("mex")
    press(page, SEARCH)


# --- Afterwards ----------------------------------------------------------------------------------


def report(page: Page) -> None:
    """Say that the letter was posted."""
    check(page)
    press(page, POSTED)


def report_late(page: Page) -> None:
    """Say so from a page that was open for days."""
    check(page)
    forget_token(page)
    press(page, POSTED)


def print_when_many_do(page: Page) -> None:
    """Ask for the PDF where nobody can be served."""
    check(page)
    press(page, PDF)


# --- Elsewhere -----------------------------------------------------------------------------------


def ask_by_country(page: Page) -> None:
    """Say where one lives, before choosing."""
    page.get_by_text(START_FROM_COUNTRY).click()
    field(page, "country").select_option("MX")
    press(page, SHOW_DELEGATIONS)


def choose_nobody(page: Page) -> None:
    """Go on to the first of several letters without choosing any."""
    press(page, WRITE_FIRST)


def ask_for_an_empty_pack(page: Page) -> None:
    """Ask for a letter evening's pack without a letter."""
    press(page, PACK)


def sign_in_wrong(page: Page) -> None:
    """Guess at the organizers' door."""
    page.locator("[name=email]").fill("owner@example.org")
    page.locator("form:not([hidden]) [name=password]").fill("not the password")
    press(page, "Sign in")


def join_wrong(page: Page) -> None:
    """Choose a password that can be guessed, and type a code of another time."""
    page.locator("[name=password]").fill("password")
    page.locator("[name=code]").fill("123456")
    press(page, "Join")


def invite_nobody(page: Page) -> None:
    """Invite somebody without an address."""
    press(page, "Make a link")


def invite(page: Page) -> None:
    """Invite somebody."""
    page.locator("[name=email]").fill("dan@example.org")
    press(page, "Make a link")


def invite_late(page: Page) -> None:
    """Invite somebody when one has to show again who one is: the form goes where that leads."""
    page.locator("[name=email]").fill("dan@example.org")
    page.evaluate(
        "document.querySelector('form:has([name=email])').action"
        " = '/organizers/again/kept?next=/organizers/people'"
    )
    press(page, "Make a link")


def invite_late_and_go_on(page: Page) -> None:
    """Show then who one is, in a browser that nobody else looks with: it gets another word."""
    code, word = next(UNUSED)
    page.context.add_cookies([{"name": COOKIE, "value": word, "url": page.url}])
    page.reload()
    invite_late(page)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("form:not([hidden]) [name=code]").fill(code)
    press(page, "Go on")


def change_password_badly(page: Page) -> None:
    """Choose a password that is too short."""
    page.locator("[name=password]").fill("short")
    press(page, "Change the password")


def read_tomorrow(page: Page) -> None:
    """Say that one read the letters on a day that has not come."""
    page.locator("[name=day]").first.fill("2027-01-01")
    press(page, "Mark as read")


def say_who_runs_it(page: Page) -> None:
    """Open the first line of the path, and fill it in."""
    page.locator("#line-organization summary").click()
    page.fill("#organization-name", "Quince Society")
    page.fill("#organization-contact", "hello@quince.example")
    press(page, "Save")


def say_nothing_of_it(page: Page) -> None:
    """Leave out who runs a campaign."""
    page.fill("#organization-name", "")
    page.fill("#organization-contact", "somewhere")
    press(page, "Save")


def confirm_nothing(page: Page) -> None:
    """Take every tick away, and confirm."""
    for box in page.get_by_role("checkbox", name="Delegations").all():
        box.uncheck()
    press(page, "Confirm the ticked groups")


def look_up_nowhere(page: Page) -> None:
    """Say that one looked, and not where."""
    press(page, "I looked this up today")


def launch_unknowing(page: Page) -> None:
    """Launch without saying that one knows what is not done."""
    press(page, "Launch it now")


def close_without_a_reason(page: Page) -> None:
    """Close a campaign, and do not say why."""
    press(page, "Close it now")


def set_days_wrong(page: Page) -> None:
    """Let the last day come before the first."""
    field(page, "opens").fill("2027-06-30")
    field(page, "closes").fill("2027-01-01")
    press(page, "Set the days")


def look_at_a_notice(page: Page) -> None:
    """Write a notice in two languages and look at it."""
    field(page, "text_en").fill("We have moved.\nThe new address is at the foot of this page.")
    field(page, "text_ar").fill("لقد انتقلنا.")
    press(page, LOOK_FIRST)


def look_at_nothing(page: Page) -> None:
    """Write neither text nor source."""
    page.locator("textarea:visible").first.fill("")
    press(page, LOOK_FIRST)


def look_at_a_risk(page: Page) -> None:
    """Write another text on risk and look at it."""
    page.locator("textarea:visible").fill("Bees can sting.\n\nWear gloves.")
    field(page, "source").fill("The clubs’ own page")
    press(page, LOOK_FIRST)


def look_without_a_source(page: Page) -> None:
    """Do not say where one looked."""
    press(page, "it has not happened")


def send_when_it_is_paused(page: Page) -> None:
    """Write to a campaign that is paused meanwhile: the form goes where no letter is taken."""
    field(page, "note").fill(NOTE)
    page.evaluate("document.getElementById('form').action = '/orchard-paused/to/hrc-kr/'")
    press(page, SHOW)


def send_numbers(page: Page) -> None:
    """Send the numbers of a tally sheet as they are."""
    press(page, SEND_NUMBERS)


def send_no_numbers(page: Page) -> None:
    """Send what are no numbers."""
    field(page, "times-hrc-kr").fill("17 or so")
    field(page, "times-hrc-mx").fill("12000")
    send_numbers(page)


def count_on_paper(page: Page) -> None:
    """Send the numbers of a tally sheet."""
    field(page, "times-hrc-kr").fill("17")
    send_numbers(page)


def look_for_another_to_count(page: Page) -> None:
    """Look for a recipient that the tally sheet has not."""
    field(page, "times-hrc-kr").fill("17")
    field(page, "find").fill("united")
    press(page, SEARCH)


def look_for_nobody_to_count(page: Page) -> None:
    """Look for one that does not exist."""
    field(page, "find").fill("atlantis")
    press(page, SEARCH)


def enter_nothing(page: Page) -> None:
    """Enter a count without anything in it."""
    page.locator("[name=event]").fill("LEEDS 1")
    page.locator("[name=day]").fill("")
    press(page, "Count these letters")


def enter_what_counts_already(page: Page) -> None:
    """Enter a count for an event that has one."""
    page.locator("[name=event]").fill("LEEDS-1")
    field(page, "times-hrc-kr").fill("17")
    press(page, "Count these letters")


# --- Printing at the organizers' desk ----------------------------------------------------------


def print_nothing(page: Page) -> None:
    """Ask for papers without saying what for."""
    press(page, "Make these papers")


def save_an_evening(page: Page) -> None:
    """Save an evening as it stands."""
    press(page, "Save, and show what comes out")


def search_whom_to_print_for(page: Page) -> None:
    """Look for a country's delegations."""
    field(page, "copies-high-commissioner").fill("8")
    field(page, "find").fill("mex")
    press(page, SEARCH)


def take_out_without_a_reason(page: Page) -> None:
    """Take a day's counts out, and do not say why."""
    press(page, "Take counts out")


def add_no_answer(page: Page) -> None:
    """Note an answer of which nothing is said."""
    press(page, "Add")


def correct_badly(page: Page) -> None:
    """Write an address of which nothing can be used."""
    field(page, "email").last.fill("a; b")
    field(page, "source").last.fill("")
    press(page, "Save")


def correct(page: Page) -> None:
    """Correct a fact, and land where it is said to be saved."""
    field(page, "note").last.fill("Asked in May")
    press(page, "Save")


def correct_too_late(page: Page) -> None:
    """Correct a fact that somebody else corrected meanwhile."""
    page.evaluate("document.querySelectorAll('[name=seen]').forEach(each => each.value = 'old')")
    field(page, "email").last.fill("mine@example.org")
    press(page, "Save")


def add_a_second_term(page: Page) -> None:
    """Add a term of a State that has one on these days."""
    field(page, "code").select_option("MX")
    field(page, "start").fill("2026-01-01")
    field(page, "end").fill("2028-12-31")
    field(page, "source").fill("a press release")
    press(page, "Add")


def bring_in_nothing(page: Page) -> None:
    """Choose no file."""
    press(page, "Show what it would change")


def bring_in_a_broken_file(page: Page) -> None:
    """Choose a sheet with two mistakes."""
    lines = (",".join(FactTable.ADDRESSES.columns), "hrc-kr,<b>1</b>,a b,,,made up,,,", "")
    file = {"name": "a.csv", "mimeType": "text/csv", "buffer": "\n".join(lines).encode()}
    page.set_input_files("#file", files=[file])
    press(page, "Show what it would change")


def tick_nothing(page: Page) -> None:
    """Take what is ticked, which is nothing."""
    press(page, "Take only the ticked ones")


def count_too_often(page: Page) -> None:
    """Send other numbers again and again, until no more are taken."""
    sheet, number = page.url, 0
    while number == 0 or "Thank you" in page.title():
        page.goto(sheet)
        number += 1
        field(page, "times-hrc-kr").fill(str(number))
        send_numbers(page)
