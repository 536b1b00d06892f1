"""Type roles: which file draws one, what is said when none does, and what is left of a font cut down."""

import itertools
from pathlib import Path

import pymupdf
import pytest
import uharfbuzz as hb
from fontTools.pens.svgPathPen import SVGPathPen

from docgen.content.project import find
from docgen.foundation.errors import MachineError, TemplateError
from docgen.layout.fonts import ASCENT, Typeface, Typefaces, font_folders, resolve
from tests.support.measuring import font_name, spans
from tests.support.samples import ROOT, document, drawn, problems, project, told, write_files

ROLES = resolve(find(ROOT))
SMALL = ROLES["仿宋"].subset("永")
STACKS = "བོད་ལྗོངས"  # 西藏
TABLE = "templates/_shared/typefaces.yaml"


def with_fonts(folder: Path, *names: str) -> Path:
    write_files(project(folder), {f"fonts/{name}": SMALL for name in names})
    return folder


def table(files: str, **changes: str) -> str:
    entry = {"script": "hani", "word": "仿宋", "debian": "fonts-example", "files": files, **changes}
    return "仿宋:\n" + "".join(f"  {name}: {value}\n" for name, value in entry.items())


def test_the_offices_own_font_goes_first(tmp_path: Path) -> None:
    home = with_fonts(tmp_path, "sub/仿宋_GB2312.TTF")
    face = resolve(find(home))["仿宋"]
    assert face.path == tmp_path / "fonts/sub/仿宋_GB2312.TTF"
    assert face.characters == {ord("永")}
    assert resolve(find(home))["黑体"].path == ROLES["黑体"].path


def test_one_file_name_in_two_folders_is_the_offices(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_files(tmp_path, {"shared/仿宋_GB2312.ttf": SMALL})
    monkeypatch.setenv("DOCGEN_FONTS", str(tmp_path / "shared"))
    home = with_fonts(tmp_path / "office", "仿宋_GB2312.ttf")
    assert resolve(find(home))["仿宋"].path.parent == home / "fonts"
    other = with_fonts(tmp_path / "other")
    assert resolve(find(other))["仿宋"].path.parent == tmp_path / "shared"


def test_fonts_are_looked_for_in_one_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "own").mkdir()
    (tmp_path / "share/fonts").mkdir(parents=True)
    monkeypatch.setenv("DOCGEN_FONTS", str(tmp_path / "own"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "share"))
    home = with_fonts(tmp_path / "office", "a.ttf")
    expected = [home / "fonts", tmp_path / "own", tmp_path / "share/fonts"]
    assert font_folders(find(home))[:3] == expected


def test_the_first_file_of_the_list_that_is_there_is_taken(tmp_path: Path) -> None:
    home = with_fonts(tmp_path, "second.otf", "third.otf")
    write_files(home, {TABLE: table("[first.otf, second.otf, third.otf]")})
    assert resolve(find(home))["仿宋"].path.name == "second.otf"


def test_a_table_need_only_name_the_roles_it_changes(tmp_path: Path) -> None:
    home = with_fonts(tmp_path, "own.otf")
    write_files(home, {TABLE: table("[own.otf]", word="方正仿宋")})
    found = resolve(find(home))
    assert set(found) == set(ROLES)
    assert found.word_name("仿宋") == "方正仿宋"


def test_a_face_is_picked_out_of_a_collection(tmp_path: Path) -> None:
    serif = ROLES["宋体"].path
    assert serif.suffix == ".ttc"
    write_files(project(tmp_path), {TABLE: table(f'["{serif.name}#0", nothing.ttf]')})
    names = [
        face.face.get_name(hb.OTNameIdPredefined.FULL_NAME)
        for face in (resolve(find(tmp_path))["仿宋"], ROLES["宋体"])
    ]
    assert names == ["Noto Serif CJK JP", "Noto Serif CJK SC"]


def test_every_role_without_a_file_is_told_with_the_package_that_has_one(tmp_path: Path) -> None:
    text = table("[no.ttf]") + table("[none.otf, never.otf]", debian="fonts-other").replace("仿宋", "楷体", 1)
    write_files(project(tmp_path), {TABLE: text})
    first, second = problems(lambda: resolve(find(tmp_path)), MachineError)
    assert (first.code, first.values["role"], first.values["package"]) == (
        "font-missing",
        "仿宋",
        "fonts-example",
    )
    assert (second.place.line, second.values["files"]) == (7, "none.otf、never.otf")
    assert "fonts-other" in second.text("zh")
    assert "fonts-other" in second.text("en")


