"""A document in the browser: filled in beside its pages, saved by what was changed, and nothing lost."""

import os
import re
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.support.browser import at, builders, looking, pressed, served, site, violations
from tests.support.samples import document, project, write_files

NOTED = (
    "# 备忘：会上定的\n"
    + document(body=None)
    + "body: |\n  请遵照执行（示例）。\n\n  第二段（示例）。\n# 到此为止\n"
)
ROSTER = (
    "title: 名单（示例）\nrecipients:\n- name: 甲（示例）\n- name: 长长的名字（示例）\n- name: 丙（示例）\n"
)
FIGURES = (
    "title: 数据（示例）\nas_of: 2024-06-20\nsource: 示例\n"
    "figures:\n  schools: {title: 学校（示例）, value: 18, unit: 所}\n"
)
TO_EACH = document(
    kind="letters/reminder", genre=None, doc_number=None, serial="1", deadline="2024-06-30",
    recipients="each",    addressees="'{{ recipient.name }}'", body="'{{ recipient.name }}请执行（示例）。'",
)  # fmt: skip
WITH_GROUPS = (
    document()
    + "attachments:\n- title: 名单（示例）\n  body: 甲（示例）\n- title: 表（示例）\n  body: 乙（示例）\n"
)
LATER = "() => new Promise((done) => setTimeout(done, 60))"
"""Comes back behind every timer of the page that was to show what was typed (DEBOUNCE)."""


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    """A desk over a project of a few letters."""
    letters = {"counted": document(figures="f"), "noted": NOTED, "each": TO_EACH, "parts": WITH_GROUPS}
    plain = dict.fromkeys(("one", "two", "keys", "other"), document())
    home = project(tmp_path_factory.mktemp("desk"), **letters, **plain)
    write_files(home, {"content/recipients/each.yaml": ROSTER, "content/letters/broken.yaml": "kind: [\n"})
    write_files(home, {"content/figures/f.yaml": FIGURES})
    with served(home) as address:
        yield home, address


@contextmanager
def editing(address: str, name: str) -> Iterator[Page]:
    """Open a document, and wait for its first page."""
    with looking(address, f"/documents/{name}") as page:
        page.wait_for_selector("#pages img")
        yield page


def words(page: Page) -> str:
    """Return the words of the pages that are shown, as who listens hears them."""
    return "".join(page.locator("#pages .words").all_text_contents()).replace("\n", "")


def until_shown(page: Page, text: str) -> None:
    """Wait until the pages say `text`, and are not those before a mistake."""
    page.wait_for_function(
        "text => document.querySelector('#pages').textContent.replaceAll('\\n', '').includes(text)"
        " && !document.querySelector('#pages.stale')",
        arg=text,
    )


def test_from_the_first_start_to_a_saved_letter(tmp_path: Path) -> None:
    home = tmp_path / "我的公文"
    home.mkdir()
    with served(home) as address, looking(address) as page:
        assert page.locator("h2").first.text_content() == "三步出第一份公文"
        assert violations(page) == []
        pressed(page, page.get_by_role("link", name="填本机关"))
        assert violations(page) == []
        pressed(page, "保存")
        expect(page.locator(".summary li")).to_have_text(["这一栏要填", "这一栏要填"])
        page.get_by_label("发文机关全称").fill("示例县教育体育局")
        page.get_by_label("发文机关代字").fill("示教体")
        pressed(page, "保存")
        expect(page.locator(".told")).to_contain_text("已添上“示例县教育体育局”")
        pressed(page, page.get_by_role("link", name="通知", exact=True))
        page.locator("#title").fill("关于测试新建的通知")
        assert violations(page) == []
        pressed(page, "开始填写")
        until_shown(page, "关于测试新建的通知")
        until_shown(page, "示例县教育体育局文件")
        page.locator("#f-title").fill("关于改了标题的通知")
        until_shown(page, "关于改了标题的通知")
        expect(page.locator("#state")).to_have_text("有改动未保存")
        page.keyboard.press("Control+s")
        expect(page.locator("#state")).to_have_text("已保存")
        (made,) = (home / "content/letters").glob("*.yaml")
        assert "title: 关于改了标题的通知" in made.read_text("utf-8")
        assert violations(page) == []


def test_what_is_saved_changes_no_other_byte(desk) -> None:
    home, address = desk
    with editing(address, "letters/noted") as page:
        page.locator("#f-body").fill("请遵照执行（示例）。\n\n改过的第二段（示例）。")
        until_shown(page, "改过的第二段（示例）。")
        page.get_by_role("button", name="保存").click()
        expect(page.locator("#state")).to_have_text("已保存")
    saved = (home / "content/letters/noted.yaml").read_text("utf-8")
    assert saved == NOTED.replace("第二段", "改过的第二段")


