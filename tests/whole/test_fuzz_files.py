"""Whatever somebody did to a file that docgen reads, it is read or refused: nothing but a DocgenError.

Sound files of each kind are spoilt, so that what is tried gets past the first look. Short and the same in
every run; DOCGEN_FUZZ tries as many examples as it says, always new ones (`make torture`).
"""

import io
import json
import re
from collections.abc import Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docgen.archive import folder, issued, texts
from docgen.content import profiles, project
from docgen.content.document import open_document
from docgen.foundation import spreadsheets
from docgen.foundation.durable import changes, ledgers
from docgen.foundation.errors import DocgenError
from docgen.inspect.edited import Original, compare
from docgen.layout import fonts
from docgen.pipeline.batch import journal, leftovers
from docgen.pipeline.stops import Pipeline, write
from docgen.translation import exchange
from docgen.translation.records import read_records
from docgen.write.pdf import single
from tests.foundation.test_old_workbooks import old
from tests.inspect.test_edited import REMINDER
from tests.support import samples
from tests.support.gathered import ROOT, letter
from tests.support.handbooks import handbook
from tests.support.spoiling import (
    ODD,
    TAG,
    Blow,
    blows,
    bytes_changed,
    spoilt,
    spoilt_bytes,
    spoilt_zip,
)
from tests.support.workbooks import ods, unzipped, workbook

from .test_fuzz import LONG, tried

ROWS = [["姓名", "单位", "日期"], ["甲某", "示例一", "2024-06-20"], ["乙某", "示例二", "=1+1"]]
few = settings(tried, max_examples=(LONG or 1250) // 50)  # pages and Word files, which take long
fewest = settings(tried, max_examples=(LONG or 1000) // 100)  # each a process
CSV = (
    ",", ";", "\t", "\n", "\r\n", "\r", '"', '""', "姓名", "单位", "甲某", "=1+1", "＝1", "sep=;", "\ufeff",
    "\x00", " ", "1,234", "2024/6/20", "'", "\x1a", "龘", "\ud83d\ude00", "x" * 3000,
)  # fmt: skip
JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.sampled_from(("", "甲", "a.pdf", "../a", "\0", "sum")),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(("name", "files", "key")), inner)
    ),
    max_leaves=6,
)
KEYS = (
    "key", "files", "judged", "part", "roster", "name", "sha256", "text", "document", "letters", "number",
    "row", "struck", "print", "day",
)  # fmt: skip

LINE = re.compile("(\n)")
WORD = re.compile(r"(\s+|[:;{},()])")
PROFILE = (ROOT / "templates/_shared/profiles/gb9704.yaml").read_text("utf-8")
STYLE = """\
@page { size: 100mm 60mm; margin: 10mm; @bottom-center { content: counter(page) } }
:root { --size: 12pt }
h1 { font: bold 14pt/20pt 仿宋; string-set: title content(); counter-increment: n; break-after: avoid }
h1::before { content: counter(n) "、" }
.a { font: var(--size)/20pt 仿宋, 补字; text-indent: 2em; float: left; columns: 2 }
b { letter-spacing: calc(1pt * 2) }
table { display: grid; grid-template-columns: 1fr 2fr; border: 1pt solid red; transform: rotate(10deg) }
"""
CSS_PIECES = (
    "", "0", "-1pt", "1e9pt", "1e400", "NaN", "calc(1px / 0)", "var(--x)", "url(file:///etc/passwd)",
    "auto", "inherit",
    "{", "}", ";", ":", "@import", "@page", "!important", "::before", "*", "none", "99999em", "甲", "\\",
    "/*", "100%",
    "flex", "absolute", "fixed", "table-cell", "inline-block", "running(x)", "target-counter(url(#a), page)",
)  # fmt: skip


@cache
def faces() -> fonts.Typefaces:
    """The faces that the repository has."""
    return fonts.resolve(project.find(ROOT / "content"))


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("spoilt")


# Tables


@tried
@given(
    st.lists(st.sampled_from(CSV), max_size=30), st.sampled_from(("utf-8", "gb18030", "utf-16", "utf-16-be"))
)
def test_any_csv_is_read_or_refused(pieces: Sequence[str], encoding: str) -> None:
    with suppress(DocgenError):
        spreadsheets.opened(Path("a.csv"), "".join(pieces).encode(encoding, "ignore"), None, False)


@tried
@given(st.sampled_from((workbook(ROWS), ods(ROWS))), st.integers(0, 30), blows())
def test_any_workbook_is_read_or_refused(data: bytes, part: int, done: list[Blow]) -> None:
    names = [name for name in unzipped(data) if name.endswith((".xml", ".rels"))]
    for every_column in (True, False):
        with suppress(DocgenError):
            spreadsheets.opened(Path("a.xlsx"), spoilt_zip(data, names, part, done), None, every_column)


@fewest
@given(bytes_changed())
def test_any_old_workbook_is_read_or_refused(done: list[tuple[float, bytes]]) -> None:
    with suppress(DocgenError):
        spreadsheets.opened(Path("a.xls"), spoilt_bytes(old("0", 1), done), None, False)


@tried
@given(st.sampled_from((workbook(ROWS), ods(ROWS))), bytes_changed())
def test_any_damaged_zip_is_read_or_refused(data: bytes, done: list[tuple[float, bytes]]) -> None:
    with suppress(DocgenError):
        spreadsheets.opened(Path("a.xlsx"), spoilt_bytes(data, done), None, False)


