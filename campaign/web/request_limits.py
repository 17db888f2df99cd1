"""How much may come in: everything that is read has its limit before anything is made of it.

Texts have more room here than they may fill, so that a form can come back with what is too long.
"""

from io import BytesIO
from typing import Any, Final
from urllib.parse import unquote_to_bytes, urlsplit

from flask import Request
from werkzeug.datastructures import ImmutableMultiDict, MultiDict
from werkzeug.exceptions import (
    HTTPException,
    RequestEntityTooLarge,
    RequestURITooLarge,
    UnprocessableEntity,
)
from werkzeug.formparser import FormDataParser
from werkzeug.http import parse_date

from campaign.catalogue.complaints import LONGEST_TEXT
from campaign.model.letter import (
    LONGEST_ADDRESS_LINE,
    LONGEST_NAME,
    LONGEST_NOTE,
    MOST_ADDRESS_LINES,
    MOST_REPLY_LINES,
)
from campaign.model.lifecycle import LONGEST_REASON, LONGEST_RISK
from campaign.web.organizers.browser_session import is_theirs
from campaign.web.supporters.several_form import MOST_AT_ONCE
from campaign.web.supporters.target_choice import LONGEST_SEARCH

MOST_FIELDS: Final = 1000
"""The most fields in a query or a body; pages with numbers for every delegation have some 500."""
LONGEST_QUERY: Final = 8 * 1024
"""The most bytes of a query."""
LONGEST_FIELD_NAME: Final = 100
"""The most characters of a field's name."""
LONGEST_LINE: Final = 5 * LONGEST_NAME
"""The most characters of every field that is named nowhere here."""
KEPT: Final = "kept"
"""The field that holds another page's fields while somebody shows who they are."""
SUPPORTERS: Final = {
    "find": LONGEST_SEARCH,
    "searched": LONGEST_SEARCH,
    "note": 2 * LONGEST_NOTE,
    **dict.fromkeys(("found_before", "to_postal"), 2 * MOST_ADDRESS_LINES * LONGEST_ADDRESS_LINE),
    "reply_to": 2 * MOST_REPLY_LINES * LONGEST_ADDRESS_LINE,
}
ORGANIZERS: Final = {
    **dict.fromkeys(("note", "postal", "source", "website", "gist"), 2 * LONGEST_TEXT),
    "find": LONGEST_SEARCH,
    "searched": LONGEST_SEARCH,
    **dict.fromkeys(("addresses", "lines"), 2 * LONGEST_TEXT),
    "answer": 16_000,  # a passkey's, with a maker's certificates
    KEPT: 64_000,
    "seen": 4000,  # the numbers of an event's counts
    "text": 2 * LONGEST_RISK,
}
IN_LANGUAGES: Final = "text_"
"""What the names of fields begin with that organizers fill in for each language."""

MOST_OF_ONE: Final = 10
"""Values of one field, where it is not named here. Browsers send one."""
MOST_OF: Final = {
    "ask": 50,
    "asked": 50,
    "found_before": MOST_AT_ONCE,
    "gone": MOST_AT_ONCE,
    "languages": 50,
    "only": MOST_FIELDS,
    "then": MOST_AT_ONCE,
    "to": 300,
}
"""Among what can be written `to` are some 250 targets; all of them may be ticked, to be told that
these are too many."""

LONGEST_HEADERS: Final = {
    "HTTP_ACCEPT_ENCODING": 1000,
    "HTTP_ACCEPT_LANGUAGE": 1000,
    "HTTP_COOKIE": 4000,
    "HTTP_IF_MATCH": 1000,
    "HTTP_IF_MODIFIED_SINCE": 100,
    "HTTP_IF_NONE_MATCH": 1000,
    "HTTP_IF_RANGE": 1000,
    "HTTP_IF_UNMODIFIED_SINCE": 100,
    "HTTP_RANGE": 1000,
    "HTTP_REFERER": 4000,
    "HTTP_USER_AGENT": 1000,
}
"""What is read of a request beside its fields; no browser sends more."""
DATES: Final = ("HTTP_IF_MODIFIED_SINCE", "HTTP_IF_RANGE", "HTTP_IF_UNMODIFIED_SINCE")


class BoundedParser(FormDataParser):
    """Reads a body's fields; Werkzeug itself counts only those that come in parts."""

    def parse(self, stream: Any, mimetype: str, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401
        """Count the fields before any is made, and take only what is text.

        Browsers send UTF-8 always. Werkzeug would write down each byte that is none, which takes
        eight times as long as to read a body of that length.
        """
        if mimetype == "application/x-www-form-urlencoded":
            body = stream.read()
            if _is_many(body):
                raise RequestEntityTooLarge
            if not _is_text(body):
                raise UnprocessableEntity
            stream = BytesIO(body)
        return super().parse(stream, mimetype, *args, **kwargs)


class BoundedRequest(Request):
    """A request of which no more is read than anybody sends."""

    form_data_parser_class = BoundedParser

    def __init__(self, environ: dict[str, Any], *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        """Leave out the headers that cannot be read."""
        for name in [name for name in LONGEST_HEADERS if not _is_readable(environ, name)]:
            environ.pop(name, None)
        super().__init__(environ, *args, **kwargs)

    def check_query(self) -> None:
        """Refuse what is too much; the page that says so is made as if there was no query."""
        try:
            if len(self.query_string) > LONGEST_QUERY or _is_many(self.query_string):
                raise RequestURITooLarge
            self._check(self.args)
        except HTTPException:
            self.args = ImmutableMultiDict()
            raise

    def _load_form_data(self) -> None:
        """Read the body, and refuse what is too much in the same way."""
        if "form" in self.__dict__:
            return
        try:
            super()._load_form_data()
            self._check(self.form)
            for name, file in self.files.items(multi=True):
                self._check(MultiDict([(name, file.filename or "")]))
        except HTTPException:
            self.form = ImmutableMultiDict()
            self.__dict__.setdefault("files", ImmutableMultiDict())  # those there are closed later
            raise

    def _check(self, fields: MultiDict[str, str]) -> None:
        for name, values in fields.lists():
            most = self._longest(name)
            if (
                not name  # parts of a body may have none
                or len(name) > LONGEST_FIELD_NAME
                or len(values) > MOST_OF.get(name, MOST_OF_ONE)
                or any(_length(value) > most for value in values)
                or (name == KEPT and any(_is_many(value.encode()) for value in values))
            ):
                raise UnprocessableEntity

    def _longest(self, name: str) -> int:
        if not is_theirs(self.path):
            return SUPPORTERS.get(name, LONGEST_LINE)
        if name.startswith(IN_LANGUAGES):
            return 2 * LONGEST_REASON
        return ORGANIZERS.get(name, LONGEST_LINE)


def _is_many(fields: bytes) -> bool:
    return fields.count(b"&") >= MOST_FIELDS


def _is_text(fields: bytes) -> bool:
    try:
        unquote_to_bytes(fields).decode()
    except UnicodeDecodeError:
        return False
    return True


def _length(text: str) -> int:
    """Return how long a text is as it was typed: browsers send line ends as two characters."""
    return len(text) - text.count("\r\n")


def _is_readable(environ: dict[str, Any], name: str) -> bool:
    """Say whether a header is of a length, and its date or address one, that can be read."""
    value = environ.get(name, "")
    if len(value) > LONGEST_HEADERS[name]:
        return False
    try:
        if name in DATES:
            parse_date(value)
        elif name == "HTTP_REFERER":
            _ = urlsplit(value).port
    except (OverflowError, ValueError):  # which Werkzeug and Flask-WTF let through
        return False
    return True
