"""What a chapter of a handbook may say, and what is told where it says something else."""

import re

import pytest

from docgen.content.document import open_document
from docgen.handbook.passages import COARSE, SHARES
from tests.support.books import book, chapter, checked, composed, prose
from tests.support.samples import ROOT, told, write_files

ONE = chapter(prose("one", "甲。"))


def test_a_book_has_its_chapters_in_the_order_it_names_them(tmp_path):
    home = book(tmp_path, {"b": ONE, "a": chapter(prose("two", "乙。"), "id: three\nheading: {zh: 丙}")})
    found = checked(home)
    assert [(c.id, [b.id for b in c.blocks]) for c in found.chapters] == [
        ("b", ["one"]),
        ("a", ["two", "three"]),
    ]
    assert found.chapters[1].blocks[1].content == "heading"


def test_a_books_files_are_named_after_its_folder(tmp_path):
    assert checked(book(tmp_path, {"a": ONE})).name == "demo"
    assert composed(tmp_path / "content/handbooks/demo").name == "demo"


TABLE = "id: t\ntable:\n  zh:\n    head: [甲, 乙]\n    rows: [[1, 2], [3]]"

FORM = "id: f\nform: {zh: {title: 甲, rows: [[乙]]}}"


@pytest.mark.parametrize(
    ("blocks", "problems"),
    [
        (["id: x"], [("block-content", "a.yaml:3:5")]),
        (["id: x\nheading: {zh: 甲}\nprose: {zh: 乙}"], [("block-content", "a.yaml:3:5")]),
        (["id: x\nheading: {zh: 甲}\nordered: 是"], [("block-companion", "a.yaml:5:5")]),
        (["id: x\nfigure: {zh: 甲}"], [("block-without-image", "a.yaml:3:5")]),
        ([TABLE], [("table-ragged", "a.yaml:7:24")]),
        ([TABLE.replace("[3]", "[3, 4]") + "\nwidths: [1]"], [("table-ragged", "a.yaml:8:13")]),
        ([FORM + "\nheights: [1, 3]"], [("heights-uneven", "a.yaml:5:5")]),
        ([prose("x", "甲。"), prose("x", "乙。")], [("block-id-taken", "a.yaml:7:9")]),
        ([prose("a", "甲。")], [("block-id-taken", "a.yaml:3:9")]),
        (["id: 甲\nheading: {zh: 甲}"], [("text-unlike-pattern", "a.yaml:3:9")]),
        (["id: x\nheadin: {zh: 甲}"], [("field-unknown", "a.yaml:4:5")]),
        (["id: x\nprose: {bo: ཀ}"], [("field-missing", "a.yaml:4:12")]),
    ],
    ids=lambda value: value[0][0] if isinstance(value, list) and isinstance(value[0], tuple) else "",
)
def test_what_a_block_may_not_be_is_told_with_its_place(tmp_path, blocks, problems):
    assert told(lambda: checked(book(tmp_path, {"a": chapter(*blocks)}))) == problems


def test_problems_of_all_chapters_and_of_the_book_come_at_once(tmp_path):
    home = book(
        tmp_path, {"a": chapter("id: x"), "b": chapter("id: y")}, chapters="[a, b, c]", date="2024-13-01"
    )
    assert sorted(told(lambda: checked(home))) == [
        ("block-content", "a.yaml:3:5"),
        ("block-content", "b.yaml:3:5"),
        ("chapter-unknown", "book.yaml:6:18"),
        ("value-date-impossible", "book.yaml:4:7"),
    ]


def test_a_chapter_alone_is_no_document(tmp_path):
    home = book(tmp_path, {"a": ONE})
    assert told(lambda: open_document(home / "chapters/a.yaml")) == [("chapter-alone", "a.yaml:1:1")]


def test_a_wrong_block_does_not_hide_what_is_wrong_with_the_others(tmp_path):
    bad = chapter("id: Bad ID\nprose: {zh: 甲}", TABLE, "id: x\nheading: {zh: 甲}\nprose: {zh: 乙}")
    same = chapter(prose("y", "甲。"), prose("y", "乙。"))
    assert told(lambda: checked(book(tmp_path, {"a": bad, "b": same}))) == [
        ("text-unlike-pattern", "a.yaml:3:9"),
        ("table-ragged", "a.yaml:9:24"),
        ("block-content", "a.yaml:10:5"),
        ("block-id-taken", "b.yaml:7:9"),
    ]


