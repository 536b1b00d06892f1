"""The stop `compose`: a job becomes one semantic HTML page, one style sheet and the file's properties.

Prose becomes safe HTML here, by the formats its schema names; the Jinja template only arranges it. The style
sheet is the kind's own with its imports inlined, behind variables from the house rules and from measuring
this document's words.
"""

import re
from collections.abc import Mapping
from functools import cache, partial
from html import unescape
from typing import Any
from urllib.parse import unquote

from jinja2 import Environment, FunctionLoader
from markupsafe import Markup

from . import fitting, measures, printing, prose, sandbox, shares, verification
from .composed import Composed, Metadata
from .cssbundle import bundle
from .errors import ContentError, Finding, Problem
from .fields import Fields
from .figures import Recorder
from .fonts import Typefaces
from .names import in_one_face, rare, spaced
from .numerals import chinese_date, official_date
from .project import Project, text_of
from .recipients import Job
from .source import KeyPath
from .typography import whole_years

PROSE = {"prose": prose.to_html, "line": prose.line}
IMAGE = re.compile(r'<img [^>]*?src="([^"]*)"')
DRAFT = "_shared/draft.css"
ONE_FACE = ".one-face"
FILTERS = {
    "official_date": official_date,
    "chinese_date": chinese_date,
    "spaced": spaced,
    "whole_years": whole_years,
}


def compose(job: Job, typefaces: Typefaces) -> Composed:
    """Return `job` composed, ready for any writer.

    Raises ContentError for what the prose gets wrong, TemplateError for what the template does.
    """
    document = job.document
    recorder = document.figures.recording() if document.figures else None
    values = Rendering(job, recorder).document()
    draft = is_draft(job, values)
    html = sandbox.render(
        environment(document.project),
        document.kind.template,
        {
            "document": values,
            "office": document.office,
            "figures": recorder,
            "recipient": job.recipient,
            "recipients": job.recipients,
            "code": verification.picture(document, job.recipient or values.get("winner")),
            "kind": {"name": document.kind.name, "css_class": css_class(job)},
        },
    )
    css = style_sheet(job, draft, html, typefaces)
    html, noticed = named(html, css, job, typefaces)
    return Composed(
        name=job.name,
        html=html,
        css=css,
        metadata=Metadata(
            title=Markup(values["title"]).striptags(),
            author=document.office["name"],
            language="zh-CN",
            date=values["date"],
            subject=document.kind.title,
            draft=draft,
        ),
        assets=document.assets,
        findings=(
            *job.findings,
            *contradictions(job, recorder),
            *verification.findings(document),
            *noticed,
        ),
    )


def named(html: str, css: str, job: Job, typefaces: Typefaces) -> tuple[str, tuple[Finding, ...]]:
    """Return a page with its recipient's name in one face, if a rare character would split it, and a finding.

    Style sheets without the class `one-face` see to names themselves (`--fit-`).
    """
    name = str((job.recipient or {}).get("name", ""))
    characters = rare(name, css, typefaces) if ONE_FACE in css else ""
    spanned = in_one_face(html, name) if characters else html
    if spanned == html:
        return html, ()
    return spanned, (Finding("name-rare", values={"name": name, "characters": characters}, subject=job.name),)


def contradictions(job: Job, recorder: Recorder | None) -> tuple[Finding, ...]:
    """Return what the printed figures say against each other and the clerk has not acknowledged."""
    document = job.document
    if not (document.figures and recorder):
        return ()
    subject = str(document.source.path)
    return tuple(document.figures.findings(recorder.printed, document.acknowledged, subject))


