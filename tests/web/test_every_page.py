"""Every page in both languages: readable by everyone, at 200 %, by the keyboard alone; and buttons that no
other story presses."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

import docgen
from tests.support.browser import PATIENCE, at, enlarged, looking, pressed, served, site, violations
from tests.support.certificates import AWARDS, COMMENDED
from tests.support.handbooks import handbook, reviewed
from tests.support.rosters import people, roster
from tests.support.samples import ROOT, document, write_files

TODAY = date.today()
NUMBER = f"示食安办函〔{TODAY.year}〕1号"
OFFICES = """\
shili:
  name: 示例市食品安全办公室
  masthead: 示例市食品安全办公室
  code: 示食安办
  letter_code: 示食安办函
  contact: {name: 示例员, phone: 0000-0000000}
  people: {chair: {post: 主任, name: 示例甲}}
"""
REMINDER = f"""\
kind: letters/reminder
office: shili
title: 关于加快落实包保督导的提醒函（示例）
addressees: [示例县人民政府]
date: {TODAY - timedelta(days=30)}
deadline: {TODAY - timedelta(days=10)}
reply: 书面
body: 请抓紧办理（示例）。
"""
TO_MANY = f"""\
kind: letters/official-letter
office: shili
recipients: people
title: 关于商请支持的函（示例）
addressees: '{{{{ recipient.name }}}}'
date: {TODAY}
body: 商请{{{{ recipient.name }}}}支持（示例）。
"""
LETTERS = 21
"""One more than are issued while one waits."""
ROSTER = "title: 名单（示例）\nrecipients:\n" + "".join(
    f"  - {{name: {name}（示例）, class: 个人}}\n" for name in people(LETTERS)
)
PAGES = (
    "/", "/?q=没有这样的文件", "/?away=true", "/new", "/new/letters/notice", "/documents/letters/notice",
    "/documents/letters/broken", "/text/letters/notice", "/documents/letters/notice/build",
    "/documents/letters/notice/edited", "/documents/letters/notice/issue", "/documents/letters/many/letters",
    "/documents/letters/many/letters?edit=1", "/documents/handbooks/demo/build", "/register",
    f"/register/{NUMBER}", "/following", f"/following/{NUMBER}", "/translations",
    "/translations/handbooks/demo", "/data", "/data/offices", "/data/offices/shili", "/data/figures/city",
    "/data/figures/city/head", "/data/figures/city/cadres", "/nothing",
)  # fmt: skip
STANDING_OUT = """all => all.filter(one => one.getBoundingClientRect().right > innerWidth + 1)
    .map(one => one.outerHTML.slice(0, 90))"""
# Of buttons of which one is chosen Tab leads to one, and arrows to the others.
STOPS = """() => {
    const kinds = ["a[href]", "button", "input", "select", "textarea", "summary", "[tabindex='0']"];
    const isShown = (one) => one.checkVisibility({ visibilityProperty: true });
    const isStop = (one) => isShown(one) && !one.disabled && one.tabIndex >= 0;
    window.waiting = new Set([...document.querySelectorAll(kinds)].filter(isStop));
    document.activeElement.blur();
    const isSame = (one, other) => one === other || (one.type === "radio" && one.name === other.name);
    document.addEventListener("focusin", ({ target }) => window.waiting.forEach(
        (one) => isSame(one, target) && window.waiting.delete(one)));
    return window.waiting.size;
}"""
CHINESE = re.compile(r"[\u4e00-\u9fff]")
OWN_WORDS = ".top, .filter label, .empty, .facts dt"
"""Where a page has words of its own alone; what kinds and fields are called is Chinese, as the papers are."""


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    """A desk over a project with a bit of everything: a late letter, a handbook, a roster, a broken file."""
    home = tmp_path_factory.mktemp("every")
    reviewed(handbook(home), "asked")
    write_files(
        home,
        {
            "content/offices.yaml": OFFICES,
            "content/letters/notice.yaml": document(doc_number=None),
            "content/letters/counted.yaml": document(
                doc_number=None, figures="city", body="共{{ figures.cadres }}名（示例）。"
            ),
            "content/letters/broken.yaml": "kind: [\n",
            "content/letters/many.yaml": TO_MANY,
            "content/letters/late.yaml": REMINDER,
            "content/recipients/people.yaml": roster(3),
            "content/certificates/zheng.yaml": COMMENDED + AWARDS,
            "content/recipients/renyuan.yaml": ROSTER,
        },
    )
    docgen.begin_register(home)
    list(
        docgen.issue([home / "content/letters/late.yaml"], docgen.Options(out=home / "out"), person="示例甲")
    )
    with served(home) as address:
        yield home, address


def shown(page: Page, path: str) -> None:
    """Go to a page; of a document's form wait for its first page."""
    at(page, path)
    if page.locator("#pages").count():
        page.wait_for_selector("#pages img")


def standing_out(page: Page) -> list[str]:
    """Return what stands out of the window at 200 %, outside what scrolls by itself."""
    with enlarged(page):
        if page.evaluate("document.documentElement.scrollWidth <= innerWidth"):
            return []
        return page.locator("body *").evaluate_all(STANDING_OUT)


def unreached(page: Page) -> list[str]:
    """Return what can be pressed or filled in, and to which Tab does not lead."""
    for _ in range(page.evaluate(STOPS) + 2):
        page.keyboard.press("Tab")
    return page.evaluate("[...window.waiting].map((one) => one.outerHTML.slice(0, 90))")


