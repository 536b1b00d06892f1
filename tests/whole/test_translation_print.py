"""Tibetan in print: letters and notices carry it after their Chinese, certificates above, drafts say so."""

from pathlib import Path

import lxml.html
import pytest

from docgen.pipeline.stops import Page, Pipeline
from tests.support.books import composed as composed_book
from tests.support.handbooks import BO, handbook, replaced, reviewed
from tests.support.measuring import lines
from tests.support.samples import composed, document, drawn, project

LETTER = "content/letters/letter.yaml"
PARENTS = {
    "kind": "letters/parents",
    "genre": None,
    "doc_number": None,
    "school": "示例小学",
    "hotlines": "[{name: 示例热线, phone: '12315'}]",
}
KINDS = {"notice": {}, "parents": PARENTS}


@pytest.fixture(params=KINDS)
def fields(request: pytest.FixtureRequest) -> dict[str, str | None]:
    """The fields in which a kind differs from a notice."""
    return KINDS[request.param]


def html(page: Page) -> str:
    """Return a page's HTML."""
    return page.composed.html


def test_tibetan_stands_after_the_chinese(tmp_path: Path, fields: dict[str, str | None]) -> None:
    project(tmp_path, letter=document(**fields, bo=f"{{title: {BO}, body: {BO}}}"))
    text = html(composed(tmp_path))
    assert text.index("请遵照执行") < text.index('<section class="tibetan" lang="bo">') < text.index(BO)
    assert text.count(BO) == 2
    faces = [line.fonts for line in lines(drawn(tmp_path).data) if "\u0f40" <= line.text[:1] <= "\u0fbc"]
    assert faces == [("藏文",), ("藏文",)]


def test_a_draft_says_so_until_all_of_it_is_reviewed(tmp_path: Path, fields: dict[str, str | None]) -> None:
    # What the letter to parents says before its text is translated too, or its Tibetan is not whole.
    before = f", salutation: {BO}, greeting: {BO}" if fields else ""
    project(tmp_path, letter=document(**fields, bo=f"{{title: {BO}, body: {BO}{before}}}"))
    assert "藏文尚未审定" in html(composed(tmp_path))
    reviewed(tmp_path / LETTER, "bo.title")
    assert "藏文尚未审定" in html(composed(tmp_path))
    reviewed(tmp_path / LETTER)
    assert "藏文尚未审定" not in html(composed(tmp_path))


def test_a_document_in_chinese_alone_knows_nothing_of_tibetan(
    tmp_path: Path, fields: dict[str, str | None]
) -> None:
    project(tmp_path, letter=document(**fields))
    page = composed(tmp_path)
    assert ".tibetan" not in page.composed.css
    assert "tibetan" not in html(page)
    assert "draft-mark" not in html(page)


def test_a_build_reports_what_does_not_agree(tmp_path: Path) -> None:
    project(tmp_path, letter=document(body="共7名（示例）。", bo=f"{{title: {BO}, body: {BO} 8}}"))
    (page,) = Pipeline().pages(tmp_path / LETTER)
    assert [(f.code, f.values["id"]) for f in page.composed.findings] == [("translation-number", "bo.body")]


def test_the_files_of_a_folder_are_still_all_documents(tmp_path: Path) -> None:
    project(tmp_path, letter=document(bo=f"{{title: {BO}, body: {BO}}}"))
    reviewed(tmp_path / LETTER)
    assert (tmp_path / "content/letters/letter.translation").is_file()
    assert [path.name for path in (tmp_path / "content/letters").glob("*.yaml")] == ["letter.yaml"]


def test_every_draft_of_a_handbook_says_so_and_what_is_reviewed_does_not(tmp_path: Path) -> None:
    home = handbook(tmp_path)
    tree = html_of(home)
    marks = "//*[starts-with(@class, 'state')]"
    assert len(tree.xpath("//p[@class='state cover-state draft']")) == 1
    # Once for each chapter, for the cover and for the contents; every page says at its foot what it means.
    assert len(tree.xpath("//*[@class='state draft']")) == 3
    assert tree.xpath("//p[@class='draft-notice']/text()") == ["藏文均为草稿，未经审定"]
    reviewed(home, "law")
    tree = html_of(home)
    drafts = tree.xpath("//div[@id='call' or @id='asked']//p[@class='state draft']")
    assert len(drafts) == 2, "where one is reviewed, each of the others says so itself"
    assert tree.xpath("//div[@id='law']//*[@class='state draft']") == []
    assert len(tree.xpath("//*[@class='state draft']")) == 3 + 2
    assert tree.xpath("//p[@class='draft-notice']/text()") == ["标“草稿”的章节、段落，藏文未经审定"]
    reviewed(home)
    assert html_of(home).xpath(marks) == []
    replaced(home / "chapters/why.yaml", "请拨打", "请及时拨打")
    (stale,) = html_of(home).xpath(marks)
    assert stale.text == "汉文已改，藏文待更新"


def html_of(home: Path) -> lxml.html.HtmlElement:
    """Return the page of a handbook as a tree."""
    return lxml.html.fromstring(composed_book(home).html)
