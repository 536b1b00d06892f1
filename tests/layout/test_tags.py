"""What a tagged PDF tells of its page: each element is one node, in reading order; all else is decoration."""

from dataclasses import replace
from io import BytesIO

import pikepdf
import pymupdf
import pytest
from weasyprint import HTML

from docgen.composed.purpose import PRINT
from docgen.content.assets import Assets
from docgen.inspect.pdf import faults
from docgen.inspect.pdf.judged import Judged
from docgen.layout.engine.pdf.tags import marking
from docgen.layout.tags.languages import with_languages
from docgen.layout.tags.nodes import Leaf, Node
from docgen.layout.tags.shape import shaped
from tests.support.gathered import letter
from tests.support.samples import red_square
from tests.support.tagged import ARCHIVE, CSS, lines, written, zoo


@pytest.fixture(scope="module")
def assets(tmp_path_factory: pytest.TempPathFactory) -> Assets:
    folder = tmp_path_factory.mktemp("pictures")
    (folder / "5.png").write_bytes(red_square(5))
    return Assets((folder,))


def dots(data: bytes) -> list[bytes]:
    """Return every dot of every page."""
    return [page.get_pixmap(dpi=72).samples for page in pymupdf.open(stream=data)]


@pytest.fixture(scope="module")
def file(assets: Assets) -> pikepdf.Pdf:
    return pikepdf.open(BytesIO(written(zoo(assets))))


def test_an_element_is_one_node_on_however_many_pages_it_stands(file: pikepdf.Pdf) -> None:
    told = lines(file)
    assert told[:9] == [
        "Document Lang=zh-CN",
        " Div",
        "  P",
        " H1",
        " H2",
        " P",
        "  Link",
        "  Note ID=note-1",
        " L",
    ]
    (long,) = [one for one in Judged(file).elements if one.kind == "P" and "Link" in one.kids]
    pages = {
        str(kid.Pg.objgen) for kid in long.object.K if isinstance(kid, pikepdf.Dictionary) and "/Pg" in kid
    }
    assert pages
    assert any(isinstance(kid, int) for kid in long.object.K)


def test_a_list_has_items_of_a_label_and_a_body(file: pikepdf.Pdf) -> None:
    told = [line.strip() for line in lines(file)]
    first = told.index("L")
    assert told[first : first + 9] == ["L", "LI", "Lbl", "LBody", "P", "LI", "Lbl", "LBody", "L"]
    terms = told.index("L", first + 9)
    assert told[terms : terms + 4] == ["L", "LI", "Lbl", "LBody"]


def test_another_script_says_its_language(file: pikepdf.Pdf) -> None:
    told = lines(file)
    assert " P Lang=bo" in told
    assert told[told.index("  Span Lang=bo") - 1] == " P"


def test_a_table_has_heads_that_say_of_what_and_one_that_sets_side_by_side_is_none(file: pikepdf.Pdf) -> None:
    told = [line.strip() for line in lines(file)]
    assert [line for line in told if line.startswith("TH ")] == ["TH /Column", "TH /Column", "TH /Row"]
    assert told.count("Table") == 1
    assert told[-4:] == ["Div", "P", "Div", "P"]


def test_pictures_that_say_nothing_margins_and_repeated_heads_are_decoration(file: pikepdf.Pdf) -> None:
    assert [line.strip() for line in lines(file) if "Figure" in line] == ["Figure Alt=一个红方块"]
    judged = Judged(file)
    assert sum(one.bare + one.nested for one in judged.marked) == 0
    for page in file.pages:
        drawn = page.Contents.read_bytes()
        assert b"/Artifact" in drawn  # its number, at least


def test_tags_change_no_dot_of_a_page(assets: Assets) -> None:
    assert dots(written(zoo(assets))) == dots(written(zoo(assets, PRINT)))