def test_a_mistake_is_told_at_its_field_and_the_page_stays(desk) -> None:
    with editing(desk[1], "letters/one") as page:
        before = page.locator("#pages img").first.get_attribute("data-key") or ""
        page.locator("#f-date").fill("2024-06-31")
        date = page.locator(".field[data-key=date]")
        expect(date.locator(".error")).not_to_be_empty()
        expect(page.locator("#f-date")).to_have_attribute("aria-invalid", "true")
        expect(page.locator("#pages.stale img").first).to_have_attribute("data-key", before)
        expect(page.locator("#f-date")).to_be_focused()
        expect(page.locator("#summary")).to_be_hidden()
        page.get_by_role("button", name="检查", exact=True).click()
        expect(page.locator("#summary")).to_be_focused()
        assert violations(page) == []
        page.locator("#summary a").first.click()
        expect(page.locator("#f-date")).to_be_focused()
        page.locator("#f-date").fill("2024-06-21")
        until_shown(page, "2024年6月21日")
        expect(date.locator(".error")).to_have_text("")


def test_pinyin_shows_no_half_word_and_loses_none(desk) -> None:
    with editing(desk[1], "letters/one") as page:
        asked: list[str] = []
        page.on(
            "request", lambda request: asked.append(request.url) if "/api/preview" in request.url else None
        )
        body = page.locator("#f-body")
        body.evaluate("e => { e.focus(); e.setSelectionRange(0, 0) }")
        keyboard = page.context.new_cdp_session(page)
        for typed in ("n", "ni", "ni'hao"):
            caret = {"selectionStart": len(typed), "selectionEnd": len(typed)}
            keyboard.send("Input.imeSetComposition", {"text": typed, **caret})
            page.evaluate(LATER)
        assert asked == []
        assert "ni" not in words(page)
        keyboard.send("Input.insertText", {"text": "你好，"})
        until_shown(page, "你好，请遵照执行")
        assert body.input_value().startswith("你好，请遵照执行")


def test_a_place_on_the_page_leads_to_its_field_and_back(desk) -> None:
    with editing(desk[1], "letters/noted") as page:
        text = page.locator("#f-body")
        text.evaluate("e => { e.focus(); e.setSelectionRange(e.value.length, e.value.length) }")
        on = page.locator(".spot.on")
        expect(on).to_have_count(1)
        marked = on.evaluate("e => [e.spot.field.join('.'), e.spot.line]")
        assert marked == ["body", 3]
        page.locator(".spot").filter(visible=True).evaluate_all(
            "all => all.find(e => e.spot.field[0] === 'title').click()"
        )
        expect(page.locator("#f-title")).to_be_focused()
        on.evaluate_all("all => 0")
        page.locator(".spot").evaluate_all("all => all.find(e => e.spot.line === 3).click()")
        expect(text).to_be_focused()
        assert text.evaluate("e => e.value.slice(e.selectionStart, e.selectionStart + 5)") in (
            "第二段（示",
            "改过的第二",
        )


def test_what_was_changed_elsewhere_is_shown_beside_and_nothing_is_lost(desk) -> None:
    home, address = desk
    file = home / "content/letters/two.yaml"
    with editing(address, "letters/two") as page:
        file.write_text(document(title="关于别人改的通知", body="别人改的正文（示例）。"), "utf-8")
        page.locator("#f-title").fill("关于我改的通知")
        page.get_by_role("button", name="保存").click()
        conflict = page.locator("#conflict")
        expect(conflict).to_be_focused()
        assert violations(page) == []
        assert "关于别人改的通知" in file.read_text("utf-8")
        shown = conflict.locator("fieldset").filter(has_text="标题").locator(".version").all_text_contents()
        assert shown == ["关于我改的通知", "关于别人改的通知"]
        page.get_by_role("button", name="按所选的保存").click()
        expect(page.locator("#f-body")).to_have_value("别人改的正文（示例）。")
        saved = file.read_text("utf-8")
        assert ("关于我改的通知" in saved, "别人改的正文（示例）。" in saved) == (True, True)


def test_groups_are_added_moved_removed_and_put_back(desk) -> None:
    home, address = desk
    with editing(address, "letters/parts") as page:
        parts = page.locator(".field[data-key=attachments]")
        titles = parts.locator(".field[data-key=title] input")
        parts.get_by_role("button", name="移除").first.click()
        until_shown(page, "乙（示例）")
        page.wait_for_function("() => !document.querySelector('#pages').textContent.includes('甲（示例）')")
        page.get_by_role("button", name="撤销").click()
        until_shown(page, "甲（示例）")
        parts.get_by_role("button", name="下移").first.click()
        expect(titles.first).to_have_value("表（示例）")
        expect(titles.last).to_have_value("名单（示例）")
        parts.get_by_role("button", name="添加").click()
        titles.last.fill("第三份（示例）")
        assert violations(page) == []
        page.get_by_role("button", name="保存").click()
        expect(page.locator("#state")).to_have_text("已保存")
    saved = (home / "content/letters/parts.yaml").read_text("utf-8")
    assert saved.index("表（示例）") < saved.index("名单（示例）") < saved.index("第三份（示例）")


def test_a_figure_is_put_in_by_its_title_and_value(desk) -> None:
    with editing(desk[1], "letters/counted") as page:
        text = page.locator("#f-body")
        text.evaluate("e => { e.focus(); e.setSelectionRange(e.value.length, e.value.length) }")
        page.locator("details.figures > summary").first.click()
        page.locator(".figures .list button").filter(has_text="学校（示例）").click()
        until_shown(page, "（示例）。18")
        assert text.input_value().endswith("。{{ figures.schools }}")
        page.keyboard.press("Control+z")
        expect(text).to_have_value("请遵照执行（示例）。")


