"""A form that is sent twice is carried out once; what comes back is what became of it."""

import threading
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest

import docgen
from docgen.client import parts_of
from tests.support.browser import served
from tests.support.samples import document, project

LANGUAGE = "/language"
PLAIN = "application/x-www-form-urlencoded"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SimpleNamespace]:
    """A desk with one letter and a register, where it is reached, and the token that opens it."""
    home = project(tmp_path_factory.mktemp("once"), letter=document())
    docgen.begin_register(home)
    with served(home) as address:
        parts = urlsplit(address)
        yield SimpleNamespace(home=home, host=parts.netloc, token=parse_qs(parts.query)["token"][0])


def sent(desk: SimpleNamespace, path: str, kind: str, data: bytes, cookie: str = "") -> tuple[int, str]:
    """Return the status of a form that is sent, and where it leads, or which language is spoken then.

    `cookie` is kept from a page before.
    """
    connection = HTTPConnection(desk.host, timeout=60)
    session = f"docgen-{desk.host.rpartition(':')[2]}={desk.token}"
    given = {"Cookie": f"{session}; {cookie}", "Content-Type": kind}
    connection.request("POST", path, data, given)
    answer = connection.getresponse()
    answer.read()
    found = answer.status, answer.headers["set-cookie" if path == LANGUAGE else "location"] or ""
    connection.close()
    return found


def twice(desk: SimpleNamespace, path: str, **fields: str) -> set[tuple[int, str]]:
    """Return the answers to a form that is sent twice at once, and then again."""
    found: list[tuple[int, str]] = []
    data = urlencode(fields).encode()
    threads = [threading.Thread(target=lambda: found.append(sent(desk, path, PLAIN, data))) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return {*found}


def letters(home: Path) -> int:
    return len(list((home / "content/letters").iterdir()))


def count(home: Path) -> int:
    return len(docgen.register_entries(folder=home).entries)


def test_a_document_is_begun_once_and_the_second_click_leads_to_it(desk: SimpleNamespace) -> None:
    ((status, way),) = twice(desk, "/new/letters/notice", title="关于示例的通知", name="")
    assert (status, way.startswith("/documents/letters/")) == (303, True)
    ((status, way),) = twice(desk, "/documents/letters/letter/duplicate")
    assert (status, letters(desk.home)) == (303, 3)


def test_a_number_is_reserved_once_and_told_on_the_page_that_comes(desk: SimpleNamespace) -> None:
    fields = {"code": "示食安办", "year": "2024", "title": "电话通知（示例）", "person": "甲"}
    ((status, way),) = twice(desk, "/register/reserve", **fields)
    assert (status, way.startswith("/register?note=")) == (303, True)
    assert count(desk.home) == 1
    ((status, _),) = twice(desk, "/register/reserve", **{**fields, "title": "另一件（示例）"})
    assert (status, count(desk.home)) == (303, 2), "what is typed otherwise is another"


def test_a_form_with_parts_is_the_same_whatever_parts_them(desk: SimpleNamespace) -> None:
    file = desk.home / "content/offices.yaml"
    fields = {"v:name": "乙局（示例）", "v:code": "示乙", "etag": docgen.form(file).etag}
    ways = {sent(desk, "/data/offices", *parts_of([], fields))[0] for _ in range(2)}
    assert (ways, len(docgen.form(file).values)) == ({303}, 2)


def test_what_is_done_undone_and_done_again_is_three_things(desk: SimpleNamespace) -> None:
    for step in ("put-away", "fetch-back", "put-away"):
        assert sent(desk, f"/documents/letters/letter/{step}", PLAIN, b"")[0] == 303
    (away,) = docgen.list_documents(desk.home, away=True).documents
    assert away.name == "letters/letter"
    docgen.fetch_document(away.name, desk.home)


def test_a_form_of_a_page_that_came_since_is_another(desk: SimpleNamespace) -> None:
    def verified() -> str:
        connection = HTTPConnection(desk.host, timeout=60)
        given = {"Cookie": f"docgen-{desk.host.rpartition(':')[2]}={desk.token}", "Content-Type": PLAIN}
        connection.request("POST", "/register/verify", b"", given)
        told = connection.getresponse().read().decode()
        connection.request("GET", "/register", headers=given)
        assert connection.getresponse().read()
        connection.close()
        return told

    before = docgen.register_entries(folder=desk.home).entries
    assert "核对无误" in verified()
    docgen.reserve_number("示食安办", year=2025, title="电话通知（示例）", person="甲", folder=desk.home)
    assert f"{len(before) + 1} 个文号" in verified()


def test_the_language_goes_to_and_fro_as_quickly_as_one_likes(desk: SimpleNamespace) -> None:
    first = sent(desk, LANGUAGE, PLAIN, b"back=/")[1]
    second = sent(desk, LANGUAGE, PLAIN, b"back=/", first.partition(";")[0])[1]
    assert (first[:14], second[:14]) == ("docgen-lang=en", "docgen-lang=zh")


def test_what_was_refused_is_tried_again(desk: SimpleNamespace) -> None:
    fields = {"new_name": "在后面"}
    assert sent(desk, "/documents/letters/none/duplicate", PLAIN, urlencode(fields).encode())[0] == 404
    (desk.home / "content/letters/none.yaml").write_text(document(), "utf-8")
    assert sent(desk, "/documents/letters/none/duplicate", PLAIN, urlencode(fields).encode())[0] == 303
