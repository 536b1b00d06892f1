"""Lists parted among a document's recipients (责任清单): an item that names one is for that one alone.

A kind says so in its schema, `subjects: {x-parted-by: cadre}`: the field `cadre` of an item holds a name of
the roster, and an item without it is for all. No item may be for nobody, nobody may be left without any.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from docgen.content.document import Document
from docgen.content.kinds import Kind
from docgen.foundation.errors import Problem
from docgen.foundation.suggest import nearest


def parted(kind: Kind) -> dict[str, str]:
    """Return the lists of a kind that are parted, each with the field that names the recipient."""
    fields = kind.schema["properties"].items()
    return {name: told["x-parted-by"] for name, told in fields if "x-parted-by" in told}


def own(kind: Kind, values: Mapping[str, Any], recipient: Mapping[str, Any]) -> dict[str, list[Any]]:
    """Return the parted lists of a document's `values`, each with the items for `recipient`."""
    return {
        name: [item for item in values[name] if not item[key] or item[key] == recipient["name"]]
        for name, key in parted(kind).items()
    }


def problems(document: Document, rows: Sequence[Mapping[str, Any]]) -> Iterator[Problem]:
    """Yield a problem for every item that is for nobody of the roster, and for everybody without any item."""
    names = [str(row["name"]) for row in rows]
    for name, key in parted(document.kind).items():
        title = document.kind.schema["properties"][name]["title"]
        named = {number: item.get(key) for number, item in enumerate(document.values[name])}
        for number, person in named.items():
            if person and person not in names:
                place = document.source.place(name, number, key)
                yield Problem("share-for-nobody", place, {"name": person, "nearest": nearest(person, names)})
        if all(named.values()):
            place = document.source.key_place(name)
            for person in dict.fromkeys(one for one in names if one not in named.values()):
                yield Problem("share-missing", place, {"name": person, "list": title})
