"""What scripts make pleasanter: the letter as it is written, copying, printing, leaving at once."""

from typing import Any

import pytest

from tests.browser.acts import SHOW, SPREAD
from tests.browser.conftest import PHONE, OpenPage
from tests.browser.sites import Site, Sites
from tests.browser.test_whole_way import heading, press, tap
from tests.letter.write_cases import WriteCase, read_write_cases
from tests.server_process import Server

pytestmark = pytest.mark.browser

REAL = "/uyghur-assessment/"
SO_FAR, CHECKED = ".letter-beside article", "#letter"
SAID_FOR = 4000
"""Milliseconds for which a button says that it copied."""
NOTE_LEAVING = "() => { navigation.onnavigate = () => { document.body.dataset.left = 'yes' } }"
"""A script that has a page note at once that it is being left."""
READ = """each => [...each.querySelectorAll('p, li, h2, h3')]
    .filter(part => part.innerText.trim() && !part.querySelector('p'))
    .map(part => `${part.tagName.replace('H3', 'H2')} ${part.innerText.trim()}`)"""


TYPE = """([typed, asks]) => {
    const form = document.getElementById('form');
    for (const [name, value] of Object.entries(typed))
        if (value || form.elements[name]) form.elements[name].value = value;
    for (const box of form.querySelectorAll('[name=ask]'))
        box.checked = asks.length ? asks.includes(box.value) : box.defaultChecked;
    form.dispatchEvent(new Event('input'));
}"""
"""A script that fills in the form, with the asks ticked from the start where there are none."""
PARTS = """(letter, language) => {
    const all = (selector) => [...letter.querySelectorAll(selector)].map(each => each.textContent);
    const plain = document.querySelector(`template[data-language=${language}]`).content;
    const day = plain.querySelector('.letter-date').textContent;
    return {
        signature: all('.letter-signature bdi'),
        note: all('.letter-note'),
        address: all('.letter-to p:not([lang])'),
        reply_to: all('.letter-reply p'),
        date: all('.letter-date')[0].replace(day, '{date}'),
        subject: all('.letter-subject')[0],
        opening: all('.letter-opening').join(' '),
        asks: [...all('.letter-asks > li').map((text, at) => `${at + 1}. ${text}`),
            ...all('p.letter-ask')],
        known: all('.letter-none-known'),
    };
}"""
"""A script that reads a letter's parts as the shared cases have them."""


def read(page: Any, selector: str) -> list[str]:  # noqa: ANN401 - Playwright may be missing
    """Return each paragraph of a letter with what kind of element it is."""
    found: list[str] = page.locator(selector).evaluate(READ)
    return found


def compare(page: Any) -> None:  # noqa: ANN401
    """Compare the letter that the browser drew with the one the server makes of the same form."""
    drawn = read(page, SO_FAR)
    press(page, SHOW)
    assert drawn == read(page, CHECKED)
    press(page, "Change something")


def test_the_letter_follows_the_form_in_the_browser_alone(
    server: Server, open_page: OpenPage
) -> None:
    page = open_page(f"{server.url}{REAL}to/hrc-mx/")
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url))

    page.get_by_role("checkbox").nth(1).uncheck()
    page.locator("#note").fill("Dear  people,\nI bake.\n\n \nMy <b>own</b> words.")
    page.get_by_label("With my full name").check()
    page.locator("#name").fill("  Ayşe Gül   Öztürk ")
    page.locator("#place").fill("Zürich")
    page.locator("#country").select_option("MX")

    assert "My <b>own</b> words." in page.locator(SO_FAR).inner_text()
    assert "Ayşe Gül Öztürk\nZürich\nMexico" in page.locator(SO_FAR).inner_text()
    icon = page.locator("link[rel=icon]").evaluate("each => each.href")
    assert set(sent) <= {icon}  # which a browser asks for when it likes
    compare(page)


def drawn(page: Any, case: WriteCase) -> dict[str, Any]:  # noqa: ANN401
    """Return what the browser draws of what is typed."""
    chosen, sender = case.choices, case.choices.sender
    typed = {
        "note": chosen.note,
        "language": chosen.language,
        "sign_as": sender.sign_as.value,
        "name": sender.name,
        "place": sender.place,
        "country": sender.country,
        "to_postal": "\n".join(chosen.found.postal),
        "reply_to": "\n".join(chosen.reply_to),
    }
    page.evaluate(TYPE, [typed, chosen.asks])
    parts = page.locator(SO_FAR).evaluate(PARTS, chosen.language)
    return {part: parts[part] for part in case.letter}


