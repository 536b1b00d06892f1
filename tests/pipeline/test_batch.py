"""Batches: finished whatever befalls, the same whoever makes them, nothing made twice."""

import json
import os
import signal
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from functools import partial
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from time import sleep

import openpyxl
import pymupdf
import pytest

from docgen.archive import folder
from docgen.foundation.errors import ContentError, MachineError, Place
from docgen.inspect import ofd
from docgen.pipeline import batch as batch_room
from docgen.pipeline.batch import Batch, Inline, Result, local, plan, run
from docgen.pipeline.batch.backends import Limits
from docgen.pipeline.batch.local import Local
from docgen.pipeline.batch.plan import bounds
from docgen.pipeline.batch.work import Task
from docgen.pipeline.build import build
from docgen.pipeline.options import BatchOptions, Options, PrintOrder
from tests.support.faults import poisoned
from tests.support.ofd_pages import Package
from tests.support.rosters import LETTER, batch, make_gatherings_small, people, roster_project, tree
from tests.torture.kills import Remembering

COUNT = 12
DOCGEN = [sys.executable, "-m", "docgen", "--lang", "en"]


@pytest.fixture(autouse=True)
def _small_gatherings(monkeypatch: pytest.MonkeyPatch) -> None:
    make_gatherings_small(monkeypatch)


@pytest.fixture(scope="module")
def planned(tmp_path_factory: pytest.TempPathFactory) -> Batch:
    return batch(roster_project(tmp_path_factory.mktemp("project"), COUNT))


class Counted(Remembering):
    """Does every task here, each of a kind once for all tests, and remembers which letters were made."""

    def __init__(self) -> None:
        super().__init__()
        self.made: list[str] = []

    def submit(self, task: Task) -> None:
        self.made += [letter.name for letter in task.letters]
        super().submit(task)


def made(planned: Batch, out: Path) -> tuple[Result, list[str]]:
    """Make a batch; return what came of it, and the letters that were made now."""
    backend = Counted()
    return run(planned, backend, out, lambda count: None), backend.made


def test_every_recipient_has_a_file_and_a_receipt(planned: Batch, tmp_path: Path) -> None:
    result, _ = made(planned, tmp_path)
    assert [receipt.file for receipt in result.receipts] == [f"letter-{name}.pdf" for name in people(COUNT)]
    assert {receipt.file: receipt.sha256 for receipt in result.receipts} == {
        name: folder.sha256(data).hexdigest() for name, data in tree(tmp_path).items()
    }
    assert all(receipt.pages == 1 for receipt in result.receipts)
    for name in people(COUNT):
        (page,) = pymupdf.open(tmp_path / f"letter-{name}.pdf")
        assert f"尊敬的{name}同志：" in page.get_text()


def test_progress_is_told_letter_by_letter_to_the_end(planned: Batch, tmp_path: Path) -> None:
    for _ in range(2):
        counts: list[int] = []
        run(planned, Inline(), tmp_path, counts.append)
        assert sum(counts) == COUNT


def test_what_is_finished_is_not_made_again(planned: Batch, tmp_path: Path) -> None:
    first, _ = made(planned, tmp_path)
    second, again = made(planned, tmp_path)
    assert again == []
    assert second.receipts == first.receipts


def test_what_is_missing_or_changed_by_hand_is_noticed(planned: Batch, tmp_path: Path) -> None:
    made(planned, tmp_path)
    before, name = tree(tmp_path), f"letter-{people(COUNT)[0]}.pdf"
    (tmp_path / name).unlink()
    _, again = made(planned, tmp_path)
    assert tree(tmp_path) == before
    assert 0 < len(again) < COUNT
    (tmp_path / name).write_bytes(b"edited")
    with pytest.raises(ContentError):
        made(planned, tmp_path)
    assert (tmp_path / name).read_bytes() == b"edited"


