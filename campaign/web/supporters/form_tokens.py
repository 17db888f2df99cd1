"""What every supporter's form carries: a token, signed and timed, without a session or a cookie.

It holds a random word, another one with each page that is sent, so that what a page leads to is
counted once. A page that is made from a form passes the form's own token on.
"""

from datetime import UTC, datetime, timedelta
from secrets import token_urlsafe
from typing import Final

from flask import current_app, request
from flask_babel import gettext
from flask_wtf import FlaskForm
from itsdangerous import BadData, TimestampSigner
from wtforms import ValidationError
from wtforms.csrf.core import CSRF, CSRFTokenField

from campaign.actions.counted_once import CLOCKS_DIFFER, PAGE_LASTS
from campaign.model.tally import PageWord

WORD_BYTES: Final = 16
"""Bytes of chance in a word: no two pages ever have the same."""


class FormToken(CSRF):
    """Says that a form came from one of our pages, and which, and when that page was made.

    It replaces Flask-WTF's token, which needs a session and so a cookie.
    """

    def generate_csrf_token(self, csrf_token_field: CSRFTokenField) -> str:
        """Return the token that was posted, while it is good, or a new one.

        So the time that is measured starts with the first page, not with the last.
        """
        if _opened(csrf_token_field.data):
            return str(csrf_token_field.data)
        return new_token()

    def validate_csrf_token(self, form: FlaskForm, field: CSRFTokenField) -> None:  # noqa: ARG002
        """Raise ValidationError for a token that is missing, forged or too old."""
        if _opened(field.data) is None:
            raise ValidationError(
                gettext("This page was open for a long time. Nothing is lost: press again.")
            )


def new_token() -> str:
    """Return a token of this moment, with a word of its own."""
    return _signer().sign(token_urlsafe(WORD_BYTES)).decode()


def page_word(token: str | None) -> PageWord:
    """Return the word of a token that is good, and the day of its page."""
    opened = _opened(token)
    if opened is None:
        raise ValueError("The form was not found valid")
    word, at = opened
    return PageWord(word, at.date())


def is_quick(token: str | None, least: float) -> bool:
    """Say whether a form came back sooner than `least` seconds after its page was made.

    Where the page comes from a node whose clock is ahead, that is not known.
    """
    opened = _opened(token)
    return opened is not None and timedelta(0) <= _age(opened[1]) < timedelta(seconds=least)


class TokenForm(FlaskForm):
    """A form of a supporter's page."""

    class Meta(FlaskForm.Meta):
        """How Flask-WTF makes the token."""

        csrf = True
        csrf_class = FormToken
        csrf_field_name = "token"

        def get_translations(self, form: FlaskForm) -> None:
            """Return none of WTForms' own words, read from a file each time: all here are ours."""
            del form

        def wrap_formdata(self, form: FlaskForm, formdata: object) -> object:
            """Read what was typed, and never files: no field is for one."""
            del form, formdata
            return request.form if request.method == "POST" else None


def _opened(token: str | None) -> tuple[str, datetime] | None:
    """Return a token's word, and when its page was made; None when it is no good (any more)."""
    try:
        word, at = _signer().unsign(token or "", return_timestamp=True)
    except BadData:
        return None
    return (word.decode(), at) if -CLOCKS_DIFFER <= _age(at) <= PAGE_LASTS else None


def _age(at: datetime) -> timedelta:
    return datetime.fromtimestamp(_signer().get_timestamp(), UTC) - at


def _signer() -> TimestampSigner:
    return TimestampSigner(current_app.secret_key or "", salt="supporter's page")