@pytest.mark.parametrize("to", sorted({case.to for case in read_write_cases()}))
def test_the_browser_draws_what_the_server_composes(
    sites: Sites, open_page: OpenPage, to: str
) -> None:
    """What the server composes of the same cases is held by tests/letter/test_write_cases.py."""
    page = open_page(f"{sites[Site.ORCHARDS]}/orchard/to/{to}/?lang=en")
    cases = [case for case in read_write_cases() if case.to == to]

    found = {case.title: drawn(page, case) for case in cases}

    assert found == {case.title: case.letter for case in cases}


@pytest.mark.parametrize("way", ["initials", "country", "blank"])
def test_each_way_to_sign_is_drawn_as_the_server_makes_it(
    server: Server, open_page: OpenPage, way: str
) -> None:
    page = open_page(f"{server.url}{REAL}to/third-committee-kr/")
    page.locator("#sign_as-full").check()
    page.locator("#name").fill("k. j.-p. Lee")
    page.locator("#country").select_option("KR")

    page.locator(f"#sign_as-{way}").check()

    compare(page)


@pytest.mark.parametrize("asks", [1, 2])
def test_one_thing_asked_for_is_a_sentence_and_more_are_a_list(
    server: Server, open_page: OpenPage, asks: int
) -> None:
    page = open_page(f"{server.url}{REAL}to/hrc/")
    for box in page.get_by_role("checkbox").all():
        box.uncheck()
    assert page.locator(f"{SO_FAR} [data-ask]").count() == 0

    for box in page.get_by_role("checkbox").all()[-asks:]:
        box.check()

    compare(page)


def test_a_letter_in_another_language_is_drawn_in_it(sites: Sites, open_page: OpenPage) -> None:
    page = open_page(f"{sites[Site.ORCHARDS]}/orchard/to/hrc-kr/")
    page.locator("#sign_as-country").check()
    page.locator("#country").select_option("CH")
    page.get_by_label("العربية").check()

    assert page.locator(SO_FAR).get_attribute("dir") == "rtl"
    compare(page)


def test_one_polite_line_says_what_changed_and_only_once_it_did(
    server: Server, open_page: OpenPage
) -> None:
    page = open_page("about:blank")
    page.clock.install()
    page.goto(f"{server.url}{REAL}to/hrc-kr/")
    line = page.locator("#changed")
    assert page.locator("[role=status], [aria-live]").count() == 1
    page.clock.run_for(1200)  # milliseconds, longer than the script waits before it speaks
    assert line.inner_text() == ""

    page.locator("#note").press_sequentially("I bake bread.")
    page.clock.run_for(1200)

    line.get_by_text("A good beginning.").wait_for()
    assert "Excellency" not in line.inner_text()


def test_what_a_way_to_sign_does_not_need_is_not_asked(server: Server, open_page: OpenPage) -> None:
    page = open_page(f"{server.url}{REAL}to/hrc-kr/", scripts=False)
    fields = {"blank": [], "country": ["country"], "initials": ["name", "country"],
              "full": ["name", "place", "country"]}  # fmt: skip

    for way, asked in fields.items():
        page.locator(f"#sign_as-{way}").check()
        shown = [
            each for each in ("name", "place", "country") if page.locator(f"#{each}").is_visible()
        ]
        assert shown == asked


def is_report(request: Any) -> bool:  # noqa: ANN401
    """Say whether a request says that a text was copied."""
    said: bool = request.url.endswith("/copied")
    return said


def test_the_text_is_copied_with_one_tap_and_counted_once(
    server: Server, open_page: OpenPage
) -> None:
    page = open_page("about:blank", **PHONE)
    page.clock.install()
    page.goto(f"{server.url}{REAL}to/high-commissioner/")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    press(page, SHOW)
    before, asked = counted(page, server), list[Any]()
    page.on("request", lambda request: asked.append(request))  # noqa: PLW0108 - see test_privacy
    if page.locator("#not-opened").count():
        page.locator("#not-opened summary").click()

    with page.expect_event("requestfinished", is_report):
        for number in (2, 1, 0, 0):
            button = page.get_by_role("button", name="Cop").nth(number)
            button.click()
            button.and_(page.get_by_text("Copied", exact=True)).wait_for()
            assert page.locator("#changed").inner_text() == "Copied"
            page.clock.run_for(SAID_FOR)

    text = page.evaluate("navigator.clipboard.readText()").replace("\r\n", "\n")
    assert text == page.locator("#copy").input_value()
    assert heading(page) == "Check your letter"
    assert len([*filter(is_report, asked)]) == 1
    assert counted(page, server) == before + 1


