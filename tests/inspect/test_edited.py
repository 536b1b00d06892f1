"""What someone changed in Word is led back to the line of YAML to edit, and nothing else is reported."""

import io
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import docx
import pytest

from docgen.foundation.errors import Finding
from docgen.foundation.messages import LANGUAGES, catalogue
from docgen.foundation.textdiff import edits
from docgen.inspect.docx.package import Package
from docgen.inspect.docx.reading import content
from docgen.inspect.edited import Compared, Original, compare
from docgen.inspect.edited.alignment import Entry, align
from docgen.inspect.edited.skeleton import Skeleton
from docgen.pipeline.stops import Page, Pipeline, write
from tests.support import samples

FIGURES = """\
title: 示例数据
as_of: 2024-06-20
source: 示例
figures:
  shops: {title: 主体, value: 15688, unit: 家}
"""
ROSTER = """\
title: 示例名单
recipients:
  - {name: 甲县, boss: 甲县县长}
  - {name: 乙县, boss: 乙县县长}
"""
REMINDER = """\
kind: letters/reminder
office: shili
figures: facts
serial: 12
title: 关于做好示例工作的提醒函
addressees: [甲县人民政府, 乙县人民政府]
date: 2024-06-20
deadline: 2024-06-30
contact: {name: 张某某, phone: 0000-0000000}
copied_to: [示例单位]
note: 此件公开发布
body: |
  全市共有主体{{ figures.shops }}家，抽查记录80份。

  # 存在的问题

  一是督导质量不高，结论**雷同**。

  二是数据维护不及时，主体未同步更新。

  | 事项 | 时限 |
  |---|---|
  | 核对底数 | 7月20日 |
  | 更新信息 | 7月20日 |

  # 工作要求

  ## 压实责任

  各级干部要对照清单履职。[^1]

  [^1]: 清单另行印发。
"""
LETTER = """\
kind: letters/leader-letter
office: shili
recipients: counties
title: 致{{ recipient.name }}负责同志的一封信
salutation: 尊敬的{{ recipient.boss }}
date: 2024-06-28
body: |
  感谢{{ recipient.name }}的支持，谨此致谢。
"""
DOCUMENT = "word/document.xml"
CONTROL = re.compile(r"<w:sdt><w:sdtPr>.*?</w:sdtPr><w:sdtContent>|</w:sdtContent></w:sdt>")
ADDED = "四是宣传引导不够，知晓率偏低。"


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """A project with a reminder, and a letter to each of two recipients."""
    samples.project(tmp_path, reminder=REMINDER, letter=LETTER)
    files = {"content/figures/facts.yaml": FIGURES, "content/recipients/counties.yaml": ROSTER}
    samples.write_files(tmp_path, files)
    return tmp_path


WRITTEN: dict[tuple[str, ...], bytes] = {}
"""The Word files of pages that were written already: what they look like is no matter here."""


def word_file(page: Page) -> bytes:
    """Return the Word file of a page that names no picture; the same page is written once for all tests."""
    key = (page.composed.html, page.composed.css, repr(page.composed.metadata))
    if key not in WRITTEN:
        WRITTEN[key] = write(page, "docx").data
    return WRITTEN[key]


def made(office: Path, name: str = "reminder", number: int = 0) -> bytes:
    """Return the Word file of a document."""
    return word_file(samples.composed(office, name, number))


def rewritten(data: bytes, change, part: str = DOCUMENT) -> bytes:
    """Return a Word file with `change` applied to the text of one part."""
    entries = zipfile.ZipFile(io.BytesIO(data))
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in entries.namelist():
            text = entries.read(name)
            archive.writestr(name, change(text.decode()).encode() if name == part else text)
    return stream.getvalue()


def replacing(*pairs: tuple[str, str]):
    """Return a change that replaces the first occurrence of each text, which must be there."""

    def change(text: str) -> str:
        for old, new in pairs:
            assert old in text
            text = text.replace(old, new, 1)
        return text

    return change


def paragraph(text: str, words: str) -> str:
    """Return the XML of the paragraph that holds `words`."""
    found = re.findall(r"<w:p>(?:(?!<w:p>).)*?</w:p>", text)
    return next(one for one in found if words in one)


