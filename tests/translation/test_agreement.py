"""What must agree between Chinese and Tibetan: numbers, dates, telephones, placeholders, links, terms."""

from pathlib import Path

import pytest

from docgen.content.document import open_document
from docgen.content.languages import language
from docgen.content.project import Project
from docgen.prose.placeholders import tags
from docgen.translation import findings
from docgen.translation.agreement import differences
from docgen.translation.glossary import glossary
from tests.support.handbooks import BO, handbook, replaced
from tests.support.samples import ROOT, told, write_files

TIBETAN = language(Project(ROOT, ROOT))


def found(zh: str, bo: str) -> list[tuple[str, str, str]]:
    """Return the differences of two texts: kind, what only the Chinese has, what only the Tibetan has."""
    return [(d.kind, " ".join(d.zh), " ".join(d.bo)) for d in differences(zh, bo, TIBETAN)]


@pytest.mark.parametrize(
    ("zh", "bo"),
    [
        ("共15,688家，占98.5%", f"{BO} 15688 {BO} 98.5"),
        ("共2936名", f"{BO} ༢༩༣༦"),
        ("第１２条", f"{BO} 12"),
        ("2024年6月20日起", "2024ལོའི་ཟླ6པའི་ཚེས20"),
        ("2024年6月20日起", "༢༠༢༤ལོའི་ཟླ༦པའི་ཚེས༢༠"),
        ("甲7名、乙9名", f"{BO} 9 {BO} 7"),
        ("请拨0891-1234567", f"{BO} 0891－1234567"),
        ("示食安办〔2024〕12号", f"{BO}〔2024〕{BO}12"),
        ("{{ figures.cadres }}名{{! 备注 }}", f"{{{{figures.cadres}}}} {BO}"),
        ("{{# a }}甲{{/ a }}", f"{{{{#a}}}}{BO}{{{{/}}}}"),
        ("[网页](https://example.cn/2024)甲", f"[{BO}](https://example.cn/2024)"),
        ("甲[^1]乙[^2]\n\n[^1]: 注\n[^2]: 注", BO),
        ("见https://example.cn/1，甲", f"https://example.cn/1 {BO}"),
    ],
)
def test_what_says_the_same_in_its_own_way_is_no_difference(zh: str, bo: str) -> None:
    assert found(zh, bo) == []


@pytest.mark.parametrize(
    ("zh", "bo", "difference"),
    [
        ("共15688家", f"{BO} 15668", ("number", "15688", "15668")),
        ("甲7名、乙7名", f"{BO} 7", ("number", "7", "")),
        ("区号0891", f"{BO} 891", ("number", "0891", "891")),
        ("2024年6月20日", f"{BO} 2024-6-20", ("date", "2024-6-20", "")),
        ("2024年6月20日", "2024ལོའི་ཟླ6པའི་ཚེས21", ("number", "20", "21")),
        ("2024年6月12日", "2024ལོའི་ཟླ12པའི་ཚེས6", ("date", "2024-6-12", "2024-12-6")),
        ("请拨0891-1234567", f"0891 {BO} 1234567", ("telephone", "0891-1234567", "")),
        ("示食安办〔2024〕12号", f"{BO} 2024 {BO} 12", ("document-number", "2024-12", "")),
        ("{{ a }}名", f"{{{{ b }}}} {BO}", ("placeholder", "a", "b")),
        ("{{ a }}名", f"{{{{ a }} {BO}", ("placeholder", "a", "")),
        ("{{# a }}甲{{/ a }}", BO, ("placeholder", "#a /", "")),
        ("[网页](https://example.cn/a)", f"[{BO}](https://example.cn/b)", ("link", "https://example.cn/a", "https://example.cn/b")),
    ],
)  # fmt: skip
def test_what_differs_is_told_once_and_by_its_kind(
    zh: str, bo: str, difference: tuple[str, str, str]
) -> None:
    assert (found(zh, bo) or [None])[0] == difference
    assert len(found(zh, bo)) == 1


