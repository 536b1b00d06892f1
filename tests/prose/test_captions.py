"""Captions: beside their picture or table, numbered in their order, referred to by name."""

import re
from pathlib import Path

import pytest

from docgen.foundation.errors import ContentError
from docgen.prose.captions import with_numbers
from docgen.prose.doubts import doubts
from tests.prose.test_prose import html, problems
from tests.support.opened import Opened
from tests.support.samples import composed, document, project, red_square, told, write

PICTURE, TABLE = "![说明](a.png)", "| 甲 |\n|---|\n| 乙 |"


def plain(text: str) -> str:
    """Return prose with its numbers, tags reduced to what a caption is."""
    page = with_numbers(html(text))
    return re.sub(r"<(?!/?(?:caption|p class=.figure-caption|table|img))[^>]*>", "", page)


@pytest.mark.parametrize(
    "text",
    [
        f"{PICTURE}\n[图:流程]: 走**一圈**",
        f"[图:流程]: 走**一圈**\n{PICTURE}",
        f"{PICTURE}\n\n[图：流程]: 走**一圈**",
        f"{PICTURE}\n［图：流程］：走**一圈**",
        f"【图:流程】：走**一圈**\n\n{PICTURE}",
        f"{PICTURE}\n[图]: 走**一圈**",
    ],
)
def test_the_caption_of_a_picture_stands_below_it(text: str) -> None:
    assert re.fullmatch(r'<img [^>]*><p class="figure-caption">图1\u3000走一圈', plain(text).strip())
    assert 'class="picture captioned"' in html(text)


@pytest.mark.parametrize(
    "text", [f"[表:进度]: 各县\n{TABLE}", f"{TABLE}\n[表:进度]: 各县", f"[表]：各县\n\n{TABLE}"]
)
def test_the_caption_of_a_table_stands_above_it(text: str) -> None:
    assert plain(text).startswith('<table><caption class="table-caption">表1\u3000各县</caption>')


A, B, C = ("![甲](a.png)", "![乙](a.png)", "![丙](a.png)")
T, U = ("| 甲 |\n|---|\n| 子 |", "| 乙 |\n|---|\n| 丑 |")


@pytest.mark.parametrize(
    ("text", "order"),
    [
        (f"{A}\n\n[图]: 一\n{B}\n\n[图]: 二\n{C}", "甲乙一丙二"),  # each touches its own
        (f"{A}\n[图]: 一\n\n{B}\n\n{C}\n[图]: 二", "甲一乙丙二"),
        (f"[图]: 一\n\n{A}\n\n[图]: 二\n\n{B}", "甲一乙二"),  # the row begins with a caption
        (f"{A}\n\n[图]: 一\n\n{B}\n\n[图]: 二", "甲一乙二"),
        (f"{T}\n\n[表]: 一\n\n{U}\n\n[表]: 二", "一甲子二乙丑"),  # the row ends with one
        (f"{T}\n\n[表]: 一\n{U}", "甲子一乙丑"),
        (f"{T}\n[表]: 一\n\n{U}", "一甲子乙丑"),
    ],
)
def test_a_caption_between_two_is_that_ones_to_which_it_belongs(text: str, order: str) -> None:
    made = re.sub('<img alt="(.)"[^>]*>', r"\1", html(text))
    assert re.sub(r"<[^>]*>|[图表]|\s", "", made) == order
    assert "caption-between" not in [one.code for one in doubts(text)]


@pytest.mark.parametrize("text", [f"{A}\n\n[图]: 一\n\n{B}", f"{T}\n\n[表]: 一\n\n{U}\n\n{A}"])
def test_a_caption_that_may_be_eithers_is_told(text: str) -> None:
    assert [one.code for one in doubts(text)] == ["caption-between"]


def test_a_second_caption_of_a_picture_is_a_problem() -> None:
    text = f"[图]: 一\n\n{PICTURE}\n\n[图]: 二"
    assert problems(text) == [("caption-of-nothing", text.rindex("[图") + 1)]


