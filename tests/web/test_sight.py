"""Who sees what by office: documents, entries, jobs and rosters of another are neither listed nor told."""

import json
import re
import subprocess
from collections.abc import Iterator
from contextlib import closing
from types import SimpleNamespace
from urllib.parse import quote, urlencode

import pytest

import docgen
from docgen.client import parts_of
from docgen.register.entries import JOINT
from docgen.register.opening import open_register
from docgen.web.jobs import Job, SqliteStore, State
from tests.support.rosters import LETTER
from tests.support.samples import ROOT, document, project, red_square, write_files
from tests.support.workbooks import workbook
from tests.web.test_people import Reached, office_served

OFFICES = """\
jia: {name: 甲局（示例）, masthead: 甲局（示例）, code: 甲发, seal: images/seal-jia.png}
yi: {name: 乙局（示例）, masthead: 乙局（示例）, code: 乙发, seal: images/seal-yi.png}
"""
SERVICE = """
socket: {socket}
hosts: [gongwen.example.cn]
people:
  jia: {{name: 甲示例, roles: [拟稿, 审核, 签发, 登记], office: jia}}
  yi: {{name: 乙示例, roles: [拟稿, 审核, 签发, 登记], office: yi}}
  quan: {{name: 全示例, roles: [拟稿, 审核, 签发, 登记]}}
"""
ROSTER = "姓名,单位\n{}（示例）,丙县\n"
TO = LETTER.replace("{{ recipient.entities }}", "三").replace("recipient.unit", "recipient.单位")
YEAR = 2024
DATA = "{{件数: {{sheet: {}.xlsx, key: 县区}}}}"
ROWS = [tuple(line.split()) for line in (ROOT / "tests/web/sight.txt").read_text("utf-8").splitlines()]
"""Every route, and what of it belongs to an office; `-` for what is everybody's."""


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SimpleNamespace]:
    """The service of two offices, each with a letter, a roster, a number, a job and a finished file."""
    home = project(tmp_path_factory.mktemp("s"))
    for one in ("jia", "yi"):
        text = TO.replace("shili", one).replace("people", one)
        write_files(
            home,
            {
                "content/offices.yaml": OFFICES,
                f"content/letters/{one}.yaml": text,
                f"content/letters/{one}-own.yaml": document(office=one, doc_number=None),
                f"content/letters/{one}-shows.yaml": document(
                    office=one,
                    body=f"'![示例](images/{one}.png)，![示例](images/both.png)'",
                    data=DATA.format(one),
                ),
                f"content/data/{one}.xlsx": workbook([["县区", "件数"], ["丙县（示例）", "3"]]),
                **{
                    f"content/images/{name}.png": red_square()
                    for name in (one, f"seal-{one}", "both", "nobody")
                },
                f"content/recipients/{one}.csv": ROSTER.format(one),
                f"out/{one}.pdf": b"%PDF-1.7",
            },
        )
        SqliteStore(home).add(Job(f"of-{one}", "building.check", {}, state=State.FAILED, office=one), None)
    docgen.begin_register(home)
    numbers = {
        one: docgen.reserve_number(code, home, YEAR, one, f"{one} 的文", person="甲").entry.number
        for one, code in (("jia", "甲发"), ("yi", "乙发"))
    }
    joint = docgen.reserve_number("乙发", home, YEAR, "yi", "甲乙合发的文", person="乙").entry.number
    with open_register(home) as register:
        register.record("joint", joint, {}, {f"{JOINT}jia": True})
    subprocess.run(["git", "init", "--quiet"], cwd=home, check=True)
    with office_served(home, SERVICE) as place:
        yield SimpleNamespace(home=home, place=place, numbers=numbers, joint=joint)


def asked(
    served: SimpleNamespace, who: str, method: str, path: str, body: bytes = b"", **headers: str
) -> SimpleNamespace:
    """Return status and text of the answer that somebody gets."""
    with closing(Reached(served.place)) as connection:
        given = {"X-Remote-User": who, **{name.replace("_", "-"): text for name, text in headers.items()}}
        connection.request(method, path, body or None, given)
        answer = connection.getresponse()
        return SimpleNamespace(
            status=answer.status, text=answer.read().decode("utf-8", "replace"), headers=answer.headers
        )


def address(served: SimpleNamespace, path: str, about: str, one: str) -> str:
    """Return a route's address that is about what `one` has."""
    mine = {
        "document": f"letters/{one}",
        "job": f"of-{one}",
        "number": served.numbers[one],
        "file": f"{one}.pdf",
        "office": one,
    }[about]
    first = re.sub(r"\{(name|id|number)(:path)?\}", quote(mine), path, count=1)
    return re.sub(r"\{which\}", "blank", re.sub(r"\{name(:path)?\}|\{number\}", "1", first))


