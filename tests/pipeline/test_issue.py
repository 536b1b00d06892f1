"""Issuing: a number, the files with it, the archive and the register agree, whatever happens in between."""

import json
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import docx
import pikepdf
import pytest
from docx.oxml.ns import qn
from pikepdf import pdfa

import docgen
from docgen.archive import vault
from docgen.cli.register.numbers import fields
from docgen.foundation.errors import ConflictError, ContentError, DocgenError, MachineError
from docgen.foundation.working_folder import working_in
from docgen.inspect.pdf import faults
from docgen.inspect.pdf.claims_said import said_by
from docgen.pipeline.register.issue import issuing
from docgen.pipeline.register.issue.again import Issued
from docgen.register.entries import ISSUED, RECALLED, REPLACED, RESERVED, Entry
from docgen.register.opening import open_register
from tests.support.certificates import AWARDS, COMMENDED, roster
from tests.support.reading import Word
from tests.support.samples import OFFICES, document, problems, project, write_files
from tests.support.tagged import of_level_b

LETTER = "content/letters/letter.yaml"
FIRST = "示食安办〔2024〕1号"
USUAL = docgen.Options()


def letter(folder: Path, **changes: str | None) -> Path:
    """Make a project with a register and a letter without a number; return the letter."""
    source = project(folder, letter=document(**{"doc_number": None, **changes})) / LETTER
    docgen.begin_register(folder)
    return source


def issued(source: Path, options: docgen.Options = USUAL, **named: str) -> Issued:
    """Issue a document into `out` of its project."""
    (made,) = docgen.issue([source], replace(options, out=source.parents[2] / "out"), **named)
    return made


def entries(folder: Path) -> list[Entry]:
    with open_register(folder) as register:
        return list(register.entries())


def codes(make, kind: type[DocgenError] = ConflictError) -> list[str]:
    return [problem.code for problem in problems(make, kind)]


def test_a_letter_is_numbered_made_archived_registered_and_had_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = letter(tmp_path)
    made = issued(source, person="示例员")
    (entry,) = made.entries
    assert (entry.number, entry.state, entry.title, entry.person) == (
        FIRST,
        ISSUED,
        "关于测试的通知",
        "示例员",
    )
    folder = tmp_path / "archive/2024" / FIRST
    record = json.loads((folder / "record.json").read_text("utf-8"))
    assert sorted(record["files"]) == [
        "data/content/letters/letter.yaml", "data/content/offices.yaml", "letter.docx", "letter.pdf",
    ]  # fmt: skip
    assert (record["number"], record["docgen"]) == (FIRST, docgen.__version__)
    assert all(font["sha256"] for font in record["fonts"].values())
    assert "templates/letters/notice/template.html.j2" in record["templates"]
    for name in ("letter.pdf", "letter.docx"):
        assert (folder / name).read_bytes() == (tmp_path / "out" / name).read_bytes()
        assert (folder / name).stat().st_mode & 0o222 == 0
    assert docgen.inspect_file(folder / "letter.pdf") == []
    numbered = project(tmp_path / "other", letter=document(doc_number=FIRST)) / LETTER
    plain = docgen.build([numbered], docgen.Options(formats=("docx",), out=tmp_path / "other/out"))
    assert plain.paths[0].read_bytes() == (folder / "letter.docx").read_bytes()
    assert not (tmp_path / ".docgen-issue").exists()
    (tmp_path / "out/letter.pdf").unlink()
    again = issued(source)
    assert (again.again, [entry.number for entry in again.entries]) == (True, [FIRST])
    assert (tmp_path / "out/letter.pdf").read_bytes() == (folder / "letter.pdf").read_bytes()
    assert docgen.verify_register(tmp_path).problems == []

    source.write_text(document(doc_number=None, body="请遵照执行，不得有误（示例）。"), "utf-8")
    assert codes(lambda: issued(source)) == ["issue-changed"]
    monkeypatch.chdir(tmp_path)
    with working_in(tmp_path):
        (change,) = docgen.changes("示食安办[2024]1号", source)
    assert (change.block, change.name, [one.new for one in change.wordings]) == (
        "body",
        "“正文”",
        ["，不得有误"],
    )
    (given,) = docgen.issue_again([source], docgen.Options(out=tmp_path / "out"))
    assert [path.name for path in given.files] == ["letter.docx", "letter.pdf"]

    write_files(tmp_path, {"content/letters/better.yaml": document(doc_number=None, title="关于代替的通知")})
    better = issued(tmp_path / "content/letters/better.yaml", replaces="示食安办[2024]1号")
    assert better.entries[0].relations == (("replaces", FIRST),)
    assert "issue-relation-unnamed" in [finding.code for finding in better.findings]
    old, new = entries(tmp_path)
    assert (old.state, old.relations, new.state) == (REPLACED, (("replaces-by", new.number),), ISSUED)
    assert docgen.recall_number(new.number, "发早了", tmp_path).entry.state == RECALLED
    assert codes(lambda: docgen.recall_number(new.number, "再撤", tmp_path)) == ["register-not-out"]


