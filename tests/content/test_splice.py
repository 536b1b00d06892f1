"""Tibetan is put into a YAML file and every other byte stays: comments, quotes, blank lines, line ends."""

from collections.abc import Mapping
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from docgen.content.document import open_document
from docgen.content.source import REFERENCE, Builder, decode
from docgen.content.source.splice import splice_text
from docgen.translation.units import Unit, units
from docgen.translation.writing import bare, put, translated_files
from tests.support.handbooks import BO, HOW, handbook
from tests.support.samples import problems


@pytest.mark.parametrize(
    ("text", "keys", "value", "wanted"),
    [
        ("a: {zh: x}  # 注\n", ("a", "bo"), BO, f'a: {{zh: x, bo: "{BO}"}}  # 注\n'),
        ("a: {zh: x, bo: 'y'}\n", ("a", "bo"), "z: #", 'a: {zh: x, bo: "z: #"}\n'),
        ("a: {zh: x, bo: }\n", ("a", "bo"), "甲\n乙", 'a: {zh: x, bo: "甲\\n乙"}\n'),
        ("a: {zh: x, bo}\n", ("a", "bo"), "y", 'a: {zh: x, bo: "y"}\n'),
        ("a:\n  zh: x   # 注\n\n# 尾\n", ("a", "bo"), BO, f"a:\n  zh: x   # 注\n  bo: {BO}\n\n# 尾\n"),
        (
            "a:\n  zh: |\n    x\n\n  # 注\nb: 1\n",
            ("a", "bo"),
            "甲\n\n乙",
            "a:\n  zh: |\n    x\n  bo: |\n    甲\n\n    乙\n\n  # 注\nb: 1\n",
        ),
        ("a:\n  bo: old   # 注\n", ("a", "bo"), "甲\n乙", "a:\n  bo: |   # 注\n    甲\n    乙\n"),
        ("a:\n  bo:   # 注\n  c: d\n", ("a", "bo"), "甲\n乙", "a:\n  bo: |   # 注\n    甲\n    乙\n  c: d\n"),
        ("l:\n  - 1  # 一\n  - 2\n", ("l", 0), "甲\n乙", "l:\n  - |  # 一\n    甲\n    乙\n  - 2\n"),
        ("a: |\n  x\n\n# 尾\n", ("bo", "body"), BO, f"a: |\n  x\nbo:\n  body: {BO}\n\n# 尾\n"),
        ("a: 1", ("bo", "body"), "甲\n乙", "a: 1\nbo:\n  body: |\n    甲\n    乙"),
        ("a: 1\r\nb: 2\r\n", ("bo",), "甲\n乙", "a: 1\r\nb: 2\r\nbo: |\r\n  甲\r\n  乙\r\n"),
        ("\ufeffa: 1\n", ("bo",), BO, f"\ufeffa: 1\nbo: {BO}\n"),
        (
            "l:\n- zh: |+\n    1\n\n\n- q: 1\n",
            ("l", 0, "bo"),
            "x",
            'l:\n- zh: |+\n    1\n\n\n  bo: "x"\n- q: 1\n',
        ),
    ],
)
def test_a_value_is_written_where_it_belongs(text: str, keys: Any, value: Any, wanted: str) -> None:
    assert splice_text(text, keys, value) == wanted


def test_a_value_takes_the_shape_of_what_it_says() -> None:
    value = {"head": ["甲", "乙"], "rows": [["一" * 70, "二"]], "note": "甲\n乙"}
    made = splice_text("a:\n  zh: 1\n", ("a", "bo"), value)
    assert made.splitlines()[2:] == [
        "  bo:",
        '    head: ["甲", "乙"]',
        "    rows:",
        "      -",
        f'        - "{"一" * 70}"',
        '        - "二"',
        "    note: |",
        "      甲",
        "      乙",
    ]


# --- any chapter ---

SIGNS = st.text(st.sampled_from("甲乙。：#-'\"{}[]|>&*!%@`,? \nབ་ཀ1a"), min_size=1, max_size=12)
TEXTS = SIGNS.map(lambda text: REFERENCE.sub("", text).strip() or "甲")  # &#1 is refused in any file
COMMENTS = ("# 注", "# 尾", "# 空")  # those of replaced items (# 项) go with them
PADDING = st.sampled_from(["", "\n", "# 注\n", "\n  # 注\n\n"])


@st.composite
def files(draw: st.DrawFn) -> str:
    """Draw a chapter: blocks in every way a person may write them, with comments between."""
    lines = []
    for number in range(draw(st.integers(1, 4))):
        zh, bo = draw(TEXTS), draw(st.one_of(st.none(), TEXTS))
        style = draw(st.sampled_from(["flow", "quoted", "literal", "folded", "list", "empty"]))
        lines.append(f"- id: b{number}\n{written(style, zh, bo)}{draw(PADDING)}")
    ending = draw(st.sampled_from(["\n", "\r\n"]))
    text = "title: {zh: 章}\nblocks:\n" + "".join(lines)
    text = text if draw(st.booleans()) else text.rstrip("\n")
    return draw(st.sampled_from(["", "\ufeff"])) + text.replace("\n", ending)