# What came back from a translator, and from Word


@pytest.fixture(scope="module")
def sent(home: Path) -> dict[str, bytes]:
    """Files for a translator, by their suffix."""
    rows = exchange.rows(open_document(handbook(home / "book")), every=True)
    return {suffix: exchange.write(Path(f"a{suffix}"), rows, "zh") for suffix in (".xlsx", ".po", ".xlf")}


@tried
@given(st.sampled_from((".xlsx", ".po", ".xlf")), st.integers(0, 30), blows((*ODD, *'"\\#[]~')))
def test_whatever_a_translator_sends_is_read_or_refused(
    sent: dict[str, bytes], home: Path, suffix: str, part: int, done: list[Blow]
) -> None:
    path = home / f"back{suffix}"
    if suffix == ".xlsx":
        names = [name for name in unzipped(sent[suffix]) if name.endswith((".xml", ".rels"))]
        path.write_bytes(spoilt_zip(sent[suffix], names, part, done))
    else:
        path.write_text(
            spoilt(sent[suffix].decode(), done, LINE if suffix == ".po" else TAG), "utf-8", "ignore"
        )
    with suppress(DocgenError):
        exchange.read(path)


@pytest.fixture(scope="module")
def reminder(home: Path) -> tuple[list[Any], Any]:
    """The jobs of a reminder, and what makes their Word files, each once."""
    samples.project(
        home / "office", reminder=REMINDER.replace("figures: facts\n", "").replace("{{ figures.shops }}", "9")
    )
    stops, made = Pipeline(), {}
    jobs = stops.jobs(home / "office/content/letters/reminder.yaml")

    def make(job: Any) -> Original:
        if job.name not in made:
            page = stops.composed(job)
            made[job.name] = Original(page.composed.html, write(page, "docx").data)
        return made[job.name]

    return jobs, make


@few
@given(st.integers(0, 30), blows())
def test_any_edited_word_file_is_compared_or_refused(
    reminder: tuple[list[Any], Any], home: Path, part: int, done: list[Blow]
) -> None:
    jobs, make = reminder
    data = make(jobs[0]).docx
    names = ["word/document.xml"] * 4 + [name for name in unzipped(data) if name.endswith((".xml", ".rels"))]
    path = home / "reminder.docx"
    path.write_bytes(spoilt_zip(data, names, part, done))
    with suppress(DocgenError):
        compare(path, jobs, make)


# What docgen keeps


def entries() -> st.SearchStrategy[dict[str, Any]]:
    return st.dictionaries(st.sampled_from(KEYS), JSON, max_size=5)


@tried
@given(st.lists(entries(), max_size=3), st.binary(max_size=20))
def test_any_ledger_is_read_or_refused(home: Path, told: list[dict[str, Any]], more: bytes) -> None:
    data = "".join(map(ledgers.line, told)).encode("utf-8", "replace") + more
    for path in (home / folder.LEDGER, home / issued.FILE, home / texts.FILE, home / f".a{journal.SUFFIX}"):
        path.write_bytes(data)
    with suppress(DocgenError):
        kept = journal.Journal(home / "a", io.BytesIO(data))
        assert kept.garbled == len(kept.findings) == 0 or kept.findings
        assert all(kept.receipts(key) != [1] for key in kept.finished)
    for read in (
        lambda: folder.made(home),
        lambda: issued.issues(home),
        lambda: issued.printed(home, "a"),
        lambda: list(texts.kept(home)),
        lambda: journal.others_for(home, "b", "a"),
        lambda: leftovers.record("a", home),
        lambda: list(leftovers.journalled("a", home)),
    ):
        with suppress(DocgenError):
            assert read() is not Ellipsis


@tried
@given(JSON | st.lists(st.dictionaries(st.sampled_from(("name", "before", "text")), JSON), max_size=2))
def test_any_note_of_a_change_is_read_or_refused(home: Path, told: Any) -> None:
    text = json.dumps(told).encode()
    (home / "note").write_bytes(f"{changes.mark(text)}\n".encode() + text)
    with suppress(DocgenError):
        changes.noted(home / "note")


RECORD = """\
why.title:
  state: reviewed
  by: 示例
  date: 2024-06-20
  bo: 0123456789ab
  zh: {title: 为什么}
  figures: {shops: '9'}
"""


@tried
@given(blows(), st.booleans())
def test_any_record_of_translations_and_any_profile_is_read_or_refused(
    home: Path, done: list[Blow], is_profile: bool
) -> None:
    office = project.find(ROOT / "content")
    text = PROFILE if is_profile else RECORD
    path = home / "profile.yaml"
    path.write_text(spoilt(text, done, WORD), "utf-8", "ignore")
    with suppress(DocgenError):
        if is_profile:
            profiles.house_rules(office, path)
        else:
            read_records(path)


# Styles


@few
@given(blows(CSS_PIECES, most=3))
def test_any_style_sheet_sets_a_page_or_is_refused(done: list[Blow]) -> None:
    css = spoilt(STYLE, done, WORD)
    with suppress(DocgenError):
        single.write(
            letter("甲", "<h1>甲</h1><p class=a>乙<b>丙</b></p><table><tr><td>丁</td></tr></table>", css),
            faces(),
        )