def test_the_archive_holds_the_form_that_was_asked_for_and_gives_no_other_in_silence(tmp_path: Path) -> None:
    source = letter(tmp_path)
    (entry,) = issued(source, docgen.Options(("pdf", "ofd"), archive=True)).entries
    folder = tmp_path / "archive/2024" / FIRST
    archived = (folder / "letter.pdf").read_bytes()
    assert sorted(path.name for path in folder.iterdir()) == [
        "data",
        "letter.ofd",
        "letter.pdf",
        "record.json",
    ]
    assert pdfa.validate_written(BytesIO(of_level_b(archived)), "3b").findings == []
    with pikepdf.open(folder / "letter.pdf") as file:
        assert (said_by(file).archive, faults(file)) == ("3A", [])
        assert "letter.yaml" in file.attachments
    assert docgen.inspect_file(folder / "letter.ofd") == []
    assert entry.more["forms"] == ["archive"]
    (again,) = docgen.issue_again([FIRST], docgen.Options(out=tmp_path / "again"), tmp_path)
    assert [path.read_bytes() == archived for path in again.files] == [False, True]
    assert issued(source, docgen.Options(("pdf", "ofd"), archive=True)).findings == ()
    (told,) = issued(source, docgen.Options(("pdf", "docx"), accessible=True)).findings
    assert (told.code, told.values["lacking"]) == ("issue-form-kept", "docx、--accessible")
    assert docgen.verify_register(tmp_path).problems == []


def test_every_changed_byte_and_file_of_the_archive_is_found(tmp_path: Path) -> None:
    source = letter(tmp_path)
    issued(source)
    folder = tmp_path / "archive/2024" / FIRST
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        data = path.read_bytes()
        path.chmod(0o644)
        for at in range(0, len(data), max(1, len(data) // 3)):
            path.write_bytes(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])
            assert docgen.verify_register(tmp_path).problems, (path, at)
        path.unlink()
        assert docgen.verify_register(tmp_path).problems, path
        path.write_bytes(data)
    assert docgen.verify_register(tmp_path).problems == []
    (folder / "more.txt").write_text("x")
    (tmp_path / "archive/2024/示食安办〔2024〕2号").mkdir()
    found = [problem.code for problem in docgen.verify_register(tmp_path).problems]
    assert found == ["archive-foreign", "archive-foreign"]
    (folder / "letter.pdf").unlink()
    assert codes(lambda: list(docgen.issue_again([FIRST], docgen.Options(out=tmp_path / "o"), tmp_path))) == [
        "archive-missing"
    ]


def test_what_is_wrong_costs_no_number(tmp_path: Path) -> None:
    source = letter(tmp_path, date="2024-06-31")
    assert codes(lambda: issued(source), ContentError) == ["value-date-impossible"]
    source.write_text(document(doc_number=None, title="关于测试的通知，"), "utf-8")
    with pytest.raises(docgen.FindingsError):
        issued(source)
    assert entries(tmp_path) == []
    assert codes(lambda: issued(project(tmp_path / "none", letter=document()) / LETTER), ContentError) == [
        "register-missing"
    ]


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("示食安办〔2024〕1号", ""),
        ("示食安办〔2024〕5号", "register-not-given"),
        ("示食安办处〔2024〕1号", ""),
    ],
)
def test_a_number_typed_by_hand_is_taken_if_the_register_would_give_it(
    tmp_path: Path, typed: str, code: str
) -> None:
    source = letter(tmp_path, doc_number=typed)
    if code:
        assert codes(lambda: issued(source)) == [code]
        assert entries(tmp_path) == []
    else:
        assert [entry.number for entry in issued(source).entries] == [typed]


