"""Completes the tags that WeasyPrint writes, which tell a PDF to those who hear it.

WeasyPrint hands over the finished objects of a PDF, before they are written (`finisher`).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final

from pydyf import PDF, Array, Dictionary
from weasyprint import Document

HAS_CONTENT: Final = frozenset({"Alt", "ActualText"})
LABEL_AND_BODY: Final = ("/Lbl", "/LBody")
NOTHING: Final = b"null"


@dataclass(frozen=True, slots=True)
class Mark:
    """Content of a page that belongs to an element of the tree, by its number on the page."""

    page: bytes
    number: int


def complete(document: Document, pdf: PDF) -> None:
    """Make page numbers artifacts, drop elements that hold nothing, give list items a body."""
    del document
    root = _at(pdf, pdf.catalog["StructTreeRoot"])
    _prune(pdf, root)
    _give_bodies(pdf, root)
    said = set(_marks(pdf, root))
    numbers = _at(pdf, root["ParentTree"])["Nums"][1::2]
    for page, parents in zip(pdf.page_references, numbers, strict=True):
        unsaid = [n for n in range(len(parents)) if Mark(page, n) not in said]
        for number in unsaid:
            parents[number] = NOTHING
        _make_artifacts(_at(pdf, _at(pdf, page)["Contents"]).stream, unsaid)


def _at(pdf: PDF, reference: bytes) -> Any:  # noqa: ANN401 - as pydyf has them
    return pdf.objects[int(reference.split()[0])]


def _elements(pdf: PDF, element: Dictionary) -> Iterator[Dictionary]:
    """Yield the elements directly inside another."""
    yield from (_at(pdf, kid) for kid in element.get("K", ()) if isinstance(kid, bytes))


def _marks(pdf: PDF, element: Dictionary) -> Iterator[Mark]:
    """Yield all content that the tree leads to."""
    for kid in element.get("K", ()):
        if isinstance(kid, bytes):
            yield from _marks(pdf, _at(pdf, kid))
        else:
            yield Mark(element["Pg"], kid)


def _prune(pdf: PDF, element: Dictionary) -> None:
    """Drop what is empty, such as lines to write on: it would be read out as nothing."""
    for inner in _elements(pdf, element):
        _prune(pdf, inner)
    element["K"] = Array(
        kid
        for kid in element.get("K", ())
        if not isinstance(kid, bytes) or _holds_something(_at(pdf, kid))
    )


def _holds_something(element: Dictionary) -> bool:
    return bool(element.get("K")) or not HAS_CONTENT.isdisjoint(element)


def _give_bodies(pdf: PDF, element: Dictionary) -> None:
    """Put what follows a list item's number into a body (ISO 32000-1, table 336)."""
    for inner in _elements(pdf, element):
        _give_bodies(pdf, inner)
    if element.get("S") != "/LI":
        return
    for first in islice(_elements(pdf, element), 1):
        if first["S"] == "/NonStruct":  # a number that stands there by `::before`
            first["S"] = "/Lbl"
    loose = [each for each in _elements(pdf, element) if each["S"] not in LABEL_AND_BODY]
    if not loose:
        return
    body = Dictionary(
        {"Type": "/StructElem", "S": "/LBody", "P": element.reference, "Pg": element["Pg"]}
    )
    pdf.add_object(body)
    for each in loose:
        each["P"] = body.reference
    body["K"] = Array(each.reference for each in loose)
    kept = (kid for kid in element["K"] if kid not in set(body["K"]))
    element["K"] = Array([*kept, body.reference])


def _make_artifacts(operators: list[Any], numbers: list[int]) -> None:
    """Turn marked content of a page into decoration, which is not read out."""
    for place, given in enumerate(operators):
        if isinstance(given, Dictionary) and given.get("MCID") in numbers:
            operators[place - 1 : place + 2] = ["/Artifact", b"", b"BMC"]
