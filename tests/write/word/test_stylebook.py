"""The styles of a real sample's Word file: named in Chinese, enough for its paragraphs, free of themes."""

import io
import shutil

import docx
import pytest
import yaml
from lxml import etree

from docgen.content import kinds
from docgen.content.project import bundled, find
from tests.support import parity, samples
from tests.support.opened import written as opened_of
from tests.support.reading import NAMESPACES, Word

LOOKS = "./w:rPr/*[not(self::w:rStyle or self::w:cs or self::w:rtl or self::w:rFonts[not(@w:ascii)])]"
"""What a run says of its looks; script and the hint that a mark is Chinese belong to its characters."""
CERTIFICATES = [f"content/certificates/{name}" for name in ("commendation-2024", "completion-2024")]
LETTERS = [name for name in parity.SAMPLES if "/letters/" in name]


def word(name):
    return Word(samples.docx(name).data)


@pytest.mark.parametrize("name", parity.SAMPLES)
def test_python_docx_opens_the_file_again_with_its_text_and_styles(name):
    opened = docx.Document(io.BytesIO(samples.docx(name).data))
    styles = {paragraph.style.name for paragraph in opened.paragraphs if paragraph.text.strip()}
    assert "公文正文" in styles
    assert opened.core_properties.title


@pytest.mark.parametrize("name", LETTERS)
def test_the_styles_pane_shows_the_parts_of_a_document_by_their_standard_names(name):
    assert {"公文标题", "主送机关", "公文正文", "一级标题", "二级标题", "成文日期"} <= set(
        word(name).style_names()
    )


@pytest.mark.parametrize("name", parity.SAMPLES)
def test_every_style_in_use_is_defined(name):
    used = set(word(name).all("//w:pStyle/@w:val | //w:rStyle/@w:val | //w:tblStyle/@w:val"))
    assert used <= set(word(name).find("//w:style/@w:styleId", "word/styles.xml"))


@pytest.mark.parametrize("name", parity.SAMPLES)
def test_every_paragraph_has_a_style_of_its_own(name):
    paragraphs = word(name).find("//w:p")
    unnamed = [p for p in paragraphs if not p.xpath("./w:pPr/w:pStyle", namespaces=p.nsmap)]
    assert unnamed == []


def direct(paragraph):
    """Return the names of what a paragraph says itself beyond style, number and section."""
    own = paragraph.xpath("./w:pPr/*", namespaces=NAMESPACES)
    return {local(element) for element in own} - {"pStyle", "numPr", "sectPr"}


def same_in_all_runs(paragraph):
    """Return what all runs of a paragraph say themselves and in the same way: its style should say it."""
    runs = paragraph.xpath("./w:r[w:t] | ./w:sdt//w:r[w:t] | ./w:hyperlink/w:r[w:t]", namespaces=NAMESPACES)
    said = [{etree.tostring(one) for one in run.xpath(LOOKS, namespaces=NAMESPACES)} for run in runs]
    return set.intersection(*said) if said else set()


def local(element):
    return element.tag.rpartition("}")[2]


@pytest.mark.parametrize("name", [*parity.SAMPLES, *CERTIFICATES])
def test_95_in_100_paragraphs_have_no_direct_formatting(name):
    paragraphs = word(name).find("//w:p[.//w:t]")
    formatted = [p for p in paragraphs if direct(p) or same_in_all_runs(p)]
    assert len(paragraphs) > 5
    assert len(formatted) <= len(paragraphs) * 0.05, [
        ("".join(p.itertext())[:20], direct(p)) for p in formatted
    ]


@pytest.mark.parametrize("name", parity.SAMPLES)
def test_no_face_comes_from_a_theme(name):
    assert word(name).all("//@*[contains(local-name(), 'Theme') or contains(local-name(), 'theme')]") == []
    offered = set(word(name).find("//a:fontScheme//@typeface", "word/theme/theme1.xml"))
    assert offered <= set(word(name).all("//w:rFonts/@w:*")), "what its menus offer are the document's own"
    assert {"仿宋_GB2312", "方正小标宋简体"} <= offered


@pytest.mark.parametrize("name", parity.SAMPLES)
def test_chinese_text_names_its_faces_in_the_east_asian_slot(name):
    fonts = set(word(name).all("//w:rFonts/@w:eastAsia"))
    assert {"仿宋_GB2312", "黑体"} <= fonts


RICH = """\
# 层次
## 二级
### 三级
#### 四级

正文[^1]有**着重**和*楷体*，见[网页](https://example.org/)（示例）。

> 引文（示例）。

- 一项
- 另一项

1. 一项
2. 另一项

| 序号 | 内容 | 数目 |
| :-- | :-- | --: |
| 1 | 示例 | 12 |
{: .schedule}

[^1]: 脚注（示例）。
"""
KINDS = [
    kind
    for kind in kinds.listing(find(bundled()))
    if "body" in kind.schema["properties"]
    and kind.style == f"{kind.name}/style.css"
    and "{{ data." not in kind.sample.read_text(encoding="utf-8")
]
"""Kinds with a style sheet of their own, which others may share, and in need of no data."""


