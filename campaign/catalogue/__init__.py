"""Reads `letters/` into Campaigns. Every complaint names file, key and remedy."""

from collections.abc import Mapping
from pathlib import Path

from campaign.catalogue.campaigns import read_campaign
from campaign.catalogue.complaints import Complaints
from campaign.catalogue.world import read_world
from campaign.model.statement import Campaign


def load(root: Path, statement: str | None = None) -> Mapping[str, Campaign]:
    """Read every campaign under a folder, by slug. Raises BrokenData with every complaint.

    When the statement's own text is given, every quotation must be found in it.
    """
    complaints = Complaints(root)
    world = read_world(root / "world", complaints)
    folders = sorted(file.parent for file in root.glob("*/campaign.toml"))
    if not folders:
        complaints.add(root, "", "holds no campaign", "make a folder with a campaign.toml")
    campaigns = [read_campaign(folder, world, complaints, statement) for folder in folders]
    complaints.raise_any()
    return {campaign.slug: campaign for campaign in campaigns}
