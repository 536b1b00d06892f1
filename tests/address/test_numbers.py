"""编号: given once, whoever gave it, and kept by the person through every change of the roster."""

from pathlib import Path

import pytest

from docgen.address.jobs import Job
from docgen.archive import issued
from docgen.pipeline.build import build
from docgen.pipeline.giving_out import issues, shared_numbers
from docgen.pipeline.options import BatchOptions, Options
from docgen.pipeline.stops import Pipeline
from tests.support.samples import OFFICES, problems, write_files

CERTIFICATE = """\
kind: certificates/completion
office: shili
recipients: people
title: 结业证书
course: 示例培训班
from: 2024-06-03
to: 2024-06-05
hours: 16
date: 2024-06-06
verification: 否
"""


def certificates(
    folder: Path, rows: str, name: str = "c", head: str = "姓名,工作单位,编号", **fields: str
) -> list[Job]:
    """Return the jobs of certificates for `rows` below their head, as they would be issued into out/."""
    more = "".join(f"{field}: {value}\n" for field, value in {"numbering": "示例结", **fields}.items())
    people = f"{head}\n" + rows.replace(" ", "\n") + "\n"
    write_files(
        folder,
        {
            "content/offices.yaml": OFFICES,
            f"content/certificates/{name}.yaml": CERTIFICATE + more,
            "content/recipients/people.csv": people,
        },
    )
    return Pipeline(issued_in=folder / "out").jobs(folder / f"content/certificates/{name}.yaml")


def issue(folder: Path, rows: str, name: str = "c", **fields: str) -> list[Job]:
    """Return the jobs, which are issued into out/."""
    jobs = certificates(folder, rows, name, **fields)
    issued.record(folder / "out", issues([jobs]))
    return jobs


def numbers(jobs: list[Job]) -> dict[str, str]:
    """Return the count of each job's number, by name."""
    return {job.label: str((job.recipient or {})["number"]).partition("〕")[2][:-1] for job in jobs}


def codes(jobs: list[Job]) -> list[str]:
    return [finding.code for finding in jobs[0].findings]


@pytest.mark.parametrize(
    ("before", "after", "wanted"),
    [
        ("甲,, 乙,,", "新,, 甲,, 乙,,", {"新": "3", "甲": "1", "乙": "2"}),
        ("甲,, 乙,,", "乙,, 甲,,", {"乙": "2", "甲": "1"}),
        ("甲,, 乙,, 丙,,", "甲,, 丙,, 丁,,", {"甲": "1", "丙": "3", "丁": "4"}),
        ("甲,, 乙,,", "甲,, 乙,, 丙,,", {"甲": "1", "乙": "2", "丙": "3"}),
        ("甲,一, 甲,二,", "甲,二, 甲,一,", {"甲（二）": "2", "甲（一）": "1"}),
        ("甲,一, 乙,,", "甲,二, 乙,,", {"甲": "3", "乙": "2"}),
    ],
    ids=["put in", "sorted", "one taken out", "one more", "namesakes change places", "another of the name"],
)
def test_a_person_keeps_the_number_and_others_count_on(
    tmp_path: Path, before: str, after: str, wanted: dict[str, str]
) -> None:
    issue(tmp_path, before)
    assert numbers(issue(tmp_path, after)) == wanted
    assert numbers(issue(tmp_path, after)) == wanted


def test_a_copy_printed_again_has_the_number_of_the_first(tmp_path: Path) -> None:
    issue(tmp_path, "甲,, 乙,,")
    jobs = certificates(tmp_path, "新,, 甲,, 乙,,", only="[乙]")
    assert (numbers(jobs), codes(jobs)) == ({"乙": "2"}, [])


def test_a_copy_whose_first_is_not_on_record_is_told(tmp_path: Path) -> None:
    issue(tmp_path, "甲,, 乙,,")
    assert codes(certificates(tmp_path, "新,, 甲,, 乙,,", only="[新]")) == ["number-not-on-record"]


def test_numbers_out_of_order_are_told_once_for_all(tmp_path: Path) -> None:
    assert codes(issue(tmp_path, "甲,, 乙,,")) == []
    jobs = issue(tmp_path, "新,, 甲,, 乙,,")
    assert codes(jobs) == ["numbers-kept"]
    assert "新 示例结〔2024〕3号" in jobs[0].findings[0].text("zh")


def test_another_year_or_code_counts_anew(tmp_path: Path) -> None:
    issue(tmp_path, "甲,, 乙,,")
    assert numbers(certificates(tmp_path, "乙,, 甲,,", numbering="示新结")) == {"乙": "1", "甲": "2"}


