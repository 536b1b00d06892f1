"""A sealed letter is archived beside the issued one once, and nothing else is taken for it."""

import zipfile
from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest

import docgen
from docgen.foundation.errors import ConflictError, ContentError, DocgenError
from tests.support.samples import document, problems, project
from tests.support.signing import signed

NUMBER = "示食安办〔2024〕1号"
DAY = date(2024, 7, 2)
FOLDER = f"archive/2024/{NUMBER}"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a project with a letter that was issued as PDF and OFD."""
    folder = tmp_path_factory.mktemp("sealed")
    source = project(folder, letter=document(doc_number=None)) / "content/letters/letter.yaml"
    docgen.begin_register(folder)
    list(docgen.issue([source], docgen.Options(("pdf", "ofd"), folder / "out")))
    return folder


def rewritten(letter: bytes, change: Callable[[Any], object] = lambda file: None) -> bytes:
    """Return a PDF written anew by another program, with a change."""
    with pikepdf.open(BytesIO(letter)) as file:
        change(file)
        made = BytesIO()
        file.save(made, object_stream_mode=pikepdf.ObjectStreamMode.disable)
        return made.getvalue()


def stamped(file: Any) -> None:
    """Draw a seal into the first page."""
    seal = file.make_stream(b"\xff\0\0", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image)
    seal.Width = seal.Height = 1
    seal.ColorSpace, seal.BitsPerComponent = pikepdf.Name.DeviceRGB, 8
    name = file.pages[0].add_resource(seal, pikepdf.Name.XObject)
    file.pages[0].contents_add(f"q 90 0 0 90 300 300 cm {name} Do Q".encode())


def shortened(file: Any) -> None:
    """Leave out the last words of the first page."""
    page = file.pages[0]
    drawn = pikepdf.parse_content_stream(page)
    last = max(at for at, one in enumerate(drawn) if str(one.operator) in ("Tj", "TJ"))
    page.Contents = file.make_stream(pikepdf.unparse_content_stream([*drawn[:last], *drawn[last + 1 :]]))


def scanned(file: Any) -> None:
    """Leave nothing but a picture on each page."""
    stamped(file)
    for page in file.pages:
        page.Contents = file.make_stream(b"")


def sealed_ofd(letter: bytes, kind: int = zipfile.ZIP_STORED) -> bytes:
    """Return an OFD that names a signature."""
    made = BytesIO()
    with zipfile.ZipFile(BytesIO(letter)) as before, zipfile.ZipFile(made, "w", kind) as file:
        for name in before.namelist():
            data = before.read(name)
            if name == "OFD.xml":
                mark = b"</ofd:DocRoot>"
                assert mark in data
                data = data.replace(
                    mark, mark + b"<ofd:Signatures>/Doc_0/Signs/Signatures.xml</ofd:Signatures>"
                )
            file.writestr(name, data)
        file.writestr("Doc_0/Signs/Signatures.xml", b"<x/>")
    return made.getvalue()


def face_in(file: bytes) -> int:
    """Return where a face lies in an OFD."""
    with zipfile.ZipFile(BytesIO(file)) as package:
        return next(one.header_offset for one in package.infolist() if one.filename.endswith(".otf"))


def damaged(file: bytes, place: int) -> bytes:
    """Return a file with a byte of it changed, of a face that is in it."""
    return file[:place] + bytes([file[place] ^ 1]) + file[place + 1 :]


def note(home: Path, name: str, data: bytes, on: date = DAY) -> list[str]:
    """Note a sealing and return the codes of what is told of it."""
    path = home / name
    path.write_bytes(data)
    return [one.code for one in docgen.note_sealed(NUMBER, [path], on, home, "示例员").findings]


def refused(make: Callable[[], object], kind: type[DocgenError] = ContentError) -> list[str]:
    return [problem.code for problem in problems(make, kind)]


def test_only_the_letter_itself_is_taken_with_its_seal_and_once(home: Path) -> None:
    letter = (home / FOLDER / "letter.pdf").read_bytes()
    ofd = (home / FOLDER / "letter.ofd").read_bytes()
    stored, sealed = sealed_ofd(ofd), sealed_ofd(ofd, zipfile.ZIP_DEFLATED)
    for name, data, code in (
        ("letter.pdf", letter, "seal-none"),
        ("short.pdf", rewritten(letter, shortened), "seal-of-another"),
        ("behind.pdf", signed(rewritten(letter, shortened)), "seal-of-another"),
        ("more.pdf", rewritten(letter, lambda file: file.pages.append(file.pages[0])), "seal-of-another"),
        ("damaged.pdf", signed(damaged(letter, len(letter) // 2)), "seal-letter-damaged"),
        ("damaged.ofd", damaged(stored, face_in(stored) + 200), "seal-letter-damaged"),
        ("garbled.ofd", damaged(sealed, face_in(sealed) + 200), "seal-letter-damaged"),
        ("letter.docx", b"PK", "seal-form"),
        ("broken.pdf", letter[:2000], "edited-damaged"),
        ("broken.ofd", b"PK\3\4", "edited-damaged"),
    ):
        assert [code] == [one.replace("ofd-damaged", "edited-damaged") for one in refused(
            lambda name=name, data=data: note(home, name, data)
        )], name  # fmt: skip
    assert refused(lambda: docgen.note_sealed("示食安办〔2024〕2号", [], DAY, home), ConflictError) == [
        "register-unknown-number"
    ]
    tomorrow = date.today() + timedelta(days=1)
    assert refused(lambda: note(home, "a.pdf", signed(letter), tomorrow), ConflictError) == [
        "follow-in-future"
    ]
    early = date(2024, 1, 1)
    assert refused(lambda: note(home, "a.pdf", signed(letter), early), ConflictError) == [
        "follow-before-issue"
    ]
    (home / "b.pdf").write_bytes(rewritten(letter, stamped))
    both = [home / "a.pdf", home / "b.pdf"]
    assert refused(lambda: docgen.note_sealed(NUMBER, both, DAY, home), ConflictError) == ["seal-both"]
    assert docgen.verify_register(home).problems == []
    assert "（已盖章）" not in docgen.register_table(docgen.register_entries(folder=home).entries)[1][6]

    stray = home / FOLDER / "sealed/letter.pdf"  # as a crash leaves it, of a file that was not noted then
    stray.parent.mkdir()
    stray.write_bytes(b"%PDF-")
    assert note(home, "a.pdf", signed(letter)) == []
    assert (home / f"archive/未登记/{NUMBER}-letter.pdf-1").read_bytes() == b"%PDF-"
    assert note(home, "a.ofd", sealed_ofd(ofd)) == []
    assert note(home, "a.pdf", signed(letter)) == ["seal-known"]
    for data in (rewritten(letter, stamped), rewritten(letter), rewritten(letter, scanned)):
        assert refused(lambda data=data: note(home, "b.pdf", data), ConflictError) == ["seal-twice"]
    assert (home / FOLDER / "letter.pdf").read_bytes() == letter
    assert (home / FOLDER / "sealed/letter.pdf").read_bytes() == signed(letter)
    (entry,) = docgen.register_entries(folder=home).entries
    assert {name: one["on"] for name, one in entry.more["sealed"].items()} == dict.fromkeys(
        ("letter.pdf", "letter.ofd"), "2024-07-02"
    )
    assert docgen.register_table([entry])[1][6] == "已发（已盖章）"
    for state in ("issued", "sealed"):
        (listed,) = docgen.list_documents(home, state=state).documents
        assert (listed.name, listed.state) == ("letters/letter", "sealed")
    assert docgen.register_entries(docgen.Query(sealed=True), home).entries == [entry]
    (again,) = docgen.issue_again([NUMBER], docgen.Options(out=home / "again"), home)
    assert sorted(path.name for path in again.files) == ["letter.ofd", "letter.pdf"]
    assert docgen.verify_register(home).problems == []
    path = home / FOLDER / "sealed/letter.pdf"
    path.chmod(0o644)
    path.write_bytes(signed(letter)[:-2] + b"x\n")
    assert [one.code for one in docgen.verify_register(home).problems] == ["archive-changed"]
    path.write_bytes(signed(letter))
    docgen.recall_number(NUMBER, "盖错了章", home)
    assert refused(lambda: note(home, "a.pdf", signed(letter)), ConflictError) == ["seal-not-issued"]


def test_what_nobody_can_see_a_seal_in_is_told(home: Path) -> None:
    from docgen.inspect.sealed import Sealed, judge_sealed

    letter = (home / FOLDER / "letter.pdf").read_bytes()
    judged = [
        judge_sealed(letter, rewritten(letter, change), home / "a.pdf")
        for change in (stamped, scanned, lambda file: None)
    ]
    assert judged == [Sealed.SEALED, Sealed.WORDLESS, Sealed.UNSEALED]
