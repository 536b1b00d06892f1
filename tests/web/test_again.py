"""A form that is sent when its sender is logged in no more: nothing that was typed is lost."""

from collections.abc import Iterator
from html.parser import HTMLParser
from http.client import HTTPConnection
from types import SimpleNamespace
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest

import docgen
from tests.support.browser import served
from tests.support.samples import document, project

PLAIN = "application/x-www-form-urlencoded"
TYPED = {"code": "示食安办", "year": "2024", "title": "\n第一行<b>\n第二行 & \"'（示例）", "person": "示例甲"}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SimpleNamespace]:
    """A desk with one letter and a register, where it is reached, and the cookie that opens it."""
    home = project(tmp_path_factory.mktemp("again"), letter=document())
    docgen.begin_register(home)
    with served(home) as address:
        parts = urlsplit(address)
        token = parse_qs(parts.query)["token"][0]
        yield SimpleNamespace(home=home, host=parts.netloc, cookie=f"docgen-{parts.port}={token}")


def sent(desk: SimpleNamespace, path: str, kind: str, data: bytes, **headers: str) -> SimpleNamespace:
    """Return status, kind and text of the answer to a form."""
    connection = HTTPConnection(desk.host, timeout=60)
    connection.request("POST", path, data, {"Content-Type": kind, **headers})
    answer = connection.getresponse()
    text = answer.read().decode()
    connection.close()
    return SimpleNamespace(status=answer.status, kind=answer.headers["content-type"], text=text)


class Form(HTMLParser):
    """What a browser would send of the form of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.action, self.fields, self.files, self.name = "", list[list[str]](), list[str](), ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "form" and given["action"] != "/language":
            self.action = given["action"] or ""
        elif tag == "textarea":
            self.fields.append([given["name"] or "", ""])
        elif tag == "input":
            self.files.append(given["name"] or "")
        self.name = tag if tag == "textarea" else ""

    def handle_data(self, data: str) -> None:
        if self.name == "textarea":
            self.fields[-1][1] += data

    def handle_endtag(self, tag: str) -> None:
        self.name = ""


def test_what_was_typed_comes_back_and_is_sent_with_one_press(desk: SimpleNamespace) -> None:
    told = sent(desk, "/register/reserve?x=1&y=2", PLAIN, urlencode(TYPED).encode())
    assert (told.status, told.kind) == (401, "text/html; charset=utf-8")
    assert "没有丢" in told.text
    assert "<b>" not in told.text
    assert not docgen.register_entries(folder=desk.home).entries
    form = Form(told.text)
    assert form.action == "/register/reserve?x=1&y=2"
    # A browser takes the first line end of an area away.
    fields = {name: value.removeprefix("\n") for name, value in form.fields}
    assert fields == TYPED
    done = sent(desk, form.action, PLAIN, urlencode(fields).encode(), Cookie=desk.cookie)
    assert done.status == 303
    (entry,) = docgen.register_entries(folder=desk.home).entries
    assert "第二行" in entry.title


def test_a_file_is_asked_for_again_by_its_name(desk: SimpleNamespace) -> None:
    parts = [
        'Content-Disposition: form-data; name="person"\r\n\r\n示例乙',
        'Content-Disposition: form-data; name="file"; filename="名单.xlsx"\r\n\r\nPK',
    ]
    data = "".join(f"--b\r\n{part}\r\n" for part in parts) + "--b--\r\n"
    told = sent(desk, "/documents/letters/letter/letters", "multipart/form-data; boundary=b", data.encode())
    assert told.status == 401
    form = Form(told.text)
    assert (form.files, [value.strip() for _, value in form.fields]) == (["file"], ["示例乙"])
    assert "名单.xlsx" in told.text


def test_only_the_sender_of_a_sound_form_is_given_it_back(desk: SimpleNamespace) -> None:
    data = urlencode(TYPED).encode()
    assert "第一行" not in sent(desk, "/register/reserve", PLAIN, data, Origin="https://example.com").text
    told = sent(desk, "/v1/jobs", PLAIN, data)
    assert (told.status, told.kind) == (401, "application/problem+json")
    told = sent(desk, "/register/reserve", "multipart/form-data; boundary=b", b"--x")
    assert (told.status, "text/plain" in told.kind) == (401, True)
    large = sent(desk, "/register/reserve", PLAIN, b"title=" + b"a" * (1 << 20))
    assert (large.status, "text/plain" in large.kind) == (401, True)


def test_what_a_full_disk_did_not_take_is_given_back_too(desk: SimpleNamespace) -> None:
    """Stands for every passing trouble: the folder of documents is away for a moment."""
    away = desk.home.with_name("away")
    typed = {"text": "kind: letters/notice\r\ntitle: 改了很久的通知\r\n", "etag": "x"}
    desk.home.rename(away)
    try:
        told = sent(desk, "/text/letters/letter", PLAIN, urlencode(typed).encode(), Cookie=desk.cookie)
    finally:
        away.rename(desk.home)
    form = Form(told.text)
    assert '<pre class="typed" tabindex="0">x<' not in told.text, "what no person has typed is not shown"
    assert (told.status, form.action) == (503, "/text/letters/letter")
    given = {name: value.removeprefix("\n") for name, value in form.fields if name}
    assert {name: value.replace("\r\n", "\n") for name, value in given.items()} == {
        "text": typed["text"].replace("\r\n", "\n"),
        "etag": "x",
    }
