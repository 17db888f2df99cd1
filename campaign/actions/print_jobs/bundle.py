"""What is printed at once, for a letter evening or a delivery: which papers, to whom, how.

It is all that a paper is made of, beside the campaign: made again from it, a paper is the same.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any, Final

from campaign.model.letter import ByHand
from campaign.model.print_jobs import DocumentKind
from campaign.model.print_occasion import Dated, PrintOccasion
from campaign.press import Paper, Sheet, Window
from campaign.press.labels import GRIDS, Labels

MOST_LETTERS: Final = 10_000
"""Blank letters, or labels, of one bundle."""
MOST_DELIVERED: Final = 9_999_999
"""Letters that a cover letter speaks of."""
MOST_COUNTRIES: Final = 999
NAMED: Final = 10
"""The recipients that the audit names."""
ONCE: Final = ("on", "language", "copies", "event", "link")
"""The parts of an occasion that bundles were kept with before they held an occasion."""


@dataclass(frozen=True, slots=True)
class DeliveredTo:
    """Letters to one target that are handed over; `countries` is None where nobody counted."""

    letters: int
    countries: int | None = None


@dataclass(frozen=True, slots=True)
class Bundle:
    """Papers of one occasion.

    `delivered` is what cover letters speak of, by the target's slug. `sender` are the lines of whom
    letters come from.
    """

    pieces: tuple[DocumentKind, ...]
    occasion: PrintOccasion
    delivered: Mapping[str, DeliveredTo] = field(default_factory=dict)
    paper: Paper = Paper.A4
    window: Window = Window.NONE
    folds: bool = False
    duplex: bool = False
    sender: tuple[str, ...] = ()
    label_sheet: Labels | None = None

    def sheet(self, foot: str = "") -> Sheet:
        """Return how letters lie on their sheets, with the same words at the foot of each."""
        return Sheet(self.paper, self.window, self.folds, self.sender, foot=foot)

    @property
    def labels(self) -> Labels:
        """Return the sheet of labels: the one that is named, or one of the letters' paper."""
        of_paper = (name for name, grid in GRIDS.items() if grid.paper is self.paper)
        return self.label_sheet or next(of_paper)

    @property
    def targets(self) -> tuple[str, ...]:
        """Return the slugs of all that something is printed for."""
        return tuple(dict.fromkeys((*self.occasion.copies, *self.delivered)))


def named(bundle: Bundle) -> str:
    """Return the recipients as the audit names them."""
    first = ", ".join(bundle.targets[:NAMED])
    more = len(bundle.targets) - NAMED
    return f"{first} and {more} more" if more > 0 else first


def as_text(bundle: Bundle) -> str:
    """Return a bundle as it is kept."""
    return json.dumps(asdict(bundle), default=date.isoformat)


def from_text(text: str) -> Bundle:
    """Return a bundle that was kept, also by an earlier version."""
    kept: dict[str, Any] = json.loads(text)
    occasion = kept.pop("occasion", None) or {name: kept.pop(name) for name in ONCE}
    return Bundle(
        **kept
        | {
            "pieces": tuple(map(DocumentKind, kept["pieces"])),
            "occasion": _occasion(occasion),
            "delivered": {slug: DeliveredTo(**each) for slug, each in kept["delivered"].items()},
            "paper": Paper(kept["paper"]),
            "window": Window(kept["window"]),
            "sender": tuple(kept["sender"]),
            "label_sheet": Labels(kept["label_sheet"]) if kept["label_sheet"] else None,
        }
    )


def _occasion(kept: dict[str, Any]) -> PrintOccasion:
    return PrintOccasion(
        **kept
        | {
            "on": date.fromisoformat(kept["on"]),
            "dated": Dated(kept.get("dated", Dated.DAY)),
            "by_hand": tuple(map(ByHand, kept.get("by_hand", (ByHand.SIGNATURE,)))),
        }
    )