def test_a_block_without_the_fields_it_needs_is_told_of_once(tmp_path):
    one_line = "title: {zh: 甲}\nblocks: [{id: x, table: {zh: {head: [甲]}, bo: }}, {id: y}]\n"
    assert told(lambda: checked(book(tmp_path, {"a": one_line}))) == [
        ("field-missing", "a.yaml:2:30"),
        ("block-content", "a.yaml:2:51"),
    ]


def test_everything_in_a_chapter_that_leads_nowhere_is_told_at_once(tmp_path):
    blocks = (
        prose("one", "见[乙](#two)。"),
        prose("t", "{{ figures.x }}"),
        "id: f\nfigure: {zh: 图}\nimage: a.png",
    )
    assert told(lambda: composed(book(tmp_path, {"a": chapter(*blocks)}))) == [
        ("reference-unknown", "a.yaml:5:7"),
        ("placeholder-below-nothing", "a.yaml:10:9"),
        ("image-missing", "a.yaml:13:12"),
    ]


def test_a_cross_reference_that_leads_nowhere_is_told(tmp_path):
    home = book(tmp_path, {"a": chapter(prose("one", "见[乙](#two)和[甲](#a)。"))})
    assert told(lambda: composed(home)) == [("reference-unknown", "a.yaml:5:7")]


WIDE = "id: w\ntable:\n  zh:\n    head: [甲, 乙, 丙, 丁]\n    rows: [[一, 二, 三, 四]]\nwidths: "


@pytest.mark.parametrize("widths", ["[3, 3, 3, 4]", "[1, 1, 1, 4]", "[7, 7, 7, 7]"])
def test_the_columns_of_a_table_are_together_as_wide_as_it_is(tmp_path, widths):
    html = composed(book(tmp_path, {"a": chapter(WIDE + widths)})).html
    shares = [int(share) for share in re.findall(r'<col class="share-(\d+)"', html)]
    assert len(shares) == 4
    assert sum(shares) == SHARES


@pytest.mark.parametrize("count", [2, 3, 4, 5, 6, 10, 12])
def test_columns_that_say_as_much_are_as_wide(tmp_path, count):
    row = ", ".join(["一样长"] * count)
    table = f"id: w\ntable:\n  zh:\n    head: [{row}]\n    rows: [[{row}]]"
    html = composed(book(tmp_path, {"a": chapter(table)})).html
    shares = [int(share) for share in re.findall(r'<col class="share-(\d+)"', html)]
    assert len(shares) == count
    assert max(shares) - min(shares) <= COARSE


def test_every_width_of_a_column_is_in_the_style_sheet():
    css = (ROOT / "templates/_shared/handbook.css").read_text(encoding="utf-8")
    widths = {int(n): float(width) for n, width in re.findall(r"\.share-(\d+) \{ width: ([\d.]+)% \}", css)}
    assert set(widths) == set(range(1, SHARES + 1))
    assert all(abs(width - 100 * n / SHARES) < 0.01 for n, width in widths.items())


def test_there_are_no_contents_in_a_language_without_titles(tmp_path):
    assert composed(book(tmp_path, {"a": ONE}, layout="左右对照")).html.count("<nav") == 1
    assert composed(book(tmp_path, {"a": ONE}, layout="藏文")).html.count("<nav") == 1
    translated = chapter(prose("one", "甲。"), title="{zh: 甲章, bo: ཀ}")
    assert composed(book(tmp_path, {"a": translated}, layout="左右对照")).html.count("<nav") == 2


def test_a_picture_is_printed_once_with_a_caption_in_each_language(tmp_path):
    home = book(tmp_path, {"a": chapter("id: f\nfigure: {zh: 图, bo: རི་མོ།}\nimage: images/a.svg")})
    write_files(
        tmp_path, {"content/images/a.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>'}
    )
    html = composed(home).html
    assert html.count('src="images/a.svg"') == 1
    assert html.count("<figcaption") == 2
