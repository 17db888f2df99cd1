"""The templates of everything on paper, and what they may call."""

from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from campaign.press.bidi import direction_of, lines, quotations, runs

TEMPLATES: Final = Environment(
    loader=FileSystemLoader(Path(__file__).parents[2] / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
TEMPLATES.filters |= {
    "runs": runs,
    "direction_of": direction_of,
    "lines": lines,
    "quotations": quotations,
}
