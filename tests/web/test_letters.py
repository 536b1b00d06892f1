"""Certificates for a meeting, from a bad roster to the pile on the table, by a clerk in a browser."""

import csv
import io
import zipfile

import pytest
from playwright.sync_api import expect

from docgen.archive.reprints import FILE
from tests.support.browser import looking, pressed, served, violations
from tests.support.certificates import AWARDS, COMMENDED, OFFICE
from tests.support.samples import write_files
from tests.support.workbooks import unzipped, workbook

NAME = "certificates/huiyi"
HEAD = ["姓名", "类别", "单位"]
BAD = [
    ["张三丰", "个人", "甲县"],
    ["示例单位", "单位", ""],
    ["#N/A", "个人", "乙县"],
    ["王小明", "", "甲县"],
    ["欧阳示例名", "个人", "丙县"],
]
LOCKED = (
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500) + "EncryptedPackage".encode("utf-16-le") + bytes(500)
)

WIDTH = "async (picture) => { await picture.decode(); return picture.naturalWidth; }"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory):
    """A desk over a project that gives out certificates, with rosters to be brought."""
    home = tmp_path_factory.mktemp("meeting")
    document = COMMENDED.replace("recipients: renyuan\n", "") + "# 说明：示例\n" + AWARDS
    sound = workbook([HEAD, ["甲某", "个人", "甲县"]])
    parts = unzipped(sound)
    parts["xl/sharedStrings.xml"] = b"<sst>" + b"<si><t>" * 60_000_000
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    write_files(
        home,
        {
            "content/offices.yaml": OFFICE,
            f"content/{NAME}.yaml": document,
            "brought/获奖名单.xlsx": workbook([HEAD, *BAD]),
            "brought/网页.xls": b"<html><table><tr><td>1</td></tr></table></html>",
            "brought/加密.xlsx": LOCKED,
            "brought/炸弹.xlsx": bomb.getvalue(),
            "brought/很大.xlsx": bytes(17 << 20),
            "brought/许多.xlsx": workbook([HEAD, *([f"某{n}", "", "甲县"] for n in range(40))]),
            "brought/栏目.xlsx": workbook([["姓明", "类别"], ["甲某", "个人"]]),
        },
    )
    with served(home) as address:
        yield home, address.split("/?")[0], address


def test_certificates_for_a_meeting_from_a_bad_roster(desk) -> None:
    home, origin, address = desk
    with looking(address, f"/documents/{NAME}/letters") as page:
        expect(page.locator("main")).to_contain_text("还没有名单")
        assert violations(page) == []

        def bring(name: str) -> str:
            page.set_input_files("#roster", home / "brought" / name)
            pressed(page, page.locator("form.drop button"))
            return page.inner_text("main")

        # What is no roster is told in a sentence, and nothing is put anywhere.
        before = (home / f"content/{NAME}.yaml").read_bytes()
        for name, told in (("网页.xls", "其实是网页"), ("加密.xlsx", "密码"), ("炸弹.xlsx", "名单")):
            assert told in bring(name), name
            assert page.inner_text(".summary h2").startswith("没有接收")
        assert violations(page) == []
        page.set_input_files("#roster", home / "brought/很大.xlsx")
        page.click("form.drop button")
        expect(page.locator(".drop [role=alert]")).to_contain_text("超过 16 MB")
        assert (home / f"content/{NAME}.yaml").read_bytes() == before
        assert not (home / "content/recipients").exists()

        # Whole columns first; forty bad cells are capped.
        assert "先看整栏的问题" in bring("栏目.xlsx")
        page.fill(".heading-cell >> nth=0", "姓名")
        pressed(page, page.locator("section[aria-labelledby=above] button"))
        expect(page.locator("main")).to_contain_text("1 位收件人")
        assert "显示 20 行，共 40 行" in bring("许多.xlsx")
        expect(page.locator(".roster .wrong")).to_have_count(20)

        # The roster of the meeting: corrected where it is wrong.
        text = bring("获奖名单.xlsx")
        assert "有 2 处要改" in text
        assert page.locator(".wrong input").evaluate_all("all => all.map(one => one.name)") == [
            "cell-4-1",
            "cell-5-2",
        ]
        assert violations(page) == []
        page.fill("[name=cell-4-1]", "李四某")
        page.fill("[name=cell-5-2]", "个人")
        pressed(page, "保存修改")
        expect(page.locator(".banner")).to_contain_text("已改 2 格")
        expect(page.locator("main")).to_contain_text("5 位收件人，没有问题")
        assert violations(page) == []
        assert "获奖名单-改.xlsx" in (home / f"content/{NAME}.yaml").read_text("utf-8")
        assert "# 说明：示例" in (home / f"content/{NAME}.yaml").read_text("utf-8")

        # The letters, the longest name first.
        expect(page.locator("nav.bar strong")).to_contain_text("欧阳示例名")
        assert page.locator(".letter img").first.evaluate(WIDTH) > 300
        pressed(page, page.locator("a[rel=next]"))
        expect(page.locator("nav.bar")).to_contain_text("第 2 份，共 5 份")

        # All of them, with print file and check list.
        pressed(page, "生成全部 5 份")
        expect(page.locator("ul.files")).to_be_visible()
        assert {one.name for one in (home / "out").glob("*-*.*")} >= {"huiyi-打印稿.pdf", "huiyi-核对表.xlsx"}
        expect(page.locator("main")).to_contain_text("已经生成 5 份")
        assert violations(page) == []

        # One again, with its reason.
        page.goto(f"{origin}/documents/{NAME}/letters")
        page.click("summary:has-text('补印')")
        page.fill("#only", "李四某")
        page.fill("#reason", "会场遗失（示例）")
        pressed(page, "补印")
        expect(page.locator("ul.files")).to_be_visible()
        with (home / "out" / FILE).open(encoding="utf-8-sig", newline="") as file:
            (row,) = csv.DictReader(file)
        assert (row["名称"], row["原因"]) == ("李四某", "会场遗失（示例）")


def test_a_correction_can_be_undone_and_never_overwrites_another(desk) -> None:
    home, origin, address = desk
    with looking(address) as page:
        page.goto(f"{origin}/documents/{NAME}/letters?edit=1")
        (other := page.context.new_page()).goto(page.url)
        page.fill("[name=cell-2-3]", "丁县")
        pressed(page, "保存修改")
        expect(page.locator(".banner")).to_contain_text("丁县")
        other.fill("[name=cell-2-3]", "戊县")
        pressed(other, "保存修改")
        expect(other.locator(".summary")).to_contain_text("又被改过")
        pressed(page, "撤消这次修改")
        expect(page.locator(".banner ins").first).to_contain_text("甲县")
    assert len(list((home / "content/recipients").iterdir())) == 5
