"""What making one letter must not cost: a search for libraries, and libraries that only rosters need."""

import ctypes.util
import subprocess
import sys
from datetime import date
from inspect import signature
from io import BytesIO
from pathlib import Path

import pikepdf
import weasyprint

from docgen.composed import Metadata
from docgen.layout import engine
from docgen.layout.engine import cascade, documents
from docgen.layout.engine.page_flow import is_bare
from docgen.layout.engine.sheets import REFUSER, Sheet, new_fonts
from docgen.write.laid.document import Laid
from tests.support import foreign
from tests.support.samples import document, project

CALL = """\
import sys
started = []
sys.addaudithook(lambda event, told: started.append(told[1]) if event == "subprocess.Popen" else None)
from docgen.cli import run
code = run(sys.argv[1:])
print(code, len(started), *sys.modules, file=sys.stderr)
"""
FOR_ROSTERS = {"pikepdf", "openpyxl", "xlsxwriter", "distributed", "segno", "cryptography", "pypdfium2"}


def test_a_letter_starts_no_process_and_loads_nothing_that_only_rosters_need(tmp_path: Path) -> None:
    letter = project(tmp_path, letter=document()) / "content/letters/letter.yaml"
    call = [sys.executable, "-c", CALL, "build", letter, "--out", tmp_path / "out"]
    done = subprocess.run(call, capture_output=True, text=True, check=True)
    code, started, *modules = done.stderr.splitlines()[-1].split()
    assert sorted(path.suffix for path in (tmp_path / "out").glob("letter.*")) == [".docx", ".pdf"]
    assert (code, started) == ("0", "0")
    loaded = {name.partition(".")[0] for name in modules}
    assert "weasyprint" in loaded
    assert loaded & FOR_ROSTERS == set()


def test_libraries_are_searched_for_again_afterwards() -> None:
    assert ctypes.util.find_library("c") is not None
    assert weasyprint.__version__ == engine.VERSION


SELDOM = """
import sys
from weasyprint import CSS, HTML
from weasyprint.css import get_all_computed_styles
if sys.argv[1] == "plain":
    from weasyprint.css import StyleFor
else:
    import docgen.layout.engine
css = "li.own::marker { color: red } .note { float: footnote } .note::footnote-call { content: '*' }"
html = HTML(string="<ol><li>a<li class=own>b</ol><p>c<span class=note>d</span><p>e")
style_for = get_all_computed_styles(html, user_stylesheets=[CSS(string=css)])
print(len(style_for.get_computed_styles()))
names = ["color", "content", "font_variant_numeric", "white_space", "vertical_align", "font_size"]
for element in html.etree_element.iter():
    for pseudo in ("marker", "footnote-call", "footnote-marker", "note-call", "note-marker", "note-callback"):
        style = style_for(element, pseudo)
        print(element.tag, pseudo, *(repr(style[name]) for name in names))
"""


def styles(way: str) -> list[str]:
    """Return how many styles WeasyPrint makes of a page, and its answers when asked for seldom ones."""
    done = subprocess.run([sys.executable, "-c", SELDOM, way], capture_output=True, text=True, check=True)
    return done.stdout.splitlines()


def test_styles_that_are_seldom_wanted_are_made_when_they_are_and_are_the_same() -> None:
    plain, ours = styles("plain"), styles("docgen")
    assert len(plain) == 1 + 6 * 9
    assert ours[1:] == plain[1:]
    assert int(plain[0]) - int(ours[0]) == 6 * 9 - 2, "one for each element, but those the author speaks of"


PATTERNS = """
import re, sys
from tinyhtml5 import inputstream
if sys.argv[1] == "kept":
    import docgen.layout.engine
from weasyprint import HTML
made, compile = [], re.compile
inputstream.re.compile = lambda *said: made.append(said) or compile(*said)
page = "<table><tr class=a title='b&amp;c'><td>d &lt; e<!-- f --><td>g</table>" * 2
for _ in range(2):
    tree = HTML(string=page).etree_element
    print([(str(e.tag).split(" at ")[0], e.items(), e.text, e.tail) for e in tree.iter()])
print(len(made), len(set(made)), file=sys.stderr)
"""