def test_numbers_follow_the_order_and_each_kind_has_its_own() -> None:
    text = (
        f"见[图:后]、[图：前]和［表:乙］。\n\n{PICTURE}\n[图:前]: 一\n\n[表:乙]: 二\n{TABLE}\n\n"
        f"{PICTURE}\n[图:后]: 三\n\n又见[图:后]。"
    )
    assert (
        re.sub("<[^>]*>", "", plain(text))
        .replace("\n", "")
        .startswith("见图2、图1和表1。图1\u3000一表1\u3000二")
    )
    assert "又见图2。" in re.sub("<[^>]*>", "", plain(text))


@pytest.mark.parametrize(
    "text",
    [
        "![图:流程](a.png)",
        "[图:网站](https://example.org)",
        "〔图:流程〕",
        "[图]",
        "[图:]",
        "[图书:甲]",
        r"`[图:甲]`",
    ],
)
def test_what_only_looks_like_a_reference_is_none(text: str) -> None:
    assert 'class="mention"' not in html(text)


@pytest.mark.parametrize(
    "text", ["[图:甲]: 乙", f"{TABLE}\n\n[图:甲]: 乙", f"[表:甲]: 乙\n\n丙\n\n{TABLE}", "甲\n[表]: 乙"]
)
def test_a_caption_beside_nothing_is_a_problem(text: str) -> None:
    (problem,) = problems(text)
    assert problem == ("caption-of-nothing", text.index("[") + 1)


BODY = "|\n  见[图:流程]。\n\n  ![甲](images/a.png)\n  [图:流程]: 走一圈\n\n  见[表:人员]。"
ATTACHMENT = "\n- title: 名单\n  body: |\n    [表:人员]: 人员\n    | 甲 |\n    |---|\n    | 乙 |\n"


def made(folder: Path, body: str) -> Path:
    """Return a project with one notice with an attachment."""
    project(folder, letter=document(body=body, attachments=ATTACHMENT))
    (folder / "content/images").mkdir(parents=True)
    (folder / "content/images/a.png").write_bytes(red_square())
    return folder


def test_a_name_reaches_all_texts_of_a_document_and_is_a_field_in_word(tmp_path: Path) -> None:
    page = composed(made(tmp_path, BODY))
    opened = Opened(write(page, "docx").data)
    assert [
        one.strip()
        for one in opened.values("//w:fldSimple/@w:instr[contains(., 'SEQ') or contains(., 'REF')]")
    ] == [
        r"REF 图_流程 \h",
        "SEQ 图",
        r"REF 表_人员 \h",
        "SEQ 表",
    ]
    assert opened.values("//w:bookmarkStart[following-sibling::*[1][self::w:fldSimple]]/@w:name") == [
        "图_流程",
        "表_人员",
    ]
    texts = opened.paragraphs()
    assert any(text.startswith("图题") and text.endswith("| 图1\u3000走一圈") for text in texts)
    assert any(text.startswith("表题") and text.endswith("| 表1\u3000人员") for text in texts)
    assert any("见图1。" in text for text in texts)


@pytest.mark.parametrize(
    ("body", "found"),
    [
        (BODY.replace("见[图:流程]", "见[图:流成]"), ("caption-unknown", "letter.yaml:8:4")),
        (BODY.replace("见[表:人员]", "见[表:流程]"), ("caption-unknown", "letter.yaml:13:4")),
        (BODY.replace("[图:流程]: ", "[图:人员]: ").replace("见[图:流程]", "见[图:人员]"), None),
        (BODY + "\n\n  ![甲](images/a.png)\n  [图:流程]: 二", ("caption-twice", "letter.yaml:16:3")),
    ],
)
def test_a_name_that_is_wrong_is_told_with_its_place(
    tmp_path: Path, body: str, found: tuple[str, str] | None
) -> None:
    folder = made(tmp_path, body)
    assert found is None or told(lambda: composed(folder)) == [found]


def test_what_was_left_out_is_not_referred_to() -> None:
    page = html(f"{{{{# no }}}}{PICTURE}\n[图:甲]: 乙\n{{{{/ no }}}}\n\n见[图:甲]", no=False)
    with pytest.raises(ContentError):
        with_numbers(page)
