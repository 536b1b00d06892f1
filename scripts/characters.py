"""Make docgen/foundation/ordering/*.txt: the 8,105 通用规范汉字 by strokes, and how they are read.

In go three public collections, unpacked into one folder; docgen/foundation/ordering/README.md says what each
gives and under which licence:

    apt-get download unicode-data rime-data-stroke     (Debian; unpack both with dpkg-deb -x)
    npm pack cnchar-order@3.2.6                        (unpack with tar)

    python scripts/characters.py FOLDER docgen/foundation/ordering

The surprise: the official table is itself in stroke order, within each of its three levels. So strokes are
only needed to merge the levels, and whether a collection has them right can be checked against the table.
"""

import bz2
import re
import sys
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import TypeAlias

Strokes: TypeAlias = tuple[int, str]  # how many, and the class of each: 横1 竖2 撇3 点4 折5

LEVELS = (3500, 6500, 8105)
"""The numbers at which 一级, 二级 and 三级字表 end (通用规范汉字表, 2013)."""

# cnchar-order names 26 shapes; all that are not named here are turns (折).
CNCHAR = dict.fromkeys("ji", "1") | dict.fromkeys("fg", "2") | {"s": "3"} | dict.fromkeys("kld", "4")
RIME = str.maketrans("hspnz", "12345")


def main(folder: Path, out: Path) -> None:
    """Write both tables into `out`."""
    numbers = {char: int(value.partition(":")[2]) for char, value in unihan(folder, "kTGH")}
    table = sorted(numbers, key=numbers.__getitem__)
    order = list(merged(table, folder))
    rank = {character: number for number, (_, character) in enumerate(order)}
    by_count = (
        (str(count), "".join(c for _, c in group)) for count, group in groupby(order, lambda pair: pair[0])
    )
    write(out / "strokes.txt", by_count)
    write(out / "pinyin.txt", by_reading(readings(folder, table), rank))


def write(path: Path, rows: Iterable[tuple[str, str]]) -> None:
    """Write one line for each pair."""
    path.write_text("".join(f"{key}\t{characters}\n" for key, characters in rows), encoding="utf-8")


def unihan(folder: Path, name: str) -> Iterator[tuple[str, str]]:
    """Yield every character that has the property `name` in the Unihan database, with its value."""
    for path in sorted(folder.rglob("Unihan_*.txt.bz2")):
        for line in bz2.decompress(path.read_bytes()).decode("utf-8").splitlines():
            code, _, rest = line.partition("\t")
            if rest.startswith(f"{name}\t"):
                yield chr(int(code[2:], 16)), rest.partition("\t")[2]


def merged(table: Sequence[str], folder: Path) -> Iterator[tuple[int, str]]:
    """Yield every character of the table with its number of strokes, the three levels merged."""
    known = strokes(folder)
    counts = {char: int(value.split()[0]) for char, value in unihan(folder, "kTotalStrokes")}
    placed = []
    for start, end in zip((0, *LEVELS), LEVELS, strict=False):
        level = table[start:end]
        chain = longest_chain(level, known)
        strays = [char for char in level if char not in chain]
        sys.stdout.write(f"{len(chain)} of {len(level)} follow the table; placed by it: {''.join(strays)}\n")
        before: Strokes = (counts[level[0]], "")
        for char in level:
            before = chain.get(char, before)
            placed.append((before, char))
    for (count, _), char in sorted(placed, key=lambda pair: pair[0]):
        yield count, char


def strokes(folder: Path) -> dict[str, list[Strokes]]:
    """Return the strokes of each character: as cnchar has them, else every form that rime lists."""
    found: dict[str, list[Strokes]] = {}
    script = next(folder.rglob("cnchar.order.min.js")).read_text(encoding="utf-8")
    for char, letters in re.findall(r'"(.)":"([a-z]+)"', script):
        found[char] = [(len(letters), "".join(CNCHAR.get(letter, "5") for letter in letters))]
    listed: dict[str, list[Strokes]] = {}
    for line in next(folder.rglob("stroke.dict.yaml")).read_text(encoding="utf-8").splitlines():
        char, tab, code = line.partition("\t")
        if tab and len(char) == 1:
            listed.setdefault(char, []).append((len(code), code.translate(RIME)))
    return listed | found


def longest_chain(level: Sequence[str], known: Mapping[str, list[Strokes]]) -> dict[str, Strokes]:
    """Return the most characters of a level whose strokes can be chosen so that they never decrease."""
    ends: list[Strokes] = []  # the least strokes at which a chain of each length can end
    links: list[tuple[str, Strokes, object]] = []
    for char in level:
        for choice in sorted(known.get(char, ()), reverse=True):
            at = bisect_right(ends, choice)
            ends[at : at + 1] = [choice]
            links[at : at + 1] = [(char, choice, links[at - 1] if at else None)]
    chain: dict[str, Strokes] = {}
    link: object = links[-1]
    while isinstance(link, tuple):
        char, choice, link = link
        chain[char] = choice
    return chain


def readings(folder: Path, table: Sequence[str]) -> dict[str, str]:
    """Return the reading of each character: that of 通用规范汉字字典; of several, the one in common use."""
    listed = {
        char: [entry.rpartition(":")[2] for entry in value.split()]
        for char, value in unihan(folder, "kTGHZ2013")
    }
    common = {char: value.split()[0] for char, value in unihan(folder, "kMandarin")}
    own = {char: listed.get(char, [common[char]]) for char in table}
    return {char: common[char] if common[char] in own[char] else own[char][0] for char in table}


def by_reading(read: Mapping[str, str], rank: Mapping[str, int]) -> Iterator[tuple[str, str]]:
    """Yield each reading with its characters in stroke order."""
    for reading, group in groupby(sorted(read, key=lambda char: (read[char], rank[char])), read.__getitem__):
        yield reading, "".join(group)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:3]))
