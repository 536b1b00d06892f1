"""The states of translations: missing, draft, reviewed, stale; figures that moved; the gate of a release."""

from datetime import date
from pathlib import Path

import pytest

from docgen.content.document import open_document
from docgen.handbook import release
from docgen.translation import states as printed_states
from docgen.translation import unready
from docgen.translation.records import Record, read_records, records_file
from docgen.translation.records import told as records_told
from docgen.translation.reviewing import carry_over, chosen
from tests.support.handbooks import BO, HOW, WHY, handbook, replaced, reviewed, standing, states
from tests.support.samples import document, problems, project, told, write_files

PARTLY = WHY.replace(f"        question: {BO}\n", "        question: ''\n")


def test_tibetan_nobody_has_reviewed_is_a_draft_and_none_is_missing(tmp_path: Path) -> None:
    assert states(handbook(tmp_path)) == {
        "bo.title": "draft", "why": "draft", "law": "draft", "call": "draft", "asked": "draft",
        "how": "draft", "steps": "draft", "levels": "missing", "checks": "missing",
    }  # fmt: skip


def test_a_unit_of_which_one_text_lacks_is_missing(tmp_path: Path) -> None:
    half = HOW.replace("checklist: {zh: [公示]}", f"checklist: {{zh: [公示], bo: [{BO}]}}")
    assert states(handbook(tmp_path, how=half))["checks"] == "missing"


def test_reviewed_lasts_until_chinese_or_tibetan_change(tmp_path: Path) -> None:
    book = handbook(tmp_path)
    reviewed(book)
    found = states(book)
    assert (found["law"], found["call"], found["levels"]) == ("reviewed", "reviewed", "missing")
    replaced(book / "chapters/why.yaml", "依据规定", "依据新规定")
    replaced(book / "chapters/why.yaml", f"{BO} 0891", f"{BO}{BO} 0891")
    changed = states(book)
    assert (changed.pop("law"), changed.pop("call")) == ("stale", "draft")
    assert changed.items() <= found.items()


def test_white_space_around_a_text_is_no_change_of_it(tmp_path: Path) -> None:
    book = handbook(tmp_path)
    reviewed(book)
    replaced(book / "chapters/why.yaml", "zh: 为什么", "zh: '为什么 '")
    replaced(book / "chapters/why.yaml", "要去（示例）。", "要去（示例）。\n")
    assert {states(book)[name] for name in ("why", "asked")} == {"reviewed"}


def test_a_figure_that_moves_makes_nothing_stale_and_is_told_apart(tmp_path: Path) -> None:
    book = handbook(tmp_path)
    reviewed(book)
    assert standing(book)["law"].is_settled
    replaced(tmp_path / "content/figures/city.yaml", "value: 7", "value: 9")
    found = standing(book)
    assert {name: vars(one.moved[0]) for name, one in found.items() if one.moved} == {
        "law": {"name": "cadres", "before": "7", "now": "9"}
    }
    assert (found["law"].state, found["law"].is_settled) == ("reviewed", False)
    reviewed(book, "law")
    assert standing(book)["law"].is_settled


def test_the_gate_names_every_unit_that_is_not_reviewed_with_its_place(tmp_path: Path) -> None:
    book = handbook(tmp_path)
    reviewed(book, "why", "law", "call", "asked")
    replaced(book / "chapters/why.yaml", "还要去吗？", "还要再去吗？")
    found = unready(open_document(book))
    assert [(p.code, p.values["id"], p.place.path.name, p.place.line) for p in found] == [
        ("translation-draft", "bo.title", "book.yaml", 8),
        ("translation-stale", "asked", "why.yaml", 23),
        ("translation-draft", "how", "how.yaml", 1),
        ("translation-draft", "steps", "how.yaml", 4),
        ("translation-missing", "levels", "how.yaml", 6),
        ("translation-missing", "checks", "how.yaml", 12),
    ]
    assert all("docgen translate" in problem.text(lang) for problem in found for lang in ("zh", "en"))


def test_a_handbook_in_chinese_alone_passes_the_gate(tmp_path: Path) -> None:
    book = handbook(tmp_path)
    assert unready(open_document(book)) != []
    replaced(book / "book.yaml", "edition: 1", "edition: 1\nlayout: 汉文")
    assert printed_states(open_document(book)) == {
        "bo.title": "draft"
    }  # the cover has its Tibetan all the same
    reviewed(book, "bo.title")
    assert unready(open_document(book)) == []


def test_the_cover_of_a_handbook_is_translated_too(tmp_path: Path) -> None:
    book = handbook(tmp_path)
    reviewed(book, "bo.title")
    replaced(book / "book.yaml", "title: 工作手册", "title: 办事手册")
    assert states(book)["bo.title"] == "stale"


def test_a_placeholder_of_the_document_is_no_figure_of_its_name(tmp_path: Path) -> None:
    book = handbook(tmp_path)
    replaced(book / "chapters/how.yaml", "先看", "'看{{ title }}、{{ cadres }}'")
    assert standing(book)["steps"].unit.zh["[1]"] == "看{{ title }}、{{ cadres }}"
    reviewed(book, "steps")
    assert dict(standing(book)["steps"].record.figures) == {}


