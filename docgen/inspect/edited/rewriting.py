"""The line of YAML to write for what someone wrote in Word: value and printed texts in, a line out.

A field prints more than its value (第12期, 抄送：…。). What it prints around the value must still be there:
else nobody can tell which words are the value, and there is no line.
"""

import json
import re
from collections.abc import Sequence
from datetime import date
from typing import Any

import yaml

from docgen.content.source import KeyPath
from docgen.foundation.numerals import official_date

from ..docx.record import plain

DAY = re.compile(r"(?:(\d{4})年)?(\d{1,2})月(\d{1,2})日")
SEPARATORS = ("，", "、", "　")
WIDTH = 1_000_000  # of a line of YAML: never broken


def line_for(keys: KeyPath, value: Any, old: str, new: str) -> str:
    """Return the line that makes the field at `keys` print `new` instead of `old`, '' when none can be told.

    `value` is the field's value with its type, None when the YAML does not give it.
    """
    changed = rewritten(value, old, new)
    return "" if changed is None else yaml_line(keys[-1], changed)


def rewritten(value: Any, old: str, new: str) -> Any:
    """Return the value that prints `new`, None when it cannot be told."""
    if value is None:
        return new
    if isinstance(value, date):
        return new_date(value, old, new)
    if isinstance(value, list):
        return new_list(value, old, new)
    if isinstance(value, int) and not isinstance(value, bool):
        text = unwrapped(str(value), old, new)
        return int(text) if text and text.isdecimal() else None
    return unwrapped(plain(value), old, new) if isinstance(value, str) else None


def unwrapped(printed: str, old: str, new: str) -> str | None:
    """Return what stands in `new` where `printed` stands in `old`, None when the words around it changed."""
    before, found, after = old.partition(printed)
    fits = new.startswith(before) and new.endswith(after) and len(new) > len(before) + len(after)
    return new[len(before) : len(new) - len(after)] if found and fits else None


def new_date(value: date, old: str, new: str) -> date | None:
    """Return the date written in `new`; one without a year is of the same year."""
    found, known = DAY.search(new), DAY.search(old)
    if not found or not known or not official_date(value).endswith(known[0]):
        return None
    try:
        return date(int(found[1] or value.year), int(found[2]), int(found[3]))
    except ValueError:
        return None


def new_list(value: Sequence[Any], old: str, new: str) -> list[str] | None:
    """Return the items listed in `new`, parted as they were in `old`."""
    if not all(isinstance(item, str) for item in value):
        return None
    for separator in SEPARATORS:
        text = unwrapped(separator.join(map(plain, value)), old, new)
        if text:
            return text.split(separator)
    return None


def yaml_line(key: str | int, value: Any) -> str:
    """Return a value as a line of YAML: `key: value`, or `- value` for an item of a list."""
    if isinstance(value, str) and "\n" in value:
        written = json.dumps(value, ensure_ascii=False)
    else:
        written = yaml.safe_dump(value, allow_unicode=True, width=WIDTH, default_flow_style=True)
        written = written.removesuffix("\n").removesuffix("\n...")
    return f"- {written}" if isinstance(key, int) else f"{key}: {written}"
