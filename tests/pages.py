"""A client that knows pages by their links and forms only, and finds fault with each it gets."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode, urljoin

from flask import Flask
from justhtml import JustHTML
from werkzeug.test import TestResponse

from tests.soundness import attributes, elements_in, header_faults, page_faults, parse, words

Values = Mapping[str, tuple[str, ...]]
"""What a form sends: for each name one value or several, in order."""


@dataclass(frozen=True, slots=True)
class Button:
    """A button of a form: what it says, what it adds to the fields, where it sends them."""

    text: str
    values: Values
    action: str


@dataclass(frozen=True, slots=True)
class Form:
    """A form as a browser has it: `offered` are the values one can choose, None where one types."""

    action: str
    values: Values
    offered: Mapping[str, frozenset[str] | None]
    buttons: tuple[Button, ...]

    def fill(self, **filled: str | Sequence[str]) -> "Form":
        """Return the form with fields filled in as a person could."""
        values = {name: _several(value) for name, value in filled.items()}
        for name, chosen in values.items():
            assert name in self.offered, f"the form has no field {name}"
            offered = self.offered[name]
            assert offered is None or set(chosen) <= offered, f"{name} offers no {chosen}"
        return self.forge(**values)

    def forge(self, **values: str | Sequence[str]) -> "Form":
        """Return the form with fields that hold whatever a program may send."""
        changed = {name: _several(value) for name, value in values.items()}
        return replace(self, values={**self.values, **changed})

    def without(self, name: str) -> "Form":
        """Return the form as if it had no such field."""
        kept = {key: value for key, value in self.values.items() if key != name}
        return replace(self, values=kept)

    def button(self, text: str) -> Button:
        """Return the button that says this."""
        found = [button for button in self.buttons if button.text == text]
        assert len(found) == 1, f"{text!r} is not on {[button.text for button in self.buttons]}"
        return found[0]


@dataclass(frozen=True, slots=True)
class Page:
    """A page that was found sound."""

    url: str
    response: TestResponse
    document: JustHTML
    forms: tuple[Form, ...]

    @property
    def text(self) -> str:
        """Return all that the page says, spaces folded."""
        return words(self.document.root)

    @property
    def heading(self) -> str:
        """Return the main heading."""
        return words(self.find("h1"))

    def find(self, selector: str) -> Any:  # noqa: ANN401 - justhtml's own
        """Return the first element that a CSS selector finds."""
        found = self.document.query(selector)
        assert found, f"no {selector} on {self.url}"
        return found[0]

    def links(self, within: str = "body") -> Sequence[tuple[str, str]]:
        """Return what each link says and where it leads."""
        links = self.document.query(f"{within} a")
        return [(words(link), attributes(link)["href"]) for link in links]

    def form(self, button: str) -> Form:
        """Return the form that has a button saying this."""
        found = [form for form in self.forms if button in {each.text for each in form.buttons}]
        assert len(found) == 1, f"{len(found)} forms of {self.url} have a button {button!r}"
        return found[0]


class Visitor:
    """A supporter with a browser that keeps nothing and runs no script."""

    def __init__(self, app: Flask, base_url: str = "http://localhost", **headers: str) -> None:
        """Visit an application, sending these headers (as keywords: `Accept_Language`)."""
        self._client = app.test_client(use_cookies=False)
        self._base_url = base_url
        self._headers = {name.replace("_", "-"): value for name, value in headers.items()}

    def open(self, url: str, status: int = 200) -> Page:
        """Return the page at an address, following redirects on this site."""
        answer = self.get(url)
        while answer.status_code in {301, 302, 303, 308}:
            url = urljoin(url, answer.headers["Location"])
            answer = self.get(url)
        return self._page(url, answer, status)

    def follow(self, page: Page, text: str, within: str = "body", status: int = 200) -> Page:
        """Return the page that the only link saying this leads to."""
        links = page.links(within)
        found = [link for said, link in links if said == text]
        assert len(found) == 1, f"{len(found)} links {text!r} on {page.url}: {links}"
        return self.open(urljoin(page.url, found[0]), status)

    def submit(self, form: Form, button: str, status: int = 200) -> Page:
        """Return the page that a form's button leads to."""
        answer = self.press(form, button)
        return self._page(form.button(button).action, answer, status)

    def press(self, form: Form, button: str) -> TestResponse:
        """Send a form by one of its buttons and return the answer, whatever it is."""
        pressed = form.button(button)
        return self.post(pressed.action, {**form.values, **pressed.values})

    def counts(self, campaign: str = "uyghur-assessment") -> Any:  # noqa: ANN401 - JSON
        """Return how often each thing happened, as the campaign publishes it."""
        answer = self.get(f"/{campaign}/counts.json").json
        assert answer is not None
        return answer["counts"]

    def get(self, url: str) -> TestResponse:
        """Return the answer to a GET request, once its headers are found sound."""
        return self._sound(url, self._client.get(url, **self._options()))

    def post(self, url: str, values: Values) -> TestResponse:
        """Return the answer to a POST of what a browser would send."""
        pairs = [(name, _line_ends(value)) for name, several in values.items() for value in several]
        answer = self._client.post(
            url,
            data=urlencode(pairs),
            content_type="application/x-www-form-urlencoded",
            **self._options(),
        )
        return self._sound(url, answer)

    def _options(self) -> dict[str, Any]:
        return {"headers": self._headers, "base_url": self._base_url, "buffered": True}

    def _sound(self, url: str, answer: TestResponse) -> TestResponse:
        faults = list(header_faults(answer.headers, url.partition("?")[0]))
        assert not faults, f"{url}: {faults}"
        return answer

    def _page(self, url: str, answer: TestResponse, status: int) -> Page:
        assert answer.mimetype == "text/html", f"{url} answers {answer.status} {answer.mimetype}"
        document = parse(answer.text)
        forms = tuple(read_form(element, url, document) for element in document.query("form"))
        page = Page(url, answer, document, forms)
        assert answer.status_code == status, f"{url} answers {answer.status}: {page.text[:2000]}"
        faults = list(page_faults(page.document))
        assert not faults, f"{url}: {faults}"
        return page


