"""What a person does wrong, through the real command: one clear sentence, an exit code, nothing by halves."""

import os
import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from docgen.cli import run
from tests.support.samples import OFFICES, ROOT, document, project, write_files

LETTER = "content/letters/letter.yaml"
NOTICE = "templates/letters/notice"
HEAD = '{% extends "_shared/document.html.j2" %}\n'
TABLE = "仿宋: {script: hani, word: 仿宋, files: [none.ttf], debian: fonts-x}\n"
CONTENT, MACHINE = 1, 5

# What is wrong, as files over a sound project: exit code, place, words of the Chinese and English sentence.
CASES: dict[str, tuple[dict[str, str | bytes], int, str, list[str], list[str]]] = {
    "missing field": (
        {LETTER: document(title=None)},
        CONTENT,
        "letter.yaml:1:1",
        ["“标题”（title）"],
        ["title"],
    ),
    "empty field": (
        {LETTER: document(title="")},
        CONTENT,
        "letter.yaml:5:1",
        ["“标题”（title）"],
        ["title"],
    ),
    "wrong type": (
        {LETTER: document(date="六月二十日")},
        CONTENT,
        "letter.yaml:6:7",
        ["成文日期", "2024-06-20"],
        ["2024-06-20"],
    ),
    "text for a list": (
        {LETTER: document(addressees="某县\n  某市")},
        CONTENT,
        "letter.yaml:8:13",
        ["主送机关", "列表"],
        ["addressees", "list"],
    ),
    "unknown field": (
        {LETTER: document(titel="通知")},
        CONTENT,
        "letter.yaml:8:1",
        ["titel", "title"],
        ["titel", "title"],
    ),
    "not yaml": (
        {LETTER: document(body="[未完")},
        CONTENT,
        "letter.yaml:7",
        ["括号"],
        ["bracket"],
    ),
    "unknown kind": (
        {LETTER: document(kind="letters/notices")},
        CONTENT,
        "letter.yaml:1:7",
        ["letters/notices", "是不是“通知（letters/notice）”"],
        ["did you mean 通知（letters/notice）"],
    ),
    "no kind": (
        {LETTER: document(kind=None)},
        CONTENT,
        "letter.yaml:1:1",
        ["哪种文件", "docgen kinds"],
        ["docgen kinds"],
    ),
    "unknown placeholder": (
        {LETTER: document(body="|\n  甲\n  {{ office.nam }}")},
        CONTENT,
        "letter.yaml:9:3",
        ["office.nam", "name"],
        ["office.nam", "name"],
    ),
    "unknown office": (
        {LETTER: document(office="shilli")},
        CONTENT,
        "letter.yaml:2:9",
        ["shilli", "shili"],
        ["did you mean shili"],
    ),
    "unknown figures": (
        {LETTER: document(figures="city")},
        CONTENT,
        "letter.yaml:8:10",
        ["city"],
        ["city"],
    ),
    "missing image": (
        {LETTER: document(body="|\n  甲\n  ![图](map.png)")},
        CONTENT,
        "letter.yaml:9:8",
        ["map.png", "核对文件名"],
        ["map.png", "check its name"],
    ),
    "missing seal": (
        {"content/offices.yaml": OFFICES + "  seal: images/seal.png\n"},
        CONTENT,
        "offices.yaml:5:9",
        ["images/seal.png", "核对文件名"],
        ["images/seal.png", "check its name"],
    ),
    "image from outside": (
        {LETTER: document(body="'![图](../../etc/map.png)'")},
        CONTENT,
        "letter.yaml:7:7",
        ["map.png"],
        ["map.png"],
    ),
    "template syntax": (
        {f"{NOTICE}/template.html.j2": HEAD + "{% block body %}\n{{ document. }}{% endblock %}"},
        CONTENT,
        "template.html.j2:3",
        ["模板作者"],
        ["template's author"],
    ),
    "undefined name": (
        {f"{NOTICE}/template.html.j2": HEAD + "{% block body %}{{ nothing.here }}{% endblock %}"},
        CONTENT,
        "template.html.j2:2",
        ["nothing", "模板作者"],
        ["nothing", "author"],
    ),
    "broken style": (
        {f"{NOTICE}/style.css": '@import "_shared/gb9704-document.css";\n.a {}\n}'},
        CONTENT,
        "style.css:3:1",
        ["样式表", "模板作者"],
        ["style sheet", "author"],
    ),
    "missing import": (
        {f"{NOTICE}/style.css": '@import "_shared/gb9705.css";'},
        CONTENT,
        "gb9705.css",
        ["gb9705.css", "核对名称"],
        ["gb9705.css", "check the name"],
    ),
    "broken schema": (
        {f"{NOTICE}/schema.yaml": "title: [通知\nx: 1\n"},
        CONTENT,
        "schema.yaml:2:2",
        ["YAML"],
        ["YAML"],
    ),
    "content not utf-8": (
        {LETTER: document().encode("gbk")},
        CONTENT,
        "letter.yaml",
        ["UTF-8", "记事本"],
        ["UTF-8"],
    ),
    "style not utf-8": (
        {f"{NOTICE}/style.css": "/* 公文 */".encode("gbk")},
        CONTENT,
        "style.css",
        ["UTF-8", "另存"],
        ["UTF-8", "save"],
    ),
    "template not utf-8": (
        {f"{NOTICE}/template.html.j2": "公文".encode("gbk")},
        CONTENT,
        "template.html.j2",
        ["UTF-8"],
        ["UTF-8"],
    ),
    "no font": (
        {"templates/_shared/typefaces.yaml": TABLE},
        MACHINE,
        "typefaces.yaml:1",
        ["仿宋", "fonts-x", "docgen doctor"],
        ["fonts-x", "docgen doctor"],
    ),
    "broken font": (
        {"fonts/仿宋_GB2312.ttf": b"no font"},
        MACHINE,
        "仿宋_GB2312.ttf",
        ["不是字体"],
        ["no font"],
    ),
}


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """A sound project."""
    return project(tmp_path, letter=document())