@pytest.mark.parametrize(
    ("html", "told"),
    [
        ("<p>藏文བཀྲ་ཤིས།字</p>", ["bo"]),
        ('<p lang="bo">བཀྲ་ཤིས།</p>', []),
        ('<p lang="bo">བཀྲ་ཤིས།<br>བཀྲ<i lang="zh">字བཀྲ</i></p>', ["bo"]),
        ("<p>GB/T 9704，PDF 和 Wi-Fi</p>", []),
        ("<p>题为 Rules of food safety 的文章</p>", ["en"]),
        ("<title>Rules of food safety</title>", []),
    ],
)
def test_runs_of_another_script_are_told_where_nothing_around_tells_them(html: str, told: list[str]) -> None:
    said = with_languages(html)
    assert [part.partition('"')[0] for part in said.split('data-language="')[1:]] == told


def test_headings_step_down_by_one() -> None:
    kinds = ["H2", "H4", "H3", "H1", "H3"]
    tree = shaped(Node("Document", kids=[Node(kind, kids=[Node("TD")]) for kind in kinds]))
    assert [node.kind for node in tree.kids if isinstance(node, Node)] == ["H1", "H2", "H3", "H1", "H2"]


def test_rows_that_end_early_are_filled_up() -> None:
    wide = {"Table": {"ColSpan": 2, "RowSpan": 2}}
    rows = [
        Node("TR", kids=[Node("TD", attributes=dict(wide)), Node("TD")]),
        Node("TR", kids=[]),
        Node("TR", kids=[Node("TD")]),
    ]
    shaped(Node("Document", kids=[Node("Table", kids=[*rows])]))
    assert [len(row.kids) for row in rows] == [2, 1, 3]


def parts(*kinds: str) -> list[str]:
    """Return the kinds of what is in a table that was made of these, put into form."""
    row = Node("TR", kids=[Node("TH", kids=[Leaf(0, None)])])
    made = [Node(kind, kids=[Leaf(0, None)] if kind == "Caption" else [replace(row)]) for kind in kinds]
    (table,) = shaped(Node("Document", kids=[Node("Table", kids=[*made])])).kids
    assert isinstance(table, Node)
    return [kid.kind for kid in table.kids if isinstance(kid, Node)]


@pytest.mark.parametrize(
    ("kinds", "told"),
    [
        (["THead"], ["TBody"]),
        (["TFoot"], ["TBody"]),
        (["THead", "TFoot"], ["THead", "TBody"]),
        (["THead", "THead", "TBody", "TFoot", "TFoot"], ["THead", "TBody", "TBody", "TFoot", "TBody"]),
        (["Caption", "Caption", "TBody"], ["Caption", "TBody"]),
        (["TBody", "Caption", "TBody"], ["Caption", "TBody", "TBody"]),
        (["TBody", "Caption"], ["TBody", "Caption"]),
        (["Caption"], ["Caption"]),
        (["TR", "TR"], ["TR", "TR"]),
    ],
)
def test_a_table_has_one_caption_one_head_one_foot_and_a_body(kinds: list[str], told: list[str]) -> None:
    assert parts(*kinds) == told


def test_a_picture_that_is_a_link_stands_in_it(assets: Assets) -> None:
    body = '<p><a href="https://example.org/"><img src="5.png" alt="红"></a></p>'
    data = written(replace(letter("某某", body, CSS), assets=assets, purpose=ARCHIVE))
    with pikepdf.open(BytesIO(data)) as file:
        assert faults(file) == []
        assert [line.strip() for line in lines(file)][2:] == ["Link", "Figure Alt=红"]


def test_a_table_without_heads_has_them_in_its_first_column() -> None:
    rows = [Node("TR", kids=[Node("TD"), Node("TD")]), Node("TR", kids=[Node("TD")])]
    shaped(Node("Document", kids=[Node("Table", kids=[*rows])]))
    assert [[kid.kind for kid in row.kids if isinstance(kid, Node)] for row in rows] == [
        ["TH", "TD"],
        ["TD", "TD"],
    ]


def test_weasyprint_itself_makes_a_paragraph_of_each_page() -> None:
    words = "words " * 300
    html = f'<html lang="en"><style>@page {{ size: 80mm 40mm }}</style><p>{words}</p><img alt="" src="">'
    assert not marking.AT_HAND
    data = HTML(string=html).write_pdf(pdf_tags=True)
    assert data is not None
    with pikepdf.open(BytesIO(data)) as plain:
        assert [line.strip() for line in lines(plain)].count("P") == len(plain.pages) > 1
