"""Signs in the fields that are no prose: titles, addressees, names."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from docgen.foundation import text_marks
from docgen.foundation.errors import Finding

from ..offices import PRINTED, all_offices
from ..source import KeyPath
from .facts import Facts, Text

TITLE_MARKS = {"《": "》"}
QUOTED = {"“": "”", "「": "」", '"': '"', "'": "'", "‘": "’"}
END_MARKS = "。．.，,；;：:、"
FORM_ENDS = ("addressees", "copied_to")
"""Fields behind which the forms print a mark of their own."""
BRACKETS = {"（": "）", "(": ")"}
ATTACHMENT_NUMBER = re.compile(r"\s*(?:附[件表] ?(?:\d{1,2} ?[：:、.．]?|[：:])|\d{1,2}[.．、](?!\d))")
CERTIFICATES = "certificates/"
"""Kinds whose 附注 is printed as it is; all others print it in brackets (GB/T 9704-2012, 7.3.8)."""
PLACEHOLDER = re.compile(r"\{\{[^{}]*\}\}")
# Texts that are read by machines or hold what is no Chinese.
NOT_CHINESE = frozenset(
    {"kind", "office", "profile", "figures", "recipients", "file_name", "image", "id", "widths", "only"}
)


def marks_in_lines(facts: Facts) -> Iterator[Finding]:
    """Give the signs that no Chinese text should hold, in the fields that are no prose."""
    for text in facts.texts:
        if text.is_prose or text.keys[0] in NOT_CHINESE or text.keys[-1] in NOT_CHINESE:
            continue
        bare = PLACEHOLDER.sub(lambda found: "\ufffc" * len(found[0]), text.text)
        for mark in text_marks.marks(bare):
            yield Finding(mark.code, text.place(mark.offset), mark.values)


def marks_in_office(facts: Facts) -> Iterator[Finding]:
    """Give the same signs in what the document's office says of itself (content/offices.yaml)."""
    name = facts.values.get("office")
    if not name or not facts.office:
        return
    listed, *_ = all_offices(facts.project)
    for key in PRINTED:
        for keys, text in leaves(
            listed.value(name, key) if (name, key) in listed.places else "", (name, key)
        ):
            for mark in text_marks.marks(text):
                yield Finding(mark.code, listed.place(*keys), mark.values)


def leaves(value: Any, keys: KeyPath) -> Iterator[tuple[KeyPath, str]]:
    """Yield the texts below `keys`."""
    if isinstance(value, str):
        yield keys, value
    elif isinstance(value, Mapping):
        for key, part in value.items():
            yield from leaves(part, (*keys, key))


def titles_in_marks(facts: Facts) -> Iterator[Finding]:
    """Give a title that stands whole in quotation marks or in 《》."""
    for text in filter(is_title, facts.texts):
        title = text.text.strip()
        in_title_marks = is_within(title.rstrip(END_MARKS), TITLE_MARKS)
        if in_title_marks and text.keys[0] != "title":
            yield text.finding("attachment-in-marks", found=title)
        elif in_title_marks or is_within(title.rstrip(END_MARKS), QUOTED):
            yield text.finding("title-in-quotes", found=title)


def attachments_numbered(facts: Facts) -> Iterator[Finding]:
    """Give the attachments' titles that bring a number of their own: 附件1：安排表, 1.安排表."""
    for text in filter(is_title, facts.listed("attachments")):
        if found := ATTACHMENT_NUMBER.match(text.text):
            yield text.finding("attachment-numbered", number=found[0].strip())


def marks_at_ends(facts: Facts) -> Iterator[Finding]:
    """Give the marks that end a title or an attachment's name, and those that a form prints itself.

    GB/T 9704-2012, 7.3.4: no mark stands behind a name; 7.3.2 and 7.4.2: ： behind 主送, 。 behind 抄送.
    """
    for text in facts.texts:
        if ending := surplus(text):
            code = "title-end-mark" if is_title(text) else "mark-printed-twice"
            yield text.finding(code, len(text.text.rstrip()) - 1, sign=ending)
        elif is_bracketed_note(text, facts):
            yield text.finding("brackets-printed-twice", found=text.text.strip())


def surplus(text: Text) -> str:
    """Return the marks at the end of a text that are not printed."""
    plain = text.text.rstrip()
    if is_title(text) or text.keys[0] in FORM_ENDS:
        return plain[len(plain.rstrip(END_MARKS)) :]
    return ""


def mended(facts: Facts) -> Mapping[str, Any]:
    """Return the values with what is certain set right in the fields that are no prose, as it is told."""
    own = [text for text in facts.texts if text.source is facts.source]
    right = {text.keys: proper(text) for text in own}
    right |= {text.keys: right[text.keys].strip()[1:-1] for text in own if is_bracketed_note(text, facts)}
    return {key: with_texts(value, (key,), right) for key, value in facts.values.items()}


def proper(text: Text) -> str:
    """Return a text without what is told as not printed."""
    if text.is_prose or text.keys[0] in NOT_CHINESE:
        return text.text
    ending = surplus(text)
    return text_marks.mended(text.text.rstrip()[: -len(ending)] if ending else text.text)


def with_texts(value: Any, keys: KeyPath, texts: Mapping[KeyPath, str]) -> Any:
    """Return a value with `texts` in place of those it has at their key paths."""
    if isinstance(value, Mapping):
        return {key: with_texts(part, (*keys, key), texts) for key, part in value.items()}
    if isinstance(value, list):
        return [with_texts(part, (*keys, number), texts) for number, part in enumerate(value)]
    return texts.get(keys, value)


def is_title(text: Text) -> bool:
    """Say whether a text is the document's title, or that of an attachment or list."""
    return text.keys[-1] == "title" and (len(text.keys) == 1 or text.keys[0] in ("attachments", "lists"))


def is_within(text: str, pairs: dict[str, str]) -> bool:
    """Say whether a text stands whole in one pair of marks."""
    closing = pairs.get(text[:1])
    return len(text) > 2 and closing is not None and text.endswith(closing) and closing not in text[1:-1]


def is_bracketed_note(text: Text, facts: Facts) -> bool:
    """Say whether a text is a 附注 typed in the brackets that the form prints itself."""
    if text.keys != ("note",) or facts.kind.name.startswith(CERTIFICATES):
        return False
    return is_bracketed(text.text.strip())


def is_bracketed(text: str) -> bool:
    """Say whether a text stands whole in one pair of brackets; （甲）乙（丙） does not."""
    depth, closed_at = 0, -1
    for at, sign in enumerate(text):
        depth += (sign in BRACKETS) - (sign in BRACKETS.values())
        if depth <= 0:
            closed_at = at
            break
    return len(text) > 2 and text[0] in BRACKETS and closed_at == len(text) - 1
