"""What a request may say beside its address (RFC 9110), and names with signs that mean something in one."""

import json
import re
from collections.abc import Iterator
from http.client import HTTPConnection
from types import SimpleNamespace
from urllib.parse import parse_qs, quote, urlencode, urlsplit

import pytest

from docgen.client import Client, parts_of
from docgen.web.http.conditions import marks_in, parts_in
from tests.support.browser import served
from tests.support.samples import ROOT, document, project

LETTER = "/v1/documents/letters/letter"
FORM = "application/x-www-form-urlencoded"
ORDER = {"kind": "通知", "values": {}}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SimpleNamespace]:
    """A desk with one letter, where it is reached, and the token that opens it."""
    home = project(tmp_path_factory.mktemp("http"), letter=document())
    with served(home) as address:
        parts = urlsplit(address)
        yield SimpleNamespace(host=parts.netloc, token=parse_qs(parts.query)["token"][0])


def asked(
    desk: SimpleNamespace, method: str, path: str, body: object = None, **headers: str
) -> SimpleNamespace:
    """Return status, headers and bytes of an answer."""
    data = body if isinstance(body, bytes | None) else json.dumps(body).encode()
    given = {"Authorization": f"Bearer {desk.token}", "Content-Type": "application/json"}
    given |= {name.replace("_", "-"): value for name, value in headers.items()}
    connection = HTTPConnection(desk.host, timeout=60)
    connection.request(method, path, data, given if data is not None else {**given, "Content-Type": ""})
    answer = connection.getresponse()
    found = SimpleNamespace(status=answer.status, headers=answer.headers, data=answer.read())
    connection.close()
    return found


def test_who_has_a_document_as_it_is_gets_it_no_more_and_saves_over_any_of_the_states_he_names(
    desk: SimpleNamespace,
) -> None:
    mark = asked(desk, "GET", LETTER).headers["etag"]
    for known in (mark, f"W/{mark}", f'"x", {mark}', "*"):
        same = asked(desk, "GET", LETTER, If_None_Match=known)
        assert (same.status, same.data, same.headers["etag"]) == (304, b"", mark), known
    assert asked(desk, "GET", LETTER, If_None_Match='"x"').status == 200
    for number, states in enumerate(('"x", {}', "*", "W/{}", "{}")):
        now = asked(desk, "GET", LETTER).headers["etag"]
        wanted = {"values": {"title": f"关于第{number}的通知"}}
        assert asked(desk, "PUT", LETTER, wanted, If_Match=states.format(now)).status == 204, states
    for states, status in (('"x", "y"', 412), ("x", 412), (" ", 428)):
        assert asked(desk, "PUT", LETTER, wanted, If_Match=states).status == status


def test_the_head_of_an_answer_is_told_and_of_an_endless_one_too(desk: SimpleNamespace) -> None:
    whole = asked(desk, "GET", LETTER)
    head = asked(desk, "HEAD", LETTER)
    assert (head.status, head.data) == (200, b"")
    assert [head.headers[one] for one in ("etag", "content-length")] == [
        whole.headers[one] for one in ("etag", "content-length")
    ]
    for path in ("/", "/documents/letters/letter", "/api/presence", "/v1/kinds"):
        assert asked(desk, "HEAD", path).status == 200, path


def test_an_address_says_how_it_may_be_asked(desk: SimpleNamespace) -> None:
    for path, allowed in ((LETTER, {"GET", "PUT"}), ("/v1/render", {"POST"}), ("/", {"GET"})):
        ways = {*allowed, "OPTIONS", *({"HEAD"} if "GET" in allowed else ())}
        for method, status in (("DELETE", 405), ("OPTIONS", 204)):
            answer = asked(desk, method, path)
            assert (answer.status, set(answer.headers["allow"].split(", "))) == (status, ways), (method, path)
    assert json.loads(asked(desk, "DELETE", LETTER).data)["type"] == "urn:docgen:method"


@pytest.mark.parametrize(
    "headers",
    [
        {"Content_Type": "text/plain"},
        {"Content_Type": FORM},
        {"Content_Type": "application/json; charset=gbk"},
        {"Content_Encoding": "gzip"},
    ],
)
def test_what_is_sent_in_another_form_is_not_read_as_what_it_is_not(
    desk: SimpleNamespace, headers: dict[str, str]
) -> None:
    for path, body in (("/v1/render", ORDER), ("/v1/jobs", {"document": "letters/letter"})):
        answer = asked(desk, "POST", path, body, **headers)
        assert (answer.status, answer.headers["content-type"]) == (415, "application/problem+json")


def test_accept_chooses_among_the_forms_of_a_document(desk: SimpleNamespace) -> None:
    told = json.loads(asked(desk, "GET", LETTER).data)
    values = {name: value for name, value in told["values"].items() if name not in ("kind", "doc_number")}
    wanted = {"kind": "通知", "values": values}
    word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    made = asked(desk, "POST", "/v1/render", wanted, Accept=f"application/pdf;q=0, {word}")
    assert (made.headers["content-type"], made.data[:2]) == (word, b"PK"), made.data
    for more, accept in (({}, "image/png"), ({"form": "pdf"}, word)):
        assert asked(desk, "POST", "/v1/render", {**wanted, **more}, Accept=accept).status == 406


