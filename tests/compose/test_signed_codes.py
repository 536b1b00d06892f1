"""The code on a certificate: read from the finished page, checked with the office's public key alone."""

import pymupdf
import pytest
import zxingcpp
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from PIL import Image

import docgen
from docgen.cli import run
from docgen.compose import signed_codes
from docgen.foundation.errors import ContentError, MachineError
from docgen.pipeline.stops import write
from tests.support.certificates import COURSE, OFFICE, certificate_text, completions
from tests.support.samples import write_files

WINNER = "{name: 张三丰, number: 示证〔2024〕7号}"


def private_pem(key):
    """Return a private key as an office keeps it."""
    form = serialization.PrivateFormat.PKCS8
    return key.private_bytes(serialization.Encoding.PEM, form, serialization.NoEncryption())


@pytest.fixture
def key(tmp_path):
    """A new key, in a file beside the project."""
    made = Ed25519PrivateKey.generate()
    (tmp_path / "keys").mkdir()
    (tmp_path / "keys/office.pem").write_bytes(private_pem(made))
    return made


@pytest.fixture
def public(key):
    """The public key that belongs to it, in PEM."""
    form = serialization.PublicFormat.SubjectPublicKeyInfo
    return key.public_key().public_bytes(serialization.Encoding.PEM, form)


def signing(path):
    """Return offices.yaml with a signing key."""
    return OFFICE + f"  signing_key: {path}\n"


def scanned(page):
    """Return what a reader finds in the code on a certificate printed at 300 dpi."""
    picture = pymupdf.open(stream=write(page, "pdf").data)[0].get_pixmap(dpi=300)
    image = Image.frombytes("RGB", (picture.width, picture.height), picture.samples)
    (found,) = zxingcpp.read_barcodes(image)
    return found.text


@pytest.fixture
def signed(tmp_path, key):
    """What is read from a signed certificate."""
    office = signing(tmp_path / "keys/office.pem")
    (page,) = completions(tmp_path / "office", office=office, winner=WINNER)
    assert page.composed.findings == ()
    return scanned(page)


def test_a_code_is_read_from_paper_and_proved_with_the_public_key(signed, public):
    assert signed_codes.verified(signed, public) == "示证〔2024〕7号|张三丰|2024-06-28"


@pytest.mark.parametrize(
    ("old", "new"), [("张三丰", "张三疯"), ("7号", "8号"), ("06-28", "06-29"), ("|", "")]
)
def test_a_code_that_was_altered_proves_nothing(signed, public, old, new):
    assert old in signed
    assert signed_codes.verified(signed.replace(old, new), public) is None


def test_a_code_of_another_key_proves_nothing(signed):
    other = Ed25519PrivateKey.generate().public_key()
    form = serialization.PublicFormat.SubjectPublicKeyInfo
    assert signed_codes.verified(signed, other.public_bytes(serialization.Encoding.PEM, form)) is None


def test_the_command_tells_what_a_code_says(signed, public, tmp_path, capsys):
    (tmp_path / "public.pem").write_bytes(public)
    assert run(["verify", signed, "--key", str(tmp_path / "public.pem")]) == 0
    assert capsys.readouterr().out == "示证〔2024〕7号　张三丰　2024-06-28\n"
    altered = signed.replace("张三丰", "张三疯")
    assert run(["verify", altered, "--key", str(tmp_path / "public.pem")]) == 1
    assert "张三疯" in capsys.readouterr().err


@pytest.mark.parametrize("content", [lambda key: None, private_pem, lambda key: b"text"])
def test_a_file_that_is_no_public_key_is_told(signed, key, tmp_path, content):
    data = content(key)
    if data is not None:
        (tmp_path / "public.pem").write_bytes(data)
    with pytest.raises(ContentError) as caught:
        signed_codes.verify_code(signed, tmp_path / "public.pem")
    assert caught.value.problems[0].code == "key-not-public"


def test_without_a_key_the_code_holds_the_number_alone_and_a_finding_says_so(tmp_path):
    (page,) = completions(tmp_path, winner=WINNER)
    assert scanned(page) == "示证〔2024〕7号"
    assert [finding.code for finding in page.composed.findings] == ["code-unsigned"]


def test_no_code_is_printed_where_none_is_wanted_or_there_is_no_number(tmp_path):
    (unwanted,) = completions(tmp_path, winner=WINNER, verification="否")
    assert "qr" not in unwanted.composed.html
    assert unwanted.composed.findings == ()
    (unnumbered,) = completions(tmp_path, winner="{name: 张三丰}")
    assert "qr" not in unnumbered.composed.html


def test_the_same_certificate_has_the_same_code(tmp_path, key):
    office = signing(tmp_path / "keys/office.pem")
    made = [completions(tmp_path / "office", office=office, winner=WINNER) for _ in range(2)]
    assert made[0][0].composed.html == made[1][0].composed.html


@pytest.mark.parametrize("path", ["office.pem", "../office/keys/office.pem"])
def test_a_key_inside_the_project_is_refused(tmp_path, path):
    with pytest.raises(ContentError) as caught:
        completions(tmp_path / "office", office=signing(path), winner=WINNER)
    assert caught.value.problems[0].code == "key-in-project"


def rsa_key():
    """Return a key of another kind."""
    return private_pem(rsa.generate_private_key(public_exponent=65537, key_size=2048))


@pytest.mark.parametrize("content", [lambda: None, lambda: b"no key", rsa_key], ids=["absent", "text", "rsa"])
def test_a_key_that_cannot_be_used_is_told_to_the_machines_keeper(tmp_path, content):
    data = content()
    if data is not None:
        (tmp_path / "office.pem").write_bytes(data)
    with pytest.raises(MachineError) as caught:
        completions(tmp_path / "office", office=signing(tmp_path / "office.pem"), winner=WINNER)
    assert caught.value.problems[0].code == "key-unusable"


def test_a_library_that_is_not_installed_is_named(monkeypatch):
    with pytest.raises(MachineError) as caught:
        signed_codes.library("no_such_library")
    assert caught.value.problems[0].code == "codes-missing"


@pytest.mark.parametrize("named", ["../keys/office.pem", "absolute"])
def test_what_is_sent_with_a_job_is_signed_with_the_key_of_its_office(tmp_path, key, public, named):
    home = tmp_path / "office"
    office = signing(tmp_path / "keys/office.pem" if named == "absolute" else named)
    completions(home, office=office, winner=WINNER)
    sent = (home / "content/certificates/zheng.yaml").read_bytes()
    path = docgen.write_sent_project(home / ".docgen-web/sent/1", ("证.yaml", sent), None, [], home)
    (job,) = docgen.jobs(docgen.load(path))
    said = signed_codes.text(job.document, job.document.values["winner"])
    assert signed_codes.verified(said, public) == "示证〔2024〕7号|张三丰|2024-06-28"


@pytest.mark.parametrize("named", ["key.pem", "absolute"])
def test_a_key_within_the_office_s_project_signs_nothing_that_is_sent(tmp_path, key, named):
    home = tmp_path / "office"
    home.mkdir()
    inside = (tmp_path / "keys/office.pem").rename(home / "key.pem")
    write_files(home, {"content/offices.yaml": signing(inside if named == "absolute" else named)})
    sent = (("证.yaml", certificate_text(**COURSE, winner=WINNER).encode()), None, [], home)
    path = docgen.write_sent_project(home / ".docgen-web/sent/1", *sent)
    with pytest.raises(ContentError) as refused:
        docgen.render(docgen.jobs(docgen.load(path))[0])
    assert [one.code for one in refused.value.problems] == ["key-in-project"]
