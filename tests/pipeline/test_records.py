"""What pages show of a project as plain records: papers, the board, a way out, translations, figures."""

from datetime import date, timedelta
from pathlib import Path

import pytest

import docgen
from docgen.foundation.errors import ConflictError, ContentError
from tests.support.handbooks import BO, handbook, replaced, states
from tests.support.samples import OFFICES, document, problems, project, write_files

LETTER = "content/letters/letter.yaml"
FIRST = "示食安办〔2024〕1号"
CAME = date(2024, 6, 20)


def codes(make, kind: type[docgen.DocgenError] = ConflictError) -> list[str]:
    return [problem.code for problem in problems(make, kind)]


@pytest.fixture(scope="module")
def issued(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A project with a letter whose office wants it signed: seen before, between and after its issue."""
    home = project(tmp_path_factory.mktemp("records"), letter=document(doc_number=None))
    write_files(home, {"content/offices.yaml": OFFICES + "  steps: [拟稿, 签发]\n"})
    return home, home / LETTER


def test_a_document_is_seen_on_its_way_out_step_by_step(issued: tuple[Path, Path]) -> None:
    home, source = issued
    assert not docgen.is_register_begun(home)
    known = docgen.readiness(source)
    assert (known.is_register_begun, [one.name for one in known.steps]) == (False, ["拟稿", "签发"])
    docgen.begin_register(home)
    assert docgen.readiness(source).numbers == (FIRST,)
    docgen.sign_document(source, "拟稿", "示例甲")
    assert [one.person for one in docgen.readiness(source).steps] == ["示例甲", ""]
    docgen.sign_document(source, "签发", "示例乙")
    list(docgen.issue([source], docgen.Options(out=home / "out"), person="示例丙"))
    known = docgen.readiness(source)
    assert (known.is_issued, [one.number for one in known.entries]) == (True, [FIRST])
    before = source.read_text("utf-8")
    source.write_text(document(doc_number=None, body="另有说法（示例）。"), "utf-8")
    known = docgen.readiness(source)
    assert (known.is_issued, [one.code for one in known.problems]) == (False, ["issue-changed"])
    source.write_text(document(doc_number=None, date="2024-06-31"), "utf-8")
    known = docgen.readiness(source)
    assert (known.title, [one.code for one in known.problems][:1]) == (
        "关于测试的通知",
        ["value-date-impossible"],
    )
    source.write_text(before, "utf-8")

    paper = docgen.register_paper("示食安办[2024]1号", home)
    assert [one.type for one in paper.events] == ["signed", "signed", "reserved", "issued"]
    assert [one.name for one in paper.files if one.is_letter] == ["letter.docx", "letter.pdf"]
    assert docgen.archived_file(FIRST, "letter.pdf", home).startswith(b"%PDF")
    for name in ("../../../content/offices.yaml", "nothing.pdf", "/etc/passwd"):
        assert codes(lambda name=name: docgen.archived_file(FIRST, name, home)) == ["archive-missing"]
    changed = home / "archive/2024" / FIRST / "letter.docx"
    changed.chmod(0o644)
    changed.write_bytes(b"other")
    assert codes(lambda: docgen.archived_file(FIRST, "letter.docx", home)) == ["archive-changed"]
    assert [one.name for one in docgen.register_paper(FIRST, home).files if not one.is_sound] == [
        "letter.docx"
    ]


def test_a_paper_stands_where_its_day_puts_it(tmp_path: Path) -> None:
    home = project(tmp_path)
    docgen.begin_register(home)
    for name, due in (("甲", 5), ("乙", 15), ("丙", -1)):
        (home / f"{name}.pdf").write_bytes(b"%PDF-1.7 " + name.encode())
        docgen.receive_paper(
            home / f"{name}.pdf", "示例省食安办", on=CAME, due=CAME + timedelta(due), folder=home
        )

    def board(distance: int) -> list[tuple[str, str, int]]:
        found = docgen.followed_papers(CAME + timedelta(distance), home)
        return [(one.entry.title, one.standing, one.days) for one in found]

    assert board(0) == [("丙", "late", 1), ("甲", "soon", -5), ("乙", "waiting", -15)]
    assert board(8) == [("丙", "late", 9), ("甲", "late", 3), ("乙", "soon", -7)]
    docgen.note_reply("收文〔2024〕3号", CAME, folder=home)
    assert board(0)[-1] == ("丙", "done", 0)


def test_one_unit_is_written_as_a_draft_and_accepted_as_it_was_seen(tmp_path: Path) -> None:
    book = handbook(tmp_path)
    (found,) = docgen.translated_documents(tmp_path)
    assert sum(sum(one.values()) for one in found.chapters.values()) == len(docgen.translated_units(book))
    unit = next(one for one in docgen.translated_units(book) if one.id == "steps")
    texts = {side.part: f"{BO} {BO}" for side in unit.sides}
    assert docgen.write_translation(book, "steps", texts, unit.mark).taken == ["steps"]
    late = docgen.write_translation(book, "steps", {side.part: BO * 2 for side in unit.sides}, "old-old")
    assert [one.code for one in late.refused] == ["translation-chinese-edited"]
    assert codes(lambda: docgen.accept_seen(book, {"steps": unit.mark}, "示例", CAME), ContentError) == [
        "translation-changed-since"
    ]
    unit = next(one for one in docgen.translated_units(book) if one.id == "steps")
    assert [side.bo for side in unit.sides] == list(texts.values())
    assert docgen.accept_seen(book, {"steps": unit.mark}, "示例", CAME) == ["steps"]
    assert states(book)["steps"] == "reviewed"
    replaced(book / "chapters/how.yaml", "先看", "先看清")
    unit = next(one for one in docgen.translated_units(book) if one.id == "steps")
    assert (unit.state, unit.by) == ("stale", "示例")
    assert [(one.how, one.text) for one in unit.sides[0].difference] == [("kept", "先看"), ("new", "清")]


def test_what_a_unit_may_not_say_is_refused_and_nothing_is_written(tmp_path: Path) -> None:
    book = handbook(tmp_path)
    before = (book / "chapters/why.yaml").read_bytes()
    unit = next(one for one in docgen.translated_units(book) if one.id == "law")
    for text in ("", "依据规定", f"{BO} 没有数", f"{BO}\u0007 {{{{ figures.cadres }}}}"):
        done = docgen.write_translation(book, "law", {"": text}, unit.mark)
        assert (done.taken, bool(done.refused)) == ([], True), text
    assert docgen.write_translation(book, "nothing", {"": BO}, "").refused[0].code == "translation-unknown"
    assert (book / "chapters/why.yaml").read_bytes() == before


def test_a_figure_tells_where_it_is_printed_and_what_is_made_of_it(tmp_path: Path) -> None:
    figures = "title: 示例\nas_of: 2024-06-20\nsource: 示例\nfigures:\n" + "".join(
        f"  {name}: {{title: {name}, {value}}}\n"
        for name, value in (
            ("a", "value: 7, unit: 名"),
            ("b", "value: 3, unit: 名"),
            ("all", "sum: [a, b]"),
        )
    )
    home = project(
        tmp_path,
        letter=document(figures="city", body='"共{{ figures.all | 单位 }}，其中{{figures.a}}名。"'),
        other=document(body="没有数（示例）。"),
    )
    write_files(home, {"content/figures/city.yaml": figures})
    path = home / "content/figures/city.yaml"
    book = docgen.figure_book(path)
    by_name = {one.name: one for one in book.figures}
    assert (by_name["a"].totals, by_name["all"].parts, by_name["b"].uses) == (("all",), ("a", "b"), ())
    (use,) = by_name["a"].uses
    assert (use.title, use.text) == ("关于测试的通知", "共10，其中7名。")
    docgen.judge_data(path, figures)
    assert codes(lambda: docgen.judge_data(path, figures.replace("7", "很多")), ContentError)
    assert codes(lambda: docgen.judge_data(path, figures.replace("[a, b]", "[a, c]")), ContentError) == [
        "figure-unknown"
    ]
    offices = home / "content/offices.yaml"
    assert codes(lambda: docgen.judge_data(offices, "shili:\n  name: 示例市\n"), ContentError)
