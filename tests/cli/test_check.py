"""`docgen check`: what is printed where, and with which exit code."""

import json
import shutil
from pathlib import Path

import docx
import pytest

from docgen import cli
from docgen.archive import texts
from tests.support import samples

LETTER = "content/letters/letter.yaml"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project whose letter was made as a Word file, for all tests."""
    home = samples.project(tmp_path_factory.mktemp("built"), letter=samples.document())
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(home)
        assert cli.run(["build", LETTER, "--to", "docx"]) == 0
    return home


@pytest.fixture
def made(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A Word file as docgen made it, in a project where English is spoken, for one test."""
    shutil.copytree(built, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DOCGEN_LANG", "en")
    return Path("out/letter.docx")


def edited(path: Path, old: str, new: str) -> None:
    """Change words of a Word file as a clerk would."""
    document = docx.Document(str(path))
    (found,) = [text for text in document.element.iter() if text.tag.endswith("}t") and old in text.text]
    found.text = found.text.replace(old, new)
    document.save(str(path))


def test_an_unchanged_file_is_one_sentence_and_no_failure(
    made: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(["check", str(made), "--source", LETTER]) == 0
    assert capsys.readouterr() == ("", "out/letter.docx: no words were changed.\n")


def test_changes_are_results_and_exit_code_1(made: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edited(made, "请遵照执行", "请认真执行")
    assert cli.run(["check", str(made), "--source", LETTER]) == 1
    out, err = capsys.readouterr()
    assert out.startswith(f"{LETTER}:7:7: ")
    assert "“遵照” became “认真”" in out
    assert err == ""


def test_a_program_reads_one_object_a_change(made: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edited(made, "关于测试的通知", "关于试验的通知")
    assert cli.run(["check", str(made), "--source", LETTER, "--json"]) == 1
    (line,) = capsys.readouterr().out.splitlines()
    told = json.loads(line)
    assert told | {"text": "", "column": 0, "field": ""} == {
        "file": str(made),
        "code": "edited-line",
        "path": LETTER,
        "line": 5,
        "column": 0,
        "text": "",
        "field": "",
        "old": "关于测试的通知",
        "new": "关于试验的通知",
        "write": "title: 关于试验的通知",
    }


def test_a_bad_file_among_good_ones_is_told_with_their_changes(
    made: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edited(made, "请遵照执行", "请认真执行")
    Path("bad.docx").write_bytes(b"%PDF")
    assert cli.run(["check", "bad.docx", str(made), "--source", LETTER]) == 1
    out, err = capsys.readouterr()
    assert "认真" in out
    assert err.startswith("bad.docx: this is not a Word file")


def test_whose_copy_it_was_held_against_is_said(
    made: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    roster = "title: 示例\nrecipients:\n  - {name: 甲县}\n  - {name: 乙县}\n"
    text = samples.document(
        kind="letters/leader-letter", genre=None, doc_number=None, salutation="您好", recipients="counties",
        body="致{{ recipient.name }}。",
    )  # fmt: skip
    samples.write_files(tmp_path, {"content/recipients/counties.yaml": roster, LETTER: text})
    assert cli.run(["build", LETTER, "--to", "docx"]) == 0
    capsys.readouterr()
    one = Path("out/letter-乙县.docx").rename("改好的.docx")
    assert cli.run(["check", str(one), "--source", LETTER]) == 0
    assert "改好的.docx: compared with letter-乙县\n" in capsys.readouterr().err
    assert cli.run(["check", str(one), "--source", LETTER, "--recipient", "甲县"]) == 1
    assert "“甲” became “乙”" in capsys.readouterr().out


def test_what_the_clerk_wrote_since_is_not_asked_back(
    made: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sent = made.rename("领导改.docx")
    edited(sent, "关于测试的通知", "关于试验的通知")
    newer = samples.document(body="请认真遵照执行（示例）。")
    samples.write_files(tmp_path, {LETTER: newer})
    for _ in range(2):  # before and after the document is built again
        assert cli.run(["check", str(sent), "--source", LETTER]) == 1
        out, err = capsys.readouterr()
        assert [line.partition(": ")[0] for line in out.splitlines()] == [f"{LETTER}:5:8"]
        assert "changed in 1 place(s) since" in err
        assert cli.run(["build", LETTER, "--to", "docx"]) == 0
        capsys.readouterr()


def test_of_what_is_classified_nothing_is_kept(made: Path, tmp_path: Path) -> None:
    assert "letter" in (tmp_path / "out" / texts.FILE).read_text(encoding="utf-8")
    samples.write_files(
        tmp_path, {"content/letters/secret.yaml": samples.document(classification="机密★1年")}
    )
    assert cli.run(["build", "content/letters/secret.yaml", "--to", "docx"]) == 0
    assert "secret" not in (tmp_path / "out" / texts.FILE).read_text(encoding="utf-8")


def test_letters_of_a_roster_are_kept_as_they_were_built(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    people = "".join(f"  - {{name: {name}县}}\n" for name in "甲乙丙")
    text = samples.document(
        kind="letters/leader-letter", genre=None, doc_number=None, salutation="您好", recipients="counties",
        body="致{{ recipient.name }}。谨此致谢。",
    )  # fmt: skip
    samples.project(tmp_path, letter=text)
    samples.write_files(tmp_path, {"content/recipients/counties.yaml": f"title: 示例\nrecipients:\n{people}"})
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DOCGEN_LANG", "en")
    assert cli.run(["build", LETTER, "--to", "docx"]) == 0
    samples.write_files(tmp_path, {LETTER: text.replace("谨此", "特此")})
    capsys.readouterr()
    assert cli.run(["check", "out/letter-乙县.docx", "--source", LETTER]) == 0
    out, err = capsys.readouterr()
    assert (out, "changed in 1 place(s) since" in err) == ("", True)


def test_a_damaged_part_of_a_word_file_is_told(made: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = bytearray(made.read_bytes())
    entry = data.rfind(b"word/theme/theme1.xml") - 46
    data[entry + 16] ^= 1  # its sum in the list of the zip
    made.write_bytes(data)
    assert cli.run(["check", str(made)]) == 1
    assert "word/theme/theme1.xml" in capsys.readouterr().err


def test_without_a_source_a_file_is_judged_by_itself(made: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["check", str(made)]) == 0
    assert capsys.readouterr() == ("", "out/letter.docx: 0 finding(s).\n")


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.pdf", b"%PDF-1.7\nx", "pdf-damaged"),
        ("a.ofd", b"PK\3\4", "ofd-damaged"),
        ("a.txt", b"hello", "file-form-unknown"),
        ("gone.pdf", b"", "edited-missing"),
    ],
)
def test_a_program_reads_objects_alone_of_files_that_are_judged_by_themselves(
    made: Path, capsys: pytest.CaptureFixture[str], name: str, data: bytes, code: str
) -> None:
    if data:
        Path(name).write_bytes(data)
    document = docx.Document(str(made))
    document.add_paragraph().add_run("x").font.hidden = True
    document.save(str(made))
    assert cli.run(["check", name, str(made), "--json"]) == 1
    told = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(one["code"], one["place"]) for one in told] == [(code, name), ("file-hidden-text", str(made))]
