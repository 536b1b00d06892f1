"""Tables in a clerk's text: long ones, wide ones, and what is said under them."""

import re
from functools import partial
from pathlib import Path

import pytest

from docgen.foundation.errors import ContentError, Place
from docgen.prose.html import BLOCK_LIMIT, TABLE_LIMIT, to_html
from docgen.prose.tables import DENSE, MOST_COLUMNS, PACKED, with_widths

HEAD = "| 序号 | 姓名 |\n|---|---|\n"


def html(text: str) -> str:
    return to_html(text, {}, lambda offset: Place(Path("x"), text.count("\n", 0, offset) + 1))


def problems(text: str) -> list[tuple[str, int | None]]:
    with pytest.raises(ContentError) as caught:
        html(text)
    return [(problem.code, problem.place.line) for problem in caught.value.problems]


def table(columns: int) -> str:
    row = "|" + " 甲 |" * columns
    return f"{row}\n|{'---|' * columns}\n{row}\n"


def test_a_table_of_many_rows_is_no_long_paragraph() -> None:
    rows = "".join(f"| {number} | 示例{number} |\n" for number in range(3000))
    made = html("前文。\n\n" + HEAD + rows + "\n后文。")
    assert made.count("<tr>") == 3001
    assert "后文" in made


def test_what_is_too_much_of_a_table_is_said_of_the_table_or_its_row() -> None:
    assert problems("甲\n\n" + HEAD + "| 1 | " + "字" * BLOCK_LIMIT + " |") == [("row-too-long", 5)]
    long = HEAD + f"| 1 | {'字' * (BLOCK_LIMIT // 2)} |\n" * (2 * TABLE_LIMIT // BLOCK_LIMIT + 1)
    assert ("tables-too-long", 1) in problems(long)


def test_a_table_of_more_columns_than_word_has_is_refused() -> None:
    assert html(table(MOST_COLUMNS)).count("<th>") == MOST_COLUMNS
    assert problems("甲\n\n" + table(MOST_COLUMNS + 1)) == [("table-columns", 3)]


@pytest.mark.parametrize(
    ("columns", "classes"), [(DENSE - 1, ""), (DENSE, "dense"), (PACKED, "dense packed")]
)
def test_a_table_of_many_columns_is_called_so(columns: int, classes: str) -> None:
    assert html(table(columns)).startswith(f'<table class="{classes}">' if classes else "<table>")


@pytest.mark.parametrize(
    "said", ["{: 横排 列宽=1:3 }", "{: .landscape widths=1:3}", "{: 列宽：1，3 横排 }", "{:横排 列宽=1、3}"]
)
@pytest.mark.parametrize("gap", ["", "\n"])
def test_widths_and_a_landscape_page_are_said_under_a_table(said: str, gap: str) -> None:
    made = html(HEAD + "| 1 | 甲 |\n" + gap + said)
    opening = re.match(r'<table class="([^"]*)"><colgroup>(.*?)</colgroup>', made)
    assert opening
    assert set(opening[1].split()) == {"landscape", "measured"}
    assert re.findall(r"part-(\d+)", opening[2]) == ["250", "750"]


@pytest.mark.parametrize("said", ["{: 竖排 }", "{: 列宽=甲 }", "{: 列宽 }", "{: 列宽=1:3"])
def test_what_cannot_be_read_under_a_table_is_told(said: str) -> None:
    assert problems(HEAD + f"| 1 | 甲 |\n{said}") == [("prose-attributes", 4)]


def test_a_table_of_many_columns_keeps_that_class_beside_others() -> None:
    assert html(table(DENSE) + "{: 横排 }").startswith('<table class="dense landscape">')


def test_shares_from_beside_the_text_go_to_the_tables_of_as_many_columns() -> None:
    made = html(table(2) + "\n中间。\n\n" + table(3) + "\n再来。\n\n" + table(DENSE))
    given = partial(with_widths, made)
    assert re.findall(r"part-(\d+)", given([1, 3])) == ["250", "750"]
    assert given([1, 1, 2]).count("measured") == 1
    assert '<table class="dense measured">' in given([1] * DENSE)
    assert given([1, 2, 3, 4]) == made


def test_a_head_without_a_word_is_not_printed() -> None:
    made = html("| | |\n|---|---|\n| 姓名 | 扎西 |\n| | |\n\n")
    assert "<th" not in made
    assert made.count("<tr>") == 2
    assert re.findall(r"part-(\d+)", with_widths(made, [1, 3])) == ["250", "750"]
    assert html("| | 甲 |\n|---|---|\n| 乙 | 丙 |\n").count("<th") == 3