def written(style: str, zh: str, bo: str | None) -> str:
    """Return the lines of a block in one way of writing it."""
    quoted = {name: yaml_quoted(text) for name, text in (("zh", zh), ("bo", bo)) if text is not None}
    if style == "flow":
        return "  prose: {" + ", ".join(f"{name}: {text}" for name, text in quoted.items()) + "}  # 尾\n"
    if style == "list":
        return "  prose:\n" + "".join(
            f"    {name}:\n    - {text}  # 项\n    - x\n" for name, text in quoted.items()
        )
    if style == "empty":
        return f"  prose:\n    zh: {quoted['zh']}\n    bo:  # 空\n"
    if style == "quoted":
        return "  prose:\n" + "".join(f"    {name}: {text}   # 尾\n" for name, text in quoted.items())
    sign = {"literal": "|", "folded": ">-"}[style]
    texts = {"zh": zh, **({"bo": bo} if bo else {})}
    return "  prose:\n" + "".join(
        f"    {name}: {sign}\n" + "".join(f"      {line}\n" if line else "\n" for line in text.split("\n"))
        for name, text in texts.items()
    )


def yaml_quoted(text: str) -> str:
    """Return a text in single quotes on one line."""
    return "'" + text.replace("\n", " ").replace("'", "''") + "'"


def values_of(text: str) -> Any:
    """Return what docgen reads in a file."""
    path = Path("x.yaml")
    return Builder(path, decode(text.encode(), path)).source().values


@settings(max_examples=300)
@given(files(), st.integers(0, 3), st.one_of(TEXTS, st.lists(TEXTS, min_size=1, max_size=3)))
def test_in_any_chapter_only_the_tibetan_changes(text: str, number: int, value: Any) -> None:
    before = values_of(text)
    keys = ("blocks", number % len(before["blocks"]), "prose", "bo")
    made = splice_text(text, keys, value)
    wanted = {"": deepcopy(before)}
    put(wanted, ("", *keys), value)
    assert bare(values_of(made)) == bare(wanted[""])
    assert [made.count(comment) for comment in COMMENTS] == [text.count(comment) for comment in COMMENTS]
    start = common(text, made)
    end = common(text[start:][::-1], made[start:][::-1])
    assert text.count("\n", start, len(text) - end) <= old_lines(text, keys)


def common(one: str, other: str) -> int:
    """Return how many characters two texts begin with in common."""
    pairs = zip(one, other, strict=False)
    return next((at for at, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


def old_lines(text: str, keys: Any) -> int:
    """Return how many lines the old Tibetan may have taken, as PyYAML counts them."""
    node: Any = yaml.compose(text.removeprefix("\ufeff"), Loader=yaml.CSafeLoader)
    for key in keys:
        if isinstance(key, int):
            node = node.value[key]
        else:
            node = next((value for name, value in node.value if name.value == key), None)
    return 1 + (node.end_mark.line - node.start_mark.line + 1 if node else 0)


# --- a handbook's files ---


def write_translations(new: Mapping[str, tuple[Unit, Mapping[str, str]]]) -> None:
    """Write new Tibetan into the files it belongs in."""
    for path, data in translated_files(new).items():
        path.write_bytes(data)


def test_only_the_texts_that_are_new_are_written(tmp_path: Path) -> None:
    book = handbook(tmp_path)
    found = {unit.id: unit for unit in units(open_document(book))}
    law, steps = found["law"], found["steps"]
    new = {"law": (law, {"": law.bo[""].replace(BO, BO * 2)}), "steps": (steps, {"[1]": BO, "[2]": BO * 2})}
    before = {path.name: path.read_text(encoding="utf-8") for path in (book / "chapters").iterdir()}
    write_translations(new)
    changed = [
        (old, line)
        for name, text in before.items()
        for old, line in zip(
            text.split("\n"), (book / "chapters" / name).read_text(encoding="utf-8").split("\n"), strict=True
        )
        if old != line
    ]
    assert sorted(changed) == sorted(
        [
            (f"        {BO} 2024ལོའི་ཟླ6པའི་ཚེས20", f"        {BO * 2} 2024ལོའི་ཟླ6པའི་ཚེས20"),
            (f"        {{{{ figures.cadres }}}} {BO}", f"        {{{{ figures.cadres }}}} {BO * 2}"),
            (
                f"    list: {{zh: [先看, 再问], bo: [{BO}, {BO}]}}",
                f'    list: {{zh: [先看, 再问], bo: [{BO}, "{BO * 2}"]}}',
            ),
        ]
    )


def test_what_is_missing_is_written_in_the_shape_of_its_chinese(tmp_path: Path) -> None:
    book = handbook(tmp_path)
    found = {unit.id: unit for unit in units(open_document(book))}
    write_translations(
        {name: (found[name], dict.fromkeys(found[name].zh, BO)) for name in ("levels", "checks")}
    )
    new = yaml.load((book / "chapters/how.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)[
        "blocks"
    ]
    assert new[1]["table"]["bo"] == {"head": [BO, BO], "rows": [[BO, BO]]}
    assert (new[2]["checklist"]["bo"], new[2]["answers"]["bo"]) == ([BO], [BO, BO])


def test_a_file_written_too_strangely_is_left_alone(tmp_path: Path) -> None:
    strange = HOW.replace("    table:\n      zh:\n", "    table:\n      ? zh\n      :\n")
    book = handbook(tmp_path, how=strange)
    levels = next(unit for unit in units(open_document(book)) if unit.id == "levels")
    (problem,) = problems(lambda: write_translations({"levels": (levels, dict.fromkeys(levels.zh, BO))}))
    assert problem.code == "translation-not-spliced"
    assert (book / "chapters/how.yaml").read_text(encoding="utf-8") == strange
