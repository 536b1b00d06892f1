"""The office's pages in a real browser: a letter from its steps to the end of its follow-up, and what else is
kept: translations, figures, offices. Each test is one clerk's way through several pages."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from tests.support.browser import at, fits, looking, pressed, served, site, violations
from tests.support.handbooks import BO, handbook, replaced, reviewed
from tests.support.samples import document, write_files
from tests.support.signing import signed as with_seal

TODAY = date.today()
YEAR = TODAY.year
NUMBER, EARLIER = f"示食安办函〔{YEAR}〕37号", f"示食安办函〔{YEAR}〕36号"
OFFICES = """\
# 发文机关（示例）
shili:
  name: 示例市食品安全办公室
  masthead: 示例市食品安全办公室  # 印在版头
  code: 示食安办
  letter_code: 示食安办函
  steps: [拟稿, 核稿, 签发]
"""


def day(distance: int) -> str:
    """Return a day as ISO, so many days from the one on which the tests began."""
    return (TODAY + timedelta(distance)).isoformat()


REMINDER = f"""\
kind: letters/reminder
office: shili
serial: 12
title: 关于加快落实包保督导的提醒函
addressees: [示例县人民政府]
date: {day(-30)}
deadline: {day(-10)}
reply: 书面
contact: {{name: 示例员, phone: 0000-0000000}}
body: |
  请抓紧办理（示例）。
