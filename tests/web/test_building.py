"""A document checked, made, opened, and taken back from Word, by a clerk in a browser."""

import http.client
import os
import signal
import time
from contextlib import closing
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from docgen.pipeline.stops import Pipeline, write
from tests.inspect.test_edited import FIGURES, REMINDER, rewritten
from tests.pipeline.test_judged import SQUEEZED, faulty
from tests.support.browser import builders, looking, pressed, served, violations
from tests.support.rosters import LETTER, roster
from tests.support.samples import write_files

INSIDE = """(mark) => {
    const inner = mark.getBoundingClientRect(), outer = mark.closest(".sheet").getBoundingClientRect();
    return outer.left < inner.left && inner.left < inner.right && inner.right < outer.right;
}"""


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
    with looking(address, "/documents/letters/letter/build") as page:
        expect(page.locator("main")).to_contain_text("还没有生成过")
        pressed(page, page.locator("button[value=make]"))
        expect(page.locator("h1")).to_contain_text("没有做成")
        expect(page.locator(".mark").first).to_be_visible()
        assert not (home / "out/letter.pdf").exists()
        assert violations(page) == []
        page.locator("a.shows").first.click()
        expect(page.locator(".mark.seen")).to_have_count(1)
        expect(page.locator(".sheet").first).to_be_focused()
        assert page.locator(".mark").first.evaluate(INSIDE), "the mark lies on its page"
        page.check("#accept-text-over-text")
        pressed(page, page.locator("form:has(fieldset) button"))
        expect(page.locator("ul.files")).to_be_visible()
        expect(page.locator("main")).to_contain_text("已确认")
        assert violations(page) == []

        # The file is there again after it was opened, whole or in parts.
        cookie = "; ".join(f"{one['name']}={one['value']}" for one in page.context.cookies())
        for headers, status in (({}, 200), ({"Range": "bytes=0-3"}, 206)):
            with closing(http.client.HTTPConnection(urlsplit(origin).netloc)) as connection:
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
    with looking(address, "/documents/letters/reminder/edited") as page:
        page.set_input_files("#edited", home / "坏的.docx")
        pressed(page, page.locator("form.drop button"))
        expect(page.locator(".summary")).to_contain_text("比不了")
        page.goto(f"{origin}/documents/letters/reminder/edited")
        page.set_input_files("#edited", home / "改过.docx")
        pressed(page, page.locator("form.drop button"))
        expect(page.locator("main")).to_contain_text("改了 2 处")
        # what stars mean a person must say
        expect(page.locator("[name=change]")).to_have_count(1)
        assert violations(page) == []
        page.check("[name=change]")
        pressed(page, page.get_by_role("button", name="采纳勾选的"))
        expect(page.locator("main")).to_contain_text("改了 1 处")
        expect(page.locator("main")).to_contain_text("要手工改")
    assert "抽查记录90份" in source.read_text("utf-8")


def test_a_build_process_that_is_killed_is_told_and_goes_on(desk) -> None:
    home, origin, address = desk
    with looking(address, "/documents/letters/many/letters") as page:
        pressed(page, "生成全部 150 份")
        job = f"{origin}/api{urlsplit(page.url).path}"
        while (state := page.request.get(job).json()["state"]) != "running":
            assert state == "waiting"
            time.sleep(0.1)
        for worker in builders():
            os.kill(worker, signal.SIGKILL)
        while page.request.get(job).json()["open"]:
            time.sleep(0.1)
        expect(page.locator("h1")).to_contain_text("中断")  # the page comes anew by itself
        assert violations(page) == []
        pressed(page, "接着做")
        assert violations(page) == []
        expect(page.locator("ul.files")).to_be_visible()
        expect(page.locator("main")).to_contain_text("已经生成 150 份")
    assert len(list((home / "out").glob("many-*.pdf"))) == 151
