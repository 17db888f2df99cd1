"""A table of counts on its way to a page or a file."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

Cell = str | int


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under their heads; `columns` has each head by a name that stays in every language.

    `about` says what is counted, from when to when and so on: a heading and a text by such a name.
    `rows` may be too many to hold, and then come one at a time, once.
    """

    about: Mapping[str, tuple[str, str]]
    columns: Mapping[str, str]
    rows: Iterable[tuple[Cell, ...]]
