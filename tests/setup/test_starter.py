"""A new project and a new document: complete, writable, and never at the cost of a file that is there."""

import stat
from pathlib import Path

import pytest

from docgen.content import kinds
from docgen.content.chapters import BOOK, names_chapters
from docgen.content.document import open_document
from docgen.content.project import bundled_project, home
from docgen.content.source import read
from docgen.foundation import files
from docgen.foundation.errors import ContentError, MachineError
from docgen.setup import starter
from docgen.setup.own_office import Office, offices_file


def test_an_empty_folder_becomes_a_project_and_no_other(tmp_path: Path) -> None:
    empty, full = tmp_path / "空", tmp_path / "满"
    for folder in (empty, full):
        folder.mkdir()
    (empty / ".hidden").touch()
    (full / "letters").mkdir()
    assert starter.start_empty_project(empty, "zh")
    assert (empty / "content").is_dir()
    assert {"开始.bat", "开始.desktop"} <= {one.name for one in empty.iterdir()}
    assert not starter.start_empty_project(full, "zh")
    assert not starter.start_empty_project(tmp_path / "没有", "zh")
    assert [one.name for one in full.iterdir()] == ["letters"]


def test_a_new_project_holds_an_example_of_each_kind(tmp_path: Path) -> None:
    started = starter.start_project(tmp_path / "office", "zh")
    made = {read(path).values.get("kind") for path in started.created if path.suffix == ".yaml"}
    listing = {kind.name for kind in kinds.listing(bundled_project())}
    assert len(listing) > 3
    assert made >= listing
    assert started.already_there == ()
    assert started.example in started.created
    assert read(started.example).values["kind"] == starter.FIRST


def test_what_the_examples_name_comes_along(tmp_path: Path) -> None:
    started = starter.start_project(tmp_path, "zh")
    names = {path.relative_to(tmp_path).as_posix().partition(".")[0] for path in started.created}
    offices = read(tmp_path / "content/offices.yaml").values
    for path in started.created:
        values = read(path).values if path.suffix == ".yaml" else {}
        if "kind" in values:
            assert values["office"] in offices
            assert {f"content/{f}/{values[f]}" for f in ("figures", "recipients") if f in values} <= names
    assert {"content/figures/lhasa-2024", "content/recipients/counties"} <= names


def test_an_example_of_a_handbook_comes_whole_with_its_chapters_pictures_and_terms(tmp_path: Path) -> None:
    started = starter.start_project(tmp_path, "zh")
    books = [path for path in started.created if path.name == BOOK]
    assert len(books) >= 4
    chapters = [chapter for book in books for chapter in open_document(book).chapters]
    images = [
        block.values["image"] for chapter in chapters for block in chapter.blocks if "image" in block.values
    ]
    assert images
    assert {tmp_path / "content" / image for image in images} <= set(started.created)
    assert tmp_path / "content/glossary.yaml" in started.created


def test_no_template_is_copied(tmp_path: Path) -> None:
    starter.start_project(tmp_path, "en")
    assert not (tmp_path / "templates").exists()


def test_every_kind_is_named_in_the_readme(tmp_path: Path) -> None:
    starter.start_project(tmp_path, "zh")
    readme = (tmp_path / "README.md").read_text(encoding="utf-8")
    for kind in kinds.listing(bundled_project()):
        assert kind.name in readme
        assert kind.title in readme


def test_a_file_that_is_there_is_left_alone_and_named(tmp_path: Path) -> None:
    mine = tmp_path / "content/offices.yaml"
    mine.parent.mkdir()
    mine.write_text("mine: {}\n", encoding="utf-8")
    started = starter.start_project(tmp_path, "zh")
    assert mine.read_text(encoding="utf-8") == "mine: {}\n"
    assert started.already_there == (mine,)
    again = starter.start_project(tmp_path, "zh")
    assert again.created == ()
    assert set(again.already_there) == {*started.created, mine}


def test_every_file_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "content").write_text("a file, where a folder is wanted", encoding="utf-8")
    with pytest.raises(MachineError) as caught:
        starter.start_project(tmp_path, "zh")
    names = starter.starting_files(bundled_project(), "zh")
    assert len(caught.value.problems) == len([name for name in names if name.startswith("content/")])
    assert {problem.code for problem in caught.value.problems} == {"not-written"}


