"""A style sheet with its imports inlined, so that both writers read the same one text.

`@import "_shared/gb9704.css";` is looked up as templates are: the project's folder first, then the
bundled one. Nothing else can be imported.
"""

from pathlib import Path

import tinycss2

from docgen.content.project import Project, text_of
from docgen.foundation.errors import Place, Problem, TemplateError
from docgen.foundation.memory import kept


def bundle(project: Project, name: str) -> str:
    """Return the style sheet `name` with every import in its place, each sheet once.

    Raises TemplateError with file, line and column for CSS that cannot be parsed and for a missing import.
    """
    return "\n".join(sheets(project, name, seen=set()))


def sheets(project: Project, name: str, seen: set[str]) -> list[str]:
    """Return the text of the sheets that `name` consists of, imported ones first."""
    if name in seen:
        return []
    seen.add(name)
    imports, own = parsed(project.template(name))
    return [*(text for other in imports for text in sheets(project, other, seen)), own]


@kept(256)
def parsed(path: Path) -> tuple[tuple[str, ...], str]:
    """Return the names that the sheet at `path` imports, and its other rules."""
    rules = tinycss2.parse_stylesheet(text_of(path), skip_comments=True)
    refuse_errors(rules, path)
    imports = [rule for rule in rules if rule.type == "at-rule" and rule.lower_at_keyword == "import"]
    own = [rule for rule in rules if rule not in imports]
    return tuple(imported(rule, path) for rule in imports), tinycss2.serialize(own).strip()


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
