"""WeasyPrint's private parts are reached through `docgen/layout/engine/` only, and each door there says why.

The rule: outside that folder a module may name WeasyPrint's public `HTML` and nothing else of it, and no
module reads a private attribute (`page._page_box`) of anything but itself. So a new version of WeasyPrint is
looked through in one folder.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ENGINE = ROOT / "docgen/layout/engine"
DOORS = sorted(path for path in ENGINE.rglob("*.py") if path.name != "__init__.py")
OTHERS = sorted(path for path in (ROOT / "docgen").rglob("*.py") if ENGINE not in path.parents)
PUBLIC = {"HTML"}
OF_OTHERS = {
    "docgen/write/word/ooxml/package.py": ["…._blob"],
}
"""What is private to python-docx, and said to be so where it is read."""
NAMED_TUPLES = {"_asdict", "_fields", "_make", "_replace"}  # public, in spite of their names


def reached(code: str) -> Iterator[str]:
    """Yield what a module names of WeasyPrint and of its HTML reader, and private parts of others."""
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if is_engine(alias.name))
        elif isinstance(node, ast.ImportFrom) and is_engine(node.module or ""):
            whole = node.module == "weasyprint"
            yield from (f"{node.module}.{a.name}" for a in node.names if not (whole and a.name in PUBLIC))
        elif isinstance(node, ast.Attribute) and re.match("_[a-z]", node.attr):
            own = ast.unparse(node.value) in ("self", "cls", "super()") or node.attr in NAMED_TUPLES
            yield from () if own else (f"….{node.attr}",)


def is_engine(module: str) -> bool:
    """Return whether a module is part of WeasyPrint or of the reader it reads HTML with."""
    return module.partition(".")[0] in ("weasyprint", "tinyhtml5")


@pytest.mark.parametrize("path", OTHERS, ids=lambda path: str(path.relative_to(ROOT)))
def test_private_parts_are_reached_through_the_doors_only(path: Path) -> None:
    name = path.relative_to(ROOT).as_posix()
    assert list(reached(path.read_text(encoding="utf-8"))) == OF_OTHERS.get(name, [])


@pytest.mark.parametrize(
    "code",
    [
        "import weasyprint.css",
        "from weasyprint import Document",
        "from weasyprint.css import get_all_computed_styles",
        "from tinyhtml5 import inputstream",
        "style = page._page_box.style",
    ],
)
def test_whoever_goes_past_them_is_seen(code: str) -> None:
    assert len(list(reached(code))) == 1


@pytest.mark.parametrize("path", DOORS, ids=lambda path: path.name)
def test_each_door_says_for_which_version_it_is_what_is_known_upstream_and_what_holds_it(path: Path) -> None:
    said = " ".join((ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or "").split())
    assert "For WeasyPrint 70" in said
    assert "Upstream: " in said
    file, _, test = said.partition("Held by: ")[2].partition("::")
    assert f"def {test}(" in (ROOT / file).read_text(encoding="utf-8")