def compared(office: Path, data: bytes, name: str = "reminder", recipient=None, file=None) -> Compared:
    """Return what comparing an edited file finds; every sentence can be said."""
    path = office / f"{file or name}.docx"
    path.write_bytes(data)
    stops = Pipeline()

    def make(job):
        page = stops.composed(job)
        return Original(page.composed.html, word_file(page))

    source = office / f"content/letters/{name}.yaml"
    before = source.read_bytes()
    result = compare(path, stops.jobs(source), make, recipient)
    assert (path.read_bytes(), source.read_bytes()) == (data, before)
    assert all(one.text(lang) for one in (*result.findings, *result.notes) for lang in LANGUAGES)
    return result


def changed(office: Path, *pairs: tuple[str, str]) -> list[Finding]:
    """Return the findings for a reminder in which texts were replaced."""
    return list(compared(office, rewritten(made(office), replacing(*pairs))).findings)


def brief(findings) -> list[tuple[str, str]]:
    """Return code and place (file name:line:column) of findings."""
    return [(one.code, str(one.place).rpartition("/")[2]) for one in findings]


def line_of(text: str, words: str) -> int:
    """Return the number of the line that holds `words`."""
    return next(number for number, line in enumerate(text.splitlines(), 1) if words in line)


@pytest.mark.parametrize("name", samples.DOCUMENTS)
def test_an_untouched_file_has_no_findings(name: str, tmp_path: Path) -> None:
    page = samples.pages(name)[0]
    data = samples.docx(name).data
    path = tmp_path / f"{page.composed.name}.docx"
    path.write_bytes(data)
    result = compare(path, [page.job], lambda _: Original(page.composed.html, data))
    assert (result.findings, result.notes) == ((), ())


@pytest.mark.parametrize(
    ("old", "new", "field", "write"),
    [
        ("做好示例工作", "切实做好示例工作", "title:", "title: 关于切实做好示例工作的提醒函"),
        ("第12期", "第13期", "serial:", "serial: 13"),
        (">2024年6月20日<", ">2024年7月1日<", "date:", "date: 2024-07-01"),
        ("2024年6月30日", "2024年7月5日", "deadline:", "deadline: 2024-07-05"),
        ("乙县人民政府：", "丙县人民政府：", "addressees:", "addressees: [甲县人民政府, 丙县人民政府]"),
        ("，乙县人民政府", "", "addressees:", "addressees: [甲县人民政府]"),
        ("抄送：示例单位", "抄送：示例单位，某单位", "copied_to:", "copied_to: [示例单位, 某单位]"),
        ("此件公开发布", "此件不公开", "note:", "note: 此件不公开"),
        ("张某某", "李某某", "contact:", "name: 李某某"),
    ],
)
def test_a_changed_field_is_named_with_the_line_to_write(office, old, new, field, write) -> None:
    (finding,) = changed(office, (old, new))
    assert (finding.code, finding.values["write"]) == ("edited-line", write)
    assert finding.place.path is not None
    assert (finding.place.path.name, finding.place.line) == ("reminder.yaml", line_of(REMINDER, field))
    assert write in finding.text("zh")


def test_a_written_line_makes_the_file_that_was_wanted(office) -> None:
    (finding,) = changed(office, ("2024年6月30日", "2024年7月5日"))
    source = office / "content/letters/reminder.yaml"
    source.write_text(
        REMINDER.replace("deadline: 2024-06-30", str(finding.values["write"])), encoding="utf-8"
    )
    assert "2024年7月5日" in zipfile.ZipFile(io.BytesIO(made(office))).read(DOCUMENT).decode()


def test_a_field_the_yaml_does_not_give_is_to_be_added(office) -> None:
    (finding,) = changed(office, ("〔2024〕　　号", "〔2024〕9号"))
    assert finding.code == "edited-new-line"
    assert finding.values["write"] == "doc_number: 示食安办〔2024〕9号"


def test_a_field_whose_frame_was_changed_too_has_a_place_but_no_line(office) -> None:
    findings = changed(office, ("第12期", "十三期"))
    assert brief(findings) == [("edited-field", f"reminder.yaml:{line_of(REMINDER, 'serial')}:9")]


def test_the_office_is_led_back_to_its_own_file(office) -> None:
    data = made(office)
    text = zipfile.ZipFile(io.BytesIO(data)).read(DOCUMENT).decode()
    head, _, tail = text.rpartition("示例市食品安全办公室")
    (finding,) = compared(office, rewritten(data, lambda _: f"{head}示例办{tail}")).findings
    assert brief([finding]) == [("edited-line", "offices.yaml:2:9")]
    assert finding.values["write"] == "name: 示例办"


