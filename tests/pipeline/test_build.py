"""The eight stops in order, every source checked before anything is made, all or nothing in the folder."""

from pathlib import Path

import pytest

from docgen.foundation.errors import ContentError, MachineError, TemplateError
from docgen.pipeline.build import Built, FindingsError, build
from docgen.pipeline.options import Options
from tests.support.samples import document, problems, project, told, write_files

FIGURES = """\
title: 示例数据
as_of: 2024-06-20
source: 示例
figures:
  cadres: {title: 包保干部, value: 7, unit: 名}
  trained: {title: 受训干部, value: 5, unit: 名}
checks:
  - {id: all, kind: equal, left: trained, right: cadres, zh: 受训人数与干部数不等, en: they differ}
"""
CITY = {"content/figures/city.yaml": FIGURES}
BOTH = "'干部{{ figures.cadres }}名，受训{{ figures.trained }}名（示例）。'"


def made(folder: Path, *names: str, to: tuple[str, ...] = ("html",), strict: bool = False) -> Built:
    """Build documents of the project in `folder` into its folder `out`."""
    sources = [folder / f"content/letters/{name}.yaml" for name in names or ["letter"]]
    return build(sources, Options(to, folder / "out", strict))


def filed(folder: Path) -> list[str]:
    """Return the names of the files in the project's folder `out`."""
    return sorted(path.name for path in (folder / "out").glob("*") if not path.name.startswith("."))


def test_the_eight_stops_are_announced_in_order(tmp_path: Path) -> None:
    stops: list[tuple[str, str]] = []
    source = project(tmp_path, letter=document()) / "content/letters/letter.yaml"
    options = Options(
        ("html",), tmp_path / "out", announce=lambda stop, subject: stops.append((stop, subject))
    )
    build([source], options)
    names = ["find", "load", "model", "address", "compose", "write", "inspect", "file"]
    assert [stop for stop, _ in stops] == names
    subjects = [*[str(source)] * 4, *["letter"] * 3, str(tmp_path / "out")]
    assert [subject for _, subject in stops] == subjects


def test_every_source_is_checked_before_anything_is_made(tmp_path: Path) -> None:
    stops: list[str] = []
    home = project(tmp_path, a=document(), b=document(body="'{{ no.such }}'"))
    sources = sorted((home / "content/letters").glob("*.yaml"))
    with pytest.raises(ContentError):
        build(sources, Options(("html",), tmp_path / "out", announce=lambda stop, _: stops.append(stop)))
    assert stops.count("compose") == 2
    assert "write" not in stops


def test_a_file_is_made_of_each_source_in_each_format(tmp_path: Path) -> None:
    home = project(tmp_path, a=document(), b=document(doc_number="示食安办〔2024〕8号"))
    built = made(home, "a", "b", to=("html", "pdf", "docx"))
    assert [path.name for path in built.paths] == ["a.html", "a.pdf", "a.docx", "b.html", "b.pdf", "b.docx"]
    assert [path.read_bytes()[:4] for path in built.paths[:3]] == [b"<!DO", b"%PDF", b"PK\3\4"]
    assert built.findings == []


def numbered(serial: int, **fields: str | None) -> str:
    """Return a document with a number of its own: one number for two is a finding."""
    return document(**{"doc_number": f"示食安办〔2024〕{serial}号", **fields})


@pytest.mark.parametrize("fault", [{"title": None}, {"body": "'{{ no.such }}'"}, {"body": "'![图](no.png)'"}])
def test_nothing_is_filed_when_one_of_many_sources_is_bad(
    tmp_path: Path, fault: dict[str, str | None]
) -> None:
    good = {f"good{number}": numbered(number) for number in range(1, 4)}
    home = project(tmp_path, **good, bad=document(**fault))
    assert len(problems(lambda: made(home, *good, "bad", to=("pdf",)))) == 1
    assert filed(home) == []


def test_the_problems_of_all_sources_come_together(tmp_path: Path) -> None:
    home = project(tmp_path, a=numbered(1, title=None), b=numbered(2, body="'{{ no.such }}'"), c=numbered(3))
    assert told(lambda: made(home, "a", "b", "c", "d")) == [
        ("field-missing", "a.yaml:1:1"),
        ("placeholder-unknown", "b.yaml:7:7"),
        ("source-missing", "d.yaml"),
    ]


def test_what_sources_share_is_told_once(tmp_path: Path) -> None:
    home = project(tmp_path, a=numbered(1), b=numbered(2))
    write_files(home, {"content/offices.yaml": "shili: {name: 示例办}\n"})
    assert [code for code, _ in told(lambda: made(home, "a", "b"))] == ["field-missing"] * 2


