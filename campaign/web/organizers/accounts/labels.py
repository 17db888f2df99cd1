"""The words for roles, and for what is wrong with a password."""

from typing import Final

from flask_babel import gettext, lazy_gettext

from campaign.credentials.passwords import SHORTEST, Weakness
from campaign.model.organizer import Role

ROLES: Final = {
    Role.VIEWER: lazy_gettext("Viewer: sees the counts"),
    Role.ORGANIZER: lazy_gettext(
        "Organizer: also looks after facts, texts and settings, and prints letters"
    ),
    Role.OWNER: lazy_gettext("Owner: also invites people, and launches, pauses and closes"),
}


def weakness(kind: Weakness) -> str:
    """Return what to do about a password."""
    return {
        Weakness.SHORT: gettext("Use at least %(least)d characters.", least=SHORTEST),
        Weakness.LONG: gettext("This is too long. Shorten it."),
        Weakness.COMMON: gettext(
            "This can be guessed. Use more words that do not belong together, and no names."
        ),
    }[kind]
