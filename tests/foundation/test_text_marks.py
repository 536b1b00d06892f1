"""Text marks: what a Chinese text should not hold is found with its place, and only that."""

import pytest

from docgen.foundation.errors import Finding
from docgen.foundation.text_marks import marks, mended
from tests.support.proportion import LINEAR, growth

FOUND = [
    ("放假,请遵照执行.联系人:王(晓丽)", "half-width-marks", 2, ", . : ( )", "， 。 ： （ ）"),
    ("电话:0891-6320000", "half-width-marks", 2, ":", "："),
    ("ABC,请", "half-width-marks", 3, ",", "，"),
    ("好!走?", "half-width-marks", 1, "! ?", "！ ？"),
    ("水果、蔬菜等...", "half-width-marks", 6, "...", "……"),
    ("《办法》(试行)", "half-width-marks", 4, "( )", "（ ）"),
    ("拉政发[2024]3号", "half-width-marks", 3, "[ ]", "〔 〕"),
    ('另见"附件"说明', "straight-quotes", 2, '"', '"'),
    ("所谓'四个最严'", "straight-quotes", 2, "'", "'"),
    ("共１２００元", "full-width-figures", 1, "１２００", "1200"),
    ("2024．9．1起施行", "full-width-figures", 4, "．", "."),
    ("增长3．5%", "full-width-figures", 3, "．", "."),
    ("去Xi‘an", "latin-apostrophe", 3, "‘", "’"),
    ("去Xi′an和O＇Neil", "latin-apostrophe", 3, "′ ＇", "’"),
    ("Ａ级", "full-width-figures", 0, "Ａ", "A"),
    ("拉\u200b萨", "invisible-sign", 1, "U+200B", "\u200b"),
    ("拉萨\u00ad市", "invisible-sign", 2, "U+00AD", "\u00ad"),
    ("\u2f00名", "compatibility-character", 0, "U+2F00", "一"),
    ("人\u2ea0", "compatibility-character", 1, "U+2EA0", "民"),
    ("甲｡乙､", "compatibility-character", 1, "U+FF61 U+FF64", "。 、"),
    ("o\ufb03ce", "compatibility-character", 1, "U+FB03", "ffi"),
    ("<b>重要</b>", "html-as-text", 0, "<b> </b>", "<b> </b>"),
    ('<font color="red">红</font>', "html-as-text", 0, '<font color="red"> </font>', None),
    ("甲&nbsp;乙&#12288;", "entity-as-text", 1, "&nbsp; &#12288;", None),
]


@pytest.mark.parametrize(("text", "code", "offset", "signs", "proper"), FOUND)
def test_a_sign_that_does_not_belong_is_found(
    text: str, code: str, offset: int, signs: str, proper: str | None
) -> None:
    (mark,) = marks(f"前文。\n{text}")
    assert (mark.code, mark.offset, mark.values["signs"]) == (code, offset + 4, signs)
    assert proper is None or mark.values["proper"] == proper
    assert all(Finding(mark.code, values=mark.values).text(lang) for lang in ("zh", "en"))


@pytest.mark.parametrize(
    "text",
    [
        "放假，请遵照执行。联系人：王（晓丽）",
        "9:30至17:00，1,234.5元，3.5米，附件.docx，图1.png，A.甲，1.甲",
        "见 https://example.org/a?b=1,2 和 a@example.org",
        "In English, it is (as usual): fine. Is it? Yes!",
        "Xi’an和O'Neil，‘A’和‘B’，5′30″",
        '32"显示器',
        "甲<乙，A&B，R&D；x<y",
        "ئاب\u200cد \u180e \u202f \u200d",  # the spelling of Uyghur, Mongolian and Persian
        "㎡、℃、①、Ⅱ、№、〇、·、—",
        "བོད་ཡིག",
        "",
    ],
)
def test_what_belongs_there_is_not_found(text: str) -> None:
    assert list(marks(text)) == []


def test_signs_of_one_kind_are_one_find_a_line() -> None:
    found = [(mark.code, mark.offset) for mark in marks("甲,乙,丙\n丁,戊１")]
    assert found == [("half-width-marks", 1), ("half-width-marks", 7), ("full-width-figures", 9)]


def test_what_is_certain_is_mended_and_all_else_stays() -> None:
    assert mended("拉\u200b萨\u2f00\u2ea0\uf9dd甲,乙１\u200c") == "拉萨一民利甲,乙１\u200c"


@pytest.mark.parametrize(
    "sign", ['"', "'", ",", "(", "<", "&", "<a ", "甲", "甲,", "[2024]", "\u200b", "⺝", "１"]
)
def test_a_long_text_takes_time_in_proportion(sign: str) -> None:
    text = sign * (16_000 // len(sign))
    assert len(list(marks(text))) <= 3
    assert growth(lambda text: list(marks(text)), text, text * 4) < LINEAR
