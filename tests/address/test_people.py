"""Who is meant: namesakes get a copy each, called by what tells them apart, and no text means two people."""

from pathlib import Path

import pytest

from docgen.address.jobs import Job
from docgen.address.people import People, labels
from tests.address.test_jobs import jobs, listed
from tests.address.test_numbers import certificates
from tests.support.samples import problems

ROWS = [
    {"name": "张三", "单位": "甲乡", "身份证号": "540102199001010011"},
    {"name": "张 三", "单位": "乙乡", "身份证号": "540102199001010022"},
    {"name": "李四", "单位": "乙乡", "身份证号": "540102199001010033"},
]


def made(folder: Path, *rows: str, only: str = "") -> list[Job]:
    """Return the jobs of a letter to these rows."""
    home = listed(folder, "title: 示例名单\nrecipients:\n" + "".join(f"  - {{{row}}}\n" for row in rows))
    if only:
        path = home / "content/letters/letter.yaml"
        path.write_text(path.read_text("utf-8") + f"only: [{only}]\n", "utf-8")
    return jobs(home)


def test_namesakes_get_a_letter_each_and_are_told(tmp_path: Path) -> None:
    first, second = made(tmp_path, "name: 张三, 单位: 甲乡", "name: 张三, 单位: 乙乡")
    assert [first.name, second.name] == ["letter-张三（甲乡）", "letter-张三（乙乡）"]
    (finding,) = first.findings
    assert (finding.code, finding.place.line) == ("recipient-namesake", 4)
    assert "towns.yaml:3:12" in finding.text("zh")


def test_their_files_are_called_the_same_in_whatever_order_they_are_listed(tmp_path: Path) -> None:
    rows = ("name: 张三, 单位: 甲乡", "name: 李四, 单位: 甲乡", "name: 张三, 单位: 乙乡")
    there = {job.name: job.recipient for job in made(tmp_path / "a", *rows)}
    assert {job.name: job.recipient for job in made(tmp_path / "b", *rows[::-1])} == there


@pytest.mark.parametrize(
    "rows",
    [
        ("name: 张三, 单位: 甲乡", "name: 张三, 单位: 甲 乡"),
        ("序号: '1', name: 张三, 单位: 甲乡", "序号: '2', name: 张三, 单位: 甲乡"),
    ],
    ids=["alike but for a space", "counted twice"],
)
def test_rows_alike_in_every_column_are_one_person(tmp_path: Path, rows: tuple[str, str]) -> None:
    (problem,) = problems(lambda: made(tmp_path, *rows))
    assert (problem.code, problem.place.line) == ("recipient-repeated", 4)


def test_where_a_kind_tells_people_apart_by_name_and_unit_any_column_makes_them_two(tmp_path: Path) -> None:
    head = "姓名,工作单位,考核结果,职务,序号"
    jobs = certificates(
        tmp_path, "张三,甲乡,优秀,,1 张三,甲乡,合格,,2 李四,甲乡,,书记,3 李四,甲乡,,乡长,4", head=head
    )
    numbers = ["李四（示例结〔2024〕3号）", "李四（示例结〔2024〕4号）"]  # 职务 is no column of this kind
    assert [job.label for job in jobs] == ["张三（优秀）", "张三（合格）", *numbers]
    assert len({job.name for job in jobs}) == 4
    told = [(one.code, str(one.place)[-2:]) for one in jobs[0].findings if one.code == "recipient-namesake"]
    assert told == [("recipient-namesake", "A3"), ("recipient-namesake", "A5")]
    found = problems(lambda: certificates(tmp_path, "张三,甲乡,,书记,1 张三,甲乡,,书记,2", head=head))
    assert [(one.code, str(one.place)[-2:]) for one in found] == [("recipient-repeated", "A3")]


@pytest.mark.parametrize(
    ("rows", "names"),
    [
        ([("甲乡", "乡长", ""), ("甲乡", "书记", "")], ["张三（乡长）", "张三（书记）"]),
        (
            [("甲乡", "乡长", "x"), ("甲乡", "书记", "x"), ("乙乡", "乡长", "x")],
            ["张三（甲乡、乡长）", "张三（甲乡、书记）", "张三（乙乡、乡长）"],
        ),
        ([("", "", "13900000001"), ("", "", "13900000002")], ["张三", "张三"]),
        ([("甲乡", "", ""), ("", "", "")], ["张三", "张三"]),
    ],
    ids=["by the column that differs", "by two", "not by a telephone", "not by nothing"],
)
def test_namesakes_are_called_by_what_may_be_read_by_everyone(
    rows: list[tuple[str, str, str]], names: list[str]
) -> None:
    listed = [dict(zip(("name", "单位", "职务", "电话"), ("张三", *row), strict=True)) for row in rows]
    assert labels(listed, ("name",)) == names


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("张三", [0, 1]),
        ("张三（甲乡）", [0]),
        ("张三(乙乡)", [1]),
        ("张 三 (乙 乡)", [1]),
        ("张三（540102199001010022）", [1]),
        ("李四", [2]),
        ("李四（乙乡）", [2]),
        ("甲乡", []),
    ],
)
def test_a_text_means_all_whom_it_may_stand_for(text: str, found: list[int]) -> None:
    assert People(ROWS, labels(ROWS, ("name",))).meant(text) == found


def test_one_of_two_namesakes_is_printed_again_by_what_tells_them_apart(tmp_path: Path) -> None:
    rows = ("name: 张三, 单位: 甲乡", "name: 张三, 单位: 乙乡")
    problem, namesake = problems(lambda: made(tmp_path, *rows, only="张三"))
    assert (problem.code, namesake.code) == ("copy-ambiguous", "recipient-namesake")
    assert "张三（甲乡）、张三（乙乡）" in problem.text("zh")
    (job,) = made(tmp_path, *rows, only="张三（乙乡）")
    assert (job.name, job.recipient and job.recipient["单位"]) == ("letter-补印-张三（乙乡）", "乙乡")


def test_who_differs_in_a_telephone_only_can_still_be_asked_for(tmp_path: Path) -> None:
    rows = ("name: 张三, 电话: '13900000001'", "name: 张三, 电话: '13900000002'")
    problem, _ = problems(lambda: made(tmp_path, *rows, only="张三"))
    assert "张三（13900000001）、张三（13900000002）" in problem.text("zh")
    (job,) = made(tmp_path, *rows, only="张三（13900000002）")
    assert job.recipient is not None
    assert job.recipient["电话"] == "13900000002"
