"""The code (QR) a certificate can be checked by without asking its office: number, name, date, signature.

In goes the row a certificate is made for, out comes a picture. Signed with the office's private key
(Ed25519, RFC 8032), whoever holds its public key can tell offline that nothing was altered: `docgen verify`.
The key's file is named in content/offices.yaml and must lie outside the project, so that it is never handed
on with it. An office without a key gets a code that holds the number alone, and a finding.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

from docgen.content.document import Document
from docgen.foundation.errors import ContentError, Finding, MachineError, Place, Problem
from docgen.foundation.working_folder import whole

FIELD = "verification"
SEPARATOR = "|"
PACKAGES = "segno cryptography"


def picture(document: Document, row: Mapping[str, Any] | None) -> str | None:
    """Return the code of one certificate as an address of an image, None for one without.

    Raises MachineError without the libraries or the key, ContentError for a key inside the project.
    """
    if not (document.values.get(FIELD) and row and row.get("number")):
        return None
    content = text(document, row)
    code = library("segno").make(content, error="m", micro=False, boost_error=False)
    return str(code.png_data_uri(scale=8, border=0, light=None))


def text(document: Document, row: Mapping[str, Any]) -> str:
    """Return what the code says: the number, or with a key number, name, date and signature."""
    key = key_file(document)
    if key is None:
        return str(row["number"])
    return signed(statement(str(row["number"]), str(row["name"]), document.values["date"]), key)


def statement(number: str, name: str, day: date) -> str:
    """Return what is signed."""
    return SEPARATOR.join((number, name, day.isoformat()))


def findings(document: Document) -> tuple[Finding, ...]:
    """Return a finding when certificates get a code that proves nothing."""
    if not document.values.get(FIELD) or key_file(document):
        return ()
    return (Finding("code-unsigned", document.source.place("office"), subject=str(document.source.path)),)


def key_file(document: Document) -> Path | None:
    """Return the file of the office's private key, None when the office names none."""
    named = document.office["signing_key"]
    if not named:
        return None
    path = whole(document.project.root) / Path(named).expanduser()
    if path.resolve().is_relative_to(document.project.root.resolve()):
        place = Place(document.project.content("offices.yaml"))
        raise ContentError([Problem("key-in-project", place, {"name": named})])
    return path


def signed(said: str, key: Path) -> str:
    """Return a statement with its signature after it. Raises MachineError for a key that cannot be used."""
    loading = library("cryptography.hazmat.primitives.serialization")
    try:
        private = loading.load_pem_private_key(key.read_bytes(), password=None)
        signature = private.sign(said.encode())
    except (OSError, ValueError, TypeError) as error:
        raise MachineError([Problem("key-unusable", Place(key), {"reason": str(error)})]) from error
    return said + SEPARATOR + urlsafe_b64encode(signature).decode().rstrip("=")


def verify_code(content: str, public_key: Path) -> list[str]:
    """Return number, name and date of a code that the office with this public key has signed.

    Raises ContentError for a code it has not, and for a key that cannot be read.
    """
    place = Place(public_key)
    try:
        said = verified(content, public_key.read_bytes())
    except (OSError, ValueError) as error:
        raise ContentError([Problem("key-not-public", place)]) from error
    if said is None:
        raise ContentError([Problem("code-not-genuine", place, {"code": content[:60]})])
    return said.split(SEPARATOR)


def verified(content: str, public_key: bytes) -> str | None:
    """Return the statement of a code whose signature is the office's, None for any other.

    Raises ValueError when `public_key` is no public key in PEM.
    """
    said, _, signature = content.strip().rpartition(SEPARATOR)
    loading = library("cryptography.hazmat.primitives.serialization")
    exceptions = library("cryptography.exceptions")
    key = loading.load_pem_public_key(public_key)
    try:
        key.verify(urlsafe_b64decode(signature + "=" * (-len(signature) % 4)), said.encode())
    except (exceptions.InvalidSignature, ValueError):
        return None
    return said


def library(name: str) -> ModuleType:
    """Return an optional library. Raises MachineError with the line that installs it."""
    from importlib import import_module

    try:
        return import_module(name)
    except ImportError as error:
        raise MachineError([Problem("codes-missing", values={"packages": PACKAGES})]) from error
