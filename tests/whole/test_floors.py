"""A room is a folder and knows only the rooms below its own: each can be read knowing only what is under it.

`FLOORS` orders the rooms of docgen/, `WORD` the parts of the Word writer. Inside a room modules may import
each other, but never in a circle of parts.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "docgen"

# The same list, with what each floor is for, is in ARCHITECTURE.md.
FLOORS = [
    {"foundation", "client"},
    {"archive", "register"},
    {"content"},
    {"composed", "prose"},
    {"address", "layout", "translation"},
    {"handbook"},
    {"compose", "inspect", "setup", "write"},
    {"pipeline"},
    {"web"},
    {"cli"},
]
WORD = [{"ooxml"}, {"charts"}, {"styles"}, {"story"}, {"boxes"}, {"inline"}, {"blocks"}, {"pages"}]
FORMS = {"pdf", "ofd", "word"}
"""Folders of `write/` for one form each; what they share stands beside them."""
FLOOR = {name: number for number, names in enumerate(FLOORS) for name in names}
WORD_FLOOR = {name: number for number, names in enumerate(WORD) for name in names}

MODULES = [path.relative_to(PACKAGE.parent) for path in sorted(PACKAGE.rglob("*.py"))]
ROOMS = [path for path in MODULES if not path.parts[1].startswith("__")]
PARTS = [path for path in ROOMS if path.parts[1:3] == ("write", "word") and len(path.parts) > 4]


def imported(path: Path, code: str) -> Iterator[tuple[str, ...]]:
    """Yield what `code`, the text of the module at `path`, imports of docgen: ("write", "word", "boxes")."""
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            package = path.parts[: -node.level] if node.level else ()
            base = ".".join([*package, *([node.module] if node.module else [])])
            names = [f"{base}.{alias.name}" for alias in node.names]
        else:
            continue
        yield from (tuple(name.split(".")[1:]) for name in names if name.startswith("docgen."))


def climbs(path: Path, code: str) -> list[str]:
    """Return the rooms, and in the Word writer the parts, that are imported from the same floor or above."""
    names = set(imported(path, code))
    found = above(path.parts[1].removesuffix(".py"), {name[0] for name in names}, FLOOR)
    if path in PARTS or path.parts[1:3] == ("write", "word"):
        parts = {name[2] for name in names if name[:2] == ("write", "word") and len(name) > 2}
        found += above(path.parts[3], parts, WORD_FLOOR)
    return found


def above(here: str, others: set[str], floors: dict[str, int]) -> list[str]:
    """Return those of `others` that are not below `here`; a face (`__init__`), without a floor, is on top."""
    mine = floors.get(here, len(floors))
    return sorted(other for other in others & floors.keys() - {here} if floors[other] >= mine)


def circles(room: str) -> list[tuple[str, ...]]:
    """Return the circles among the parts of `room`: modules of its folder, or folders in it."""
    knows: dict[str, set[str]] = {}
    for path in ROOMS:
        if path.parts[1] == room and len(path.parts) > 2:
            here = path.parts[2].removesuffix(".py")
            names = imported(path, (PACKAGE.parent / path).read_text(encoding="utf-8"))
            knows.setdefault(here, set()).update(
                name[1] for name in names if name[0] == room and len(name) > 1
            )
    knows = {here: (others & knows.keys()) - {here, "__init__"} for here, others in knows.items()}
    while free := [here for here, others in knows.items() if not others & knows.keys()]:
        for here in free:
            del knows[here]
    return [(here, *sorted(others & knows.keys())) for here, others in knows.items()]


def test_every_room_has_one_floor() -> None:
    assert {path.parts[1].removesuffix(".py") for path in ROOMS} == set(FLOOR)
    assert sum(map(len, FLOORS)) == len(FLOOR)
    assert {path.parts[3] for path in PARTS} == set(WORD_FLOOR)


def test_a_folder_can_be_taken_in_at_a_glance() -> None:
    files = [path.parent for path in MODULES if path.name != "__init__.py"]
    assert [folder for folder in set(files) if files.count(folder) > 16] == []


@pytest.mark.parametrize("path", ROOMS, ids=str)
def test_imports_point_down(path: Path) -> None:
    assert climbs(path, (PACKAGE.parent / path).read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", [path for path in ROOMS if path.parts[1] == "write"], ids=str)
def test_no_form_of_file_knows_another(path: Path) -> None:
    others = FORMS - {path.parts[2]}
    names = imported(path, (PACKAGE.parent / path).read_text(encoding="utf-8"))
    assert [name for name in names if name[0] == "write" and name[1:2] and name[1] in others] == []


@pytest.mark.parametrize("room", sorted(FLOOR))
def test_no_circle_in_a_room(room: str) -> None:
    assert circles(room) == []


@pytest.mark.parametrize(
    ("path", "code", "found"),
    [
        ("docgen/content/document.py", "from docgen.pipeline.build import build", ["pipeline"]),
        ("docgen/content/document.py", "from docgen import cli", ["cli"]),
        ("docgen/content/document.py", "def late():\n    from docgen import cli", ["cli"]),
        ("docgen/content/document.py", "import docgen.prose.text", ["prose"]),
        ("docgen/compose/page.py", "import docgen.write.pdf", ["write"]),
        ("docgen/compose/page.py", "from docgen.handbook import index", []),
        ("docgen/write/word/story/line.py", "from docgen.inspect import faces", ["inspect"]),
        ("docgen/write/word/story/line.py", "from ..blocks.flow import write", ["blocks"]),
        ("docgen/write/word/blocks/flow.py", "from ..story.line import Line", []),
        ("docgen/write/pdf/single.py", "from docgen.layout.styles import read", []),
        ("docgen/cli/__init__.py", "from docgen import __version__", []),
    ],
)
def test_a_climb_is_seen(path: str, code: str, found: list[str]) -> None:
    assert climbs(Path(path), code) == found
