"""Numbers that Word counts itself: headings 一、（一）1.（1） and lists.

In goes what CSS counters print, out comes numbering.xml. Word counts by its own rules; this room counts
along, and where Word would print another number than CSS it starts a new instance at the right one.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from .xml import part, val, wrapped

# Word's ST_NumberFormat by how it writes 1, 2, 3, 10 and 11 (ISO/IEC 29500-1, 17.18.59).
FORMATS: dict[tuple[str, ...], str] = {
    ("1", "2", "3", "10", "11"): "decimal",
    ("01", "02", "03", "10", "11"): "decimalZero",
    ("一", "二", "三", "十", "十一"): "chineseCountingThousand",
    ("〇一", "〇二", "〇三", "一〇", "一一"): "ideographDigital",
    ("一", "二", "三", "一〇", "一一"): "taiwaneseDigital",
    ("壹", "贰", "叁", "壹拾", "壹拾壹"): "chineseLegalSimplified",
    ("①", "②", "③", "⑩", "⑪"): "decimalEnclosedCircle",
    ("１", "２", "３", "１０", "１１"): "decimalFullWidth",
    ("I", "II", "III", "X", "XI"): "upperRoman",
    ("i", "ii", "iii", "x", "xi"): "lowerRoman",
    ("A", "B", "C", "J", "K"): "upperLetter",
    ("a", "b", "c", "j", "k"): "lowerLetter",
    ("甲", "乙", "丙", "癸", "甲甲"): "ideographTraditional",
    ("子", "丑", "寅", "酉", "戌"): "ideographZodiac",
}
SAMPLES = (1, 2, 3, 10, 11)
DEEPEST = 9  # Word's lists have nine levels


@dataclass(frozen=True)
class Level:
    """One level of a list: what it counts and how Word is to print it."""

    format: str  # ST_NumberFormat
    text: str  # w:lvlText, %1 standing for the number of the first level
    indent: str = ""  # w:ind
    suffix: str = "nothing"  # nothing, space or tab
    run: str = ""  # run properties of the number
    style: str = ""  # id of the paragraph style that carries this level
    counter: str = ""  # the CSS counter
    content: tuple[Any, ...] = ()  # the generated content it stands for
    align: str = "left"  # which end of the number stands where the first line begins

    def xml(self, number: int) -> str:
        """Return `w:lvl`, in the order of CT_Lvl (17.9.6)."""
        return (
            f'<w:lvl w:ilvl="{number}">{val("start", 1)}{val("numFmt", self.format)}'
            f"{val('pStyle', self.style) if self.style else ''}{val('suff', self.suffix)}"
            f"{val('lvlText', self.text)}{val('lvlJc', self.align)}"
            f"{wrapped('pPr', self.indent)}{wrapped('rPr', self.run)}</w:lvl>"
        )


@dataclass
class Instance:
    """A `w:num`: one run of numbers, and how far Word has counted it."""

    number: int
    starts: dict[int, int] = field(default_factory=dict)
    counted: dict[int, int] = field(default_factory=dict)
    passed: set[int] = field(default_factory=set)

    def next(self, level: int) -> int | None:
        """Return the number Word would print for the next paragraph of `level`; None where nobody can say.

        A level that was passed over, as by （一） before any 一、, some readers take to have been counted.
        """
        return None if level in self.passed else self.after(level)

    def after(self, level: int) -> int:
        """Return the number that follows the last one of a level."""
        return self.counted.get(level, self.starts.get(level, 1) - 1) + 1

    def count(self, level: int) -> None:
        """Count one paragraph; deeper levels start anew after it."""
        above = {upper: value for upper, value in self.counted.items() if upper < level}
        self.counted = above | {level: self.after(level)}
        self.passed = set(range(level)) - above.keys()


class Numbering:
    """All numbered lists of a document."""

    def __init__(self) -> None:
        self.lists: dict[tuple[Level, ...], int] = {}
        self.current: dict[int, Instance | None] = {}
        self.numbers: list[tuple[int, Instance]] = []

    def begin(self, levels: tuple[Level, ...]) -> None:
        """Let a new list begin: equal looks do not make it the continuation of the one before."""
        self.current[self.list(levels)] = None

    def list(self, levels: tuple[Level, ...]) -> int:
        """Return the id of the definition of a list."""
        return self.lists.setdefault(levels, len(self.lists) + 1)

    def first(self, levels: tuple[Level, ...]) -> int:
        """Return the id of a fresh instance that counts from 1, for styles to refer to."""
        return self.start(self.list(levels), {}).number

    def number(self, levels: tuple[Level, ...], level: int, value: int) -> int:
        """Return the id of the instance in which the next paragraph, at `level`, prints `value`."""
        number = self.list(levels)
        instance = self.current.get(number)
        if instance is None or instance.next(level) != value:
            # Instances of one definition count on from each other unless told where to start.
            used = any(abstract == number for abstract, _ in self.numbers)
            instance = self.start(number, {level: value} if used or value != 1 else {})
        instance.count(level)
        return instance.number

    def start(self, number: int, starts: dict[int, int]) -> Instance:
        """Return a new instance of a definition."""
        instance = self.current[number] = Instance(len(self.numbers) + 1, starts)
        self.numbers.append((number, instance))
        return instance

    def xml(self) -> bytes:
        """Return numbering.xml: all definitions first, then all instances (CT_Numbering, 17.9.16)."""
        definitions = "".join(definition(number, levels) for levels, number in self.lists.items())
        return part("numbering", definitions, *(reference(abstract, item) for abstract, item in self.numbers))


def definition(number: int, levels: Iterable[Level]) -> str:
    """Return `w:abstractNum`; its nsid must differ from list to list, or Word merges them when pasting."""
    drawn = "".join(level.xml(index) for index, level in enumerate(levels))
    identity = val("nsid", f"{0x10000000 + number:08X}") + val("multiLevelType", "multilevel")
    identity += val("tmpl", f"{0x20000000 + number:08X}")
    return f'<w:abstractNum w:abstractNumId="{number}">{identity}{drawn}</w:abstractNum>'


def reference(abstract: int, instance: Instance) -> str:
    """Return `w:num`, with the starts that differ from its definition's."""
    starts = "".join(
        f'<w:lvlOverride w:ilvl="{level}">{val("startOverride", value)}</w:lvlOverride>'
        for level, value in sorted(instance.starts.items())
    )
    return f'<w:num w:numId="{instance.number}">{val("abstractNumId", abstract)}{starts}</w:num>'


