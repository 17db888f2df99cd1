"""The rules of the house that no other tool holds."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Final

import pytest
from jinja2 import Environment, meta

from campaign import errors
from campaign.settings import ROOT

TEMPLATES: Final = ROOT / "templates"
STYLES: Final = sorted((ROOT / "static").rglob("*.css"))
PAGES: Final = sorted(
    str(file.relative_to(TEMPLATES))
    for folder in ("supporters", "errors", "organizers")
    for file in (TEMPLATES / folder).rglob("*.html")
    if not file.name.endswith("macros.html")
)
SOURCES: Final = sorted((ROOT / "campaign").rglob("*.py"))
LONGEST_FUNCTION: Final = 40
"""The most lines of a function, from `def` to the last."""
RIDDLES: Final = re.compile(r"(?:And|As|At|For|From|In|Of|Or|That|The same|Those|With|Within)\b")
"""The first words of a docstring that goes on from something else."""
FEWEST_WORDS: Final = 4
"""The fewest words of a docstring that says what something is."""


@cache
def template_files() -> dict[str, str]:
    """Return every template's source by its name."""
    return {
        str(file.relative_to(TEMPLATES)): file.read_text(encoding="utf-8")
        for file in sorted(TEMPLATES.rglob("*.html"))
    }


def named_in_code() -> Iterator[str]:
    """Yield the templates that the application names, and those of its failures."""
    for file in SOURCES:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value
                yield f"errors/{node.value}.html"
    for name in vars(errors):
        yield f"errors/{name}.html"


def named_in(source: str) -> Iterator[str]:
    """Yield the templates that a template names."""
    for name in meta.find_referenced_templates(Environment(autoescape=True).parse(source)):
        assert name is not None, "a template is named by a value"
        yield name


