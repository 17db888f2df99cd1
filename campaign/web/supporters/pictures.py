"""The picture of a campaign's first page, and the one that other sites show beside a link to it."""

from typing import Final

from flask import Blueprint, Response
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from campaign.exports import share_card
from campaign.exports.share_card import ShareCard
from campaign.model.language import Direction
from campaign.web.locale import page_texts
from campaign.web.page_cache import made_once
from campaign.web.services import services

pages = Blueprint("pictures", __name__)

PICTURES_KEPT: Final = 24 * 3600
"""Seconds that a picture may be kept by caches in front."""


@pages.get("/<slug>/picture")
@made_once()
def picture(slug: str) -> ResponseReturnValue:
    """Give the picture that the campaign chose, or the one that is shipped."""
    chosen = services.campaign(slug).picture
    return _kept(chosen.content, chosen.kind)


@pages.get("/<slug>/card.png")
@made_once()
def card(slug: str) -> ResponseReturnValue:
    """Give the picture with the campaign's title, in the language of the page."""
    campaign = services.campaign(slug)
    language, texts = page_texts(campaign)
    below = campaign.organization.name or gettext("Write a letter to the United Nations")
    rtl = language.direction is Direction.RTL
    return _kept(share_card.as_png(ShareCard(texts.title, below, rtl=rtl)), "image/png")


def _kept(content: bytes, kind: str) -> Response:
    response = Response(content, mimetype=kind)
    response.cache_control.public, response.cache_control.max_age = True, PICTURES_KEPT
    return response
