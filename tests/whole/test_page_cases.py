"""Small texts that once came out wrong, in one document, measured in PDF and in Word (LibreOffice)."""

import io
from functools import cache

import pymupdf
import pytest
from PIL import Image

from tests.support.both_formats import Both, both
from tests.support.measuring import Line, lines, spans
from tests.support.samples import OFFICES, document

FORMATS = ["pdf", "word"]
LEFT, RIGHT = 28.0, 184.0
MM = 25.4 / 72
ADDRESS = "https://www.example.gov.cn/zhengce/zhengceku/2024-06/28/content_5700000_000000000000000000.htm"
LONG = "内容文字" * 20
BODY = f"""
5. 从五起甲
6. 从五起乙

列表之间的话。

1. 松列甲

    松列的第二段。

2. 松列乙

紧列：

1. 紧列甲
2. 紧列乙

2024. 6. 20 起施行。

拉政发[2024](3)号。

请登录{ADDRESS}下载。

第一行较短<br>第二行在下。

地名Xi’an和O’Neil。

![宽](images/wide.png)

| 邮箱 | 编码 |
|---|---|
| zhangsan.lisi.wangwu.zhaoliu@department.example.gov.cn | ABCDEFGHIJKLMNOPQRSTUVWXYZABCDEFGHIJ |

| 序号 | 责任单位 | 内容 |
|---|---|---|
| 1[^1] | 市教育局 | {LONG} |

[^1]: 格中的注。
"""
PICTURE = io.BytesIO()
Image.new("RGB", (1200, 240), "#456").save(PICTURE, "PNG")
FILES: dict[str, str | bytes] = {
    "content/offices.yaml": OFFICES,
    "content/images/wide.png": PICTURE.getvalue(),
    "content/letters/cases.yaml": document(
        body="|" + BODY.replace("\n", "\n  ").rstrip(),
        duplex="否",
        copied_to="[示例市人民政府办公室]",
    ),
}


@cache
def made() -> Both:
    """Return the document; LibreOffice is started once."""
    return both(FILES)["cases"]


def printed(form: str) -> list[Line]:
    return lines(getattr(made(), form))


def find(form: str, text: str) -> Line:
    return next(line for line in printed(form) if text in line.text)


def left_of(form: str, text: str) -> float:
    """Return where a text of the page begins, from the left."""
    for page in pymupdf.open(stream=getattr(made(), form)):
        for span in spans(page, "rawdict"):
            said = "".join(one["c"] for one in span["chars"])
            if text in said:
                return float(span["chars"][said.index(text)]["origin"][0]) * MM
    raise AssertionError(f"{text} is not printed")


def test_nothing_is_told_but_what_is_doubtful_in_the_text_itself() -> None:
    assert {one.code for one in made().findings} == {"brackets-as-text", "half-width-marks"}


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize(("number", "item"), [("5.", "从五起甲"), ("6.", "从五起乙"), ("2.", "松列乙")])
def test_a_list_counts_as_it_is_typed(form: str, number: str, item: str) -> None:
    assert find(form, item).text.split(item)[0].strip() == number


@pytest.mark.parametrize("form", FORMATS)
def test_loose_and_tight_lists_begin_at_one_place(form: str) -> None:
    places = [left_of(form, text) for text in ("松列甲", "松列的第二段", "松列乙", "紧列甲", "从五起甲")]
    assert places == pytest.approx([places[0]] * 5, abs=0.3)


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("text", ["2024. 6. 20 起施行。", "拉政发[2024](3)号。"])
def test_what_is_typed_is_printed(form: str, text: str) -> None:
    assert find(form, text).text.strip() == text


@pytest.mark.parametrize("form", FORMATS)
def test_nothing_is_torn_apart_and_nothing_leaves_the_text_area(form: str) -> None:
    for page in pymupdf.open(stream=getattr(made(), form)):
        for span in spans(page, "rawdict"):
            latin = [
                (a, b)
                for a, b in zip(span["chars"], span["chars"][1:], strict=False)
                if a["c"].isascii() and b["c"].isascii() and not f"{a['c']}{b['c']}".isspace()
            ]
            assert all(b["bbox"][0] - a["bbox"][2] < 6 for a, b in latin), span
    body = [line for line in printed(form) if line.size < 17]
    assert max(line.right for line in body) < RIGHT + 0.4


@pytest.mark.parametrize("form", FORMATS)
def test_a_line_that_a_clerk_ends_is_not_spread(form: str) -> None:
    assert find(form, "第一行较短").right < LEFT + 45


def test_an_apostrophe_between_latin_letters_is_narrow() -> None:
    assert left_of("pdf", "an和O") - left_of("pdf", "’") < 8 * MM


@pytest.mark.parametrize("form", FORMATS)
def test_a_picture_alone_stands_in_the_text_area(form: str) -> None:
    boxes = [
        info["bbox"] for page in pymupdf.open(stream=getattr(made(), form)) for info in page.get_image_info()
    ]
    (box,) = boxes
    assert (box[0] * MM, box[2] * MM) == pytest.approx((LEFT, RIGHT), abs=0.4)


@pytest.mark.parametrize("form", FORMATS)
def test_a_column_is_as_wide_as_its_head(form: str) -> None:
    assert "责任单位" in find(form, "责任单位").text
    assert "市教育局" in find(form, "市教育局").text


@pytest.mark.parametrize("form", FORMATS)
def test_a_note_called_in_a_cell_stands_at_the_left_edge_above_the_imprint(form: str) -> None:
    note, copied = find(form, "格中的注"), find(form, "抄送")
    assert note.left < LEFT + 1.5
    assert note.page < copied.page or note.baseline < copied.baseline - 6
