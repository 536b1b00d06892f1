"""A document with faulty pages is not filed, and a letter is set aside, unless someone has looked at it."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

import docgen
from docgen.foundation.errors import ACCEPTED, MUST, ConflictError, ContentError, Finding
from docgen.pipeline.accepting import SHOWN, folded
from docgen.pipeline.build import Built, FindingsError, build
from docgen.pipeline.options import BatchOptions, Options
from docgen.register.entries import ISSUED, RESERVED
from tests.cli.test_cli import cli
from tests.support.rosters import LETTER, roster_project
from tests.support.samples import document, project, write_files

STYLE = Path("templates/letters/leader-letter/style.css")
ONE_OVER = {"accept": ("text-over-text",)}
SQUEEZED = ".body p + p { margin-top: -20pt }"


def faulty(folder: Path, css: str) -> Path:
    """Return a notice whose second paragraph is printed over the first."""
    home = project(
        folder, letter=document(body="|\n  甲乙丙丁戊己庚辛（示例）。\n\n  子丑寅卯辰巳午未（示例）。")
    )
    write_files(
        home, {"templates/letters/notice/style.css": f'@import "_shared/gb9704-document.css";\n{css}'}
    )
    return home / "content/letters/letter.yaml"


@pytest.mark.parametrize("form", ["pdf", "docx"])
def test_a_document_with_a_grave_finding_is_refused_with_the_line_of_its_words(
    tmp_path: Path, form: str
) -> None:
    source = faulty(tmp_path, SQUEEZED)
    with pytest.raises(ContentError) as caught:
        build([source], Options(formats=(form,), out=tmp_path / "out"))
    (problem,) = caught.value.problems
    assert (problem.code, problem.place.line) == ("text-over-text", 8)
    assert not (tmp_path / "out").exists()


def test_it_is_made_when_the_finding_is_accepted_and_told_as_accepted(tmp_path: Path) -> None:
    source = faulty(tmp_path, SQUEEZED)
    made = build([source], Options(("pdf",), tmp_path / "out", strict=True, **ONE_OVER))
    assert [(one.code, one.grade) for one in made.findings] == [("text-over-text", ACCEPTED)]
    assert made.findings[0].text("zh").endswith("[letter] （已用 --accept 接受）")
    assert len(made.paths) == 1


def test_a_lesser_finding_is_told_and_refused_under_strict_only(tmp_path: Path) -> None:
    source = faulty(
        tmp_path, ".body p + p { margin-left: 400pt; white-space: nowrap; text-indent: 0; font-size: 6pt }"
    )
    made = build([source], Options(("pdf",), tmp_path / "out"))
    assert [one.code for one in made.findings] == ["text-outside"]
    with pytest.raises(FindingsError):
        build([source], Options(("pdf",), tmp_path / "out", strict=True))
    assert build([source], Options(("pdf",), tmp_path / "out", strict=True, accept=("text-outside",))).paths


def test_a_name_of_no_finding_is_told_with_one_that_is_near(tmp_path: Path) -> None:
    with pytest.raises(ContentError) as caught:
        build([faulty(tmp_path, "")], Options(("pdf",), tmp_path / "out", accept=("text-over-txt",)))
    (problem,) = caught.value.problems
    assert (problem.code, problem.values["near"]) == ("finding-unknown", "text-over-text")


# --- letters of a roster ---

CSS = """\
@import "_shared/gb9704-letter.css";
.body p { position: relative }
.body p::after { content: "码"; position: absolute; left: 138mm; top: 0; text-indent: 0 }
"""
ROW = "您是{{ recipient.unit }}的包保干部，联系{{ recipient.entities }}家（示例）！"


@pytest.fixture
def letters(tmp_path: Path) -> Path:
    """Return a letter to twelve people; with two of them, of longer units, the line meets a sign."""
    letter = LETTER.replace(LETTER.partition("body: ")[2].strip(), ROW)
    source = roster_project(tmp_path, 12, letter)
    path = tmp_path / "content/recipients/people.yaml"
    lines = path.read_text(encoding="utf-8").splitlines()
    for number in (5, 9):
        lines[number] = lines[number].replace("县", "县某某某某某某某某某某某某某某某某某某某乡")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    write_files(tmp_path, {str(STYLE): CSS})
    return source


def made(source: Path, out: Path, **asked: object) -> Built:
    """Return what a build of one PDF a letter made, in this process."""
    options = Options(("pdf",), out, batch=BatchOptions(workers=0), **asked)  # type: ignore[arg-type]
    return build([source], options)


def test_none_is_issued_when_a_letter_is_set_aside(letters: Path, tmp_path: Path) -> None:
    docgen.begin_register(tmp_path)
    options = Options(("pdf",), tmp_path / "out", batch=BatchOptions(workers=0))
    with pytest.raises(ConflictError) as caught:
        list(docgen.issue([letters], options))
    codes = [problem.code for problem in caught.value.problems]
    assert codes == ["issue-set-aside", "text-over-text", "text-over-text", "issue-number-kept"]
    assert "一份也没有发" in caught.value.problems[0].text("zh")
    assert [entry.state for entry in docgen.register_entries(folder=tmp_path).entries] == [RESERVED]
    assert not (tmp_path / "archive").exists()
    assert not (tmp_path / "out").exists()
    (made,) = docgen.issue([letters], replace(options, **ONE_OVER))
    assert (len(made.files), [entry.state for entry in made.entries]) == (12, [ISSUED])


def test_letters_with_a_grave_finding_are_set_aside_and_the_others_made(
    letters: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    built = made(letters, out)
    assert [(one.code, one.place.line) for one in built.set_aside] == [
        ("text-over-text", 6),
        ("text-over-text", 10),
    ]
    assert (len(built.paths), built.findings) == (10, [])
    assert [one.grade for one in built.set_aside] == [MUST, MUST]  # type: ignore[attr-defined]

    again = made(letters, out)
    assert (again.kept, len(again.set_aside)) == (10, 2), "what was found is found again"

    taken = made(letters, out, **ONE_OVER)
    assert (len(taken.paths), taken.set_aside) == (12, [])
    assert [(one.code, one.grade, one.place.line) for one in taken.findings] == [
        ("text-over-text", ACCEPTED, 6),
        ("text-over-text", ACCEPTED, 10),
    ]
    journal = (out / ".letter.docgen-batch.jsonl").read_text(encoding="utf-8")
    noted = [entry for line in journal.splitlines() if line and (entry := json.loads(line)).get("judged")]
    assert noted[0]["judged"][0][2] == ACCEPTED
    kept = made(letters, out, **ONE_OVER)
    assert (kept.kept, kept.findings) == (12, taken.findings), "told again, though nothing is laid out"
    assert len(made(letters, out).set_aside) == 2, "accepted once is not accepted for ever"


def test_the_command_tells_them_and_ends_with_3(
    letters: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = str(tmp_path / "out")
    assert (
        cli.run(
            ["--lang", "zh", "build", str(letters), "--to", "pdf", "--out", out, "--json", "--workers", "0"]
        )
        == 3
    )
    told = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(one["code"], one["grade"]) for one in told if "code" in one] == [("text-over-text", MUST)] * 2


def test_letters_for_word_alone_are_judged_as_those_with_a_pdf(letters: Path, tmp_path: Path) -> None:
    """Each of them, also when one whose page is longer as HTML is well set."""
    path = tmp_path / "content/recipients/people.yaml"
    lines = path.read_text(encoding="utf-8").splitlines()
    lines[2] = lines[2].replace("县", "县&&&&&")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    workers = BatchOptions(workers=0)
    printed, written = (
        build([letters], Options((form,), tmp_path / form, batch=workers)) for form in ("pdf", "docx")
    )
    said = [[(one.code, one.place.line) for one in built.set_aside] for built in (printed, written)]
    assert said[0] == said[1] == [("text-over-text", 6), ("text-over-text", 10)]
    assert (len(written.paths), written.findings) == (10, printed.findings)
    taken = build([letters], Options(("docx",), tmp_path / "docx", batch=workers, **ONE_OVER))
    assert [(one.code, one.grade) for one in taken.findings] == [("text-over-text", ACCEPTED)] * 2


def test_what_many_letters_share_names_the_first_and_the_last_and_one_document_once() -> None:
    letters = [Finding("page-empty", subject=f"信-{number}") for number in range(SHOWN + 1)]
    roster = [Finding("row-alone", subject="名单.yaml")] * (SHOWN + 1)
    assert [one.subject for one in folded([*letters, *roster])] == [f"信-0–信-{SHOWN}", "名单.yaml"]