VALUES = json.dumps({"values": {}}).encode()
TYPED = {"new_name": "x", "confirm": "yes", "reason": "r", "etag": "x", "step": "拟稿", "text": "kind: x"}
FORM = urlencode(TYPED).encode()
BODIES = {
    "POST /register/import": parts_of([("file", ("a.xlsx", b"PK"))], {}),
    "POST /documents/{name:path}/letters": parts_of([("roster", ("a.csv", ROSTER.encode()))], {}),
    "POST /documents/{name:path}/edited": parts_of([("edited", ("a.docx", b"PK"))], {}),
    "POST /translations/{name:path}/import": parts_of([("file", ("a.xlsx", b"PK"))], {}),
    "POST /api/preview/{name:path}": ("application/json", VALUES),
    "PUT /api/documents/{name:path}": ("application/json", VALUES),
    "PUT /v1/documents/{name:path}": ("application/json", VALUES),
}


def call(served: SimpleNamespace, who: str, method: str, path: str, about: str, one: str) -> int:
    """Return the status of a call about what `one` has."""
    kind, body = BODIES.get(f"{method} {path}", ("application/x-www-form-urlencoded", FORM))
    plain = method in ("GET", "DELETE")
    where = path if about == "all-offices" else address(served, path, about, one)
    more = {} if plain else {"Content_Type": kind, "If_Match": '"x"'}
    return asked(served, who, method, where, b"" if plain else body, **more).status


def test_every_route_says_what_of_it_belongs_to_an_office() -> None:
    table = (ROOT / "tests/web/roles.txt").read_text("utf-8").splitlines()
    assert [row[:2] for row in ROWS] == [tuple(line.split()[:2]) for line in table]


OF_OFFICES = [row for row in ROWS if row[2] != "-"]


def test_what_another_office_has_is_not_there(served: SimpleNamespace) -> None:
    seen = {
        " ".join(row): status
        for row in OF_OFFICES
        if (status := call(served, "jia", *row, "yi")) not in (403, 404)
    }
    assert seen == {}
    assert (served.home / "content/letters/yi.yaml").read_text("utf-8").startswith("kind:")


def test_what_ones_own_office_has_is_there_and_who_has_none_sees_all(served: SimpleNamespace) -> None:
    looked = [
        row for row in OF_OFFICES if row[0] == "GET" and row[2] != "all-offices" and "events" not in row[1]
    ]
    absent = ("/files/{name:path}", "/translations/{name:path}", "/v1/jobs/{id}/files/{name}", "/pictures/")
    for who, one in (("jia", "jia"), ("quan", "yi")):
        refused = {
            " ".join(row): status
            for row in looked
            if not any(part in row[1] for part in absent)
            if (status := call(served, who, *row, one)) in (403, 404)
        }
        assert refused == {}, who


def test_what_two_offices_issue_together_both_see_in_the_register(served: SimpleNamespace) -> None:
    for who in ("jia", "yi"):
        assert "甲乙合发的文" in asked(served, who, "GET", "/register").text
        assert asked(served, who, "GET", quote(f"/register/{served.joint}")).status == 200


@pytest.mark.parametrize(
    "path",
    ["/", "/?q=letters", "/v1/documents", "/register", "/following", "/translations", "/data"],
)
def test_lists_have_nothing_of_another_office(served: SimpleNamespace, path: str) -> None:
    told = {who: asked(served, who, "GET", path).text for who in ("jia", "quan")}
    other = ("letters/yi", served.numbers["yi"], "yi 的文")
    assert not [one for one in other if one in told["jia"]]
    if path in ("/", "/v1/documents", "/register"):
        assert [one for one in other if one in told["quan"]]


def test_a_roster_of_another_office_is_neither_offered_nor_taken(served: SimpleNamespace) -> None:
    for page in ("/documents/letters/jia", "/documents/letters/jia/letters"):
        text = asked(served, "jia", "GET", page).text
        assert "jia" in text
        assert "yi.csv" not in text
    given = {"Content_Type": "application/json", "If_Match": '"x"'}
    wanted = json.dumps({"values": {"recipients": "yi"}}).encode()
    for method, path in (("PUT", "/v1/documents/"), ("PUT", "/api/documents/"), ("POST", "/api/preview/")):
        assert asked(served, "jia", method, f"{path}letters/jia", wanted, **given).status == 422
    assert asked(served, "jia", "GET", "/v1/documents/recipients/yi").status == 404
    form = {"Content_Type": "application/x-www-form-urlencoded"}
    chosen = asked(served, "jia", "POST", "/documents/letters/jia/letters/choose", b"roster=yi.csv", **form)
    assert chosen.status == 404
    sent = json.dumps({"kind": "letters/leader-letter", "values": {"recipients": "yi"}}).encode()
    assert "yi（示例）" not in asked(served, "jia", "POST", "/v1/render", sent, **given).text


