"""Elements that a style sheet cannot tell apart share one style, and no others do."""

import pytest

from docgen.layout.styles.cascade import Cascade


def sizes(body, css):
    """Return the font sizes of all elements of the class x, in order."""
    cascade = Cascade(f"<html><body>{body}</body></html>", css)
    return [cascade.style(e).font_size for e in cascade.root.iter() if "x" in e.get("class", "").split()]


@pytest.mark.parametrize(
    ("selector", "body", "expected"),
    [
        ("p:first-child", "<p class=x>1<p class=x>2<p class=x>3", [30, 12, 12]),
        ("p:last-child", "<p class=x>1<p class=x>2<p class=x>3", [12, 12, 30]),
        ("p:nth-child(2n+1)", "<p class=x>1<p class=x>2<p class=x>3", [30, 12, 30]),
        ("p:nth-last-of-type(2)", "<p class=x>1<h1></h1><p class=x>2<h2></h2>", [30, 12]),
        (
            ":only-child",
            "<div><b class=x>1</b></div><div><b class=x>2</b><b class=x>3</b></div>",
            [30, 12, 12],
        ),
        ("h1 + p", "<h1></h1><p class=x>1<p class=x>2", [30, 12]),
        ("h1 ~ *", "<p class=x>1<h1></h1><p class=x>2<p class=x>3", [12, 30, 30]),
        ("h1+p.a~p", "<h1></h1><p class=a>1<p class=x>2", [30]),
        ("p:empty", "<p class=x><p class=x>2<p class=x><b></b>", [30, 12, 12]),
        ("div:has(i) b", "<div><b class=x>1</b></div><div><i></i><b class=x>2</b></div>", [12, 30]),
        ("p:not(:first-child)", "<p class=x>1<p class=x>2", [12, 30]),
        (":is(h1, p:first-child) b", "<p><b class=x>1</b><p><b class=x>2</b>", [30, 12]),
        ("[title='a + b']", "<p class=x title='a + b'>1<p class=x title=c>2", [30, 12]),
        ("[title]", "<p class=x title=a>1<p class=x>2", [30, 12]),
        ("[class~=y]", "<p class='x y'>1<p class=x>2", [30, 12]),
        ("div > p", "<div><p class=x>1</div><p class=x>2", [30, 12]),
        (":lang(bo)", "<div lang=bo><b class=x>1</b></div><div><b class=x>2</b></div>", [30, 12]),
        ("#one", "<p class=x id=one>1<p class=x>2", [30, 12]),
        ("a:link", "<a class=x href=#>1</a><a class=x>2</a>", [30, 12]),
    ],
)
def test_a_rule_reaches_just_the_elements_it_selects(selector, body, expected):
    css = f"* {{ font-size: 12pt }} body {selector} {{ font-size: 30pt }}"
    assert sizes(body, css) == expected


def test_a_style_attribute_and_an_own_style_element_count():
    own = "<style>p.y { font-size: 20pt }</style>"
    body = "<p class=x style='font-size: 30pt'>1<p class='x y'>2<p class=x>3"
    assert sizes(own + body, "p { font-size: 12pt }") == [30, 20, 12]
    assert sizes("<style>p { font-size: 40pt }</style><p class=x>1", "") == [40]


def test_cells_that_look_the_same_share_one_style():
    table = f"<table>{'<tr><td class=x>1<td class=x>2' * 50}</table>"
    cascade = Cascade(table, "td { color: red }")
    assert len({id(cascade.style(cell)) for cell in cascade.root.iter("td")}) == 1


def test_another_document_with_the_same_sheet_shares_them_too():
    first, second = (Cascade(f"<p>{text}", "p { color: red }") for text in ("one", "two"))
    assert first.style(first.root.find("body/p")) is second.style(second.root.find("body/p"))


def test_values_of_attributes_that_no_selector_asks_for_make_no_difference():
    first, second = (Cascade(f"<p data-n={n}>", "p { color: red }") for n in (1, 2))
    assert first.style(first.root.find("body/p")) is second.style(second.root.find("body/p"))