def test_a_new_document_is_the_sample_of_its_kind_and_can_be_edited(tmp_path: Path) -> None:
    starter.start_project(tmp_path, "zh")
    (path,) = starter.begin_document("letters/reminder", tmp_path / "content/2024/提醒函.yaml")
    project = bundled_project()
    assert path.read_bytes() == project.template("letters/reminder/sample.yaml").read_bytes()
    assert path.stat().st_mode & stat.S_IWUSR


def test_a_file_that_is_there_is_named_and_the_others_are_written_whole(tmp_path: Path) -> None:
    there, new = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    there.write_bytes(b"mine")
    with pytest.raises(ContentError) as caught:
        files.write_new({there: b"other", new: b"new"})
    assert [(problem.code, problem.place.path) for problem in caught.value.problems] == [
        ("file-exists", there)
    ]
    assert (there.read_bytes(), new.read_bytes()) == (b"mine", b"new")


def handbooks() -> list[str]:
    """Return the names of the kinds that are handbooks."""
    return [kind.name for kind in kinds.listing(bundled_project()) if names_chapters(kind.schema)]


@pytest.mark.parametrize("kind", handbooks())
def test_a_new_handbook_is_a_folder_that_is_right_as_it_is(kind: str, tmp_path: Path) -> None:
    starter.start_project(tmp_path, "zh")
    book, *chapters = starter.begin_document(kind, tmp_path / "content/handbooks/我的手册")
    assert book == tmp_path / "content/handbooks/我的手册/book.yaml"
    assert [chapter.source.path for chapter in open_document(book).chapters] == chapters
    assert open_document(book).kind.name == kind


def test_the_sample_chapters_of_a_kind_are_still_found_when_an_office_changes_its_sample(
    tmp_path: Path,
) -> None:
    starter.start_project(tmp_path, "zh")
    own = tmp_path / "templates/handbooks/cadre/sample.yaml"
    own.parent.mkdir(parents=True)
    text = bundled_project().template("handbooks/cadre/sample.yaml").read_text(encoding="utf-8")
    own.write_text(text.replace("edition: 1 ", "edition: 7 "), encoding="utf-8")
    book, *chapters = starter.begin_document("handbooks/cadre", tmp_path / "content/handbooks/own")
    assert open_document(book).values["edition"] == 7
    assert [path.name for path in chapters] == ["duties.yaml"]


@pytest.mark.parametrize(
    ("kind", "name", "code"),
    [
        ("handbooks/cadre", "content/handbooks/mine.yaml", "handbook-needs-folder"),
        ("handbooks/cadre", "content/handbooks/policy", "file-exists"),
        ("letters/reminder", "content/offices.yaml", "file-exists"),
        ("letters/remind", "content/new.yaml", "kind-unknown"),
    ],
)
def test_a_document_is_not_begun_over_a_file_or_of_no_kind(
    kind: str, name: str, code: str, tmp_path: Path
) -> None:
    starter.start_project(tmp_path, "zh")
    before = {path: path.read_bytes() for path in tmp_path.rglob("*.yaml")}
    with pytest.raises(ContentError) as caught:
        starter.begin_document(kind, tmp_path / name)
    assert [problem.code for problem in caught.value.problems] == [code]
    assert {path: path.read_bytes() for path in tmp_path.rglob("*.yaml")} == before


def test_a_document_is_begun_only_in_a_project(tmp_path: Path) -> None:
    with pytest.raises(ContentError) as caught:
        starter.begin_document("letters/reminder", tmp_path / "a.yaml")
    assert [problem.code for problem in caught.value.problems] == ["no-project"]
    assert list(tmp_path.iterdir()) == []


def test_outside_a_project_the_bundled_one_is_meant(tmp_path: Path) -> None:
    assert home(tmp_path) == bundled_project()
    starter.start_project(tmp_path, "zh")
    assert home(tmp_path).root.resolve() == tmp_path


OWN = Office("示例县教育局", "示教")


def test_a_project_begun_for_an_office_has_that_office_and_a_few_samples(tmp_path: Path) -> None:
    started = starter.start_project(tmp_path, "zh", OWN)
    names = [path.relative_to(tmp_path).as_posix() for path in started.created]
    assert names == [
        "content/letters/通知.yaml",
        "content/letters/工作提醒函.yaml",
        "content/reports/报告.yaml",
        "content/offices.yaml",
        "README.md",
        ".gitignore",
        "开始.bat",
        "开始.desktop",
    ]
    assert started.example == tmp_path / "content/letters/通知.yaml"
    office = open_document(started.example).office
    wanted = {"name": "示例县教育局", "masthead": "示例县教育局", "code": "示教", "letter_code": "示教函"}
    assert {name: office[name] for name in wanted} == wanted
    assert office["self_name"] == "我局"