SEARCHED = {
    "event", "from", "find", "region", "vote", "reachable", "order", "to", "lang", "show",
    "kind", "language", "go",
}  # fmt: skip
"""What may be in an address: what one searches for, and what one looks at."""
CONTROLS = {"input", "select", "textarea"}


def read_form(
    form: Any,  # noqa: ANN401 - justhtml's own
    url: str,
    document: JustHTML | None = None,
) -> Form:
    """Read a form as the HTML standard (section 4.10) has a browser do.

    With the `document` that it is in, buttons of the form that stand elsewhere belong to it.
    """
    given = attributes(form)
    if given.get("method") != "post":
        names = {
            attributes(each).get("name") for each in elements_in(form) if each.name in CONTROLS
        }
        assert names <= SEARCHED, f"a form of {url} puts more than a search into an address"
    action = urljoin(url, given.get("action", ""))
    values: dict[str, tuple[str, ...]] = {}
    offered: dict[str, frozenset[str] | None] = {}
    buttons = []
    elsewhere = _buttons_of(given["id"], document) if document and "id" in given else []
    for element in (*elements_in(form), *elsewhere):
        if element.name == "button":
            buttons.append(_button(element, action))
        elif element.name in CONTROLS and "name" in attributes(element):
            name = attributes(element)["name"]
            chosen, possible = _control(element)
            values[name] = values.get(name, ()) + chosen
            known = offered.get(name, frozenset())
            offered[name] = None if possible is None or known is None else known | possible
    return Form(action, values, offered, tuple(buttons))


def _buttons_of(form: str, document: JustHTML) -> list[Any]:
    """Return the buttons that name a form by its id, wherever they stand."""
    return [
        element
        for element in elements_in(document.root)
        if element.name == "button" and attributes(element).get("form") == form
    ]


def _button(element: Any, action: str) -> Button:  # noqa: ANN401
    given = attributes(element)
    assert given.get("type", "submit") == "submit", "a button would do nothing without a script"
    values = {given["name"]: (given.get("value", ""),)} if "name" in given else {}
    return Button(words(element), values, urljoin(action, given.get("formaction", action)))


def _control(element: Any) -> tuple[tuple[str, ...], frozenset[str] | None]:  # noqa: ANN401
    """Return what a control would send, and what it could; None for any text."""
    given = attributes(element)
    if element.name == "select":
        return _select(element)
    value = _typed(element) if element.name == "textarea" else given.get("value", "")
    kind = given.get("type", "text") if element.name == "input" else "text"
    if kind == "file":
        return (), None
    if kind in {"radio", "checkbox"}:
        return ((value,) if "checked" in given else ()), frozenset({value})
    assert kind in {"text", "date", "hidden", "password"}, f"the type {kind} is not known here"
    unseen = kind == "hidden" or "hidden" in given
    return (value,), frozenset({value}) if unseen else None


def _select(element: Any) -> tuple[tuple[str, ...], frozenset[str]]:  # noqa: ANN401
    options = [attributes(each) for each in elements_in(element) if each.name == "option"]
    chosen = [option["value"] for option in options if "selected" in option]
    return tuple(chosen or [options[0]["value"]]), frozenset(each["value"] for each in options)


def _typed(element: Any) -> str:  # noqa: ANN401
    return "".join(child.data or "" for child in element.children or ())


def _several(value: str | Iterable[str]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def _line_ends(text: str) -> str:
    """Write line ends as forms are sent (HTML standard, 4.10.22.4)."""
    return re.sub(r"\r\n|\r|\n", "\r\n", text)