def test_a_field_of_an_order_that_stands_twice_is_told_and_not_chosen(desk: SimpleNamespace) -> None:
    kind, data = parts_of([("source", ("a.yaml", b"kind: x"))], {"combined": ["true", "false"]})
    answer = asked(desk, "POST", "/v1/jobs", data, Content_Type=kind)
    assert answer.status == 422
    assert json.loads(answer.data)["errors"][0]["field"] == ["body", "combined"]


@pytest.mark.parametrize(
    ("header", "parts"),
    [
        ("bytes=0-4", "bytes=0-4"),
        ("Bytes= 0-4 , 6-7", "bytes=0-4,6-7"),
        ("bytes=0-4,", "bytes=0-4"),
        ("bytes=-5", "bytes=-5"),
        ("bytes=0-1,900-", "bytes=0-1"),
        ("bytes=900-", "bytes=100-"),
        ("bytes=-0", "bytes=100-"),
        ("bytes=5-1", ""),
        ("bytes=0-1,5-1", ""),
        ("bytes=", ""),
        ("bytes=-", ""),
        ("bytes=a-b", ""),
        ("bytes=１-４", ""),
        ("pages=1-2", ""),
        ("", ""),
        ("bytes=" + ",".join(f"{n}-{n}" for n in range(50)), ""),
        ("bytes=" + "9" * 40 + "-", ""),
    ],
)
def test_parts_that_make_no_sense_are_not_asked_for(header: str, parts: str) -> None:
    assert parts_in(header, 100) == parts


def test_marks_are_read_one_or_several_and_weak() -> None:
    assert marks_in('"a", W/"b" ,"c,d"') == ("a", "b", "c,d")
    assert (marks_in("*"), marks_in(""), marks_in("a")) == (("*",), (), ("a",))


def test_a_file_comes_in_parts_or_not_at_all_to_who_has_it(desk: SimpleNamespace) -> None:
    client = Client(f"http://{desk.host}", desk.token)
    job = client.order("letters/letter", formats=["pdf"])
    *_, last = client.follow(job)
    (made,) = last["result"]["files"]
    for path in (f"/v1/jobs/{job}/files/{made['name']}", f"/files/{made['name']}"):
        part = asked(desk, "GET", path, Range="Bytes= 0-4 ,99999999-")
        assert (part.status, part.data) == (206, b"%PDF-")
        mark = part.headers["etag"]
        assert asked(desk, "GET", path, If_None_Match=f'"x", {mark}').status == 304
        whole = asked(desk, "GET", path, Range="bytes=5-1")
        assert (whole.status, whole.data[:5]) == (200, b"%PDF-")
    assert asked(desk, "GET", "/files/" + "a" * 3000).status == 404
    assert asked(desk, "GET", f"/pictures/letters/{'a' * 3000}.jpg").status == 404


@pytest.mark.parametrize("name", ["3#楼", "占50%", "a%2fb", "甲&乙=丙;丁"])
def test_a_name_with_signs_of_addresses_leads_to_its_document_everywhere(
    desk: SimpleNamespace, name: str
) -> None:
    copied = asked(
        desk,
        "POST",
        "/documents/letters/letter/duplicate",
        urlencode({"new_name": name}).encode(),
        Content_Type=FORM,
    )
    at = copied.headers["location"]
    assert (copied.status, at) == (303, f"/documents/{quote(f'letters/{name}')}")
    for page in ("", "/build", "/letters", "/issue", "/edited"):
        answer = asked(desk, "GET", at + page)
        assert answer.status == 200, page
        leading = re.findall(r'(?:href|action)="(/documents/[^"]*)"', answer.data.decode())
        assert leading, page
        assert all(one.startswith(at) for one in leading), page
    again = asked(
        desk,
        "POST",
        f"{at}/rename",
        urlencode({"new_name": f"{name}#改"}).encode(),
        Content_Type=FORM,
    )
    assert (again.status, f"{name}#改" in parse_qs(again.headers["location"])["of"][0]) == (303, True)


def test_every_address_in_a_page_is_made_of_quoted_names() -> None:
    bare = {
        f"{path.name}: {found}"
        for path in (ROOT / "docgen/web/pages").rglob("*.html")
        for found in re.findall(r'\b(?:href|action|src)="(/[^"?#]*\{\{[^"?#]*)', path.read_text("utf-8"))
        if found.count("{{") > found.count("|urlencode")
    }
    assert bare == set()


def test_the_way_in_leads_to_no_other_host(desk: SimpleNamespace) -> None:
    for path in ("//evil.example", "/%5cevil.example", "//evil.example/%2f"):
        connection = HTTPConnection(desk.host, timeout=60)
        connection.request("GET", f"{path}?token={desk.token}")
        way = connection.getresponse().headers["location"]
        connection.close()
        assert urlsplit(way).netloc == ""
        assert not way.startswith(("//", "/\\"))
