"""docs/pdf-ua.md tells of each point of PDF/UA-1 who holds it: all of them once, and no rule is forgotten."""

import re

from docgen.inspect.pdf import RULES, colours
from tests.support.samples import ROOT

ROWS = [
    line
    for line in (ROOT / "docs/pdf-ua.md").read_text(encoding="utf-8").splitlines()
    if re.match(r"\| \d", line)
]
POINT = re.compile(r"\b\d(?:\.\d+)*-\d+\b")
OF_ARCHIVES = {"properties_agree", *(rule.__name__ for rule in colours.RULES)}
"""Rules of PDF/A alone."""


def test_each_of_the_106_points_is_told_once() -> None:
    points = [point for row in ROWS for point in POINT.findall(row)]
    assert len(points) == len(set(points)) == 106


def test_each_rule_is_told_and_each_that_is_told_is_there() -> None:
    told = {name for row in ROWS for name in re.findall(r"`([a-z_]+)`", row)}
    assert told == {rule.__name__ for rule in RULES} - OF_ARCHIVES
