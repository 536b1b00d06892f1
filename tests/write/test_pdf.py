"""The PDF and the HTML page: their type, their properties, and what the renderer complains of."""

from dataclasses import replace
from pathlib import Path

import pymupdf
import pytest

from docgen.composed import Written
from docgen.foundation.errors import ContentError
from docgen.layout.typesetter import font_rules, subsets
from docgen.pipeline.stops import write
from docgen.write.laid.document import Laying
from docgen.write.pdf import single
from tests.support.measuring import font_name, lines
from tests.support.samples import composed, document, drawn, project, red_square, told, write_files

STYLE = "templates/letters/notice/style.css"


def styled(folder: Path, css: str, **fields: str) -> Path:
    """Return a project whose notice has `css` behind the shared sheet."""
    sheet = f'@import "_shared/gb9704-document.css";\n{css}\n'
    write_files(project(folder, letter=document(**fields)), {STYLE: sheet})
    return folder


def font_names(pdf: Written) -> set[str]:
    """Return the names of the embedded fonts, without the mark of a subset."""
    fonts = [font for page in pymupdf.open(stream=pdf.data) for font in page.get_fonts()]
    assert all(font[1] != "n/a" for font in fonts), "every font is embedded"
    return {font_name(font[3]).partition("+")[2] for font in fonts}


def test_the_properties_are_the_documents(tmp_path: Path) -> None:
    pdf = pymupdf.open(stream=drawn(project(tmp_path, letter=document())).data)
    told = pdf.metadata or {}
    assert (told["title"], told["author"]) == ("关于测试的通知", "示例市食品安全办公室")
    assert (told["subject"], told["creator"]) == ("通知", "docgen")
    assert told["creationDate"].startswith("D:20240620000000")
    assert told["modDate"] == told["creationDate"]
    assert pdf.xref_get_key(pdf.pdf_catalog(), "Lang") == ("string", "zh-CN")


def test_pages_are_counted(tmp_path: Path) -> None:
    assert drawn(project(tmp_path / "a", letter=document())).pages == 2  # 版记 on the back
    attachments = "[{title: 甲, body: 乙}, {title: 丙, body: 丁}]"
    assert drawn(project(tmp_path / "b", letter=document(attachments=attachments))).pages == 4


def test_what_is_laid_out_again_is_set_in_the_type_that_was_cut_and_has_the_same_bytes(
    tmp_path: Path,
) -> None:
    page = composed(project(tmp_path, letter=document()))
    lay, first = Laying(), page.composed
    turned = replace(first, css=f"{first.css}\n{first.even_imprint}")
    other = replace(first, html=first.html.replace("请遵照", "请遵照䶮"))
    laid = [lay(one, page.typefaces) for one in (first, turned, other)]
    fonts = [one.press.fonts for one in laid]
    assert fonts[0] is fonts[1]
    assert fonts[2] is not fonts[1], "a character more, and type is cut anew"
    for one, again in zip((turned, other), laid[1:], strict=True):
        assert single.drawn(again, one) == single.write(one, page.typefaces)


def test_places_are_told_in_millimetres(tmp_path: Path) -> None:
    home = styled(tmp_path, "@page { margin: 0 } #here { position: absolute; left: 40mm; top: 70mm }")
    write_files(home, {"templates/letters/notice/template.html.j2": '<body><p id="here">甲</p></body>'})
    page, left, top, alone = drawn(home).places["here"]
    assert (page, left, top, alone) == (1, pytest.approx(40, abs=0.01), pytest.approx(70, abs=0.01), False)


def test_no_font_of_the_machine_slips_in(tmp_path: Path) -> None:
    home = styled(tmp_path, '.body p::before { content: "鼯" }', body="甲&nbsp;乙&#x9F2F;")
    pdf = drawn(home)
    assert font_names(pdf) <= {"仿宋", "小标宋-Bold", "宋体", "楷体", "黑体"}
    assert "鼯甲\xa0乙鼯" in pymupdf.open(stream=pdf.data)[0].get_text()


def test_only_roles_the_style_sheet_names_are_cut(tmp_path: Path) -> None:
    page = composed(project(tmp_path, letter=document()))
    plain = replace(page.composed, css="p { font-family: 楷体 }")
    assert set(subsets([plain], page.typefaces)) == {"楷体"}


def test_every_role_has_a_rule() -> None:
    assert font_rules({"仿宋": b"", "黑体": b""}).count("@font-face { font-family: ") == 2


def test_what_the_renderer_complains_of_is_a_finding(tmp_path: Path) -> None:
    (finding,) = drawn(styled(tmp_path, ".body { colour: red }")).findings
    assert (finding.code, finding.subject) == ("renderer", "letter")
    assert str(finding.place).endswith("/style.css:2:9")
    assert "colour" in finding.text("zh")


def test_the_renderers_complaints_are_each_documents_own(tmp_path: Path) -> None:
    drawn(styled(tmp_path / "a", ".body { colour: red }"))
    assert drawn(project(tmp_path / "b", letter=document())).findings == ()


def test_an_image_of_the_project_is_drawn(tmp_path: Path) -> None:
    home = project(tmp_path, letter=document(body="'![图](images/map.png)'"))
    write_files(home, {"content/images/map.png": red_square()})
    (image,) = pymupdf.open(stream=drawn(home).data)[0].get_image_info()
    assert image["width"] == 42


@pytest.mark.parametrize("name", ["images/none.png", "offices.png"])
def test_an_image_that_is_not_there_is_told(tmp_path: Path, name: str) -> None:
    home = project(tmp_path, letter=document(body=f"'![图]({name})'"))
    ((code, _),) = told(lambda: drawn(home), ContentError)
    assert code == "image-missing"


def test_lines_run_from_edge_to_edge(tmp_path: Path) -> None:
    body = "甲、" * 100
    full = [
        line
        for line in lines(drawn(project(tmp_path, letter=document(body=body))).data)
        if len(line.text) > 26
    ]
    assert len(full) > 5
    assert [line.right for line in full[1:-1]] == pytest.approx([184] * len(full[1:-1]), abs=0.3)


def test_the_html_page_carries_its_style_and_nothing_from_outside(tmp_path: Path) -> None:
    page = composed(project(tmp_path, letter=document(body="</style>甲")))
    html = write(page, "html").data.decode()
    assert html.count("<style>") == html.count("</style>") == 1
    assert html.index("<style>") < html.index(page.composed.css) < html.index("</head>")
    assert "&lt;/style&gt;甲" in html
    assert "http" not in html


def test_the_html_page_is_the_composed_one(tmp_path: Path) -> None:
    page = composed(project(tmp_path, letter=document()))
    html = write(page, "html").data.decode()
    assert html.replace(f"<style>\n{page.composed.css}\n</style>\n", "") == page.composed.html
