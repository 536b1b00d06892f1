"""Texts that are read in several threads at once: nothing of one may stand in another."""

import pytest

from docgen.foundation.errors import ContentError, Place
from docgen.prose import html
from tests.support.threads import in_threads

COUNT = 80
TOO_DEEP = 9
"""The text, among those read at once, that cannot be read."""


def text_of(number: int) -> str:
    """Return a text all of whose headings, footnotes, cells, classes and items bear its own number."""
    return "\n\n".join(
        f"## 题{number}之{part}\n\n段{number}，注[^{part}]，**重{number}**。\n\n"
        f"| 甲{number} | 乙{number} |\n|---|--:|\n| 丙{number} | {{{{ 值 }}}} |\n\n"
        f"1. 项{number}\n2. 项{number}\n\n末段{number}。\n{{: .align-right }}\n\n"
        f"[^{part}]: 注文{number}之{part}"
        for part in range(3)
    )


def read(number: int) -> str:
    return html.to_html(text_of(number), {"值": f"值{number}"}, lambda offset: Place())


def test_threads_read_each_text_as_it_reads_alone():
    alone = [read(number) for number in range(COUNT)]
    html.converted.cache_clear()
    together = in_threads(read, range(COUNT))
    assert [number for number in range(COUNT) if together[number] != alone[number]] == []


def test_a_text_that_cannot_be_read_leaves_nothing_to_those_read_beside_it():
    deep = "\n".join(f"{' ' * 4 * depth}- 层" for depth in range(200))

    def tried(number: int) -> str:
        if number != TOO_DEEP:
            return read(number)
        with pytest.raises(ContentError):
            html.rendered(f"{deep}{number}", Place())
        return ""

    alone = {number: read(number) for number in range(30) if number != TOO_DEEP}
    html.converted.cache_clear()
    together = in_threads(tried, range(30))
    assert {number: together[number] for number in alone} == alone