def test_the_html_reader_makes_each_pattern_once_and_reads_the_same() -> None:
    plain, kept = (
        subprocess.run([sys.executable, "-c", PATTERNS, how], capture_output=True, text=True, check=True)
        for how in ("plain", "kept")
    )
    assert plain.stdout == kept.stdout
    made, different = map(int, kept.stderr.split())
    assert made == different == int(plain.stderr.split()[1])
    assert int(plain.stderr.split()[0]) > 4 * made, (
        "tinyhtml5 finds its own patterns again: engine/patterns.py may go"
    )


BREAKS = """
import sys
if sys.argv[1] == "ours":
    import docgen.layout.engine
from weasyprint import HTML
css = "@page { size: 100px; margin: 10px } body { margin: 0; page: body } .other { page: other }"
css += " p, h2 { margin: 0; font: 10px/10px serif } h2 { margin-top: 30px } .forced { break-before: page }"
text = "<section>" + "<p>a</p>" * 8 + "<h2>b</h2><h2 class=forced>c</h2><h2 class=other>d</h2></section>"
for page in HTML(string=f"<style>{css}</style><body>{text}").render().pages[1:]:
    print(next(box.margin_top for box in page._page_box.descendants() if box.element_tag == "h2"))
"""


def test_a_margin_is_dropped_at_a_break_that_no_one_asked_for() -> None:
    plain, ours = (
        subprocess.run([sys.executable, "-c", BREAKS, way], capture_output=True, text=True, check=True)
        for way in ("plain", "ours")
    )
    assert ours.stdout.split() == ["0", "30.0", "30.0"]
    assert plain.stdout.split() == ["30.0"] * 3, (
        "WeasyPrint tells breaks apart itself: engine/page_breaks.py may go"
    )


def test_the_cascade_is_asked_as_it_is_known() -> None:
    assert engine.VERSION.split(".")[0] == "70"
    sheet = Sheet("@counter-style 项 { system: cyclic; symbols: '甲' '乙'; suffix: '、' } p { color: #f00 }")
    root = cascade.page("<p>一<b>二</b>")
    answers = cascade.computed(root, Sheet("b { color: #00f }"), sheet)
    p, b = root.find("body/p"), root.find("body/p/b")
    assert [answers(element)["color"].coordinates for element in (p, b)] == [(1, 0, 0), (0, 0, 1)]
    assert answers(p, "before") is None
    assert (sheet.counter_text(2, "项"), sheet.marker_text(1, "项")) == ("乙", "甲、")


def test_a_document_is_made_of_pages_as_it_is_known() -> None:
    made = signature(weasyprint.Document.__init__)
    assert list(made.parameters) == [
        *("self", "pages", "metadata", "url_fetcher", "font_config", "color_profiles", "output_intent"),
    ]
    pages = [page for text in "甲乙" for page in weasyprint.HTML(string=text).render().pages]
    about = Metadata("题", "示例办公室", "zh-CN", date(2024, 6, 20))
    data = documents.pdf(pages, about, "名", new_fonts(), REFUSER)
    assert data == documents.pdf(pages, about, "名", new_fonts(), REFUSER)
    with pikepdf.open(BytesIO(data)) as file:
        assert (len(file.pages), file.docinfo.Title, file.docinfo.Author) == (2, "题", "示例办公室")
        assert file.docinfo.CreationDate == "D:20240620000000+00'00"


def test_a_page_tells_whether_it_holds_anything_of_the_flow() -> None:
    """What floats to a page's foot, and what margins print, is not of the flow."""
    css = "@page { size: 60mm 60mm; margin: 10mm; @top-left { content: '眉' } } footer { float: footnote }"
    css += " footer::footnote-call { content: none } p { margin: 0; font-size: 20pt } footer { height: 20mm }"
    made = foreign.page("<p>一</p><p>二</p><p>三</p><div><footer id='end'>脚</footer></div>", css)
    assert [is_bare(page) for page in Laid(made, foreign.typefaces()).pages] == [False, True]
