"""The values of a content file as its template sees them: prose as HTML, fields left out as None.

Which field is prose its schema says (`format: prose`, `format: line`); everything else stays as it was typed.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache, partial
from html import unescape
from typing import Any
from urllib.parse import unquote

from markupsafe import Markup

from docgen.content.assets import Assets
from docgen.content.rules.facts import Text
from docgen.content.schemas.fields import Fields
from docgen.content.source import KeyPath, Source
from docgen.foundation.errors import ContentError, Finding, Problem

from . import articles, captions, pictures, placeholders, tables, typed_headings
from . import html as prose
from .doubts import doubts
from .html import PlaceOf
from .keyboard import understood
from .placeholders import malformed_tags

Said = Callable[[str], str]
"""Turns a value into the language of the text it is filled into."""
Forms = Mapping[str, Callable[[str, Mapping[str, object], PlaceOf, Said], str]]
"""How text is rendered, by the format its schema names."""
TIBETAN = "bo"
WIDTHS = "widths"
"""The field that says the shares of a table's columns in the texts beside it."""
ARTICLES = "articles"
"""The field that says that the texts beside it are in chapters and articles."""

AS_HTML: Forms = {"prose": prose.to_html, "line": prose.line}
IMAGE = re.compile(r'<img [^>]*?src="([^"]*)"')


class Rendering:
    """Renders the values of one file by its `fields`; `names` are what its placeholders may name.

    On the way it gathers the `problems` of its texts, and as `findings` what is told of them.
    """

    def __init__(
        self,
        source: Source,
        fields: Fields,
        names: Mapping[str, object],
        assets: Assets,
        said: Said = str,
        forms: Forms = AS_HTML,
    ) -> None:
        self.source = source
        self.said = said
        self.forms = forms
        self.fields = fields
        self.names = names
        self.assets = assets
        self.problems: list[Problem] = []
        self.findings: list[Finding] = []
        self.named = captions.Named()

    def rendered(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Return every field the schema knows, rendered.

        Raises ContentError with the problems of all fields.
        """
        rendered = self.mapping(values, ())
        self.problems += self.named.problems()
        if self.problems:
            raise ContentError(self.problems)
        return rendered

    def mapping(self, given: Mapping[str, Any], keys: KeyPath) -> dict[str, Any]:
        """Return a mapping with every field its schema knows: None where nothing was given."""
        names = {**self.fields.properties(keys), **given}
        rendered = {name: self.value(given.get(name), (*keys, name)) for name in names}
        if given.get(ARTICLES):
            rendered = self.with_articles(rendered, given, keys)
        shares = given.get(WIDTHS)
        return self.with_widths(rendered, shares, (*keys, WIDTHS)) if shares else rendered

    def with_articles(
        self, rendered: Mapping[str, Any], given: Mapping[str, Any], keys: KeyPath
    ) -> dict[str, Any]:
        """Return fields whose prose is in chapters and articles; a number typed wrongly is told."""
        made = dict(rendered)
        for name, html in rendered.items():
            if isinstance(html, Markup) and self.fields.first((*keys, name), "format") == "prose":
                made[name] = Markup(articles.with_articles(html))
                for offset, typed, printed in articles.misnumbered(given[name]):
                    place = self.source.place_within((*keys, name), offset)
                    self.findings.append(
                        Finding("article-number", place, {"typed": typed, "printed": printed})
                    )
        return made

    def with_widths(self, rendered: dict[str, Any], shares: list[int], keys: KeyPath) -> dict[str, Any]:
        """Return fields whose tables have the shares said beside them; those of no table are a problem."""
        prose = {name: html for name, html in rendered.items() if isinstance(html, Markup)}
        given = {name: Markup(tables.with_widths(html, shares)) for name, html in prose.items()}
        if prose and given == prose and not self.problems:
            place = self.source.place_within(keys, 0)
            self.problems.append(Problem("table-widths", place, {"count": len(shares)}))
        return rendered | given

    def value(self, given: Any, keys: KeyPath) -> Any:
        """Return one value rendered by the format its schema names."""
        if isinstance(given, Mapping):
            return self.mapping(given, keys)
        if isinstance(given, list):
            return [self.value(item, (*keys, number)) for number, item in enumerate(given)]
        form = self.fields.first(keys, "format")
        return self.prose(given, form, keys) if isinstance(given, str) and form in self.forms else given

    def prose(self, text: str, form: str, keys: KeyPath) -> Markup | None:
        """Return text as HTML, keeping its problems for later."""
        place_of = partial(self.source.place_within, keys)
        counted = counts_headings(self.fields, keys)
        try:
            read = as_read(text, counted) if form == "prose" else text
            html = self.forms[form](read, self.names, place_of, self.said if TIBETAN in keys else str)
        except ContentError as error:
            self.problems += error.problems
            return None
        if form == "prose":
            self.named.read(text, place_of)
            self.note_blocks(text, place_of)
        if form == "prose" and TIBETAN not in keys:
            told = doubts(text, counted)
            self.findings += [Finding(one.code, place_of(one.offset), one.values) for one in told]
        for address in images(html):
            self.problems += self.assets.problems(address, place_of(max(text.find(address), 0)))
        return Markup(pictures.alone(html))

    def note_blocks(self, text: str, place_of: PlaceOf) -> None:
        """Note the captions of the tables and charts of data that a text puts in; each stands once."""
        for kind, name, offset in placeholders.blocks(text):
            kept = self.names.get(kind)
            html = kept.get(name, "") if isinstance(kept, Mapping) else ""
            if any(sign in html for sign in captions.SIGNS):
                self.named.add(placeholders.BLOCK_NAMES[kind], name, place_of(offset))


def problems_as_typed(texts: Iterable[Text]) -> list[Problem]:
    """Return what is wrong with `texts` whatever is filled in: rows, headings, placeholders."""
    problems: list[Problem] = []
    for text in texts:
        form = text.fields.first(text.keys, "format")
        if text.is_prose:
            read = as_read(text.text, counts_headings(text.fields, text.keys))
            problems += prose.problems_of(read, text.place)
        if form in AS_HTML:
            problems += malformed_tags(text.text, text.place)
    return problems


@lru_cache(maxsize=64)
def as_read(text: str, counted: bool) -> str:
    """Return a text as it is read, as long as it was typed: its signs half-width, its headings unnumbered."""
    read = understood(text)
    return typed_headings.counted(read) if counted else read


def findings_as_typed(texts: Iterable[Text]) -> list[Finding]:
    """Return what is told of the prose among `texts`, whether or not it can be rendered."""
    return [
        Finding(one.code, text.place(one.offset), one.values)
        for text in texts
        if text.is_prose
        for one in doubts(text.text, counts_headings(text.fields, text.keys))
    ]


def counts_headings(fields: Fields, keys: KeyPath) -> bool:
    """Say whether the headings of a text are printed with 一、 and （一）, as its schema says."""
    return bool(fields.first(keys, "x-counted-headings"))


def images(html: str) -> list[str]:
    """Return the addresses of the images in prose, as they were written."""
    return [unquote(unescape(address)) for address in IMAGE.findall(html)]
