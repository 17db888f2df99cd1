"""Reads a folder of letters into Campaigns. Every complaint names file, key and remedy.

The folder lies over the one that ships: each file, and each text that an earlier version did not
want, is taken from there where it has none.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from campaign.catalogue import incoming_facts, lifecycle
from campaign.catalogue.campaigns import read_campaign
from campaign.catalogue.complaints import Complaints
from campaign.catalogue.editions import read_edition, read_folder
from campaign.catalogue.fact_tables import Sheets, overlay_changes
from campaign.catalogue.world import Shipped, read_shipped, world_of
from campaign.model.editions import Files, FolderRead
from campaign.model.facts import Change, FactTable
from campaign.model.statement import Campaign
from campaign.model.world import World
from campaign.rules import consistency

SHIPPED: Final = Path(__file__).parents[2] / "letters"
"""The letters that ship, over which an organization lays its own."""
RESERVED: Final = frozenset(
    {"healthz", "organizers", "readyz", "static"}
    | {"account", "again", "audit", "facts", "in", "join", "out", "people"}
)
"""The first words of our own addresses, which no campaign may have for its name."""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All campaigns by slug, the facts they were shipped with, and the facts of today.

    `folders` are those the campaigns were read from, `lent` the one that fills their gaps.
    `waiting` are campaigns with other words than those in force, which nobody has read yet.
    """

    root: Path
    campaigns: Mapping[str, Campaign]
    shipped: Shipped
    sheets: Sheets
    world: World
    folders: Mapping[str, FolderRead]
    lent: Path
    waiting: Mapping[str, Campaign] = field(default_factory=dict)

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

    def read_edition(self, slug: str, files: Files) -> Campaign:
        """Return a campaign as an edition has it, with the facts of today.

        Raises BrokenData where this version cannot use it.
        """
        campaign = read_edition(slug, files, self.world, self.lent)
        return lifecycle.applied(campaign, self.sheets)

    def with_texts(
        self, texts: Mapping[str, Campaign], waiting: Mapping[str, Campaign]
    ) -> "Catalogue":
        """Return the campaigns with some as others have them, and what of them waits."""
        return replace(self, campaigns={**self.campaigns, **texts}, waiting=waiting)

    def newest(self, slug: str) -> Campaign:
        """Return a campaign with the words that wait, or else with those in force."""
        return self.waiting.get(slug) or self.campaigns[slug]


def load(
    root: Path,
    statement: str | None = None,
    *,
    shipped: Path = SHIPPED,
    are_gaps_mistakes: bool = False,
) -> Catalogue:
    """Read every campaign under a folder. Raises BrokenData with every complaint.

    When the statement's own text is given, every quotation must be found in it. What the folder
    lacks since a later version wants it, `shipped` fills, unless such gaps are mistakes.
    """
    complaints = Complaints(root, shipped=shipped, are_gaps_mistakes=are_gaps_mistakes)
    facts = read_shipped(root / "world", complaints)
    for sheet, rows in facts.sheets.items():
        incoming_facts.judge(sheet, rows)
    world = world_of(facts, facts.sheets)
    campaigns = [read_campaign(each, world, complaints, statement) for each in _folders(complaints)]
    complaints.raise_any()
    # Only facts that can be read can disagree with each other.
    _demand_consistency(world, campaigns, complaints)
    by_slug = {
        each.slug: replace(each, gaps=complaints.gaps_in(root / each.slug, root / "world"))
        for each in campaigns
    }
    sheets = {**facts.sheets, **lifecycle.as_shipped(campaigns, root, complaints)}
    read = {each.slug: read_folder(root, shipped, each.slug, each.languages) for each in campaigns}
    return Catalogue(root, by_slug, replace(facts, sheets=sheets), sheets, world, read, shipped)


def _folders(complaints: Complaints) -> Iterator[Path]:
    """Yield the folder of each campaign; where there is none, those of the campaigns that ship."""
    root = complaints.root
    names = _campaigns_in(root) or [
        name
        for name in (_campaigns_in(complaints.shipped) if complaints.shipped else ())
        if not (root / name).exists()
    ]
    if not names:
        complaints.add(root, "", "holds no campaign", "make a folder with a campaign.toml")
    for name in names:
        if name in RESERVED:
            remedy = "give the folder another name"
            complaints.add(root / name, "", "has the name of a page of ours", remedy)
        yield root / name


def _campaigns_in(root: Path) -> Sequence[str]:
    return sorted(file.parent.name for file in root.glob("*/campaign.toml"))


def _demand_consistency(
    world: World, campaigns: Iterable[Campaign], complaints: Complaints
) -> None:
    """Raise BrokenData where facts do not agree with each other."""
    for file, found in consistency.find_disagreements(world, campaigns).items():
        for each in found:
            clash = (each.clash, each.about)
            complaints.add(complaints.root / file, each.key, each.wrong, each.write, clash=clash)
    complaints.raise_any()
