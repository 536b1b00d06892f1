"""One job to each recipient of a roster, each under a name of its own."""

from pathlib import Path

from docgen.recipients import Job
from tests.samples import Stops, composed, document, problems, project, silent, told, write_files


def roster(*names: str) -> str:
    return "title: 示例名单\nrecipients:\n" + "".join(f"  - name: {name}\n" for name in names)


def jobs(folder: Path) -> list[Job]:
    return Stops(silent).jobs(folder / "content/letters/letter.yaml")


def listed(folder: Path, text: str) -> Path:
    """Return a project whose letter goes to the recipients of a roster."""
    letter = document(kind="letters/reminder", genre=None, serial="1", deadline="2024-06-30",
                      addressees="['{{ recipient.name }}人民政府']", recipients="towns")  # fmt: skip
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


def test_a_recipients_value_is_never_read_as_a_template(tmp_path: Path) -> None:
    home = listed(tmp_path, roster("'{{ office.name }}{% if %}<b>*a*</b>&amp;'"))
    html = composed(home).composed.html
    assert "{{ office.name }}{% if %}&lt;b&gt;*a*&lt;/b&gt;&amp;amp;人民政府：" in html
