"""A document checked, made, opened, and taken back from Word, by a clerk in a browser."""

import http.client
import os
import signal
import subprocess
import time
from contextlib import closing
from urllib.parse import urlsplit

import pytest

from docgen.pipeline.stops import Pipeline, write
from tests.inspect.test_edited import FIGURES, REMINDER, rewritten
from tests.pipeline.test_judged import SQUEEZED, faulty
from tests.support.browser import looking, served, violations
from tests.support.rosters import LETTER, roster
from tests.support.samples import write_files


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory):
    """A desk over a project with a faulty notice, a sound reminder, and a letter to many."""
    home = tmp_path_factory.mktemp("building")
    faulty(home, SQUEEZED)
    write_files(
        home,
        {
            "content/letters/reminder.yaml": REMINDER,
            "content/figures/facts.yaml": FIGURES,
            "content/letters/many.yaml": LETTER,
            "content/recipients/people.yaml": roster(150),
        },
    )
    with served(home) as address:
        yield home, address.split("/?")[0], address


def test_a_finding_is_shown_at_its_place_and_accepted_by_name(desk) -> None:
    home, origin, address = desk
    with looking(address) as page:
        page.goto(f"{origin}/documents/letters/letter/build")
        assert "还没有生成过" in page.inner_text("main")
        assert violations(page) == []
        page.click("button[value=make]")
        page.wait_for_selector(".mark")
        assert not (home / "out/letter.pdf").exists()
        assert "没有做成" in page.inner_text("h1")
        assert violations(page) == []
        page.click("a.shows >> nth=0")
        assert page.locator(".mark.seen").count() == 1
        assert page.evaluate("document.activeElement.className") == "sheet"
        mark, sheet = (
            page.locator(".mark >> nth=0").bounding_box(),
            page.locator(".sheet >> nth=0").bounding_box(),
        )
        assert sheet["x"] < mark["x"] < mark["x"] + mark["width"] < sheet["x"] + sheet["width"]
        page.check("#accept-text-over-text")
        page.click("form:has(fieldset) button")
        page.wait_for_selector("ul.files")
        assert "已确认" in page.inner_text("main")
        assert violations(page) == []

        # The file is there again after it was opened, whole or in parts.
        cookie = "; ".join(f"{one['name']}={one['value']}" for one in page.context.cookies())
        for headers, status in (({}, 200), ({"Range": "bytes=0-3"}, 206)):
            with closing(http.client.HTTPConnection(urlsplit(origin).netloc, timeout=30)) as connection:
                connection.request("GET", "/files/letter.pdf", headers={"Cookie": cookie, **headers})
                answer = connection.getresponse()
                assert (answer.status, answer.read(4)) == (status, b"%PDF")
                assert answer.headers["content-disposition"].startswith("inline")
        for path in ("/files/.docgen-made.jsonl", "/files/..%2foffices.yaml", "/documents/..%2f..%2fx/build"):
            assert page.request.get(origin + path).status == 404, path


def test_what_the_leader_changed_is_accepted_line_by_line(desk) -> None:
    home, origin, address = desk
    source = home / "content/letters/reminder.yaml"
    (made,) = Pipeline().pages(source)

    def change(text: str) -> str:
        return text.replace("抽查记录80份", "抽查记录90份").replace("更新信息", "更新*信息")

    (home / "改过.docx").write_bytes(rewritten(write(made, "docx").data, change))
    (home / "坏的.docx").write_bytes(b"PK\x03\x04 nothing")
    with looking(address) as page:
        page.goto(f"{origin}/documents/letters/reminder/edited")
        assert violations(page) == []
        page.set_input_files("#edited", home / "坏的.docx")
        page.click("form.drop button")
        page.wait_for_selector(".summary")
        assert "比不了" in page.inner_text(".summary")
        page.goto(f"{origin}/documents/letters/reminder/edited")
        page.set_input_files("#edited", home / "改过.docx")
        page.click("form.drop button")
        page.wait_for_selector(".changes")
        assert "改了 2 处" in page.inner_text("main")
        assert page.locator("[name=change]").count() == 1, "what stars mean a person must say"
        assert violations(page) == []
        page.check("[name=change]")
        page.click("button:has-text('采纳勾选的')")
        page.wait_for_selector(".changes")
        assert "改了 1 处" in page.inner_text("main")
        assert "要手工改" in page.inner_text("main")
    assert "抽查记录90份" in source.read_text("utf-8")


def test_a_build_process_that_is_killed_is_told_and_goes_on(desk) -> None:
    home, origin, address = desk
    with looking(address) as page:
        page.goto(f"{origin}/documents/letters/many/letters")
        page.click("button:has-text('生成全部 150 份')")
        job = f"{origin}/api{urlsplit(page.url).path}"
        while page.request.get(job).json()["state"] != "running":
            time.sleep(0.1)
        (server,) = children(os.getpid(), "docgen --lang zh serve")
        for worker in children(server, "spawn_main"):
            os.kill(worker, signal.SIGKILL)
        while page.request.get(job).json()["open"]:
            time.sleep(0.1)
        page.wait_for_selector("h1:has-text('中断')")  # the page comes anew by itself
        assert "中断" in page.inner_text("h1"), page.inner_text("main")
        assert violations(page) == []
        page.click("button:has-text('接着做')")
        assert violations(page) == []
        page.wait_for_selector("ul.files")
        assert "已经生成 150 份" in page.inner_text("main")
    assert len(list((home / "out").glob("many-*.pdf"))) == 151


def children(parent: int, words: str) -> list[int]:
    """Return the processes that one has started whose command has these words."""
    told = subprocess.run(
        ["ps", "-eww", "-o", "pid=,ppid=,args="], capture_output=True, text=True, check=True
    ).stdout
    rows = (line.split(None, 2) for line in told.splitlines())
    return [int(pid) for pid, owner, args in rows if int(owner) == parent and words in args]
