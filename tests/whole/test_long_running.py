"""One process that makes documents for months, of several projects, in several threads.

What an office changes shows in the next document without a restart; what it leaves alone is not judged again;
nothing that is remembered grows without end; and nothing of one document reaches another.
"""

import ast
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from docgen import write as writers
from docgen.content import languages, schemas
from docgen.content import project as projects
from docgen.foundation.memory import FRESH
from docgen.layout import fonts
from docgen.pipeline.build import build
from docgen.pipeline.options import Options
from tests.support.samples import ROOT, composed, document, project, red_square, write_files

TEMPLATES = ROOT / "templates"
PACKAGE = ROOT / "docgen"
FIGURES = """\
title: 示例数据
as_of: 2024-05-31
source: 示例
figures:
  total: {{title: 总数, unit: 家, value: {}}}
"""
SQUARE = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect fill="{}" width="9" height="9"/></svg>'
)


def wait_until_settled() -> None:
    """Wait until what was written just now is old enough to be kept."""
    time.sleep(2 * FRESH / 1e9)


def bundled(name: str, old: str = "", new: str = "") -> str:
    """Return a bundled template file with `old` replaced in it."""
    text = (TEMPLATES / name).read_text(encoding="utf-8")
    assert old in text
    return text.replace(old, new) if old else text


