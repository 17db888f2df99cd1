"""The addresses that an evening's code opens: where its totals are entered, and its host's page."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from flask import abort, url_for

from campaign.actions import paper_count_proposals as proposals
from campaign.actions.print_jobs.bundle import Bundle
from campaign.model.paper_counts import event_code
from campaign.model.statement import Campaign
from campaign.web.public_address import link_to
from campaign.web.services import services
from campaign.web.supporters.several_form import MOST_AT_ONCE

MOST_FOR_HOSTS: Final = MOST_AT_ONCE
"""The most recipients of an evening whose papers its host can make."""


def site_of(campaign: Campaign) -> str:
    """Return the begin of every address of a campaign, as the public knows it."""
    return link_to(campaign).removesuffix(f"/{campaign.slug}/")


def totals_link(campaign: Campaign, event: str, to: Iterable[str]) -> str:
    """Return where the totals of an event are entered; `to` are the targets' slugs."""
    return site_of(campaign) + proposals.path_of(services.seals, campaign.slug, event, to)


def host_link(campaign: Campaign, bundle: Bundle) -> str:
    """Return where a host gets an evening's papers; blank for one that is too large for it."""
    evening = bundle.occasion
    if len(evening.copies) > MOST_FOR_HOSTS:
        return ""
    key = proposals.key_of(services.seals, campaign.slug, evening.event)
    path = url_for("host_page.show_papers", slug=campaign.slug, event=evening.event, key=key)
    return site_of(campaign) + path


def with_links(campaign: Campaign, bundle: Bundle) -> Bundle:
    """Return a bundle whose papers lead to the pages of its evening."""
    evening, link = bundle.occasion, ""
    if evening.event:
        link = totals_link(campaign, evening.event, evening.copies)
    return replace(bundle, occasion=replace(evening, link=link, start=link_to(campaign)))


def opened(slug: str, event: str, key: str) -> tuple[Campaign, str]:
    """Return the campaign and the event's code; an address that was not made here leads nowhere."""
    campaign = services.campaign(slug)
    try:
        code = event_code(event)
    except ValueError:
        abort(404)
    if not proposals.is_key(services.seals, slug, code, key):
        abort(404)
    return campaign, code
