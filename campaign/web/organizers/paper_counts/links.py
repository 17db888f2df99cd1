"""The link of an event as a code to scan."""

from flask_babel import gettext
from markupsafe import Markup

from campaign.press import qr


def drawn(address: str) -> Markup:
    """Return an address as a QR code: segno's own drawing, of a link of ours."""
    said = gettext("QR code that opens the page of the event")
    return Markup(qr.svg(address, said).decode())  # noqa: S704
