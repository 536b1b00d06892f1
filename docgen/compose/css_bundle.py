"""A style sheet with its imports inlined, so that both writers read the same one text.

`@import "_shared/gb9704.css";` is looked up as templates are: the project's folder first, then the
bundled one. Nothing else can be imported.
"""

from collections.abc import Iterable
from pathlib import Path

import tinycss2

from docgen.content.project import Project, text_of
from docgen.foundation.errors import Finding, Place, Problem, TemplateError
from docgen.foundation.memory import kept
from docgen.layout.sheets.own_properties import misspelt
from docgen.layout.sheets.places import begun


def bundle(project: Project, name: str) -> str:
    """Return the style sheet `name` with every import in its place, each sheet once.

    Raises TemplateError with file, line and column for CSS that cannot be parsed and for a missing import.
    """
    return joined(sheets(project, name, seen=set()))


def joined(found: Iterable[tuple[str, Path]]) -> str:
    """Return sheets, by their names and files, as one text."""
    return "\n".join(begun(name) + parsed(path)[1] for name, path in found)


def sheets(project: Project, name: str, seen: set[str]) -> list[tuple[str, Path]]:
    """Return the names and files of the sheets that `name` consists of, imported ones first."""
    if name in seen:
        return []
    seen.add(name)
    path = project.template(name)
    return [*(one for other in parsed(path)[0] for one in sheets(project, other, seen)), (name, path)]


@kept(64)
def sheet_findings(project: Project, name: str) -> tuple[Finding, ...]:
    """Return a finding for each declaration in `name` and its imports that is nearly one of docgen's own."""
    found = sheets(project, name, seen=set())
    whole = joined(found)
    return tuple(
        Finding("css-own", Place(path, one.line, one.column), {"css": one.declaration, "near": one.near})
        for _, path in found
        for one in misspelt(text_of(path), whole)
    )


@kept(256)
def parsed(path: Path) -> tuple[tuple[str, ...], str]:
    """Return the names that the sheet at `path` imports, and its other rules, each on its line there."""
    rules = tinycss2.parse_stylesheet(text_of(path))
    refuse_errors(rules, path)
    imports = [rule for rule in rules if rule.type == "at-rule" and rule.lower_at_keyword == "import"]
    own = (
        no_words(rule) if rule in imports or rule.type == "comment" else rule.serialize() for rule in rules
    )
    return tuple(imported(rule, path) for rule in imports), "".join(own).rstrip()


def no_words(rule: tinycss2.ast.Node) -> str:
    """Return the room of an import or a comment: its lines, and what stands before the next rule."""
    *lines, last = str(rule.serialize()).split("\n")
    return "\n" * len(lines) + " " * len(last)


def imported(rule: tinycss2.ast.AtRule, path: Path) -> str:
    """Return the name that an @import rule names, and nothing besides: no medium, no layer."""
    tokens = [token for token in rule.prelude if token.type != "whitespace"]
    if [token.type for token in tokens] not in (["string"], ["url"]):
        place = Place(path, rule.source_line, rule.source_column)
        raise TemplateError([Problem("css-import", place, {"rule": tinycss2.serialize([rule]).strip()})])
    return str(tokens[0].value)


def refuse_errors(rules: list[tinycss2.ast.Node], path: Path) -> None:
    """Raise TemplateError naming every piece of the sheet that is not CSS."""
    errors = [rule for rule in rules if rule.type == "error"]
    if errors:
        raise TemplateError(
            Problem("css-syntax", Place(path, e.source_line, e.source_column), {"reason": e.message})
            for e in errors
        )
