"""Prose: what Markdown means in an official document, and what never comes out of it."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from docgen.foundation.errors import ContentError, Place
from docgen.prose.html import BLOCK_LIMIT, BRACKET_LIMIT, LENGTH_LIMIT, line, to_html


def place(offset: int) -> Place:
    return Place(Path("信.yaml"), 1, offset + 1)


def html(text: str, **values: object) -> str:
    return to_html(text, values, place).replace(">\n<", "><").strip()


def problems(text: str, values: Mapping[str, object] | None = None) -> list[tuple[str, int | None]]:
    with pytest.raises(ContentError) as caught:
        to_html(text, values or {}, place)
    assert all(problem.text(lang) for problem in caught.value.problems for lang in ("zh", "en"))
    return [(problem.code, problem.place.column) for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("甲\n\n乙", "<p>甲</p><p>乙</p>"),
        ("# 甲\n\n## 乙\n\n### 丙\n\n#### 丁", "<h2>甲</h2><h3>乙</h3><h4>丙</h4><h5>丁</h5>"),
        ("#甲\n乙", "<h2>甲</h2><p>乙</p>"),
        ("**甲**乙，*丙*", "<p><strong>甲</strong>乙，<em>丙</em></p>"),
        ("- 甲\n- 乙", "<ul><li>甲</li><li>乙</li></ul>"),
        ("1. 甲\n2. 乙", "<ol><li>甲</li><li>乙</li></ol>"),
        ("3. 甲\n4. 乙", '<ol start="3"><li>甲</li><li>乙</li></ol>'),
        ("> 甲", "<blockquote><p>甲</p></blockquote>"),
        ("`甲——乙`", "<p><code>甲——乙</code></p>"),
        ("甲<br>乙", "<p>甲<br>乙</p>"),
        ("CO<sub>2</sub>", "<p>CO<sub>2</sub></p>"),
        ("<ruby>曾<rp>(</rp><rt>zēng</rt></ruby>", "<p><ruby>曾<rp>(</rp><rt>zēng</rt></ruby></p>"),
        ("[网](https://example.org/a?b=1&c=2)", '<p><a href="https://example.org/a?b=1&amp;c=2">网</a></p>'),
        ("![章](图/章.png)", '<p><img alt="章" src="图/章.png"></p>'),
        ("甲 & 乙 < 丙 > 丁", "<p>甲 &amp; 乙 &lt; 丙 &gt; 丁</p>"),
        ("&lt;甲&gt; &amp;amp;", "<p>&lt;甲&gt; &amp;amp;</p>"),
        (r"\*甲\*", "<p>*甲*</p>"),
        ("", ""),
    ],
)
def test_markdown_becomes_html(text: str, expected: str) -> None:
    assert html(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("    甲", "<p>甲</p>"),
        ("\u3000\u3000甲\n\u3000\u3000乙", "<p>甲</p><p>乙</p>"),
        ("甲\n---\n乙", "<p>甲---乙</p>"),
        ("---", "<p>---</p>"),
        ("甲  \n乙", "<p>甲乙</p>"),
        ("[甲]: 乙", "<p>[甲]: 乙</p>"),
        ("[甲][乙]", "<p>[甲][乙]</p>"),
        ("```\n甲\n```", "<p><code>甲</code></p>"),
        ("<div>甲</div>", "<p>&lt;div&gt;甲&lt;/div&gt;</p>"),
        ("<张三>", "<p>&lt;张三&gt;</p>"),
        ("甲: 乙\n: 丙", "<p>甲: 乙: 丙</p>"),
    ],
)
def test_markdown_that_would_surprise_a_clerk_is_not_read(text: str, expected: str) -> None:
    assert html(text) == expected


def test_a_table_keeps_its_alignment_as_a_class() -> None:
    assert html("| 甲 | 乙 |\n|:--|--:|\n| 1 | 2 |") == (
        '<table><thead><tr><th class="align-left">甲</th><th class="align-right">乙</th></tr></thead>'
        '<tbody><tr><td class="align-left">1</td><td class="align-right">2</td></tr></tbody></table>'
    )


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
@pytest.mark.parametrize(
    ("block", "tag"),
    [("甲\n乙", "p"), ("- 甲\n- 乙", "ul"), ("| 甲 |\n|---|\n| 1 |", "table"), ("# 甲", "h2")],
)
def test_class_names_under_a_block_are_its_own(block: str, tag: str, gap: str) -> None:
    assert (
        html(f"前\n\n{block}{gap}{{: .stat .wide-table }}\n\n后").count(f'<{tag} class="stat wide-table">')
        == 1
    )


def test_class_names_without_a_block_above_are_refused() -> None:
    assert problems("{: .schedule }\n\n甲") == [("classes-of-nothing", 1)]


@pytest.mark.parametrize(
    "attributes", ["{: #id }", "{: style=x }", "{: .A }", "{: }", "{: .a onclick=b }", "{: .a"]
)
def test_only_class_names_may_be_given_to_a_block(attributes: str) -> None:
    assert problems(f"甲\n{attributes}") == [("prose-attributes", 3)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("中文\n第二行", "中文第二行"),
        ("截至\n2024年", "截至2024年"),
        ("共3\n户", "共3户"),
        ("བོད་\nཡིག", '<span lang="bo">བོད་</span><span lang="bo">ཡིག</span>'),
        ("two\nwords", "two words"),
        ("12\n34", "12 34"),
        ("**甲**\n乙", "<strong>甲</strong>乙"),
        ("甲\n**乙**", "甲<strong>乙</strong>"),
        ("*one*\n*two*", "<em>one</em> <em>two</em>"),
        ("甲<br>\n乙", "甲<br>乙"),
        ("”\n“", "”“"),
        ("A &\nB", "A &amp; B"),
        ("a\n&copy; b", "a © b"),
    ],
)
def test_a_soft_line_break_is_a_space_between_latin_words_only(text: str, expected: str) -> None:
    assert html(text) == f"<p>{expected}</p>"


@pytest.mark.parametrize(
    "run",
    ["——", "……", "0891-6320000", "2024/06/20", "5～10", "2020—2024", "〔2024〕12号"],
)
def test_what_must_not_be_split_is_kept_together(run: str) -> None:
    assert html(f"甲{run}乙") == f'<p>甲<span class="together">{run}</span>乙</p>'


@pytest.mark.parametrize(
    "run",
    [
        "https://example.gov.cn/2024/06/art_1234_567890.html",
        "zhaxi.2024-06@example.gov.cn",
        "XJ2024/0001-A58-000123-QR",
    ],
)
def test_a_long_word_is_one_piece_that_a_line_may_break(run: str) -> None:
    """Of several pieces WeasyPrint breaks the first alone: the rest would stand in the next cell."""
    made = html(f"| 甲 | 乙 |\n|---|---|\n| 见{run} | 0975-8321234转801 |\n")
    assert f"<td>见{run}</td>" in made
    assert '<span class="together">0975-8321234</span>转801' in made
    assert html(run) == f"<p>{run}</p>"


@pytest.mark.parametrize("run", ["—", "…", "15688", "1,234.5", "12:30", "2024年6月20日", "甲-乙"])
def test_other_runs_are_left_to_the_line(run: str) -> None:
    assert html(f"甲{run}乙") == f"<p>甲{run}乙</p>"


def test_tibetan_is_marked_as_tibetan() -> None:
    # བོད་ཡིག "Tibetan script", as on bo.wikipedia.org's own name.
    tibetan = "བོད་ཡིག"
    assert html(f"藏文{tibetan} {tibetan}名") == f'<p>藏文<span lang="bo">{tibetan} {tibetan}</span>名</p>'


def test_a_footnote_stands_where_it_is_called() -> None:
    assert html("甲[^1]乙[^注]\n\n[^1]: *来源*\n[^注]: 第二\n\n丙") == (
        '<p>甲<span class="footnote"><em>来源</em></span>乙<span class="footnote">第二</span></p><p>丙</p>'
    )


def test_footnotes_of_one_text_do_not_reach_the_next() -> None:
    html("{{# no }}甲[^1]{{/ }}\n\n[^1]: 没有用到", no=False)
    assert html("甲[^1]\n\n[^1]: 来源") == '<p>甲<span class="footnote">来源</span></p>'


def test_a_footnote_is_printed_once_however_often_a_section_calls_it() -> None:
    page = html("{{# twice }}甲[^1]{{/ }}\n\n[^1]: 来源", twice=["", ""])
    assert page == '<p>甲<span class="footnote">来源</span>甲[^1]</p>'


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("甲[^1]", [("footnote-missing", 2)]),
        ("甲\n\n[^1]: 乙", [("footnote-unused", 4)]),
        ("甲[^1]乙[^1]\n\n[^1]: 丙", [("footnote-twice", 7)]),
        ("甲[^1]\n\n[^1]: 丙\n[^1]: 丁", [("footnote-twice", 16)]),
    ],
)
def test_a_footnote_has_one_mark_and_one_text(text: str, found: list[tuple[str, int]]) -> None:
    assert problems(text) == found


@pytest.mark.parametrize(
    "number", ["一、", "十二、", "（一）", "(三)", "1.", "1．", "2、", "（1）", "(2)", "①"]
)
@pytest.mark.parametrize("level", ["#", "# ", "## ", "### "])
def test_a_heading_with_a_number_of_its_own_is_refused(level: str, number: str) -> None:
    assert problems(f"{level}{number}基本情况") == [("heading-numbered", len(level) + 1)]


@pytest.mark.parametrize(
    "heading", ["# 一是加强领导", "# 2024年工作", "# 1.5米以下", "# 十大行动", "# （草案）说明"]
)
def test_a_heading_that_begins_with_a_number_is_none(heading: str) -> None:
    assert html(heading).startswith("<h2>")


def test_a_fifth_level_of_headings_is_refused() -> None:
    assert problems("甲\n\n##### 乙") == [("heading-too-deep", 4)]


@pytest.mark.parametrize(
    "value",
    ["*甲*", "# 甲", "- 甲", "1. 甲", "[甲](http://a.b)", "`甲`", "| 甲 |", "{: .a}", "[^1]", "![甲](a.png)"],
)
def test_a_value_is_never_markdown(value: str) -> None:
    assert html("{{ v }}", v=value) == f"<p>{value}</p>"
    assert html("前{{ v }}\n{{ v }}", v=value).count("<") == 2


@pytest.mark.parametrize(
    "value", ["<b>甲</b>", "<script>x</script>", "&lt;b&gt;", "\"'><img src=x onerror=y>"]
)
def test_a_value_is_never_html(value: str) -> None:
    for text in (
        "{{ v }}",
        "**{{ v }}**",
        "- {{ v }}",
        "[甲]({{ v }})",
        "[{{ v }}](#a)",
        "`{{ v }}`",
        "<{{ v }}>",
    ):
        page = html(text, v=value)
        assert "<b>" not in page
        assert "<script" not in page
        assert "<img" not in page


def test_a_value_prints_as_it_is() -> None:
    assert html("{{ v }}", v="A&amp;B <甲>") == "<p>A&amp;amp;B &lt;甲&gt;</p>"


def test_a_value_is_set_like_other_text() -> None:
    assert html("电话\n{{ v }}", v="0891-6320000") == '<p>电话<span class="together">0891-6320000</span></p>'


def test_marks_of_docgen_and_markdown_cannot_be_typed() -> None:
    assert (
        html("\ufdd00\ufdd1{{ v }}\x02wzxhzdk:0\x03", v="\ufdd01\ufdd1")
        == "<p>\ufffd0\ufffd\ufffd1\ufffd\ufffdwzxhzdk:0\ufffd</p>"
    )


@pytest.mark.parametrize(
    "address",
    ["http://a.b/c.png", "//a/b.png", "/etc/x.png", "../x.png", "file:///x.png", "%2e%2e/x.png", "data:,x"],
)
def test_an_image_is_a_file_of_the_project(address: str) -> None:
    assert problems(f"甲![乙]({address})") == [("image-address", 7)]
    assert problems("甲![乙]({{ v }})", {"v": address}) == [("image-address", 1)]


@pytest.mark.parametrize(
    "address", ["javascript:x", "JaVaScRiPt:x", "data:text/html,x", "file:///x", "//a/b", "x.html"]
)
def test_a_link_leads_to_the_web_a_mailbox_or_a_place_in_the_page(address: str) -> None:
    assert html(f"[甲]({address})") == f"<p>[甲]({address})</p>"


@pytest.mark.parametrize("text", ["[甲](http://a.b '题')", "![甲](a.png '题')"])
def test_an_attribute_without_a_use_in_print_is_dropped(text: str) -> None:
    assert "题" not in html(text)


def test_all_problems_are_told_at_once() -> None:
    text = "# 一、甲\n\n##### 乙{{ absent }}\n\n丙[^1]\n{: #x }"
    assert problems(text) == [
        ("heading-numbered", 3),
        ("heading-too-deep", 8),
        ("footnote-missing", 30),
        ("prose-attributes", 35),
        ("placeholder-unknown", 15),
    ]


def test_a_text_that_could_not_be_read_does_not_spoil_the_next() -> None:
    assert problems("- " * 5000) == [("prose-too-deep", 1)]
    assert html("![图](甲.png)**乙**") == '<p><img alt="图" src="甲.png"><strong>乙</strong></p>'


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("甲\n\n" + "字" * (BLOCK_LIMIT + 1), [("block-too-long", 4)]),
        ("甲\n\n" + "[" * (BRACKET_LIMIT + 1), [("block-brackets", 4)]),
        ("甲\n\n" * (LENGTH_LIMIT // 3 + 1), [("prose-too-long", 1)]),
        ("- " * 5000, [("prose-too-deep", 1)]),
    ],
    ids=["long block", "brackets", "long", "bullets"],
)
def test_text_that_would_keep_markdown_busy_is_refused(text: str, found: list[tuple[str, int]]) -> None:
    assert problems(text) == found


def test_text_that_sections_make_too_complex_is_refused() -> None:
    assert problems("{{# many }}[[[[{{/ }}", {"many": ["甲"] * BRACKET_LIMIT}) == [("block-brackets", 1)]


@pytest.mark.parametrize(
    "unit", ["*", "**甲 ", "_甲", "`", "`甲``", "<", "<a", "&", "&#1", "\\", ">", "#甲\n", "|", "[^甲", "!["]
)
def test_hostile_text_up_to_the_limits_is_rendered(unit: str) -> None:
    count = BRACKET_LIMIT if "[" in unit else BLOCK_LIMIT // len(unit)
    assert to_html(unit * count, {}, place)


def test_the_same_text_gives_the_same_html() -> None:
    text = "# 甲\n\n乙[^1]——[丙](#d)\n\n| a | b |\n|:-|-|\n| 1 | 2 |\n{: .x .y }\n\n[^1]: 注"
    assert html(text) == html(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("关于{{ name }}的函", "关于&lt;b&gt;的函"),
        ("第一行\n第二行\n", "第一行<br>第二行"),
        ("*甲* # <i>", "*甲* # &lt;i&gt;"),
        ("甲——乙", '甲<span class="together">——</span>乙'),
    ],
)
def test_a_line_has_placeholders_and_no_markdown(text: str, expected: str) -> None:
    assert line(text, {"name": "<b>"}, place) == expected


def test_a_line_tells_its_problems() -> None:
    with pytest.raises(ContentError) as caught:
        line("甲{{ a }}{{ b }}", {}, place)
    assert [problem.place.column for problem in caught.value.problems] == [2, 9]