def test_pictures_seals_and_sheets_of_another_office_are_neither_offered_nor_shown_nor_printed(
    served: SimpleNamespace,
) -> None:
    own = {"images/jia.png", "images/seal-jia.png", "images/both.png", "images/nobody.png"}
    assert set(json.loads(asked(served, "jia", "GET", "/api/pictures").text)) == own
    assert len(json.loads(asked(served, "quan", "GET", "/api/pictures").text)) == 6
    for name, status in (("yi", 404), ("seal-yi", 404), ("jia", 200), ("nobody", 200)):
        assert asked(served, "jia", "GET", f"/pictures/small/images/{name}.png").status == status
    offered = [asked(served, "jia", "GET", page).text for page in ("/data/offices/jia", "/data/offices")]
    assert all("seal-jia.png" in page and "seal-yi.png" not in page for page in offered)
    shown = asked(served, "jia", "GET", "/documents/letters/jia-shows").text
    assert "jia.xlsx" in shown
    assert "yi.xlsx" not in shown
    given = {"Content_Type": "application/json", "If_Match": '"x"'}
    for values in (
        {"body": "![章](images/seal-yi.png)"},
        {"body": "![章](images/seal%2Dyi.png)"},
        {"data": {"件数": {"sheet": "yi.xlsx", "key": "县区"}}},
    ):
        wanted = json.dumps({"values": values}).encode()
        for method, path in (
            ("PUT", "/v1/documents/"),
            ("PUT", "/api/documents/"),
            ("POST", "/api/preview/"),
        ):
            refused = asked(served, "jia", method, f"{path}letters/jia-shows", wanted, **given)
            assert (refused.status, "yi" in refused.text) == (422, True), (path, values)
    form = urlencode(
        {"v:name": "甲局（示例）", "v:code": "甲发", "v:seal": "images/seal-yi.png", "etag": "x"}
    )
    given["Content_Type"] = "application/x-www-form-urlencoded"
    assert asked(served, "jia", "POST", "/data/offices/jia", form.encode(), **given).status == 422


def test_nobody_writes_in_the_name_of_another_office(served: SimpleNamespace) -> None:
    given = {"Content_Type": "application/json", "If_Match": '"x"'}
    wanted = json.dumps({"values": {"office": "yi"}}).encode()
    assert asked(served, "jia", "PUT", "/v1/documents/letters/jia", wanted, **given).status == 403
    begun = json.dumps({"kind": "letters/notice", "title": "关于甲的通知"}).encode()
    name = json.loads(asked(served, "jia", "POST", "/v1/documents", begun, **given).text)["name"]
    assert docgen.form(served.home / f"content/{name}.yaml").values["office"] == "jia"
    assert name not in asked(served, "yi", "GET", "/v1/documents").text


def test_a_save_is_a_commit_of_whoever_is_logged_in(served: SimpleNamespace) -> None:
    path = "/v1/documents/letters/jia-own"
    etag = asked(served, "jia", "GET", path).headers["etag"]
    wanted = json.dumps({"values": {"title": "关于提交的通知"}}).encode()
    given = {"Content_Type": "application/json", "If_Match": etag}
    assert asked(served, "jia", "PUT", path, wanted, **given).status == 204
    show = ["git", "-C", str(served.home), "show", "--format=%an <%ae>", "--name-only"]
    said = subprocess.run(show, capture_output=True, text=True, check=True).stdout.split("\n")
    assert [line for line in said if line] == ["甲示例 <jia@localhost>", "content/letters/jia-own.yaml"]
    (served.home / ".git/HEAD").write_text("broken")
    etag = asked(served, "jia", "GET", path).headers["etag"]
    given["If_Match"] = etag
    wanted = json.dumps({"values": {"title": "关于没有提交的通知"}}).encode()
    assert asked(served, "jia", "PUT", path, wanted, **given).status == 204
    assert "没有提交" in (served.home / "content/letters/jia-own.yaml").read_text("utf-8")
    assert "git" in asked(served, "jia", "GET", "/").text, "the next page tells"
    assert "git" not in asked(served, "jia", "GET", "/").text, "once"
