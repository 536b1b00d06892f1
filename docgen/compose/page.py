"""The stop `compose`: a job becomes one semantic HTML page, one style sheet and the file's properties.

Prose becomes safe HTML here, by the formats its schema names; the Jinja template only arranges it. The style
sheet is the kind's own with its imports inlined, behind variables from the house rules and from measuring
this document's words.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from itertools import count
from typing import Any

from jinja2 import Environment, FunctionLoader

from docgen import handbook, translation
from docgen.address import parted_lists
from docgen.address.jobs import Job
from docgen.composed import Composed, Metadata
from docgen.content.document import Document
from docgen.content.figures import Recorder
from docgen.content.languages import language
from docgen.content.project import Project, text_of
from docgen.content.schemas.fields import keys_of
from docgen.foundation.errors import ErrorCollector, Finding, Place
from docgen.foundation.memory import kept
from docgen.foundation.numerals import chinese, chinese_date, official_date, official_month
from docgen.foundation.typography import one_line, whole_years
from docgen.layout.fonts import Typefaces
from docgen.layout.names import in_one_face, rare_characters, signatory_rows, space_name
from docgen.layout.page_tree import PageTree, own_lines
from docgen.prose.captions import with_numbers
from docgen.prose.rendering import Rendering

from . import data_blocks, jinja, markup, print_options, signed_codes
from .css_bundle import sheet_findings
from .field_titles import FIELD, field_paths, titles, unknown_fields
from .lines import Lines
from .style_sheet import name_of, sheets_of, style_sheet

ONE_FACE = ".one-face"
TAG = re.compile("<[^<>]*>")
BLANKS = re.compile(r"[^\S\u202f]+")
NOTE, IMPRINT, NAMELESS = '<span class="footnote"', '<footer class="imprint"', '<footer class="imprint">'
FILTERS = {
    "one_line": one_line,
    "official_date": official_date,
    "official_month": official_month,
    "chinese_date": chinese_date,
    "chinese_number": chinese,
    "signatory_rows": signatory_rows,
    "spaced": space_name,
    "whole_years": whole_years,
}
LANGUAGE_TAGS = {"zh": "zh-CN", "bo": "bo"}


@dataclass(frozen=True)
class Content:
    """What a template is filled with: a document's values as HTML, and what goes with them."""

    values: Mapping[str, Any]
    figures: Recorder | None
    states: Mapping[str, translation.State]
    matter: handbook.Matter | None  # of a handbook
    findings: tuple[Finding, ...] = ()  # what is doubtful in its prose


def compose(job: Job, typefaces: Typefaces, layout: handbook.Layout = handbook.UNKNOWN) -> Composed:
    """Return `job` composed, ready for any writer.

    `layout` is what is known of a handbook once it was laid out. The page is parsed once, and what is worked
    out of it is read from that tree; what goes out is the text as the template made it.
    Raises ContentError for what the prose gets wrong, TemplateError for what the template does.
    """
    document = job.document
    content = content_of(job, layout)
    lines = Lines(document.profile, typefaces, sheets_of(document), job.name)
    html = with_note_ids(with_numbers(filled_template(job, content, lines)))
    page = PageTree(html)
    paths = field_paths(page)
    css = style_sheet(job, is_draft(job, content.values), html, page, typefaces)
    html, noticed = named(html, css, job, typefaces)
    return Composed(
        name=job.name,
        html=html,
        css=css,
        metadata=metadata(job, content.values),
        even_imprint=print_options.even_imprint(document),
        assets=data_blocks.assets_of(document),
        titles=titles(paths, document.fields, document.project),
        findings=(
            *job.findings,
            *content.findings,
            *lines.findings,
            *titles_too_wide(job, page, lines),
            *contradictions(job, content.figures),
            *markup.findings(document, html),
            *fields_unknown(document, paths),
            *sheet_findings(document.project, document.kind.style),
            *noticed,
            *findings_of_document(document),
        ),
    )


def fields_unknown(document: Document, paths: list[str]) -> Iterator[Finding]:
    """Yield the fields that a template says its words are of, and the kind does not have."""
    for path in unknown_fields(paths, document.fields, document.project):
        place = Place(document.project.template(document.kind.template))
        yield Finding("template-field", place, {"field": path})


def findings_of_document(document: Document) -> tuple[Finding, ...]:
    """Return what is told of a document whatever becomes of its texts. Raises ContentError for a glossary."""
    return (*signed_codes.findings(document), *translation.findings(document), *document.findings)


def with_note_ids(html: str) -> str:
    """Return a page whose notes and imprint (版记) have ids, if it has both: Word asks for their pages."""
    if NOTE not in html or IMPRINT not in html:
        return html
    numbers = count(1)
    html = re.sub(NOTE, lambda _: f'{NOTE} id="note-{next(numbers)}"', html)
    return html.replace(NAMELESS, f'{IMPRINT} id="imprint">', 1)


