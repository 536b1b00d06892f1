"""Files that are broken, led astray or gone while the desk is open: told in words, and nothing is lost."""

import json
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import parse_qs, urlsplit

import pytest

import docgen
from tests.support.browser import served
from tests.support.samples import document, project

NAME = "letters/letter"
TYPED = json.dumps({"values": {"title": "关于打到一半的通知"}}).encode()


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SimpleNamespace]:
    """A desk with one letter, where it is reached, and the token that opens it."""
    home = project(tmp_path_factory.mktemp("astray") / "p", letter=document())
    with served(home) as address:
        parts = urlsplit(address)
        yield SimpleNamespace(home=home, host=parts.netloc, token=parse_qs(parts.query)["token"][0])


@pytest.fixture
def file(desk: SimpleNamespace) -> Iterator[Path]:
    """The letter's file, as it was when the test ends."""
    path: Path = desk.home / "content/letters/letter.yaml"
    before = path.read_bytes()
    yield path
    path.unlink(missing_ok=True)
    path.write_bytes(before)


def asked(
    desk: SimpleNamespace, method: str, path: str, body: bytes | None = None, kind: str = "application/json"
) -> tuple[int, str]:
    """Return status and text of an answer."""
    connection = HTTPConnection(desk.host, timeout=60)
    given = {"Authorization": f"Bearer {desk.token}", "If-Match": '"x"', "Content-Type": kind}
    connection.request(method, path, body, given)
    answer = connection.getresponse()
    found = answer.status, answer.read().decode()
    connection.close()
    return found


def test_a_file_in_other_signs_is_told_while_its_form_is_open(desk: SimpleNamespace, file: Path) -> None:
    file.write_bytes("kind: letters/notice\ntitle: 通知\n".encode("utf-16"))
    for method, path in (("POST", f"/api/preview/{NAME}"), ("PUT", f"/api/documents/{NAME}")):
        status, text = asked(desk, method, path, TYPED)
        assert (status, "UTF-8" in text) == (422 if method == "POST" else status, True), path
        assert status < 500
    assert file.read_bytes()[:2] == b"\xff\xfe"


def test_what_cannot_be_read_leads_to_where_it_is_mended_and_names_no_folder(
    desk: SimpleNamespace, file: Path
) -> None:
    file.write_text("kind: [", "utf-8")
    for page in ("build", "issue", "letters", "edited"):
        status, text = asked(desk, "GET", f"/documents/{NAME}/{page}")
        assert (status, f'<a href="/documents/{NAME}">' in text) == (422, True), page
        assert "content/letters" not in text
    assert asked(desk, "GET", "/")[0] == 200


def test_a_link_that_leads_nowhere_or_in_a_circle_spoils_no_list(desk: SimpleNamespace, file: Path) -> None:
    astray = file.with_name("astray.yaml")
    circle = file.with_name("circle")
    circle.symlink_to("..", target_is_directory=True)
    try:
        for target in (astray, Path("/nowhere")):
            astray.symlink_to(target)
            listed = [one.name for one in docgen.list_documents(desk.home).documents]
            assert sorted(listed) == ["letters/astray", NAME]
            assert asked(desk, "GET", "/")[0] == 200
            astray.unlink()
    finally:
        circle.unlink()
        astray.unlink(missing_ok=True)


def test_a_document_may_be_called_as_a_page_is(desk: SimpleNamespace, file: Path) -> None:
    pages = ("build", "issue", "letters", "edited", "chapters", "sign")
    for name in pages:
        file.with_name(f"{name}.yaml").write_text(document(title=f"关于{name}的示例通知"), "utf-8")
    try:
        for name in pages:
            status, text = asked(desk, "GET", f"/documents/letters/{name}")
            assert (status, f"关于{name}的示例通知" in text) == (200, True), name
            status, text = asked(desk, "GET", f"/documents/letters/{name}/build")
            assert (status, f'href="/documents/letters/{name}"' in text) == (200, True), name
            assert asked(desk, "GET", f"/documents/none/{name}")[0] == 404
    finally:
        for name in pages:
            file.with_name(f"{name}.yaml").unlink()


def test_a_link_that_is_listed_as_faulty_says_what_is_wrong_when_it_is_opened(
    desk: SimpleNamespace, file: Path, tmp_path: Path
) -> None:
    outside = tmp_path / "outside.yaml"
    outside.write_text(document(title="关于别处的通知"), "utf-8")
    link = file.with_name("link.yaml")
    for target in ("nowhere.yaml", "link.yaml", outside):
        link.symlink_to(target)
        try:
            for page in ("", "/build", "/letters", "/issue", "/edited"):
                status, text = asked(desk, "GET", f"/documents/letters/link{page}")
                assert (status, "快捷链接" in text, "别处" in text) == (422, True, False), (target, page)
            assert asked(desk, "GET", "/text/letters/link")[0] == 422
            assert asked(desk, "GET", "/")[0] == 200
        finally:
            link.unlink()


def test_a_folder_that_is_moved_away_is_told_and_all_is_there_when_it_is_back(desk: SimpleNamespace) -> None:
    away = desk.home.with_name("away")
    desk.home.rename(away)
    try:
        for method, path in (("GET", "/"), ("GET", f"/documents/{NAME}"), ("GET", "/data")):
            status, text = asked(desk, method, path)
            assert (status, "不在原处" in text, "docgen init" in text) == (503, True, False), path
        form = "application/x-www-form-urlencoded"
        assert asked(desk, "POST", f"/documents/{NAME}/build", b"what=make", form)[0] == 503
        assert asked(desk, "PUT", f"/api/documents/{NAME}", TYPED)[0] == 503
        assert (asked(desk, "GET", "/livez")[0], asked(desk, "GET", "/readyz")[0]) == (200, 503)
        assert not desk.home.exists()
    finally:
        away.rename(desk.home)
    assert (asked(desk, "GET", "/")[0], asked(desk, "GET", "/readyz")[0]) == (200, 200)
