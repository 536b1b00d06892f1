"""No test asks a page at once for what a press brings: it may not be there yet (tests/support/browser.py)."""

import ast
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

ASKED = {
    "all", "all_inner_texts", "all_text_contents", "bounding_box", "count", "evaluate", "evaluate_all",
    "fits", "get_attribute", "inner_text", "input_value", "is_checked", "is_hidden", "is_visible",
    "text_content", "title", "url", "violations",
}  # fmt: skip
"""What tells how a page is at that moment, and waits for nothing."""
FILES = sorted(Path(__file__).parent.glob("test_*.py"))


def too_early(text: str) -> Iterator[int]:
    """Yield the lines that ask a page directly behind one that presses something."""
    for node in ast.walk(ast.parse(text)):
        for name in ("body", "orelse", "finalbody"):
            block = getattr(node, name, [])
            for one, after in pairwise(block if isinstance(block, list) else []):
                if is_press(one) and ASKED & {*names(after)}:
                    yield after.lineno


def is_press(statement: ast.stmt) -> bool:
    """Say whether a statement clicks on something, or presses the key that sends a form."""
    call = statement.value if isinstance(statement, ast.Expr) else None
    if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Attribute):
        return False
    keys = [one.value for one in call.args if isinstance(one, ast.Constant)]
    return call.func.attr in ("click", "dblclick") or (call.func.attr == "press" and "Enter" in keys)


def names(statement: ast.stmt) -> Iterator[str]:
    """Yield what a statement calls and asks for, by name; of a block its head alone."""
    heads = [statement.test] if isinstance(statement, ast.If | ast.While) else [statement]
    for node in (inner for head in heads for inner in ast.walk(head)):
        if isinstance(node, ast.Attribute):
            yield node.attr
        elif isinstance(node, ast.Name):
            yield node.id


def test_what_a_press_brings_is_awaited() -> None:
    assert {path.name: lines for path in FILES if (lines := [*too_early(path.read_text("utf-8"))])} == {}


def test_what_does_not_wait_is_seen() -> None:
    pressed = 'def f():\n    page.click("a")\n    '
    assert [*too_early(pressed + 'assert page.locator("b").count()')] == [3]
    assert [*too_early(pressed + "assert violations(page) == []")] == [3]
    assert [*too_early(pressed + 'expect(page.locator("b")).to_be_visible()')] == []
    assert [*too_early('page.keyboard.press("Enter")\nassert "x" in page.url')] == [2]