def content_of(job: Job, layout: handbook.Layout) -> Content:
    """Return what the template is filled with. Raises ContentError for all that the prose gets wrong."""
    document = job.document
    recorder = document.figures.recording() if document.figures else None
    names = {**job.placeholders, "figures": recorder, **data_blocks.data_names(document.data)}
    tries = ErrorCollector()
    states = translation.states(document)
    values, doubtful = tries.run(lambda: fields(job, names), ({}, []))
    matter = tries.run(lambda: handbook.matter(document, names, states, layout), None)
    tries.raise_all()
    return Content(values, recorder, states, matter, (*doubtful, *(matter.findings if matter else ())))


def filled_template(job: Job, content: Content, lines: Lines) -> str:
    """Return the page: the kind's template, filled in. Raises TemplateError."""
    document, values = job.document, content.values
    return jinja.render(
        environment(document.project),
        document.kind.template,
        {
            "document": values,
            "office": document.office,
            "offices": document.offices,
            "figures": content.figures,
            "data": data_blocks.template_data(document.data),
            "lines": lines,
            "recipient": job.recipient,
            "recipients": job.recipients,
            "book": content.matter,
            "translation": content.states,
            "tags": LANGUAGE_TAGS,
            "code": signed_codes.picture(document, job.recipient or values.get("winner")),
            "kind": {"name": document.kind.name, "css_class": css_class(job)},
        },
    )


def titles_too_wide(job: Job, page: PageTree, lines: Lines) -> Iterator[Finding]:
    """Yield the lines that an author made of a title and that are too wide for the page (7.3.1)."""
    for element in (*page.of_class("title"), *page.of_class("attachment-title")):
        own = own_lines(element)
        keys = keys_of(element.get(FIELD, ""))
        for line in own if len(own) > 1 else ():
            if lines.width_of_title(line) > lines.title_room:
                most = int(lines.title_room / lines.title_size)
                place = job.document.source.place(*keys)
                yield Finding("title-line-long", place, {"line": line, "most": most}, job.name)


def metadata(job: Job, values: Mapping[str, Any]) -> Metadata:
    """Return what the file says about itself."""
    return Metadata(
        title=plain_title(values["title"]),
        author=job.document.office["name"],
        language="zh-CN",
        date=values["date"],
        subject=job.document.kind.title,
        draft=is_draft(job, values),
    )


def plain_title(title: str) -> str:
    """Return a title without its tags, on one line; U+202F, which spells Mongolian, is no blank."""
    return BLANKS.sub(" ", unescape(TAG.sub("", title))).strip(" ")


def named(html: str, css: str, job: Job, typefaces: Typefaces) -> tuple[str, tuple[Finding, ...]]:
    """Return a page with its recipient's name in one face, if a rare character would split it, and a finding.

    Style sheets without the class `one-face` see to names themselves (`--fit-`).
    """
    name = name_of(job)
    characters = rare_characters(name, css, typefaces) if ONE_FACE in css else ""
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


def fields(job: Job, names: Mapping[str, object]) -> tuple[dict[str, Any], list[Finding]]:
    """Return every field of the document's kind, rendered, and what is told of their texts.

    `names` are what placeholders may name.
    A shared field that the kind does not have is None too, for shared templates ask for it.
    """
    kind, recipient = job.document.kind, job.recipient
    said = language(job.document.project).said if job.document.values.get("bo") else str
    rendering = Rendering(
        job.document.source, job.document.fields, names, data_blocks.assets_of(job.document), said
    )
    rendered = rendering.rendered(job.document.values)
    own: dict[str, Any] = parted_lists.own_items(kind, rendered, recipient, job.label) if recipient else {}
    if job.copy_number:
        own |= {"copy_number": job.copy_number}
    return {**dict.fromkeys(kind.schema["$defs"]), **rendered, **own}, rendering.findings


def is_draft(job: Job, values: Mapping[str, Any]) -> bool:
    """Return whether the document has a place for a 发文字号, or a 期数 that is given, and none in it yet."""
    has_place = "doc_number" in job.document.kind.schema["properties"]
    awaits_issue = job.document.fields.first(("serial",), "x-form") and not values["serial"]
    return bool((has_place and not values["doc_number"]) or awaits_issue)


def css_class(job: Job) -> str:
    """Return the classes of the page: its kind, and whether it is to be sealed."""
    sealed = job.document.values.get("seal", True)
    return job.document.kind.css_class + ("" if sealed else " unsealed")


@lru_cache(maxsize=16)
def environment(project: Project) -> Environment:
    """Return the sandbox in which the project's templates run; a template that changed is read anew."""
    made = jinja.environment(FunctionLoader(lambda name: loaded(project, name)))
    made.filters |= FILTERS
    return made


def loaded(project: Project, name: str) -> tuple[str, str, Callable[[], bool]] | None:
    """Return a template as Jinja asks for it: text, file name, whether that is up to date; None for none."""
    found = template(project, name)
    return (*found, lambda: template(project, name) is found) if found else None


@kept(128)
def template(project: Project, name: str) -> tuple[str, str] | None:
    """Return a template's text and file name, None when there is no such template."""
    path = project.find_template(name)
    return (text_of(path), str(path)) if path else None
