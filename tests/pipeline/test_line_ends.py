"""A paragraph's last line has more than one character, and lines part no number from its measure word."""

import re
from functools import cache
from itertools import pairwise

import pytest

from docgen.pipeline.line_ends import STEPS, Tried, has_fault, marked, mended, paragraphs
from docgen.pipeline.stops import Pipeline
from docgen.write import laid_out
from tests.support.both_formats import Both, both
from tests.support.measuring import lines
from tests.support.samples import OFFICES, document, write_files

LONE = [f"{'甲乙丙丁戊己庚辛壬癸' * 12}"[: 26 + 28 * more + 1] + "。" for more in (1, 2, 3)]
COUNTED = [f"{'示' * count}3个{'例' * 20}。" for count in range(20, 27)]
GRADED = [f"{'示' * count}A级{'例' * 20}。" for count in range(20, 27)]
SIGNED = [f"{'示' * count} ≥ 9.5{'例' * 20}。" for count in range(22, 28)]
SOUND = ["甲" * 60 + "。"]
NOTES = "".join(
    f"[^{count}]: 含**教学点**的[食堂](https://example.gov.cn/{count})。\n\n" for count in range(22, 27)
)
NOTED = [f"食堂[^{count}]{'示' * count} ≥ 9.5{'例' * 20}。" for count in range(22, 27)]
STRESSED = [f"**重点**`检查`m<sup>2</sup>{'示' * count} ≥ 9.5{'例' * 20}。" for count in range(17, 24)]


def letter(*paragraphs: str) -> str:
    return document(body="|\n" + "".join(f"  {one}\n\n" for one in paragraphs))


@cache
def made() -> Both:
    text = letter(*LONE, *COUNTED, *GRADED, *SIGNED, *SOUND)
    return both({"content/offices.yaml": OFFICES, "content/letters/letter.yaml": text})["letter"]


def body(form: str) -> list[str]:
    found = lines(getattr(made(), form))
    return [line.text.replace(" ", "") for line in found if 15 < line.size < 17 and len(line.text) > 1]


def test_the_page_as_it_is_set_first_has_what_is_mended(tmp_path):
    write_files(
        tmp_path,
        {"content/offices.yaml": OFFICES, "content/l.yaml": letter(*LONE, *COUNTED, *GRADED, *SIGNED)},
    )
    page = Pipeline().pages(tmp_path / "content/l.yaml")[0]
    found = paragraphs(laid_out(page.composed, page.typefaces).shown(page.composed))
    assert [found[text][-1] for text in LONE] == [text[-2:] for text in LONE]
    assert sum(map(has_fault, (found[text] for text in COUNTED))) == 1
    assert sum(map(has_fault, (found[text] for text in GRADED))) == 1
    assert sum(map(has_fault, (found["".join(text.split())] for text in SIGNED))) == 1


def test_what_was_tried_in_vain_changes_nothing_and_is_not_tried_again(tmp_path):
    texts = letter(*LONE, *COUNTED, *GRADED, *SIGNED, "示" * 25 + "3" + "个")
    write_files(tmp_path, {"content/offices.yaml": OFFICES, "content/l.yaml": texts})
    page = Pipeline().pages(tmp_path / "content/l.yaml")[0]
    laid = laid_out(page.composed, page.typefaces)
    tried: Tried = {}
    lays: list[str] = []

    def lay(composed, typefaces):
        lays.append(composed.html)
        return laid_out(composed, typefaces)

    def forgetful(composed, typefaces):
        tried.clear()
        return lay(composed, typefaces)

    first = mended(page.composed, page.typefaces, laid, forgetful, tried)[0].html
    assert len(lays) > 1
    mended(page.composed, page.typefaces, laid, lay, tried)
    lays.clear()
    again = mended(page.composed, page.typefaces, laid, lay, tried)[0].html
    assert (again, len(lays)) == (first, 1)


@pytest.mark.parametrize("form", ["pdf", "word"])
def test_no_line_of_one_character_and_no_number_without_its_word(form):
    found = body(form)
    assert [line for line in found if len(re.findall(r"\w", line)) < 2] == []
    assert [pair for pair in pairwise(found) if has_fault(pair) and len(pair[1]) > 2] == []


def test_both_formats_end_their_lines_alike():
    assert body("word") == body("pdf")


def test_a_paragraph_with_a_note_or_with_stressed_words_is_mended_like_a_plain_one(tmp_path):
    texts = letter(*NOTED, *STRESSED, *NOTES.split("\n\n"))
    write_files(tmp_path, {"content/offices.yaml": OFFICES, "content/l.yaml": texts})
    page = Pipeline().pages(tmp_path / "content/l.yaml")[0]
    laid = laid_out(page.composed, page.typefaces)
    first = list(paragraphs(laid.shown(page.composed)).values())
    faults = [one for one in first if has_fault(one)]
    assert {one[0][:2] for one in faults} == {"食堂", "重点"}
    composed, _, shown = mended(page.composed, page.typefaces, laid)
    assert not [one for one in paragraphs(shown).values() if has_fault(one)]
    assert sum(composed.html.count(f'<p class="{step}">') for step in STEPS) == len(faults)


def test_what_is_sound_stays_as_it_was():
    assert made().findings == ()
    html = "<p>甲乙。</p><p>甲<em>丙</em>。</p>"
    assert marked(html, {"甲丙。": 0}) == f'<p>甲乙。</p><p class="{STEPS[0]}">甲<em>丙</em>。</p>'
