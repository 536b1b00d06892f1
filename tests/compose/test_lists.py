"""Lists and Latin words as they leave: the numbers that were typed, one place, a narrow apostrophe."""

from pathlib import Path

import pymupdf
import pytest

from docgen.pipeline.stops import write
from tests.support.reading import Word
from tests.support.samples import composed, document, project


def written(folder: Path, body: str, form: str) -> bytes:
    """Return a notice with this body."""
    lines = "".join(f"  {line}\n" for line in body.split("\n"))
    return write(composed(project(folder, letter=document(body=f"|\n{lines}"))), form).data


def words(pdf: bytes) -> dict[str, tuple[float, float]]:
    """Return where the words of a page begin and end across it."""
    return {word[4]: (word[0], word[2]) for word in pymupdf.open(stream=pdf)[0].get_text("words")}


BODY = "前文。\n\n3. 第三件事\n4. 第四件事\n\n文字。\n\n7. 第七件事\n9. 第九件事"


def test_a_list_begins_with_the_number_that_was_typed_in_pdf(tmp_path: Path) -> None:
    assert {"3.", "4.", "7.", "9."} <= set(words(written(tmp_path, BODY, "pdf")))


def test_a_list_begins_with_the_number_that_was_typed_in_word(tmp_path: Path) -> None:
    word = Word(written(tmp_path, BODY, "docx"))
    starts = []
    for number in word.find("//w:p[.//w:t[contains(., '件事')]]//w:numId/@w:val"):
        found = word.find(f"//w:num[@w:numId='{number}']//w:startOverride/@w:val", "word/numbering.xml")
        starts += [start for start in found if start not in starts]
    assert starts == ["3", "7", "9"]


@pytest.mark.parametrize("body", ["1. 甲\n2. 乙", "1. 甲\n\n2. 乙", "1. 甲\n\n    丙\n\n2. 乙"])
def test_items_begin_at_one_place_with_and_without_empty_lines(body: str, tmp_path: Path) -> None:
    found = words(written(tmp_path, body, "pdf"))
    assert found["甲"][0] == pytest.approx(135.4, abs=1.5)
    assert found["乙"][0] == found["甲"][0]


def test_the_apostrophe_of_a_latin_word_is_narrow(tmp_path: Path) -> None:
    page = pymupdf.open(stream=written(tmp_path, "地名Xi’an和“西安”。", "pdf"))[0]
    signs = [
        sign
        for block in page.get_text("rawdict")["blocks"]
        for line in block.get("lines", ())
        for span in line["spans"]
        for sign in span["chars"]
    ]
    widths = {sign["c"]: sign["bbox"][2] - sign["bbox"][0] for sign in signs}
    assert widths["’"] < 8
    assert widths["“"] > 15


def test_the_apostrophe_of_a_latin_word_is_latin_in_word(tmp_path: Path) -> None:
    word = Word(written(tmp_path, "地名Xi’an和“西安”。", "docx"))
    (run,) = word.find("//w:r[w:t[contains(., '’')]]")
    assert "eastAsia" not in run.xpath(".//@w:hint", namespaces=run.nsmap)
