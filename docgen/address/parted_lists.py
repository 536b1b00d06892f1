"""Lists parted among a document's recipients (责任清单): an item that names one is for that one alone.

A kind says so in its schema, `subjects: {x-parted-by: cadre}`: the field `cadre` of an item holds a name of
the roster, `张某某（示例乡乡长）` where two bear it, and an item without it is for all. No item may be for
nobody or for it is not clear whom, nobody may be left without any.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from docgen.content.document import Document
from docgen.content.kinds import Kind
from docgen.foundation.errors import Place, Problem
from docgen.foundation.suggest import nearest

from .people import People, alike, answers
from .roster.entry import Entry, Row


def parted(kind: Kind) -> dict[str, str]:
    """Return the lists of a kind that are parted, each with the field that names the recipient."""
    fields = kind.schema["properties"].items()
    return {name: told["x-parted-by"] for name, told in fields if "x-parted-by" in told}


def own_items(kind: Kind, values: Mapping[str, Any], recipient: Row, label: str) -> dict[str, list[Any]]:
    """Return the parted lists of a document's `values`, each with the items for the recipient so called."""
    own = answers(recipient, label)
    return {
        name: [item for item in values[name] if not item[key] or alike(item[key]) in own]
        for name, key in parted(kind).items()
    }


def problems(document: Document, entries: Sequence[Entry], people: People) -> Iterator[Problem]:
    """Yield a problem for every item that is for nobody or for several, and for everybody without any.

    `people` are the rows of `entries`.
    """
    for name, key in parted(document.kind).items():
        title = document.kind.schema["properties"][name]["title"]
        served: set[int] = set()
        for number, item in enumerate(document.values[name]):
            person = item.get(key)
            found = people.meant(person) if person else range(len(entries))
            served |= set(found)
            if person and len(found) != 1:
                yield unclear(person, people, entries, document.source.place(name, number, key))
        for label in dict.fromkeys(label for at, label in enumerate(people.labels) if at not in served):
            place = document.source.key_place(name)
            yield Problem("share-missing", place, {"name": label, "list": title})


def unclear(person: str, people: People, entries: Sequence[Entry], place: Place) -> Problem:
    """Return why an item cannot be given to the `person` it names: nobody is called so, or several are."""
    found = people.meant(person)
    if not found:
        return Problem("share-for-nobody", place, {"name": person, "nearest": nearest(person, people.labels)})
    places = [entries[index].place for index in found]
    told = {
        "name": person,
        "places": "、".join(
            str(replace(one, path=Path(one.path.name) if one.path else None)) for one in places
        ),
        "keys": "、".join(people.keys(found)),
    }
    return Problem("share-ambiguous", place, told)
