"""Reads `letters/` into Campaigns. Every complaint names file, key and remedy."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from campaign.catalogue import incoming_facts, lifecycle
from campaign.catalogue.campaigns import read_campaign
from campaign.catalogue.complaints import Complaints
from campaign.catalogue.fact_tables import Sheets, overlay_changes
from campaign.catalogue.world import Shipped, read_shipped, world_of
from campaign.model.facts import Change, FactTable
from campaign.model.statement import Campaign
from campaign.model.world import World
from campaign.rules import consistency

RESERVED: Final = frozenset(
    {"healthz", "organizers", "readyz", "static"}
    | {"account", "again", "audit", "facts", "in", "join", "out", "people"}
)
"""The first words of our own addresses, which no campaign may have for its name."""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All campaigns by slug, the facts they were shipped with, and the facts of today."""

    root: Path
    campaigns: Mapping[str, Campaign]
    shipped: Shipped
    sheets: Sheets
    world: World

    def with_changes(self, changes: Iterable[Change]) -> "Catalogue":
        """Return the campaigns with the organizers' changes over the shipped facts.

        Raises BrokenData for changes that are no facts (any more).
        """
        changes = tuple(changes)
        complaints = Complaints(self.root)
        sheets = overlay_changes(self.shipped.sheets, changes, complaints)
        world = world_of(self.shipped, sheets)
        complaints.raise_any()
        campaigns = {slug: replace(each, world=world) for slug, each in self.campaigns.items()}
        _demand_consistency(world, campaigns.values(), complaints)
        return replace(self, campaigns=campaigns, sheets=sheets, world=world).running(changes)

    def running(self, changes: Iterable[Change]) -> "Catalogue":
        """Return the campaigns as organizers have them run, with today's facts of the world.

        Raises BrokenData for what cannot be.
        """
        complaints = Complaints(self.root)
        mine = [change for change in changes if change.sheet.is_of_campaign]
        overlaid = overlay_changes(self.shipped.sheets, mine, complaints)
        sheets = {
            sheet: (overlaid if sheet.is_of_campaign else self.sheets)[sheet] for sheet in FactTable
        }
        campaigns = {slug: lifecycle.applied(c, sheets) for slug, c in self.campaigns.items()}
        complaints.raise_any()
        return replace(self, campaigns=campaigns, sheets=sheets)


def load(root: Path, statement: str | None = None) -> Catalogue:
    """Read every campaign under a folder. Raises BrokenData with every complaint.

    When the statement's own text is given, every quotation must be found in it.
    """
    complaints = Complaints(root)
    shipped = read_shipped(root / "world", complaints)
    for sheet, rows in shipped.sheets.items():
        incoming_facts.judge(sheet, rows)
    world = world_of(shipped, shipped.sheets)
    folders = sorted(file.parent for file in root.glob("*/campaign.toml"))
    if not folders:
        complaints.add(root, "", "holds no campaign", "make a folder with a campaign.toml")
    for folder in folders:
        if folder.name in RESERVED:
            remedy = "give the folder another name"
            complaints.add(folder, "", "has the name of a page of ours", remedy)
    campaigns = [read_campaign(folder, world, complaints, statement) for folder in folders]
    complaints.raise_any()
    # Only facts that can be read can disagree with each other.
    _demand_consistency(world, campaigns, complaints)
    by_slug = {campaign.slug: campaign for campaign in campaigns}
    sheets = {**shipped.sheets, **lifecycle.as_shipped(campaigns, root, complaints)}
    return Catalogue(root, by_slug, replace(shipped, sheets=sheets), sheets, world)


def _demand_consistency(
    world: World, campaigns: Iterable[Campaign], complaints: Complaints
) -> None:
    """Raise BrokenData where facts do not agree with each other."""
    for file, found in consistency.find_disagreements(world, campaigns).items():
        for each in found:
            clash = (each.clash, each.about)
            complaints.add(complaints.root / file, each.key, each.wrong, each.write, clash=clash)
    complaints.raise_any()
