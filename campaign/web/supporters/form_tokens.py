"""What every supporter's form carries: a token, signed and timed, without a session or a cookie."""

from datetime import UTC, datetime, timedelta
from typing import Final

from flask import current_app, request
from flask_babel import gettext
from flask_wtf import FlaskForm
from itsdangerous import BadData, TimestampSigner
from wtforms import ValidationError
from wtforms.csrf.core import CSRF, CSRFTokenField

TOKEN_LASTS: Final = timedelta(days=3)
"""A page left open overnight, or over a weekend, still works."""


class FormToken(CSRF):
    """Says that a form came from one of our pages, and when that page was made.

    It replaces Flask-WTF's token, which needs a session and so a cookie.
    """

    def generate_csrf_token(self, csrf_token_field: CSRFTokenField) -> str:
        """Return the token that was posted, while it is good, or a new one.

        So the time that is measured starts with the first page, not with the last.
        """
        if made_at(csrf_token_field.data):
            return str(csrf_token_field.data)
        return new_token()

    def validate_csrf_token(self, form: FlaskForm, field: CSRFTokenField) -> None:  # noqa: ARG002
        """Raise ValidationError for a token that is missing, forged or too old."""
        if made_at(field.data) is None:
            raise ValidationError(
                gettext("This page was open for a long time. Nothing is lost: press again.")
            )


def new_token() -> str:
    """Return a token of this moment."""
    return _signer().sign("form").decode()


def made_at(token: str | None) -> datetime | None:
    """Return when a token's page was made; None when the token is no good (any more)."""
    try:
        _, at = _signer().unsign(
            token or "", max_age=int(TOKEN_LASTS.total_seconds()), return_timestamp=True
        )
    except BadData:
        return None
    return at


def is_quick(token: str | None, least: float) -> bool:
    """Say whether a form came back sooner than `least` seconds after its page was made."""
    at = made_at(token)
    return at is not None and datetime.now(UTC) - at < timedelta(seconds=least)


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


def _signer() -> TimestampSigner:
    return TimestampSigner(current_app.secret_key or "", salt="supporter's form")