def test_changed_words_of_prose_are_told_with_their_exact_place(office) -> None:
    (finding,) = changed(office, ("记录80份", "记录95份"))
    line = line_of(REMINDER, "80份")
    column = REMINDER.splitlines()[line - 1].index("80") + 1
    assert brief([finding]) == [("edited-prose", f"reminder.yaml:{line}:{column}")]
    assert "“80”改为“95”" in finding.text("zh")
    assert (finding.values["old"], finding.values["new"]) == ("80", "95")


def test_a_changed_figure_is_led_back_to_the_figures(office) -> None:
    (finding,) = changed(office, ("15688", "15700"))
    column = FIGURES.splitlines()[4].index("15688") + 1
    assert brief([finding]) == [("edited-value", f"facts.yaml:5:{column}")]
    assert finding.values["name"] == "figures.shops"


def test_changes_around_markdown_signs_are_found(office) -> None:
    (finding,) = changed(office, ("雷同", "相同"))
    assert (finding.code, finding.place.line) == ("edited-prose", line_of(REMINDER, "雷同"))


def test_words_the_template_prints_are_told_apart(office) -> None:
    findings = changed(office, ("书面反馈", "电话反馈"))
    assert brief(findings) == [("edited-fixed", "template.html.j2")]


def test_removed_added_and_moved_paragraphs_are_told(office) -> None:
    data = made(office)
    text = zipfile.ZipFile(io.BytesIO(data)).read(DOCUMENT).decode()
    one, two = paragraph(text, "一是督导"), paragraph(text, "二是数据")
    heading = paragraph(text, "压实责任")
    gone = compared(office, rewritten(data, replacing((one, ""))))
    assert brief(gone.findings) == [("edited-gone", f"reminder.yaml:{line_of(REMINDER, '一是督导')}:3")]
    new = re.sub("<w:t [^>]*>二是.*?</w:t>", f"<w:t>{ADDED}</w:t>", two)
    subheading = heading.replace("压实责任", "开展宣传")
    come = compared(office, rewritten(data, replacing((two, two + new), (heading, heading + subheading))))
    assert [(one.code, one.place.line, one.values["write"]) for one in come.findings] == [
        ("edited-added", line_of(REMINDER, "二是数据"), ADDED),
        ("edited-added", line_of(REMINDER, "压实责任"), "## 开展宣传"),
    ]
    moved = compared(office, rewritten(data, replacing((one, ""), (heading, heading + one))))
    assert brief(moved.findings) == [("edited-moved", f"reminder.yaml:{line_of(REMINDER, '一是督导')}:3")]


def test_table_cells_are_told_by_row_and_column(office) -> None:
    data = made(office)

    def change(text: str) -> str:
        head, middle, tail = text.rpartition("7月20日")
        return head + middle.replace("20", "25") + tail

    (finding,) = compared(office, rewritten(data, change)).findings
    assert (finding.code, finding.place.line) == ("edited-prose", line_of(REMINDER, "更新信息"))
    assert "第1个表格第3行第2列" in finding.text("zh")


def test_added_and_removed_rows_are_told(office) -> None:
    data = made(office)
    text = zipfile.ZipFile(io.BytesIO(data)).read(DOCUMENT).decode()
    row = re.findall(r"<w:tr>.*?</w:tr>", text)[-1]
    gone = compared(office, rewritten(data, replacing((row, ""))))
    assert [(one.code, one.place.line) for one in gone.findings] == [
        ("edited-gone", line_of(REMINDER, "更新信息"))
    ]
    new = row.replace("更新信息", "上门督导").replace("7月20日", "每季度")
    (come,) = compared(office, rewritten(data, replacing((row, row + new)))).findings
    assert (come.code, come.place.line) == ("edited-row-added", line_of(REMINDER, "更新信息"))
    assert "加了一行" in come.text("zh")
    assert come.values["write"] == "| 上门督导 | 每季度 |"


