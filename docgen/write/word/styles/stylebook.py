"""Named styles (样式), made from the style sheet alone.

In goes CSS, out comes a `Stylebook`: one Word style for each `--docx-style` name and for each plain tag. The
letter itself has no say, so styles are the same in every letter and are there before they are used.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from itertools import count

from docgen.layout.styles import Cascade, PageContext, Style, page_rules, resolve

from ..ooxml import numbering
from ..ooxml.numbering import Level
from ..ooxml.xml import difference, in_order, part, quote, val, wrapped
from .font_slots import Faces
from .looks import BODY, BUILT_IN, TAGS, Looks, Probed, probed, style_name, text_only
from .properties import (
    NEUTRAL_PARAGRAPH,
    NEUTRAL_RUN,
    PARAGRAPH_ORDER,
    RULE_HEIGHT,
    RUN_ORDER,
    indent,
    line_properties,
    paragraph_properties,
    run_properties,
)

CHINESE_NAMES = {name: chinese for chinese, name in BUILT_IN.items()}
"""What Chinese Word calls its own styles."""
HAIRLINE = "辅助行"
"""The style of paragraphs that the writer adds for a line, a box or a gap; the styles pane hides it."""
HAIRLINE_ID = "Hairline"
AS_IN_PDF = {name: val(name, 0) for name in ("overflowPunct", "autoSpaceDE", "autoSpaceDN")}
"""No hanging punctuation and no gap between Chinese and figures: lines break where the PDF's do."""


@dataclass(frozen=True, eq=False)
class NamedStyle:
    """A Word style. `paragraph` and `run` are whole, not differences."""

    id: str
    name: str
    kind: str  # paragraph or character
    paragraph: Mapping[str, str]
    run: Mapping[str, str]
    based_on: str = ""
    next: str = ""
    word_name: str = ""  # as Word knows it, `heading 1` for 标题 1
    standby: bool = False  # in case Word asks for it: no one has said how it looks
    list: tuple[Level, ...] = ()  # of which its number is a level
    level: int = 0
    hidden: bool = False


@dataclass
class Stylebook:
    """All named styles of a document, and the lists whose levels they are."""

    defaults: Mapping[str, str]
    styles: dict[str, NamedStyle]
    lists: Sequence[tuple[Level, ...]]
    margins: dict[Hashable, bytes] = field(default_factory=dict)
    """Headers and footers that every document with these styles has alike."""

    def of(self, tag: str, style: Style) -> NamedStyle:
        """Return the paragraph style of an element."""
        named = self.styles.get(style_name(style))
        if named is None or named.kind != "paragraph":
            plain = TAGS.get(tag, BODY)
            named = self.by_word_name.get(BUILT_IN.get(plain, plain), self.styles[BODY])
        return named

    def character(self, style: Style) -> NamedStyle | None:
        """Return the character style of an inline element, None when it has none."""
        named = self.styles.get(style_name(style))
        return named if named and named.kind == "character" else None

    @cached_property
    def keeping(self) -> frozenset[str]:
        """The styles, by id, whose paragraphs stay on the page of the next one."""
        return frozenset(style.id for style in self.styles.values() if "keepNext" in style.paragraph)

    @cached_property
    def by_word_name(self) -> Mapping[str, NamedStyle]:
        """The styles by what Word calls them."""
        return {style.word_name: style for style in self.styles.values()}

    @cached_property
    def by_id(self) -> Mapping[str, NamedStyle]:
        """The styles by what paragraphs call them."""
        return {style.id: style for style in self.styles.values()}

    def xml(self, variants: str = "") -> bytes:
        """Return the whole of styles.xml, with the variants that a document needs."""
        return part("styles", self.defined, variants)

    @cached_property
    def defined(self) -> str:
        """What styles.xml says in every document."""
        defaults = in_order(self.defaults, RUN_ORDER)
        return "".join(
            (
                f"<w:docDefaults><w:rPrDefault><w:rPr>{defaults}</w:rPr></w:rPrDefault>"
                "<w:pPrDefault/></w:docDefaults>",
                LATENT,
                *(self.style_xml(style, rank) for rank, style in enumerate(self.styles.values())),
                FIXED,
            )
        )

    def style_xml(self, style: NamedStyle, rank: int) -> str:
        """Return `w:style`, in the order of CT_Style (17.7.4.17)."""
        base = self.styles.get(style.based_on)
        paragraph = difference(style.paragraph, base.paragraph if base else {}, NEUTRAL_PARAGRAPH)
        run = difference(style.run, base.run if base else self.defaults, NEUTRAL_RUN)
        if style.kind == "character":
            paragraph, run = {}, dict(style.run)
        kind = f'w:type="{style.kind}"' + (' w:default="1"' if style.name == BODY else "")
        kind += "" if style.word_name in CHINESE_NAMES else ' w:customStyle="1"'
        following = self.styles.get(style.next)
        return (
            f"<w:style {kind} w:styleId={quote(style.id)}>{names(style)}"
            f"{val('basedOn', base.id) if base else ''}{val('next', following.id) if following else ''}"
            f"{val('uiPriority', rank)}{shown(style)}"
            f"{wrapped('pPr', in_order(paragraph, PARAGRAPH_ORDER))}"
            f"{wrapped('rPr', in_order(run, RUN_ORDER))}"
            "</w:style>"
        )


