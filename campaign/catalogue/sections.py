"""Reads letter texts in Markdown: headings name the parts, paragraphs are the words.

Nothing else of Markdown has a place in a letter, so nothing else is let through.
"""

from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path
from typing import Final

import regex
from markdown_it import MarkdownIt
from markdown_it.token import Token

from campaign.catalogue.complaints import Complaints
from campaign.catalogue.fields import read_text

Paragraphs = tuple[str, ...]
Heading = tuple[str, str]
"""A heading and the subheading under it, or "" where there is none."""

STRUCTURE: Final = frozenset({"heading_open", "heading_close", "paragraph_open", "paragraph_close"})
WORDS: Final = frozenset({"text", "softbreak", "text_special"})
HEADINGS: Final = frozenset({"h1", "h2"})
DEEPER: Final = frozenset({"h3", "h4", "h5", "h6"})
NOWHERE: Final[Heading] = ("", "")
"""The heading of what stands above the first heading."""
WIDE: Final = r"\p{Han}\u3001-\u303F\uFF01-\uFF60"
UNSPACED_LINE_END: Final = regex.compile(
    rf"(?<=[{WIDE}])\n(?=[{WIDE}“‘])|(?<=[{WIDE}”’])\n(?=[{WIDE}])"
)
"""The end of a line within a paragraph in Chinese, which writes no space there."""
PARSER: Final = MarkdownIt("commonmark")


def read_sections(file: Path, complaints: Complaints) -> Mapping[Heading, Paragraphs]:
    """Return the paragraphs under each heading; lines within a paragraph are joined."""
    found: dict[Heading, Paragraphs] = {}
    here = NOWHERE
    tokens = PARSER.parse(read_text(file, complaints))
    for before, token in pairwise(tokens):
        if token.type not in STRUCTURE | {"inline"} or token.tag in DEEPER:
            _complain(file, token, complaints)
        elif token.type == "inline":
            words = _words(file, token, complaints)
            if before.tag in HEADINGS:
                here = (words, "") if before.tag == "h1" else (here[0], words)
                if here in found:
                    complaints.add(file, " / ".join(filter(None, here)), "stands twice", "keep one")
                found.setdefault(here, ())
            elif here == NOWHERE:
                write = "begin with a heading such as # title"
                complaints.add(file, "line 1", "is a text without a heading", write)
            else:
                found[here] = (*found[here], words)
    return found


def _words(file: Path, inline: Token, complaints: Complaints) -> str:
    children = inline.children or []
    for child in children:
        if child.type not in WORDS:
            _complain(file, inline, complaints)
            break
    lines = "".join("\n" if child.type == "softbreak" else child.content for child in children)
    return UNSPACED_LINE_END.sub("", lines).replace("\n", " ")


def _complain(file: Path, token: Token, complaints: Complaints) -> None:
    line = f"line {token.map[0] + 1}" if token.map else ""
    if token.type.endswith("_close") and not token.map:
        return
    complaints.add(
        file,
        line,
        "is more than headings and paragraphs",
        "write plain paragraphs, no lists or bold",
    )
