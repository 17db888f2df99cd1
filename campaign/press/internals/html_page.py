"""A letter's page as WeasyPrint reads it, on few rules instead of its many."""

from pathlib import Path
from typing import Final

from weasyprint import CSS, HTML

STATIC: Final = Path(__file__).parents[3] / "static"
BASE: Final = CSS(string=(STATIC / "paper-base.css").read_text(encoding="utf-8"))
"""The rules for a letter's elements, in the place of WeasyPrint's for all of HTML."""


class Page(HTML):
    """An HTML page for WeasyPrint that stands on few rules (docs/decisions/0008).

    The method is WeasyPrint's own affair: should it go, pages get its rules again and look the
    same.
    """

    def _ua_stylesheets(self, forms: bool = False) -> list[CSS]:  # noqa: FBT001, FBT002 - as there
        del forms
        return [BASE]
