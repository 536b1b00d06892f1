"""What makes a tagged PDF one of a form that others rely on: PDF/A-3a for archives, PDF/UA-1 for readers.

In goes an open PDF, which is changed: what it says of itself in XMP, what its colours mean, and what it was
made from, which lies inside (ISO 19005-3, 6.2.3, 6.6 and 6.8). Whether the form is kept is judged afterwards
by `docgen/inspect/pdf/`.
"""

import io
from collections.abc import Mapping, Sequence
from datetime import date
from hashlib import md5
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from docgen.composed import Composed
from docgen.composed.purpose import FIELD, KEYWORD, Attached
from docgen.composed.seals import SealPlace
from docgen.layout.engine.documents import colour_profile

from .properties import xmp
from .seals import add_fields, add_words

PRINTED = 1 << 2
"""An annotation that is printed (ISO 32000-1, table 165)."""


def claimed(data: bytes, letter: Composed, places: Sequence[SealPlace]) -> bytes:
    """Return the PDF of `letter` in the form that its purpose asks for; seals go to the `places`."""
    with pikepdf.open(io.BytesIO(data)) as file:
        claim(file, letter, places)
        return save_pdf(file)


def claim(file: Any, letter: Composed, places: Sequence[SealPlace]) -> None:
    """Put into the PDF of `letter` what its purpose asks for: fields for seals, what its form has."""
    purpose = letter.purpose
    if purpose.seal == FIELD:
        add_fields(file, places)
    elif purpose.seal == KEYWORD:
        add_words(file, places)
    if not purpose.tagged:
        return
    told = {str(name): str(value) for name, value in file.docinfo.items()}
    file.Root.Metadata = file.make_stream(xmp(told, purpose), Type=Name.Metadata, Subtype=Name.XML)
    for page in file.pages:
        page.Tabs = Name.S
        for annotation in page.get("/Annots", []):
            annotation.F = int(annotation.get("/F", 0)) | PRINTED
    if purpose.archive:
        leave_out_what_is_empty(file)
        give_colours_meaning(file)
        for attached in purpose.attached:
            attach(file, attached, letter.metadata.date)


def leave_out_what_is_empty(file: Any) -> None:
    """Take lists of nothing out of what pages and drawings name: validators ask what they are for."""
    pages = [page.obj for page in file.pages]
    streams = [one for one in file.objects if isinstance(one, pikepdf.Stream)]
    for one in [*pages, *streams]:
        resources = one.get("/Resources", {})
        for name in [name for name, listed in resources.items() if not len(listed)]:
            del resources[name]


def give_colours_meaning(file: Any) -> None:
    """Say what the file's colours mean on paper: sRGB."""
    for one in file.objects:
        if isinstance(one, pikepdf.Stream) and "/Interpolate" in one:
            del one.Interpolate  # no reader is to add dots of its own
    intent: dict[str, Any] = {
        "/Type": Name.OutputIntent,
        "/S": Name.GTS_PDFA1,
        "/OutputConditionIdentifier": String("sRGB"),
        "/Info": String("sRGB IEC61966-2.1"),
        "/DestOutputProfile": file.make_stream(colour_profile(), N=3),
    }
    file.Root.OutputIntents = Array([file.make_indirect(Dictionary(intent))])


def attach(file: Any, attached: Attached, day: date) -> None:
    """Lay a file into a PDF, and say what it is to the document."""
    moment = String(f"D:{day:%Y%m%d}000000+00'00'")
    told: dict[str, Any] = {
        "/CheckSum": String(md5(attached.data, usedforsecurity=False).digest()),
        "/Size": len(attached.data),
        "/CreationDate": moment,
        "/ModDate": moment,
    }
    inside = file.make_stream(attached.data, Type=Name.EmbeddedFile, Params=Dictionary(told))
    inside.Subtype = Name(f"/{attached.kind}")
    described = file.make_indirect(
        Dictionary(
            Type=Name.Filespec,
            F=String(attached.name),
            UF=String(attached.name),
            EF=Dictionary(F=inside, UF=inside),
            AFRelationship=Name(f"/{attached.relation}"),
            Desc=String(attached.name),
        )
    )
    if "/AF" not in file.Root:
        file.Root.AF = Array()
        file.Root.Names = changed(file.Root.get("/Names", {}), {"/EmbeddedFiles": Dictionary(Names=Array())})
    file.Root.Names.EmbeddedFiles.Names.extend([String(attached.name), described])
    file.Root.AF.append(described)


def changed(dictionary: Any, entries: Mapping[str, Any]) -> Dictionary:
    """Return a dictionary of a PDF with other entries."""
    return Dictionary({**dict(dictionary.items()), **entries})


def save_pdf(file: Any) -> bytes:
    """Return `file` as bytes, the same for the same content."""
    buffer = io.BytesIO()
    file.save(
        buffer,
        deterministic_id=True,
        min_version="1.7",
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
    )
    return buffer.getvalue()
