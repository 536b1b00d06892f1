"""Sections: what CSS says of pages (@page) as Word's sections.

In go the blocks of the body, each knowing the name of its page, out comes the body with a `w:sectPr` wherever
the sort of page changes.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import zip_longest

from docgen.layout.styles import Page, PageContext

from ..blocks.paragraphs import page_number
from ..ooxml.limits import word_twips
from ..ooxml.xml import part, val
from ..story.context import Context, Story
from ..story.page_area import Area, area, page_for
from ..story.paragraph import FORCED, ONE_COLUMN, Block, Columns, Paragraph, spacer
from ..story.running import InForce, Running, Shown, names_printed
from ..styles.properties import RULE_HEIGHT
from ..styles.stylebook import HAIRLINE, NamedStyle
from . import margin_boxes
from .margin_boxes import KINDS, Strip

STARTS = {"right": "oddPage", "recto": "oddPage", "left": "evenPage", "verso": "evenPage"}
EDGES = ("top", "bottom")


@dataclass
class Section:
    """Blocks on one sort of page."""

    page: str
    start: str  # nextPage, oddPage, evenPage or continuous
    columns: Columns
    number_from: int | None
    running: Running
    blocks: list[Block] = field(default_factory=list)


def split(context: Context, blocks: Sequence[Block]) -> list[Section]:
    """Return the blocks in sections: Word needs one wherever pages, columns or what margins print change."""
    sections: list[Section] = []
    for block in blocks:
        last = sections[-1] if sections else None
        now = block.in_force or (last.running.last if last else {})
        start = section_start(last, block) or (change(context, last, block, now) if last else "")
        if start:
            running = Running(now, now)
            sections.append(Section(block.page or "", start, block.columns, block.number_from, running))
            block.break_before = "auto"
        sections[-1].blocks.append(block)
        sections[-1].running.go_on(now)
    return sections or [Section("", "nextPage", ONE_COLUMN, None, Running())]


def balanced(sections: Sequence[Section], hairline: NamedStyle) -> Iterator[Section]:
    """Give the sections, an empty one behind columns that no other follows on their page.

    Word makes columns equally long only before a section that goes on on the same page.
    """
    for section, following in zip_longest(sections, sections[1:]):
        yield section
        if section.columns.number > 1 and (following is None or following.start != "continuous"):
            empty = Paragraph(hairline, {}, line=RULE_HEIGHT, page=section.page)
            yield Section(section.page, "continuous", ONE_COLUMN, None, section.running, [empty])


def change(context: Context, last: Section, block: Block, now: InForce) -> str:
    """Return how a section starts where margins print something else than before, '' when they do not.

    Word looks for running titles by itself, so within a page they need no section.
    """
    before = last.running.last
    if now is before:
        return ""
    printed = names_printed(page_for(context, PageContext(block.page or "")))
    printed += names_printed(page_for(context, PageContext(block.page or "", side="left")))
    changed = [name for name in printed if before.get(name) is not now.get(name)]
    if block.break_before in FORCED:
        return "nextPage" if changed else ""
    return "continuous" if any(kind == "element" and (kind, name) in before for kind, name in changed) else ""


def section_start(last: Section | None, block: Block) -> str:
    """Return how a new section starts with this block, '' when it goes on with the last one."""
    forced = STARTS.get(block.break_before, "nextPage" if block.break_before in FORCED else "")
    if last is None or (block.page or "") != last.page:
        return forced or "nextPage"
    if block.columns != last.columns:
        return forced or "continuous"
    if forced and (forced != "nextPage" or block.number_from is not None):
        return forced
    return ""


class Pages:
    """The headers, footers and page settings of one document."""

    def __init__(self, story: Story, names: Sequence[str]) -> None:
        self.story = story
        self.context: Context = story.context
        self.kinds = {name: self.sorts(name) for name in dict.fromkeys(names)}
        self.front = self.sorts(names[0], first=True)
        self.all = [self.front, *self.kinds.values()]
        self.last: str | None = None  # the page name of the section before
        self.shown: list[Shown] | None = None  # what its margins print of the text
        self.references: dict[tuple[str, bytes], str] = {}
        pages = [page for sorts in self.all for page in sorts.values()]
        # Without headers and footers nothing takes room from a page that is printed to its edges.
        self.printed = bool(self.context.fixed) or any(any(printed_around(page)) for page in pages)
        self.printed = self.printed or any(area(page) != area(pages[0]) for page in pages)
        self.printed = self.printed or bool(self.context.raised)
        self.odd_and_even = any(differ(sorts["even"], sorts["default"]) for sorts in self.all)
        self.mirrored = any(mirror(area(s["even"]), area(s["default"])) for s in self.all)

    def sorts(self, name: str, first: bool = False) -> dict[str, Page]:
        """Return the pages of one name by Word's types of headers; CSS's :first is the document's first."""
        contexts = {
            "default": PageContext(name),
            "even": PageContext(name, side="left"),
            "first": PageContext(name, first=first, opening=True),
        }
        sorts = {kind: page_for(self.context, context) for kind, context in contexts.items()}
        self.report(sorts)
        return sorts

    def report(self, sorts: dict[str, Page]) -> None:
        """Report sides that differ between the pages of one section, which Word allows only mirrored."""
        own = area(sorts["default"])
        if sorts["default"].style.background:
            self.context.find("css-not-in-word", selector="@page", css="background")
        for kind, selector in (("first", ":first"), ("even", ":left")):
            other = area(sorts[kind])
            level = replace(other, top=own.top, bottom=own.bottom)
            if (other.width, other.height) != (own.width, own.height):
                self.context.find("css-not-in-word", selector=f"@page {selector}", css="size")
            elif level != own and not mirror(level, own):
                self.context.find("css-not-in-word", selector=f"@page {selector}", css="margin")

    def properties(self, section: Section, first: bool) -> str:
        """Return `w:sectPr`, in the order of CT_SectPr (17.6.17)."""
        sorts = {**(self.front if first else self.kinds[section.page])}
        opens, story = section.page != self.last, replace(self.story, running=section.running)
        shown = [section.running.shown(page) for page in sorts.values()]
        headed = self.printed and (opens or shown != self.shown)  # else those of the section before go on
        number_from = section.number_from
        if opens and number_from is None:
            number_from = page_number(sorts["first"].style)
        raised = self.context.raised if first else 0.0
        if not raised and (not opens or not differ(sorts["first"], sorts["default"])):
            del sorts["first"]
        if not self.odd_and_even:
            del sorts["even"]
        areas = {kind: area(page) for kind, page in sorts.items()}
        if raised:
            areas["first"] = replace(areas["first"], top=areas["first"].top - raised)
        own = least(areas.values())
        distances = {edge: self.distance(story, sorts, edge, own) for edge in EDGES}
        references = "".join(
            self.reference(story, page, kind, edge, distances[edge], getattr(areas[kind], edge), own)
            for kind, page in sorts.items()
            for edge in EDGES
            if headed
        )
        self.last, self.shown = section.page, shown
        return (
            f"<w:sectPr>{references}{val('type', section.start)}{size(own)}{page_margins(own, distances)}"
            f"{numbered_from(number_from)}{columns(section.columns)}"
            f"{val('titlePg') if 'first' in sorts else ''}{self.grid(sorts['default'])}</w:sectPr>"
        )

    @staticmethod
    def distance(story: Story, sorts: dict[str, Page], edge: str, own: Area) -> float:
        """Return how far header or footer stands from the page's edge: where its nearest content does."""
        strips = [margin_boxes.strip(page, edge) for page in sorts.values()]
        free = max(min(margin_boxes.HALF_INCH, getattr(own, edge) - RULE_HEIGHT), 0.0)
        return min((strip.distance(story) for strip in strips if strip.boxes), default=free)

    def reference(
        self, around: Story, page: Page, kind: str, edge: str, distance: float, margin: float, own: Area
    ) -> str:
        """Return the reference to a header or footer; equal ones are one part."""
        room = margin - distance if margin > getattr(own, edge) else 0.0
        name = KINDS[edge]
        reserved = self.context.package.reserve(name, len(self.references) + 1)
        story = Story(self.context, reserved, around.flow, running=around.running)
        blob = header(story, page, edge, distance, room)
        key = (name, blob)
        if key not in self.references or len(reserved.rels):
            self.context.package.fill(reserved, blob)
            self.references[key] = self.context.package.relate(reserved, name)
        return f'<w:{name}Reference w:type="{kind}" r:id="{self.references[key]}"/>'

    def grid(self, page: Page) -> str:
        """Return the lines (and characters) a page is ruled for (文档网格): --docx-grid, on @page or body."""
        own = area(page)
        body = self.context.cascade.style(self.context.body)
        words = (page.style.docx.get("grid") or body.docx.get("grid") or "").split()
        counts = [int(word) for word in words[1:] if word.isdecimal() and int(word)]
        if not counts or words[0] not in ("lines", "lines-chars"):
            return '<w:docGrid w:linePitch="312"/>'
        pitch = int(own.text_height * 20 / counts[0] + 0.001)
        if words[0] == "lines" or len(counts) < 2:
            return f'<w:docGrid w:type="lines" w:linePitch="{pitch}"/>'
        # Word adds charSpace, in 4096ths of a point, to the size of Normal (17.6.5).
        space = int((own.text_width / counts[1] - body.font_size) * 4096)
        return f'<w:docGrid w:type="linesAndChars" w:linePitch="{pitch}" w:charSpace="{space}"/>'


