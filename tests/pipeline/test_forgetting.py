"""What docgen keeps of a document is open to its owner alone, and taken away whole when it is asked to."""

import json
import os
import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from time import sleep

import pytest

import docgen
from docgen import cli
from docgen.archive import folder, issued, reprints, texts
from docgen.pipeline.batch import journal
from docgen.pipeline.batch.forgetting import NOTE
from docgen.pipeline.build import Built
from tests.address.test_numbers import CERTIFICATE
from tests.support.samples import OFFICES, problems, write_files
from tests.torture.disk import Disk, run

COURSE, OTHER = "content/certificates/course.yaml", "content/certificates/other.yaml"
PEOPLE, OTHERS = ("赵甲某", "钱乙某", "孙丙某"), ("李丁某", "周戊某")
SHEET = "course-核对表.xlsx"


def roster(*names: str) -> str:
    return "姓名,工作单位\n" + "".join(f"{name},甲县（示例）\n" for name in names)


def made(home: Path, source: str, form: str = "docx", only: str = "") -> Built:
    """Make the certificates of a document into out/, with a print file."""
    order = docgen.BatchOptions(workers=0, combined=None if only else docgen.PrintOrder())
    fields = {"only": [only]} if only else {}
    return docgen.build([home / source], docgen.Options((form,), home / "out", overrides=fields, batch=order))


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A project whose two documents were made into one folder by someone of the usual umask."""
    home = tmp_path_factory.mktemp("office") / "project"
    text = CERTIFICATE + "numbering: 示例结\n"
    files = {
        "content/offices.yaml": OFFICES,
        "content/recipients/people.csv": roster(*PEOPLE),
        "content/recipients/others.csv": roster(*OTHERS),
        COURSE: text,
        OTHER: text.replace("people", "others").replace("示例结", "示例训"),
    }
    before = os.umask(0o022)
    write_files(home, files)
    made(home, COURSE)
    made(home, COURSE, only=PEOPLE[0])
    made(home, OTHER)
    yield home
    os.umask(before)


@pytest.fixture
def home(template: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(template, tmp_path / "project"))


def kept(out: Path) -> dict[str, bytes]:
    """Return what is kept beside the letters, by name."""
    found = (path for path in out.iterdir() if path.is_file())
    return {path.name: path.read_bytes() for path in found if path.name.startswith(".") or path.name == SHEET}


def test_what_is_kept_is_open_to_its_owner_alone_and_letters_to_those_the_umask_lets(home: Path) -> None:
    private = {path.name for path in (home / "out").iterdir() if path.stat().st_mode & 0o777 == 0o600}
    assert private == {
        ".course.docgen-batch.jsonl",
        ".other.docgen-batch.jsonl",
        *(folder.LEDGER, issued.FILE, texts.FILE, reprints.FILE),
        *(SHEET, "other-核对表.xlsx"),
    }
    assert {path.stat().st_mode & 0o777 for path in (home / "out").iterdir()} == {0o600, 0o644}


def test_nothing_that_is_kept_tells_of_a_forgotten_document_and_all_of_the_others(home: Path) -> None:
    out = home / "out"
    ledger = out / issued.FILE
    ledger.chmod(0o640)
    with ledger.open("ab") as file:
        file.write("\n{garbled: 赵甲某}\n".encode())
    letters = {path.name for path in out.iterdir() if path.suffix in (".pdf", ".docx")}
    (forgotten,) = docgen.forget([home / COURSE], out)
    assert {path.name for path in forgotten.removed} == {".course.docgen-batch.jsonl", SHEET}
    assert set(forgotten.lines) == {folder.LEDGER, issued.FILE, texts.FILE}
    assert {path.name for path in forgotten.letters} == {name for name in letters if "course" in name}
    assert (forgotten.numbers, forgotten.reprints, forgotten.changed) == (3, 1, ())
    assert letters < {path.name for path in out.iterdir()}
    text = b"".join(kept(out).values()).decode("utf-8", "replace")
    assert not [name for name in PEOPLE if name in text]
    assert not list(out.glob(f".*{NOTE}"))
    assert ledger.stat().st_mode & 0o777 == 0o640
    assert made(home, OTHER).kept == len(OTHERS)
    (again,) = docgen.forget([home / COURSE], out)
    assert (again.removed, again.lines, again.numbers) == ((), {}, 3)


def test_no_number_is_given_again_and_who_gets_a_new_one_is_told(home: Path) -> None:
    out = home / "out"
    for path in docgen.forget([home / COURSE], out)[0].letters:
        path.unlink()
    for only in ("", "", PEOPLE[0]):  # also when the new ones are on record
        found = made(home, COURSE, "html", only).findings
        (told,) = (one for one in found if one.code.startswith("number"))
        assert (told.code, told.values["count"]) == ("numbers-forgotten", 3)
        assert "赵甲某 示例结〔2024〕4号" in told.text("zh")
    known = [one for one in issued.issues(out) if one.document == "course" and not one.again]
    given = [one.number for one in known if one.name]
    assert given == [f"示例结〔2024〕{count}号" for count in (4, 5, 6)]
    text = (home / COURSE).read_text("utf-8")
    write_files(home, {"content/certificates/third.yaml": text.replace("people", "others")})
    found = made(home, "content/certificates/third.yaml", "html").findings
    codes = [(one.code, one.values.get("document")) for one in found if one.code.startswith("number")]
    assert codes == [("number-given-forgotten", "course")] * 2


def test_what_somebody_has_written_in_a_check_list_is_left(home: Path) -> None:
    out = home / "out"
    (out / folder.OLD).mkdir()
    shutil.copy(out / SHEET, out / folder.OLD / "course-核对表-2.xlsx")
    (out / SHEET).write_bytes((out / SHEET).read_bytes() + b"ticks")
    (forgotten,) = docgen.forget([home / COURSE], out)
    assert [path.name for path in forgotten.changed] == [SHEET]
    assert (out / SHEET).exists()
    assert not list((out / folder.OLD).iterdir())


def test_of_a_document_that_is_gone_the_name_is_enough_and_a_wrong_one_takes_nothing(home: Path) -> None:
    out, before = home / "out", kept(home / "out")
    (home / COURSE).unlink()
    (problem,) = problems(lambda: docgen.forget([home / COURSE, home / "content/nothing.yaml"], out))
    assert problem.code.startswith("source-missing")
    assert kept(out) == before
    assert docgen.forget([home / COURSE], out)[0].numbers == 3


@pytest.mark.parametrize("name", [texts.FILE, folder.LEDGER, issued.FILE])
def test_where_one_ledger_is_not_to_be_written_nothing_is_taken_away(home: Path, name: str) -> None:
    out, before = home / "out", kept(home / "out")
    os.link(out / name, home / "another name")
    with pytest.raises(docgen.MachineError) as caught:
        docgen.forget([home / COURSE], out)
    assert [(one.code, one.place.path) for one in caught.value.problems] == [("file-has-names", out / name)]
    assert kept(out) == before


def test_a_record_of_reprints_that_is_no_table_any_more_is_in_nobodys_way(home: Path) -> None:
    with (home / "out" / reprints.FILE).open("a", encoding="utf-8") as file:
        file.write('a,"' + "x" * 200_000)
    assert docgen.forget([home / COURSE], home / "out")[0].reprints == 1


def test_letters_that_are_being_made_are_waited_for(home: Path) -> None:
    out = home / "out"
    with ThreadPoolExecutor(1) as pool:
        with journal.opened(out, "course"):
            waiting = pool.submit(docgen.forget, [home / COURSE], out)
            sleep(0.3)
            assert not waiting.done()
            assert (out / SHEET).exists()
        assert waiting.result()[0].numbers == 3


EVERY = 3
"""One of how many operations is tried; tests/torture/crashpoints.py tries each."""


def test_forgetting_that_was_broken_off_anywhere_is_finished_by_who_comes_next(
    template: Path, tmp_path: Path
) -> None:
    call = ("forget", COURSE, "--out", "out")
    peace, log = Path(shutil.copytree(template, tmp_path / "peace")), tmp_path / "operations"
    assert run(call, peace, Disk(log=log)).code == 0
    operations = log.read_text("utf-8").splitlines()
    assert len(operations) > 10
    for at in range(0, len(operations), EVERY):
        home = Path(shutil.copytree(template, tmp_path / f"run{at}"))
        assert run(call, home, Disk(at, 5 * (at % 2))).code in (-9, 0, 5)  # killed, or EIO
        assert run(call, home).code == 0
        assert kept(home / "out") == kept(peace / "out"), operations[at]
        shutil.rmtree(home)


def test_a_build_finishes_what_was_broken_off(home: Path) -> None:
    out = home / "out"
    (out / f".course{NOTE}").touch()
    docgen.build([home / COURSE], docgen.Options(("html",), out, batch=docgen.BatchOptions(workers=0)))
    assert not (out / SHEET).exists()
    assert not list(out.glob(f".*{NOTE}"))


def test_a_person_is_told_what_went_and_what_stays_and_a_program_all_of_it(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(home)
    assert cli.run(["--lang", "zh", "forget", COURSE]) == 0
    said = capsys.readouterr()
    assert said.out.splitlines() == ["out/.course.docgen-batch.jsonl", f"out/{SHEET}"]
    for words in ("删去 2 个文件", "course-赵甲某.docx", "3 个给出过的编号", "补印记录.csv 里有它的 1 条"):
        assert words in said.err
    assert cli.run(["--lang", "en", "forget", COURSE, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["document"], told["removed"], told["numbers"], told["reprints"]) == ("course", [], 3, 1)
    assert cli.run(["--lang", "en", "forget", COURSE]) == 0
    assert "nothing is kept of it in out" in capsys.readouterr().err
