"""Tables of a register as of a day (台账): what is open, what is late, what went out, how each county stands.

In go a register, the name of a view and a day; out comes a table of text with a name for each row. The same
tables are printed in documents (`data: {督办: {register: 未办事项}}`), made workbooks and told to programs.
A table as of a day stays as it is, whatever is noted of later days.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from .entries import OUTGOING, Entry, Query
from .following import STATES, Matter, is_followed, matters, state_word
from .register import Register

BODIES = (
    "人民政府", "食品药品安全委员会办公室", "食品安全委员会办公室", "食品药品安全委员会", "食品安全委员会",
    "食药安办", "食安办",
)  # fmt: skip
"""What a county's government or office is called behind the county's own name."""
FULL_MARKS = 20
"""Marks for 问题整改 in the assessment, when all was done in time."""


@dataclass(frozen=True)
class View:
    """A table: its title, its headings (the first over the names of the rows), which of them are counts."""

    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    units: Mapping[str, str]  # of the columns that are counts


@dataclass(frozen=True)
class Item:
    """A matter of a paper, as of a day."""

    entry: Entry
    matter: Matter
    on: str
    is_one_of_several: bool = False

    @property
    def name(self) -> str:
        """What it is called: the number, the row, of several addressees whose it is."""
        row = f"第{self.matter.row}项" if self.matter.row else ""
        whose = f"（{self.matter.who}）" if self.is_one_of_several and not row else ""
        return f"{self.entry.number}{row}{whose}"

    @property
    def state(self) -> str:
        """How far it had come by then, late before all else."""
        if self.matter.is_late(self.on):
            return state_word("overdue", "zh")
        done = [step for step in STATES[1:] if "" < getattr(self.matter, step) <= self.on]
        return state_word(done[-1] if done else STATES[0], "zh")

    @property
    def days_late(self) -> str:
        """By how many days it was late, empty where it was not."""
        days = self.matter.days_late(self.on)
        return str(days) if days else ""

    def day(self, step: str) -> str:
        """Return the day of a step, as far as it was taken by then."""
        day = str(getattr(self.matter, step))
        return day if day <= self.on else ""


def items(register: Register, on: date, since: date | None = None) -> Iterator[Item]:
    """Yield the matters of the papers that had gone out by a day, in the order of their numbers."""
    for entry in register.entries(Query(book=OUTGOING, states=STATES, since=since, until=on)):
        found = matters(entry) if is_followed(entry) else []
        yield from (Item(entry, one, on.isoformat(), len(found) > 1) for one in found if one.due)


def open_items(register: Register, on: date) -> View:
    """Return what was still to be done on a day (未办事项)."""
    found = [one for one in items(register, on) if one.matter.is_open(one.on)]
    return View("未办事项", ITEM_HEADINGS, tuple(map(item_row, found)), {"逾期天数": "天"})


def late_items(register: Register, on: date) -> View:
    """Return what was late on a day (逾期事项)."""
    found = [one for one in items(register, on) if one.matter.is_late(one.on)]
    return View("逾期事项", ITEM_HEADINGS, tuple(map(item_row, found)), {"逾期天数": "天"})


ITEM_HEADINGS = ("事项", "文种", "责任单位", "内容", "时限", "状态", "逾期天数")


def item_row(one: Item) -> tuple[str, ...]:
    """Return a matter as a row of what is open."""
    what = one.matter.what or one.entry.title
    kind = str(one.entry.more.get("kind_title") or one.entry.kind)
    late = one.days_late if one.matter.is_open(one.on) else ""
    return (one.name, kind, one.matter.who, " ".join(what.split()), one.matter.due, one.state, late)


def ledger(register: Register, on: date) -> View:
    """Return every matter of the year up to a day, with the days of its steps (督办台账)."""
    found = items(register, on, date(on.year, 1, 1))
    headings = (
        "事项", "标题", "责任单位", "内容", "发文日期", "时限", "反馈日期", "整改日期", "销号日期", "状态",
        "逾期天数",
    )  # fmt: skip
    return View("督办台账", headings, tuple(map(ledger_row, found)), {"逾期天数": "天"})


def ledger_row(one: Item) -> tuple[str, ...]:
    """Return a matter as a row of the ledger."""
    title, what = (" ".join(text.split()) for text in (one.entry.title, one.matter.what))
    days = (one.entry.date, one.matter.due, one.day("answered"), one.day("mended"), one.day("closed"))
    return (one.name, title, one.matter.who, what, *days, one.state, one.days_late)


def dispatch(register: Register, on: date) -> View:
    """Return what went out in the month of a day, up to that day, void numbers among them (发文情况)."""
    found = register.entries(Query(book=OUTGOING, since=on.replace(day=1), until=on))
    rows = [dispatch_row(entry) for entry in found if entry.state != "reserved"]
    return View(
        "发文情况", ("发文字号", "文种", "标题", "成文日期", "主送机关", "经办人", "状态"), tuple(rows), {}
    )


def dispatch_row(entry: Entry) -> tuple[str, ...]:
    """Return a paper as a row of what went out; how far it has come since is another table's."""
    kind = str(entry.more.get("kind_title") or entry.kind)
    state = STATES[0] if entry.state in STATES else entry.state
    told = (kind, " ".join(entry.title.split()), entry.date, entry.addressees, entry.person)
    return (entry.number, *told, state_word(state, "zh"))


