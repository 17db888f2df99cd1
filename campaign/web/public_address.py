"""The addresses of a campaign's pages as the public knows them, whoever asks."""

from flask import request, url_for

from campaign.model.statement import Campaign
from campaign.web.locale import interface_languages


def link_to(campaign: Campaign) -> str:
    """Return the address of a campaign's first page, under its true address."""
    return f"{_site(campaign)}/{campaign.slug}/"


def address_of_page(campaign: Campaign, language: str | None = None) -> str:
    """Return the true address of the page that is shown, in a language, or in each reader's own."""
    return _site(campaign) + url_for(
        request.endpoint or "", **{**(request.view_args or {}), "lang": language}
    )


def address_of_card(campaign: Campaign, language: str) -> str:
    """Return the address of the picture that other sites show beside a link to a campaign."""
    return _site(campaign) + url_for("pictures.card", slug=campaign.slug, lang=language)


def language_asked_for() -> str | None:
    """Return the language of a page whose address names one that there is."""
    asked = request.args.get("lang")
    return asked if asked in interface_languages() else None


def _site(campaign: Campaign) -> str:
    """Return what comes before a campaign's own part of an address.

    It is the first of the campaign's true addresses, which may be its page already; where none is
    filled in, the name that was asked for.
    """
    true = (each for each in campaign.organization.genuine if each.startswith(("https:", "http:")))
    return next(true, request.url_root).rstrip("/").removesuffix("/" + campaign.slug)