def test_a_number_kept_by_telephone_goes_to_the_document_that_names_it(tmp_path: Path) -> None:
    source = letter(tmp_path, doc_number=FIRST)
    docgen.reserve_number("示食安办", tmp_path, year=2024, title="电话要的号")
    assert [entry.number for entry in issued(source).entries] == [FIRST]
    write_files(tmp_path, {"content/letters/other.yaml": document(doc_number=FIRST, title="关于别的通知")})
    other = tmp_path / "content/letters/other.yaml"
    with pytest.raises(docgen.FindingsError):  # that two files have one number is told before
        issued(other)
    accepted = docgen.Options(out=tmp_path / "out", accept=("number-given-twice",))
    assert codes(lambda: list(docgen.issue([other], accepted))) == ["register-anothers"]


def certificates(folder: Path, *rows: str) -> Path:
    source = letter(folder).parents[1] / "certificates/zheng.yaml"
    write_files(folder, {"content/certificates/zheng.yaml": COMMENDED + AWARDS})
    roster(folder, *rows)
    return source


def test_each_recipient_of_certificates_gets_a_number_of_the_register(tmp_path: Path) -> None:
    rows = ["{name: 张三, class: 个人}", "{name: 李四, class: 个人}"]
    source = certificates(tmp_path, *rows)
    docgen.reserve_number("示食安办证", tmp_path, year=2024)
    made = issued(source)
    assert [(entry.serial, entry.addressees) for entry in made.entries] == [(2, "张三"), (3, "李四")]
    common = tmp_path / "archive/2024/zheng 示食安办证〔2024〕2号至3号"
    assert "data/content/recipients/renyuan.yaml" in json.loads((common / "record.json").read_text())["files"]
    assert sorted(vault.contents(tmp_path / "archive/2024/示食安办证〔2024〕3号")) == [
        "record.json", "zheng-李四.docx", "zheng-李四.pdf",
    ]  # fmt: skip
    assert docgen.verify_register(tmp_path).problems == []
    (common / "record.json").chmod(0o644)
    (common / "record.json").write_bytes(b"{}")
    assert [one.code for one in docgen.verify_register(tmp_path).problems] == ["archive-changed"]
    assert issued(source).again
    roster(tmp_path, *rows, "{name: 王五, class: 个人}")
    assert codes(lambda: issued(source)) == ["issue-changed"]


def test_a_bare_count_is_printed_bare_and_registered_with_its_office_and_year(tmp_path: Path) -> None:
    source = letter(tmp_path)
    text = document(kind="letters/minutes", genre=None, doc_number=None, title="关于测试的会议纪要")
    source.write_text(text, "utf-8")
    (entry,) = issued(source).entries
    assert (entry.number, entry.printed) == ("示例市食品安全办公室会议纪要2024年第1期", "第1期")
    other = source.with_name("other.yaml")
    other.write_text(
        document(
            kind="letters/minutes", genre="专题会议纪要", doc_number=None, title="关于测试的专题会议纪要"
        ),
        "utf-8",
    )
    assert issued(other).entries[0].number == "示例市食品安全办公室专题会议纪要2024年第1期"