@pytest.mark.parametrize(
    "rows",
    ["甲,,示例结〔2024〕2号 乙,,", "甲,,K1 乙,,K1", "甲,, 乙,,示例结〔2024〕1号", "甲,,Ｋ１ 乙,,k1"],
    ids=["counted after", "given twice", "counted before", "in other width and case"],
)
def test_a_number_is_given_once(tmp_path: Path, rows: str) -> None:
    problem, *_ = problems(lambda: certificates(tmp_path, rows))  # Ｋ１ is told to be full-width, too
    assert (problem.code, problem.place.line) == ("number-twice", 3)
    assert "people.csv:A2" in problem.text("zh")


def test_a_number_that_another_document_gave_to_someone_else_is_told(tmp_path: Path) -> None:
    issue(tmp_path, "甲,, 乙,,")
    jobs = certificates(tmp_path, "丙,, 乙,,", name="d")
    assert [(f.code, f.values["other"]) for f in jobs[0].findings] == [("number-given-before", "甲")]


def test_a_mended_name_with_its_old_number_is_told(tmp_path: Path) -> None:
    issue(tmp_path, "王某,, 乙,,")
    jobs = certificates(tmp_path, "汪某,,示例结〔2024〕1号 乙,,")
    assert numbers(jobs) == {"汪某": "1", "乙": "2"}
    assert codes(jobs) == ["number-given-before"]


def test_a_number_that_two_documents_give_in_one_build_is_told(tmp_path: Path) -> None:
    both = [certificates(tmp_path, "甲,, 乙,,"), certificates(tmp_path, "甲,, 丙,,", name="d")]
    assert [(f.code, f.values["name"], f.values["other"]) for f in shared_numbers(both)] == [
        ("number-given-before", "丙", "乙")
    ]


def test_a_number_that_a_roster_changes_is_told(tmp_path: Path) -> None:
    issue(tmp_path, "甲,, 乙,,")
    jobs = certificates(tmp_path, "甲,,示例结〔2024〕7号 乙,,")
    assert (numbers(jobs), codes(jobs)) == ({"甲": "7", "乙": "2"}, ["number-changed"])


def test_numbers_written_into_the_roster_are_nothing_to_tell_of(tmp_path: Path) -> None:
    issue(tmp_path, "甲,, 乙,,")
    jobs = issue(tmp_path, "新,示例县, 乙,,示例结〔2024〕2号 甲,,示例结〔2024〕1号")
    assert (numbers(jobs), codes(jobs)) == ({"新": "3", "乙": "2", "甲": "1"}, [])


def test_two_documents_that_gave_one_number_are_told_at_every_build(tmp_path: Path) -> None:
    for _ in range(2):
        issue(tmp_path, "甲,, 乙,,")
        jobs = issue(tmp_path, "丙,, 乙,,", name="d")
        assert codes(jobs) == ["number-given-before"]


def test_a_damaged_line_of_the_record_is_told(tmp_path: Path) -> None:
    issue(tmp_path, "甲,, 乙,, 丙,,")
    record = tmp_path / "out" / issued.FILE
    told = record.read_text("utf-8").splitlines(keepends=True)
    number = next(number for number, line in enumerate(told) if "乙" in line)
    told[number] = told[number].replace("乙", "己")
    record.write_text("".join(told), "utf-8")
    (finding,) = certificates(tmp_path, "丁,, 甲,, 乙,, 丙,,")[0].findings[-1:]
    assert (finding.code, finding.place.line, finding.values) == ("issued-garbled", number + 1, {"count": 1})


def test_a_lost_record_of_letters_that_are_there_is_told(tmp_path: Path) -> None:
    certificates(tmp_path, "甲某,甲乡, 乙某,乙乡,")
    source, out = tmp_path / "content/certificates/c.yaml", tmp_path / "out"
    options = Options(("html",), out, batch=BatchOptions(workers=0))
    assert [one.code for one in build([source], options).findings] == []
    (out / issued.FILE).unlink()
    jobs = certificates(tmp_path, "丙某,丙乡, 甲某,甲乡, 乙某,乙乡,")
    assert codes(jobs) == ["number-record-lost"]
    assert jobs[0].findings[0].values == {"count": 2, "file": "c-乙某"}
    again = certificates(tmp_path, "丙某,丙乡, 甲某,甲乡, 乙某,乙乡,", only="[乙某]")
    assert "number-record-lost" in codes(again)
    assert codes(certificates(tmp_path, "甲某,甲乡, 乙某,乙乡,", numbering="")) == []