def header(story: Story, page: Page, edge: str, distance: float, room: float) -> bytes:
    """Return a header or footer as a part; one that is the same in every letter is worked out once."""
    known = story.context.book.margins
    key = (page, edge, distance, room)
    same = margin_boxes.is_same_everywhere(page) and not story.context.fixed
    printed: Strip = margin_boxes.strip(page, edge)
    if same and key in known:
        story.context.families |= printed.families
        return known[key]
    if edge == "top":
        margin_boxes.behind_text(story, page)
    blob = part("hdr" if edge == "top" else "ftr", margin_boxes.content(story, printed, distance, room))
    if same:
        known[key] = blob
    return blob


def differ(page: Page, other: Page) -> bool:
    """Return whether two sorts of page print something different around their text, or leave it less room."""
    levels = ((one.top, one.bottom) for one in (area(page), area(other)))
    return next(levels) != next(levels) or printed_around(page) != printed_around(other)


@lru_cache(maxsize=256)
def printed_around(page: Page) -> tuple[object, ...]:
    """Return all that a page prints around its text."""
    boxes = [(place, style.content, style.padding) for place, style in page.boxes.items() if style.content]
    return page.style.background_image, *boxes


def least(areas: Iterable[Area]) -> Area:
    """Return the page of a section: its headers and footers fill what a single page leaves free beyond it."""
    own, *others = areas
    tops, bottoms = ([getattr(one, edge) for one in (own, *others)] for edge in EDGES)
    return replace(own, top=min(tops), bottom=min(bottoms))


