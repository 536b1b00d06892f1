"""Say in a clerk's words why the YAML parser gave up.

In go the parser's error and the lines of the file, out comes one `Problem`. The parser names the
place where it could go no further, which is often a line after the mistake, so the rules below look at
the line it names, the line it was in the middle of, and the line before.
"""

import re
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from docgen.foundation.errors import Place, Problem

START = r"^[\s-]*"  # indentation and the dashes of list items
KEY = START + r"[^\s:：\"'{\[#][^:：\"']*"
VALUE = r"(?:: +|- +)"  # what stands right before a value
ITEM = r"[\[{,] *"  # what stands right before an item in brackets
QUOTED = r"(?:\"[^\"]*\"|'[^']*')"


BRACKET_OPEN = "source-bracket-open"


LONGEST = 500
"""Characters of a line, or of a complaint, that the rules look at: some take the square of it."""


class Rule(NamedTuple):
    """A mistake: how the parser complains of it, and how the mistaken line looks."""

    code: str
    complaint: str
    line: str


# From the plainest sign to the vaguest; the first that fits speaks.
RULES = (
    Rule("source-tab", "", r"^ *\t"),
    Rule("source-tab", "any token", r"^[ -]*\t"),
    Rule("source-wide-space", "", r"^[ -]*\u3000"),
    Rule("source-wide-colon", "", START + r"[^\s:：\"'#，。；]+："),
    Rule("source-placeholder-unquoted", "", VALUE + r"\{\{"),
    Rule("source-backslash", "escape", r"\\"),
    Rule("source-wide-comma", "flow", r"，"),
    Rule("source-comment-in-brackets", "flow", r"[\[{](?:.*?[\s\[{,])?#"),
    Rule("source-colon-in-brackets", "flow|unexpected ':'", r"[\[{,] *:|^ *: |:: *|: *[\],}]"),
    Rule("source-comma-alone", "flow", r"[\[{,] *,"),
    Rule("source-text-after-quote", "flow", ITEM + QUOTED + r" *[^\s,\]}:]"),
    Rule("source-first-character", "flow|any token|alias|anchor|tag", ITEM + r"(?:[@`%*&!|>]|- )"),
    Rule(BRACKET_OPEN, "flow", r"[\[{]"),
    Rule("source-brackets", "flow", r"[\[{\]}]"),
    Rule(
        "source-text-after-quote",
        "expected key|mapping values|'-'",
        VALUE + QUOTED + r"\s*[^\s,\]}#]",
    ),
    Rule(
        "source-text-after-bracket",
        "expected key|mapping values|'-'",
        VALUE + r"[\[{][^\[\]{}]*[\]}] *[^\s,\]}#]",
    ),
    Rule("source-quote-open", "quoted|expected key|mapping values|'-'", VALUE + r"(?:\"[^\"]*|'[^']*)$"),
    Rule("source-first-character", "any token|alias|anchor|tag|comment or|entries", VALUE + r"[@`%*&!|>-]"),
    Rule("source-colon-in-value", "mapping values", KEY + r": +[^\"'\[{\s].*:(?:\s|$)"),
    Rule("source-colon-space", "", KEY + r":(?![\s/]|$)"),
    Rule("source-comment-in-text", "expected key", r"(?:^|\s)#"),
    Rule("source-no-colon", "simple key", r"^[^:]*$"),
    Rule("source-indentation", "expected key|mapping values|'-'|simple key|document start", r"^\s*\S"),
)


def explain(error: yaml.MarkedYAMLError, path: Path, lines: tuple[str, ...]) -> Problem:
    """Return the problem behind a parser's error, at the line that is most likely mistaken."""
    complaint = f"{error.context} {error.problem}"[:LONGEST]
    numbers = suspects(error, lines)
    for rule in RULES:
        for number in numbers:
            fits = re.search(rule.line, lines[number][:LONGEST]) and re.search(rule.complaint, complaint)
            if fits and (rule.code != BRACKET_OPEN or is_open(lines[min(numbers) : max(numbers) + 1])):
                return problem(rule.code, path, number, lines[number])
    return problem("source-syntax", path, numbers[0], lines[numbers[0]])


def is_open(lines: tuple[str, ...]) -> bool:
    """Say whether the lines open more brackets than they close."""
    text = "".join(lines)
    return sum(map(text.count, "[{")) > sum(map(text.count, "]}"))


def suspects(error: yaml.MarkedYAMLError, lines: tuple[str, ...]) -> list[int]:
    """Return the lines (from 0) the mistake may be in: begun by the parser, named by it, the one before."""
    named: Any = error.problem_mark  # typed as optional, but libyaml's parser always gives one
    last = min(named.line, len(lines) - 1)
    before = [number for number in range(last) if lines[number].strip()][-1:]
    return [*begun_line(error, len(lines)), last, *before]


def begun_line(error: yaml.MarkedYAMLError, count: int) -> list[int]:
    """Return the line of an unfinished key, quote or bracket; a mapping or list begins too far off."""
    mark = error.context_mark
    if mark is None or mark.line >= count or "parsing a block" in str(error.context):
        return []
    return [mark.line]


def problem(code: str, path: Path, number: int, line: str) -> Problem:
    """Return a problem at a line, whose text its sentence shows."""
    column = len(line) - len(line.lstrip()) + 1
    return Problem(code, Place(path, number + 1, column), {"line": line.strip()})


def why_not_a_mapping(root: object, path: Path) -> Problem:
    """Return why a file that holds only a text or a list is no form with names and values."""
    if not isinstance(root, str):
        return Problem("source-is-list", Place(path, 1))
    if not root:
        return Problem("source-empty", Place(path))
    for code in ("source-wide-colon", "source-colon-space"):
        rule = next(rule for rule in RULES if rule.code == code)
        if re.search(rule.line, root[:LONGEST]):
            return problem(code, path, 0, root)
    return problem("source-no-colon", path, 0, root)
