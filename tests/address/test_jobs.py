"""One job to each recipient of a roster, each under a name of its own."""

from pathlib import Path

import pytest

from docgen.address.jobs import Job, column_called, roster_file
from docgen.content.project import find
from docgen.content.source import read
from docgen.foundation.errors import ContentError, TemplateError
from docgen.inspect import inspect
from docgen.inspect.faces import runs
from docgen.pipeline.stops import write
from tests.support.measuring import lines
from tests.support.samples import (
    ROOT,
    Pipeline,
    composed,
    document,
    problems,
    project,
    told,
    write_files,
)
from tests.support.workbooks import workbook


def roster(*names: str) -> str:
    return "title: 示例名单\nrecipients:\n" + "".join(f"  - name: {name}\n" for name in names)


def jobs(folder: Path) -> list[Job]:
    return Pipeline().jobs(folder / "content/letters/letter.yaml")


def listed(folder: Path, text: str) -> Path:
    """Return a project whose letter goes to the recipients of a roster."""
    fields = {"kind": "letters/reminder", "genre": None, "serial": "1", "deadline": "2024-06-30"}
    names = {"addressees": "['{{ recipient.name }}人民政府']", "recipients": "towns"}
    letter = document(**fields, **names, title="关于测试的函")
    return write_files(project(folder, letter=letter), {"content/recipients/towns.yaml": text}) or folder


def test_a_document_without_a_roster_is_one_job(tmp_path: Path) -> None:
    (job,) = jobs(project(tmp_path, letter=document()))
    assert (job.name, job.recipient) == ("letter", None)


def test_a_roster_makes_one_job_each_in_its_order(tmp_path: Path) -> None:
    made = jobs(listed(tmp_path, roster("乙县", "甲县")))
    assert [job.name for job in made] == ["letter-乙县", "letter-甲县"]
    assert [job.recipient and job.recipient["name"] for job in made] == ["乙县", "甲县"]


def test_names_are_safe_and_differ_even_where_only_signs_told_them_apart(tmp_path: Path) -> None:
    made = jobs(listed(tmp_path, roster("甲/乙", "甲:乙", "'../../甲'", "'AB'", "'ab'")))
    names = [job.name for job in made]
    assert names == ["letter-甲_乙", "letter-甲_乙-2", "letter-.._.._甲", "letter-AB", "letter-ab-2"]


def test_files_may_be_called_by_a_pattern_of_columns(tmp_path: Path) -> None:
    home = listed(tmp_path, roster("甲县", "乙/县", "乙:县"))
    path = home / "content/letters/letter.yaml"
    path.write_text(path.read_text("utf-8") + 'file_name: "提醒函{{ recipient.name }}"\n', "utf-8")
    assert [job.name for job in jobs(home)] == ["提醒函甲县", "提醒函乙_县", "提醒函乙_县-2"]


def test_a_pattern_that_asks_for_what_no_row_has_is_told_where_it_stands(tmp_path: Path) -> None:
    home = listed(tmp_path, roster("甲县"))
    path = home / "content/letters/letter.yaml"
    path.write_text(path.read_text("utf-8") + 'file_name: "{{ recipient.unit }}"\n', "utf-8")
    assert told(lambda: jobs(home)) == [("placeholder-unknown", "letter.yaml:11:12")]


def test_someone_listed_twice_is_told_at_the_second_place(tmp_path: Path) -> None:
    home = listed(tmp_path, roster("甲县", "乙县", "甲县", "乙县"))
    assert told(lambda: jobs(home)) == [
        ("recipient-repeated", "towns.yaml:5:11"),
        ("recipient-repeated", "towns.yaml:6:11"),
    ]


def test_a_row_without_a_name_is_told(tmp_path: Path) -> None:
    home = listed(tmp_path, roster("甲县") + "  - salutation: 县长\n  - name:\n")
    assert told(lambda: jobs(home)) == [
        ("field-missing", "towns.yaml:4:5"),
        ("field-missing", "towns.yaml:5:5"),
    ]


def test_an_empty_roster_is_told(tmp_path: Path) -> None:
    home = listed(tmp_path, "title: 示例名单\nrecipients: []\n")
    assert told(lambda: jobs(home)) == [("list-too-short", "towns.yaml:2:13")]


def test_an_unknown_roster_is_told_where_it_is_named(tmp_path: Path) -> None:
    home = listed(tmp_path, roster("甲县"))
    (home / "content/recipients/towns.yaml").rename(home / "content/recipients/town.yaml")
    (problem,) = problems(lambda: jobs(home))
    assert (problem.code, problem.place.line) == ("file-unknown", 10)
    assert "town" in problem.text("zh")


def test_each_recipient_reads_the_own_name(tmp_path: Path) -> None:
    home = listed(tmp_path, roster("甲县", "乙县"))
    assert "乙县人民政府：" in composed(home, number=1).composed.html


