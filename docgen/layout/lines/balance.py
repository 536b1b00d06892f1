"""Where a line too long for its room is broken: between words, into lines that make a pleasant shape.

GB/T 9704-2012, 7.3.1: 回行时，要做到词意完整，排列对称，长短适宜，间距恰当，标题排列应当使用梯形或菱形.
In go a text and the widths it may take, out come its lines. Words are those of jieba's dictionary.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import accumulate, pairwise

MOST_WORDS = 60
"""Words that are weighed in every arrangement; longer texts are filled line by line."""
MOST_LINES = 5
OPENING = frozenset("（《〈〔【“‘「『([{")
CLOSING = frozenset("，。、；：？！）》〉〕】”’」』…—·,.;:?!)]}%％")
JOINING = frozenset("+＋/／&＆")
"""What makes one word of the two beside it: 互联网+监管."""
RANGING = frozenset("-－–—~～·")
"""What makes one of two figures: 2024—2025, 5·12."""
MEASURED = re.compile(r"(?:年度|学年|[年月日号期版届次个项条家名所人元亩万亿])+")
"""What a figure is not parted from."""
QUOTED = re.compile(r"“[^“”]{1,18}”")
"""A name in quotation marks that is read in one go."""
ABOUT = "关于"
ORGANS = ("办公室", "委员会", "领导小组", "管理局", "人民政府", "文件")
"""What ends the name of an organ: no line begins with it, one may end behind it."""

TERMS = (
    ("包保", "干部"),
    ("属地", "管理"),
    ("管理", "责任"),
    ("主体", "责任"),
    ("先进", "个人"),
    ("先进", "单位"),
    ("先进", "集体"),
    ("荣誉", "证书"),
    ("结业", "证书"),
    ("工作", "手册"),
)
"""Words that are read as one in the titles of offices; the dictionary has them apart."""

# What a break costs by the word it stands behind or before; inside a word there is none.
GOOD_BEHIND = frozenset("的》，”")
FAIR_BEHIND = frozenset("、和与及暨或）")
GOOD, FAIR, PLAIN, BAD, WORST = 0.0, 0.5, 2.5, 5.0, 7.0
# What a shape costs.
LINE = 3.0  # each line
RAGGED = 8.0  # white beside a line, as a share of the longest
HOURGLASS = 12.0  # a line shorter than both its neighbours
OBLONG = 1.5  # all lines alike
STUB = 20.0  # a line of less than STUB_CHARACTERS
STUB_CHARACTERS = 4
ALIKE = 0.02  # of the longest line

Width = Callable[[str], float]


@lru_cache(maxsize=1024)
def words(text: str) -> tuple[str, ...]:
    """Return the words of a text, each with the marks and little words that stand with it."""
    found: list[str] = []
    for piece in dictionary_words(text):
        if found and belongs(found[-1], piece):
            found[-1] += piece
        else:
            found.append(piece)
    return tuple(found)


def dictionary_words(text: str) -> list[str]:
    """Return the words of a text, by jieba's dictionary."""
    import rjieba  # its dictionary takes a fifth of a second to load, and few documents need it

    return list(rjieba.cut(text, False))


def belongs(before: str, piece: str) -> bool:
    """Say whether no line may end between a word and the piece that follows it.

    A single 汉字 goes with the word before: 县 with its name, 的 and 和 with what they join.
    """
    if piece[0] in CLOSING or before[-1] in OPENING:
        return True
    if before[-1].isdigit() and (piece[0].isdigit() or MEASURED.match(piece)):
        return True
    if before[-1] in JOINING or (before[-1] in RANGING and before[-2:-1].isdigit() and piece[0].isdigit()):
        return True
    latin = (
        before[-1].isascii() and piece[0].isascii() and not before[-1].isspace() and not piece[0].isspace()
    )
    return latin or (
        len(piece) == 1 and piece not in OPENING and before[-1] not in CLOSING - {"”", "）", "》"}
    )


def break_line(text: str, room: float, width: Width, least: int = 1) -> list[str]:
    """Return a text in the lines it is best set in, none wider than `room` where its words allow.

    A text that fits stays one line, unless `least` asks for more. `width` measures a text.
    """
    if (width(text) <= room and least < 2) or len(text) < 2:
        return [text]
    found = words(text)
    if len(found) > MOST_WORDS or width(text) > room * MOST_LINES:
        return list(filled(found, room, width))
    sizes = [width(word) for word in found]
    arrangements = list(arranged(found, sizes, room, least))
    if not arrangements:
        return list(filled(found, room, width))
    breaks = break_costs(found)
    ends = min(arrangements, key=lambda ends: (cost(found, sizes, breaks, ends), ends))
    return ["".join(found[start:end]) for start, end in zip((0, *ends), (*ends, len(found)), strict=True)]


