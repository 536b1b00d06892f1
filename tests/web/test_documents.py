"""The list of documents in the browser: found, begun, copied, renamed, put away and fetched back."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from starlette.routing import Match

from docgen.web.desk import PAGES, editing
from tests.support.browser import fits, looking, pressed, served, violations
from tests.support.samples import document, project, write_files


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    """A desk over a project of four documents, one of which cannot be read."""
    home = project(
        tmp_path_factory.mktemp("desk"),
        a=document(title="关于春耕的通知"),
        b=document(title="关于秋收的通知", body="颗粒归仓（示例）。"),
        c="kind: [\n",
    )
    book = "kind: handbooks/policy\noffice: shili\ntitle: {zh: 手册（示例）}\ndate: 2024-06-20\n"
    book += "chapters: [one]\n"
    chapter = "title: {zh: 第一章（示例）}\nblocks: []\n"
    write_files(
        home, {"content/handbooks/h/book.yaml": book, "content/handbooks/h/chapters/one.yaml": chapter}
    )
    with served(home) as address:
        yield home, address


def rows(page: Page) -> list[str]:
    """Return the names of the documents that are listed."""
    return sorted(page.locator(".documents tbody tr").evaluate_all("all => all.map(one => one.dataset.name)"))


def searched(page: Page, words: str) -> None:
    """Search for words, and wait for what is found."""
    page.get_by_role("searchbox").fill(words)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def menu(page: Page, name: str) -> None:
    """Open the menu of a document."""
    page.locator(f"tbody tr[data-name='{name}'] .menu > summary").click()


@pytest.mark.parametrize("end", ["build", "letters", "issue", "edited"])
def test_an_address_with_a_word_of_its_own_is_not_taken_for_a_document(end: str) -> None:
    asked = {"type": "http", "method": "GET", "path": f"/documents/handbooks/a/{end}", "headers": []}
    found = [
        route for module in PAGES for route in module.routes.routes if route.matches(asked)[0] is Match.FULL
    ]
    assert found[0].endpoint is not editing.edit
    assert found[-1].endpoint is editing.edit


def test_what_one_searches_for_is_found(desk) -> None:
    with looking(desk[1]) as page:
        assert rows(page) == ["handbooks/h", "letters/a", "letters/b", "letters/c"]
        wrong = page.locator("tbody tr[data-name='letters/c']")
        assert "letters/" not in page.locator("tbody").inner_text()
        assert wrong.locator(".state").text_content() == "有待改"
        page.locator("summary").filter(has_text="1 章").click()
        expect(page.get_by_role("link", name="第一章（示例）")).to_be_visible()
        assert violations(page) == []
        searched(page, "归仓")
        expect(page.locator("caption")).to_have_text("共 1 份")
        assert rows(page) == ["letters/b"]
        searched(page, "没有的字")
        expect(page.locator(".empty")).to_be_visible()
        pressed(page, page.get_by_role("link", name="显示全部文件").first)
        page.locator("#state").select_option("wrong")
        pressed(page, "查找")
        expect(page.locator("caption")).not_to_have_text("共 4 份")
        assert "letters/c" in rows(page)


def test_a_document_is_copied_renamed_put_away_and_fetched_back(desk) -> None:
    home, address = desk
    with looking(address) as page:
        start = page.url
        menu(page, "letters/a")
        expect(page.locator(".menu[open]")).to_have_count(1)
        assert violations(page) == []
        page.keyboard.press("Escape")
        expect(page.locator(".menu[open]")).to_have_count(0)
        menu(page, "letters/a")
        pressed(page, "复制一份")
        expect(page).to_have_url(re.compile("/documents/letters/a-2$"))
        page.goto(start)
        menu(page, "letters/a-2")
        page.locator("details[open] input[name=new_name]").fill("春耕")
        pressed(page, "改名")
        expect(page.locator(".told")).to_contain_text("已改名为“春耕”")
        menu(page, "letters/春耕")
        pressed(page, "收起")
        expect(page.locator(".told")).to_contain_text("已收起")
        assert "letters/春耕" not in rows(page)
        pressed(page, page.get_by_role("link", name="收起的文件"))
        expect(page.locator("h1")).to_have_text("收起的文件")
        assert rows(page) == ["letters/春耕"]
        assert violations(page) == []
        menu(page, "letters/春耕")
        pressed(page, "取回")
        expect(page.locator(".told")).to_contain_text("已取回")
        assert "letters/春耕" in rows(page)
        assert (home / "content/letters/春耕.yaml").is_file()
        menu(page, "letters/春耕")
        page.locator("details[open] input[name=new_name]").fill("b")
        pressed(page, "改名")
        expect(page.locator("main")).to_contain_text("已经有叫“b”的文件了，没有改动")


def test_kinds_are_found_by_the_names_people_give_them(desk) -> None:
    with looking(desk[1]) as page:
        pressed(page, page.get_by_role("link", name="新建文件"))
        expect(page.locator(".choose").first).to_contain_text("求上级批准用请示")
        assert fits(page)
        searched(page, "提醒函")
        expect(page.locator(".kinds li")).to_have_count(1)
        pressed(page, page.get_by_role("link", name="工作提醒函"))
        expect(page.locator("#name")).to_have_value(re.compile("^工作提醒函-20"))
        expect(page.locator("#title")).to_be_focused()
