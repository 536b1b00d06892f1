"""Modules import only from floors below their own, so that each can be read knowing only what is under it."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "docgen"

# The same list, with what each floor is for, is in ARCHITECTURE.md.
FLOORS = [
    {"filenames", "markup", "messages", "numerals", "ordering", "renderer", "suggest", "typography"}
    | {"units", "values", "wording", "yamltext"},
    {"errors", "figure"},
    {"archive", "composed", "project", "syntax", "sandbox", "consistency", "placeholders", "sheets"},
    {"source", "schemas", "cssbundle", "fetching", "prose"},
    {"fields", "fonts", "kinds"},
    {"asked", "measures", "model", "names", "rendering", "stylesheet"},
    {"chapters", "figurefile", "fitting", "languages", "roster"},
    {"figures"},
    {"document"},
    {"printing", "shares", "titles", "translation", "verification"},
    {"copies"},
    {"book", "recipients"},
    {"compose", "inspect", "writers"},
    {"batch", "pagination", "release", "reprints"},
    {"build", "doctor", "starter"},
    {"rosterbook"},
    {"cli"},
]
FLOOR = {name: number for number, names in enumerate(FLOORS) for name in names}
MODULES = [path.relative_to(PACKAGE.parent) for path in sorted(PACKAGE.rglob("*.py"))]
ROOMS = [path for path in MODULES if not path.parts[1].startswith("__")]


def room_of(path: Path) -> str:
    """Return `writers` for docgen/writers/pdf.py and `model` for docgen/model.py."""
    return path.parts[1].removesuffix(".py")


def imported(path: Path, code: str) -> Iterator[str]:
    """Yield the rooms that `code`, the text of the module at `path`, imports, at its top or in a function."""
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            package = path.parts[: -node.level] if node.level else ()
            base = ".".join([*package, *([node.module] if node.module else [])])
            names = [f"{base}.{alias.name}" for alias in node.names]
        else:
            continue
        yield from (name.split(".")[1] for name in names if name.startswith("docgen."))


def climbs(path: Path, code: str) -> list[str]:
    """Return the rooms imported from the same floor or above; one without a floor fails its own test."""
    here = room_of(path)
    rooms = set(imported(path, code)) & FLOOR.keys() - {here}
    return sorted(room for room in rooms if FLOOR[room] >= FLOOR.get(here, len(FLOORS)))


def test_every_room_has_one_floor() -> None:
    assert {room_of(path) for path in ROOMS} == set(FLOOR)
    assert sum(map(len, FLOORS)) == len(FLOOR)


@pytest.mark.parametrize("path", ROOMS, ids=str)
def test_imports_point_down(path: Path) -> None:
    assert climbs(path, (PACKAGE.parent / path).read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("path", "code", "found"),
    [
        ("docgen/model.py", "from .build import build", ["build"]),
        ("docgen/model.py", "from docgen import cli", ["cli"]),
        ("docgen/model.py", "def late():\n    from . import cli", ["cli"]),
        ("docgen/compose.py", "import docgen.writers.pdf", ["writers"]),
        ("docgen/writers/word/body.py", "from ...inspect import geometry", ["inspect"]),
        ("docgen/writers/word/body.py", "from ..pdf import write", []),
        ("docgen/writers/pdf.py", "from ..stylesheet import read", []),
        ("docgen/cli/__init__.py", "from .. import __version__", []),
    ],
)
def test_a_climb_is_seen(path: str, code: str, found: list[str]) -> None:
    assert climbs(Path(path), code) == found
