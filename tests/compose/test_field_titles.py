"""What a printed field is called in Word: by its schema's Chinese title, whatever its key is."""

import re

import pytest

from docgen.compose.field_titles import field_paths, titles
from docgen.content.project import bundled, find
from docgen.content.schemas.fields import Fields
from docgen.layout.page_tree import PageTree
from tests.support import parity, samples
from tests.support.reading import Word

SCHEMA = {
    "properties": {
        "title": {"$ref": "#/$defs/title", "title": "通知标题"},
        "rows": {"title": "名单", "items": {"properties": {"name": {"title": "姓名"}, "unit": {}}}},
        "plain": {"type": "string"},
    },
    "$defs": {"title": {"title": "标题"}},
}


@pytest.mark.parametrize(
    ("path", "title"),
    [
        ("title", {"title": "通知标题"}),
        ("rows.0.name", {"rows.0.name": "姓名"}),
        ("rows.12.unit", {"rows.12.unit": "名单"}),
        ("office.name", {"office.name": "发文机关全称"}),
        ("office.contact.phone", {"office.contact.phone": "电话"}),
        ("plain", {}),
        ("nowhere.0", {}),
    ],
)
def test_a_field_is_called_by_its_own_title_else_by_that_of_what_it_is_part_of(path, title):
    page = PageTree(f'<p data-field="{path}">示例</p>')
    assert titles(field_paths(page), Fields(SCHEMA, {}), find(bundled())) == title


@pytest.mark.parametrize("name", parity.SAMPLES)
def test_content_controls_show_a_chinese_title_and_keep_the_path_as_their_tag(name):
    word = Word(samples.docx(name).data)
    tags, aliases = word.find("//w:sdtPr/w:tag/@w:val"), word.find("//w:sdtPr/w:alias/@w:val")
    assert set(tags) == set(re.findall('data-field="([^"]*)"', samples.pages(name)[0].composed.html))
    assert len(aliases) == len(tags) > 5
    assert [alias for alias in aliases if not re.fullmatch("[\u4e00-\u9fff]+", alias)] == []


def test_the_title_of_a_notice_is_called_so():
    word = Word(samples.docx("content/letters/notice-2024-03").data)
    called = dict(
        zip(word.find("//w:sdtPr/w:tag/@w:val"), word.find("//w:sdtPr/w:alias/@w:val"), strict=True)
    )
    assert (called["title"], called["addressees"], called["date"]) == ("标题", "主送机关", "成文日期")
