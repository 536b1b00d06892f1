"""What programs may rely on: `import docgen` costs nothing and gives what is listed, whole and working."""

import ast
import io
import subprocess
import sys
import zipfile
from pathlib import Path

import pikepdf
import pytest

import docgen
from docgen.write import FORMATS
from tests.support.rosters import roster_project
from tests.support.samples import ROOT, document, problems, project, write_files

LETTER = "content/letters/letter.yaml"


def modules_after(code: str) -> set[str]:
    """Return what a fresh Python has loaded after `code`."""
    call = [sys.executable, "-c", f"{code}; import sys; print(*sys.modules)"]
    return set(subprocess.run(call, capture_output=True, text=True, cwd=ROOT, check=True).stdout.split())


def test_importing_it_loads_nothing_else() -> None:
    names = {name for name in modules_after("import docgen") if name.startswith("docgen.")}
    assert names == set()


def test_options_are_made_without_a_heavy_library() -> None:
    heavy = {"weasyprint", "docx", "jinja2", "lxml", "markdown", "openpyxl", "pikepdf"}
    assert not modules_after("import docgen; docgen.Options(('pdf',))") & heavy


def test_a_pdf_is_made_without_what_draws_and_judges_ofd(tmp_path: Path) -> None:
    source = project(tmp_path, letter=document()) / LETTER
    made = f"docgen.render(docgen.jobs(docgen.load({str(source)!r}))[0], 'pdf')"
    loaded = modules_after(f"import docgen; {made}")
    assert "docgen.layout.engine" in loaded
    of_ofd = (
        "docgen.layout.engine.canvas.",
        "docgen.layout.graphics",
        "docgen.write.ofd",
        "docgen.inspect.ofd",
    )
    assert not [name for name in loaded if name.startswith(of_ofd)]


def test_every_name_that_is_listed_is_there_and_says_what_it_is_for() -> None:
    assert set(docgen.__all__) == set(docgen.HOMES)
    assert set(docgen.__all__) <= set(dir(docgen))
    for name in docgen.__all__:
        assert (getattr(docgen, name).__doc__ or "").strip(), name
    rooms = {path.stem for path in (ROOT / "docgen").iterdir()}
    assert not rooms & set(docgen.__all__), "a room hides the function of its name"
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = docgen.nothing


def test_a_build_files_what_rendering_gives(tmp_path: Path) -> None:
    source = project(tmp_path, letter=document()) / LETTER
    built = docgen.build([str(source)], docgen.Options(formats=("pdf", "docx"), out=tmp_path / "out"))
    (job,) = docgen.jobs(docgen.load(source))
    assert [path.name for path in built.paths] == ["letter.pdf", "letter.docx"]
    assert [path.read_bytes() for path in built.paths] == [
        docgen.render(job, form).data for form in ("pdf", "docx")
    ]
    assert [(receipt.letter, receipt.form, receipt.pages) for _, receipt in built.receipts] == [
        ("letter", "pdf", 2),
        ("letter", "docx", 0),
    ]


def test_a_text_that_is_not_saved_is_loaded_in_its_project(tmp_path: Path) -> None:
    unsaved = project(tmp_path) / LETTER
    loaded = docgen.load(unsaved, document(title="关于尚未保存的通知"))
    assert (loaded.values["title"], unsaved.exists()) == ("关于尚未保存的通知", False)
    (problem,) = problems(lambda: docgen.load(unsaved, document(date="2024-06-31")))
    assert (problem.code, str(problem.place), problem.keys) == (
        "value-date-impossible",
        f"{unsaved}:6:7",
        ("date",),
    )


def test_a_problem_names_its_field_by_its_keys(tmp_path: Path) -> None:
    text = document() + "attachments:\n- title: 名单（示例）\n  boddy: 甲\ncontact: {phone: ''}\n"
    found = problems(lambda: docgen.load(project(tmp_path) / LETTER, text))
    assert ("attachments", 0, "boddy") in [problem.keys for problem in found]


def test_a_problem_of_a_roster_names_its_column(tmp_path: Path) -> None:
    source = roster_project(tmp_path, 1)
    listed = "名称,级别\n甲县,县\n,县\n"
    write_files(tmp_path, {"content/recipients/people.csv": listed})
    (tmp_path / "content/recipients/people.yaml").unlink()
    found = problems(lambda: docgen.jobs(docgen.load(source)))
    assert ("name",) in [problem.keys for problem in found]


def test_a_cell_that_cannot_be_used_names_its_column_too(tmp_path: Path) -> None:
    source = roster_project(tmp_path, 1)
    (tmp_path / "content/recipients/people.yaml").unlink()
    write_files(tmp_path, {"content/recipients/people.csv": "名称,级别\n甲\x07县,县\n"})
    (problem,) = problems(lambda: docgen.jobs(docgen.load(source)))
    assert (problem.code, problem.keys) == ("cell-invisible", ("name",))


def test_kinds_are_those_of_the_project_a_folder_lies_in(tmp_path: Path) -> None:
    names = {kind.name for kind in docgen.kinds(tmp_path)}
    assert {"letters/notice", "reports/work-report"} <= names
    home = project(tmp_path)
    for file in ("schema.yaml", "template.html.j2", "style.css", "sample.yaml"):
        write_files(
            home, {f"templates/letters/own/{file}": (ROOT / "templates/letters/notice" / file).read_bytes()}
        )
    assert "letters/own" in {kind.name for kind in docgen.kinds(home / "content")}