def test_a_changed_row_makes_its_gathering_anew_and_no_other(tmp_path: Path) -> None:
    path = roster_project(tmp_path / "project", COUNT)
    made(batch(path), tmp_path / "out")
    people_file = tmp_path / "project/content/recipients/people.yaml"
    people_file.write_text(people_file.read_text("utf-8").replace("entities: 3}", "entities: 99}"), "utf-8")
    _, again = made(batch(path), tmp_path / "out")
    assert 0 < len(again) <= plan.LARGEST
    made(batch(path), tmp_path / "fresh")
    assert tree(tmp_path / "out") == tree(tmp_path / "fresh")


def test_gatherings_are_of_a_bounded_size() -> None:
    names = people(100)
    sizes = [last - first for first, last in pairwise(bounds(names))]
    assert sum(sizes) == len(names)
    assert all(plan.SMALLEST <= size <= plan.LARGEST for size in sizes[:-1])
    assert bounds([]) == [0]


@pytest.mark.parametrize("index", [0, 50, 99])
def test_a_row_taken_out_changes_few_gatherings(index: int) -> None:
    def gatherings(names: list[str]) -> set[tuple[str, ...]]:
        ends = bounds(names)
        return {tuple(names[a:b]) for a, b in pairwise(ends)}

    names = people(100)
    assert len(gatherings(names) - gatherings(names[:index] + names[index + 1 :])) < 10


@pytest.mark.parametrize(
    "change",
    [
        {"formats": ("docx",)},
        {"type_mark": "another"},
    ],
)
def test_whatever_changes_a_letter_changes_its_mark(planned: Batch, change: dict[str, object]) -> None:
    task = planned.tasks()[0]
    assert replace(task, **change).key != task.key  # type: ignore[arg-type]


@pytest.mark.parametrize("change", [{"name": "a"}, {"html": "<p>b</p>"}, {"css": "p { color: red }"}])
def test_whatever_changes_a_page_changes_its_mark(planned: Batch, change: dict[str, str]) -> None:
    task = planned.tasks()[0]
    first, *others = task.letters
    assert replace(task, letters=(replace(first, **change), *others)).key != task.key  # type: ignore[arg-type]


def test_workers_make_the_same_as_one_process(planned: Batch, tmp_path: Path) -> None:
    made(planned, tmp_path / "one")
    with closing(Local(2)) as backend:
        result = run(planned, backend, tmp_path / "two", lambda count: None)
    assert result.set_aside == []
    assert tree(tmp_path / "two") == tree(tmp_path / "one")


def test_workers_begin_before_they_are_asked_and_tell_only_what_they_were_asked_for(planned: Batch) -> None:
    first, second, *_ = planned.tasks()
    with closing(Local(1)) as backend:
        backend.settle()
        backend.begin(first)
        backend.begin(second)
        assert backend.begun == [first], "the one worker has no time for more"
        backend.submit(second)
        assert backend.outcome()[0] == second
        backend.submit(first)
        assert backend.outcome()[0] == first
        assert [worker.done for worker in backend.idle] == [2], "no task was done twice"


