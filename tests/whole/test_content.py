"""The bundled kinds and content: the report says what the office's own report says; figures are kept once."""

import re

import pytest
import tinycss2
from lxml import html

from docgen.compose import print_options
from docgen.compose.css_bundle import bundle
from docgen.content import document, kinds, project
from docgen.content.source import read
from docgen.foundation.numerals import chinese
from tests.support.samples import CASES, DOCUMENTS, ROOT, pages

HOME = project.find(ROOT / "content")
REPORT = "content/reports/two-responsibilities-2024"
SEED = CASES / "seed" / "lhasa-report.zh.txt"
KINDS = [kind for kind in kinds.listing(HOME) if kind.name.startswith(("letters/", "reports/"))]
FILES = ("schema.yaml", "template.html.j2", "style.css", "sample.yaml")
LEVELS = "abcd"

# Names that happen to contain digits: slogans quoted as a whole.
NAMES_WITH_DIGITS = ("“2022年打基础，2023年全覆盖，2024年见实效”", "“12345”", "“2024年见实效”")


def body_of(page):
    """Yield the paragraphs of a page as they are read, headings numbered as the style sheet numbers them."""
    numbers = {"h2": 0, "h3": 0}
    for element in html.document_fromstring(page.composed.html).find_class("body")[0]:
        text = element.text_content()
        if element.tag in numbers:
            numbers[element.tag] += 1
            if element.tag == "h2":
                numbers["h3"] = 0
            number = chinese(numbers[element.tag])
            text = f"{number}、{text}" if element.tag == "h2" else f"（{number}）{text}"
        yield text


def texts(value, key=""):
    """Yield every text of a content file that is printed."""
    if isinstance(value, str):
        yield from [] if key in ("kind", "office", "figures", "recipients", "date", "serial") else [value]
    else:
        pairs = value.items() if isinstance(value, dict) else [(key, item) for item in value]
        for name, item in pairs:
            yield from texts(item, name)


def typed_text(name):
    """Return what stands in a content file besides placeholders and names that contain digits."""
    text = "\n".join(texts(read(ROOT / f"{name}.yaml").values))
    for fixed in NAMES_WITH_DIGITS:
        text = text.replace(fixed, "")
    return re.sub(r"\{\{[^{}]*\}\}", "", text)


def numbers_kept():
    """Yield every number of the figures file, as printed with its unit, and its name."""
    figures = document.find_figures(HOME, read(ROOT / f"{REPORT}.yaml"))
    for name, figure in figures.figures.items():
        if isinstance(figure.value, int) and figure.unit:
            yield name, f"{figure}{figure.unit}"


def declared(css):
    """Return the classes for which a style sheet names a Word style."""
    rules = [rule for rule in tinycss2.parse_stylesheet(css) if rule.type == "qualified-rule"]
    named = [rule for rule in rules if "--docx-style" in tinycss2.serialize(rule.content)]
    return {name for rule in named for name in re.findall(r"\.([\w-]+)", tinycss2.serialize(rule.prelude))}


# --- the report ---


def test_the_report_says_what_the_offices_own_report_says():
    expected = SEED.read_text(encoding="utf-8").splitlines()
    assert len(expected) > 10
    (page,) = pages(REPORT)
    *report, closing = body_of(page)
    assert report == expected
    assert closing == "特此报告。"


def test_the_report_types_no_number():
    assert "家" in typed_text(REPORT)
    body = read(ROOT / f"{REPORT}.yaml").values["body"]
    assert body.count("{{") > 30
    assert re.findall(r"\d+", typed_text(REPORT)) == []


def test_the_inconsistencies_of_the_report_are_found():
    (page,) = pages(REPORT)
    assert [finding.values["id"] for finding in page.composed.findings] == [
        "cadres-trained",
        "staff-for-subjects",
        "five-coverages",
        "notices-named",
        "meeting-covers-b",
    ]


# --- all content ---


