"""docs/templates.md names all that templates and style sheets can name, and its example is made."""

import io
import re
from pathlib import Path
from typing import Any

import docx
import pytest

from docgen import cli
from docgen.compose import jinja, page
from docgen.layout.sheets.own_properties import OWN, misspelt
from tests.support.samples import ROOT, composed, document, project
from tests.whole.test_docs import rows_of, text_of

NAME = "docs/templates.md"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
FILES = ("schema.yaml", "template.html.j2", "style.css", "sample.yaml")


def named(part: str) -> list[str]:
    """Return what stands between backquotes in the prose of one chapter."""
    (chapter,) = re.findall(rf"^## {part}\n(.*?)(?=^## |\Z)", text_of(NAME), flags=re.DOTALL | re.MULTILINE)
    prose = "\n".join(line for line in chapter.splitlines() if not line.startswith("|"))
    return re.findall(r"`([^`]+)`", prose)


def first_cells(heading: str) -> list[str]:
    """Return what is named in the first column of the table that has this heading."""
    cells = [row[0] for row in rows_of(NAME)]
    start = cells.index(heading) + 2
    end = next((at for at in range(start, len(cells)) if not cells[at].startswith("`")), len(cells))
    return [cell.strip("`") for cell in cells[start:end]]


def test_the_example_is_made_in_both_formats_without_a_finding(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    cli.run(["init", "."])
    folder = Path("templates/letters/introduction")
    folder.mkdir(parents=True)
    blocks = re.findall(r"```(?:yaml|jinja|css)\n(.*?)```", text_of(NAME), flags=re.DOTALL)
    for file, text in zip(FILES, blocks, strict=True):
        (folder / file).write_text(text, encoding="utf-8")
    capsys.readouterr()
    assert cli.run(["new", "工作介绍信", "content/letters/js.yaml"]) == 0
    assert cli.run(["build", "content/letters/js.yaml", "--strict"]) == 0, capsys.readouterr().err
    word = docx.Document(io.BytesIO(Path("out/js.docx").read_bytes()))
    assert "有效期" in {one.style.name.partition("（变体")[0] for one in word.paragraphs if one.style}
    cells = word.tables[0]._tbl.iter(f"{{{W}}}tc")
    words = ["".join(text.text for text in cell.iter(f"{{{W}}}t")) for cell in cells]
    assert words == ["姓名", "职务", "示例甲", "主任科员", "示例乙", "工作人员"]


def test_every_name_a_template_is_given_has_its_row(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[set[str]] = []
    render = jinja.render

    def seen(environment: jinja.Sandbox, name: str, values: Any) -> str:
        given.append(set(values))
        return render(environment, name, values)

    monkeypatch.setattr(jinja, "render", seen)
    composed(project(tmp_path, letter=document()))
    assert set(first_cells("name")) == given[0]


def test_every_filter_is_named_once() -> None:
    rows = first_cells("filter")
    bundled = [name for name in named("Filters") if name in jinja.ALLOWED_FILTERS]
    assert sorted(rows) == sorted([*page.FILTERS, "join"])
    assert tuple(bundled) == jinja.ALLOWED_FILTERS


def test_every_block_of_the_shells_is_named_in_its_order() -> None:
    shells = ("official", "document", "letter")
    texts = {shell: (ROOT / f"templates/_shared/{shell}.html.j2").read_text("utf-8") for shell in shells}
    blocks = {shell: re.findall(r"{% block (\w+)", text) for shell, text in texts.items()}
    own = [one for shell in shells[1:] for one in blocks[shell] if one not in blocks["official"]]
    told = [name for name in named("Blocks") if re.fullmatch(r"[a-z_]+", name)]
    assert told == [*blocks["official"], *own]


def test_every_own_property_has_its_row_and_a_value_that_works() -> None:
    rows = first_cells("property")
    assert sorted(row.partition(":")[0] for row in rows) == sorted(OWN)
    assert list(misspelt("".join(f".a {{ {row} }}\n" for row in rows), "")) == []