@pytest.mark.parametrize("data", [b"", b"no font at all", SMALL[:200]])
def test_a_file_that_is_no_font_is_told(tmp_path: Path, data: bytes) -> None:
    write_files(project(tmp_path), {"fonts/仿宋_GB2312.ttf": data})
    assert told(lambda: resolve(find(tmp_path)), MachineError) == [("font-unreadable", "仿宋_GB2312.ttf")]


def test_a_collection_without_a_face_of_that_number_is_told(tmp_path: Path) -> None:
    write_files(project(tmp_path), {TABLE: table(f'["{ROLES["宋体"].path.name}#99"]')})
    ((code, _),) = told(lambda: resolve(find(tmp_path)), MachineError)
    assert code == "font-unreadable"


@pytest.mark.parametrize(
    "text",
    [
        "仿宋: simfang.ttf\n",
        "仿宋: [simfang.ttf]\n",
        table("simfang.ttf"),
        table("[simsun.ttc#zwei]"),
        table("[simfang.ttf]", script="latin"),
        table("[simfang.ttf]", word="[仿宋]"),
        table("[simfang.ttf]").replace("  debian: fonts-example\n", ""),
    ],
)
def test_a_malformed_entry_is_shown_to_its_author(tmp_path: Path, text: str) -> None:
    write_files(project(tmp_path), {TABLE: text})
    ((code, place),) = told(lambda: resolve(find(tmp_path)), TemplateError)
    assert code == "typeface-entry"
    assert place.startswith("typefaces.yaml:")


def test_a_family_that_is_no_role_keeps_its_name() -> None:
    assert (ROLES.word_name("仿宋"), ROLES.word_name("Arial")) == ("仿宋_GB2312", "Arial")
    assert (ROLES.script("藏文"), ROLES.script("Arial")) == ("tibt", None)
    assert len(ROLES) == len(list(ROLES))


@pytest.mark.parametrize(
    ("character", "families", "drawn_by"),
    [("永", ("仿宋", "补字"), "仿宋"), ("䶮", ("仿宋", "补字"), "补字"), ("䶮", ("Arial", "仿宋"), None)],
)
def test_a_character_is_drawn_by_the_first_face_that_has_it(
    character: str, families: tuple[str, ...], drawn_by: str | None
) -> None:
    assert ROLES.drawn_by(character, families) == drawn_by


def test_a_width_counts_one_em_for_what_the_face_lacks() -> None:
    assert ROLES["仿宋"].width("永䶮") == pytest.approx(2)


def test_a_western_face_draws_no_mark_of_chinese() -> None:
    song = ROLES["宋体"]
    western = Typeface("西文", "latn", "Times New Roman", song.path, song.index)
    shared = "“”‘’—…·℃①、，。（【％"
    assert set(map(ord, shared)) <= song.characters
    assert western.characters.isdisjoint(map(ord, shared))
    assert set(map(ord, "Az09.,()%-é")) <= western.characters
    cut = hb.Face(hb.Blob(western.subset("A1" + shared)))
    assert set(cut.unicodes) == set(map(ord, "A1"))
    roles = Typefaces([western, song])
    assert [roles.drawn_by(one, ("西文", "宋体")) for one in "A“"] == ["西文", "宋体"]


def test_quotation_marks_of_kai_fill_a_square_as_those_of_the_other_faces() -> None:
    kai = ROLES["楷体"]
    assert [kai.width(text) for text in ("“", "”", "‘’", "“食品”")] == pytest.approx([1, 1, 2, 4])
    cut = hb.Face(hb.Blob(kai.subset("“”食")))
    font = hb.Font(cut)
    glyphs = {mark: font.get_nominal_glyph(ord(mark)) for mark in "“”"}
    assert [font.get_glyph_h_advance(glyph) / cut.upem for glyph in glyphs.values()] == [1, 1]
    inks = {mark: font.get_glyph_extents(glyph) for mark, glyph in glyphs.items()}
    assert inks["“"].x_bearing > cut.upem / 2 > inks["”"].x_bearing + inks["”"].width
    assert kai.subset("“食") == kai.subset("食“")


