"""The translator's XLIFF 2.1 (OASIS, 2018): a file for a chapter, a unit for a block, a segment for a text.

Notes hold what XLIFF has no place for: the mark of a unit, and the Chinese that a text's Tibetan was made
from. A text that has been translated has the state `translated`, one that is reviewed `final`.
"""

from collections.abc import Iterable
from itertools import groupby
from pathlib import Path
from typing import Any

from lxml import etree

from docgen.foundation import spreadsheets
from docgen.foundation.errors import Place

from ..states import State
from .rows import Received, Returned, Row, refuse, text_of, usable

NAMESPACE = "urn:oasis:names:tc:xliff:document:2.0"  # of 2.1 too
CORE = f"{{{NAMESPACE}}}"
XML = "{http://www.w3.org/XML/1998/namespace}"
PREVIOUS, MARK = "docgen-previous-source", "docgen-mark"
WHOLE = "text"  # the id of a unit's only text
WAS = "was."  # before it in the id of a note
STATES = {
    State.MISSING: "initial",
    State.STALE: "initial",
    State.DRAFT: "translated",
    State.REVIEWED: "final",
}
DONE = ("translated", "reviewed", "final")


def write(rows: Iterable[Row], lang: str) -> bytes:
    """Return the XLIFF file, the same bytes for the same rows; nothing in it is in `lang`."""
    languages = {"version": "2.1", "srcLang": "zh-CN", "trgLang": "bo-CN"}
    root = etree.Element(f"{CORE}xliff", languages, nsmap={None: NAMESPACE})
    for number, (chapter, some) in enumerate(groupby(rows, key=lambda row: row.chapter), 1):
        file = etree.SubElement(
            root, f"{CORE}file", {"id": f"f{number}", "original": chapter, "canResegment": "no"}
        )
        for unit, texts in groupby(some, key=lambda row: row.unit):
            add_unit(file, unit, list(texts))
    etree.indent(root)
    data: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=True)
    return data + b"\n"


def add_unit(file: Any, name: str, rows: list[Row]) -> None:
    """Add a unit: its notes, then its segments."""
    unit = etree.SubElement(file, f"{CORE}unit", {"id": name})
    notes = etree.SubElement(unit, f"{CORE}notes")
    etree.SubElement(notes, f"{CORE}note", {"category": MARK}).text = rows[0].mark
    for row in rows:
        add_text(unit, notes, row)


def add_text(unit: Any, notes: Any, row: Row) -> None:
    """Add one text: its segment, and a note of the Chinese it was made from."""
    name = segment_id(row.part)
    if row.zh_before:
        told = {"id": f"{WAS}{name}", "category": PREVIOUS, "appliesTo": "source"}
        etree.SubElement(notes, f"{CORE}note", told).text = row.zh_before
    segment = etree.SubElement(unit, f"{CORE}segment", {"id": name, "state": STATES[State(row.state)]})
    for side, text in (("source", row.zh), ("target", row.bo)):
        if text:
            etree.SubElement(segment, f"{CORE}{side}", {f"{XML}space": "preserve"}).text = text


def segment_id(part: str) -> str:
    """Return the id of a part, which XML wants to be a name token: `rows.2.1` for rows[2][1]."""
    return part.replace("[", ".").replace("]", "").removeprefix(".") or WHOLE


def part_of(name: str) -> str:
    """Return the part that a segment's id stands for."""
    if name == WHOLE:
        return ""
    steps = (f"[{step}]" if step.isdigit() else f".{step}" for step in name.split("."))
    return "".join(steps).removeprefix(".")


def read(path: Path) -> Received:
    """Return what came back in an XLIFF file; raises ContentError for one that cannot be read."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(spreadsheets.contents(path), parser)
    except etree.XMLSyntaxError as error:
        raise refuse("translation-xliff", path, reason=error.msg) from error
    if root.tag != f"{CORE}xliff" or root.getroottree().docinfo.doctype:
        raise refuse("translation-xliff", path, reason=etree.QName(root).localname)
    segments = [(unit, one) for unit in root.iter(f"{CORE}unit") for one in unit.iterfind(f"{CORE}segment")]
    return Received([returned(path, *pair) for pair in segments])


def returned(path: Path, unit: Any, segment: Any) -> Returned:
    """Return one segment that came back."""
    place = Place(path, segment.sourceline)
    texts = {side: text_of(inner_text(segment, side), place, side) for side in ("source", "target")}
    zh, bo, fault = usable(texts)
    mark = unit.findtext(f"{CORE}notes/{CORE}note[@category='{MARK}']", "").strip() or None
    part, done = part_of(segment.get("id", WHOLE)), segment.get("state") in DONE
    return Returned(unit.get("id", ""), part, mark, zh, bo, done, place, fault=fault)


def inner_text(segment: Any, side: str) -> str:
    """Return the text of one side of a segment, whatever a tool has marked in it; empty for none."""
    element = segment.find(f"{CORE}{side}")
    return "" if element is None else "".join(element.itertext())