def test_a_picture_is_brought_and_printed_with_its_number(desk, tmp_path: Path) -> None:
    home, address = desk
    false, photo = tmp_path / "假的.png", tmp_path / "现场 照片(1).svg"
    false.write_bytes(b"%PDF-1.4")
    photo.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" width="80" height="40"><path d="M0 0h80v40z"/></svg>'
    )
    with editing(address, "letters/other") as page:
        page.get_by_text("插入图片", exact=True).first.click()
        page.get_by_label("图题").fill("检查现场：后厨")
        bring = page.get_by_label("上传一张")
        bring.set_input_files(false)
        expect(page.locator(".brought.error")).to_contain_text("其实是 PDF 文件")
        bring.set_input_files(photo)
        until_shown(page, "图1")
        expect(page.locator(".brought").first).to_contain_text("见[图:检查现场后厨]")
        expect(page.locator(".pictures li")).to_have_text(["现场-照片-1.svg"])
        photo.write_text(photo.read_text("utf-8").replace("v40", "v20"))
        expect(page.get_by_label("图题")).to_have_value("")
        page.get_by_label("图题").fill("检查现场：后厨")
        bring.set_input_files(photo)
        expect(page.locator(".brought").first).to_contain_text("没有覆盖")
        until_shown(page, "图2")
        assert violations(page) == []
        assert page.request.get(f"{site(page)}/pictures/small/offices.yaml").status == 404
    assert sorted(one.name for one in (home / "content/images").iterdir()) == [
        "现场-照片-1-2.svg",
        "现场-照片-1.svg",
    ]


def test_of_a_roster_the_longest_name_comes_first(desk) -> None:
    with editing(desk[1], "letters/each") as page:
        until_shown(page, "长长的名字（示例）请执行")
        page.get_by_role("button", name="下一份").click()
        until_shown(page, "甲（示例）请执行")
        page.get_by_role("button", name="上一份").click()
        until_shown(page, "长长的名字（示例）请执行")


def test_two_documents_at_once_do_not_meet(desk) -> None:
    with editing(desk[1], "letters/keys") as page:
        other = page.context.new_page()
        other.goto(f"{site(page)}/documents/letters/other")
        other.wait_for_selector("#pages img")
        for number in range(4):
            page.locator("#f-body").fill(f"左边的第{number}句（示例）。")
            other.locator("#f-body").fill(f"右边的第{number}句（示例）。")
        until_shown(page, "左边的第3句")
        until_shown(other, "右边的第3句")
        assert ("右边" in words(page), "左边" in words(other)) == (False, False)


def test_a_preview_that_is_killed_is_told_and_begins_anew(desk) -> None:
    with editing(desk[1], "letters/keys") as page:
        told: list[str] = []
        page.expose_function("hear", lambda text: told.append(text))
        page.evaluate("new MutationObserver(() => hear(told.textContent)).observe(told, {childList: true})")
        until_previews(page, waiting=0, running=0)
        for process in builders():
            os.kill(process, signal.SIGSTOP)  # however quick it is, it does not end before it is killed
        page.locator("#f-body").fill("重新开始以后的正文（示例）。")
        until_previews(page, waiting=0, running=1)
        for process in builders():
            os.kill(process, signal.SIGKILL)
        until_shown(page, "重新开始以后的正文")
        assert any("意外结束" in one for one in told)
        asked: list[str] = []
        page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
        page.keyboard.press("End")
        page.reload()
        assert asked == ["beforeunload"], "what is not saved is not left by mistake"


def until_previews(page: Page, **wanted: int) -> None:
    """Wait until so many previews wait for a process and are being made, as the server tells of itself."""
    lines = {f'docgen_tasks_{state}{{pool="previews"}} {count}.0' for state, count in wanted.items()}
    while not lines <= set(page.request.get(f"{site(page)}/metrics").text().splitlines()):
        page.wait_for_timeout(20)


def test_the_keyboard_alone_goes_through_the_form(desk) -> None:
    with editing(desk[1], "letters/keys") as page:
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        page.keyboard.press("Enter")
        expect(page).to_have_url(re.compile("#main$"))
        seen = []
        for _ in range(12):
            page.keyboard.press("Tab")
            seen.append(page.evaluate("document.activeElement.id || document.activeElement.textContent"))
        order = [one for one in seen if one in ("save", "check") or one.startswith("f-")]
        assert order[:5] == ["save", "check", "f-office", "f-doc_number", "f-genre"], seen


def test_a_file_that_cannot_be_read_shows_its_text(desk) -> None:
    with looking(desk[1], "/documents/letters/broken") as page:
        assert page.title().startswith("这份文件读不出来")
        assert "kind: [" in page.locator("#text").input_value()
        at(page, "/documents/letters/none")
        expect(page.locator("main")).to_contain_text("没有这个页面或这份文件")