def test_ink_reaches_as_far_as_its_outline() -> None:
    top, bottom = ROLES["宋体"].ink("一")
    assert 0 < bottom < top < 0.6
    assert ROLES["宋体"].ink("") == (0, 0)
    assert ROLES["宋体"].ink("一口") > ROLES["宋体"].ink("一")


def test_a_subset_has_the_characters_asked_for_and_no_others() -> None:
    face = hb.Face(hb.Blob(ROLES["小标宋"].subset("永东\ue000")))
    assert set(face.unicodes) == set(map(ord, "永东"))
    assert face.glyph_count < 10


def test_a_subset_keeps_the_features_tibetan_stacks_need() -> None:
    face = ROLES["藏文"]
    part = hb.Font(hb.Face(hb.Blob(face.subset(STACKS))))
    for stack in STACKS.split("་"):
        assert stack
        assert outlines(part, stack) == outlines(face.font, stack)


def test_a_subset_keeps_what_a_style_sheet_may_ask_of_a_face() -> None:
    """`font-variant-east-asian: full-width` is the feature fwid."""
    face = ROLES["宋体"]
    part = hb.Font(hb.Face(hb.Blob(face.subset("1"))))
    wide = outlines(part, "1", {"fwid": True})
    assert wide == outlines(face.font, "1", {"fwid": True})
    assert wide != outlines(part, "1")


def outlines(font: hb.Font, text: str, features: dict[str, bool] | None = None) -> list[tuple[str, int, int]]:
    """Return each glyph of a shaped word: its outline, and where it stands."""
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    hb.shape(font, buffer, features or {})
    pens = [SVGPathPen(None) for _ in buffer.glyph_infos]
    for info, pen in zip(buffer.glyph_infos, pens, strict=True):
        font.draw_glyph_with_pen(info.codepoint, pen)
    moves = [(position.x_offset, position.x_advance) for position in buffer.glyph_positions]
    return [(pen.getCommands(), *move) for pen, move in zip(pens, moves, strict=True)]


# --- what a reader of the PDF sees ---

TEXT = "永东国酬鹰"
DOTS = 8  # of a picture, to the point


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> pymupdf.Page:
    """A page with the same words in four faces."""
    letter = document(title=TEXT, body=f"|\n  {TEXT}\n\n  # {TEXT}\n\n  ## {TEXT}")
    home = project(tmp_path_factory.mktemp("office"), letter=letter)
    return pymupdf.open(stream=drawn(home).data)[0]


@pytest.mark.parametrize("role", ["仿宋", "楷体", "黑体", "小标宋"])
def test_a_subset_draws_the_same_characters_as_the_whole_font(page: pymupdf.Page, role: str) -> None:
    """Read by MuPDF, which names glyphs by the font's own charset as the standard says; poppler does not."""
    found = [(character, span) for span in spans(page, "rawdict") for character in span["chars"]]
    mine = [(c, s) for c, s in found if c["c"] in TEXT and font_name(s["font"]).startswith(role)]
    assert "".join(character["c"] for character, _ in mine) == TEXT
    for character, span in mine:
        left, baseline, size = *character["origin"], span["size"]
        seen = ink(page, left, baseline - ASCENT * size, size)
        whole = ink(glyph(ROLES[role], character["c"], size), 0, 0, size)
        assert len(seen & whole) / len(seen | whole) > 0.6, character["c"]


def glyph(face: Typeface, character: str, size: float) -> pymupdf.Page:
    """Return a page as large as a character's em box, with its outline from the whole font."""
    pen = SVGPathPen(None)
    face.font.draw_glyph_with_pen(face.font.get_nominal_glyph(ord(character)), pen)
    scale = size / face.face.upem
    path = f'<path transform="translate(0 {ASCENT * size}) scale({scale} -{scale})" d="{pen.getCommands()}"/>'
    box = f'width="{size}" height="{size}" viewBox="0 0 {size} {size}"'
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" {box}>{path}</svg>'
    return pymupdf.open(stream=svg.encode(), filetype="svg")[0]


def ink(page: pymupdf.Page, left: float, top: float, size: float) -> set[tuple[int, int]]:
    """Return the dark dots of a square of a page, counted from its top left."""
    square = pymupdf.Rect(left, top, left + size, top + size)
    picture = page.get_pixmap(matrix=pymupdf.Matrix(DOTS, DOTS), colorspace=pymupdf.csGRAY, clip=square)
    dots = itertools.product(range(picture.width), range(picture.height))
    return {(x, y) for x, y in dots if picture.pixel(x, y)[0] < 128}
