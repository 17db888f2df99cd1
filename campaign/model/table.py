"""Tables of counts on their way to a page or a file, and the book that has several of them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Blank:
    """A cell without a figure: `why`, for programs, and what people read there."""

    why: str
    text: str


Cell = str | int | date | Blank
"""What a cell has; a date may have a time, which is in UTC."""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under their heads; `columns` has each head by a name that stays in every language.

    `codes` of its first columns have short names, which only programs go by. `rows` may be too many
    to hold, and then come one at a time, once; `sums` are below them. `nothing` is said where
    there are none. `has_blanks` says that cells may be without a figure.
    """

    name: str
    title: str
    columns: Mapping[str, str]
    rows: Iterable[tuple[Cell, ...]]
    codes: int = 0
    sums: Sequence[tuple[Cell, ...]] = ()
    nothing: str = ""
    has_blanks: bool = False

    def for_people(self, row: Sequence[Cell]) -> Sequence[Cell]:
        """Return a row without the short names."""
        return row[self.codes :]

    @property
    def heads(self) -> Sequence[str]:
        """The heads of what people read."""
        return list(self.columns.values())[self.codes :]


@dataclass(frozen=True, slots=True)
class TableBook:
    """Several tables, and `notes` on all of them: a heading and a text by a name for programs.

    `blank_head` is the head of the column that says why cells of a row are blank.
    """

    title: str
    notes: Mapping[str, tuple[str, str]]
    notes_title: str
    tables: Sequence[Table]
    blank_head: str
    is_right_to_left: bool = False
