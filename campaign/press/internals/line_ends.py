"""Where lines of a text may end, as Pango sees it for WeasyPrint."""

from collections.abc import Iterator

from weasyprint.text.line_break import get_log_attrs


def line_ends(text: str) -> Iterator[int]:
    """Yield the places inside a text, from left to right, at which a line may end."""
    attributes = get_log_attrs(text, None)
    yield from (at for at in range(1, len(text)) if attributes[at].is_line_break)
