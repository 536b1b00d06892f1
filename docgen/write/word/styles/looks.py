"""How the style sheet would make each named style look, asked before any letter is written.

In goes CSS, out comes what it makes of an element for each `--docx-style` and of each plain tag.
"""

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from typing import Any, NamedTuple

from docgen.layout.styles import Cascade, PageContext, Probe, Style, page_rules, probes
from docgen.layout.styles.record import NO_LINES, NO_SPACE

# Chinese Word shows its built-in styles by these names; a custom style of the same name would clash.
BUILT_IN = {
    "正文": "Normal", "标题": "Title", "副标题": "Subtitle", "题注": "caption",
    "页眉": "header", "页脚": "footer", "脚注文本": "footnote text", "脚注引用": "footnote reference",
    "尾注文本": "endnote text", "超链接": "Hyperlink",
    "列表段落": "List Paragraph", "引用": "Quote", "正文文本": "Body Text", "TOC 标题": "TOC Heading",
    **{f"标题 {level}": f"heading {level}" for level in range(1, 10)},
    **{f"目录 {level}": f"toc {level}" for level in range(1, 10)},
}  # fmt: skip

CHINESE = {name.lower(): chinese for chinese, name in BUILT_IN.items()}

TAGS = {
    **{f"h{level}": f"标题 {level}" for level in range(1, 7)},
    "li": "列表段落", "td": "表格正文", "th": "表格表头", "caption": "题注", "figcaption": "题注",
    "blockquote": "引用", "pre": "预设格式",
}  # fmt: skip
"""The style of an element to which the style sheet gives none; all others are 正文."""

BODY = "正文"
LONGEST_NAME = 200  # characters; Word takes 253 with aliases
SKELETON = '<!DOCTYPE html><html lang="{lang}"><body class="{classes}"></body></html>'


def style_name(style: Style) -> str:
    """Return the Word style an element asks for by --docx-style, '' when it asks for none.

    Word takes a comma for the start of an alias, and its own names for its own styles whatever their case.
    """
    said = style.docx.get("style", "").replace(",", "，").strip()[:LONGEST_NAME]
    return CHINESE.get(said.lower(), said)


def built_in(style: Style) -> str:
    """Return Word's own name of the style that a named style is (--docx-built-in), '' when it is none.

    Word looks for its own styles: the navigation pane, cross-references and contents for headings.
    """
    said = style.docx.get("built-in", "").strip()
    return BUILT_IN.get(CHINESE.get(said.lower(), said), "")


class Probed(NamedTuple):
    """What the style sheet makes of an element that was planted to be looked at."""

    name: str
    style: Style
    parent: Style
    before: Style | None
    declared: bool = False  # by the style sheet; else it is there in case Word asks for it

    @property
    def word_name(self) -> str:
        """What Word calls it: `heading 1` for 标题 1 and for what the style sheet says is that."""
        return built_in(self.style) or BUILT_IN.get(self.name, self.name)


class Looks(NamedTuple):
    """All that named styles depend on."""

    css: str
    lang: str
    classes: str  # of the body
    tags: tuple[tuple[str, str], ...] = ()  # (class, tag) for classes that selectors name without a tag


@lru_cache(maxsize=64)
def probed(looks: Looks) -> tuple[Probed, ...]:
    """Return what CSS makes of each named style and of each plain tag; a thousand letters look once."""
    css, lang, classes = looks.css, looks.lang, looks.classes.replace('"', "")
    cascade = Cascade(SKELETON.format(lang=lang, classes=classes), css)
    body = cascade.root.find("body")
    assert body is not None  # the skeleton above has one
    planted = [probe.plant(body, dict(looks.tags)) for probe in probes(css, "--docx-style")]
    plain = {tag: Probe(((tag, ()),)).plant(body, {}) for tag in ("p", *TAGS)}
    cascade.compute()
    parents = {child: parent for parent in cascade.root.iter() for child in parent}

    def look(element: Any, name: str) -> Probed:
        before = cascade.pseudo(element, "before")
        return Probed(name, cascade.style(element), cascade.style(parents[element]), before)

    named = [look(element, style_name(cascade.style(element)))._replace(declared=True) for element in planted]
    tagged = [
        look(element, style_name(cascade.style(element)) or TAGS.get(tag, BODY))
        for tag, element in plain.items()
    ]
    taken = {one.word_name for one in named}
    tagged = [one for one in tagged if one.word_name not in taken]
    feet = [Probed(name, style, cascade.style(body), None) for name, style in running(css, lang)]
    own_body = [one for one in named if one.name == BODY]
    plain_body = Probed(BODY, text_only(cascade.style(body)), cascade.style(body), None, declared=True)
    rest = [one for one in (*named, *tagged, *feet) if one.name and one.name != BODY]
    return (*(own_body[:1] or [plain_body]), *rest)


def running(css: str, lang: str) -> Iterator[tuple[str, Style]]:
    """Yield the styles of header and footer: those of the first margin box that prints something."""
    boxes = page_rules(css, PageContext(), lang).boxes
    for edge, name in (("top", "页眉"), ("bottom", "页脚")):
        said = [style for box, style in boxes.items() if box.startswith(edge) and style.content]
        if said:
            yield name, replace(text_only(said[0]), display="block")


@lru_cache(maxsize=1024)
def text_only(style: Style) -> Style:
    """Return a style without its box: for text whose margins, lines and background something else draws."""
    return replace(
        style, margin=NO_SPACE, padding=NO_SPACE, border=NO_LINES, background=None, width=None, height=None
    )
