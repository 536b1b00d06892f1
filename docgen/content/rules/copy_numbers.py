"""份号: the numbers of a document's copies (GB/T 9704-2012, 7.2.1; 条例, article 9, 1)."""

from collections.abc import Iterator

from docgen.foundation.errors import Finding, Problem

from .facts import Facts

LAST = 999_999
"""A 份号 has six figures."""


def beyond_the_last(facts: Facts) -> Iterator[Problem]:
    """Give 份数 that would count beyond six figures."""
    count, first = facts.values.get("copies"), int(facts.values.get("copy_number", 1))
    if count and "copy_number" in facts.kind.schema["properties"] and first + count - 1 > LAST:
        told = {"count": count, "first": f"{first:06}", "most": LAST - first + 1}
        yield Problem("copies-beyond-last", facts.source.place("copies"), told)


def missing_of_classified(facts: Facts) -> Iterator[Finding]:
    """Give a classified document whose copies are not numbered; others may do without."""
    fields = facts.kind.schema["properties"]
    is_numbered = facts.typed.get("copy_number") or facts.typed.get("copies")
    if "copy_number" in fields and facts.values.get("classification") and not is_numbered:
        found = facts.values["classification"]
        yield facts.finding("copy-number-missing", "classification", found=found)
