"""The style sheet of a page: its kind's, behind what was settled for this document and measured of its words.

In goes a job and its page, out comes one text that both writers obey.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from docgen.address.jobs import Job
from docgen.content.document import Document
from docgen.content.project import Project
from docgen.foundation.memory import kept
from docgen.layout import fitting, joint, measures
from docgen.layout.fonts import Typefaces
from docgen.layout.page_tree import PageTree
from docgen.prose.captions import SIGNS

from . import print_options
from .css_bundle import bundle

DRAFT = "_shared/draft.css"
FOUND = {
    "_shared/data.css": ('<table class="data', 'src="docgen-chart-'),
    "_shared/captions.css": SIGNS,
    "_shared/articles.css": ('class="article"',),
    "_shared/joint-masthead.css": ('class="joint-masthead"',),
    "_shared/joint-signature.css": ('class="signature joint"',),
    "_shared/latin.css": ('class="apostrophe"',),
}
"""Style sheets that are read, in this order, where a page has one of the signs of what they are about."""
SHARE = re.compile(r'<col class="part-([0-9]+)"')
SPREAD = re.compile(r'class="spread-(-?[0-9]+)"')
LIST_START = re.compile(r'<ol\b[^>]*? start="([0-9]+)"')


def style_sheet(job: Job, draft: bool, html: str, page: PageTree, typefaces: Typefaces) -> str:
    """Return the kind's style sheet and those the document's options call for, behind its variables.

    The variables are house rules, the printer's offsets, and what was measured of the document's own words.
    """
    project, profile = job.document.project, job.document.profile
    names = [job.document.kind.style, *([DRAFT] if draft else []), *print_options.sheets(job.document.values)]
    names += [sheet for sheet, signs in FOUND.items() if any(sign in html for sign in signs)]
    bundled = (bundled_sheet(project, name) for name in names)
    sheets = joined((*bundled, *list_starts(html), *column_shares(html), *spreads(html)))
    values = {
        **profile,
        **print_options.variables(job.document),
        **measures.measure_page(page, profile, typefaces),
        **joint.variables(page, profile, typefaces),
        **fitting.fitting_variables(page, sheets, typefaces, name_of(job), job.fellows),
    }
    return with_variables(sheets, tuple(values.items()))


@lru_cache(maxsize=16)
def joined(sheets: tuple[str, ...]) -> str:
    """Return style sheets as one, the same object for all letters that have the same ones."""
    return "\n".join(sheets)


@lru_cache(maxsize=16)
def with_variables(sheets: str, values: tuple[tuple[str, object], ...]) -> str:
    """Return a style sheet behind its variables, the same object for all letters that have the same ones."""
    return ":root {\n" + "".join(f"--{name}: {value};\n" for name, value in values) + "}\n" + sheets


def sheets_of(document: Document) -> str:
    """Return a kind's style sheet and those that the document asks for: its paper, its shape."""
    names = (document.kind.style, *print_options.sheets(document.values))
    return joined(tuple(bundled_sheet(document.project, name) for name in names))


def list_starts(html: str) -> Iterator[str]:
    """Give a rule for each number that a list of the page begins with: CSS alone does not read `start`."""
    for start in sorted({int(number) for number in LIST_START.findall(html)}):
        yield f'ol[start="{start}"] {{ counter-reset: list-item {start - 1} }}'


def column_shares(html: str) -> Iterator[str]:
    """Give a rule for each share that a column of the page has of its table, in thousandths."""
    for share in sorted({int(share) for share in SHARE.findall(html)}):
        yield f".part-{share} {{ width: {share / 10:g}% }}"


def spreads(html: str) -> Iterator[str]:
    """Give a rule for each space between the characters of a name that is set to its fellows' width."""
    for space in sorted({int(space) for space in SPREAD.findall(html)}):
        yield f".spread-{space} {{ letter-spacing: {space / 1000:g}em }}"


@kept(64)
def bundled_sheet(project: Project, name: str) -> str:
    """Return a style sheet with its imports inlined."""
    return bundle(project, name)


def name_of(job: Job) -> str:
    """Return the name of a job's recipient, empty without one."""
    return str((job.recipient or {}).get("name", ""))