def test_nothing_of_another_office_is_left_in_it(tmp_path: Path) -> None:
    every = [kind.name for kind in kinds.listing(bundled_project())]
    starter.start_project(tmp_path, "zh", OWN, every)
    for path in (tmp_path / "content").rglob("*.yaml"):
        text = path.read_text(encoding="utf-8")
        assert "拉食药安办" not in text
        assert "lasa-shianban" not in text
    found = [open_document(path) for path in sorted((tmp_path / "content").rglob("*.yaml")) if is_whole(path)]
    assert {document.kind.name for document in found} == set(every)
    assert {document.values["office"] for document in found} == {"slxjyj"}


def is_whole(path: Path) -> bool:
    """Say whether a file of a project is a document."""
    return "kind" in read(path).values


def test_an_office_that_tells_no_code_is_asked_for_it(tmp_path: Path) -> None:
    started = starter.start_project(tmp_path, "zh", Office("示例县人民政府办公室"), ["通报"])
    assert started.example.name == "通报.yaml"
    text = (tmp_path / "content/offices.yaml").read_text(encoding="utf-8")
    assert "code: ××  # 文件代字：请改成本机关的" in text
    assert open_document(started.example).values["genre"] == "通报"


@pytest.mark.parametrize(
    ("name", "id_", "self_name"),
    [
        ("示例县教育局", "slxjyj", "我局"),
        ("示例市食品药品安全委员会办公室", "slsspypaqwyhbgs", "我办"),
        ("示例县人民政府", "slxrmzf", "我府"),
        ("示例县第一小学", "slxdyxx", "我校"),
        ("Example Office: No. 1", "exampleofficeno1", "我单位"),
        ("110指挥中心", "office110zhzx", "我中心"),
    ],
)
def test_an_office_gets_a_latin_name_and_a_name_for_itself(name: str, id_: str, self_name: str) -> None:
    office = Office(name, "示")
    assert (office.id, office.self_name) == (id_, self_name)


@pytest.mark.parametrize("name", ["示例县: 局", "no", "'示例'", "示例 # 局", "示例县\n教育局"])
def test_whatever_an_office_is_called_its_file_can_be_read(name: str, tmp_path: Path) -> None:
    path = tmp_path / "offices.yaml"
    path.write_text(offices_file(Office(name, "示"), "zh"), encoding="utf-8")
    ((_, entry),) = read(path).values.items()
    assert entry["name"] == name


def test_a_new_document_speaks_of_the_projects_own_office(tmp_path: Path) -> None:
    starter.start_project(tmp_path, "zh", OWN)
    (path,) = starter.begin_document("通报", tmp_path / "content/letters/通报")
    assert path.name == "通报.yaml"
    document = open_document(path)
    assert document.values["office"] == "slxjyj"
    assert document.values["genre"] == "通报"
    assert document.values["title"].endswith("的通报")


def test_the_roster_of_a_sample_comes_along_once(tmp_path: Path) -> None:
    starter.start_project(tmp_path, "zh", OWN)
    roster = tmp_path / "content/recipients/commendation-2024.xlsx"
    first = starter.begin_document("表彰决定", tmp_path / "content/letters/a")
    assert first[1:] == (roster,)
    assert len(starter.begin_document("表彰决定", tmp_path / "content/letters/b")) == 1
    roster.rename(roster.with_suffix(".csv"))
    assert len(starter.begin_document("表彰决定", tmp_path / "content/letters/c")) == 1


@pytest.mark.parametrize(
    ("typed", "made"),
    [
        ("a", "a.yaml"),
        ("a.yml", "a.yml"),
        ("a.docx", "a.yaml"),
        ("a.PDF", "a.yaml"),
        ("2025.1号", "2025.1号.yaml"),
    ],
)
def test_a_new_document_is_a_yaml_file_whatever_was_typed(typed: str, made: str) -> None:
    assert starter.with_suffix(Path(typed)) == Path(made)


def test_examples_of_some_kinds_only(tmp_path: Path) -> None:
    started = starter.start_project(tmp_path, "zh", None, ["通知"])
    documents = [path for path in started.created if path.suffix == ".yaml" and is_whole(path)]
    assert [path.relative_to(tmp_path).as_posix() for path in documents] == [
        "content/letters/notice-2024-03.yaml"
    ]