def test_footnotes_are_compared(office) -> None:
    data = rewritten(made(office), replacing(("另行印发", "随文印发")), "word/footnotes.xml")
    (finding,) = compared(office, data).findings
    assert (finding.code, finding.place.line) == ("edited-prose", line_of(REMINDER, "[^1]:"))


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def test_tracked_changes_are_read_as_accepted_and_said(office) -> None:
    mark = 'w:id="90" w:author="王某某" w:date="2024-06-21T08:00:00Z"'
    deleted = f"<w:del {mark}><w:r><w:delText>不高</w:delText></w:r></w:del>"
    tracked = f"{run('一是督导质量')}{deleted}<w:ins {mark}>{run('偏低')}</w:ins>{run('，结论')}"
    original = '<w:r><w:t xml:space="preserve">一是督导质量不高，结论</w:t></w:r>'
    findings = changed(office, (original, tracked))
    assert [one.code for one in findings] == ["edited-prose", "edited-revisions"]
    assert "“不高”改为“偏低”" in findings[0].text("zh")
    assert findings[1].values == {"count": 2, "authors": "王某某"}


def test_a_paragraph_whose_end_was_deleted_with_tracking_joins_the_next(office) -> None:
    mark = '<w:rPr><w:del w:id="9" w:author="王某某"/></w:rPr>'
    data = made(office)
    text = zipfile.ZipFile(io.BytesIO(data)).read(DOCUMENT).decode()
    one = paragraph(text, "一是督导")
    joined = one.replace("</w:pPr>", f"{mark}</w:pPr>")
    findings = compared(office, rewritten(data, replacing((one, joined)))).findings
    assert "edited-revisions" in [one.code for one in findings]
    assert any("一是督导" in str(one.values.get("new", one.values.get("old"))) for one in findings)


def test_comments_are_listed_with_the_place_they_are_about(office) -> None:
    path = office / "reminder.docx"
    path.write_bytes(made(office))
    document = docx.Document(str(path))
    (about,) = [one for one in document.paragraphs if one.text.startswith("二是数据")]
    document.add_comment(about.runs, text="请补充数量", author="王某某")
    document.save(str(path))
    (finding,) = compared(office, path.read_bytes()).findings
    assert (finding.code, finding.place.line) == ("edited-comment", line_of(REMINDER, "二是数据"))
    assert (finding.values["author"], finding.values["new"]) == ("王某某", "请补充数量")


def test_what_word_adds_by_itself_is_no_change(office) -> None:
    noise = (
        '<w:proofErr w:type="spellStart"/><w:r w:rsidR="00AB12CD"><w:t>一是督</w:t></w:r>'
        '<w:bookmarkStart w:id="7" w:name="_GoBack"/><w:bookmarkEnd w:id="7"/>'
        '<w:r w:rsidR="00FF12CD"><w:rPr><w:rFonts w:hint="eastAsia"/>'
        '<w:lang w:eastAsia="zh-CN"/></w:rPr><w:t>导质量不高，</w:t></w:r><w:proofErr w:type="spellEnd"/>'
    )
    original = '<w:r><w:t xml:space="preserve">一是督导质量不高，结论</w:t></w:r>'
    data = rewritten(made(office), replacing((original, noise + run("结论"))))
    result = compared(office, data)
    assert (result.findings, result.notes) == ((), ())


def test_empty_paragraphs_and_blanks_at_the_start_are_no_change(office) -> None:
    assert changed(office, ("一是督导", "　　一是督导"), ("<w:sectPr>", "<w:p/><w:p/><w:sectPr>")) == []


def test_looks_alone_are_noted_once_and_are_no_finding(office) -> None:
    path = office / "reminder.docx"
    path.write_bytes(made(office))
    document = docx.Document(str(path))
    for one in document.paragraphs:
        for piece in one.runs:
            piece.font.bold = True
    document.save(str(path))
    result = compared(office, path.read_bytes())
    assert result.findings == ()
    assert [note.code for note in result.notes] == ["edited-looks"]


def test_a_heading_moved_to_another_level_is_told(office) -> None:
    data = made(office)
    text = zipfile.ZipFile(io.BytesIO(data)).read(DOCUMENT).decode()
    lower, upper = paragraph(text, "压实责任"), paragraph(text, "工作要求")
    style = re.compile(r'<w:pStyle w:val="\w+"/>')
    raised = style.sub(style.search(upper)[0], lower)
    (finding,) = compared(office, rewritten(data, replacing((lower, raised)))).findings
    assert (finding.code, finding.values["write"]) == ("edited-level", "# 压实责任")


def test_a_number_typed_in_place_of_words_own_is_no_change(office) -> None:
    data = made(office)
    text = zipfile.ZipFile(io.BytesIO(data)).read(DOCUMENT).decode()
    heading = paragraph(text, "工作要求")
    none = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr></w:pPr>'
    typed = heading.replace("工作要求", "二、工作要求").replace("</w:pPr>", none)
    assert compared(office, rewritten(data, replacing((heading, typed)))).findings == ()


