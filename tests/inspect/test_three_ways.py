"""What came back is held against what was built: the other person's changes are told from the YAML's own."""

import io
import re
import zipfile
from pathlib import Path

import pytest

from docgen.archive import texts
from docgen.content.source import read
from docgen.inspect.docx.package import Package
from docgen.inspect.docx.packing import packed, unpacked
from docgen.inspect.docx.reading import content
from docgen.inspect.edited import Original, built, compare
from tests.support import samples

from .test_edited import REMINDER, brief, compared, line_of, made, paragraph, replacing, rewritten
from .test_edited import office as office

SOURCE = "content/letters/reminder.yaml"


@pytest.fixture
def sent(office: Path) -> bytes:
    """The reminder as it was built, filed in the project's out, and sent to the other person."""
    data = made(office)
    (office / "out").mkdir()
    built.keep(office / "out", [("reminder.docx", data)])
    return data


def ours(office: Path, *pairs: tuple[str, str], name: str = SOURCE) -> None:
    """Change the YAML, as the clerk does after the build."""
    path = office / name
    path.write_text(replacing(*pairs)(path.read_text(encoding="utf-8")), encoding="utf-8")


def theirs(data: bytes, *pairs: tuple[str, str]) -> bytes:
    """Return the Word file changed by the other person."""
    return rewritten(data, replacing(*pairs))


def without(data: bytes, words: str) -> bytes:
    """Return a Word file without a paragraph."""
    return rewritten(data, lambda text: text.replace(paragraph(text, words), ""))


def codes(result) -> tuple[list[str], list[str]]:
    """Return the codes of findings and of notes."""
    return [one.code for one in result.findings], [one.code for one in result.notes]


OWN = ("督导质量不高", "督导质量较低")


def test_what_only_the_yaml_changed_is_no_change(office, sent) -> None:
    ours(
        office,
        OWN,
        ("  ## 压实责任\n\n", ""),
        ("| 更新信息 | 7月20日 |", "| 更新信息 | 7月25日 |\n  | 回访 | 8月 |"),
    )
    assert codes(compared(office, sent)) == ([], ["edited-later"])


def test_what_only_they_changed_is_led_to_where_it_now_stands(office, sent) -> None:
    ours(office, OWN, ("  # 存在的问题\n", "  # 新的一节\n\n  新的一段。\n\n  # 存在的问题\n"))
    result = compared(office, theirs(sent, ("记录80份", "记录95份"), ("更新信息", "更正信息")))
    now = (office / SOURCE).read_text(encoding="utf-8")
    assert codes(result) == (["edited-prose", "edited-prose"], ["edited-later"])
    assert [one.place.line for one in result.findings] == [line_of(now, "80份"), line_of(now, "更新信息")]


def test_what_both_changed_is_told_with_both_wordings(office, sent) -> None:
    ours(office, OWN)
    result = compared(office, theirs(sent, ("结论", "结果")))
    (finding,) = result.findings
    assert brief([finding]) == [("edited-both", f"reminder.yaml:{line_of(REMINDER, '一是督导')}:3")]
    assert "一是督导质量较低，结论雷同。" in finding.text("zh")
    assert "一是督导质量不高，结果雷同。" in finding.text("zh")
    assert result.notes == ()


def test_what_both_changed_alike_needs_nothing(office, sent) -> None:
    ours(office, OWN)
    assert codes(compared(office, theirs(sent, OWN))) == ([], ["edited-later"])


def test_cells_are_told_apart_one_by_one(office, sent) -> None:
    ours(office, ("| 更新信息 | 7月20日 |", "| 更新信息 | 7月25日 |"))
    assert codes(compared(office, theirs(sent, ("更新信息", "更正信息"))))[0] == ["edited-prose"]
    edited = rewritten(sent, lambda text: "7月30日".join(text.rsplit("7月20日", 1)))
    (finding,) = compared(office, edited).findings
    assert (finding.code, finding.values["ours"], finding.values["theirs"]) == (
        "edited-both",
        "7月25日",
        "7月30日",
    )


def test_one_side_removes_what_the_other_changes(office, sent) -> None:
    ours(office, OWN)
    assert codes(compared(office, without(sent, "一是督导")))[0] == ["edited-both-removed"]
    ours(office, ("  一是督导质量较低，结论**雷同**。\n\n", ""))
    assert codes(compared(office, without(sent, "一是督导"))) == ([], ["edited-later"])
    result = compared(office, theirs(sent, ("结论", "结果")))
    assert codes(result)[0] == ["edited-both-kept"]
    assert "一是督导质量不高，结果雷同。" in result.findings[0].text("zh")


