"""The same input gives the same bytes, whatever the machine's clock, language, order and folders."""

import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from pathlib import Path

import pytest

from tests.support.samples import OFFICES, ROOT, document, project, red_square, write_files

# Each run differs from the others in everything that must not matter.
RUNS = [
    {"PYTHONHASHSEED": "0", "TZ": "UTC", "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8"},
    {"PYTHONHASHSEED": "1", "TZ": "Asia/Shanghai", "LANG": "zh_CN.UTF-8", "LC_ALL": "zh_CN.UTF-8"},
    {"PYTHONHASHSEED": "4711", "TZ": "America/New_York", "LANG": "C", "LC_ALL": "C"},
]
FORMATS = ("pdf", "docx", "html")


def office(folder: Path) -> Path:
    """Return a project whose letter has all that could vary: figures, a table, an image, a rare character."""
    table = "| 甲 | 乙 |\n  |---|---|\n  | 䶮 | བོད་ལྗོངས |"
    note, image = "{{ figures.cadres }}名[^1]\n\n  [^1]: 脚注", "![图](images/seal.png)"
    body = f"|\n  # 标题\n\n  {note}\n\n  {table}\n\n  {image}"
    letter = document(body=body, figures="city", doc_number=None, attachments="[{title: 表, body: 文}]")
    figures = (
        "title: 数\nas_of: 2024-06-20\nsource: 示例\nfigures: {cadres: {title: 干部, value: 7, unit: 名}}\n"
    )
    files = {
        "content/offices.yaml": OFFICES + "  seal: images/seal.png\n",
        "content/figures/city.yaml": figures,
        "content/images/seal.png": red_square(),
    }
    write_files(project(folder, letter=letter), files)
    return folder


def digests(run: dict[str, str], home: Path, here: Path) -> dict[str, str]:
    """Return the hash of each file that a fresh process makes of the letter in `home`, working in `here`."""
    environment = {**os.environ, **run, "PYTHONPATH": str(ROOT)}
    source = os.path.relpath(home / "content/letters/letter.yaml", here)
    call = [sys.executable, "-m", "docgen", "build", source, "--out", str(home / "out")]
    call += [part for form in FORMATS for part in ("--to", form)]
    subprocess.run(call, cwd=here, env=environment, check=True, capture_output=True)
    return {
        path.suffix[1:]: sha256(path.read_bytes()).hexdigest() for path in (home / "out").glob("letter.*")
    }


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, str]]:
    """The hashes of every run, each in a copy of the project under another name and from another folder."""
    folder = tmp_path_factory.mktemp("runs")
    first = office(folder / "first")
    homes = [first, *(shutil.copytree(first, folder / name) for name in ("第二", "deeper/3 三"))]
    places = [homes[0], homes[1] / "content", ROOT]
    with ThreadPoolExecutor() as pool:
        return list(pool.map(digests, RUNS, homes, places))


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_input_gives_the_same_bytes(made: list[dict[str, str]], form: str) -> None:
    assert len(made) == len(RUNS)
    assert len({run[form] for run in made}) == 1


def test_another_input_gives_other_bytes(tmp_path: Path, made: list[dict[str, str]]) -> None:
    home = office(tmp_path)
    letter = home / "content/letters/letter.yaml"
    letter.write_text(
        letter.read_text(encoding="utf-8").replace("2024-06-20", "2024-06-21"), encoding="utf-8"
    )
    other = digests(RUNS[0], home, home)
    assert all(other[form] != made[0][form] for form in FORMATS)