def test_page_numbers_are_not_compared(office) -> None:
    data = made(office)
    for name in zipfile.ZipFile(io.BytesIO(data)).namelist():
        if name.startswith("word/footer"):
            data = rewritten(data, lambda text: re.sub(r">1</w:t>", ">7</w:t>", text), name)
    assert compared(office, data).findings == ()


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_a_file_saved_by_libreoffice_has_the_same_words(office, tmp_path: Path) -> None:
    source = tmp_path / "in" / "reminder.docx"
    source.parent.mkdir()
    # LibreOffice 7.4 writes broken XML where a content control shares its line with a text box.
    data = rewritten(made(office), lambda text: CONTROL.sub("", text))
    for change, expected in ((("一是", "一是"), []), (("记录80份", "记录95份"), ["edited-prose"])):
        source.write_bytes(rewritten(data, replacing(change)))
        profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
        call = [
            "soffice",
            profile,
            "--headless",
            "--convert-to",
            "docx",
            "--outdir",
            str(tmp_path),
            str(source),
        ]
        subprocess.run(call, check=True, capture_output=True, timeout=240)
        saved = (tmp_path / "reminder.docx").read_bytes()
        assert [one.code for one in compared(office, saved).findings] == expected


@pytest.mark.parametrize(
    ("file", "recipient", "number"),
    [
        ("letter-乙县", None, 1),
        ("letter-乙县 修改稿(1)", None, 1),
        ("改好的", None, 1),
        ("改好的", "乙县", 1),
        ("letter-甲县", "乙县", 1),
        ("letter-甲县", None, 0),
    ],
)
def test_the_job_is_chosen_by_name_by_request_or_by_likeness(office, file, recipient, number) -> None:
    data = rewritten(made(office, "letter", number), replacing(("谨此致谢", "特此致谢")))
    result = compared(office, data, "letter", recipient, file)
    assert result.job.name == f"letter-{'甲乙'[number]}县"
    assert [one.code for one in result.findings] == ["edited-prose"]


def test_fields_with_placeholders_keep_them(office) -> None:
    data = rewritten(made(office, "letter"), replacing(("负责同志的", "主要负责同志的")))
    (finding,) = compared(office, data, "letter", "甲县").findings
    assert finding.values["write"] == "title: 致{{ recipient.name }}主要负责同志的一封信"


def test_a_value_of_the_roster_is_led_back_to_its_row(office) -> None:
    data = rewritten(made(office, "letter"), replacing(("甲县县长：", "甲县书记：")))
    (finding,) = compared(office, data, "letter", "甲县").findings
    assert brief([finding]) == [("edited-value", "counties.yaml:3:5")]


def test_a_recipient_nobody_knows_is_a_problem(office) -> None:
    data = made(office, "letter")
    (problem,) = samples.problems(lambda: compared(office, data, "letter", "丙县"))
    assert problem.code == "edited-recipient"


BOMB = '<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><w>&b;</w>'
OUTSIDE = '<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/hostname">]><w>&a;</w>'


def encrypted(data: bytes) -> bytes:
    """Return a zip whose entries say that they are encrypted."""
    changed = bytearray(data)
    for sign, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = changed.find(sign)
        while at >= 0:
            changed[at + offset] |= 1
            at = changed.find(sign, at + 4)
    return bytes(changed)


