"""Fields that documents still have and nothing needs any more (`x-unneeded` in their schema)."""

from collections.abc import Iterator

from docgen.foundation.errors import Finding

from .facts import Facts


def unneeded_fields(facts: Facts) -> Iterator[Finding]:
    """Give each field that is written and does nothing: whoever wrote it counts on it."""
    for name in facts.source.values:
        if why := facts.fields.first((name,), "x-unneeded"):
            yield facts.finding("field-unneeded", name, why=why)
