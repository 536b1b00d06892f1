"""HTML that a template wrote wrongly is told, since parsers mend it in their own way and without a word."""

from pathlib import Path

import pytest

from docgen.layout.engine.markup_faults import faults
from tests.support.joint import FILES
from tests.support.samples import ROOT, composed, document, project, write_files

PAGE = '<!DOCTYPE html>\n<html lang="zh-CN">\n<head><title>题</title></head>\n<body>\n{}\n</body>\n</html>'


@pytest.mark.parametrize(
    "html",
    [
        '<p class="valid"（有效期7天）</p><p>乙</p>',
        "<div><td>甲</td></div>",
        "<div>甲",
        "<p>甲</div>",
        "<table><p>甲</p><tr><td>乙</td></tr></table>",
        '<p title="a>甲</p>',
        '<a href="x" href="y">甲</a>',
        "<p>甲<div>乙</div></p>",
        "<p><table><tr><td>甲</td></tr></table></p>",
        "<!-- 甲 <p>乙</p>",
        "<p>3 < 5</p>",
        "<span>甲</span></span>",
    ],
)
def test_a_tag_at_which_a_parser_has_to_guess_is_told_with_what_stands_there(html: str) -> None:
    first, *rest = faults(PAGE.format(html))
    assert len(rest) < 3
    ends = [html, html[:12], html[-12:], *(["</html>"] if first[0].startswith("eof") else [])]
    assert any(piece in first[1] for piece in ends)


@pytest.mark.parametrize(
    "html",
    [
        "<p>甲<p>乙",
        "<p>甲<br/>&nbsp;&amp;</p>",
        "<ul><li>甲<li>乙</ul>",
        "<img src=a alt=''>",
        "<p>a & b",
    ],
)
def test_html_as_the_standard_has_it_is_sound(html: str) -> None:
    assert list(faults(PAGE.format(html))) == []


def test_a_template_of_an_office_is_looked_at_and_a_bundled_one_is_not(tmp_path: Path) -> None:
    bundled = (ROOT / "templates/letters/notice/template.html.j2").read_text("utf-8")
    own = bundled.replace("{{ super() }}", '{{ super() }}<p class="note"（示例）</p>')
    home = project(tmp_path, letter=document())
    assert composed(home).composed.findings == ()
    write_files(home, {"templates/letters/notice/template.html.j2": own})
    found = composed(home).composed.findings
    assert {one.code for one in found} == {"template-markup"}
    assert found[0].place.path == home / "templates/letters/notice/template.html.j2"
    assert "（示例）" in str(found[0].values["near"])


@pytest.mark.parametrize(
    "field", ["titel", "attachments.0.titel", "office.nmae", "offices.0.nmae", "persons"]
)
def test_a_field_that_the_kind_does_not_have_is_told(tmp_path: Path, field: str) -> None:
    bundled = (ROOT / "templates/letters/notice/template.html.j2").read_text("utf-8")
    own = bundled.replace(
        "{{ super() }}", f'{{{{ super() }}}}<p data-field="{field}">甲</p><p data-field="title">乙</p>'
    )
    home = project(tmp_path, letter=document())
    write_files(home, {"templates/letters/notice/template.html.j2": own})
    (found,) = composed(home).composed.findings
    assert (found.code, found.values["field"]) == ("template-field", field)


def test_fields_of_joint_offices_are_known(tmp_path: Path) -> None:
    write_files(tmp_path, FILES)
    page = composed(tmp_path, "letter-2").composed
    assert 'data-field="offices.1' in page.html
    assert "template-field" not in {one.code for one in page.findings}
