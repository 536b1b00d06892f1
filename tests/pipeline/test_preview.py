"""What is shown while a document is typed is dot for dot what a build prints, and costs a part of it."""

import pickle
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import docgen
from docgen.inspect.pages.places import told
from docgen.pipeline.preview import drawing
from docgen.pipeline.preview.show import most_telling_first
from docgen.pipeline.preview.spots import marks_of
from docgen.write.laid.document import Laid
from tests.support.previews import DPI, KINDS, built, edits, sample_project
from tests.support.samples import document, pages, project, write_files

LETTER = "content/letters/letter.yaml"
BODY = "|\n  第一段，说说情况（示例）。\n\n  # 一个标题\n\n  第二段，提提要求（示例）。\n"
QUICK = {
    "letters/reminder": (0, 3, 4),
    "letters/minutes": (0,),
    "letters/request": (2,),
    "letters/parents": (1,),
    "reports/work-report": (3,),
    "certificates/commendation": (0,),
}
"""Which edits of each kind are tried here; all of them are tried by tests/torture."""


@pytest.fixture(scope="module")
def preview() -> docgen.Preview:
    """Return a preview that has its type already: cutting it takes longer than all else here."""
    return docgen.Preview()


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Return the samples of some kinds in a project."""
    return sample_project(tmp_path_factory.mktemp("samples"))


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    """Return a letter of one page."""
    return project(tmp_path, letter=document(body=BODY)) / LETTER


def keys(shown: docgen.Shown) -> list[str]:
    """Return the marks of the pictures that are shown."""
    return [page.key for page in shown.pages]


@pytest.mark.parametrize("kind", KINDS)
def test_every_state_of_a_document_is_shown_as_it_is_built(
    preview: docgen.Preview, samples: dict[str, Path], kind: str
) -> None:
    path = samples[kind]
    values = docgen.form(path).values
    preview.show(path, values, dpi=DPI)
    states = [*edits(values)]
    for number in QUICK[kind]:
        state = states[number]
        shown = preview.show(path, state, dpi=DPI)
        assert shown.problems == ()
        assert keys(shown) == built(path, docgen.with_values(path, state)), shown.how


def test_other_words_are_set_into_what_stands_and_only_their_page_is_drawn(
    preview: docgen.Preview, samples: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = samples["letters/minutes"]
    values = docgen.form(path).values
    before = preview.show(path, values, dpi=DPI)
    drawn: list[int] = []
    monkeypatch.setattr(drawing, "drawn", noting(drawn, drawing.drawn))
    after = preview.show(path, {**values, "body": values["body"].replace("会议", "会商", 1)}, dpi=DPI)
    assert set(after.how.split("+")) == {"reset"}
    assert len(drawn) == 1
    assert len(set(keys(before)) ^ set(keys(after))) == 2
    again = preview.show(path, values, dpi=DPI, known=keys(before))
    assert len(drawn) == 1, "what was shown before is there"
    assert keys(again) == keys(before)
    assert [page.data for page in again.pages] == [None] * len(before.pages)


def test_what_was_tried_of_a_paragraph_in_vain_is_not_tried_again(
    preview: docgen.Preview, samples: dict[str, Path]
) -> None:
    path = samples["letters/reminder"]
    values = docgen.form(path).values
    preview.show(path, {**values, "body": f"{values['body']}\n\n添一段。"}, dpi=DPI)
    shown = preview.show(path, state := {**values, "body": f"添一段。\n\n{values['body']}"}, dpi=DPI)
    assert shown.how == "laid"
    assert keys(shown) == built(path, docgen.with_values(path, state))


def noting(drawn: list[int], draw: Callable[..., Any]) -> Callable[..., Any]:
    """Return a function that draws pages and notes which."""

    def noted(laid: Any, composed: Any, dpi: int, numbers: list[int]) -> Any:
        drawn.extend(numbers)
        return draw(laid, composed, dpi, numbers)

    return noted


def test_the_page_in_view_comes_first(preview: docgen.Preview, samples: dict[str, Path]) -> None:
    path = samples["letters/reminder"]
    values = {**docgen.form(path).values, "title": "关于先看一页的提醒函"}
    first = preview.show(path, values, dpi=DPI, page=1)
    assert first.pages[0].data
    assert all(not page.key for page in first.pages[1:])
    assert keys(preview.show(path, values, dpi=DPI)) == built(path, docgen.with_values(path, values))


def test_a_field_and_a_paragraph_are_found_on_the_page(preview: docgen.Preview, letter: Path) -> None:
    shown = preview.show(letter, dpi=DPI)
    found = {(spot.field, spot.line): spot for spot in shown.spots}
    title, one, head, two = (found[key] for key in (
        (("title",), None), (("body",), 1), (("body",), 3), (("body",), 5),
    ))  # fmt: skip
    assert title.top < one.top < head.top < two.top < 1
    assert 0 < one.left < one.left + one.width < 1
    assert pickle.loads(pickle.dumps(shown)) == shown


def test_what_is_wrong_is_told_at_its_field_and_nothing_is_shown(
    preview: docgen.Preview, letter: Path
) -> None:
    values = docgen.form(letter).values
    shown = preview.show(
        letter, {**values, "date": "六月", "body": values["body"] + "\n一、自己编号\n\n后文。\n"}
    )
    assert shown.pages == ()
    assert [(one.code, one.name) for one in shown.problems] == [("value-not-date", "date")]
    assert ("heading-typed", "body", 7) in [(one.code, one.name, one.line) for one in shown.findings]
    unwritten = preview.show(letter, {**values, "title": "关于\u0007的通知"})
    assert [(one.code, one.name) for one in unwritten.problems] == [("source-control-character", "title")]
    assert preview.show(letter, values).pages


def test_findings_may_come_after_the_picture(preview: docgen.Preview, letter: Path) -> None:
    doubtful = {**docgen.form(letter).values, "body": "**不收尾（示例）。"}
    quick = preview.show(letter, doubtful, dpi=DPI, judged=False)
    whole = preview.show(letter, doubtful, dpi=DPI)
    assert (quick.findings, keys(quick)) == ((), keys(whole))
    assert [one.code for one in whole.findings] == ["stars-as-text"]


def test_a_finding_has_its_place_on_the_page() -> None:
    (one,) = pages("content/letters/reminder-2024-12")
    shown = Laid(one.composed, one.typefaces).shown(one.composed)
    sheet = shown.sheets[1]
    piece = next(block.pieces[0] for block in sheet.blocks if block.tag == "p" and block.pieces)
    (mark,) = marks_of([told("text-outside", 2, piece.area, piece.words)], shown)
    assert (mark.page, mark.finding) == (2, 0)
    assert mark.left == pytest.approx(piece.area.left / sheet.paper.width, abs=1e-3)
    assert mark.width == pytest.approx(piece.area.width / sheet.paper.width, abs=1e-3)
    assert mark.top == pytest.approx(piece.area.top / sheet.paper.height, abs=1e-3)


def test_templates_and_offices_that_change_on_disk_show_at_once(
    preview: docgen.Preview, letter: Path
) -> None:
    before = preview.show(letter, dpi=DPI)
    offices = letter.parents[1] / "offices.yaml"
    offices.write_text(
        offices.read_text(encoding="utf-8").replace("示例市食品", "另一市食品"), encoding="utf-8"
    )
    time.sleep(0.06)
    after = preview.show(letter, dpi=DPI)
    assert keys(after) != keys(before)
    assert keys(after) == built(letter, letter.read_text(encoding="utf-8"))


def test_the_letters_of_a_roster_are_shown_the_longest_name_first(
    preview: docgen.Preview, tmp_path: Path
) -> None:
    home = project(tmp_path)
    rows = "".join(f"  - {{name: {name}, class: 先进个人}}\n" for name in ("张三", "欧阳上官一二", "李四"))
    told = document(
        kind="letters/leader-letter",
        genre=None,
        doc_number=None,
        title="致同志的信",
        recipients="people",
        salutation='"{{ recipient.name }}同志"',
        greeting="您好",
    )
    write_files(
        home,
        {
            "content/recipients/people.yaml": f"title: 名单\nrecipients:\n{rows}",
            "content/letters/letter.yaml": told,
        },
    )
    path = home / "content/letters/letter.yaml"
    shown = preview.show(path, dpi=DPI)
    assert (shown.problems, shown.letters, shown.letter, shown.order[0]) == ((), 3, 2, 2)
    assert len(shown.recipients) == 3
    text = path.read_text(encoding="utf-8")
    assert keys(shown) == built(path, text, 2)
    assert keys(preview.show(path, dpi=DPI, letter=3)) == built(path, text, 3)


def test_of_a_roster_the_longest_name_is_looked_at_first() -> None:
    class Row:
        def __init__(self, name: str, unit: str) -> None:
            self.recipient = {"name": name, "unit": unit}

    rows: Any = [Row("张三", "甲"), Row("欧阳某某", ""), Row("李四", "很长的单位")]
    assert most_telling_first(rows) == (2, 3, 1)


def test_two_documents_in_turn_never_meet(preview: docgen.Preview, tmp_path: Path) -> None:
    one = document(body="甲文的正文（示例）。")
    doc_number, body = "示食安办〔2024〕8号", "乙文的正文（示例），**不收尾。"
    home = project(tmp_path, one=one, two=document(title="关于乙文的通知", doc_number=doc_number, body=body))
    paths = [home / f"content/letters/{name}.yaml" for name in ("one", "two")]
    alone = [keys(preview.show(path, dpi=DPI)) for path in paths]
    assert alone == [built(path, path.read_text(encoding="utf-8")) for path in paths]
    for _ in range(5):
        for number, path in enumerate(paths):
            shown = preview.show(path, dpi=DPI)
            assert keys(shown) == alone[number]
            assert [one.code for one in shown.findings].count("stars-as-text") == number