def test_what_they_add_is_placed_behind_what_is_left(office, sent) -> None:
    ours(office, ("  二是数据维护不及时，主体未同步更新。\n\n", ""))

    def added(text: str) -> str:
        two = paragraph(text, "二是数据")
        return text.replace(two, two + two.replace("二是数据维护不及时，主体未同步更新。", "三是宣传不够。"))

    (finding,) = compared(office, rewritten(sent, added)).findings
    assert (finding.code, finding.place.line) == ("edited-added", line_of(REMINDER, "一是督导"))


def test_what_both_added_needs_nothing(office, sent) -> None:
    last = "二是数据维护不及时，主体未同步更新。"
    ours(office, (last, f"{last}\n\n  三是宣传不够。"))

    def added(text: str) -> str:
        two = paragraph(text, "二是数据")
        return text.replace(two, two + two.replace(last, "三是宣传不够。"))

    assert codes(compared(office, rewritten(sent, added)))[0] == []


def test_a_field_changed_on_one_side_only(office, sent) -> None:
    ours(office, ("serial: 12", "serial: 13"))
    assert codes(compared(office, sent)) == ([], ["edited-later"])
    (finding,) = compared(office, theirs(sent, ("2024年6月30日", "2024年7月5日"))).findings
    assert finding.values["write"] == "deadline: 2024-07-05"


def test_a_renamed_file_elsewhere_is_held_against_the_likest_build(office, sent) -> None:
    ours(office, OWN)
    built.keep(office / "out", [("reminder.docx", made(office))])  # built again meanwhile
    ours(office, ("主体未同步更新", "主体没有更新"))
    (office / "desk").mkdir()
    result = compared(office, theirs(sent, ("记录80份", "记录95份")), file="desk/李局改(1)")
    assert codes(result) == (["edited-prose"], ["edited-later"])


def test_letters_of_a_roster_are_each_held_against_their_own(office) -> None:
    (office / "out").mkdir()
    letters = [made(office, "letter", number) for number in (0, 1)]
    built.keep(
        office / "out", [(f"letter-{name}县.docx", data) for name, data in zip("甲乙", letters, strict=True)]
    )
    ours(office, ("的支持", "的大力支持"), name="content/letters/letter.yaml")
    ours(office, ("乙县县长", "乙县书记"), name="content/recipients/counties.yaml")
    edited = theirs(letters[1], ("谨此致谢", "特此致谢"))
    result = compared(office, edited, "letter", file="改好的")
    assert result.job.name == "letter-乙县"
    assert codes(result) == (["edited-both"], ["edited-later"])
    assert codes(compared(office, letters[1], "letter", file="letter-乙县")) == ([], ["edited-later"])


def test_nothing_kept_is_said_and_the_yaml_of_now_is_taken(office) -> None:
    data = made(office)
    ours(office, OWN)
    assert codes(compared(office, data)) == (["edited-prose"], ["edited-not-kept"])
    assert codes(compared(office, made(office))) == ([], [])


def test_looks_and_comments_are_still_told(office, sent) -> None:
    ours(office, OWN)
    bold = rewritten(sent, lambda text: text.replace("<w:r><w:t", "<w:r><w:rPr><w:b/></w:rPr><w:t", 3))
    assert codes(compared(office, bold)) == ([], ["edited-looks", "edited-later"])


def test_paragraphs_that_the_yaml_put_together_or_parted_are_no_trap(office, sent) -> None:
    ours(office, ("雷同**。\n\n  二是", "雷同**。二是"))
    assert codes(compared(office, sent)) == ([], ["edited-later"])
    edited = theirs(sent, ("主体未同步更新", "主体没有更新"), ("记录80份", "记录95份"))
    assert codes(compared(office, edited))[0] == ["edited-prose", "edited-both-kept"]
    ours(office, ("雷同**。二是", "雷同**。\n\n  二是"), ("高，结论", "高。\n\n  结论"))
    assert codes(compared(office, sent)) == ([], ["edited-later"])
    assert codes(compared(office, theirs(sent, ("结论", "结果"))))[0] == ["edited-both"]


# --- paragraphs parted and put together, white space, values ---


def test_a_parted_paragraph_is_told_where(office, sent) -> None:
    def parted(text: str) -> str:
        two = paragraph(text, "二是数据")
        first, second = (two.replace("二是数据维护不及时，主体未同步更新。", half) for half in HALVES)
        return text.replace(two, first + second)

    (finding,) = compared(office, rewritten(sent, parted)).findings
    line = line_of(REMINDER, "二是数据")
    assert brief([finding]) == [("edited-prose", f"reminder.yaml:{line}:{3 + len(HALVES[0])}")]
    assert "之后分成了两段" in finding.text("zh")


HALVES = "二是数据维护不及时，", "主体未同步更新。"