def test_each_button_says_what_it_copies(server: Server, open_page: OpenPage) -> None:
    page = open_page(f"{server.url}{REAL}to/high-commissioner/")
    page.locator("#note").fill("I write because it matters. " * 90)
    press(page, SHOW)

    said = [each.inner_text() for each in page.locator(".copy button").all()]

    assert said == ["Copy the text", "Copy the subject", "Copy the recipient"]
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    tap(page, "Copy the subject")
    page.get_by_role("button", name="Copied").wait_for()
    page.get_by_role("button", name="Copy the subject").wait_for()


def test_a_note_that_is_too_long_is_said_to_be_so_and_not_praised(
    server: Server, open_page: OpenPage
) -> None:
    page = open_page(f"{server.url}{REAL}to/hrc-kr/")
    page.locator("#note").fill("word " * 1300)

    said = "Your words are too long. Characters too many: 499."
    page.locator("#changed").get_by_text(said).wait_for()
    assert page.locator("#own").inner_text().startswith(said)
    page.locator("#note").fill("word " * 30)
    assert page.locator("#own").inner_text() == "This is a letter only you could have written."


def counted(page: Any, server: Server) -> int:  # noqa: ANN401
    answer = page.request.get(f"{server.url}{REAL}counts.json").json()
    number: int = answer["counts"].get("txt", 0)
    return number


@pytest.mark.parametrize("chosen", ["", "?lang=en"])
def test_a_mail_program_that_may_not_open_has_the_next_way_beside_it(
    server: Server, open_page: OpenPage, chosen: str
) -> None:
    page = open_page(f"{server.url}{REAL}to/high-commissioner/{chosen}")
    for box in page.get_by_role("checkbox").all()[1:]:
        box.uncheck()
    press(page, SHOW)
    assert not page.locator("#copy").is_visible()

    tap(page, "Open it in my mail program")

    page.locator("#copy").wait_for()
    said = page.locator("[role=status]")
    said.get_by_text("the next way is below").wait_for()
    assert said.count() == 1


def test_printing_opens_the_print_window(server: Server, open_page: OpenPage) -> None:
    page = open_page(f"{server.url}{REAL}to/hrc-kr/")
    page.context.add_init_script("window.print = () => document.body.dataset.printed = 'yes'")
    press(page, SHOW)
    assert page.locator("body").get_attribute("data-printed") is None

    tap(page, "Print this page")

    page.locator("body[data-printed=yes]").wait_for()


@pytest.mark.parametrize("how", ["press", "keys"])
def test_leaving_at_once_takes_the_place_of_the_page_in_the_history(
    server: Server, open_page: OpenPage, how: str
) -> None:
    page = open_page(f"{server.url}{REAL}")
    page.locator(".exit").evaluate("(each, url) => each.href = url", f"{server.url}/healthz")
    page.goto(f"{server.url}{REAL}to/hrc-kr/")
    page.locator(".exit").evaluate("(each, url) => each.href = url", f"{server.url}/healthz")
    page.locator("#note").fill("A secret.")

    if how == "press":
        page.locator(".exit").click()
    else:
        for _ in range(3):
            page.keyboard.press("Shift")
    page.wait_for_url("**/healthz")

    page.go_back()
    assert page.url == f"{server.url}{REAL}"


def test_neither_capital_letters_nor_another_keyboard_leave_the_page(
    server: Server, open_page: OpenPage
) -> None:
    page = open_page(f"{server.url}{REAL}to/hrc-kr/")
    page.evaluate(NOTE_LEAVING)
    page.locator("#note").focus()

    for letter in "ABCDEF":
        page.keyboard.press(f"Shift+{letter}")
    for _ in range(6):
        page.keyboard.press("Alt+Shift")

    assert page.locator("body").get_attribute("data-left") is None
    assert heading(page).startswith("Write to")


def test_the_eleventh_of_ten_is_refused_as_one_ticks(server: Server, open_page: OpenPage) -> None:
    page = open_page(f"{server.url}{REAL}several/")
    page.evaluate(SPREAD)
    boxes, said = page.locator(".body:first-of-type input[type=checkbox]"), page.locator("#chosen")
    assert said.inner_text() == ""

    for number in range(10):
        boxes.nth(number).check()
        assert said.inner_text() == f"{number + 1} of 10"
    boxes.nth(10).click()

    assert not boxes.nth(10).is_checked()
    assert said.inner_text().startswith("10 of 10 These are all")
    boxes.nth(0).uncheck()
    assert said.inner_text() == "9 of 10"
    boxes.nth(10).check()
    assert said.inner_text() == "10 of 10"
