"""The fields for an address that a writer found, and for where an answer may go.

What is typed there is printed as it is, or put into a draft, so that no more of it is mended than
spaces: what no address has is refused.
"""

import re
from typing import Any, Final

from flask import request
from flask_babel import gettext
from flask_wtf import FlaskForm
from wtforms import TextAreaField, ValidationError

from campaign.letter import clean
from campaign.model.email_address import is_address
from campaign.model.letter import LONGEST_ADDRESS_LINE
from campaign.model.world import Address

UNFIT: Final = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]"
)
"""Signs that no address has: controls, and what turns the direction of text around."""
WEB_ADDRESS: Final = re.compile(r"://|\bwww\.", re.IGNORECASE)
ELSEWHERE: Final = frozenset({"cross-site", "same-site"})
"""What browsers say of a form that another website sent (Fetch Metadata, Sec-Fetch-Site)."""


class LinesField(TextAreaField):
    """Lines of an address, at most `most`; `is_unfit` where signs were left out of it."""

    is_unfit = False

    def __init__(self, *args: Any, most: int, **kwargs: Any) -> None:  # noqa: ANN401 - WTForms'
        """Take at most so many lines."""
        super().__init__(*args, **kwargs)
        self.most = most

    def process_formdata(self, valuelist: list[str]) -> None:
        """Take what was typed, clean."""
        if valuelist:
            typed = clean.block(valuelist[0])
            self.data = clean.line(typed) if self.most == 1 else typed
            self.is_unfit = UNFIT.search(valuelist[0]) is not None or (
                self.most == 1 and "\n" in typed
            )

    @property
    def lines(self) -> tuple[str, ...]:
        """Return the lines that hold something."""
        found = (clean.line(line) for line in (self.data or "").split("\n"))
        return tuple(line for line in found if line)


def in_a_field(found: Address) -> str:
    """Return an address as a hidden field holds it: whose it is, its email address, its lines."""
    return "\n".join((found.target, found.email, *found.postal))


def from_a_field(value: str) -> Address:
    """Return the address that a hidden field holds."""
    target, email, *postal = (*map(clean.line, value.splitlines()), "", "")
    return Address(target, tuple(filter(None, postal)), email)


def is_sent_from_elsewhere() -> bool:
    """Say whether another website filled the form in: it would be no address the writer found."""
    return request.headers.get("Sec-Fetch-Site") in ELSEWHERE


def check_lines(form: FlaskForm, field: LinesField) -> None:
    """Want lines of an address that a letter has room for."""
    del form
    name = field.label.text
    if field.is_unfit:
        raise ValidationError(
            gettext(
                "“%(field)s”: we left out signs that no address has. Read it again, then go on.",
                field=name,
            )
        )
    if len(field.lines) > field.most:
        raise ValidationError(
            gettext(
                "“%(field)s” has more than %(most)d lines. Join some.", field=name, most=field.most
            )
        )
    if any(len(line) > LONGEST_ADDRESS_LINE for line in field.lines):
        raise ValidationError(
            gettext(
                "“%(field)s” has a line of more than %(most)d characters. Make two of it.",
                field=name,
                most=LONGEST_ADDRESS_LINE,
            )
        )
    if WEB_ADDRESS.search(field.data or ""):
        raise ValidationError(
            gettext("“%(field)s” holds the address of a web page. Leave it out.", field=name)
        )


def check_no_email(form: FlaskForm, field: LinesField) -> None:
    """Want no email address among the lines for the post."""
    del form
    if "@" in (field.data or ""):
        raise ValidationError(
            gettext(
                "“%(field)s” holds an email address. Write it into the field for it.",
                field=field.label.text,
            )
        )


def check_emails_within(form: FlaskForm, field: LinesField) -> None:
    """Want at most one email address among lines, and a plain one."""
    del form
    found = [word for line in field.lines for word in line.split() if "@" in word]
    if len(found) > 1:
        raise ValidationError(
            gettext(
                "“%(field)s” holds more than one email address. Leave one.", field=field.label.text
            )
        )
    for word in found:
        _check_email(word)


def check_email(form: FlaskForm, field: LinesField) -> None:
    """Want one plain email address, or none."""
    del form
    if field.is_unfit or len((field.data or "").split()) > 1:
        raise ValidationError(
            gettext("Write one email address alone, on one line, such as mission@example.org.")
        )
    if field.data:
        _check_email(field.data)


def _check_email(text: str) -> None:
    """Raise ValidationError, which says what to mend, where a text is no email address."""
    if is_address(text):
        return
    if WEB_ADDRESS.search(text) or text.startswith("mailto:"):
        raise ValidationError(
            gettext("This is a link. Write the email address alone, such as mission@example.org.")
        )
    if text.count("@") > 1 or "," in text or ";" in text:
        raise ValidationError(gettext("Write one email address only: choose the best."))
    if not text.isascii():
        raise ValidationError(
            gettext("Mail programs may not know this email address. Look for one in a to z.")
        )
    raise ValidationError(
        gettext(
            "This is not an email address. Write it without a name or brackets, "
            "such as mission@example.org."
        )
    )
