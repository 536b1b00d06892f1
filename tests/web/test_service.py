"""What programs call: the same functions as the pages, as records; wrong calls are told as records too."""

import io
import json
import re
import shutil
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.error import HTTPError
from urllib.parse import parse_qs, quote, urlsplit
from urllib.request import Request, urlopen

import pymupdf
import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis.strategies import SearchStrategy

import docgen
from docgen import client as docgen_client
from tests.support.browser import served
from tests.support.samples import document, project, red_square, write_files
from tests.support.workbooks import workbook

LETTER = "letters/letter"
FIELDS = {
    "genre": "通知",
    "title": "关于示例的通知",
    "addressees": ["某县"],
    "body": "正文一段。",
    "date": "2024-06-20",
}


class Client:
    """A program with the server's token."""

    def __init__(self, address: str) -> None:
        parts = urlsplit(address)
        self.origin = f"{parts.scheme}://{parts.netloc}"
        (self.token,) = parse_qs(parts.query)["token"]

    def ask(self, method: str, path: str, body: object = None, **headers: str) -> SimpleNamespace:
        """Return status, headers, bytes and record of an answer."""
        data = body if isinstance(body, bytes) or body is None else json.dumps(body).encode()
        given = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}
        given |= {name.replace("_", "-"): value for name, value in headers.items()}
        request = Request(self.origin + quote(path, safe="/?=&%"), data, given, method=method)
        try:
            answer = urlopen(request)
        except HTTPError as error:
            answer = error
        with answer:
            data = answer.read()
        is_record = "json" in (answer.headers["content-type"] or "")
        told = json.loads(data) if is_record and data else None
        return SimpleNamespace(status=answer.status, headers=answer.headers, data=data, told=told)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with one letter."""
    return project(tmp_path_factory.mktemp("service"), letter=document())


@pytest.fixture(scope="module")
def client(home: Path) -> Iterator[Client]:
    """A program that asks the server of this project."""
    with served(home) as address:
        yield Client(address)


def test_kinds_are_listed_with_the_schemas_of_their_fields(client: Client) -> None:
    kinds = client.ask("GET", "/v1/kinds").told
    assert {kind["name"] for kind in kinds} == {kind.name for kind in docgen.kinds()}
    guide = client.ask("GET", "/v1/kinds/通知").told
    assert guide["name"] == "letters/notice"
    assert "title" in guide["fields"]["properties"]


def test_a_document_that_is_sent_comes_back_as_the_build_makes_it(client: Client, home: Path) -> None:
    office = docgen.load(home / "content/letters/letter.yaml").values["office"]
    wanted = {"kind": "通知", "values": {**FIELDS, "office": office}, "form": "pdf"}
    made = client.ask("POST", "/v1/render", wanted)
    assert made.told is None, made.told
    assert (made.headers["content-type"], made.data[:5]) == ("application/pdf", b"%PDF-")
    again = client.ask("POST", "/v1/render", wanted)
    assert (again.data, again.headers["etag"]) == (made.data, made.headers["etag"])
    assert not (home / "content/sent.yaml").exists()


def test_what_is_wrong_is_told_by_field_and_code_without_a_trace(client: Client) -> None:
    answer = client.ask("POST", "/v1/render", {"kind": "通知", "values": {"date": "2024-02-30"}})
    assert answer.status == 422
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.told["type"] == "urn:docgen:content"
    wrong = {(one["code"], tuple(one["field"])) for one in answer.told["errors"]}
    assert ("field-missing", ("title",)) in wrong
    assert any(field == ("date",) for _, field in wrong)
    assert b"Traceback" not in answer.data
    assert b"/tmp" not in answer.data


def test_a_document_is_saved_only_over_the_state_that_was_read(client: Client, home: Path) -> None:
    read = client.ask("GET", f"/v1/documents/{LETTER}")
    etag = read.headers["etag"]
    new = {"values": {"title": "关于改过的通知"}}
    assert client.ask("PUT", f"/v1/documents/{LETTER}", new).status == 428
    saved = client.ask("PUT", f"/v1/documents/{LETTER}", new, If_Match=etag)
    assert saved.status == 204
    late = client.ask("PUT", f"/v1/documents/{LETTER}", {"values": {"title": "别的"}}, If_Match=etag)
    assert (late.status, late.headers["etag"]) == (412, saved.headers["etag"])
    assert "关于改过的通知" in (home / "content/letters/letter.yaml").read_text("utf-8")
    assert client.ask("GET", f"/v1/documents/{LETTER}").told["values"]["title"] == "关于改过的通知"


def test_a_document_is_begun_and_listed(client: Client) -> None:
    begun = client.ask("POST", "/v1/documents", {"kind": "letters/notice", "title": "关于新的通知"})
    assert begun.status == 201
    assert client.ask("GET", begun.headers["location"]).told["values"]["title"] == "关于新的通知"
    assert begun.told["name"] in {one["name"] for one in client.ask("GET", "/v1/documents").told}


def test_an_order_given_twice_at_once_is_one_job_whose_files_can_be_fetched_in_parts(client: Client) -> None:
    order = {"document": LETTER, "formats": ["pdf"]}
    answers: list[SimpleNamespace] = []

    def give() -> None:
        answers.append(client.ask("POST", "/v1/jobs", order, Idempotency_Key="一号".encode().hex()))

    threads = [threading.Thread(target=give) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {answer.status for answer in answers} == {202}
    assert len({answer.told["id"] for answer in answers}) == 1
    other = {**order, "formats": ["docx"]}
    assert client.ask("POST", "/v1/jobs", other, Idempotency_Key="一号".encode().hex()).status == 422
    place = answers[0].headers["location"]
    told = [
        line for line in client.ask("GET", f"{place}/events").data.decode().splitlines() if "data:" in line
    ]
    job = json.loads(told[-1].removeprefix("data: "))
    assert (job["state"], job["errors"]) == ("done", [])
    (made,) = job["result"]["files"]
    assert client.ask("GET", f"{place}/files/{made['name']}", Range="bytes=0-4").data == b"%PDF-"
    whole = client.ask("GET", f"{place}/files/{made['name']}", Range="pages=1-2")
    assert (whole.status, whole.data[:5]) == (200, b"%PDF-"), "what is no range is not asked for"
    assert client.ask("GET", f"{place}/files/letter.docx").status == 404


def test_a_roster_is_judged_cell_by_cell(client: Client) -> None:
    sheet = workbook([["称呼", "姓名"], ["", "甲"]])
    boundary = "docgen"
    head = f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="a.xlsx"\r\n\r\n'
    body = head.encode() + io.BytesIO(sheet).read() + f"\r\n--{boundary}--\r\n".encode()
    kind = f"multipart/form-data; boundary={boundary}"
    answer = client.ask("POST", f"/v1/rosters/check?document={LETTER}", body, Content_Type=kind)
    assert answer.status in (200, 422)
    assert answer.told.get("problems") or answer.told["errors"]


@pytest.mark.parametrize(
    ("method", "path", "body", "status"),
    [
        ("GET", "/v1/kinds/无", None, 422),
        ("GET", "/v1/documents/letters/无", None, 404),
        ("GET", "/v1/documents/../../etc/passwd", None, 404),
        ("GET", "/v1/jobs/none", None, 404),
        ("GET", "/v1/none", None, 404),
        ("DELETE", "/v1/kinds", None, 405),
        ("POST", "/v1/render", {"kind": "通知"}, 422),
        ("POST", "/v1/render", b"{", 422),
        ("POST", "/v1/jobs", {"document": "letters/无"}, 404),
    ],
)
def test_wrong_calls_are_told_as_records(
    client: Client, method: str, path: str, body: object, status: int
) -> None:
    answer = client.ask(method, path, body)
    assert answer.status == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert set(answer.told) >= {"type", "title", "status"}


def test_without_the_token_nothing_is_told(client: Client) -> None:
    assert client.ask("GET", "/v1/kinds", Authorization="Bearer none").status == 401


def test_the_client_for_programs_does_what_the_service_does(home: Path, client: Client) -> None:
    desk = docgen_client.Client(client.origin, client.token)
    assert {kind["name"] for kind in desk.kinds()} == {kind.name for kind in docgen.kinds()}
    assert "title" in desk.kind("通知")["fields"]["properties"]
    office = docgen.load(home / "content/letters/letter.yaml").values["office"]
    assert desk.render("通知", {**FIELDS, "office": office}, "docx")[:2] == b"PK"
    name = desk.begin("letters/notice", title="关于程序的通知")
    values, etag = desk.document(name)
    assert values["values"]["title"] == "关于程序的通知"
    assert desk.save(name, {"title": "关于改好的通知"}, etag) != etag
    with pytest.raises(docgen_client.ServiceError) as stale:
        desk.save(name, {"title": "晚了"}, etag)
    assert stale.value.status == 412
    with pytest.raises(docgen_client.ServiceError) as wrong:
        desk.render("通知", {})
    assert {one["code"] for one in wrong.value.errors} >= {"field-missing"}
    job = desk.order(LETTER, key="二号".encode().hex(), formats=["pdf"])
    *_, last = desk.follow(job)
    assert (last["state"], desk.job(job)["state"], desk.cancel(job)["state"]) == ("done", "done", "done")
    assert desk.file(job, last["result"]["files"][0]["name"])[:5] == b"%PDF-"
    assert name in {one["name"] for one in desk.documents(q="程序")} | {
        one["name"] for one in desk.documents(q="改好")
    }


# --- 随文件送来 ---

SENT = """\
kind: letters/leader-letter
office: shili
recipients: {roster}
title: 致{{{{ recipient.name }}}}的一封信（示例）
salutation: 尊敬的{{{{ recipient.name }}}}同志
date: 2024-06-28
seal: 否
body: |
  您是{{{{ recipient.单位 }}}}的包保干部（示例）。

  ![示例](a.png)
