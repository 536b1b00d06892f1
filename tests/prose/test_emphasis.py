"""Stars: emphasis where it is evidently meant, stars everywhere else."""

import pytest

from docgen.foundation.errors import Place
from docgen.prose.html import to_html


def html(text: str) -> str:
    return to_html(text, {"v": "王*"}, lambda _: Place())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("请**务必**执行", "请<strong>务必</strong>执行"),
        ("**重点**", "<strong>重点</strong>"),
        ("**时间：**9月", "<strong>时间：</strong>9月"),
        ("**“四个最严”**是", "<strong>“四个最严”</strong>是"),
        ("按**《办法》**办", "按<strong>《办法》</strong>办"),
        ("共**12**人", "共<strong>12</strong>人"),
        ("第5**项**", "第5<strong>项</strong>"),
        ("**甲**、**乙**", "<strong>甲</strong>、<strong>乙</strong>"),
        ("**{{ v }}**到场", "<strong>王*</strong>到场"),
        ("**甲*乙*丙**", "<strong>甲*乙*丙</strong>"),
        ("**a word**", "<strong>a word</strong>"),
        ("*重点*", "<em>重点</em>"),
        ("（*重点*）", "（<em>重点</em>）"),
        ("*整行说明，有逗号。*", "<em>整行说明，有逗号。</em>"),
    ],
)
def test_stars_that_hug_words_stress_them(text: str, expected: str) -> None:
    assert html(text) == f"<p>{expected}</p>"


@pytest.mark.parametrize(
    "text",
    [
        "3*1.2米，单价5*100元",
        "5*6*7",
        "长*宽*高",
        "3**2",
        "2**3和4**5",
        "x**2+y**2=z**2",
        "(a+b)**2和(c+d)**2",
        "附件*说明，*号项必填",
        "（*为必填，*为选填）",
        "138****1234",
        "5401**********12",
        "张**、李**",
        "张**，李**",
        "王**和李**两人",
        "乙*丙*",
        "882*1234*。",
        "** 重点 **",
        "* 重点*",
        "**没有完",
        "没有完**",
        "***重点***",
        "*",
        "**",
        "***",
        "****",
        "*注：*表示必填，带*。*5",
        "a*b*c",
        "_甲_",
        "__甲__",
        "a_b_c",
        "~~甲~~",
        "____",
    ],
)
def test_any_other_star_is_a_star(text: str) -> None:
    assert html(text) == f"<p>{text}</p>"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (r"\*甲\*", "*甲*"),
        (r"D:\图\*.png和\\服务器\共享", r"D:\图\*.png和\\服务器\共享"),
        (r"甲\乙\_丙", r"甲\乙\_丙"),
        ("5`10，6`20", "5`10，6`20"),
        ("运行`docgen`即可", "运行<code>docgen</code>即可"),
        ("&nbsp;&foo;&ltx;&copy", "&nbsp;&amp;foo;&amp;ltx;&amp;copy"),
        ("<https://example.org>和<a@b.cn>", "&lt;https://example.org&gt;和&lt;a@b.cn&gt;"),
        ("<sub>没有完", "&lt;sub&gt;没有完"),
        ("<rp>甲</rp>", "&lt;rp&gt;甲&lt;/rp&gt;"),
        ("\u2f00\u2ea0拉\u200b萨", "一民拉萨"),
    ],
)
def test_other_signs_are_read_only_where_they_are_meant(text: str, expected: str) -> None:
    assert html(text) == f"<p>{expected}</p>"
