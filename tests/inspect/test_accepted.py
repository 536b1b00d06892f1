"""What came back from Word is taken over line by line: then it is no difference, and nothing else moved."""

from pathlib import Path

import pytest

import docgen
from docgen.foundation.errors import ContentError
from tests.inspect.test_edited import made, office, paragraph, replacing, rewritten
from tests.support.samples import told

__all__ = ["office"]
SOURCE = Path("content/letters/reminder.yaml")
REMOVED = "二是数据维护不及时，主体未同步更新。"


def edited(text: str) -> str:
    """Return the Word file after the leader: words, a field, a date, a cell, one paragraph more, one less."""
    text = replacing(
        ("抽查记录80份", "抽查记录90份"),
        ("关于做好示例工作的提醒函", "关于切实做好示例工作的提醒函"),
        ("更新信息", "更新有关信息"),
        ("各级干部要对照清单履职", "各级*干部要对照清单履职"),
    )(text)
    kept = paragraph(text, "督导质量不高")
    text = text.replace(kept, kept + kept.replace("一是督导质量不高，结论", "另有一项：宣传引导不够，结论"))
    return text.replace(paragraph(text, "数据维护不及时"), "")


def compared(home: Path, data: bytes):
    """Return what differs in an edited file."""
    (home / "reminder.docx").write_bytes(data)
    (found,) = docgen.compare([home / "reminder.docx"], home / SOURCE)
    return found


def test_what_is_accepted_is_no_difference_any_more(office: Path) -> None:
    data = rewritten(made(office), edited)
    (office / SOURCE).write_text((office / SOURCE).read_text("utf-8") + "# 备忘（示例）\n", "utf-8")
    before = (office / SOURCE).read_text("utf-8")
    found = compared(office, data).findings
    offered = [one for one in found if one.edits]
    left = [one for one in found if not one.edits]
    assert {one.code for one in offered} >= {"edited-prose", "edited-line", "edited-gone"}
    assert any("*" in str(one.values.get("new")) for one in left), "a sign is nothing that words are"
    etag = docgen.form(office / SOURCE).etag
    docgen.accept_edits(office / SOURCE, [edit for one in offered for edit in one.edits], etag)
    after = (office / SOURCE).read_text("utf-8")
    assert "抽查记录90份" in after
    assert "切实做好示例工作" in after
    assert "| 更新有关信息 | 7月20日 |" in after
    assert REMOVED not in after
    assert "{{ figures.shops }}" in after
    assert after.endswith("# 备忘（示例）\n")
    assert [line for line in before.splitlines() if line.startswith("addressees")] == [
        line for line in after.splitlines() if line.startswith("addressees")
    ]
    again = compared(office, data).findings
    assert {one.code for one in again} <= {one.code for one in left}
    assert len(again) == len(left)


def test_nothing_is_written_over_another_change(office: Path) -> None:
    edit = docgen.ValueEdit(("body",), "乙", 0, 2)
    before = (office / SOURCE).read_bytes()
    etag = docgen.form(office / SOURCE).etag
    assert told(lambda: docgen.accept_edits(office / SOURCE, [edit], "0" * 64))[0][0] == "document-changed"
    assert told(lambda: docgen.accept_edits(office / SOURCE, [edit, edit], etag))[0][0] == "edits-unfit"
    lost = docgen.ValueEdit(("attachments", 3, "title"), "乙", 0, 1)
    with pytest.raises(ContentError):
        docgen.accept_edits(office / SOURCE, [lost], etag)
    assert (office / SOURCE).read_bytes() == before