def test_paragraphs_put_together_are_told(office, sent) -> None:
    def joined(text: str) -> str:
        one, two = paragraph(text, "一是督导"), paragraph(text, "二是数据")
        runs = "".join(re.findall(r"<w:r>.*?</w:r>", two, re.DOTALL))
        return text.replace(two, "").replace(one, one.replace("</w:p>", f"{runs}</w:p>"))

    (finding,) = compared(office, rewritten(sent, joined)).findings
    assert brief([finding]) == [("edited-joined", f"reminder.yaml:{line_of(REMINDER, '一是督导')}:3")]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("一是督导质量", "一是督导\u3000质量", "“一是督导”之后加了一个全角空格"),
        ("一是督导质量", "一是督导\u3000\u3000质量", "“一是督导”之后加了2 个全角空格"),
        ("一是督导质量", "一是督导 质量", "“一是督导”之后加了一个空格"),
    ],
)
def test_white_space_alone_is_told_in_words(office, sent, old, new, said) -> None:
    (finding,) = compared(office, theirs(sent, (old, new))).findings
    assert said in finding.text("zh")


def test_white_space_in_a_field_is_told_in_words(office, sent) -> None:
    (finding,) = compared(office, theirs(sent, ("做好示例工作", "做好\u3000示例工作"))).findings
    assert "只是空白不同：“关于做好”之后加了一个全角空格" in finding.text("zh")
    assert finding.values["write"] == "title: 关于做好\u3000示例工作的提醒函"


def test_a_row_of_narrow_numbers_is_found_in_the_yaml(office) -> None:
    table = (
        "  | 序号 | 班级 | 男生 | 女生 |\n  |---|---|---|---|\n  | 1 | 7 | 12 | 18 |\n  | 2 | 8 | 13 | 19 |\n"
    )
    ours(office, ("  # 工作要求\n", f"{table}\n  # 工作要求\n"))
    now = (office / SOURCE).read_text(encoding="utf-8")
    (finding,) = compared(office, theirs(made(office), (">18<", ">21<"))).findings
    line = line_of(now, "| 18 |")
    assert brief([finding]) == [
        ("edited-prose", f"reminder.yaml:{line}:{now.splitlines()[line - 1].index('18') + 1}")
    ]


COMMITMENT = samples.ROOT / "content/letters/commitment-2024.yaml"


@pytest.mark.parametrize(
    ("old", "new", "key", "code"),
    [
        ("示例便民超市", "示例便民大超市", "subjects", "edited-prose"),
        ("示例乡示例路8号", "示例乡示例路9号", "subjects", "edited-prose"),
        ("按规定报告并配合处置", "按规定报告并协助处置", "tasks", "edited-line"),
    ],
)
def test_a_value_in_a_table_of_the_template_is_the_yamls(tmp_path, old, new, key, code) -> None:
    page = samples.pages("content/letters/commitment-2024")[0]
    data = samples.docx("content/letters/commitment-2024").data
    path = tmp_path / f"{page.composed.name}.docx"
    path.write_bytes(theirs(data, (old, new)))
    result = compare(path, [page.job], lambda _: Original(page.composed.html, data))
    (finding,) = result.findings
    lines = {at.line for keys, at in places(COMMITMENT).items() if keys[0] == key}
    assert (finding.code, finding.place.path, finding.place.line in lines) == (code, COMMITMENT, True)


def places(path: Path):
    """Return the places of all values of a YAML file."""
    source = read(path)
    return {keys: source.place(*keys) for keys in source.places if keys}


# --- what is kept ---


def test_what_is_kept_is_read_as_it_was(office, sent) -> None:
    said = content(Package(sent, office))
    kept = unpacked(packed(said))
    assert kept is not None
    assert {name: [item.text for item in items] for name, items in kept.stories.items()} == {
        name: [item.text for item in items] for name, items in said.stories.items()
    }
    assert compared(office, sent).findings == ()
    assert unpacked("rubbish") is None


def test_each_file_is_kept_once_and_a_torn_line_is_passed_over(office, sent) -> None:
    folder = office / "out"
    built.keep(folder, [("reminder.docx", sent), ("reminder.pdf", b"%PDF")])
    assert [one.name for one in texts.kept(folder)] == ["reminder.docx"]
    path = folder / texts.FILE
    path.write_bytes(path.read_bytes()[:200])
    built.keep(folder, [("reminder.docx", sent)])
    built.keep(folder, [("other.docx", sent)])
    assert [one.name for one in texts.kept(folder)][-1] == "other.docx"
    assert list(texts.kept(office / "nowhere")) == []


def test_a_word_file_holds_nothing_of_what_is_struck_out(office, sent) -> None:
    """What was built is kept beside the file: a sentence that is deleted is gone from it."""
    edited = without(sent, "二是数据")
    file = zipfile.ZipFile(io.BytesIO(edited))
    assert "二是数据".encode() not in b"".join(file.read(name) for name in file.namelist())