def test_steps_before_issue_hold_for_the_text_they_were_done_on(tmp_path: Path) -> None:
    source = letter(tmp_path)

    def sign(step: str, person: str) -> list[str]:
        return [one.person for one in docgen.sign_document(source, step, person)]

    assert codes(lambda: sign("签发", "示例甲"), ContentError) == ["step-unknown"]
    write_files(tmp_path, {"content/offices.yaml": OFFICES + "  steps: [签发, 拟稿, 核稿]\n"})
    assert codes(lambda: issued(source)) == ["step-undone"] * 3
    assert codes(lambda: sign("签发", "示例乙")) == ["step-early"]
    assert sign("拟稿", "示例甲") == ["示例甲", "", ""]
    assert codes(lambda: sign("核稿", "示例 甲")) == ["step-own-draft"]
    assert sign("核稿", "示例乙") == ["示例甲", "示例乙", ""]
    assert sign("签发", "示例丙") == ["示例甲", "示例乙", "示例丙"]
    source.write_text(document(doc_number=None, body="改了一个字（示例）。"), "utf-8")
    assert codes(lambda: issued(source)) == ["step-changed-since"] * 3
    assert entries(tmp_path) == []
    for step, person in (("拟稿", "示例甲"), ("核稿", "示例乙"), ("签发", "示例丙")):
        sign(step, person)
    (entry,) = issued(source).entries
    assert [(one["step"], one["person"]) for one in entry.more["steps"]] == [
        ("拟稿", "示例甲"), ("核稿", "示例乙"), ("签发", "示例丙"),
    ]  # fmt: skip
    write_files(tmp_path, {"content/offices.yaml": OFFICES + "  steps: [拟稿, 签发]\n  signs_own: 是\n"})
    write_files(tmp_path, {"content/letters/own.yaml": document(doc_number=None, title="关于自己的通知")})
    source = tmp_path / "content/letters/own.yaml"
    sign("拟稿", "示例甲")
    assert sign("签发", "示例甲") == ["示例甲", "示例甲"]


def test_a_register_that_was_lost_or_is_an_old_copy_gives_no_number_of_the_archive_again(
    tmp_path: Path,
) -> None:
    source = letter(tmp_path)
    docgen.back_up_register(tmp_path / "backup.db", tmp_path)
    issued(source)
    file = tmp_path / "register.db"
    file.unlink()
    assert codes(lambda: docgen.begin_register(tmp_path)) == ["register-lost"]
    assert codes(lambda: issued(source)) == ["register-lost"]
    (tmp_path / "register.db.seal").rename(tmp_path / "seal")
    assert codes(lambda: docgen.begin_register(tmp_path)) == ["register-lost"]
    (tmp_path / "seal").rename(tmp_path / "register.db.seal")
    file.write_bytes((tmp_path / "backup.db").read_bytes())
    told = docgen.verify_register(tmp_path).problems
    assert [one.code for one in told] == ["verify-file-changed", "register-behind", "archive-foreign"]
    assert told[1].values["places"] == "2–3"
    listed = docgen.register_entries(folder=tmp_path)
    assert [one.code for one in listed.findings] == ["register-behind"]
    write_files(tmp_path, {"content/letters/other.yaml": document(doc_number=None, title="关于别的通知")})
    assert codes(lambda: issued(tmp_path / "content/letters/other.yaml")) == ["archive-has-number"]
    assert entries(tmp_path) == []
    made = issued(source)
    assert ([one.number for one in made.entries], made.again) == ([FIRST], False)
    assert docgen.verify_register(tmp_path).problems == []


def broken(*_: object) -> None:
    raise KeyboardInterrupt


