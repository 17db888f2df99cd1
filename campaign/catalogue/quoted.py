"""Reads what others said that a campaign's letters quote beside its statement."""

from collections.abc import Iterator

from campaign.catalogue.fields import Fields
from campaign.model.statement import QuotedWords

NAMES = ("id", "words", "title", "date", "link", "source", "as_of")


def read_quoted(fields: Fields) -> Iterator[QuotedWords]:
    """Yield each `[[quoted]]` of `campaign.toml`."""
    seen = set()
    for each in fields.tables("quoted"):
        quoted = _quoted(each.only(*NAMES))
        if quoted.id in seen:
            each.complain("id", "stands twice", "give each its own")
        seen.add(quoted.id)
        yield quoted


def _quoted(fields: Fields) -> QuotedWords:
    return QuotedWords(
        id=fields.required("id"),
        words=fields.required("words"),
        title=fields.required("title"),
        date=fields.required_day("date"),
        link=fields.required("link"),
        source=fields.required("source"),
        as_of=fields.required_day("as_of"),
    )
