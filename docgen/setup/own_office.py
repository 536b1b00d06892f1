"""The office a new project is begun for: what `content/offices.yaml` says of it before anyone has edited it.

In go its name and 代字, out come its entry and the text of the file. What only the office knows is written as
a value that is plainly no real one, with a remark that says what to put there.
"""

from dataclasses import dataclass

from docgen.content.source.dump import dump_yaml
from docgen.foundation.messages import say
from docgen.foundation.ordering import initials

UNKNOWN_CODE = "××"
"""Stands for a 代字 that nobody has told."""
LETTERS = "函"
"""Behind the 代字 of documents it makes that of letters (函), as most offices have it."""

SELF_NAMES = (
    ("委员会办公室", "我办"),
    ("办公室", "我办"),
    ("委员会", "我委"),
    ("人民政府", "我府"),
    ("幼儿园", "我园"),
    *((end, f"我{end}") for end in ("中心", "公司", "大队", "支队", "总队")),
    *((f"{kind}学", "我校") for kind in "小中大"),
    *((end, f"我{end}") for end in "局厅委办院校部处科所站队馆社团会园街镇乡村县市区"),
)
"""What an office calls itself (自称), by how its name ends."""
NO_SELF_NAME = "我单位"


@dataclass(frozen=True)
class Office:
    """An office by its full name and 代字 (may be empty)."""

    name: str
    code: str = ""

    @property
    def id(self) -> str:
        """The short Latin name that documents call it by: slxjyj for 示例县教育局."""
        found = initials(self.name)
        return found if found[:1].isalpha() else f"office{found}"

    @property
    def self_name(self) -> str:
        """What it calls itself in its texts."""
        return next((said for end, said in SELF_NAMES if self.name.endswith(end)), NO_SELF_NAME)

    @property
    def entry(self) -> dict[str, str]:
        """What the file of offices says of it; whom to contact left out."""
        code = self.code or UNKNOWN_CODE
        return {
            "name": self.name,
            "self_name": self.self_name,
            "masthead": self.name,
            "code": code,
            "letter_code": code if code.endswith(LETTERS) else code + LETTERS,
            "printed_by": self.name,
        }


def offices_file(office: Office, lang: str) -> str:
    """Return the text of `content/offices.yaml` with this one office."""
    contact = {"contact": {"name": "张某某", "phone": "0000-0000000（示例）"}}
    written = dump_yaml({office.id: {**office.entry, **contact}})
    lines = []
    for line in written.splitlines():
        key = line.strip().partition(":")[0]
        lacking = key == "code" and not office.code
        remark = say(f"starter.office.{'code-lacking' if lacking else key}", lang) if key in REMARKS else ""
        lines.append(f"{line}  # {remark}" if remark else line)
    return "\n".join(
        [*(f"# {line}" for line in say("starter.office.head", lang).splitlines()), "", *lines, ""]
    )


REMARKS = ("self_name", "masthead", "code", "letter_code", "printed_by", "contact")