def test_the_machines_lack_weighs_more_than_the_contents(tmp_path: Path) -> None:
    table = "仿宋: {script: hani, word: 仿宋, files: [none.ttf], debian: fonts-example}\n"
    home = project(tmp_path, a=numbered(1, title=None), b=numbered(2))
    write_files(home, {"templates/_shared/typefaces.yaml": table})
    assert [code for code, _ in told(lambda: made(home, "a", "b"), MachineError)] == [
        "field-missing",
        "font-missing",
    ]


def test_findings_do_not_stop_a_build(tmp_path: Path) -> None:
    home = project(tmp_path, letter=document(body="王䶮（示例）"))
    built = made(home, to=("html", "pdf"))
    assert [finding.code for finding in built.findings] == ["glyph-substituted"]
    assert filed(home) == ["letter.html", "letter.pdf"]


def test_strict_stops_at_findings_and_files_nothing(tmp_path: Path) -> None:
    home = project(tmp_path, letter=document(body="王䶮（示例）"))
    assert told(lambda: made(home, strict=True), FindingsError) == [("glyph-substituted", "")]
    assert filed(home) == []
    write_files(home, {"content/letters/letter.yaml": document()})
    made(home, strict=True)
    assert filed(home) == ["letter.html"]


def test_a_contradiction_of_figures_is_found_where_both_are_printed(tmp_path: Path) -> None:
    home = write_files(project(tmp_path, letter=document(figures="city", body=BOTH)), CITY) or tmp_path
    (finding,) = made(home).findings
    assert "受训人数与干部数不等" in finding.text("zh")
    assert "they differ" in finding.text("en")


@pytest.mark.parametrize(
    "fields",
    [
        {"body": BOTH, "acknowledge": "{all: 其余干部另行培训（示例）}"},
        {"body": "'{{ figures.cadres }}名'"},
    ],
)
def test_a_contradiction_acknowledged_or_not_printed_is_none(tmp_path: Path, fields: dict[str, str]) -> None:
    home = write_files(project(tmp_path, letter=document(figures="city", **fields)), CITY) or tmp_path
    assert made(home, strict=True).findings == []


def test_one_source_given_twice_is_made_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(project(tmp_path, letter=document()))
    sources = [Path("content/letters/letter.yaml"), tmp_path / "content/letters/letter.yaml"]
    assert len(build(sources, Options(("html",), tmp_path / "out")).paths) == 1


def test_two_sources_of_one_name_are_told(tmp_path: Path) -> None:
    home = project(tmp_path, letter=document())
    write_files(home, {"content/reports/Letter.yaml": document()})
    sources = [home / "content/letters/letter.yaml", home / "content/reports/Letter.yaml"]
    (problem,) = problems(lambda: build(sources, Options(("html",), tmp_path / "out")))
    assert (problem.code, problem.place.path) == ("name-taken", sources[1])
    assert str(sources[0]) in problem.text("zh")
    assert "--out" in problem.text("en")


def test_a_second_build_of_the_same_changes_nothing(tmp_path: Path) -> None:
    home = project(tmp_path, letter=document())
    (path,) = made(home, to=("pdf",)).paths
    before = path.stat().st_mtime_ns
    made(home, to=("pdf",))
    assert path.stat().st_mtime_ns == before


def test_a_broken_template_files_nothing(tmp_path: Path) -> None:
    home = project(tmp_path, letter=document())
    write_files(home, {"templates/letters/notice/style.css": "}"})
    assert [code for code, _ in told(lambda: made(home), TemplateError)] == ["css-syntax"]
    assert filed(home) == []


def test_files_changed_during_a_build_show_in_the_next_one(tmp_path: Path) -> None:
    home = project(tmp_path, one=document(), two=numbered(8))
    sources = [home / f"content/letters/{name}.yaml" for name in ("one", "two")]

    def edit(stop: str, subject: str) -> None:
        if (stop, subject) == ("compose", "one"):  # before the second is loaded
            offices = home / "content/offices.yaml"
            offices.write_text(offices.read_text("utf-8").replace("示例市", "示例新市"), "utf-8")
        if (stop, subject) == ("write", "one"):
            sources[1].write_text(numbered(9), "utf-8")

    build(sources, Options(("html",), tmp_path / "out", announce=edit))
    pages = [(tmp_path / "out" / f"{name}.html").read_text("utf-8") for name in ("one", "two")]
    assert ["示例新市" in page for page in pages] == [False, False]
    assert "8号" in pages[1]
    made(home, "one", "two")
    pages = [(tmp_path / "out" / f"{name}.html").read_text("utf-8") for name in ("one", "two")]
    assert ["示例新市" in page for page in pages] == [True, True]
    assert "9号" in pages[1]