def styles_of(folder, kind, values, body):
    """Return styles.xml of a document of a kind with these values and this body."""
    path = folder / "content/letters/letter.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(samples.ROOT / "content/offices.yaml", folder / "content")
    shutil.copytree(samples.ROOT / "content/recipients", folder / "content/recipients", dirs_exist_ok=True)
    path.write_text(yaml.dump({**values, "body": body}, allow_unicode=True), encoding="utf-8")
    return Word(samples.write(samples.composed(folder), "docx").data).parts["word/styles.xml"]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_letter_of_a_kind_has_the_same_styles_whatever_it_says(tmp_path, kind):
    values = yaml.load(kind.sample.read_text(encoding="utf-8"), yaml.BaseLoader)
    needed = {name: value for name, value in values.items() if name in kind.schema["required"]}
    short = styles_of(tmp_path, kind, needed, "请遵照执行（示例）。")
    full = styles_of(tmp_path, kind, values, RICH)
    assert len(short) > 30
    assert [*named(short)] == [*named(full)]


OWN = {"公文标题": "Title", **{f"{rank}级标题": f"heading {n}" for n, rank in enumerate("一二三四", 1)}}


@pytest.mark.parametrize("name", LETTERS)
def test_headings_and_title_are_words_own_which_navigation_and_references_look_for(name):
    for alias, own in OWN.items():
        (style,) = word(name).find(f"//w:style[w:aliases/@w:val='{alias}']", "word/styles.xml")
        said = {local(one): one.xpath("string(@w:val)", namespaces=NAMESPACES) for one in style}
        assert said["name"] == own
        assert {"qFormat", "next"} <= said.keys()
        assert style.xpath("string(@w:styleId)", namespaces=NAMESPACES) == own.title().replace(" ", "")
        assert not style.xpath("@w:customStyle", namespaces=NAMESPACES)
        level = style.xpath("string(w:pPr/w:outlineLvl/@w:val)", namespaces=NAMESPACES)
        assert int(level) == (int(own[-1]) - 1 if own[-1].isdecimal() else 0)


@pytest.mark.parametrize("name", [*LETTERS[:1], *CERTIFICATES[:1]])
def test_the_gallery_shows_what_the_style_sheet_names_and_no_style_in_waiting(name):
    styles = "word/styles.xml"
    names = set(word(name).find("//w:style[w:qFormat]/w:name/@w:val", styles))
    assert names.isdisjoint({"heading 6", "List Paragraph", "Quote", "预设格式", "header", "footer"})
    waiting = word(name).find("//w:style[w:unhideWhenUsed]", styles)
    assert len(waiting) > 4
    assert all(style.find(f"{{{NAMESPACES['w']}}}semiHidden") is not None for style in waiting)
    (latent,) = word(name).find("//w:styles/w:latentStyles", styles)
    assert latent.xpath("string(@w:defSemiHidden)", namespaces=NAMESPACES) == "1"


def test_two_styles_cannot_be_the_same_one_of_words():
    css = (
        "h1 { --docx-style: 甲; --docx-built-in: Heading 1 } h2 { --docx-style: 乙; --docx-built-in: 标题 1 }"
    )
    opened = opened_of("<body><h1>一</h1><h2>二</h2><h3>三</h3></body>", css)
    assert opened.paragraphs() == ["Heading 1 | 一", "乙 | 二", "Heading 3 | 三"]
    assert '<w:outlineLvl w:val="0"/>' in opened.style("乙")


def test_the_paragraph_after_a_heading_is_text():
    book = word(parity.SAMPLES[0])
    names = dict(
        zip(
            *(book.find(f"//w:style/{path}", "word/styles.xml") for path in ("@w:styleId", "w:name/@w:val")),
            strict=True,
        )
    )
    following = book.find(
        "//w:style[w:pPr/w:outlineLvl and not(w:semiHidden)]/w:next/@w:val", "word/styles.xml"
    )
    assert {names[one] for one in following} >= {"公文正文", "主送机关"}


def named(styles):
    """Yield what the styles pane knows; variants of them are made as a letter needs them, and hidden."""
    for one in styles:
        name = "".join(one.xpath("./w:name/@w:val", namespaces=NAMESPACES))
        if "（变体 " not in name:
            yield etree.tostring(one, method="c14n")
        else:
            assert one.xpath("./w:semiHidden", namespaces=NAMESPACES)