"""


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    """A desk over a project with a reminder, a notice that is to be mended, a handbook and figures."""
    home = tmp_path_factory.mktemp("office")
    reviewed(handbook(home), "asked")
    write_files(
        home,
        {
            "content/offices.yaml": OFFICES,
            "content/letters/tixing.yaml": REMINDER,
            "content/letters/wrong.yaml": document(doc_number=None, date="2024-06-31"),
        },
    )
    with served(home) as address:
        yield home, address


def told(page: Page) -> str:
    """Return what the page tells of what was done, which has the focus."""
    expect(page.locator(".done, .summary").first).to_be_focused()
    return page.locator(".done, .summary").first.inner_text()


def signed(page: Page, step: str, person: str) -> str:
    """Do a step, and return what is told of it."""
    page.locator("#f-person").fill(person)
    pressed(page, f"{step}完成")
    return told(page)


def test_a_letter_goes_from_its_steps_to_the_end_of_its_follow_up(desk, tmp_path: Path) -> None:
    home, address = desk
    with looking(address, "/following") as page:
        expect(page.locator(".empty")).to_contain_text("还没有登记簿")
        at(page, "/register")
        assert violations(page) == []
        page.get_by_label("各代字最后一个文号").fill("三十六号")
        pressed(page, "开始登记")
        assert "三十六号" in told(page)
        expect(page.get_by_label("各代字最后一个文号")).to_have_value("三十六号")
        page.get_by_label("各代字最后一个文号").fill(EARLIER)
        pressed(page, "开始登记")
        assert "登记簿已经建好" in told(page)
        expect(page.locator(".empty")).to_contain_text("登记簿里还没有文件")

        at(page, "/documents/letters/wrong/issue")
        expect(page.locator(".problems")).to_contain_text("成文日期")
        assert "date" not in page.locator(".problems").inner_text()
        at(page, "/documents/letters/tixing/issue")
        assert NUMBER in page.locator(".facts").inner_text()
        assert violations(page) == []
        assert fits(page)
        pressed(page, "拟稿完成")
        assert "请填写您的姓名" in told(page)
        assert "拟稿已记下" in signed(page, "拟稿", "示例甲")
        refused = signed(page, "核稿", "示例甲")
        assert "示例甲 是拟稿人" in refused
        assert "register.db" not in refused
        assert violations(page) == []
        signed(page, "核稿", "示例乙")
        signed(page, "签发", "示例丙")
        pressed(page, "发文")
        assert "请先勾选确认" in told(page)
        page.locator("#f-person").fill("示例丁")
        page.get_by_label("我确认发文").check()
        pressed(page, "发文")
        assert NUMBER in told(page)
        assert violations(page) == []
        pdf = page.get_by_role("link", name="打开 PDF").get_attribute("href")
        answer = page.request.get(f"{site(page)}{pdf}")
        assert answer.headers["content-disposition"].startswith("inline")
        assert answer.body() == (home / f"archive/{YEAR}" / NUMBER / "tixing.pdf").read_bytes()

        at(page, "/register?words=抓紧办理")
        expect(page.locator("tbody tr")).to_have_count(1)
        assert fits(page)
        at(page, "/register?since=去年")
        assert "“去年”不是日期" in told(page)
        at(page, "/register?state=void")
        expect(page.locator(".empty")).to_contain_text("没有符合条件")
        at(page, f"/register/{NUMBER}")
        history = page.locator("table").last.inner_text()
        assert all(name in history for name in ("示例甲", "示例乙", "示例丙", "示例丁", "发出、存档"))
        assert violations(page) == []
        assert fits(page)
        for name in ("../../../content/offices.yaml", "nothing.pdf", "record.json/../record.json"):
            outside = f"{page.url}/files/{quote(name, safe='')}"
            assert page.request.get(outside).status in (404, 409)

        sealed(page, answer.body())
        followed_to_the_end(page, tmp_path)
        verified(page, home)


def sealed(page: Page, letter: bytes) -> None:
    """Bring the letter with its seal, and find it by that."""
    page.get_by_text("盖好章的文件送回来了", exact=True).click()
    page.locator("#f-seal-person").fill("示例丁")
    bring = page.get_by_label("盖章后的文件")
    bring.set_input_files({"name": "信.docx", "mimeType": "application/zip", "buffer": b"PK"})
    pressed(page, "登记盖章")
    assert "要是 PDF 或 OFD" in told(page)
    bring.set_input_files({"name": "信.pdf", "mimeType": "application/pdf", "buffer": with_seal(letter)})
    pressed(page, "登记盖章")
    assert "已登记盖章" in told(page)
    assert violations(page) == []
    at(page, "/register?state=sealed")
    expect(page.locator("tbody tr")).to_contain_text("（已盖章）")
    at(page, "/?state=sealed")
    expect(page.locator("tbody .state")).to_have_text("已发、已盖章")
    at(page, "/documents/letters/tixing")
    expect(page.locator(".out")).to_contain_text(NUMBER)
    expect(page.locator(".out .state")).to_contain_text("（已盖章）")


def followed_to_the_end(page: Page, folder: Path) -> None:
    """Draft what comes after the late reminder, put it off, note an answer with its proof, and close it."""
    at(page, "/following")
    late = (date.today() - date.fromisoformat(day(-10))).days
    expect(page.locator("#late + .scroll tbody tr")).to_contain_text(f"逾期 {late} 天")
    assert fits(page)
    page.get_by_text("起草下一步文书", exact=True).click()
    page.locator("#f-draft-person").fill("示例丁")
    pressed(page, "起草")
    assert "已起草 1 份" in told(page)
    draft = page.get_by_role("link", name="打开草稿").get_attribute("href") or ""
    assert draft.startswith("/documents/letters/")

    pressed(page, page.locator("#late + .scroll tbody a").first)
    page.get_by_label("延至哪天").fill("2024-02-30")
    page.get_by_label("延期原因").fill("待报材料")
    pressed(page, "延期")
    assert "“2024-02-30”不是日期" in told(page)
    expect(page.get_by_label("延期原因")).to_have_value("待报材料")
    page.get_by_label("延至哪天").fill(day(3))
    pressed(page, "延期")
    assert "已延期" in told(page)
    proof = folder / "复函.txt"
    proof.write_text("已办（示例）", encoding="utf-8")
    page.get_by_label("凭证").set_input_files(proof)
    pressed(page, "登记")
    assert "已反馈" in told(page)
    page.get_by_label("已销号").check()
    pressed(page, "登记")
    assert "已销号" in told(page)
    expect(page.get_by_text("这份文件已经办结")).to_be_visible()
    at(page, "/following")
    expect(page.locator("#done + .scroll tbody tr")).to_have_count(1)
    page.get_by_text("登记收文", exact=True).click()
    page.get_by_label("收到的文件").set_input_files(proof)
    page.get_by_label("来文单位").fill("示例省食安办")
    page.locator("#f-due").fill(day(5))
    pressed(page, "登记")
    assert f"收文〔{YEAR}〕1号" in told(page)
    expect(page.locator("#soon + .scroll tbody tr")).to_contain_text("还有")
    where = f"{site(page)}/following/table.xlsx?view={quote('督办台账')}"
    assert page.request.get(where).body().startswith(b"PK")
    page.get_by_text("台账与报表", exact=True).click()
    expect(page.locator("form[action='/following/report']")).to_be_visible()
    assert violations(page) == []


def verified(page: Page, home: Path) -> None:
    """Keep a number and void it, take in an old book, then find what was changed from outside."""
    at(page, "/register")
    page.get_by_text("电话留号", exact=True).click()
    page.locator("#f-code").fill("示食安办函")
    pressed(page, "留一个号")
    assert f"示食安办函〔{YEAR}〕38号" in told(page)
    at(page, f"/register/示食安办函〔{YEAR}〕38号")
    page.get_by_text("作废这个号", exact=True).click()
    page.get_by_label("作废原因").fill("不发了")
    pressed(page, "作废")
    assert "请先勾选确认" in told(page)
    page.get_by_label("我确认").check()
    pressed(page, "作废")
    assert "已作废" in told(page)
    at(page, "/register")
    page.get_by_text("导入以前的登记簿", exact=True).click()
    book = "发文字号,标题\n示食安〔2020〕1号,甲\n示食安〔2020〕3号,乙\n示食安〔2020〕3号,丙\n"
    page.get_by_label("登记簿文件").set_input_files(
        {"name": "旧簿.csv", "mimeType": "text/csv", "buffer": book.encode()}
    )
    pressed(page, "导入")
    assert "已导入 3 份" in told(page)
    assert "2" in page.locator(".done li").first.inner_text()
    page.get_by_text("导入以前的登记簿", exact=True).click()
    page.get_by_label("登记簿文件").set_input_files(
        {"name": "另一本.csv", "mimeType": "text/csv", "buffer": "标题\n甲\n".encode()}
    )
    pressed(page, "导入")
    refused = told(page)
    assert "/tmp" not in refused
    assert violations(page) == []
    page.get_by_text("核对登记簿", exact=True).click()
    pressed(page, "现在核对")
    assert "核对无误" in told(page)
    archived = home / f"archive/{YEAR}" / NUMBER / "tixing.pdf"
    archived.chmod(0o644)
    archived.write_bytes(b"%PDF-1.7 other")
    at(page, "/register")
    page.get_by_text("核对登记簿", exact=True).click()
    pressed(page, "现在核对")
    assert "与登记不符" in told(page)
    assert violations(page) == []
    at(page, f"/register/{NUMBER}")
    expect(page.get_by_text("与登记不符").first).to_be_visible()


def test_a_reviewer_goes_through_a_translation_by_keys(desk) -> None:
    home, address = desk
    chapter = home / "content/handbooks/demo/chapters/why.yaml"
    with looking(address, "/translations") as page:
        pressed(page, page.locator("tbody th a").first)
        waiting = page.locator("[data-acceptable=yes]").first
        name = waiting.get_attribute("data-unit")
        waiting.focus()
        page.keyboard.press("a")
        unit = page.locator(f"[data-unit='{name}']")
        expect(unit.locator(".summary")).to_contain_text("请填写您的姓名")
        page.locator("#f-person").fill("示例审定人")
        unit.focus()
        page.keyboard.press("a")
        expect(unit.locator(".state")).to_have_text("已审定")
        expect(unit).to_contain_text("示例审定人")
        page.keyboard.press("k")
        page.keyboard.press("j")

        missing = page.locator(".unit.bad").first
        name = missing.get_attribute("data-unit")
        before = chapter.read_text("utf-8")
        missing.focus()
        page.keyboard.press("e")
        field = page.locator(f"[data-unit='{name}'] textarea").first
        expect(field).to_be_focused()
        for one in page.locator(f"[data-unit='{name}'] textarea").all():
            one.fill("汉文")
        unit = page.locator(f"[data-unit='{name}']")
        unit.get_by_role("button", name="存为草稿").click()
        expect(unit.locator(".summary")).to_be_visible()
        expect(unit.locator("textarea").first).to_have_value("汉文")
        assert chapter.read_text("utf-8") == before
        for one in unit.locator("textarea").all():
            one.fill(BO)
        unit.get_by_role("button", name="存为草稿").click()
        expect(unit.locator(".state")).to_have_text("草稿")
        assert violations(page) == []
        replaced(chapter, "要去（示例）", "一定要去（示例）")
        at(page, "/translations/handbooks/demo")
        expect(page.locator(f"[data-unit='{name}'] .shown").first).to_have_text(BO)
        stale = page.locator("[data-unit='asked']")
        assert fits(page)
        expect(stale.locator("ins")).to_contain_text("一定")


def test_figures_and_offices_change_where_they_are_written_and_nowhere_else(desk) -> None:
    home, address = desk
    file = home / "content/figures/city.yaml"
    before = file.read_text("utf-8")
    with looking(address, "/data") as page:
        pressed(page, page.get_by_role("link", name="修改 示例市食品安全办公室"))
        page.get_by_label("规范化简称").fill("市食安办")
        pressed(page, "保存")
        assert "已保存" in told(page)
        offices = (home / "content/offices.yaml").read_text("utf-8")
        assert offices.startswith(OFFICES.rstrip("\n"))
        assert "市食安办" in offices.removeprefix(OFFICES.rstrip("\n"))
        pressed(page, page.get_by_role("link", name="修改 示例市食品安全办公室"))
        page.get_by_label("发文机关标志").fill("")
        pressed(page, "保存")
        assert "发文机关标志" in told(page)
        at(page, "/data/offices")
        for label in ("发文机关全称", "发文机关标志", "发文机关代字"):
            page.get_by_label(label).fill("示例县食安办")
        page.get_by_text("以后再填也可以").click()
        page.get_by_label("简短的名称").fill("shili")
        pressed(page, "保存")
        assert "已经有叫“shili”的" in told(page)
        page.get_by_label("简短的名称").fill("second")
        page.get_by_label("发文前的步骤").fill("拟稿\n走过场")
        pressed(page, "保存")
        assert "走过场" in told(page)
        page.get_by_label("发文前的步骤").fill("拟稿\n签发")
        pressed(page, "保存")
        assert "已保存" in told(page)
        expect(page.locator("tbody").first).to_contain_text("示例县食安办")
        at(page, "/data/figures/city")
        pressed(page, page.get_by_role("link", name="修改").last)
        page.get_by_label("数值").fill("很多")
        pressed(page, "保存")
        told(page)
        assert file.read_text("utf-8") == before
        page.get_by_label("数值").fill("77777")
        pressed(page, "保存")
        assert "→ 77777" in told(page)
        assert (
            sum(
                a != b for a, b in zip(before.splitlines(), file.read_text("utf-8").splitlines(), strict=True)
            )
            == 1
        )


def test_figures_are_begun_and_put_in(desk) -> None:
    home, address = desk
    with looking(address, "/data") as page:
        pressed(page, page.get_by_role("link", name="新建数据"))
        assert violations(page) == []
        page.get_by_label("截止日期").fill("昨天")
        pressed(page, "建好，添第一项")
        assert "“昨天”不是日期" in told(page)
        assert violations(page) == []
        page.get_by_label("名称", exact=False).first.fill("校园食品（示例）")
        page.get_by_label("截止日期").fill("2026年6月30日")
        page.get_by_label("来源").fill("示例统计表")
        pressed(page, "建好，添第一项")
        assert "“校园食品（示例）”已经建好" in told(page)
        page.get_by_label("数值").fill("几十")
        pressed(page, "保存")
        assert "这一栏要填" in told(page)
        page.locator("[name='v:title']").fill("学校食堂")
        pressed(page, "保存")
        assert "应是数字" in told(page)
        assert "（学校食堂）" not in told(page)
        page.get_by_label("数值").fill("86")
        page.get_by_label("计量单位").fill("个")
        pressed(page, "保存，再添一项")
        assert "已添上“学校食堂”" in told(page)
        assert violations(page) == []
        page.locator("[name='v:title']").fill("学校食堂")
        page.get_by_label("数值").fill("1")
        pressed(page, "保存")
        assert "已经有叫“学校食堂”的" in told(page)
        page.get_by_label("在正文里叫什么").fill("食堂.整改")
        page.get_by_label("数值").fill("98.5%")
        pressed(page, "保存")
        expect(page.locator("tbody tr")).to_have_count(2)
        at(page, "/data/figures")
        for label, text in (("名称", "校园食品（示例）"), ("截止日期", "2026-06-30"), ("来源", "示例")):
            page.get_by_label(label).first.fill(text)
        pressed(page, "建好，添第一项")
        assert "已经有叫“校园食品（示例）”的" in told(page)
    text = (home / "content/figures/校园食品（示例）.yaml").read_text("utf-8")
    assert "整改:" in text
    assert "98.5%" in text