RELS = "_rels/.rels"
OLE = bytes.fromhex("d0cf11e0a1b11ae1")


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (lambda data: b"", "edited-not-word"),
        (lambda data: b"%PDF-1.7", "edited-not-word"),
        (lambda data: b"{\\rtf1 text}", "edited-not-word"),
        (lambda data: OLE + b"\0" * 600, "edited-old-word"),
        (lambda data: OLE + "EncryptedPackage".encode("utf-16-le"), "edited-password"),
        (encrypted, "edited-password"),
        (lambda data: data[:3000], "edited-damaged"),
        (lambda data: data[:300] + b"\0" * 400 + data[700:], "edited-damaged"),
        (lambda data: rewritten(data, lambda text: text[:-40]), "edited-damaged"),
        (lambda data: rewritten(data, lambda text: "<w>" * 500 + "</w>" * 500), "edited-damaged"),
        (lambda data: rewritten(data, lambda text: BOMB), "edited-doctype"),
        (lambda data: rewritten(data, lambda text: OUTSIDE), "edited-doctype"),
        (lambda data: rewritten(data, lambda text: BOMB, "word/styles.xml"), "edited-doctype"),
        (lambda data: rewritten(data, lambda text: text + " " * 70_000_000), "edited-too-big"),
        (lambda data: rewritten(data, lambda text: text.replace("ument\"", "\""), RELS), "edited-not-word"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_read_is_one_clear_sentence(office, spoil, code) -> None:
    data = spoil(made(office))
    (problem,) = samples.problems(lambda: compared(office, data))
    assert (problem.code, problem.place.path) == (code, office / "reminder.docx")


def test_a_list_of_entries_without_end_is_not_read() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for number in range(20_000):
            archive.writestr(f"{number:010}", b"")
    (problem,) = samples.problems(lambda: Package(stream.getvalue(), Path("a.docx")))
    assert problem.code == "edited-too-big"


def test_a_file_of_another_source_is_refused(office) -> None:
    data = made(office, "letter")
    (problem,) = samples.problems(lambda: compared(office, data))
    assert problem.code == "edited-other-source"


def test_a_missing_file_is_a_problem(office) -> None:
    job = samples.composed(office).job
    (problem,) = samples.problems(lambda: compare(office / "no.docx", [job], lambda _: Original("", b"")))
    assert problem.code == "edited-missing"


def test_strict_open_xml_is_read_too(office) -> None:
    transitional = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    data = rewritten(made(office), lambda text: text.replace(transitional, strict))
    assert compared(office, data).findings == ()


def test_text_boxes_kept_twice_are_read_once(office) -> None:
    def doubled(text: str) -> str:
        return re.sub(
            r"<mc:Choice Requires=\"wps\">(.*?)</mc:Choice>",
            lambda found: f"{found[0]}<mc:Fallback><w:pict>{boxes(found[1])}</w:pict></mc:Fallback>",
            text,
            flags=re.DOTALL,
        )

    def boxes(text: str) -> str:
        return "".join(re.findall(r"<w:txbxContent>.*?</w:txbxContent>", text, flags=re.DOTALL))

    data = rewritten(made(office), doubled)
    assert content(Package(data, office)).stories == content(Package(made(office), office)).stories


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("共15688家", "共15700家", [("15688", "15700")]),
        ("2024年6月30日前", "2024年7月5日前", [("6月30", "7月5")]),
        ("完成督导", "全面完成督导", [("", "全面")]),
        ("全面完成督导", "完成督导", [("全面", "")]),
        ("同样", "同样", []),
        ("", "新", [("", "新")]),
    ],
)
def test_changed_words_are_told_whole(old: str, new: str, found) -> None:
    assert [(old[e.start : e.end], new[e.new_start : e.new_end]) for e in edits(old, new)] == found


def test_entries_are_kept_moved_lost_and_found() -> None:
    ours = [Entry(text, "") for text in ("甲甲甲", "乙乙乙", "丙丙丙", "丁丁丁")]
    theirs = [Entry(text, "") for text in ("丙丙丙", "甲甲甲", "乙乙新", "戊戊戊")]
    aligned = align(ours, theirs)
    assert (aligned.pairs, aligned.moved) == ([(0, 1), (1, 2)], [(2, 0)])
    assert (aligned.removed, aligned.added) == ([3], [(1, 3)])


def test_a_skeleton_leads_printed_words_back() -> None:
    skeleton = Skeleton("**共有**{{ figures.a }}家，其中{{ figures.b }}户。")
    printed = "共有15688家，其中139户。"
    at = printed.index("其中")
    assert skeleton.raw[slice(*skeleton.typed(printed, at, at + 2))] == "其中"
    assert [
        skeleton.filled(printed, printed.index(n), printed.index(n) + len(n)) for n in ("15688", "139")
    ] == [
        "figures.a",
        "figures.b",
    ]
    assert skeleton.score("与此毫不相干的另一句话。") == 0


def test_every_sentence_about_edited_files_is_said_somewhere() -> None:
    code = "".join(
        path.read_text(encoding="utf-8") for path in sorted((samples.ROOT / "docgen/inspect").rglob("*.py"))
    )
    assert [key for key in catalogue() if key.startswith("edited-") and f'"{key}"' not in code] == []