def test_a_name_with_a_rare_character_has_one_face_in_a_letter_and_is_found(tmp_path: Path) -> None:
    page = composed(listed(tmp_path, roster("王㼆", "王某")))
    found = [line for line in lines(write(page, "pdf").data) if "㼆" in line.text]
    assert len(found) == 1
    spans = [span for line in found for span in line.fonts]
    assert "补字" in spans
    name = [run for run in runs(page.composed) if run[0] == "王㼆"]
    assert [families for _, families in name] == [("补字",)]
    assert [finding.code for finding in inspect(page.composed, page.typefaces)] == ["name-rare"]
    plain = composed(tmp_path, number=1)
    assert "one-face" not in plain.composed.html


def test_a_recipients_value_is_never_read_as_a_template(tmp_path: Path) -> None:
    home = listed(tmp_path, roster("'{{ office.name }}{% if %}<b>*a*</b>&amp;'"))
    html = composed(home).composed.html
    assert "{{ office.name }}{% if %}&lt;b&gt;*a*&lt;/b&gt;&amp;amp;人民政府：" in html


# Rosters that are tables, their order, and what a document promises of them.


def addressed(folder: Path, rows: list[list[object]], **changes: str) -> list[Job]:
    """Return the jobs of a certificate for the rows of a workbook."""
    awards = "[{class: 甲类, to: 单位, honour: 先进}, {class: 乙类, to: 单位, honour: 先进}]"
    letter = document(kind="certificates/commendation", genre=None, doc_number=None, body=None,
                      title="荣誉证书", recipients="list", awards=awards, **changes)  # fmt: skip
    files = {"content/recipients/list.xlsx": workbook([["类别", "姓名（名称）", "工作单位及职务"], *rows])}
    write_files(project(folder, letter=letter), files)
    return jobs(folder)


ROWS: list[list[object]] = [["乙类", "田大利"], ["甲类", "曾明"], ["甲类", "田富"]]


def test_the_rows_of_a_workbook_are_jobs_that_know_their_place(tmp_path: Path) -> None:
    made = addressed(tmp_path, ROWS)
    assert [str(job.place).partition("list.xlsx:")[2] for job in made] == [f"Sheet1!A{n}" for n in (2, 3, 4)]


def test_a_roster_stands_in_the_order_the_document_asks_for(tmp_path: Path) -> None:
    made = addressed(tmp_path, ROWS, order="类别、姓氏笔画")
    assert [job.name for job in made] == ["letter-田富", "letter-曾明", "letter-田大利"]


def test_an_unknown_order_is_told_at_its_line(tmp_path: Path) -> None:
    assert told(lambda: addressed(tmp_path, ROWS, order="笔画")) == [("order-unknown", "letter.yaml:7:8")]


@pytest.mark.parametrize("name", ["类别", "class", "ＣＬＡＳＳ", " 类 别 "])
def test_a_column_is_known_by_its_title_and_its_key(tmp_path: Path, name: str) -> None:
    made = addressed(tmp_path, ROWS)
    rows = [job.recipient or {} for job in made]
    assert column_called(name, made[0].document, rows) == "class"


def test_a_column_the_roster_lacks_is_told_with_the_nearest(tmp_path: Path) -> None:
    made = addressed(tmp_path, ROWS)
    with pytest.raises(ContentError) as caught:
        column_called("类型", made[0].document, [job.recipient or {} for job in made])
    assert [(p.code, p.values["nearest"]) for p in caught.value.problems] == [("column-unknown", "类别")]


@pytest.mark.parametrize(
    ("promises", "expected"),
    [
        ("{甲类: 2, 乙类: 1, 合计: 3}", []),
        ("{合计: 3}", []),
        ("{甲类: 3, 乙类: 1}", [("甲类", 3, 2)]),
        ("{甲类: 2}", [("乙类", 0, 1)]),
        ("{甲类: 2, 乙类: 1, 丙类: 1, 合计: 4}", [("丙类", 1, 0), ("合计", 4, 3)]),
    ],
)
def test_a_promise_of_another_number_is_told(
    promises: str, expected: list[tuple[str, int, int]], tmp_path: Path
) -> None:
    if not expected:
        assert len(addressed(tmp_path, ROWS, promises=promises)) == 3
        return
    found = problems(lambda: addressed(tmp_path, ROWS, promises=promises))
    assert [(p.values["name"], p.values["promised"], p.values["found"]) for p in found] == expected
    assert {p.code for p in found} == {"promise-broken"}


@pytest.mark.parametrize("promise", ["约30", "figures.no.such", "-1"])
def test_a_promise_that_is_no_number_is_told(promise: str, tmp_path: Path) -> None:
    (problem,) = problems(lambda: addressed(tmp_path, ROWS, promises=f"{{合计: {promise}}}"))
    assert (problem.code, problem.values["found"]) == ("promise-unreadable", promise)


