"""What every answer to a supporter must be like; each fault is named in a sentence of its own."""

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, Final
from urllib.parse import urlsplit

from babel import Locale
from justhtml import JustHTML
from werkzeug.datastructures import Headers

HEADERS: Final = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; "
        "connect-src 'self'; form-action 'self' mailto:; base-uri 'none'; frame-ancestors 'none'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
OPEN_TO_ALL: Final = "/counts.json"
"""The one answer that pages of other sites may read."""
NAMED: Final = ("aria-describedby", "aria-labelledby", "for")
"""Attributes that hold ids of other elements."""
LOADED: Final = {"link": "href", "script": "src", "img": "src", "iframe": "src", "source": "src"}
"""What a browser fetches by itself, and the attribute that says from where."""
NOT_LOADED: Final = {"canonical", "alternate"}
"""The kinds of <link> that only tell search engines where a page is, under its true address."""


def header_faults(headers: Headers, path: str) -> Iterator[str]:
    """Yield what is wrong with an answer's headers."""
    if "Set-Cookie" in headers:
        yield "it sets a cookie"
    if "cookie" in headers.get("Vary", "").casefold():
        yield "it varies by cookie"
    if "Cache-Control" not in headers:
        yield "it does not say who may keep it"
    wanted = HEADERS
    if path.endswith(OPEN_TO_ALL):
        wanted = {**HEADERS, "Cross-Origin-Resource-Policy": "cross-origin"}
    for name, value in wanted.items():
        if headers.getlist(name) != [value]:
            yield f"{name} is {headers.getlist(name)}"


@lru_cache(maxsize=32)
def parse(html: str) -> JustHTML:
    """Read a page by the HTML standard's own algorithm, as it is and not made harmless.

    A page that many tests open, to the letter the same, is read once.
    """
    return JustHTML(html, sanitize=False, collect_errors=True, scripting_enabled=False)


def page_faults(page: JustHTML) -> Iterator[str]:
    """Yield what is wrong with a page."""
    yield from (f"it does not parse: {error}" for error in page.errors)
    elements = list(elements_in(page.root))
    for rule in (_headings, _ids, _languages, _controls, _inline, _addresses):
        yield from rule(elements)


def elements_in(node: Any) -> Iterator[Any]:  # noqa: ANN401 - a text is no Node
    """Yield the elements below a node, in the order of the page."""
    ahead = list(reversed(node.children or ()))
    while ahead:
        child = ahead.pop()
        if child.name not in {"#text", "#comment", "!doctype"}:
            yield child
            ahead.extend(reversed(child.children or ()))


def ancestors(element: Any) -> Iterator[Any]:  # noqa: ANN401
    """Yield the elements around an element or text, from the inside out."""
    while (element := element.parent) is not None:
        yield element


def attributes(element: Any) -> Mapping[str, str]:  # noqa: ANN401
    """Return an element's attributes; one without a value has an empty one."""
    return {name: value or "" for name, value in (element.attrs or {}).items()}


def words(element: Any) -> str:  # noqa: ANN401
    """Return all text in an element, spaces folded."""
    return " ".join(str(element.to_text()).split())


def _headings(elements: list[Any]) -> Iterator[str]:
    found = [words(element) for element in elements if element.name == "h1"]
    if len(found) != 1 or not all(found):
        yield f"its main headings are {found}, not one"
    if not any(element.name == "title" and words(element) for element in elements):
        yield "it has no title"
    if sum(element.name == "main" for element in elements) != 1:
        yield "it has not one main part"


def _ids(elements: list[Any]) -> Iterator[str]:
    ids = Counter(attributes(e)["id"] for e in elements if "id" in attributes(e))
    yield from (f"two elements have the id {name}" for name, times in ids.items() if times > 1)
    for element in elements:
        given = attributes(element)
        for attribute in NAMED:
            for name in given.get(attribute, "").split():
                if name not in ids:
                    yield f"{attribute} names {name}, which is not there"
        if given.get("href", "").startswith("#") and given["href"][1:] not in ids:
            yield f"a link leads to {given['href']}, which is not there"


def _languages(elements: list[Any]) -> Iterator[str]:
    if not {"lang", "dir"} <= set(attributes(elements[0])):
        yield "the page does not say its language and direction"
    for element in elements:
        given = attributes(element)
        if given.get("dir") == "auto" and element.name in {"input", "textarea"}:
            continue  # what somebody will type, in a language nobody knows
        if ("lang" in given) != ("dir" in given):
            yield f"<{element.name}> has only one of lang and dir: {given}"
        elif given.get("lang", "und") != "und":
            way = Locale.parse(given["lang"], sep="-").text_direction
            if given["dir"] != way:
                yield f"{given['lang']} is written {way}, not {given['dir']}"


def _controls(elements: list[Any]) -> Iterator[str]:
    labelled = {attributes(e).get("for") for e in elements if e.name == "label" and words(e)}
    named = Counter(attributes(e).get("name") for e in elements if e.name == "input")
    legends = (element for element in elements if element.name == "legend")
    with_legend = {id(each) for legend in legends for each in ancestors(legend)}
    for element in elements:
        given = attributes(element)
        if element.name == "button" and not words(element):
            yield "a button says nothing"
        unseen = given.get("type") == "hidden" or "hidden" in given
        if element.name not in {"input", "select", "textarea"} or unseen:
            continue
        above = list(ancestors(element))
        if given.get("id") not in labelled and not any(each.name == "label" for each in above):
            yield f"the field {given.get('name')} has no label"
        is_alone = given.get("type") == "checkbox" and named[given.get("name")] == 1
        if (
            given.get("type") in {"radio", "checkbox"}
            and not is_alone
            and not any(each.name == "fieldset" and id(each) in with_legend for each in above)
        ):
            yield f"the choices of {given.get('name')} have no legend"


def _inline(elements: list[Any]) -> Iterator[str]:
    for element in elements:
        given = attributes(element)
        if element.name == "style" or (element.name == "script" and "src" not in given):
            yield f"it has an inline <{element.name}>"
        for name in given:
            if name == "style" or name.startswith("on"):
                yield f"<{element.name}> has the attribute {name}"


def _addresses(elements: list[Any]) -> Iterator[str]:
    is_english = attributes(elements[0]).get("lang") == "en"
    for element in elements:
        given = attributes(element)
        if given.get("rel") in NOT_LOADED:
            continue
        for name in {LOADED.get(element.name, ""), "action", "formaction"} & set(given):
            if urlsplit(given[name]).netloc or urlsplit(given[name]).scheme:
                yield f"<{element.name}> reaches another host: {given[name]}"
        leaves = element.name == "a" and urlsplit(given.get("href", "")).netloc
        rel, kinds = given.get("rel", "").split(), given.get("class", "").split()
        if leaves and "noreferrer" not in rel:
            yield f"a link tells another host where it was: {given['href']}"
        takes_its_place = {"exit", "site-button"} & set(kinds)
        opens_another = given.get("target") == "_blank" and "noopener" in rel
        if leaves and not (takes_its_place or opens_another):
            yield f"a link leads away in this tab: {given['href']}"
        if given.get("target") == "_blank" and is_english and "(new tab)" not in words(element):
            yield f"a link opens a new tab and does not say so: {given['href']}"