def mirror(left: Area, right: Area) -> bool:
    """Return whether left and right pages have their side margins swapped."""
    swapped = replace(left, left=left.right, right=left.left)
    return left.left != right.left and swapped == right


def size(own: Area) -> str:
    """Return `w:pgSz`."""
    turned = ' w:orient="landscape"' if own.width > own.height else ""
    return f'<w:pgSz w:w="{word_twips(own.width)}" w:h="{word_twips(own.height)}"{turned}/>'


def page_margins(own: Area, distances: dict[str, float]) -> str:
    """Return `w:pgMar`; top and bottom are rounded so that the text area never shrinks below CSS's."""
    height = int(own.text_height * 20 + 0.999)
    bottom = word_twips(own.height) - word_twips(own.top) - height
    return (
        f'<w:pgMar w:top="{word_twips(own.top)}" w:right="{word_twips(own.right)}" w:bottom="{bottom}"'
        f' w:left="{word_twips(own.left)}" w:header="{word_twips(distances["top"])}"'
        f' w:footer="{word_twips(distances["bottom"])}" w:gutter="0"/>'
    )


def numbered_from(number: int | None) -> str:
    """Return `w:pgNumType` for pages that do not count on."""
    return "" if number is None else f'<w:pgNumType w:start="{number}"/>'


def columns(wanted: Columns) -> str:
    """Return `w:cols`, nothing for one column."""
    if wanted.number < 2:
        return ""
    ruled = ' w:sep="1"' if wanted.ruled else ""
    return f'<w:cols w:num="{wanted.number}"{ruled} w:space="{word_twips(wanted.gap)}"/>'


def body(story: Story, blocks: Sequence[Block]) -> tuple[str, Pages]:
    """Return the body, each section's properties in its last paragraph, and what its pages need elsewhere."""
    sections = list(balanced(split(story.context, blocks), story.context.book.styles[HAIRLINE]))
    pages = Pages(story, [section.page for section in sections])
    content = ""
    for number, section in enumerate(sections):
        properties = pages.properties(section, first=number == 0)
        if number < len(sections) - 1:
            close(story, section, properties)
            properties = ""
        content += "".join(block.xml() for block in section.blocks) + properties
    return content, pages


def close(story: Story, section: Section, properties: str) -> None:
    """Give a section's properties to its last paragraph."""
    last = section.blocks[-1]
    if not isinstance(last, Paragraph):
        last = spacer(story.context.book.styles[HAIRLINE], last)
        section.blocks.append(last)
    last.section = properties
