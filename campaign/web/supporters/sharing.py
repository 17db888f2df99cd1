"""How a campaign is passed on: by a link that is the same for everybody and names nobody."""

from typing import Final

from flask import Blueprint, Response, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from markupsafe import Markup

from campaign.model.statement import Campaign
from campaign.press import qr
from campaign.web.locale import direction, interface, page_texts
from campaign.web.page_cache import made_once
from campaign.web.public_address import link_to
from campaign.web.services import services
from campaign.web.supporters.target_pages import cacheable
from campaign.web.template_helpers import in_language

pages = Blueprint("sharing", __name__)

SHAPES: Final = {"svg": (qr.svg, "image/svg+xml"), "png": (qr.png, "image/png")}
"""What draws the QR code, and what it is called on the web, by the file's ending."""
QR_KEPT: Final = 24 * 3600
"""Seconds that a QR code may be kept by caches in front."""
LOOK: Final = (
    "display:inline-block;padding:0.8em 1.4em;border:2px solid #1b3f73;border-radius:0.35em;"
    "background:#1b3f73;color:#ffffff;font:650 1rem/1.35 system-ui,sans-serif;"
    "text-decoration:none"
)
"""The style of the button on other sites; `.site-button` has the same on our pages."""


@pages.get("/<slug>/share/")
@made_once(names_host=True)
def share(slug: str) -> ResponseReturnValue:
    """Show the link in every way that it can be passed on."""
    campaign = services.campaign(slug)
    link = link_to(campaign)
    return cacheable(
        render_template(
            "supporters/share.html",
            campaign=campaign,
            link=link,
            button=button(campaign, link, Markup(' style="{}"').format(LOOK)),
            shown=button(campaign, link, Markup(' class="site-button"')),
        )
    )


@pages.get("/<slug>/qr.<any(svg, png):shape>")
@made_once(names_host=True)
def code(slug: str, shape: str) -> Response:
    """Give the link as a QR code."""
    draw, kind = SHAPES[shape]
    response = Response(draw(link_to(services.campaign(slug))), mimetype=kind)
    response.cache_control.public, response.cache_control.max_age = True, QR_KEPT
    return response


def button(campaign: Campaign, link: str, look: Markup) -> Markup:
    """Return a link as HTML for any page; `look` is an attribute."""
    spoken, (language, texts) = interface(), page_texts(campaign)
    return Markup('<a href="{}" rel="noreferrer" lang="{}" dir="{}"{}>{}<br>{}</a>').format(
        link,
        str(spoken).replace("_", "-"),
        direction(spoken),
        look,
        gettext("Write a letter to the United Nations"),
        Markup("<span{}>{}</span>").format(in_language(language), texts.title),
    )