def tags(source: str) -> Iterator[str]:
    """Yield what stands between < and > in a template, with what Jinja writes taken out."""
    plain = re.sub(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", "", source, flags=re.DOTALL)
    yield from re.findall(r"<[a-zA-Z][^>]*>", plain)


# --- Pages ---------------------------------------------------------------------------------------


def test_every_template_is_used() -> None:
    used = set(named_in_code())
    for source in template_files().values():
        used |= set(named_in(source))
    assert set(template_files()) <= used


def test_every_template_that_is_named_is_there() -> None:
    files = template_files()
    for source in files.values():
        assert set(named_in(source)) <= set(files)


@pytest.mark.parametrize("name", PAGES)
def test_every_page_extends_the_base(name: str) -> None:
    extended = re.match(r"(?:\{#.*?#\}\s*)?\{% extends \"([^\"]+)\" %\}", template_files()[name])
    assert extended is not None
    frame = "base.html"
    if name.startswith("organizers/") and name != "organizers/base.html":
        frame = "organizers/base.html"
    assert extended[1] in {frame, "errors/failure.html"}


def test_every_failure_with_a_status_of_its_own_has_a_page() -> None:
    for failure in errors.CampaignError.__subclasses__():
        if failure.status != errors.CampaignError.status:
            assert f"errors/{failure.__name__}.html" in template_files()


@pytest.mark.parametrize("name", template_files())
def test_no_template_holds_a_script_a_style_or_what_a_click_does(name: str) -> None:
    for tag in tags(template_files()[name]):
        assert not re.match(r"<style\b", tag), tag
        assert not re.match(r"<script\b(?![^>]*\bsrc=)", tag), tag
        assert not re.search(r"\s(?:style|on[a-z]+)\s*=", tag), tag
        assert "javascript:" not in tag.lower()


@pytest.mark.parametrize("name", template_files())
def test_a_language_is_written_with_its_direction(name: str) -> None:
    for tag in tags(template_files()[name]):
        if re.search(r"\slang=", tag):
            assert re.search(r"\sdir=", tag), tag


@pytest.mark.parametrize("name", template_files())
def test_nothing_is_loaded_from_elsewhere(name: str) -> None:
    for tag in tags(template_files()[name]):
        assert not re.search(r"\b(?:src|srcset|data|poster)\s*=\s*\"?(?:https?:)?//", tag), tag
        assert not re.search(r"\shref=\"https?:", tag), tag
    assert "| safe" not in template_files()[name]


# --- Style ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("file", STYLES, ids=lambda file: file.name)
def test_styles_know_no_left_and_no_right(file: Path) -> None:
    rules = re.sub(r"/\*.*?\*/", "", file.read_text(encoding="utf-8"), flags=re.DOTALL)
    physical = r"\b(?:left|right)\b|\b(?:margin|padding|border)-(?:top|bottom)\b"
    assert not re.findall(physical, rules)


@pytest.mark.parametrize("file", STYLES, ids=lambda file: file.name)
def test_styles_load_nothing(file: Path) -> None:
    rules = file.read_text(encoding="utf-8")
    assert "@import" not in rules
    assert not re.search(r"url\(", rules)


# --- Code ----------------------------------------------------------------------------------------


def test_what_leaves_for_a_spreadsheet_is_written_in_one_place() -> None:
    writers = {"writer", "DictWriter", "writerow", "writerows", "Workbook", "write_row"}
    found = set()
    for file in SOURCES:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            name = node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")
            if name in writers:
                found.add(str(file.relative_to(ROOT)))
    ours = ("csv_lines", "fact_sheets", "workbook")
    assert found == {f"campaign/exports/{name}.py" for name in ours}


def test_one_place_commits_and_takes_back() -> None:
    found = {
        str(file.relative_to(ROOT))
        for file in SOURCES
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr in {"commit", "rollback"}
    }
    # The second is a connection, which lets the next one write after either.
    assert found == {"campaign/actions/transaction.py", "campaign/store/write_queue.py"}


def loaded_by(module: str) -> set[str]:
    """Return the packages that a process has loaded once it imported a module."""
    program = f"import sys, {module}; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return {name.partition(".")[0] for name in done.stdout.split()}


def test_who_only_makes_paper_loads_no_web_and_no_database() -> None:
    assert not {"flask", "werkzeug", "sqlalchemy", "alembic"} & loaded_by("campaign.press")


def test_who_prints_by_the_hundred_loads_no_web() -> None:
    assert not {"flask", "werkzeug", "gunicorn"} & loaded_by("campaign.cli.print_filled")


def test_who_only_composes_loads_no_page_and_no_paper() -> None:
    loaded = loaded_by("campaign.letter.compose")
    assert not {"flask", "sqlalchemy", "weasyprint", "jinja2", "markdown_it"} & loaded


def said_of_constants(file: Path) -> Iterator[str]:
    """Yield the docstrings that stand below constants and fields."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Module | ast.ClassDef):
            continue
        for constant, said in pairwise(node.body):
            match constant, said:
                case ast.Assign() | ast.AnnAssign(), ast.Expr(ast.Constant(str(text))):
                    yield text


def stands_alone(docstring: str) -> bool:
    """Tell whether a docstring is a whole sentence that needs no other one to be understood."""
    whole = re.match(r"[A-Z0-9\"`]", docstring) and docstring.rstrip().endswith(".")
    return bool(whole) and not RIDDLES.match(docstring) and len(docstring.split()) >= FEWEST_WORDS


@pytest.mark.parametrize("file", SOURCES, ids=lambda file: str(file.relative_to(ROOT)))
def test_a_constant_is_described_by_a_sentence_that_stands_alone(file: Path) -> None:
    assert [said for said in said_of_constants(file) if not stands_alone(said)] == []


@pytest.mark.parametrize("file", SOURCES, ids=lambda file: str(file.relative_to(ROOT)))
def test_no_function_is_longer_than_a_screen(file: Path) -> None:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert (node.end_lineno or 0) - node.lineno < LONGEST_FUNCTION, node.name