def break_above(text: str, room: float, last: float, width: Width) -> list[str]:
    """Return a text in two lines, the second no wider than `last`, or in as many as that width asks for."""
    found = words(text)
    breaks = break_costs(found)
    pairs = [("".join(found[:end]), "".join(found[end:]), end) for end in range(1, len(found))]
    fitting = [
        (breaks[end], -end, above, below)
        for above, below, end in pairs
        if width(above) <= room and width(below) <= last
    ]
    return list(min(fitting)[2:]) if fitting else break_line(text, last, width)


def arranged(
    found: Sequence[str], sizes: Sequence[float], room: float, least: int
) -> Iterator[tuple[int, ...]]:
    """Yield the places to break at, for each way to set the words in the fewest lines or one more."""
    fewest = max(least, fewest_lines(sizes, room))
    for count in (fewest, fewest + 1) if fewest < 4 else (fewest,):
        yield from parted(sizes, room, count, 0)


def fewest_lines(sizes: Sequence[float], room: float) -> int:
    """Return how many lines the words need."""
    count, taken = 1, 0.0
    for size in sizes:
        if taken and taken + size > room:
            count, taken = count + 1, 0.0
        taken += size
    return count


def parted(sizes: Sequence[float], room: float, count: int, start: int) -> Iterator[tuple[int, ...]]:
    """Yield the ways to set the words from `start` on in `count` lines."""
    if count == 1:
        if start < len(sizes) and sum(sizes[start:]) <= room:
            yield ()
        return
    taken = 0.0
    rest = sum(sizes[start:])
    for end in range(start + 1, len(sizes)):
        taken += sizes[end - 1]
        if taken > room:
            return
        if rest - taken <= room * (count - 1):
            yield from ((end, *more) for more in parted(sizes, room, count - 1, end))


def cost(found: Sequence[str], sizes: Sequence[float], breaks: Sequence[float], ends: Sequence[int]) -> float:
    """Return how little one likes a way to break: for the places of its breaks, and for its shape."""
    starts = (0, *ends)
    lines = [sum(sizes[start:end]) for start, end in zip(starts, (*ends, len(sizes)), strict=True)]
    longest = max(lines)
    total = LINE * len(lines) + sum(breaks[end] for end in ends)
    total += RAGGED * sum((1 - line / longest) ** 2 for line in lines)
    total += STUB * sum(
        sum(map(len, found[start:end])) < STUB_CHARACTERS
        for start, end in zip(starts, (*ends, len(sizes)), strict=True)
    )
    total += HOURGLASS * any(
        line < min(above, below) * (1 - ALIKE)
        for above, line, below in zip(lines, lines[1:], lines[2:], strict=False)
    )
    return total + OBLONG * (longest - min(lines) <= longest * ALIKE)


def break_costs(found: Sequence[str]) -> list[float]:
    """Return what a break before each word costs; within a name in quotation marks it is the worst."""
    starts = [0, *accumulate(map(len, found))]
    names = [range(name.start() + 1, name.end()) for name in QUOTED.finditer("".join(found))]
    inside = {at for at, start in enumerate(starts) if any(start in name for name in names)}
    between = (
        WORST if at in inside else break_cost(*pair) for at, pair in enumerate(pairwise(found), start=1)
    )
    return [GOOD, *between]


def break_cost(before: str, after: str) -> float:
    """Return what a break between two words costs: none behind 的 or before 关于, little behind 和."""
    if before[-1] in GOOD_BEHIND or after == ABOUT or after[0] in "《“":
        return GOOD
    if after.startswith(ORGANS) or any(before.endswith(one) and after.startswith(two) for one, two in TERMS):
        return BAD
    return FAIR if before[-1] in FAIR_BEHIND or before == ABOUT or before.endswith(ORGANS) else PLAIN


def filled(found: Sequence[str], room: float, width: Width) -> Iterator[str]:
    """Yield lines filled with words one after another."""
    line, taken = "", 0.0
    for word in found:
        size = width(word)
        if line and taken + size > room:
            yield line
            line, taken = "", 0.0
        line, taken = line + word, taken + size
    yield line