def complaint(
    office: Path, lang: str, capsys: pytest.CaptureFixture[str], *sources: str, out: str = ""
) -> tuple[int, str]:
    """Return exit code and messages of a build; nothing may be printed as a result, and no traceback."""
    paths = [str(office / source) for source in sources or (LETTER,)]
    code = run(["--lang", lang, "build", *paths, "--out", out or str(office / "out")])
    shown = capsys.readouterr()
    assert shown.out == ""
    assert "Traceback" not in shown.err
    return code, shown.err


def filed(folder: Path) -> list[str]:
    return [path.name for path in folder.glob("*") if path.name != ".docgen-made.jsonl"]


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", CASES)
def test_one_sentence_says_where_what_and_what_to_do(
    office: Path, name: str, lang: str, capsys: pytest.CaptureFixture[str]
) -> None:
    files, expected, place, *words = CASES[name]
    write_files(office, files)
    code, told = complaint(office, lang, capsys)
    assert code == expected
    assert len(told.splitlines()) == 1, told
    assert place in told
    where = told.index(place) + len(place)
    assert all(word in told[where:] or word in place for word in words[lang == "en"]), told
    assert not filed(office / "out")


@pytest.mark.parametrize(
    ("prepare", "place", "zh", "en"),
    [
        (Path.mkdir, "content/letters/a.yaml", "这个文件夹里没有可以生成的文件", "folder"),
        (lambda path: path.symlink_to("nowhere"), "content/letters/a.yaml", "没有这个文件", "no such file"),
        (lambda path: path.write_bytes(b""), "content/letters/a.yaml", "空的", "empty"),
    ],
)
def test_a_source_that_cannot_be_read_is_told(
    office: Path, prepare: Callable[[Path], object], place: str, zh: str, en: str,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    prepare(office / "content/letters/a.yaml")
    for lang, word in (("zh", zh), ("en", en)):
        code, told = complaint(office, lang, capsys, LETTER, "content/letters/a.yaml")
        assert code == CONTENT
        assert told.startswith(f"{office / place}: ")
        assert word in told
    assert not filed(office / "out")


def test_a_source_outside_any_project_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "letter.yaml").write_text(document(), encoding="utf-8")
    code, told = complaint(tmp_path, "zh", capsys, "letter.yaml")
    assert code == CONTENT
    assert told.startswith(f"{tmp_path / 'letter.yaml'}: ")
    assert "docgen init" in told


# --- the output folder ---


def test_a_foreign_file_is_left_alone(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_files(office, {"out/letter.docx": b"mine"})
    code, told = complaint(office, "zh", capsys)
    assert code == CONTENT
    assert told.startswith(f"{office / 'out/letter.docx'}: ")
    assert "--out" in told
    assert (office / "out/letter.docx").read_bytes() == b"mine"
    assert filed(office / "out") == ["letter.docx"], "the PDF is not filed either"


def test_an_output_folder_that_is_a_file_is_told(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_files(office, {"out": b"mine"})
    code, told = complaint(office, "en", capsys)
    assert code == MACHINE
    assert told.startswith(f"{office / 'out'}")
    assert "--out" in told
    assert (office / "out").read_bytes() == b"mine"


def test_a_folder_that_takes_no_files_is_told(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """/sys refuses to everyone, which the rights of a folder do not: the tests may run as root."""
    code, told = complaint(office, "zh", capsys, out="/sys/docgen")
    assert code == MACHINE
    assert told.startswith("/sys/docgen: ")
    assert "没有权限" in told
    assert "--out" in told


@pytest.mark.parametrize(
    ("form", "sentence"),
    [("html", "磁盘已满"), ("pdf", "临时文件写不进去")],
    ids=["output", "temporary files"],
)
def test_a_full_disk_leaves_nothing_half_written(office: Path, form: str, sentence: str) -> None:
    """The process may write files of 4 KB only, which ends as a full disk does: in the middle of a file."""
    done = subprocess.run(
        [sys.executable, "-m", "docgen", "--lang", "zh", "build", LETTER, "--to", form],
        cwd=office,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"},
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096)),
        capture_output=True,
        text=True,
    )
    assert (done.returncode, done.stdout) == (MACHINE, "")
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr
    assert filed(office / "out") == []
