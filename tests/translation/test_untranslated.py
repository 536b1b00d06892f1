"""What stands in the place of Tibetan and is no translation is never taken for one; what may stay, stays."""

import re
from pathlib import Path

import openpyxl
import polib
import pytest

from docgen import cli
from docgen.content.document import open_document
from docgen.translation import findings
from docgen.translation.importing import Imported
from docgen.translation.records import Record, mark, read_records, records_file
from docgen.translation.records import told as records_told
from docgen.translation.scripts import is_translation, needs_no_translation, untranslated
from tests.support.books import composed
from tests.support.handbooks import BO, handbook, replaced, reviewed, standing, states
from tests.support.samples import problems

from .test_exchange import SUFFIXES, exported, filled_in, taken

CHINESE = [
    ("每月检查一次。", "每月检查一次。", "same"),
    ("每月检查一次。", "每月检查一次།", "same"),
    ("灭火器", " 灭 火 器 ", "same"),
    ("灭火器（干粉）", "灭火器(干粉)", "same"),
    ("每月检查一次，并如实记录。", f"{BO}，并如实记录", "chinese"),
    ("灭火器", f"{BO}灭火器", "chinese"),
    ("灭火器", "消防器材", "chinese"),
    ("依据《食品安全法》", f"《食品安全法》{BO}", "chinese"),
    ("依据示教〔2025〕18号文件", "依据示教〔2025〕18号文件", "same"),
    ("请拨打0891-1234567", "请拨打0891-1234567", "same"),
    ("0891-1234567", "电话0891-1234567", "chinese"),
    ("满意度（2024）3分", "满意度（2024）3", "chinese"),
    ("灭火器", "。", "letters"),
    ("灭火器", "……", "letters"),
    ("灭火器", "？？？", "letters"),
    ("灭火器", "fire extinguisher", "letters"),
    ("灭火器", "miehuoqi", "letters"),
    ("灭火器12具", "12", "letters"),
    ("自2025年9月1日起施行", "2025年9月1日", "letters"),
    ("灭火器", "།", "letters"),
    ("共有{{ figures.cadres }}名", "{{ figures.cadres }}", "letters"),
]
LEGITIMATE = [
    ("灭火器", BO),
    ("0891-1234567", "0891-1234567"),
    ("12.5%", "༡༢.༥%"),
    ("示教〔2025〕18号", "示教〔2025〕18号"),
    ("见示教〔2025〕18号", f"{BO}示教〔2025〕18号"),
    ("自2025年9月1日起", f"2025年9月1日 {BO}"),
    ("2025年9月1日", "2025年9月1日"),
    ("WPS Office", "WPS Office"),
    ("用WPS打开", f"WPS {BO}"),
    ("网址http://example.cn/a", f"{BO} http://example.cn/a"),
    ("发到ab@example.cn", f"{BO} ab@example.cn"),
    ("共{{ figures.cadres }}名", f"{{{{ figures.cadres }}}} {BO}"),
]


@pytest.mark.parametrize(("zh", "bo", "kind"), CHINESE)
def test_what_is_no_translation_is_told(zh: str, bo: str, kind: str) -> None:
    assert [one.kind for one in untranslated(zh, bo)] == [kind]
    assert not is_translation(zh, bo)


@pytest.mark.parametrize(("zh", "bo"), LEGITIMATE)
def test_what_may_stay_is_left_alone(zh: str, bo: str) -> None:
    assert list(untranslated(zh, bo)) == []
    assert is_translation(zh, bo)


def test_chinese_in_brackets_behind_a_term_is_only_a_doubt() -> None:
    assert [(one.kind, one.bo) for one in untranslated("灭火器", f"{BO}（灭火器）")] == [
        ("gloss", ("灭火器",))
    ]
    assert is_translation("灭火器", f"{BO}（灭火器）")


@pytest.mark.parametrize(
    ("zh", "nothing"),
    [
        ("0891-1234567", True),
        ("（0891）1234567、12345", True),
        ("{{ figures.cadres }}", True),
        ("12.5%", True),
        ("—", True),
        ("ab@example.cn", True),
        ("3月", False),
        ("WPS", False),
        ("电话0891", False),
    ],
)
def test_digits_signs_and_addresses_need_no_translator(zh: str, nothing: bool) -> None:
    assert needs_no_translation(zh) is nothing


