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
    ],
)
def test_a_mistake_is_named_at_its_line(tmp_path, text, code, line):
    path = tmp_path / "a.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        read(path)
    assert [(problem.code, problem.place.line) for problem in caught.value.problems] == [(code, line)]
    shown = caught.value.problems[0].values["line"]
    assert shown == text.split("\n")[line - 1].strip()