CHANGES = {
    "the kind's template": (
        "templates/letters/notice/template.html.j2",
        bundled("letters/notice/template.html.j2", "{{ super() }}", "{{ super() }}<i>（改）</i>"),
        lambda page: "（改）" in page.html,
    ),
    "a template that another extends": (
        "templates/_shared/official.html.j2",
        bundled("_shared/official.html.j2", "<body", "<!-- 改 --><body"),
        lambda page: "<!-- 改 -->" in page.html,
    ),
    "the kind's style sheet": (
        "templates/letters/notice/style.css",
        bundled("letters/notice/style.css") + "\n.changed { color: red }",
        lambda page: ".changed" in page.css,
    ),
    "a style sheet that another imports": (
        "templates/_shared/gb9704.css",
        bundled("_shared/gb9704.css") + "\n.changed { color: red }",
        lambda page: ".changed" in page.css,
    ),
    "the kind's schema": (
        "templates/letters/notice/schema.yaml",
        bundled("letters/notice/schema.yaml", "title: 通知", "title: 改了名的文种"),
        lambda page: page.metadata.subject == "改了名的文种",
    ),
    "the shared definitions": (
        "templates/_shared/definitions.yaml",
        bundled("_shared/definitions.yaml", "title: 标题", "title: 改了名的标题"),
        lambda page: page.titles["title"] == "改了名的标题",
    ),
    "the offices": (
        "content/offices.yaml",
        "shili:\n  name: 示例县食品安全办公室\n  masthead: 示例县食品安全办公室\n  code: 示食安办\n",
        lambda page: page.metadata.author == "示例县食品安全办公室" and "示例县" in page.html,
    ),
    "the house rules": (
        "templates/_shared/profiles/gb9704.yaml",
        bundled("_shared/profiles/gb9704.yaml", "title-size: 22pt", "title-size: 23pt"),
        lambda page: "--title-size: 23pt" in page.css,
    ),
    "the figures": ("content/figures/shili.yaml", FIGURES.format(78), lambda page: "共有78（" in page.html),
}


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Return a project of one notice that prints a figure, and that has been composed already."""
    text = document(
        figures="shili", body="共有{{ figures.total }}（示例）。", title="关于测试的通知", closing="true"
    )
    write_files(tmp_path, {"content/figures/shili.yaml": FIGURES.format(77)})
    project(tmp_path, letter=text)
    wait_until_settled()
    composed(tmp_path)
    return tmp_path


@pytest.mark.parametrize("what", CHANGES)
def test_what_changes_shows_in_the_next_document_and_so_does_what_is_taken_back(
    home: Path, what: str
) -> None:
    name, text, shows = CHANGES[what]
    old = (home / name).read_bytes() if (home / name).exists() else None
    assert not shows(composed(home).composed)
    write_files(home, {name: text})
    assert shows(composed(home).composed)
    wait_until_settled()
    assert shows(composed(home).composed)
    (home / name).unlink() if old is None else (home / name).write_bytes(old)
    assert not shows(composed(home).composed)


def test_what_is_wrong_is_told_until_it_is_mended(home: Path) -> None:
    for _ in range(2):
        write_files(home, {"content/offices.yaml": "shili: {}\n"})
        with pytest.raises(Exception, match="offices"):
            composed(home)
        write_files(home, {"content/offices.yaml": CHANGES["the offices"][1]})
        assert composed(home).composed.metadata.author == "示例县食品安全办公室"


def test_another_table_of_type_and_another_font_show_at_once(home: Path) -> None:
    here = projects.find(home / "content")
    before = fonts.resolve(here)
    assert fonts.resolve(here) is before
    table = bundled("_shared/typefaces.yaml", "word: 楷体_GB2312", "word: 别的楷体")
    write_files(home, {"templates/_shared/typefaces.yaml": table})
    assert fonts.resolve(here)["楷体"].word_name == "别的楷体"
    songti, kaiti = (before[role].path.read_bytes() for role in ("仿宋", "楷体"))
    own = home / "fonts" / "方正小标宋简体.ttf"
    write_files(home, {"fonts/方正小标宋简体.ttf": kaiti})
    first = fonts.resolve(here)
    assert first["小标宋"].path == own
    cut = first["小标宋"].subset("示")
    wait_until_settled()
    assert fonts.resolve(here) is fonts.resolve(here)
    (home / "new").write_bytes(songti)
    (home / "new").replace(own)
    second = fonts.resolve(here)
    assert second["小标宋"].characters != first["小标宋"].characters
    assert second["小标宋"].ink("示") != first["小标宋"].ink("示")
    assert second["小标宋"].subset("示") != cut
    own.unlink()
    assert fonts.resolve(here)["小标宋"].path == before["小标宋"].path


def test_another_way_of_writing_dates_shows_at_once(home: Path) -> None:
    here = projects.find(home / "content")
    assert languages.language(here).said("2024年6月20日").startswith("2024")
    changed = bundled("_shared/languages/bo.yaml", '"{year}', '"改{year}')
    write_files(home, {"templates/_shared/languages/bo.yaml": changed})
    assert languages.language(here).said("2024年6月20日").startswith("改2024")


@pytest.mark.parametrize("form", ["pdf", "docx"])
@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("dot.png", red_square(), red_square(21)),
        ("dot.svg", SQUARE.format("red").encode(), SQUARE.format("blue").encode()),
    ],
)
def test_another_picture_of_the_same_name_is_drawn(
    tmp_path: Path, form: str, name: str, before: bytes, after: bytes
) -> None:
    project(tmp_path, letter=document(body=f"'见下图。\n\n\n  ![图]({name})'"))
    drawn = []
    for data in (before, after, before):
        write_files(tmp_path, {f"content/{name}": data})
        wait_until_settled()
        page = composed(tmp_path)
        drawn.append(writers.write(page.composed, page.typefaces, form).data)
    assert drawn[0] == drawn[2] != drawn[1]


def test_a_second_document_has_no_schema_judged_again(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    judged, plain = [], schemas.is_schema
    monkeypatch.setattr(schemas, "is_schema", lambda given: judged.append(given) or plain(given))
    composed(home)
    assert judged == []
    write_files(home, {"templates/letters/notice/schema.yaml": CHANGES["the kind's schema"][1]})
    composed(home)
    assert len(judged) == 1


def unbounded(code: str) -> list[str]:
    """Return the functions of a module that keep what they return for ever, whatever they are given."""
    found = []
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.FunctionDef):
            kept = {ast.unparse(decorator) for decorator in node.decorator_list}
            endless = kept & {"cache", "lru_cache(maxsize=None)", "functools.cache"}
            if endless and node.args.args:
                found.append(node.name)
    return found


@pytest.mark.parametrize(
    "path", sorted(PACKAGE.rglob("*.py")), ids=lambda path: str(path.relative_to(PACKAGE))
)
def test_nothing_is_kept_without_end(path: Path) -> None:
    # `packages` and `repertoire` are asked of a handful of names that docgen itself gives them.
    allowed = ["packages", "repertoire"] if path.parts[-2:] == ("setup", "doctor.py") else []
    assert unbounded(path.read_text(encoding="utf-8")) == allowed


def test_what_is_kept_without_end_is_seen() -> None:
    assert unbounded("@cache\ndef one(project): ...\n@cache\ndef two(): ...\n") == ["one"]


def test_documents_built_at_once_are_those_built_alone(tmp_path: Path) -> None:
    """Three threads, each with projects of its own whose templates, offices and figures differ."""
    sources = []
    for number in range(3):
        place = tmp_path / f"home{number}"
        body = f"|\n  # 第{number}项\n\n  共有{{{{ figures.total }}}}[^a]。\n\n  [^a]: 注{number}。\n"
        write_files(place, {"content/figures/shili.yaml": FIGURES.format(100 + number)})
        project(place, letter=document(figures="shili", title=f"关于第{number}项的通知", body=body))
        template = bundled(
            "letters/notice/template.html.j2", "{{ super() }}", f"{{{{ super() }}}}<i>{number}</i>"
        )
        write_files(place, {"templates/letters/notice/template.html.j2": template})
        sources.append(place / "content/letters/letter.yaml")

    def built(source: Path, out: str) -> dict[str, bytes]:
        made = build([source], Options(("pdf", "docx", "html"), source.parents[2] / out))
        assert made.findings == []
        return {path.name: path.read_bytes() for path in made.paths}

    alone = [built(source, "alone") for source in sources]
    assert len({page["letter.html"] for page in alone}) == len(sources)
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-4)
    try:
        with ThreadPoolExecutor(len(sources)) as pool:
            together = list(pool.map(built, sources, ["together"] * len(sources)))
    finally:
        sys.setswitchinterval(before)
    assert together == alone


def test_documents_built_at_once_may_go_into_one_folder(tmp_path: Path) -> None:
    home = project(tmp_path, **{f"letter{n}": document(title=f"关于第{n}项的通知") for n in range(8)})
    sources = sorted((home / "content/letters").glob("*.yaml"))

    def built(source: Path) -> list[Path]:
        return build([source], Options(("html",), home / "out")).paths

    with ThreadPoolExecutor(4) as pool:
        made = [path for paths in pool.map(built, sources) for path in paths]
    assert [f"关于第{n}项的通知" in path.read_text(encoding="utf-8") for n, path in enumerate(made)] == [
        True
    ] * 8