# --- import ---


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize(
    ("text", "code"),
    [("怎么办", "translation-same"), (f"{BO}怎么办", "translation-chinese"), ("how", "translation-letters")],
)
def test_a_block_that_is_not_translated_is_refused_and_the_rest_taken(
    tmp_path: Path, suffix: str, text: str, code: str
) -> None:
    book = handbook(tmp_path)
    done = taken(book, filled_in(exported(book, suffix, every=True), {"how": text, "why": BO * 2}))
    assert (done.taken, [(p.code, p.values["id"]) for p in done.refused]) == (["why"], [(code, "how")])
    assert done.left.keys() == {"how"}
    assert done.refused[0].place.line


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_copied_block_is_one_sentence_however_many_texts_it_has(tmp_path: Path, suffix: str) -> None:
    book = handbook(tmp_path)
    texts = {"checks [1]": "公示", "checks answers[1]": "是", "checks answers[2]": "否"}
    done = taken(book, filled_in(exported(book, suffix), texts))
    assert (done.taken, [p.code for p in done.refused]) == ([], ["translation-same"])
    assert states(book)["checks"] == "missing"


def test_chinese_typed_into_the_yaml_is_missing_told_and_never_accepted(tmp_path: Path) -> None:
    book = handbook(tmp_path)
    replaced(book / "chapters/how.yaml", f"{{zh: 怎么办, bo: {BO}}}", "{zh: 怎么办, bo: 怎么办}")
    assert states(book)["how"] == "missing"
    assert [(f.code, f.place.line) for f in findings(open_document(book))] == [("translation-same", 1)]
    assert [p.code for p in problems(lambda: reviewed(book, "how"))] == ["translation-same"]
    reviewed(book)
    assert states(book)["how"] == "missing"


def corrected(book: Path, first: Path, text: str) -> Imported:
    """Import the sheet that the translator sent first, with one text corrected."""
    return taken(book, filled_in(first, {"why": text}))


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_corrected_sheet_is_taken_while_nobody_else_changed_the_block(tmp_path: Path, suffix: str) -> None:
    book = handbook(tmp_path)
    sheet = filled_in(exported(book, suffix, every=True), {"why": BO * 2})
    assert taken(book, sheet).taken == ["why"]
    for times in (3, 4):
        assert corrected(book, sheet, BO * times).taken == ["why"]
        assert standing(book)["why"].unit.bo == {"": BO * times}


@pytest.mark.parametrize("change", ["by hand", "by review", "by a newer sheet"])
def test_a_corrected_sheet_is_refused_once_somebody_else_changed_the_block(
    tmp_path: Path, change: str
) -> None:
    book = handbook(tmp_path)
    sheet = filled_in(exported(book, every=True), {"why": BO * 2})
    taken(book, sheet)
    if change == "by hand":
        replaced(book / "chapters/why.yaml", BO * 2, BO * 5)
    elif change == "by review":
        reviewed(book, "why")
    else:
        taken(book, filled_in(exported(book), {"why": BO * 5}))
        sheet = filled_in(exported(handbook(tmp_path / "other"), every=True), {})
    assert [p.code for p in corrected(book, sheet, BO * 3).refused] == ["translation-conflict"]


def test_a_record_of_an_older_docgen_counts_as_the_sheets_own(tmp_path: Path) -> None:
    book = handbook(tmp_path)
    sheet = filled_in(exported(book, every=True), {"why": BO * 2})
    taken(book, sheet)
    path = records_file(open_document(book).source.path)
    records = {name: Record(one.zh, one.bo) for name, one in read_records(path).items()}
    path.write_bytes(records_told(records, records))
    assert corrected(book, sheet, BO * 3).taken == ["why"]


# --- what needs no translator ---

DUTY = f"""\
title: {{zh: 值班, bo: {BO}}}
blocks:
  - id: phones
    table:
      zh:
        head: [科室, 电话]
        rows:
          - [办公室, 0891-1234567]
  - id: hotline
    prose: {{zh: 0891-7654321}}
"""


def test_telephones_alone_are_not_sent_out_and_come_with_their_block(tmp_path: Path) -> None:
    book = handbook(tmp_path, how=DUTY)
    path = exported(book)
    rows = openpyxl.load_workbook(path).worksheets[0].iter_rows(min_row=2, values_only=True)
    sent = {row[4] for row in rows}
    assert "科室" in sent
    assert not {"0891-1234567", "0891-7654321"} & sent
    texts = dict.fromkeys(["phones head[1]", "phones head[2]", "phones rows[1][1]"], BO)
    assert taken(book, filled_in(path, texts)).taken == ["phones"]
    assert standing(book)["phones"].unit.bo["rows[1][2]"] == "0891-1234567"
    assert (states(book)["phones"], states(book)["hotline"]) == ("draft", "reviewed")
    assert taken(book, filled_in(path, texts)).taken == []


def test_a_new_telephone_takes_the_place_of_the_old_and_other_digits_stay(tmp_path: Path) -> None:
    book = handbook(tmp_path, how=DUTY)
    texts = dict.fromkeys(["phones head[1]", "phones head[2]", "phones rows[1][1]"], BO)
    taken(book, filled_in(exported(book), texts))
    chapter = book / "chapters/how.yaml"
    replaced(chapter, "[办公室, 0891-1234567]", "[办公室, 0891-2222222]")
    taken(book, filled_in(exported(book), {**texts, "phones head[1]": BO * 2}))
    assert standing(book)["phones"].unit.bo["rows[1][2]"] == "0891-2222222"
    digits = "༠༨༩༡-༢༢༢༢༢༢༢"
    replaced(chapter, '"0891-2222222"', f'"{digits}"')
    taken(book, filled_in(exported(book), {**texts, "phones head[1]": BO * 3}))
    assert standing(book)["phones"].unit.bo["rows[1][2]"] == digits