# --- the file of records ---


def test_the_records_come_back_as_they_were_written(tmp_path: Path) -> None:
    path = tmp_path / "x.translation"
    records = {
        "b": Record({"": "是: yes\n\n- 12"}, "0" * 12, {"cadres": "7"}, "张某某", date(2024, 6, 20)),
        "a": Record({"question": "on", "[1]": "2024-06-20"}, "1" * 12),
    }
    path.write_bytes(records_told(records, ["a", "b"]))
    assert read_records(path) == records
    assert list(read_records(path)) == ["a", "b"]
    before = path.read_bytes()
    path.write_bytes(records_told(read_records(path), ["a", "b"]))
    assert path.read_bytes() == before


def test_what_is_known_of_a_chapter_left_out_is_kept(tmp_path: Path) -> None:
    book = handbook(tmp_path)
    reviewed(book)
    replaced(book / "book.yaml", "chapters: [why, how]", "chapters: [how]")
    replaced(book / "chapters/how.yaml", "先看", "先看看")
    reviewed(book, "steps")
    replaced(book / "book.yaml", "chapters: [how]", "chapters: [why, how]")
    assert states(book)["law"] == "reviewed"


def test_the_records_lie_beside_the_content_and_are_no_document(tmp_path: Path) -> None:
    book = handbook(tmp_path)
    reviewed(book)
    assert records_file(book / "book.yaml") == book / "book.translation"
    assert [path.name for path in sorted(book.iterdir())] == ["book.translation", "book.yaml", "chapters"]


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("state: reviewed", "state: fine", "value-not-among"),
        ("  bo: ", "  tibetan: ", "field-missing"),
        ("  date: 2024-06-20", "  date: 2024-06-31", "value-date-impossible"),
    ],
)
def test_a_record_changed_by_hand_is_told_at_its_line(tmp_path: Path, old: str, new: str, found: str) -> None:
    book = handbook(tmp_path)
    reviewed(book, "law")
    replaced(book / "book.translation", old, new)
    codes = told(lambda: standing(book))
    assert found in [code for code, _ in codes]
    assert all(place.startswith("book.translation:") for _, place in codes)


# --- accepting ---


def test_names_there_is_nothing_of_are_told_with_what_was_meant(tmp_path: Path) -> None:
    book = open_document(handbook(tmp_path))
    found = problems(lambda: chosen(book, ["lawe", "levels"], ["whi"], False))
    assert [(p.code, p.values.get("nearest")) for p in found] == [
        ("translation-no-unit", "law"),
        ("translation-no-unit", "why"),
        ("translation-missing", None),
    ]
    assert told(lambda: chosen(book, [], [], False)) == [("translation-nothing-named", "book.yaml")]


def test_a_chapter_is_accepted_as_far_as_it_is_translated(tmp_path: Path) -> None:
    book = open_document(handbook(tmp_path))
    assert [one.unit.id for one in chosen(book, [], ["how"], False)] == ["how", "steps"]


def test_an_edition_that_is_kept_is_as_reviewed_as_its_handbook(tmp_path: Path) -> None:
    book = handbook(tmp_path)
    document = reviewed(book, "why", "law", "call")
    release.keep_edition(document)
    kept = book / "editions/demo-1"
    carry_over(document, open_document(kept))
    assert states(kept) == states(book)
    assert states(kept)["law"] == "reviewed"  # which prints a figure


# --- other documents ---


def test_a_letter_without_tibetan_has_nothing_to_be_ready(tmp_path: Path) -> None:
    letter = project(tmp_path, letter=document()) / "content/letters/letter.yaml"
    assert (unready(open_document(letter)), printed_states(open_document(letter))) == ([], {})
    assert states(letter) == {"bo.title": "missing", "bo.body": "missing"}


def test_a_kind_without_tibetan_says_so(tmp_path: Path) -> None:
    reminder = {"kind": "letters/reminder", "genre": None, "serial": "1", "deadline": "2024-06-30"}
    letter = (
        project(tmp_path, letter=document(**reminder, addressees="[示例县]")) / "content/letters/letter.yaml"
    )
    assert told(lambda: states(letter)) == [("translation-no-tibetan", "letter.yaml:1:7")]


def test_a_letter_in_two_languages_is_kept_field_by_field(tmp_path: Path) -> None:
    letter = (
        project(tmp_path, letter=document(bo=f"{{title: {BO}, body: {BO}}}")) / "content/letters/letter.yaml"
    )
    assert printed_states(open_document(letter)) == {"bo.title": "draft", "bo.body": "draft"}
    reviewed(letter)
    assert unready(open_document(letter)) == []
    assert records_file(letter).name == "letter.translation"
    write_files(
        tmp_path,
        {"content/letters/letter.yaml": document(title="关于改名的通知", bo=f"{{title: {BO}, body: {BO}}}")},
    )
    assert printed_states(open_document(letter)) == {"bo.title": "stale", "bo.body": "reviewed"}