@pytest.mark.parametrize("name", DOCUMENTS)
def test_no_figure_is_typed_where_it_could_be_named(name):
    kept = dict(numbers_kept())
    assert kept["subjects.total"] == "15688家"
    assert len(kept) > 40
    text = typed_text(name)
    typed = {name for name, printed in kept.items() if re.search(rf"(?<!\d){printed}", text)}
    assert typed == set()


@pytest.mark.parametrize("name", [name for name in DOCUMENTS if "/letters/" in name])
def test_a_letter_of_invented_content_says_so_in_print(name):
    for page in pages(name):
        (note,) = html.document_fromstring(page.composed.html).find_class("note")
        assert "示例" in note.text_content()


def test_every_kind_is_shown_by_a_document_or_by_its_sample():
    shown = {read(ROOT / f"{name}.yaml").values["kind"] for name in DOCUMENTS}
    sampled = {read(kind.sample).values["kind"] for kind in KINDS}
    assert shown <= sampled == {kind.name for kind in KINDS}
    assert len(shown) >= 11


@pytest.mark.parametrize("what", ["subjects", "cadres"])
def test_the_counties_add_up_to_the_city(what):
    counties = read(ROOT / "content/recipients/counties.yaml").values["recipients"]
    assert len(counties) == 8
    city = document.find_figures(HOME, read(ROOT / f"{REPORT}.yaml"))
    for level in LEVELS:
        assert sum(int(row[f"{what}_{level}"]) for row in counties) == city.get(f"{what}.{level}").value
    assert sum(int(row[what]) for row in counties) == city.get(f"{what}.total").value
    assert all(int(row[what]) == sum(int(row[f"{what}_{level}"]) for level in LEVELS) for row in counties)


def test_every_county_has_a_letter_with_its_own_numbers():
    counties = read(ROOT / "content/recipients/counties.yaml").values["recipients"]
    letters = pages("content/letters/leader-letter-2024")
    assert len(letters) == len(counties)
    for row, page in zip(counties, letters, strict=True):
        text = "".join(body_of(page))
        assert text.startswith(f"尊敬的{row['salutation']}：您好！")
        assert f"{row['name']}有食品经营主体{row['subjects']}家" in text


# --- the kinds ---


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_a_kind_is_a_folder_of_four_files_or_of_what_differs_from_another(kind):
    folder = ROOT / "templates" / kind.name
    found = {path.name for path in folder.iterdir()}
    needed = {"schema.yaml", "sample.yaml"} if "x-like" in kind.schema else set(FILES)
    assert needed <= found <= {*FILES, "after.yaml"}


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_a_sample_is_a_document_of_its_kind_that_says_it_is_invented(kind):
    assert document.check(HOME, read(kind.sample)).kind.name == kind.name
    (page,) = pages(f"templates/{kind.name}/sample")
    assert "示例" in "".join(body_of(page))


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_field_has_a_chinese_title_and_kind_is_the_first(kind):
    fields = kind.schema["properties"]
    assert next(iter(fields)) == "kind"
    for field in fields.values():
        shared = kind.schema["$defs"].get(field.get("$ref", "").removeprefix("#/$defs/"), {})
        assert re.search("[\u4e00-\u9fff]", {**shared, **field}["title"])


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_paragraph_of_a_template_has_a_word_style(kind):
    own = HOME.template(kind.template).read_text(encoding="utf-8")
    parts = [HOME.template(name) for name in re.findall('include "(.+?)"', own)]
    written = own + "".join(part.read_text(encoding="utf-8") for part in parts)
    classes = set(re.findall(r'<(?:p|h1) class="([\w-]+)"', written))
    sheets = [kind.style, *print_options.GIVEN.values()]
    assert classes <= {name for sheet in sheets for name in declared(bundle(HOME, sheet))}


def test_no_template_names_a_person():
    offices = read(ROOT / "content/offices.yaml").values.values()
    names = {person["name"] for office in offices for person in office["people"].values()}
    names |= {office["contact"]["name"] for office in offices}
    assert "王强" in names
    templates = sorted((ROOT / "templates").rglob("*.j2"))
    assert len(templates) > 10
    written = {path: path.read_text(encoding="utf-8") for path in templates}
    assert [(file, name) for file, text in written.items() for name in names if name in text] == []
