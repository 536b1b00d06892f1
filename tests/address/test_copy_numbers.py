"""份号: a paper for each numbered copy of a classified document (GB/T 9704-2012, 7.2.1)."""

import io
from pathlib import Path

import openpyxl
import pymupdf
import pytest
from docx import Document

import docgen
from docgen.content.document import open_document
from tests.support.samples import composed, document, problems, project, write_files

CLASSIFIED = {"copies": "3", "copy_number": "000021", "classification": "机密★1年"}
LETTER = {
    "kind": "工作提醒函", "genre": None, "serial": "1", "title": "关于测试的函", "addressees": "[甲办]",
    "deadline": "2024-07-20",
}  # fmt: skip


def jobs(folder: Path, **fields: str | None) -> list:
    project(folder, letter=document(**fields))
    roster = "title: 两县\nrecipients: [{name: 甲县}, {name: 乙县}]\n"
    write_files(folder, {"content/recipients/two.yaml": roster})
    return docgen.jobs(open_document(folder / "content/letters/letter.yaml"))


def refused(folder: Path, **fields: str | None) -> list[str]:
    return [one.code for one in problems(lambda: jobs(folder, **fields))]


def test_each_copy_is_a_paper_with_a_number_of_its_own_in_both_formats_and_the_print_file(tmp_path):
    source = project(tmp_path, letter=document(**CLASSIFIED)) / "content/letters/letter.yaml"
    out, order = tmp_path / "out", docgen.PrintOrder()
    made = docgen.build([source], docgen.Options(out=out, batch=docgen.BatchOptions(0, combined=order)))
    assert made.findings == []
    numbers = ["000021", "000022", "000023"]
    for number in numbers:
        pdf = pymupdf.open(out / f"letter-{number}.pdf")
        assert pdf[0].get_text().split()[0] == number
        words = [
            one.text
            for one in Document(io.BytesIO((out / f"letter-{number}.docx").read_bytes())).element.body.iter()
            if one.tag.endswith("}t")
        ]
        assert [one for one in words if one in numbers] == [number]
    printed = pymupdf.open(out / "letter-打印稿.pdf")
    assert [page.get_text().split()[0] for page in printed if "机密" in page.get_text()] == numbers
    rows = list(openpyxl.load_workbook(out / "letter-核对表.xlsx").active.values)
    assert [row[1] for row in rows[1:]] == numbers
    project(tmp_path, letter=document(**{**CLASSIFIED, "copies": "2"}))
    fewer = docgen.build([source], docgen.Options(formats=("html",), out=out))
    assert "letter-left" in {one.code for one in fewer.findings}
    again = docgen.build([source], docgen.Options(("html",), out=out, overrides={"only": ["000022"]}))
    assert [path.name for path in again.paths] == ["letter-补印-000022.html"]
    assert "000022" in (out / "补印记录.csv").read_text("utf-8")


def test_copies_of_two_documents_are_no_roster_made_twice(tmp_path):
    other = document(**{**CLASSIFIED, "doc_number": "示食安办〔2024〕8号"})
    project(tmp_path, letter=document(**CLASSIFIED), other=other)
    sources = [tmp_path / f"content/letters/{name}.yaml" for name in ("letter", "other")]
    assert docgen.build(sources, docgen.Options(("html",), out=tmp_path / "out")).findings == []


@pytest.mark.parametrize("kind", ["发文稿纸", "公文处理单"])
def test_a_form_that_only_tells_how_many_there_are_is_one_paper(kind, tmp_path):
    own = {
        "发文稿纸": {"copies": "60", "drafted_by": "{unit: 综合科, name: 张某某}"},
        "公文处理单": {"received_from": "示例县"},
    }[kind]
    (one,) = jobs(tmp_path, kind=kind, genre=None, doc_number=None, body=None, **own)
    assert (one.name, one.copy_number) == ("letter", "")


def test_without_a_first_number_copies_are_counted_from_one(tmp_path):
    assert [job.copy_number for job in jobs(tmp_path, copies="2")] == ["000001", "000002"]


def test_letters_of_a_roster_are_counted_on_from_the_first_number(tmp_path):
    made = jobs(tmp_path, **LETTER, recipients="two", copy_number="000007")
    assert [(job.name, job.copy_number) for job in made] == [
        ("letter-甲县", "000007"),
        ("letter-乙县", "000008"),
    ]
    (one,) = jobs(tmp_path, **LETTER, recipients="two", copy_number="000007", only="[乙县]")
    assert one.copy_number == "000008"
    assert ">000008<" in composed(tmp_path).composed.html


def test_a_copy_is_nobodys_and_its_text_names_no_recipient(tmp_path):
    body = "请{{ recipient.name }}遵照执行。"
    project(tmp_path, letter=document(**LETTER, copies="2", body=body))
    assert "placeholder" in problems(lambda: composed(tmp_path))[0].code


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"copies": "0"}, "value-too-small"),
        ({"copies": "十五"}, "value-not-integer"),
        ({"copies": "1５"}, "value-number-not-plain"),
        ({"copies": "5001"}, "value-too-big"),
        ({"copies": "{from: 000021, count: 15}"}, "value-not-text"),
        ({"copies": "3", "copy_number": "999998"}, "copies-beyond-last"),
        ({"copies": "3", "copy_number": "000000"}, "text-unlike-pattern"),
        ({"copies": "3", "only": "[000004]"}, "copy-number-unknown"),
        ({"only": "[000001]"}, "copies-without-roster"),
        ({**LETTER, "recipients": "two", "copies": "2"}, "copies-of-roster"),
        ({**LETTER, "recipients": "two", "copy_number": "999999"}, "copies-beyond-last"),
    ],
)
def test_what_cannot_be_counted_is_refused(fields, code, tmp_path):
    assert refused(tmp_path, **fields) == [code]


@pytest.mark.parametrize(
    ("fields", "codes"),
    [
        ({"classification": "机密★1年"}, ["copy-number-missing"]),
        ({"classification": "机密★1年", "copy_number": "000001"}, []),
        ({"classification": "机密★1年", "copies": "2"}, []),
        ({"copies": "2"}, []),  # numbers are not for classified documents alone
    ],
)
def test_a_classified_document_without_numbers_is_told(fields, codes, tmp_path):
    project(tmp_path, letter=document(**fields))
    assert [one.code for one in open_document(tmp_path / "content/letters/letter.yaml").findings] == codes