"""
PEOPLE = "姓名,单位\n扎西（示例）,甲县\n{{ office.name }},乙县\n"
"""The second is called by what would be a placeholder, were it written by the author of the letter."""


def texts_of(files: dict[str, bytes]) -> dict[str, str]:
    """Return what PDFs say, by their names."""
    return {
        name: "".join("".join(page.get_text() for page in pymupdf.open(stream=data)).split())
        for name, data in files.items()
    }


def test_what_is_sent_is_made_in_a_folder_of_its_own(home: Path, client: Client) -> None:
    desk = docgen_client.Client(client.origin, client.token)
    sent = {
        "source": ("信.yaml", SENT.format(roster="others").encode()),
        "roster": ("名单.csv", PEOPLE.encode()),
        "attachments": [("a.png", red_square())],
    }
    order = {"formats": ["pdf"], "combined": True}
    job = desk.order_sent(**sent, key="送一", **order)
    assert desk.order_sent(**sent, key="送一", **order) == job
    *_, last = desk.follow(job)
    assert (last["state"], last["errors"], last["result"]["letters"]) == ("done", [], 2)
    names = [one["name"] for one in last["result"]["files"]]
    assert len(names) == 4, "both letters, the print file and the list to check them by"
    texts = texts_of({name: desk.file(job, name) for name in names if name.endswith(".pdf")})
    assert any("扎西（示例）的一封信" in text for text in texts.values())
    assert any("致{{office.name}}的一封信" in text for text in texts.values()), "a cell is never evaluated"
    assert not (home / "content/sent").exists()
    assert not (home / "content/recipients").exists()
    assert not (home / "out" / names[0]).exists()
    assert client.ask("GET", f"/jobs/{job}").status == 200
    with pytest.raises(docgen_client.ServiceError) as taken:
        desk.order_sent(**{**sent, "roster": ("名单.csv", b"x")}, key="送一", **order)
    assert taken.value.status == 422


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({"source": ("a.yaml", SENT.format(roster="people").encode())}, {"file-unknown"}),
        ({"source": ("a.yaml", b"kind: [")}, {"source-bracket-open"}),
        ({"attachments": [("../../offices.yaml", b"x: y")]}, {"sent-name"}),
        ({"attachments": [("/etc/a.png", red_square())]}, {"sent-name"}),
        ({"attachments": [("offices.yaml", b"x: y"), ("templates/a.j2", b"{{ 7*7 }}")]}, {"sent-type"}),
        ({"source": ("a.yaml", document(body="'{{ figures.x }} {{ ''.__class__ }}'").encode())}, None),
        ({"source": ("a.yaml", document(body="'![x](../letters/letter.yaml)'").encode())}, None),
        ({"roster": ("r.exe", b"MZ")}, None),
    ],
)
def test_what_is_sent_reaches_nothing_of_the_project(
    home: Path, client: Client, changes: dict[str, Any], codes: set[str] | None
) -> None:
    write_files(home, {"content/recipients/people.csv": PEOPLE})
    desk = docgen_client.Client(client.origin, client.token)
    sent = {"source": ("a.yaml", document().encode()), **changes}
    *_, last = desk.follow(desk.order_sent(**sent, formats=["pdf"]))
    shutil.rmtree(home / "content/recipients")
    assert last["state"] == "failed", last
    found = {one["code"] for one in last["errors"]}
    assert found == codes if codes else found, last
    assert str(home) not in json.dumps(last)
    assert ".docgen-web" not in json.dumps(last)


@pytest.mark.parametrize(
    "parts",
    [
        [],
        [("source", ("a.yaml", b"")), ("source", ("b.yaml", b""))],
        [("source", ("a.yaml", b"")), ("roster", ("b.csv", b"")), ("roster", ("c.csv", b""))],
        [("source", ("a.yaml", b"")), *[("attachments", (f"{n}.png", b"")) for n in range(60)]],
    ],
)
def test_an_order_whose_parts_are_unsound_is_told_so(client: Client, parts: list[Any]) -> None:
    kind, data = docgen_client.parts_of(parts, {"formats": ["pdf"]})
    answer = client.ask("POST", "/v1/jobs", data, Content_Type=kind)
    assert answer.status in (400, 422)
    assert answer.headers["content-type"] == "application/problem+json"
    kind, data = docgen_client.parts_of([("source", ("a.yaml", b""))], {"formats": ["exe"]})
    assert client.ask("POST", "/v1/jobs", data, Content_Type=kind).status == 422


def test_a_job_that_a_page_began_is_told_to_programs_too(client: Client) -> None:
    kind, data = docgen_client.parts_of([("edited", ("a.docx", b"no Word file"))], {})
    begun = client.ask("POST", f"/documents/{LETTER}/edited", data, Content_Type=kind)
    job = re.findall(r"/jobs/([\w-]+)", begun.data.decode())[0]
    *_, last = docgen_client.Client(client.origin, client.token).follow(job)
    assert (last["state"], len(last["errors"])) == ("failed", 1)
    assert last["errors"][0]["text"]


def test_it_is_alive_and_ready_while_a_handbook_is_made(client: Client) -> None:
    desk = docgen_client.Client(client.origin, client.token)
    job = desk.order(desk.begin("handbooks/essentials", title="手册（示例）"), formats=["pdf"])
    answers = []
    while desk.job(job)["state"] in ("waiting", "running"):
        answers += [client.ask("GET", path).status for path in ("/livez", "/readyz")]
        time.sleep(0.1)
    assert desk.job(job)["state"] == "done", desk.job(job)
    assert len(answers) > 4
    assert set(answers) == {200}


def test_whatever_the_description_allows_is_answered_as_it_says(client: Client) -> None:
    """Schemathesis asks what the description allows: never a 500, and every error of one shape."""
    import schemathesis  # for this test alone: every process that runs tests loads every file of them

    schema = schemathesis.openapi.from_dict(client.ask("GET", "/v1/openapi.json").told)
    asked = 0
    for result in schema.get_all_operations():
        operation = result.ok()
        if operation.path.endswith(("/events", "/rosters/check")):
            continue
        for case in drawn(operation.as_strategy(), 6):
            answer = case.call(base_url=client.origin, headers={"Authorization": f"Bearer {client.token}"})
            assert answer.status_code < 500, (case.as_curl_command(), answer.text)
            assert "Traceback" not in answer.text
            if answer.status_code >= 400:
                assert answer.headers["content-type"][0].startswith("application/problem+json")
            asked += 1
    assert asked > 50


def drawn(strategy: SearchStrategy[Any], count: int) -> list[Any]:
    """Return a few examples of a strategy, the same each time."""
    found: list[Any] = []

    @seed(9704)
    @settings(
        max_examples=count,
        database=None,
        phases=[Phase.generate],
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(strategy)
    def collect(one: Any) -> None:
        found.append(one)

    collect()
    return found
