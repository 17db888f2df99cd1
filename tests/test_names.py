"""Names of the package: each is used, guessable, and stands for one thing."""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from campaign.settings import ROOT

SOURCES: Final = sorted((ROOT / "campaign").rglob("*.py"))
ELSEWHERE: Final = sorted(
    file for folder in ("templates", "bin") for file in (ROOT / folder).rglob("*") if file.is_file()
)
FORCED: Final = {"Meta"}
"""What WTForms calls a form's settings."""
BARE: Final = re.compile(
    "ask|bring|done|enter|find|give|keep|look|made|prove|put|say|seen|show|stop|take"
)
"""Verbs that say nothing without what they are done to."""
ENUMS: Final = {"Enum", "IntEnum", "StrEnum"}
CALLED_BY_ALEMBIC: Final = {"upgrade", "downgrade"}
Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


@dataclass(frozen=True, slots=True)
class Public:
    """A public function or class at the top of a module."""

    module: str
    definition: Definition

    @property
    def name(self) -> str:
        """Its name, such as `campaign.letter.compose.compose`."""
        return f"{self.module}.{self.definition.name}"


@cache
def parsed(file: Path) -> ast.Module:
    """Return a module's syntax."""
    return ast.parse(file.read_text(encoding="utf-8"))


def module_of(file: Path) -> str:
    """Return what a file is imported as."""
    return ".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


MODULES: Final = {module_of(file): file for file in SOURCES}


def public() -> Iterator[Public]:
    """Yield what others may use of each module."""
    for module, file in MODULES.items():
        for node in parsed(file).body:
            if isinstance(node, Definition) and not node.name.startswith("_"):
                yield Public(module, node)


def imported(tree: ast.Module) -> dict[str, str]:
    """Return what a module calls that which it imports from the package."""
    return {
        alias.asname or alias.name: f"{node.module}.{alias.name}"
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("campaign")
        for alias in node.names
    }


def named(module: str, tree: ast.AST, known: dict[str, str]) -> Iterator[str]:
    """Yield the whole names of what is used within, but not of what uses only itself."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            yield known.get(node.id, f"{module}.{node.id}")
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            yield f"{known.get(node.value.id, '')}.{node.attr}"


def used() -> set[str]:
    """Return the whole names of what the package uses."""
    found: set[str] = set()
    for module, file in MODULES.items():
        known = imported(parsed(file))
        for node in parsed(file).body:
            if isinstance(node, ast.ImportFrom | ast.Import):
                continue
            own = f"{module}.{node.name}" if isinstance(node, Definition) else ""
            found |= {name for name in named(module, node, known) if name != own}
    return found


def is_handed_over(definition: Definition) -> bool:
    """Say whether a decorator such as `@pages.get("/")` hands it to who calls it."""
    return any(
        isinstance(each, ast.Call) and isinstance(each.func, ast.Attribute)
        for each in definition.decorator_list
    )


def methods() -> Iterator[tuple[str, str]]:
    """Yield the public methods of classes that have them of nobody else, with their class's."""
    for file in SOURCES:
        for node in ast.walk(parsed(file)):
            if isinstance(node, ast.ClassDef) and not {ast.unparse(b) for b in node.bases} - ENUMS:
                for each in node.body:
                    if isinstance(each, ast.FunctionDef) and not each.name.startswith("_"):
                        yield node.name, each.name


def words_elsewhere() -> set[str]:
    """Return what templates and programs take from anything, by a dot or by its name."""
    return {
        word
        for file in ELSEWHERE
        for word in re.findall(r"[.\"](\w+)", file.read_text(encoding="utf-8", errors="replace"))
    }


def test_no_public_name_is_used_by_tests_only() -> None:
    found, elsewhere = used(), words_elsewhere()
    unused = [
        each.name
        for each in public()
        if each.name not in found
        and each.definition.name not in elsewhere | CALLED_BY_ALEMBIC
        and not is_handed_over(each.definition)
    ]
    assert unused == []


def test_no_public_method_is_used_by_tests_only() -> None:
    found = words_elsewhere()
    for file in SOURCES:
        found |= {each.attr for each in ast.walk(parsed(file)) if isinstance(each, ast.Attribute)}
    assert [each for each in methods() if each[1] not in found] == []


def test_no_class_name_stands_twice() -> None:
    classes = Counter(
        node.name
        for file in SOURCES
        for node in ast.walk(parsed(file))
        if isinstance(node, ast.ClassDef) and node.name not in FORCED
    )
    assert [name for name, times in classes.items() if times > 1] == []


def test_no_public_function_is_called_by_a_bare_verb() -> None:
    bare = [each.name for each in public() if BARE.fullmatch(each.definition.name)]
    assert bare == []