def counties(register: Register, on: date) -> View:
    """Return for each county what the year asked of it, and how it was done (督办情况)."""
    tallies: dict[str, Tally] = {}
    for one in items(register, on, date(on.year, 1, 1)):
        for county in counties_of(one):
            tallies.setdefault(county, Tally(set(), [])).add(one)
    rows = tuple((name, *tally.cells()) for name, tally in tallies.items())
    return View(
        "督办情况", ("县（区）", *TALLIED), rows, {**dict.fromkeys(TALLIED, "项"), "发文": "件", MARKS: "分"}
    )


MARKS = "问题整改"
TALLIED = ("发文", "应办事项", "按期办结", "超期办结", "逾期未办", "问题", "已销号", MARKS)


@dataclass
class Tally:
    """What was asked of one county."""

    numbers: set[str]
    found: list[Item]

    def add(self, one: Item) -> None:
        """Count a matter."""
        self.numbers.add(one.entry.number)
        self.found.append(one)

    def cells(self) -> tuple[str, ...]:
        """Return the counts, and the marks: of full marks the share that was done in time.

        What is not due yet and still open is not counted against a county.
        """
        ended = [one for one in self.found if not one.matter.is_open(one.on)]
        late = [one for one in ended if one.matter.done_on > one.matter.due]
        behind = [one for one in self.found if one.matter.is_late(one.on)]
        due, rows = len(ended) + len(behind), [one for one in self.found if one.matter.row]
        closed = [one for one in rows if one.day("closed")]
        in_time = len(ended) - len(late)
        marks = f"{FULL_MARKS * in_time / due:.1f}" if due else f"{FULL_MARKS:.1f}"
        counts = (len(self.numbers), due, in_time, len(late), len(behind), len(rows), len(closed))
        return (*map(str, counts), marks)


def counties_of(one: Item) -> Sequence[str]:
    """Return the counties a matter is counted for: whose it is, or of a list of problems all addressees."""
    named = one.entry.addressees.split("、") if one.matter.row else [one.matter.who]
    return [county_of(name) for name in named if name]


@lru_cache(maxsize=1024)
def county_of(body: str) -> str:
    """Return the county of a government or office: 城关区人民政府 is 城关区."""
    return next((body.removesuffix(end) for end in BODIES if body.endswith(end) and body != end), body)


VIEWS: Mapping[str, Callable[[Register, date], View]] = {
    "未办事项": open_items,
    "逾期事项": late_items,
    "督办台账": ledger,
    "发文情况": dispatch,
    "督办情况": counties,
}
"""The tables by name."""