def names(style: NamedStyle) -> str:
    """Return a style's name; one that is Word's own by the style sheet's word shows both."""
    told = style.word_name in CHINESE_NAMES and style.name != CHINESE_NAMES[style.word_name]
    return val("name", style.word_name) + (val("aliases", style.name) if told else "")


def shown(style: NamedStyle) -> str:
    """Return where Word shows a style: in pane and gallery, in both once it is used, or nowhere."""
    if style.hidden:
        return val("semiHidden")
    return val("semiHidden") + val("unhideWhenUsed") if style.standby else val("qFormat")


LATENT = (
    '<w:latentStyles w:defLockedState="0" w:defUIPriority="99" w:defSemiHidden="1"'
    ' w:defUnhideWhenUsed="1" w:defQFormat="0" w:count="376">'
    + "".join(
        f'<w:lsdException w:name="{name}" w:uiPriority="{rank}" w:qFormat="1"/>'
        for name, rank in (
            *((f"heading {level}", 9) for level in range(1, 10)),
            *((f"toc {level}", 39) for level in range(1, 10)),
        )
    )
    + "</w:latentStyles>"
)
"""Word's own styles that the document does not define: out of sight until someone uses them."""

# What Word expects in every document, whatever the style sheet says.
FIXED = (
    '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
    '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
    '<w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>'
    '<w:top w:w="0" w:type="dxa"/><w:left w:w="0" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
    '<w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
    '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/>'
    '<w:uiPriority w:val="99"/><w:semiHidden/></w:style>'
    '<w:style w:type="character" w:styleId="FootnoteReference"><w:name w:val="footnote reference"/>'
    '<w:uiPriority w:val="99"/><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>'
)


@lru_cache(maxsize=64)
def stylebook(looks: Looks, faces: Faces) -> Stylebook:
    """Return the styles for documents with these looks; a thousand letters share them."""
    found = probed(looks)
    cascade = Cascade("<html>", looks.css)  # to be asked how counters are written
    numbers = numbering.Numbering()
    page = page_rules(looks.css, PageContext(), looks.lang).style
    width = page.size[0] - resolve(page.margin.left, 0) - resolve(page.margin.right, 0)
    words = word_names(found)
    ids = style_ids(words)
    lists = numbered_styles(found, ids, cascade, faces, width)
    firsts = {levels: numbers.first(levels) for levels in dict.fromkeys(one for one, _ in lists.values())}
    styles: dict[str, NamedStyle] = {}
    for item in found:
        if item.name not in styles:
            style = named(item, (ids[item.name], words[item.name]), faces, width)
            if item.name in lists:
                levels, level = lists[item.name]
                numbered = {"numPr": numbering.properties(firsts[levels], level)}
                style = replace(style, paragraph={**style.paragraph, **numbered}, list=levels, level=level)
            styles[item.name] = style
    styles.setdefault(HAIRLINE, hairline(styles[BODY]))
    return Stylebook(run_properties(found[0].parent, faces), styles, list(firsts))


def word_names(found: Iterable[Probed]) -> dict[str, str]:
    """Return what Word calls each style; one of its own styles is what first says so."""
    names: dict[str, str] = {}
    for item in found:
        free = item.word_name not in names.values()
        names.setdefault(item.name, item.word_name if free else item.name)
    return names


def style_ids(words: Mapping[str, str]) -> dict[str, str]:
    """Return the id of each style: Word's own for a built-in one, else its rank, which all letters share."""
    own = (f"S{rank}" for rank in count(1))
    return {name: built_in_id(word) if word in CHINESE_NAMES else next(own) for name, word in words.items()}


def built_in_id(name: str) -> str:
    """Return the id Word gives to a built-in style: `heading 1` is Heading1."""
    return (name.title() if name.islower() else name).replace(" ", "")


