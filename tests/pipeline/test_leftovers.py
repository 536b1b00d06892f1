"""People struck off a roster: what was made for them is told, and put away when asked; nothing is lost."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from docgen.archive import folder, issued
from docgen.foundation.errors import MachineError
from docgen.pipeline.build import Built, FindingsError, build
from docgen.pipeline.options import BatchOptions, Options, PrintOrder
from tests.support.rosters import LETTER
from tests.support.samples import OFFICES, problems, write_files

OLD = folder.OLD


def home(root: Path, *names: str, letter: str = LETTER) -> Path:
    """Write a project with a letter to people of these names, and return it."""
    rows = "".join(f"  - {{name: {name}, unit: 甲县, entities: '1'}}\n" for name in names)
    files = {
        "content/offices.yaml": OFFICES,
        "content/letters/letter.yaml": letter,
        "content/recipients/people.yaml": f"title: 名单（示例）\nrecipients:\n{rows}",
    }
    write_files(root, files)
    return root


def built(
    root: Path,
    *names: str,
    form: str = "html",
    tidy: bool = False,
    strict: bool = False,
    combined: bool = False,
    only: str = "",
) -> Built:
    """Build the letters to these people into out/."""
    path = home(root, *names) / "content/letters/letter.yaml"
    options = Options(
        (form,),
        root / "out",
        strict,
        tidy=tidy,
        overrides={"only": [only]} if only else {},
        batch=BatchOptions(workers=0, combined=PrintOrder() if combined else None),
    )
    return build([path], options)


def told(result: Built) -> list[tuple[str, str]]:
    """Return code and file of all findings."""
    return [(one.code, one.place.path.name) for one in result.findings if one.place.path]


def listing(path: Path) -> list[str]:
    """Return the files of a folder that are not hidden."""
    return sorted(one.name for one in path.iterdir() if not one.name.startswith(".") and one.is_file())


@pytest.mark.parametrize("after", [["甲某"], ["甲某", "丙某"], ["甲某", "汪某"]])
def test_a_letter_of_someone_no_longer_listed_is_told_and_left_where_it_is(
    tmp_path: Path, after: list[str]
) -> None:
    assert told(built(tmp_path, "甲某", "乙某")) == []
    for _ in range(2):
        assert told(built(tmp_path, *after)) == [("letter-left", "letter-乙某.html")]
    assert "letter-乙某.html" in listing(tmp_path / "out")


def test_a_roster_of_one_is_watched_too(tmp_path: Path) -> None:
    built(tmp_path, "甲某")
    assert told(built(tmp_path, "乙某")) == [("letter-left", "letter-甲某.html")]


def test_under_strict_what_is_left_stops_the_build_unless_it_is_put_away(tmp_path: Path) -> None:
    built(tmp_path, "甲某", "乙某")
    with pytest.raises(FindingsError):
        built(tmp_path, "甲某", strict=True)
    assert built(tmp_path, "甲某", strict=True, tidy=True).moved == [
        tmp_path / "out" / OLD / "letter-乙某.html"
    ]


def test_what_is_put_away_is_moved_in_all_formats_and_kept_apart(tmp_path: Path) -> None:
    for _ in range(2):
        for form in ("html", "docx"):
            built(tmp_path, "甲某", "乙某", form=form)
        assert told(built(tmp_path, "甲某", tidy=True)) == []
    assert listing(tmp_path / "out") == ["letter-甲某.docx", "letter-甲某.html"]
    kinds = ("docx", "html")
    assert listing(tmp_path / "out" / OLD) == sorted(
        f"letter-乙某{count}.{kind}" for kind in kinds for count in ("", "-2")
    )


def test_what_was_changed_by_hand_is_told_and_not_moved(tmp_path: Path) -> None:
    built(tmp_path, "甲某", "乙某")
    (tmp_path / "out/letter-乙某.html").write_text("mine", encoding="utf-8")
    result = built(tmp_path, "甲某", tidy=True)
    assert (told(result), result.moved) == ([("left-changed", "letter-乙某.html")], [])
    assert (tmp_path / "out/letter-乙某.html").read_text("utf-8") == "mine"


def test_files_that_docgen_never_made_are_left_alone(tmp_path: Path) -> None:
    built(tmp_path, "甲某", "乙某")
    (tmp_path / "out/letter-丁某.html").write_text("mine", encoding="utf-8")
    assert [name for _, name in told(built(tmp_path, "甲某"))] == ["letter-乙某.html"]


def test_a_letter_that_is_called_otherwise_since_a_namesake_came_is_told_as_that(tmp_path: Path) -> None:
    built(tmp_path, "甲某")
    rows = "  - {name: 甲某, unit: 甲县, entities: '1'}\n  - {name: 甲某, unit: 乙县, entities: '1'}\n"
    write_files(tmp_path, {"content/recipients/people.yaml": f"title: 名单（示例）\nrecipients:\n{rows}"})
    path = tmp_path / "content/letters/letter.yaml"
    result = build([path], Options(("html",), tmp_path / "out", batch=BatchOptions(workers=0)))
    assert ("letter-renamed", "letter-甲某.html") in told(result)


def test_the_record_holds_no_row(tmp_path: Path) -> None:
    built(tmp_path, "甲某")
    assert "甲县" not in (tmp_path / "out" / issued.FILE).read_text("utf-8")


def test_a_copy_printed_again_goes_with_its_person(tmp_path: Path) -> None:
    built(tmp_path, "甲某", "乙某")
    for name in ("甲某", "乙某"):
        assert told(built(tmp_path, "甲某", "乙某", only=name)) == []
    assert told(built(tmp_path, "甲某", "乙某")) == []
    assert [name for _, name in told(built(tmp_path, "甲某"))] == [
        "letter-乙某.html",
        "letter-补印-乙某.html",
    ]


def test_a_print_file_of_other_people_is_told_until_it_is_made_anew(tmp_path: Path) -> None:
    built(tmp_path, "甲某", "乙某", "丙某", form="pdf", combined=True)
    (tmp_path / "out/letter-乙某.pdf").unlink()
    assert told(built(tmp_path, "甲某", "丙某", form="pdf")) == [("print-left", "letter-打印稿.pdf")]
    assert told(built(tmp_path, "甲某", "丙某", form="pdf", combined=True)) == []
    assert told(built(tmp_path, "甲某", "丙某", form="pdf")) == []
    moved = built(tmp_path, "甲某", form="pdf", tidy=True).moved
    assert [path.name for path in moved] == ["letter-丙某.pdf", "letter-打印稿.pdf", "letter-核对表.xlsx"]


def test_a_folder_of_before_there_was_a_record_is_known_by_its_journal(tmp_path: Path) -> None:
    built(tmp_path, "甲某", "乙某", form="pdf", combined=True)
    (tmp_path / "out" / issued.FILE).unlink()
    assert told(built(tmp_path, "甲某", form="pdf")) == [
        ("letter-left", "letter-乙某.pdf"),
        ("print-left", "letter-打印稿.pdf"),
    ]


def test_nothing_is_put_away_by_a_build_that_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    built(tmp_path, "甲某", "乙某", "丙某")

    def refused(*_: object) -> Iterator[None]:
        raise MachineError([])

    monkeypatch.setattr(folder, "store_all", refused)
    with pytest.raises(MachineError):
        built(tmp_path, "甲某", "丙一", tidy=True)
    assert "letter-乙某.html" in listing(tmp_path / "out")


def test_where_something_else_is_called_so_nothing_is_moved(tmp_path: Path) -> None:
    built(tmp_path, "甲某", "乙某")
    (tmp_path / "out" / OLD).write_text("mine", encoding="utf-8")
    (problem,) = problems(lambda: built(tmp_path, "甲某", tidy=True))
    assert problem.code == "file-is-link"
    assert "letter-乙某.html" in listing(tmp_path / "out")


def test_many_are_told_of_by_the_first(tmp_path: Path) -> None:
    names = [f"某{number}" for number in range(30)]
    built(tmp_path, "甲某", *names)
    codes = [code for code, _ in told(built(tmp_path, "甲某"))]
    assert codes == ["letter-left"] * 20 + ["letters-left-more"]
