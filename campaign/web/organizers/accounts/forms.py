"""The forms by which one joins, signs in, and looks after people and one's own account."""

from typing import Any

from flask_babel import gettext, lazy_gettext, ngettext
from wtforms import Field, HiddenField, PasswordField, StringField, ValidationError

from campaign.credentials import passwords
from campaign.letter import clean
from campaign.model.organizer import ADDRESS, Role
from campaign.web.choice_fields import one_of
from campaign.web.organizers.accounts import labels
from campaign.web.organizers.forms import LONGEST, OrganizerForm, typed


def email_of(text: str | None) -> str:
    """Return an address as it is kept."""
    return clean.line(text or "").lower()


class EmailForm(OrganizerForm):
    """Somebody's address."""

    email = StringField(lazy_gettext("Email address"), filters=[email_of], default="")

    def validate_email(self, field: Field) -> None:
        """Want what looks like one; whether it is theirs shows when they get the link."""
        if len(typed(field)) > LONGEST or not ADDRESS.fullmatch(typed(field)):
            raise ValidationError(gettext("Write an email address, such as ada@example.org."))


class SignInForm(OrganizerForm):
    """What is typed at the door."""

    email = StringField(lazy_gettext("Email address"), filters=[email_of], default="")
    password = PasswordField(lazy_gettext("Password"), default="")
    code = StringField(lazy_gettext("Code"), filters=[clean.line], default="")

    def refuse(self) -> None:
        """Say that something is wrong, and not what: a guesser must not learn it."""
        self.code.errors = [
            gettext("This is not right. Check all fields; each code works once only.")
        ]

    def put_off(self, seconds: int) -> None:
        """Say that there were too many wrong tries, and what need not wait."""
        self.code.errors = [
            ngettext(
                "Too many wrong tries. Wait %(num)d second, then try again with the next code. A "
                "passkey or a recovery code works at once.",
                "Too many wrong tries. Wait %(num)d seconds, then try again with the next code. A "
                "passkey or a recovery code works at once.",
                seconds,
            )
        ]


class ReauthenticationForm(OrganizerForm):
    """The same of who is signed in already."""

    password = PasswordField(lazy_gettext("Password"), default="")
    code = StringField(lazy_gettext("Code"), filters=[clean.line], default="")

    refuse, put_off = SignInForm.refuse, SignInForm.put_off


class PasskeyForm(OrganizerForm):
    """What a browser answers with a passkey."""

    answer = HiddenField(default="")
    sealed = HiddenField(default="")
    name = StringField(lazy_gettext("Name of the device"), filters=[clean.line], default="")


class PasswordForm(OrganizerForm):
    """A new password."""

    password = PasswordField(lazy_gettext("New password"), default="")

    def __init__(self, *known: str, **kwargs: Any) -> None:  # noqa: ANN401 - WTForms'
        """Take the words that others know of its owner."""
        super().__init__(**kwargs)
        self._known = known

    def known(self) -> tuple[str, ...]:
        """Return the words that others know of its owner."""
        return self._known

    def validate_password(self, field: Field) -> None:
        """Want one that cannot be guessed."""
        weak = passwords.weakness(typed(field), self.known())
        if weak:
            raise ValidationError(labels.weakness(weak))


class NewPasswordForm(PasswordForm):
    """A new password in place of the old one."""

    old_password = PasswordField(lazy_gettext("Password until now"), default="")

    def refuse(self) -> None:
        """Say that the old password is another."""
        self.old_password.errors = [
            gettext("This is not your password. If you have lost it, ask an owner for a new link.")
        ]

    def put_off(self, seconds: int) -> None:
        """Say that there were too many wrong tries."""
        self.old_password.errors = [
            ngettext(
                "Too many wrong tries. Wait %(num)d second, then try again.",
                "Too many wrong tries. Wait %(num)d seconds, then try again.",
                seconds,
            )
        ]


class CodeAppForm(OrganizerForm):
    """The app that makes codes, shown by one of them."""

    secret = HiddenField(default="")
    code = StringField(lazy_gettext("Code that the app shows"), filters=[clean.line], default="")

    def refuse(self) -> None:
        """Say that the code is not the app's."""
        self.code.errors = [
            gettext(
                "This code is not the one shown now. Wait for the next one, and check the clock."
            )
        ]


class EnrolmentForm(EmailForm, PasswordForm, CodeAppForm):
    """All that an invited person fills in."""

    def known(self) -> tuple[str, ...]:
        """Return the address that one will sign in with."""
        return (typed(self.email),)


class RoleForm(OrganizerForm):
    """What somebody may do."""

    role = one_of(lazy_gettext("Role"), labels.ROLES, Role.VIEWER)


class InviteForm(EmailForm, RoleForm):
    """Whom to invite, and as what."""