@pytest.mark.parametrize("lang", ["zh-CN", "en"])
def test_every_page_can_be_read_by_everyone(desk, lang: str) -> None:
    wrong: dict[str, list[str]] = {}
    with looking(desk[1], lang=lang) as page:
        for path in PAGES:
            shown(page, path)
            found = [*violations(page), *(f"stands out: {one}" for one in standing_out(page))]
            found += [] if page.locator("h1").count() == 1 else ["not one h1"]
            if lang == "en":
                found += foreign_words(page)
            elif not page.locator("#form").count():  # of which the order is held in test_editing
                found += [f"no Tab to {one}" for one in unreached(page)]
            if found:
                wrong[path] = found
    assert wrong == {}


def test_a_page_that_comes_anew_is_judged_as_it_came(desk) -> None:
    with looking(desk[1]) as page:
        page.evaluate("() => void setTimeout(() => location.reload(), 0)")
        assert violations(page) == []


def foreign_words(page: Page) -> list[str]:
    """Return what an English page says in Chinese where the words are its own, but for the switch."""
    words = page.locator(OWN_WORDS).filter(visible=True).all_inner_texts()
    return [one for one in words if CHINESE.search(one.replace("中文", ""))]


def test_reports_and_tables_of_the_follow_up_are_made(desk) -> None:
    with looking(desk[1], "/following") as page:
        page.get_by_text("台账与报表", exact=True).click()
        pressed(page, page.locator("form[action='/following/report']").get_by_role("button"))
        expect(page.locator("#pages img").first).to_be_visible()
        expect(page.locator("h1")).to_contain_text("发文")
        expect(page.locator("#summary")).to_be_hidden()
        at(page, "/following")
        page.get_by_text("台账与报表", exact=True).click()
        with page.expect_download() as kept:
            page.locator("form[action='/following/assessment'] button").click()
        assert kept.value.suggested_filename.endswith(f"{TODAY.year}.xlsx")
        assert kept.value.path().read_bytes().startswith(b"PK")


def test_many_translations_are_accepted_at_once(desk) -> None:
    with looking(desk[1], "/translations/handbooks/demo") as page:
        waiting = page.locator("[data-acceptable=yes]").count()
        assert waiting > 1
        page.locator(".actions details").first.locator("summary").click()
        many = page.locator(".actions form[action$='/accept']")
        many.locator("[name=person]").fill("示例审定人")
        pressed(page, many.locator("button"))
        expect(page.locator(".summary")).to_be_focused()
        many.locator("[name=confirm]").check()
        pressed(page, many.locator("button"))
        expect(page.locator(".done")).to_be_focused()
        expect(page.locator("[data-acceptable=yes]")).to_have_count(0)
        assert violations(page) == []


def test_certificates_of_many_are_issued_as_a_job(desk) -> None:
    home, address = desk
    with looking(address, "/documents/certificates/zheng/issue") as page:
        page.locator("#f-person").fill("示例甲")
        page.get_by_label("我确认发文").check()
        pressed(page, "发文")
        assert "/jobs/" in page.url
        assert violations(page) == []
        expect(page.locator("p.good")).to_contain_text(f"{LETTERS}", timeout=3 * PATIENCE)
        assert violations(page) == []
        pressed(page, page.get_by_role("link", name="发文登记").last)
        expect(page.locator("tbody tr")).to_have_count(LETTERS + 1)
    assert len(list((home / "archive/2024").glob("示食安办证*"))) == LETTERS


def test_a_whole_handbook_is_made_as_a_job_and_opened(desk) -> None:
    with looking(desk[1], "/documents/handbooks/demo") as page:
        expect(page.locator("#preview > p")).to_contain_text("整本")
        pressed(page, page.locator(".onward").get_by_role("link", name="检查、生成"))
        pressed(page, page.locator("button[value=make]"))
        expect(page.locator("progress, ul.files")).to_have_count(1)
        expect(page.locator("ul.files")).to_be_visible()
        link = page.locator("ul.files a").first.get_attribute("href") or ""
        answer = page.request.get(f"{site(page)}{link}")
        assert answer.body().startswith(b"%PDF")


def test_what_changes_on_disk_shows_in_the_next_preview(desk) -> None:
    home, address = desk
    figures = home / "content/figures/city.yaml"
    style = home / "templates/letters/notice/style.css"
    sheet = (ROOT / "templates/letters/notice/style.css").read_text("utf-8")
    changes = {
        home / "content/offices.yaml": OFFICES.replace("masthead: 示例市", "masthead: 另一示例市").encode(),
        figures: figures.read_bytes().replace(b"value: 7", b"value: 8"),
        style: f"{sheet}\n.body p {{ text-indent: 4em; }}\n".encode(),
        home / "fonts/仿宋_GB2312.ttf": docgen.typefaces()["楷体"][0].path.read_bytes(),
    }
    with looking(address, "/documents/letters/counted") as page:
        pictures = checked(page)
        for file, data in changes.items():
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)
            before, pictures = pictures, checked(page)
            assert pictures != before, file.name


def checked(page: Page) -> list[str]:
    """Have a document checked, and return which pictures its pages have when that is done."""
    page.locator("#check").click()
    expect(page.locator("#check")).to_be_enabled()
    expect(page.locator("#pages")).not_to_have_class("stale")
    return page.locator("#pages img").evaluate_all("all => all.map(one => one.dataset.key)")