def test_a_placeholder_is_read_as_filling_in_reads_it() -> None:
    assert tags("{{ a }}{{# b.c }}{{^d}}{{! e }}{{/}}{{/ b.c }}") == ["a", "#b.c", "^d", "/", "/"]


def test_a_difference_is_found_at_its_chapter_block_and_line(tmp_path: Path) -> None:
    book = handbook(tmp_path)
    assert findings(open_document(book)) == ()
    replaced(book / "chapters/why.yaml", f"{BO} 0891-1234567", f"{BO} 0891-1234576")
    (finding,) = findings(open_document(book))
    assert (finding.code, finding.values["chapter"], finding.values["id"]) == (
        "translation-number",
        "why",
        "call",
    )
    assert (finding.place.path, finding.place.line) == (book / "chapters/why.yaml", 16)
    assert finding.subject == str(book / "book.yaml")
    assert all("1234576" in finding.text(lang) for lang in ("zh", "en"))


def test_one_text_of_a_block_is_named(tmp_path: Path) -> None:
    book = handbook(tmp_path)
    replaced(book / "chapters/how.yaml", f"bo: [{BO}, {BO}]}}", f"bo: [{BO}, {BO}3, {BO}]}}")
    assert [(f.code, f.values["id"]) for f in findings(open_document(book))] == [
        ("translation-number", "steps [2]"),
        ("translation-surplus", "steps [3]"),
    ]


# --- the glossary ---

TERMS = """\
terms:
  - {zh: 规定, bo: གཏན་འབེབས, source: 示例, date: 2019-07-31, reviewed: 否}
  - {zh: 局, bo: ཅུའུ}
  - {zh: 局, bo: ཅུས}
  - {zh: 监管局, bo: ལྟ་འདོམས་ཅུས།}
  - {zh: 食品安全, note: 没有出处}
"""


def test_a_term_of_the_glossary_must_be_used(tmp_path: Path) -> None:
    book = handbook(tmp_path)
    write_files(tmp_path, {"content/glossary.yaml": TERMS})
    (finding,) = findings(open_document(book))
    assert (finding.code, finding.values["id"], finding.values["zh"]) == ("translation-term", "law", "规定")
    assert "གཏན་འབེབས" in finding.text("zh")
    replaced(book / "chapters/why.yaml", f"      bo: |\n        {BO}", f"      bo: |\n        གཏན་འབེབས་{BO}")
    assert findings(open_document(book)) == ()


@pytest.mark.parametrize(
    ("zh", "bo", "unused"),
    [
        ("监管局", "ལྟ་འདོམས་ཅུས་", []),  # the longest term, whatever closes it
        ("监管局", "ཅུས", ["监管局"]),  # not the shorter one within it
        ("某局", "ཅུའུ", []),  # either spelling
        ("某局", "ཅུས", []),
        ("某局", BO, ["局"]),
        ("食品安全", BO, []),  # a term without Tibetan binds nobody
    ],
)
def test_the_longest_term_counts_in_any_of_its_spellings(
    tmp_path: Path, zh: str, bo: str, unused: list[str]
) -> None:
    write_files(tmp_path, {"content/glossary.yaml": TERMS})
    assert [term for term, _ in glossary(Project(tmp_path, ROOT)).unused(zh, bo)] == unused


def test_a_glossary_that_is_wrong_is_told_at_its_line(tmp_path: Path) -> None:
    book = handbook(tmp_path)
    write_files(tmp_path, {"content/glossary.yaml": "terms:\n  - {zh: 局, tibetan: ཅུའུ}\n"})
    assert told(lambda: findings(open_document(book))) == [("field-unknown", "glossary.yaml:2:13")]


def test_the_offices_own_glossary_can_be_read() -> None:
    assert (ROOT / "content/glossary.yaml").is_file()
    assert len(glossary(Project(ROOT, ROOT)).terms) > 10