def test_a_promise_may_be_a_figure(tmp_path: Path) -> None:
    facts = "  winners: {title: 表彰, value: 3, unit: 个}\n  share: {title: 占比, value: 1.5, unit: 万}\n"
    figures = f"title: 示例\nas_of: 2024-06-18\nsource: 示例\nfigures:\n{facts}"
    write_files(tmp_path, {"content/figures/facts.yaml": figures})
    made = addressed(tmp_path, ROWS, promises="{合计: figures.winners}", figures="facts")
    assert len(made) == 3
    (problem,) = problems(
        lambda: addressed(tmp_path, ROWS, promises="{合计: figures.share}", figures="facts")
    )
    assert problem.code == "promise-unreadable"


def test_what_was_passed_over_is_held_against_the_document(tmp_path: Path) -> None:
    rows = [*ROWS, ["甲类", "㐀一", "", "没有栏目名"]]
    for job in addressed(tmp_path, rows, order="拼音"):
        assert [finding.code for finding in job.findings] == ["column-nameless", "order-character"]
        assert {Path(finding.subject).name for finding in job.findings} == {"letter.yaml"}


def test_what_was_passed_over_is_told_with_the_page(tmp_path: Path) -> None:
    addressed(tmp_path, [*ROWS, ["甲类", "示例单位", "", "没有栏目名"]])
    assert "column-nameless" in [finding.code for finding in composed(tmp_path).composed.findings]


def test_a_workbooks_values_are_never_read_as_templates(tmp_path: Path) -> None:
    name = "{{ office.name }}{% x %}<b>*a*</b>&amp;=1+1"
    addressed(tmp_path, [["甲类", name]])
    assert "{{ office.name }}{% x %}&lt;b&gt;*a*&lt;/b&gt;&amp;amp;=1+1" in composed(tmp_path).composed.html


@pytest.mark.parametrize(
    ("named", "there", "found"),
    [
        ("towns", ["towns.csv"], "towns.csv"),
        ("towns", ["towns.csv", "town.yaml"], "towns.csv"),
        ("towns.csv", ["towns.csv", "towns.yaml"], "towns.csv"),
        ("towns.CSV", ["towns.CSV"], "towns.CSV"),
        ("towns.xls", ["towns.xls", "towns.yaml"], "towns.xls"),
        ("towns.v2", ["towns.v2.csv"], "towns.v2.csv"),
        ("towns", ["towns.csv", "towns.xls", "towns.pdf"], "towns.csv"),
        ("towns", ["towns.pdf", "towns.xlsm"], "towns.xlsm"),
        ("towns", ["towns.xlsb"], "towns.xlsb"),
        ("towns.tsv", ["towns.tsv"], "towns.tsv"),
        ("towns.txt", ["towns.txt"], "towns.txt"),
    ],
)
def test_a_roster_is_found_by_its_name(named: str, there: list[str], found: str, tmp_path: Path) -> None:
    home = project(tmp_path, letter=document(recipients=named))
    write_files(home, {f"content/recipients/{name}": b"" for name in there})
    path = roster_file(find(home), read(home / "content/letters/letter.yaml"))
    assert path is not None
    assert path.name == found


@pytest.mark.parametrize(
    ("named", "there", "code"),
    [
        ("towns", ["towns.csv", "towns.yaml"], "roster-ambiguous"),
        ("towns", ["towns.xls", "towns.et"], "roster-ambiguous"),
        ("towns", ["towns.mp3"], "file-unknown"),
        ("../offices", [], "file-unknown"),
        ("../offices.yaml", [], "file-unknown"),
        ("~$towns.xlsx", ["~$towns.xlsx"], "file-unknown"),
    ],
)
def test_no_other_file_is_taken_for_a_roster(named: str, there: list[str], code: str, tmp_path: Path) -> None:
    home = project(tmp_path, letter=document(recipients=f"'{named}'"))
    write_files(home, {f"content/recipients/{name}": b"" for name in there})
    source = read(home / "content/letters/letter.yaml")
    assert [problem.code for problem in problems(lambda: roster_file(find(home), source))] == [code]


@pytest.mark.parametrize("recipient", ["{properties: {name: {type: string}}}", "{required: [name]}"])
def test_a_kind_whose_recipients_need_no_name_is_told_to_its_author(recipient: str, tmp_path: Path) -> None:
    bundled = (ROOT / "templates/certificates/commendation/schema.yaml").read_text(encoding="utf-8")
    schema = bundled[: bundled.index("$defs:")] + f"$defs:\n  recipient: {recipient}\n"
    write_files(tmp_path, {"templates/certificates/commendation/schema.yaml": schema})
    (problem,) = problems(lambda: addressed(tmp_path, ROWS), TemplateError)
    assert (problem.code, problem.place.path and problem.place.path.name) == (
        "recipient-nameless",
        "schema.yaml",
    )