class Rendering:
    """The values of a job as its template sees them: prose as HTML, fields left out as None."""

    def __init__(self, job: Job, recorder: Recorder | None) -> None:
        self.job = job
        self.source = job.document.source
        self.fields = Fields(job.document.kind.schema, self.source.values)
        self.problems: list[Problem] = []
        given = job.document.values
        self.names = {**given, "office": job.document.office, "recipient": job.recipient, "figures": recorder}

    def document(self) -> dict[str, Any]:
        """Return every field of the kind, rendered.

        A shared field that the kind does not have is None too, for shared templates ask for it.
        Raises ContentError with the problems of all fields.
        """
        rendered = self.mapping(self.job.document.values, ())
        if self.problems:
            raise ContentError(self.problems)
        kind, recipient = self.job.document.kind, self.job.recipient
        own = shares.own(kind, rendered, recipient) if recipient else {}
        return {**dict.fromkeys(kind.schema["$defs"]), **rendered, **own}

    def mapping(self, given: Mapping[str, Any], keys: KeyPath) -> dict[str, Any]:
        """Return a mapping with every field its schema knows: None where nothing was given."""
        names = {**self.fields.properties(keys), **given}
        return {name: self.value(given.get(name), (*keys, name)) for name in names}

    def value(self, given: Any, keys: KeyPath) -> Any:
        """Return one value rendered by the format its schema names."""
        if isinstance(given, Mapping):
            return self.mapping(given, keys)
        if isinstance(given, list):
            return [self.value(item, (*keys, number)) for number, item in enumerate(given)]
        form = self.fields.first(keys, "format")
        return self.prose(given, form, keys) if isinstance(given, str) and form in PROSE else given

    def prose(self, text: str, form: str, keys: KeyPath) -> Markup | None:
        """Return text as HTML, keeping its problems for later."""
        place_of = partial(self.source.place_within, keys)
        try:
            html = PROSE[form](text, self.names, place_of)
        except ContentError as error:
            self.problems += error.problems
            return None
        self.problems += [
            Problem("image-missing", place_of(max(text.find(address), 0)), {"address": address})
            for address in images(html)
            if self.job.document.assets.inside(address) is None
        ]
        return Markup(html)


def images(html: str) -> list[str]:
    """Return the addresses of the images in prose, as they were written."""
    return [unquote(unescape(address)) for address in IMAGE.findall(html)]


def is_draft(job: Job, values: Mapping[str, Any]) -> bool:
    """Return whether the document has a place for a 发文字号 and no number in it yet."""
    return "doc_number" in job.document.kind.schema["properties"] and not values["doc_number"]


def css_class(job: Job) -> str:
    """Return the classes of the page: its kind, and whether it is to be sealed."""
    sealed = job.document.values.get("seal", True)
    return job.document.kind.css_class + ("" if sealed else " unsealed")


def style_sheet(job: Job, draft: bool, html: str, typefaces: Typefaces) -> str:
    """Return the kind's style sheet and those the document's options call for, behind its variables.

    The variables are house rules, the printer's offsets, and what was measured of the document's own words.
    """
    project, profile = job.document.project, job.document.profile
    names = [job.document.kind.style, *([DRAFT] if draft else []), *printing.sheets(job.document.values)]
    sheets = "\n".join(bundled_sheet(project, name) for name in names)
    values = {
        **profile,
        **printing.variables(job.document),
        **measures.measured(html, profile, typefaces),
        **fitting.variables(html, sheets, typefaces),
    }
    return ":root {\n" + "".join(f"--{name}: {value};\n" for name, value in values.items()) + "}\n" + sheets


@cache
def bundled_sheet(project: Project, name: str) -> str:
    """Return a style sheet with its imports inlined, read once a run."""
    return bundle(project, name)


@cache
def environment(project: Project) -> Environment:
    """Return the sandbox in which the project's templates run, made once a run."""
    made = sandbox.environment(FunctionLoader(lambda name: template(project, name)))
    made.filters |= FILTERS
    return made


def template(project: Project, name: str) -> tuple[str, str, None] | None:
    """Return a template's text and file name as Jinja asks for them, None when there is no such template."""
    path = project.find_template(name)
    return (text_of(path), str(path), None) if path else None