def hairline(body: NamedStyle) -> NamedStyle:
    """Return the style of paragraphs without text, as low as a line."""
    paragraph = {"ind": indent(0, 0, 0), "jc": val("jc", "left"), **line_properties(0, 0, RULE_HEIGHT)}
    return replace(
        body,
        id=HAIRLINE_ID,
        name=HAIRLINE,
        word_name=HAIRLINE,
        paragraph={**paragraph, **AS_IN_PDF},
        based_on=BODY,
        next="",
        list=(),
        hidden=True,
    )


def named(item: Probed, called: tuple[str, str], faces: Faces, width: float) -> NamedStyle:
    """Return one style as Word defines it, `called` by its id and its name there."""
    id_, word_name = called
    style, docx = item.style, item.style.docx
    run = run_properties(style, faces)
    if style.inline:
        own = difference(run, run_properties(item.parent, faces), NEUTRAL_RUN)
        return NamedStyle(id_, item.name, "character", {}, own, word_name=word_name)
    if style.display == "table-caption":
        style = below_margin(style, item.parent, width)
    elif style.display.startswith("table") or style.display == "list-item":
        style = text_only(style)
    based_on = "" if item.name == BODY else docx.get("based-on", BODY)
    paragraph = {**paragraph_properties(style, width), **AS_IN_PDF}
    following = docx.get("next", BODY if "outlineLvl" in paragraph else "")
    kind, standby = "paragraph", not item.declared
    return NamedStyle(id_, item.name, kind, paragraph, run, based_on, following, word_name, standby=standby)


def below_margin(caption: Style, table: Style, width: float) -> Style:
    """Return the style of a caption with the space above its table, which CSS puts above both."""
    above = sum(resolve(style.margin.top, width) for style in (caption, table))
    return replace(caption, margin=caption.margin._replace(top=above))


Lists = dict[str, tuple[tuple[Level, ...], int]]
"""By style name, the list its number belongs to and the level in it."""


def numbered_styles(
    found: Iterable[Probed], ids: Mapping[str, str], cascade: Cascade, faces: Faces, width: float
) -> Lists:
    """Return the lists of styles whose ::before prints a counter they increment.

    Headings share a multi-level list, in the order of their outline; where a style sheet counts a level in
    two ways (一、 and 第一章), each has its list. Any other such style has its own.
    """
    items = {item.name: item for item in reversed(tuple(found)) if counted(item) and item.name != "题注"}
    outlined = [item for item in items.values() if item.style.bookmark_level]
    outlined.sort(key=lambda item: item.style.bookmark_level or 0)
    families = [
        *outlines(outlined),
        *([item] for item in reversed(items.values()) if not item.style.bookmark_level),
    ]
    lists: Lists = {}
    for family in families:
        counters = [counted(item) for item in family]
        levels = [numbered_level(item, ids[item.name], counters, cascade, faces, width) for item in family]
        whole = numbering.padded([level or Level("none", "") for level in levels])
        lists |= {item.name: (whole, rank) for rank, item in enumerate(family) if levels[rank]}
    return lists


def outlines(headings: Iterable[Probed]) -> list[list[Probed]]:
    """Return headings, in the order of their levels, by the outline they belong to: of each level one."""
    found: list[list[Probed]] = []
    for item in headings:
        level = item.style.bookmark_level
        outline = next((one for one in found if one[-1].style.bookmark_level != level), None)
        if outline is None:
            found.append([item])
        else:
            outline.append(item)
    return found


def counted(item: Probed) -> str:
    """Return the counter by which a style is numbered, '' when it is not."""
    before = item.before
    if before is None or not before.content or item.style.inline or before.display == "block":
        return ""
    printed = [value[0] for kind, value in before.content if kind in ("counter()", "counters()")]
    steps = (*(item.style.counter_increment or ()), *(before.counter_increment or ()))
    return next((name for name, step in steps if step == 1 and name in printed), "")


def numbered_level(
    item: Probed, id_: str, counters: list[str], cascade: Cascade, faces: Faces, width: float
) -> Level | None:
    """Return one level of a list, None when Word cannot print such a number."""
    before, style = item.before, item.style
    content = before.content if before else None
    if before is None or content is None:
        return None
    text = numbering.level_text(content, counters)
    form = numbering.counter_format(content, counted(item), cascade.counter_text)
    if text is None or form is None:
        return None
    run = difference(run_properties(before, faces), run_properties(style, faces), NEUTRAL_RUN)
    left, right = (resolve(side, width) for side in (style.margin.left, style.margin.right))
    indented = indent(left, right, resolve(style.text_indent, width))
    column = before.width is not None  # of its own: the text begins at a tab
    shown, suffix = (text.rstrip(), "tab") if column else (text, "nothing")
    return Level(form, shown, indented, suffix, in_order(run, RUN_ORDER), id_, counted(item), content)
