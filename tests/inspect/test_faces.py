"""Which face draws a character: no word of it where it is the intended one, a finding where it is not."""

import io
from pathlib import Path

import pikepdf
import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

from docgen.foundation.errors import Finding
from docgen.inspect import inspect
from tests.support.measuring import lines
from tests.support.samples import (
    DOCUMENTS,
    OFFICES,
    composed,
    document,
    drawn,
    pages,
    problems,
    project,
    write_files,
)


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


@pytest.mark.parametrize(("character", "code"), [("\ue000", "U+E000"), ("\u0378", "U+0378")])
def test_a_character_no_font_has_is_refused(tmp_path: Path, character: str, code: str) -> None:
    (problem,) = problems(lambda: found(tmp_path, body=f"请向王{character}同志（示例）反映。"))
    assert (problem.code, problem.values["code"], problem.values["role"]) == ("glyph-missing", code, "仿宋")
    assert "空框" in problem.text("zh")


def test_what_would_be_a_box_in_two_places_is_told_once(tmp_path: Path) -> None:
    fields = {"title": "关于王\ue000的通知", "body": "王\ue000、王\ue000（示例）"}
    (problem,) = problems(lambda: found(tmp_path, **fields))
    assert problem.values["role"] == "小标宋、仿宋"


@pytest.mark.parametrize(
    ("name", "font"),
    [
        ("ئابدۇرېھىم ئۆتكۈر", "DejaVu"),
        ("ᠮᠣᠩᠭᠣᠯ\u202fᠤᠨ ᠨᠡᠷ\u180eᠡ", "Mongolian"),
        ("می\u200cخواهم", "DejaVu"),
    ],
)
def test_a_name_that_a_font_of_the_machine_draws_is_told_once_with_that_font(
    tmp_path: Path, name: str, font: str
) -> None:
    (finding,) = found(tmp_path, title=f"关于{name}的通知", body=f"{name}同志、{name}（示例）：")
    assert finding.code == "glyph-substituted"
    assert font in str(finding.values["used"])
    assert name in str(finding.values["text"])
    names = {font.removeprefix("/").partition("+")[2] for font in fonts_of(drawn(tmp_path).data)}
    assert any(str(finding.values["used"]).replace(" ", "-") in one for one in names)


def fonts_of(pdf: bytes) -> set[str]:
    """Return the names of all fonts in a PDF."""
    with pikepdf.open(io.BytesIO(pdf)) as file:
        return {
            str(one.BaseFont)
            for one in file.objects
            if isinstance(one, pikepdf.Dictionary) and "/BaseFont" in one
        }


def test_rare_characters_of_one_name_are_one_finding(tmp_path: Path) -> None:
    (finding,) = found(tmp_path, body="请向㼆小䶮同志（示例）反映。")
    assert (finding.values["character"], finding.values["used"]) == ("㼆䶮", "补字")


def test_a_sign_that_no_fangsong_has_is_drawn_by_the_stand_in_without_a_word(tmp_path: Path) -> None:
    assert found(tmp_path, body="面积150 m²、30 ㎡，½份，✓，£5，⑪，®（示例）。") == []
    assert [one.values["character"] for one in found(tmp_path, body="☑（示例）")] == ["☑"]


def test_a_selector_of_a_variant_leaves_no_ink(tmp_path: Path) -> None:
    assert found(tmp_path, body="示\U000e0100例") == []


def font_with(character: str, family: str) -> bytes:
    """Return a font that draws `character` as a square and nothing else."""
    pen = TTGlyphPen(None)
    for step, point in enumerate([(0, 0), (0, 800), (800, 800), (800, 0)]):
        (pen.lineTo if step else pen.moveTo)(point)
    pen.closePath()
    made = FontBuilder(1000)
    made.setupGlyphOrder([".notdef", "own"])
    made.setupCharacterMap({ord(character): "own"})
    made.setupGlyf({".notdef": TTGlyphPen(None).glyph(), "own": pen.glyph()})
    made.setupHorizontalMetrics({".notdef": (1000, 0), "own": (1000, 0)})
    made.setupHorizontalHeader(ascent=880, descent=-120)
    made.setupNameTable({"familyName": family, "styleName": "Regular", "psName": family.replace(" ", "-")})
    made.setupOS2()
    made.setupPost()
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def test_a_font_of_the_projects_own_draws_what_all_others_lack(tmp_path: Path) -> None:
    home = project(tmp_path, letter=document(body="王\ue000同志"))
    write_files(home, {"fonts/own.ttf": font_with("\ue000", "Own Letters")})
    (finding,) = inspect((page := composed(home)).composed, page.typefaces)
    assert (finding.values["used"], finding.values["file"]) == ("Own Letters", "own.ttf")
    assert any("Own-Letters" in name for name in fonts_of(drawn(home).data))


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