def test_workers_are_the_same_whether_forked_from_this_process_or_from_a_server(
    planned: Batch, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for alone in (True, False):
        monkeypatch.setattr(local, "is_alone", lambda alone=alone: alone)
        with closing(Local(2)) as backend:
            run(planned, backend, tmp_path / str(alone), lambda count: None)
    assert len(tree(tmp_path / "True")) == COUNT
    assert tree(tmp_path / "True") == tree(tmp_path / "False")


def test_nothing_is_filed_when_a_late_letter_is_refused_though_workers_have_begun(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    only_the_last = "{{# recipient.late }}{{ nothing }}{{/ }}谨致谢意"
    path = roster_project(tmp_path / "project", COUNT, LETTER.replace("谨致谢意", only_the_last))
    last = people(COUNT)[-1]
    listed = path.parents[1] / "recipients/people.yaml"
    listed.write_text(
        listed.read_text("utf-8").replace(f"name: {last}, ", f"name: {last}, late: 是, "), "utf-8"
    )
    begun: list[Task] = []
    monkeypatch.setattr(Local, "begin", lambda self, task: begun.append(task))
    with pytest.raises(ContentError) as refused:
        build([path], Options(("pdf",), tmp_path / "out", batch=BatchOptions(workers=2)))
    assert {problem.code for problem in refused.value.problems} == {"placeholder-unknown"}
    assert begun
    assert not (tmp_path / "out").exists()


ORPHANS = """
import sys, time
from docgen.pipeline.batch.local import Local
if __name__ == "__main__":
    backend = Local(2)
    backend.settle()
    print(*(worker.process.pid for worker in backend.idle), flush=True)
    time.sleep(600)
"""


def is_running(process: Path) -> bool:
    """Return whether a process, by its folder under /proc, is more than an entry no one took away."""
    try:
        return (process / "stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_workers_end_when_the_main_process_is_killed() -> None:
    main = subprocess.Popen([sys.executable, "-c", ORPHANS], stdout=subprocess.PIPE, text=True)
    assert main.stdout
    workers = [Path("/proc") / number for number in main.stdout.readline().split()]
    assert [is_running(worker) for worker in workers] == [True, True]
    main.kill()
    main.communicate()
    for _ in range(100):
        if any(map(is_running, workers)):
            sleep(0.1)
    left = [worker.name for worker in workers if is_running(worker)]
    for number in left:
        os.kill(int(number), signal.SIGKILL)
    assert left == []


class Brief(Limits):
    """Gives little time to a task one of whose letters sleeps (`poisoned`), to others what they need."""

    def allowed(self, task: Task) -> float:
        """Return how many seconds a task may take: a busy machine makes no good letter late."""
        return 2 if any("钱伟" in letter.name for letter in task.letters) else 300


@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_letters_that_ruin_their_worker_are_set_aside_and_the_rest_is_made(
    planned: Batch, tmp_path: Path
) -> None:
    with closing(Local(2, Brief(), poisoned)) as backend:
        result = run(planned, backend, tmp_path, lambda count: None)
    told = {(problem.code, problem.values["name"]) for problem in result.set_aside}
    assert told == {
        ("worker-died", "letter-赵伟"),
        ("worker-too-slow", "letter-钱伟"),
        ("worker-failed", "letter-孙伟"),
        ("worker-died", "letter-李伟"),
        ("worker-no-memory", "letter-周伟"),
    }
    assert all(problem.place.line and problem.text("zh") for problem in result.set_aside)
    spoilt = {f"letter-{name}.pdf" for name in ("赵伟", "钱伟", "孙伟", "李伟", "周伟")}
    assert set(tree(tmp_path)) == {f"letter-{name}.pdf" for name in people(COUNT)} - spoilt
    mended, _ = made(planned, tmp_path)
    assert mended.set_aside == []
    made(planned, tmp_path / "fresh")
    assert tree(tmp_path / "fresh").keys() == {receipt.file for receipt in mended.receipts}


def test_a_picture_that_is_missing_sets_one_letter_aside(tmp_path: Path) -> None:
    planned = batch(roster_project(tmp_path / "project", COUNT))
    spoilt = planned.letters[4]
    page = replace(
        spoilt.composed, html=spoilt.composed.html.replace("</main>", '<img src="none.png"></main>')
    )
    letters = [*planned.letters[:4], replace(spoilt, composed=page), *planned.letters[5:]]
    result, _ = made(replace(planned, letters=letters), tmp_path / "out")
    (problem,) = result.set_aside
    assert (problem.code, problem.place) == ("image-missing", spoilt.place)
    assert len(tree(tmp_path / "out")) == COUNT - 1


def test_word_files_are_made_beside_the_pdfs(planned: Batch, tmp_path: Path) -> None:
    made(replace(planned, formats=("pdf", "docx")), tmp_path)
    assert {path.suffix for path in tmp_path.iterdir() if not path.name.startswith(".")} == {".pdf", ".docx"}
    assert len(tree(tmp_path)) == 2 * COUNT


def printed(planned: Batch, out: Path) -> list[str]:
    """Return the text of each page of a batch's print file."""
    made(planned, out)
    return [page.get_text() for page in pymupdf.open(out / "letter-打印稿.pdf")]


def test_ofd_letters_and_their_print_file_say_what_the_pdfs_say(planned: Batch, tmp_path: Path) -> None:
    order = PrintOrder(odd=True, separated_by="unit")
    texts = printed(replace(planned, formats=("pdf", "ofd"), combined=order), tmp_path)
    whole = Package((tmp_path / "letter-打印稿.ofd").read_bytes())
    assert [page.text for page in whole.pages] == ["".join(text.split()) for text in texts]
    assert list(ofd.findings((tmp_path / "letter-打印稿.ofd").read_bytes(), tmp_path)) == []
    assert len({page.size for page in whole.pages}) == 1
    for name in people(COUNT):
        (path,) = tmp_path.glob(f"letter-{name}*.ofd")
        assert f"尊敬的{name}同志" in Package(path.read_bytes()).text


def test_ofd_letters_alone_are_judged_by_their_pages_and_not_made_again(
    planned: Batch, tmp_path: Path
) -> None:
    alone = replace(planned, formats=("ofd",))
    first, _ = made(alone, tmp_path)
    before = tree(tmp_path)
    again, _ = made(alone, tmp_path)
    assert (first.kept, again.kept) == (0, COUNT)
    assert tree(tmp_path) == before
    assert {receipt.pages for receipt in again.receipts} == {1}


def test_the_print_file_has_all_letters_in_order(planned: Batch, tmp_path: Path) -> None:
    pages = printed(replace(planned, combined=PrintOrder()), tmp_path)
    assert len(pages) == COUNT
    assert all(f"尊敬的{name}同志" in text for name, text in zip(people(COUNT), pages, strict=True))
    assert [path.name for path in tmp_path.glob(".*docgen-batch-parts")] == []


def test_the_print_file_is_laid_out_for_both_sides_and_parted_by_unit(planned: Batch, tmp_path: Path) -> None:
    pages = printed(replace(planned, combined=PrintOrder(odd=True, separated_by="unit")), tmp_path)
    assert len(pages) == 2 * (COUNT + 3)
    assert [text.strip() for text in pages[1::2]] == [""] * (COUNT + 3)
    sheets = [text.strip() for text in pages if text.strip() in ("甲县", "乙县", "丙县")]
    assert sheets == ["甲县", "乙县", "丙县"]
    assert pages[0].strip() == "甲县"


def test_the_check_list_tells_of_every_row(planned: Batch, tmp_path: Path) -> None:
    made(replace(planned, combined=PrintOrder(odd=True)), tmp_path)
    book = openpyxl.load_workbook(BytesIO((tmp_path / "letter-核对表.xlsx").read_bytes()))
    head, *rows = [[cell.value for cell in row] for row in book["核对表"].iter_rows()]
    assert head == ["序号", "名称", "编号", "名单位置", "文件", "页数", "打印稿页码", "签收", "备注"]
    assert [row[1] for row in rows] == people(COUNT)
    assert [row[6] for row in rows] == list(range(1, 2 * COUNT, 2))
    assert [row[3] for row in rows] == [f"people.yaml 第{line}行" for line in range(3, 3 + COUNT)]
    assert [row[4] for row in rows] == [f"letter-{name}.pdf" for name in people(COUNT)]


def test_the_check_list_has_a_number_from_whatever_column_is_headed_so(
    planned: Batch, tmp_path: Path
) -> None:
    columns = ("number", "编号", "证书编号")
    letters = [
        replace(one, row={**one.row, column: f"第{column}号"})
        for one, column in zip(planned.letters, columns, strict=False)
    ]
    made(replace(planned, letters=letters, combined=PrintOrder()), tmp_path)
    book = openpyxl.load_workbook(BytesIO((tmp_path / "letter-核对表.xlsx").read_bytes()))
    numbers = [row[2] for row in book["核对表"].iter_rows(min_row=2, values_only=True)]
    assert numbers == [f"第{column}号" for column in columns]


def test_a_print_file_asked_for_later_leaves_the_letters_as_they_are(planned: Batch, tmp_path: Path) -> None:
    made(planned, tmp_path / "late")
    before = tree(tmp_path / "late")
    made(replace(planned, combined=PrintOrder()), tmp_path / "late")
    made(replace(planned, combined=PrintOrder()), tmp_path / "once")
    assert tree(tmp_path / "late") == tree(tmp_path / "once")
    assert before.items() <= tree(tmp_path / "late").items()
    _, again = made(replace(planned, combined=PrintOrder()), tmp_path / "late")
    assert again == []


def test_letters_that_are_kept_are_counted_and_what_was_found_is_told_again(
    planned: Batch, tmp_path: Path
) -> None:
    rare = planned.letters[3]
    letters = list(planned.letters)
    letters[3] = replace(rare, composed=replace(rare.composed, html=rare.composed.html.replace("尊", "䶮")))
    first, _ = made(replace(planned, letters=letters), tmp_path)
    second, again = made(replace(planned, letters=letters), tmp_path)
    assert (first.kept, second.kept, again) == (0, COUNT, [])
    assert [finding.code for finding in first.findings] == ["glyph-substituted"]
    assert second.findings == first.findings


def test_a_letter_with_a_character_no_font_has_is_set_aside_with_its_row(
    planned: Batch, tmp_path: Path
) -> None:
    letters = list(planned.letters)
    for number, row in ((3, {"name": "王\ue000"}), (7, {"name": "李某"})):
        page = letters[number].composed
        boxed = replace(page, html=page.html.replace("尊", "\ue000"))
        letters[number] = replace(letters[number], composed=boxed, row=row)
    result, _ = made(replace(planned, letters=letters), tmp_path)
    assert [problem.code for problem in result.set_aside] == ["glyph-missing"] * 2
    assert [problem.place for problem in result.set_aside] == [
        letters[3].place,
        Place(planned.source.path),  # of no row: the document's own word
    ]
    assert len(result.receipts) == COUNT - 2


def test_a_roster_that_another_document_was_made_for_is_noticed(planned: Batch, tmp_path: Path) -> None:
    other = replace(planned, name="other", letters=planned.letters[::-1])
    assert made(planned, tmp_path)[0].findings == []
    assert made(planned, tmp_path)[0].findings == []
    (finding,) = batch_room.built_before(other, tmp_path)
    assert (finding.code, finding.values) == ("roster-built-before", {"other": "letter"})
    assert finding in made(other, tmp_path)[0].findings
    assert batch_room.built_before(replace(other, kind="letters/reminder"), tmp_path) == []
    assert batch_room.built_before(replace(other, letters=other.letters[1:]), tmp_path) == []


def test_under_strict_a_roster_made_before_stops_the_second_document(tmp_path: Path) -> None:
    path = roster_project(tmp_path / "project", 3)
    path.with_stem("other").write_text(LETTER, encoding="utf-8")
    for name, code, files in (("letter", 0, 3), ("other", 1, 3)):
        process = built(path.with_stem(name), tmp_path / "out", "--strict")
        process.communicate()
        assert process.returncode == code
        assert len(tree(tmp_path / "out")) == files


@pytest.mark.parametrize(
    "torn", [b'\n{"key": "x', b"\n\xff\n", b"\nnull\n[]\n{}\n", b'\n{"key": 1, "files": 2}\n']
)
def test_a_torn_journal_is_read_as_far_as_it_goes(planned: Batch, tmp_path: Path, torn: bytes) -> None:
    made(planned, tmp_path)
    journal = tmp_path / ".letter.docgen-batch.jsonl"
    journal.write_bytes(torn + journal.read_bytes()[: -len(planned.tasks()[-1].letters)])
    _, again = made(planned, tmp_path)
    assert len(again) <= plan.LARGEST


def test_a_batch_killed_at_any_moment_ends_as_if_left_in_peace(tmp_path: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from tests.torture.kills import differences;"
        "print(*differences(Path(sys.argv[1]), 8, 25, 1))"
    )
    root = Path(__file__).parents[2]
    told = subprocess.run(
        [sys.executable, "-c", script, tmp_path], cwd=root, capture_output=True, text=True, check=True
    )
    assert told.stdout.split() == ["25", "0"]


FULL_DISK = """
import resource, signal, sys
from pathlib import Path
from docgen.pipeline.batch import Inline, run
from docgen.foundation.errors import MachineError
from tests.support.rosters import batch, tree
from tests.torture.kills import small_gatherings

small_gatherings()
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
planned, out = batch(Path(sys.argv[1])), Path(sys.argv[2])
soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
for limit in (0, 200, 20_000, 200_000_000):
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, hard))
    try:
        run(planned, Inline(), out, lambda count: None)
        print("done")
    except MachineError as error:
        print(error.problems[0].code)
"""


def test_a_full_disk_stops_a_batch_and_room_lets_it_go_on(tmp_path: Path) -> None:
    path, root = roster_project(tmp_path / "project", 6), Path(__file__).parents[2]
    out = tmp_path / "out"
    call = [sys.executable, "-c", FULL_DISK, path, out]
    told = subprocess.run(call, cwd=root, capture_output=True, text=True, check=True).stdout.split()
    assert told[-1] == "done"
    assert set(told) <= {"disk-full", "no-room-to-draw", "done"}
    assert told[0] in {"disk-full", "no-room-to-draw"}
    made(batch(path), tmp_path / "fresh")
    assert len(tree(out)) == len(tree(tmp_path / "fresh")) == 6


def built(path: Path, out: Path, *options: str) -> "subprocess.Popen[str]":
    """Start `docgen build` on its own, deaf to Ctrl-C no more than at a terminal, whoever runs the tests."""
    call = [*DOCGEN, "build", str(path), "--to", "pdf", "--out", str(out), *options]
    hearing = partial(signal.signal, signal.SIGINT, signal.SIG_DFL)
    return subprocess.Popen(
        call, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, preexec_fn=hearing
    )


def test_several_processes_may_build_one_batch(tmp_path: Path) -> None:
    path = roster_project(tmp_path / "project", 8)
    processes = [built(path, tmp_path / "out", "--workers", "0") for _ in range(4)]
    assert [process.communicate() and process.returncode for process in processes] == [0] * 4
    assert set(tree(tmp_path / "out")) == {f"letter-{name}.pdf" for name in people(8)}
    ledger = (tmp_path / "out" / folder.LEDGER).read_text("utf-8")
    assert ledger.count('"name"') == 8  # each file was written once


def test_receipts_are_told_as_json(tmp_path: Path) -> None:
    path = roster_project(tmp_path / "project", 3)
    told, _ = built(path, tmp_path / "out", "--json", "--combined").communicate()
    receipts = [json.loads(line) for line in told.splitlines()]
    assert [receipt["pages"] for receipt in receipts] == [1, 1, 1, None, None]
    assert [Path(receipt["path"]).name for receipt in receipts][3:] == [
        "letter-打印稿.pdf",
        "letter-核对表.xlsx",
    ]


def test_ctrl_c_stops_and_the_next_run_goes_on(tmp_path: Path) -> None:
    path = roster_project(tmp_path / "project", 150)  # of two gatherings and more: none has over 100
    first = built(path, tmp_path / "out", "--workers", "1")
    journal = tmp_path / "out/.letter.docgen-batch.jsonl"
    while not (journal.exists() and journal.stat().st_size) and first.poll() is None:
        sleep(0.01)
    first.send_signal(signal.SIGINT)
    _, told = first.communicate()
    assert (first.returncode, "Traceback" in told) == (130, False)
    second = built(path, tmp_path / "out", "--workers", "0")
    second.communicate()
    assert second.returncode == 0
    assert len(tree(tmp_path / "out")) == 150


@pytest.mark.parametrize("mark", ["classification: 秘密\n", "confidential: 是\n"])
def test_a_confidential_document_holds_no_other_name(tmp_path: Path, mark: str) -> None:
    path = roster_project(tmp_path / "project", 3, LETTER + mark)
    process = built(path, tmp_path / "out")
    process.communicate()
    names = people(3)
    for name in names:
        others = set("".join(names)) - set(name)
        fonts = pymupdf.open(tmp_path / "out" / f"letter-{name}.pdf")
        text = "".join(page.get_text() for page in fonts)
        assert name in text
        assert not others & set(text) - set("示例市食品安全办公室")


def test_a_folder_that_cannot_be_written_is_told(planned: Batch, tmp_path: Path) -> None:
    (tmp_path / "out").write_bytes(b"")
    with pytest.raises(MachineError) as caught:
        made(planned, tmp_path / "out")
    assert caught.value.problems[0].code == "folder-is-file"
