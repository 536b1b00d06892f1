"""The door to WeasyPrint's cascade: the values of one small document, and what must never be fetched."""

import weasyprint

from docgen.layout.styles import Border, Cascade, PageContext, Percent, page_rules, probes

HTML = """<!DOCTYPE html><html lang="zh-CN"><body class="letter">
<h2 id="one">甲</h2><p class="date">乙<em>丙</em></p><p lang="bo">བོད</p><img src="a.png"></body></html>"""
CSS = """
@counter-style hanzi { system: additive; range: 1 99; additive-symbols: 10 十, 2 二, 1 一 }
:root { --pitch: calc(225mm / 22) }
body { font: 16pt/var(--pitch) 仿宋, 藏文; counter-reset: level }
h2 { --docx-style: 一级标题; counter-increment: level; break-after: avoid }
h2 { border-bottom: 0.5mm solid rgb(229, 0, 18) }
h2::before { content: counter(level, hanzi) "、" }
.date { --docx-style: "成文日期"; margin: 0 max(4em, 10pt) 0 10%; letter-spacing: -0.25pt; text-indent: -2em }
em { position: absolute; top: 10mm; z-index: -1 }
"""


def test_the_pinned_versions_are_those_the_door_was_made_for() -> None:
    assert weasyprint.__version__.startswith("70.")


def test_lengths_come_in_points_and_colours_in_hexadecimal() -> None:
    cascade = Cascade(HTML, CSS)
    heading, date = cascade.style(cascade.root.find(".//h2")), cascade.style(cascade.root.find(".//p"))
    assert (heading.font_size, round(heading.line_height, 3)) == (24.0, 28.991)
    assert heading.border.bottom == Border(1.4173, "solid", "E50012")
    assert heading.border.top is None
    assert date.margin == (0.0, 64.0, 0.0, Percent(10.0))
    assert (date.letter_spacing, date.text_indent) == (-0.25, -32.0)
    assert heading.font_family == ("仿宋", "藏文")
    assert (heading.break_after, heading.bookmark_level, heading.display) == ("avoid", 2, "block")


def test_placed_boxes_keep_auto_apart_from_zero() -> None:
    cascade = Cascade(HTML, CSS)
    style = cascade.style(cascade.root.find(".//em"))
    assert (style.position, style.z_index) == ("absolute", -1)
    assert style.inset == (28.3465, None, None, None)


def test_generated_content_stays_symbolic() -> None:
    cascade = Cascade(HTML, CSS)
    before = cascade.pseudo(cascade.root.find(".//h2"), "before")
    assert before.content == (("counter()", ("level", "hanzi")), ("string", "、"))
    assert cascade.pseudo(cascade.root.find(".//h2"), "after") is None
    assert [cascade.counter_text(number, "hanzi") for number in (1, 2, 12)] == ["一", "二", "十二"]


def test_docx_properties_do_not_inherit() -> None:
    cascade = Cascade(HTML, CSS)
    assert cascade.style(cascade.root.find(".//p")).docx == {"style": "成文日期"}
    assert cascade.style(cascade.root.find(".//em")).docx == {}


def test_equal_styles_are_one_record() -> None:
    cascade = Cascade("<p>甲</p><p>乙</p>", "")
    first, second = cascade.root.iter("p")
    assert cascade.style(first) is cascade.style(second)


def test_nothing_is_fetched(tmp_path, monkeypatch) -> None:
    opened = []
    monkeypatch.setattr("urllib.request.OpenerDirector.open", lambda *args, **named: opened.append(args))
    (tmp_path / "x.css").write_text("p { color: red }")
    address = (tmp_path / "x.css").as_uri()
    html = f'<link rel=stylesheet href="{address}"><style>@import "{address}";</style><p>甲'
    cascade = Cascade(html, f'@import "{address}"; p {{ background: url({address}) }}')
    assert cascade.style(cascade.root.find(".//p")).colour == "000000"
    assert opened == []


PAGES = """
:root { --top: 37mm }
@page { size: A4; margin: var(--top) 26mm 35mm 28mm; --docx-grid: lines 22 }
@page :right { @bottom-right { content: "— " counter(page) " —"; font: 14pt/14pt 宋体; vertical-align: top } }
@page :left { @bottom-left { content: counter(page) } }
@page :first { @bottom-right { content: none } }
@page wide { size: A4 landscape; margin: 20mm }
"""


def test_a_page_has_the_margins_its_rules_say() -> None:
    page = page_rules(PAGES, PageContext())
    assert [round(side, 2) for side in page.style.margin] == [104.88, 73.7, 99.21, 79.37]
    assert page.style.docx == {"grid": "lines 22"}


def test_margin_boxes_belong_to_a_side_of_the_sheet() -> None:
    right, left = page_rules(PAGES, PageContext()), page_rules(PAGES, PageContext(side="left"))
    assert right.boxes["bottom-right"].content[1] == ("counter()", ("page", "decimal"))
    assert right.boxes["bottom-right"].vertical_align == "top"
    assert list(left.boxes) == ["bottom-left"]
    assert left.boxes["bottom-left"].vertical_align == "middle"


def test_first_beats_right_whatever_their_order() -> None:
    assert page_rules(PAGES, PageContext(first=True)).boxes["bottom-right"].content is None


def test_a_named_page_adds_to_the_plain_one() -> None:
    page = page_rules(PAGES, PageContext("wide"))
    assert [round(length) for length in page.style.size] == [842, 595]
    assert "bottom-right" in page.boxes


def test_probes_rebuild_the_selectors_of_named_styles() -> None:
    css = ".signature > p.date:first-child, h1 + td[lang='bo'] { --docx-style: 甲 }"
    css += "h2::before { --docx-style: 乙 } p { color: red }"
    assert [probe.chain for probe in probes(css, "--docx-style")] == [
        (("", (("class", "signature"),)), ("p", (("class", "date"),))),
        (("td", (("lang", "bo"),)),),
    ]
