"""Headings and lists that Word numbers itself, against what CSS counters print."""

from tests.support.opened import written
from tests.support.validity import errors

HANZI = """
@counter-style hanzi { system: additive; range: 1 99;
  additive-symbols: 20 二十, 10 十, 9 九, 8 八, 7 七, 6 六, 5 五, 4 四, 3 三, 2 二, 1 一 }
h2 { --docx-style: 一级标题; text-indent: 2em; counter-increment: one; counter-reset: two }
h3 { --docx-style: 二级标题; text-indent: 2em; counter-increment: two }
h2::before { content: counter(one, hanzi) "、" }
h3::before { content: "（" counter(two, hanzi) "）" }
body, .attachment { counter-reset: one two }
"""


def levels(opened) -> list[tuple[str, str]]:
    formats = opened.values("//w:abstractNum[1]/w:lvl/w:numFmt/@w:val", "numbering")
    return list(
        zip(formats, opened.values("//w:abstractNum[1]/w:lvl/w:lvlText/@w:val", "numbering"), strict=True)
    )


def starts(opened) -> dict[str, dict[str, str]]:
    return {
        instance.values()[0]: {
            one.values()[0]: one[0].values()[0] for one in opened.of(instance, "w:lvlOverride")
        }
        for instance in opened.find("//w:num", "numbering")
    }


def test_numbered_headings_are_one_list_tied_to_their_styles() -> None:
    opened = written("<body><h2>甲</h2><h3>乙</h3><h3>丙</h3><h2>丁</h2></body>", HANZI)
    assert levels(opened)[:2] == [("chineseCountingThousand", "%1、"), ("chineseCountingThousand", "（%2）")]
    assert opened.paragraphs()[0] == "一级标题 | 甲"
    assert opened.find("//w:body//w:numPr") == []
    assert '<w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr>' in opened.style("二级标题")


def test_an_attachment_counts_anew() -> None:
    opened = written(
        "<body><h2>甲</h2><h2>乙</h2><section class=attachment><h2>丙</h2><h2>丁</h2></section></body>", HANZI
    )
    assert opened.values("//w:body/w:p/w:pPr/w:numPr/w:numId/@w:val") == ["2", "2"]
    assert starts(opened) == {"1": {}, "2": {"0": "1"}}


def test_a_level_that_was_passed_over_is_told_its_number() -> None:
    """LibreOffice takes 一、 for counted when （一） comes before it, and would print 二、."""
    opened = written("<body><h3>甲</h3><h3>乙</h3><h2>丙</h2><h3>丁</h3><h2>戊</h2></body>", HANZI)
    assert opened.values("//w:body/w:p/w:pPr/w:numPr/w:numId/@w:val") == ["2"] * 3
    assert starts(opened) == {"1": {}, "2": {"0": "1"}}


def test_a_heading_numbered_otherwise_is_printed_as_text() -> None:
    opened = written(
        '<body><h2>甲</h2><h2 class="odd">乙</h2></body>',
        HANZI + '.odd::before { content: "第" counter(one) "条" }',
    )
    assert opened.paragraphs() == ["一级标题 | 甲", "一级标题 | 第2条乙"]
    assert opened.values("//w:body//w:numId/@w:val") == ["0"]


def test_a_document_whose_headings_are_all_numbered_otherwise_is_valid() -> None:
    css = HANZI + 'h2::before { content: none } .odd::before { content: "第" counter(one) "条" }'
    assert errors(written('<body><h2 class="odd">乙</h2></body>', css).data) == []


def test_a_counter_word_cannot_write_is_printed_as_text() -> None:
    css = "@counter-style odd { system: cyclic; symbols: 春 夏 } h2 { counter-increment: n }"
    css += 'h2::before { content: counter(n, odd) "季" }'
    assert written("<body><h2>甲</h2><h2>乙</h2></body>", css).paragraphs() == [
        "Heading 2 | 春季甲",
        "Heading 2 | 夏季乙",
    ]


def test_lists_start_anew_and_nest() -> None:
    opened = written(
        "<body><ol><li>甲<ol><li>乙</li></ol></li><li>丙<ol><li>丁</li></ol></li></ol><p>戊</p><ol><li>己</li></ol></body>"
    )
    numbered = opened.find("//w:body/w:p/w:pPr/w:numPr")
    assert [tuple(part.values()[0] for part in one) for one in numbered] == [
        ("0", "1"), ("1", "1"), ("0", "1"), ("1", "1"), ("0", starts_last(opened)),
    ]  # fmt: skip


def starts_last(opened) -> str:
    return opened.values("//w:num/@w:numId", "numbering")[-1]


def test_a_bullet_hangs_before_its_text() -> None:
    opened = written("<body><ul><li>甲</li></ul></body>", "ul { margin: 0; padding: 0 0 0 2em }")
    assert levels(opened)[0] == ("bullet", "•")
    assert not opened.values("//w:body/w:p/w:pPr/w:ind"), "the level of its number says where it stands"
    said = (opened.values(f"//w:lvl/w:pPr/w:ind/@w:{name}", "numbering")[0] for name in ("left", "hanging"))
    left, hanging = said
    assert (left, 0 < int(hanging) < 640) == ("640", True)


def test_a_list_item_of_paragraphs_is_numbered_once() -> None:
    opened = written("<body><ol><li><p>甲</p><p>乙</p></li></ol></body>")
    assert len(opened.find("//w:body//w:numPr")) == 1