# --- PO as other programs leave it ---


def stripped(path: Path, context: bool) -> Path:
    """Return a PO file without the comments of docgen, and perhaps without contexts, with CRLF."""
    file = polib.pofile(str(path))
    for entry in file:
        entry.comment = ""
        entry.msgctxt = entry.msgctxt if context else None
    path.write_bytes(str(file).replace("\n", "\r\n").encode())
    return path


@pytest.mark.parametrize("context", [True, False])
def test_a_po_file_without_its_comments_is_read_by_its_chinese(tmp_path: Path, context: bool) -> None:
    book = handbook(tmp_path)
    texts = dict.fromkeys(["checks [1]", "checks answers[1]", "checks answers[2]"], BO)
    done = taken(book, stripped(filled_in(exported(book, ".po"), texts), context))
    assert (done.taken, done.refused) == (["checks"], [])
    assert states(book)["checks"] == "draft"


def test_without_comments_newer_work_is_still_never_overwritten(tmp_path: Path) -> None:
    book = handbook(tmp_path)
    path = stripped(filled_in(exported(book, ".po", every=True), {"why": BO * 2, "how": BO}), context=True)
    assert [p.code for p in taken(book, path).refused] == ["translation-conflict"]
    reviewed(book, "why")
    replaced(book / "chapters/why.yaml", "zh: 为什么", "zh: 为何")  # stale: a new translation is wanted
    path = stripped(filled_in(exported(book, ".po"), {"why": BO * 2}), context=True)
    assert taken(book, path).taken == ["why"]


def test_one_chinese_text_in_two_places_has_one_translation_or_as_many_as_places(tmp_path: Path) -> None:
    blocks = "".join(f"  - id: {name}\n    note: {{zh: 如实记录}}\n" for name in ("one", "two"))
    twice = f"title: {{zh: 值班}}\nblocks:\n{blocks}"
    book = handbook(tmp_path, how=twice)
    path = exported(book, ".po")
    head, entry = (
        'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n',
        'msgid "如实记录"\nmsgstr "{}"\n',
    )
    path.write_text(
        "\n".join([head, *(entry.format(text) for text in (BO, BO * 2, BO * 3))]), encoding="utf-8"
    )
    assert {p.code for p in taken(book, path).refused} == {"translation-many"}
    path.write_text("\n".join([head, entry.format(BO)]), encoding="utf-8")
    assert taken(book, path).taken == ["one", "two"]


def test_a_guess_that_is_marked_fuzzy_is_not_taken(tmp_path: Path) -> None:
    book = handbook(tmp_path)
    path = filled_in(
        exported(book, ".po"), {"checks [1]": BO, "checks answers[1]": BO, "checks answers[2]": BO}
    )
    file = polib.pofile(str(path))
    next(entry for entry in file if entry.msgctxt == "checks answers[2]").flags = ["fuzzy"]
    file.append(polib.POEntry(msgid="删去的话", msgstr=BO, obsolete=True))
    file.save()
    done = taken(book, path)
    assert (done.taken, [p.code for p in done.refused]) == ([], ["translation-guess"])


def test_the_blocks_left_out_are_listed_with_their_cells(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    book = handbook(tmp_path)
    path = filled_in(exported(book), {"how": "怎么办", "why": BO * 2})
    monkeypatch.setenv("DOCGEN_LANG", "en")
    assert cli.run(["translate", "import", str(book), str(path)]) == 1
    told = capsys.readouterr()
    assert told.out == "why\n"
    assert "block(s) not imported: how (I" in told.err


def test_marks_are_of_what_goes_out(tmp_path: Path) -> None:
    book = handbook(tmp_path, how=DUTY)
    rows = openpyxl.load_workbook(exported(book)).worksheets[0].iter_rows(min_row=2, values_only=True)
    marks = {row[9] for row in rows if row[1] == "phones"}
    sent = {"head[1]": "科室", "head[2]": "电话", "rows[1][1]": "办公室"}
    assert marks == {f"{mark(sent)}-{mark({})}"}


def test_what_needs_no_translation_is_printed_in_both_columns(tmp_path: Path) -> None:
    html = composed(handbook(tmp_path, how=DUTY)).html
    page = html[html.index('id="hotline"') :]
    assert re.findall(r'<div class="(zh|bo)"[^>]*>\s*<p>.*?0891-7654321', page) == ["zh", "bo"]