def test_what_was_changed_in_word_is_compared_with_its_source(tmp_path: Path) -> None:
    source = project(tmp_path, letter=document(body="请遵照执行（示例）。")) / LETTER
    docgen.build([source], docgen.Options(("docx",), tmp_path / "out"))
    (compared,) = docgen.compare([tmp_path / "out/letter.docx"], source)
    assert compared.findings == ()


def test_our_own_files_have_nothing_against_them(tmp_path: Path) -> None:
    source = project(tmp_path, letter=document()) / LETTER
    built = docgen.build([source], docgen.Options(out=tmp_path / "out"))
    assert [docgen.inspect_file(path) for path in built.paths] == [[], []]


SPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
WORD = f'<w:document xmlns:w="{SPACE}"><w:body>{{}}</w:body></w:document>'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
)
MAIN = RELATIONS.format(f'<Relationship Id="a" Type="{OFFICE}/officeDocument" Target="word/document.xml"/>')
COMMENT = RELATIONS.format(f'<Relationship Id="a" Type="{OFFICE}/comments" Target="comments.xml"/>')
PICTURE = RELATIONS.format(
    f'<Relationship Id="a" Type="{OFFICE}/image" Target="http://192.0.2.1/a.png" TargetMode="External"/>'
)
COMMENTS = WORD.format("").replace("body", "comment")
LINK = PICTURE.replace("/image", "/hyperlink")


def word_file(folder: Path, body: str, **parts: str) -> Path:
    """Write a Word file by hand; parts go by their names with __ for slashes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as made:
        made.writestr("_rels/.rels", MAIN)
        made.writestr("word/document.xml", WORD.format(body))
        for name, text in parts.items():
            made.writestr(name.replace("__", "/"), text)
    (folder / "a.docx").write_bytes(buffer.getvalue())
    return folder / "a.docx"


@pytest.mark.parametrize(
    ("body", "parts", "codes"),
    [
        ("<w:p><w:ins><w:r/></w:ins><w:del/></w:p>", {}, ["file-revisions"]),
        ("<w:p><w:r><w:t>ins del</w:t></w:r></w:p>", {}, []),
        ("<w:p><w:r><w:rPr><w:vanish/></w:rPr></w:r></w:p>", {}, ["file-hidden-text"]),
        (
            "<w:p/>",
            {"word___rels__document.xml.rels": COMMENT, "word__comments.xml": COMMENTS},
            ["file-comments"],
        ),
        ("<w:p/>", {"word___rels__document.xml.rels": PICTURE}, ["file-fetches"]),
        ("<w:p/>", {"word___rels__document.xml.rels": LINK}, []),
        ("<w:p/>", {"word__vbaProject.bin": "x"}, ["file-macros"]),
    ],
)  # fmt: skip
def test_what_a_word_file_would_show_its_reader_is_found(
    tmp_path: Path, body: str, parts: dict[str, str], codes: list[str]
) -> None:
    assert [finding.code for finding in docgen.inspect_file(word_file(tmp_path, body, **parts))] == codes


def test_what_a_pdf_lacks_is_found(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    with pikepdf.new() as file:
        file.add_blank_page()
        face = pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.SimSun
        )
        file.pages[0].Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=face))
        file.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="x")
        file.save(path)
    found = docgen.inspect_file(path)
    assert [finding.code for finding in found] == ["file-face-absent", "file-acts"]
    assert found[0].values == {"face": "SimSun", "page": 1}


@pytest.mark.parametrize(
    ("data", "code"),
    [(b"%PDF-1.7\nx", "pdf-damaged"), (b"hello", "file-form-unknown"), (b"PK\3\4", "edited-damaged")],
)
def test_a_file_that_is_neither_is_told(tmp_path: Path, data: bytes, code: str) -> None:
    (tmp_path / "a").write_bytes(data)
    assert [problem.code for problem in problems(lambda: docgen.inspect_file(tmp_path / "a"))] == [code]


def test_formats_are_a_table_and_an_unknown_one_is_refused() -> None:
    assert [(form.name, form.suffix) for form in FORMATS.values()] == [
        ("pdf", ".pdf"),
        ("docx", ".docx"),
        ("ofd", ".ofd"),
        ("html", ".html"),
    ]
    with pytest.raises(ValueError, match="odt"):
        docgen.Options(formats=("odt",))


def test_a_print_file_and_a_booklet_imply_pdf() -> None:
    assert docgen.Options(("docx",), booklet=True).formats == ("pdf", "docx")
    combined = docgen.BatchOptions(combined=docgen.PrintOrder())
    assert docgen.Options(("docx", "pdf"), batch=combined).formats == ("pdf", "docx")


@pytest.mark.parametrize("path", sorted((ROOT / "docgen/cli").rglob("*.py")), ids=lambda path: path.stem)
def test_the_command_line_calls_nothing_that_is_not_public(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    told = {name for node in ast.walk(tree) if is_type_checking(node) for name in imports(node)}
    rooms = {name.split(".")[1] for name in imports(tree) - told if name.startswith("docgen.")}
    assert rooms <= {"foundation"}, "call docgen.NAME, and add what is lacking to docgen/pipeline/api.py"
    asked = {
        node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "docgen"
    }
    if path.stem != "__init__":  # there the root command is called docgen
        assert asked <= set(docgen.__all__)


def is_type_checking(node: ast.AST) -> bool:
    """Say whether a statement is for type checkers only."""
    return isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"


def imports(tree: ast.AST) -> set[str]:
    """Return the modules that some code imports, at its top or in a function."""
    found = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and not node.level]
    return {node.module for node in found if node.module}
