"""What no other editor is needed for: a broken file mended as text, tables typed in cells, data declared, and
an office's people and printers."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from tests.support.browser import at, looking, pressed, served, site, violations
from tests.support.handbooks import handbook
from tests.support.samples import document, write_files

BROKEN = 'kind: letters/notice\noffice: "shili\naddressees: [各学校]\n\tdate: 2024\n'
OFFICES = """\
shili:  # 示例
  name: 示例市食品安全办公室
  masthead: 示例市食品安全办公室
  code: 示食安办
  people:
    chair: {post: 主任, name: 示例甲, since: 2024-01-01}
    deputy: {post: 副主任, name: 示例乙}
"""
TABLE = """\
title: {zh: 表（示例）}
blocks:
- id: t
  table:
    zh:
      head: [栏, 值]
      rows:  # 各行
      - [甲, 一]
      - [乙, 二]
"""
REPORT = (
    document(kind="reports/survey", doc_number=None, genre=None)
    + """\
data:
  counties: {sheet: a.csv, columns: {主体: {unit: 家}, 干部: {unit: 名}}}
tables:
  主体: {columns: [主体]}
charts:
  主体: {kind: bar, columns: [主体]}
"""
)

LINE = "field => field.value.slice(0, field.selectionStart).split('\\n').length"
PASTE = """(element, text) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", text);
    element.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
}"""


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    """A desk over a project with a broken letter, a handbook with a table and a report with data."""
    home = tmp_path_factory.mktemp("mending")
    handbook(home)
    write_files(
        home,
        {
            "content/offices.yaml": OFFICES,
            "content/letters/broken.yaml": BROKEN,
            "content/letters/ansi.yaml": document().encode("gb18030"),
            "content/handbooks/demo/chapters/why.yaml": TABLE,
            "content/reports/survey.yaml": REPORT,
            "content/data/a.csv": "县,主体,干部\n示例甲县,10,2\n示例乙县,20,3\n",
        },
    )
    with served(home) as address:
        yield home, address


def saved(page: Page) -> None:
    """Save the form, and wait until it is."""
    page.get_by_role("button", name="保存", exact=True).click()
    expect(page.locator("#state")).to_have_text("已保存")


def test_a_broken_file_is_mended_in_the_browser(desk) -> None:
    home, address = desk
    file = home / "content/letters/broken.yaml"
    with looking(address, "/documents/letters/broken") as page:
        assert page.title().startswith("这份文件读不出来")
        expect(page.locator(".twin .wrong")).to_have_count(1)
        page.locator("#wrong a").first.click()
        expect(page.locator("#text")).to_be_focused()
        assert page.locator("#text").evaluate(LINE) == 4
        file.write_text(BROKEN + "# 别人加的\n", "utf-8")
        page.locator("#text").fill(BROKEN.replace("\tdate", "date"))
        pressed(page, "保存")
        expect(page.locator("[role=alert]")).to_be_focused()
        assert file.read_text("utf-8").endswith("# 别人加的\n")
        expect(page.locator(".theirs")).to_contain_text("# 别人加的")
        assert violations(page) == []
        pressed(page, "保存")
        expect(page.locator("[role=status]")).to_contain_text("已保存")
        assert violations(page) == []
        kept = page.locator("main li a[href*=earlier]").first.get_attribute("href") or ""
        answer = page.request.get(f"{site(page)}{kept}")
        assert answer.text() == BROKEN + "# 别人加的\n"
        page.locator("#text").fill(document().replace("关于", "关于修好的"))
        pressed(page, "保存")
        expect(page.locator("#pages img").first).to_be_visible()
        expect(page.locator("h1")).to_contain_text("修好的")

        at(page, "/documents/letters/ansi")
        assert "请遵照执行" in page.locator("#text").input_value()
        page.locator("#text").press("Control+End")
        page.keyboard.type("# ")
        pressed(page, "保存")
        expect(page.locator("#pages img").first).to_be_visible()
        assert (home / "content/letters/ansi.yaml").read_text("utf-8").startswith(document())

        at(page, "/text/offices")
        page.locator("#text").fill(OFFICES + "broken: [\n")
        pressed(page, "保存")
        at(page, "/data")
        pressed(page, page.get_by_role("link", name="打开原文改"))
        page.locator("#text").fill(OFFICES)
        pressed(page, "保存")
        expect(page.locator("tbody").first).to_contain_text("示例市食品安全办公室")
        assert (home / "content/offices.yaml").read_text("utf-8") == OFFICES
        for outside in ("letters/none", "../../etc/passwd", "handbooks"):
            assert page.request.get(f"{site(page)}/text/{quote(outside, safe='')}").status == 404


def test_a_table_is_typed_and_pasted_in_cells(desk) -> None:
    home, address = desk
    with looking(address, "/documents/handbooks/demo/chapters/why") as page:
        page.wait_for_selector("#pages img")
        grid = page.locator(".gridded").filter(visible=True).first
        cells = grid.locator("textarea")
        assert [one.input_value() for one in cells.all()] == ["甲", "一", "乙", "二"]
        assert cells.nth(3).get_attribute("aria-label") == "第2行第2格"
        cells.nth(1).fill("一|壹")
        cells.nth(2).fill("")
        grid.get_by_role("button", name="加一行").click()
        expect(cells.nth(4)).to_be_focused()
        cells.nth(4).evaluate(PASTE, "丙\t三\r\n丁\t四\r\n")
        assert violations(page) == []
        grid.get_by_role("button", name="移除").nth(2).click()
        page.get_by_role("button", name="撤销").click()
        saved(page)
    text = (home / "content/handbooks/demo/chapters/why.yaml").read_text("utf-8")
    assert text.startswith(TABLE.partition("      - [甲")[0])
    rows = text.partition("      rows:  # 各行\n")[2].replace('"', "'")
    assert rows == "      - [甲, '一|壹']\n      - ['', 二]\n      - [丙, 三]\n      - [丁, 四]\n"


def test_data_and_charts_are_filled_in_and_the_rest_stays(desk, tmp_path: Path) -> None:
    home, address = desk
    with looking(address, "/documents/reports/survey") as page:
        page.wait_for_selector("#pages")
        charts = page.locator(".field[data-key=charts]")
        charts.locator("select").first.select_option(label="折线")
        columns = page.locator(".field[data-key=tables] .field[data-key=columns]")
        columns.get_by_role("button", name="干部").click()
        expect(columns.get_by_role("button", name="干部")).to_have_attribute("aria-pressed", "true")
        assert violations(page) == []
        tables = page.locator(".field[data-key=tables]")
        tables.get_by_role("button", name="添加").click()
        tables.locator(".item").last.get_by_label("表题").fill("没起名的表（示例）")
        data = page.locator(".field[data-key=data]")
        file = tmp_path / "县区 进度.csv"
        file.write_text("县区,主体（家）\n示例甲县,3\n", "utf-8")
        data.get_by_label("上传表格").first.set_input_files(file)
        expect(data.locator(".brought").first).to_have_text("已上传：县区-进度.csv")
        data.get_by_label("上传表格").first.set_input_files(home / "content/offices.yaml")
        expect(data.locator(".brought.error").first).not_to_be_empty()
        assert violations(page) == []
        saved(page)
    assert (home / "content/data/县区-进度.csv").read_bytes() == file.read_bytes()
    text = (home / "content/reports/survey.yaml").read_text("utf-8")
    assert text.startswith(REPORT.partition("tables:\n")[0].replace("a.csv", '"县区-进度.csv"'))
    assert "主体: {columns: [主体, 干部]}" in text
    assert "主体: {kind: line, columns: [主体]}" in text
    assert "未起名" in text
    assert "没起名的表（示例）" in text


def test_people_and_printers_of_an_office_are_filled_in(desk) -> None:
    home, address = desk
    file = home / "content/offices.yaml"
    with looking(address, "/data/offices/shili") as page:
        people = page.get_by_role("group", name="人员和职务", exact=True)
        people.get_by_role("group", name="chair", exact=True).get_by_label("姓名").fill("示例丙")
        people.get_by_label("保存时移除“deputy”").check()
        people.get_by_text("添加：人员和职务").click()
        people.get_by_label("职务").last.fill("秘书")
        page.get_by_text("添加：打印机").click()
        printers = page.get_by_role("group", name="打印机", exact=True)
        printers.get_by_label("名称").fill("二楼.1")
        printers.get_by_label("右移毫米数").fill("0.5")
        pressed(page, "保存")
        expect(page.locator(".summary")).to_contain_text("这一栏要填")
        assert violations(page) == []
        people.get_by_label("名称").fill("secretary")
        pressed(page, "保存")
        expect(page.locator(".summary")).to_contain_text("下移毫米数")
        printers.get_by_label("下移毫米数").fill("-1")
        page.get_by_label("联系人：电话").fill("0000-0000000")
        pressed(page, "保存")
        expect(page.locator(".summary")).to_contain_text("姓名")
        page.get_by_label("联系人：姓名").fill("示例丁")
        pressed(page, "保存")
        expect(page.locator(".done")).to_contain_text("已保存")
    text = file.read_text("utf-8")
    assert "chair: {post: 主任, name: 示例丙, since: 2024-01-01}" in text
    assert "deputy" not in text
    assert all(one in text for one in ("secretary", "秘书", "二楼.1", "0.5", "示例丁"))