def test_issuing_that_was_broken_off_ends_as_if_nothing_had(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = letter(tmp_path)

    for name in ("make", "deposits", "register_all", "hand_out"):
        with monkeypatch.context() as patch:
            patch.setattr(f"docgen.pipeline.register.issue.issuing.{name}", broken)
            with pytest.raises(KeyboardInterrupt):
                issued(source)
        (entry,) = entries(tmp_path)
        assert (entry.number, entry.state) == (FIRST, RESERVED if name != "hand_out" else ISSUED)
    assert [entry.number for entry in issued(source).entries] == [FIRST]
    assert docgen.verify_register(tmp_path).problems == []
    assert not (tmp_path / ".docgen-issue").exists()


def test_what_was_changed_meanwhile_is_not_issued_and_what_is_out_is_said_to_be(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, make = letter(tmp_path), issuing.make

    def made_and_changed(*given: object) -> object:
        done = make(*given)
        source.write_text(document(doc_number=None, body="别人刚刚改过的话（示例）。"), "utf-8")
        return done

    with monkeypatch.context() as patch:
        patch.setattr(issuing, "make", made_and_changed)
        assert codes(lambda: issued(source)) == ["issue-changed-meanwhile", "issue-number-kept"]
    assert [entry.state for entry in entries(tmp_path)] == [RESERVED]
    assert not (tmp_path / "archive").exists()
    (tmp_path / "out").write_text("这里不是文件夹", "utf-8")
    assert "issue-is-out" in codes(lambda: issued(source), MachineError)
    assert [entry.state for entry in entries(tmp_path)] == [ISSUED]


def test_what_a_crash_left_in_the_archive_gives_way_when_the_letter_was_mended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = letter(tmp_path)
    with monkeypatch.context() as patch:
        patch.setattr("docgen.pipeline.register.issue.issuing.register_all", broken)
        with pytest.raises(KeyboardInterrupt):
            issued(source)
    source.write_text(document(doc_number=None, body="改正以后的话（示例）。"), "utf-8")
    assert [entry.number for entry in issued(source).entries] == [FIRST]
    assert (tmp_path / "archive/未登记" / f"{FIRST}-1/letter.pdf").is_file()
    assert docgen.verify_register(tmp_path).problems == []


def reminder(**changes: str | None) -> str:
    fields = {"kind": "letters/reminder", "genre": None, "doc_number": None, "addressees": "[示例县人民政府]"}
    return document(**{**fields, "deadline": "2024-06-30", "title": "关于测试的提醒函", **changes})


def test_what_a_number_in_a_file_has_to_do_with_the_register_is_told_when_it_is_built(tmp_path: Path) -> None:
    source = letter(tmp_path)
    (entry,) = issued(source).entries
    docgen.reserve_number("示食安办", tmp_path, year=2024)
    docgen.void_number("示食安办〔2024〕2号", "不发了", tmp_path)

    def told(number: str) -> list[str]:
        text = document(doc_number=number, title="关于别的通知")
        write_files(tmp_path, {"content/letters/other.yaml": text})
        options = docgen.Options(("html",), tmp_path / "out")
        return [one.code for one in docgen.build([tmp_path / "content/letters/other.yaml"], options).findings]

    assert told(entry.number) == ["number-of-another"]
    assert told("示食安办〔2024〕2号") == ["number-void"]
    assert told("示食安办〔2024〕3号") == ["number-not-registered"]


def test_letters_of_an_office_take_its_code_for_letters_and_their_issues_are_counted(tmp_path: Path) -> None:
    office = OFFICES + "  letter_code: 示食安办函\n  contact: {name: 张某某, phone: 0891-0000000}\n"
    source = letter(tmp_path)
    write_files(tmp_path, {"content/offices.yaml": office})
    source.write_text(reminder(serial="12"), "utf-8")
    (entry,) = issued(source).entries
    assert (entry.number, entry.due, entry.more["serial"]) == ("示食安办函〔2024〕1号", "2024-06-30", 12)
    assert [fields(entry)[name] for name in ("serial", "issue")] == [1, 12]
    again = tmp_path / "content/letters/again.yaml"
    again.write_text(reminder(serial="12", title="关于再测试的提醒函"), "utf-8")
    assert codes(lambda: issued(again)) == ["serial-taken"]
    again.write_text(reminder(serial="14", title="关于再测试的提醒函"), "utf-8")
    assert "serial-not-next" in [finding.code for finding in issued(again).findings]
    assert docgen.verify_register(tmp_path).problems == []


def test_issues_of_an_earlier_register_are_counted_on_as_the_kinds_of_the_project_have_them(
    tmp_path: Path,
) -> None:
    source = letter(tmp_path)
    office = f"{OFFICES}  contact: {{name: 张某某, phone: 0891-0000000}}\n"
    rows = """发文字号,期数,文种,标题,成文日期
示食安办〔2024〕7号,第十二期,提醒函,关于甲的提醒函,2024-05-06
第3号,,命令,关于乙的命令,2023-05-06
,2,纪要,纪要二,2024-05-06
,4,专题会议纪要,纪要四,2024-05-06
,5,示例简报,简报五,2024-05-06
"""
    write_files(tmp_path, {"content/offices.yaml": office, "旧簿.csv": rows})
    docgen.import_register(tmp_path / "旧簿.csv", tmp_path)
    with open_register(tmp_path) as register:
        name = "示例市食品安全办公室"
        assert {name: count for name, (count, _) in register.store.counters().items()} == {
            "示食安办〔2024〕{}号": 7,
            f"{name}工作提醒函2024年第{{}}期": 12,
            f"{name}命令（令）第{{}}号": 3,
            f"{name}会议纪要2024年第{{}}期": 2,
            f"{name}专题会议纪要2024年第{{}}期": 4,
            f"{name}示例简报2024年第{{}}期": 5,
        }
    source.write_text(reminder(), "utf-8")
    (entry,) = issued(source).entries
    assert (entry.number, entry.more["serial"]) == ("示食安办〔2024〕8号", 13)
    assert docgen.verify_register(tmp_path).problems == []


def test_an_issue_is_given_where_none_is_written_also_after_a_crash_and_never_twice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = letter(tmp_path)
    write_files(
        tmp_path, {"content/offices.yaml": f"{OFFICES}  contact: {{name: 张某某, phone: 0891-0000000}}\n"}
    )
    paths = [source.with_name(f"{number}.yaml") for number in range(5)]
    for number, path in enumerate(paths):
        path.write_text(reminder(title=f"关于第{number}件事的提醒函"), "utf-8")
    with monkeypatch.context() as patch:
        patch.setattr("docgen.pipeline.register.issue.issuing.make", broken)
        with pytest.raises(KeyboardInterrupt):
            issued(paths[0])
    assert entries(tmp_path)[0].more["serial"] == 1
    paths[1].write_text(reminder(title="关于第1件事的提醒函", serial="5"), "utf-8")
    assert [issued(path).entries[0].more["serial"] for path in (paths[1], paths[2], paths[0])] == [5, 6, 1]
    assert "第6期" in Word((tmp_path / "archive/2024/示食安办〔2024〕3号/2.docx").read_bytes()).text
    with monkeypatch.context() as patch:
        patch.setattr("docgen.pipeline.register.issue.issuing.make", broken)
        with pytest.raises(KeyboardInterrupt):
            issued(paths[3])
    docgen.void_number("示食安办〔2024〕4号", "不发了", tmp_path)
    assert issued(paths[4]).entries[0].more["serial"] == 8
    paths[3].write_text(reminder(title="关于第3件事的提醒函", serial="7"), "utf-8")
    assert codes(lambda: issued(paths[3])) == ["serial-taken"]
    assert docgen.verify_register(tmp_path).problems == []


def test_a_word_file_with_its_number_is_held_against_the_document_with_it(tmp_path: Path) -> None:
    source = letter(tmp_path, body="请各县区认真办理。")
    built = docgen.build([source], replace(USUAL, formats=("docx",), out=tmp_path / "before"))
    issued(source)
    edited = tmp_path / "came" / "letter.docx"
    edited.parent.mkdir()
    for made, said in ((built.paths[0], ""), (tmp_path / "out/letter.docx", FIRST)):
        opened = docx.Document(str(made))
        assert said in "".join(opened.element.body.itertext())
        for text in opened.element.body.iter(qn("w:t")):
            text.text = (text.text or "").replace("认真", "抓紧")
        opened.save(str(edited))
        (found,) = docgen.compare([edited], source)
        assert [(one.code, one.values["old"]) for one in found.findings] == [("edited-prose", "认真")]
