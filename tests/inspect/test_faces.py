"""Which face draws a character: no word of it where it is the intended one, a finding where it is not."""

from pathlib import Path

import pytest

from docgen.foundation.errors import Finding
from docgen.inspect import inspect
from tests.support.measuring import lines
from tests.support.samples import DOCUMENTS, OFFICES, composed, document, drawn, pages, project, write_files


def found(folder: Path, **fields: str) -> list[Finding]:
    """Return the findings on the faces of a letter with these fields."""
    page = composed(project(folder, letter=document(**fields)))
    return inspect(page.composed, page.typefaces)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_ordinary_text_is_drawn_by_its_own_faces(name: str) -> None:
    for page in pages(name):
        assert [f for f in inspect(page.composed, page.typefaces) if f.code.startswith("glyph")] == []


@pytest.mark.parametrize(("character", "code"), [("䶮", "U+4DAE"), ("㼆", "U+3F06"), ("𫛭", "U+2B6ED")])
def test_a_rare_character_of_a_name_is_reported_with_the_face_used(
    tmp_path: Path, character: str, code: str
) -> None:
    (finding,) = found(tmp_path, body=f"请向王{character}同志（示例）反映。")
    assert (finding.code, finding.subject) == ("glyph-substituted", "letter")
    assert finding.values == {
        "character": character,
        "code": code,
        "role": "仿宋",
        "text": f"请向王{character}同志（示例）反映",
        "used": "补字",
        "file": "NotoSerifCJK-Regular.ttc",
    }
    for lang in ("zh", "en"):
        assert {character, code, "仿宋", "补字"} <= words(finding.text(lang))


def words(text: str) -> set[str]:
    """Return every part of a text of up to seven characters."""
    return {text[start : start + size] for start in range(len(text)) for size in range(1, 8)}


def test_the_pdf_uses_the_face_that_was_reported(tmp_path: Path) -> None:
    pdf = drawn(project(tmp_path, letter=document(body="请向王䶮同志（示例）反映。")))
    (line,) = [line for line in lines(pdf.data) if "䶮" in line.text]
    assert line.fonts == ("仿宋", "补字")


def test_a_heading_names_its_own_face(tmp_path: Path) -> None:
    home = project(tmp_path, letter=document(title="关于𬴂某的通知"))
    page = composed(home)
    for finding in inspect(page.composed, page.typefaces):
        assert finding.values["role"] == "小标宋"


@pytest.mark.parametrize(("character", "code"), [("\ue000", "U+E000"), ("\U0003fffd", "U+3FFFD")])
def test_a_character_no_face_has_is_reported_as_missing(tmp_path: Path, character: str, code: str) -> None:
    (finding,) = found(tmp_path, body=f"请向王{character}同志（示例）反映。")
    assert (finding.code, finding.values["code"], finding.values["role"]) == ("glyph-missing", code, "仿宋")
    assert "空框" in finding.text("zh")


def test_a_character_is_reported_once_a_face(tmp_path: Path) -> None:
    findings = found(tmp_path, body="|\n  䶮、䶮、㼆\n\n  䶮")
    assert [finding.values["character"] for finding in findings] == ["䶮", "㼆"]


def test_words_around_an_element_are_looked_at_too(tmp_path: Path) -> None:
    assert [f.values["character"] for f in found(tmp_path, body="甲**乙**䶮")] == ["䶮"]


def test_the_offices_own_words_are_looked_at_too(tmp_path: Path) -> None:
    home = project(tmp_path, letter=document())
    write_files(home, {"content/offices.yaml": OFFICES.replace("name: 示例", "name: 䶮例", 1)})
    page = composed(home)
    findings = inspect(page.composed, page.typefaces)
    assert {f.values["character"] for f in findings} == {"䶮"}


def test_tibetan_has_a_face_of_its_own(tmp_path: Path) -> None:
    assert found(tmp_path, body="བོད་ལྗོངས") == []
    (line,) = [line for line in lines(drawn(tmp_path).data) if "བ" in line.text]
    assert line.fonts == ("藏文",)
