"""Each mistake a clerk makes in YAML is named for what it is, at the line where it was made."""

import pytest

from docgen.content.source import read
from docgen.foundation.errors import ContentError


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("标题：函\n", "source-wide-colon", 1),
        ("标题：函\n日期: 今天\n", "source-wide-colon", 1),
        ("日期: 今天\n标题：函\nz: 1\n", "source-wide-colon", 2),
        ("a:\n  - 甲：1\n    b: 2\n", "source-wide-colon", 2),
        ("日期: 今天\n标题:函\nz: 1\n", "source-colon-space", 2),
        ("标题:函\n", "source-colon-space", 1),
        ("a:\n\tb: 1\n", "source-tab", 2),
        ("a:\n  b: 1\n\tc: 2\n", "source-tab", 3),
        ("a: |\n\tb\n", "source-tab", 2),
        ("a:\n　b: 1\n", "source-wide-space", 2),
        ("a:\n  b: 1\n　c: 2\n", "source-wide-space", 3),
        ("title: 关于: 的函\n", "source-colon-in-value", 1),
        ("title: “关于: 的函”\n", "source-colon-in-value", 1),
        ('a: "x\nb: y\n', "source-quote-open", 1),
        ('a: "x\nb: "y"\n', "source-quote-open", 1),
        ("a: 'x\nb: y\n", "source-quote-open", 1),
        ('a: 1\nb: "拉萨"提醒函\n', "source-text-after-quote", 2),
        ("a: 'x' y\n", "source-text-after-quote", 1),
        ("a: [b, c\nd: e\n", "source-bracket-open", 1),
        ("a: [b, c\n", "source-bracket-open", 1),
        ("a: {b: 1\nc: 2\n", "source-bracket-open", 1),
        ("a: {b: 1，c: 2}\n", "source-wide-comma", 1),
        ("a: 1\n  b: 2\n", "source-indentation", 2),
        ("a:\n    b: 1\n  c: 2\n", "source-indentation", 3),
        ("  a: 1\nb: 2\n", "source-indentation", 2),
        ("a:\n  - 1\n  b: 2\n", "source-indentation", 3),
        ("a: @b\n", "source-first-character", 1),
        ("a: %b\n", "source-first-character", 1),
        ("a: `b\n", "source-first-character", 1),
        ("a: *重要*\n", "source-first-character", 1),
        ("a: &重 b\n", "source-first-character", 1),
        ("a: !重要 b\n", "source-first-character", 1),
        ("a: >5人\n", "source-first-character", 1),
        ("a: |x\n  y\n", "source-first-character", 1),
        ("a: - b\n", "source-first-character", 1),
        ("a: 甲 # 乙\n  丙\n", "source-comment-in-text", 1),
        ("a: 甲\n  # 乙\n  丙\n", "source-comment-in-text", 2),
        ("a: |\n  x\n接着写\nb: 1\n", "source-no-colon", 3),
        ("a: {{ b.c }}\n", "source-placeholder-unquoted", 1),
        ("a: {{ b.c }}年\n", "source-placeholder-unquoted", 1),
        ("a:\n  - {{ b.c }}年\n", "source-placeholder-unquoted", 2),
        ('a: "\\d"\n', "source-backslash", 1),
        ('a: "\\ud800"\n', "source-backslash", 1),
        ("%FOO\na: b\n", "source-syntax", 1),
        ("a: [:甲]\n", "source-colon-in-brackets", 1),
        ("a: [甲, :]\n", "source-colon-in-brackets", 1),
        ("a: [甲:]\n", "source-colon-in-brackets", 1),
        ('a: {"k"::v}\n', "source-colon-in-brackets", 1),
        ('a: {"a"\n: b}\n', "source-colon-in-brackets", 2),
        ("a: [图 #1.png]\n", "source-hash-in-text", 1),
        ("a: [甲 # 乙]\n", "source-comment-in-brackets", 1),
        ("a: [#甲]\n", "source-comment-in-brackets", 1),
        ("a: [,甲]\n", "source-comma-alone", 1),
        ("a: [甲,, 乙]\n", "source-comma-alone", 1),
        ("a: ['甲'乙]\n", "source-text-after-quote", 1),
        ("a: [2025]18号\n", "source-text-after-bracket", 1),
        ("a: [甲, {乙: 丙]\n", "source-bracket-open", 1),
        ("a: [甲】\n", "source-bracket-open", 1),
        ("a: [@甲]\n", "source-first-character", 1),
        ("a: [- 甲]\n", "source-first-character", 1),
        ("a: [*甲*]\n", "source-first-character", 1),
        ("a: [!甲]\n", "source-first-character", 1),
        ("a:\n  - - 甲\n  -\t乙\n", "source-tab", 3),
    ],
)
def test_a_mistake_is_named_at_its_line(tmp_path, text, code, line):
    path = tmp_path / "a.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        read(path)
    assert [(problem.code, problem.place.line) for problem in caught.value.problems] == [(code, line)]
    values = caught.value.problems[0].values
    assert "lost" in values or values["line"] == text.split("\n")[line - 1].strip()


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        ("a: [?待定, 甲]\n", "source-question-mark", "1:6"),
        ("a: [甲, ? 待定]\n", "source-question-mark", "1:10"),
        ("a: [甲,\n  ?待定]\n", "source-question-mark", "2:4"),
        ("a: {?foo: b}\n", "source-question-mark", "1:6"),
        ("a:\n  - ? 待定\n", "source-question-mark", "2:7"),
        ("a: {甲:乙}\n", "source-colon-space", "1:5"),
        ("a: {甲：乙}\n", "source-wide-colon", "1:5"),
        ("a: 关于 #5锅炉的通知\n", "source-hash-in-text", "1:4"),
        ('a: "关于" #5锅炉\n', "source-hash-in-text", "1:4"),
        ("a: [1,000元, 2]\n", "source-comma-in-number", "1:5"),
        ("a: {b: 1,000}\n", "source-comma-in-number", "1:8"),
    ],
)
def test_a_sign_that_yaml_would_swallow_is_told(tmp_path, text, code, place):
    path = tmp_path / "a.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        read(path)
    told = [(problem.code, str(problem.place).removeprefix(f"{path}:")) for problem in caught.value.problems]
    assert told == [(code, place)]
    assert all(problem.text(lang) for problem in caught.value.problems for lang in ("zh", "en"))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("[图#1.png, C#]", ["图#1.png", "C#"]),
        ("['?待定', \":甲\"]", ["?待定", ":甲"]),
        ("[甲?, 待定？]", ["甲?", "待定？"]),
        ("?待定", "?待定"),
        (":甲", ":甲"),
        ("[甲:乙, 12:30]", ["甲:乙", "12:30"]),
        ("[1,2,3]", ["1", "2", "3"]),
        ("[100, 200]", ["100", "200"]),
        ("甲 # 一句说明", "甲"),
        ("甲#乙", "甲#乙"),
        ("{甲: 乙, 丙: }", {"甲": "乙", "丙": ""}),
    ],
)
def test_a_sign_that_yaml_leaves_alone_is_text(tmp_path, text, value):
    path = tmp_path / "a.yaml"
    path.write_text(f"a: {text}\n", encoding="utf-8")
    assert read(path).values == {"a": value}
