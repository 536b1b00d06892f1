"""The wheel carries templates/ and content/ whole, once, and everything docgen reads of its own."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
BUNDLED = "docgen/_bundled/"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The names of all files in a wheel built from this checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (path,) = folder.glob("*.whl")
    return zipfile.ZipFile(path).namelist()


def files_of(folder: str) -> set[str]:
    """Return the files of a folder of the checkout as git sees them: nothing that is ignored."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", folder],
        cwd=ROOT, check=True, capture_output=True, text=True,
    )  # fmt: skip
    return {name for name in listed.stdout.split("\0") if name and (ROOT / name).exists()}


@pytest.mark.parametrize("folder", ["templates", "content"])
def test_the_wheel_bundles_the_folder_as_it_stands(folder: str, wheel: list[str]) -> None:
    bundled = {name.removeprefix(BUNDLED) for name in wheel if name.startswith(f"{BUNDLED}{folder}/")}
    assert len(bundled) > 5
    assert bundled == files_of(folder)


def test_the_wheel_holds_every_file_of_the_package_and_nothing_else(wheel: list[str]) -> None:
    own = {name for name in wheel if not name.startswith(BUNDLED) and ".dist-info/" not in name}
    assert {"docgen/setup/packages.txt", "docgen/foundation/messages/cli.yaml"} <= own
    assert own == files_of("docgen")


def test_the_wheel_brings_its_licence_its_command_and_its_software_bill(wheel: list[str]) -> None:
    names = {Path(name).name for name in wheel if ".dist-info/" in name}
    assert {"LICENSE", "METADATA", "entry_points.txt", "docgen.cdx.json"} <= names