def properties(number: int, level: int) -> str:
    """Return `w:numPr`: this paragraph is a `level` of the instance `number`."""
    return f"<w:numPr>{val('ilvl', level)}{val('numId', number)}</w:numPr>"


def word_format(written: Callable[[int], str]) -> str | None:
    """Return Word's number format that writes as `written` does, None when Word has none."""
    return FORMATS.get(tuple(written(value) for value in SAMPLES))


def counter_format(
    content: Iterable[tuple[str, Any]], counter: str, written: Callable[[int, Any], str]
) -> str | None:
    """Return Word's format for the style in which `content` prints `counter`."""
    styles = [value[-1] for kind, value in content if kind.startswith("counter") and value[0] == counter]
    return word_format(lambda value: written(value, styles[0])) if styles else None


def level_text(content: Iterable[tuple[str, Any]], levels: Sequence[str]) -> str | None:
    """Return `w:lvlText` for content that prints only strings and counters named in `levels`, else None."""
    text = ""
    for kind, value in content:
        if kind == "string":
            text += str(value).replace("%", "％")
        elif kind in ("counter()", "counters()") and value[0] in levels:
            text += f"%{levels.index(value[0]) + 1}"
        else:
            return None
    return text


def padded(levels: Sequence[Level]) -> tuple[Level, ...]:
    """Return nine levels, as Word wants, those not given printing nothing."""
    return (*levels, *(Level("none", "") for _ in range(DEEPEST - len(levels))))
