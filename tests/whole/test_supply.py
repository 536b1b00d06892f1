"""What docgen is made of: packages pinned by hash, a software bill in the wheel, pictures with a licence."""

import json
import re
import subprocess
import tomllib
from pathlib import Path, PurePath

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
LOCKS = ("run", "develop", "bench")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
LICENCES = ROOT / "docs" / "licences.md"
PICTURES = {
    ".png",
    ".jpg",
    ".jpeg",
    ".svg",
    ".gif",
    ".webp",
    ".bmp",
    ".tif",
    ".tiff",
    ".ttf",
    ".otf",
    ".woff2",
}
BILL = json.loads((ROOT / "requirements" / "docgen.cdx.json").read_text("utf-8"))


def locked(name: str) -> dict[str, str]:
    """Return the version of each package in a lock file."""
    text = (ROOT / "requirements" / f"{name}.lock").read_text("utf-8")
    return dict(re.findall(r"^([a-z0-9.-]+)==([^\s;]+)", text, re.MULTILINE))


def asked(name: str) -> list[Requirement]:
    """Return what pyproject.toml asks for and a lock file must hold."""
    project, groups = PROJECT["project"], PROJECT["dependency-groups"]
    lists = {
        "run": [project["dependencies"], *project["optional-dependencies"].values()],
        "develop": [project["dependencies"], groups["dev"]],
        "bench": [project["dependencies"], groups["dev"], groups["bench"]],
    }
    return [Requirement(line) for lines in lists[name] for line in lines]


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_holds_what_the_project_asks_for(name: str) -> None:
    versions = locked(name)
    missing = [one for one in asked(name) if versions.get(canonicalize_name(one.name)) not in one.specifier]
    assert missing == []


@pytest.mark.parametrize("name", LOCKS)
def test_every_package_of_a_lock_has_a_hash_and_no_address(name: str) -> None:
    text = (ROOT / "requirements" / f"{name}.lock").read_text("utf-8")
    entries = re.split(r"\n(?=\S)", text.strip())
    assert [one.split("==")[0] for one in entries if "--hash=sha256:" not in one] == []
    assert "://" not in text


@pytest.mark.parametrize("name", ["develop", "bench"])
def test_the_locks_agree(name: str) -> None:
    run, other = locked("run"), locked(name)
    assert {one: version for one, version in other.items() if run.get(one, version) != version} == {}


def test_what_decides_bytes_has_an_upper_bound() -> None:
    """A new edition of a library may write other bytes, so that it is let in on purpose only."""
    unbounded = [
        one for one in PROJECT["project"]["dependencies"]
        if not re.search(r"<\d|^(polib|xlrd)\b", one)
    ]  # fmt: skip
    assert unbounded == []


def test_the_bill_is_of_the_locked_versions() -> None:
    listed = {canonicalize_name(one["name"]): one["version"] for one in BILL["components"]}
    run = locked("run")
    assert listed.items() <= run.items()
    assert {canonicalize_name(one.name) for one in asked("run")} <= listed.keys()
    assert (BILL["metadata"]["component"]["name"], BILL["bomFormat"]) == ("docgen", "CycloneDX")


def test_every_picture_has_a_line_with_its_licence() -> None:
    listed = re.findall(r"^\| (\S+) \| [^|]+ \| Apache-2.0 \|$", LICENCES.read_text("utf-8"), re.MULTILINE)
    files = subprocess.run(["git", "ls-files"], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    pictures = [name for name in files.splitlines() if Path(name).suffix.lower() in PICTURES]
    assert len(pictures) > 10
    assert [name for name in pictures if not any(PurePath(name).match(one) for one in listed)] == []
    assert [one for one in listed if not any(PurePath(name).match(one) for name in pictures)] == []
