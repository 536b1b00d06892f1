"""What this machine lacks, and the exact commands that mend it.

In comes nothing but the machine itself, `packages.txt` and the type roles; out come checks. Nothing of docgen
that needs a missing thing is imported before that thing was looked for.
"""

import ctypes
import re
import shlex
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

from docgen.content.project import Project
from docgen.foundation.errors import MachineError, Problem

if TYPE_CHECKING:
    from docgen.layout.fonts import Typeface


@dataclass(frozen=True)
class Check:
    """One thing docgen needs; `problem` is None when it is here."""

    name: str
    detail: str
    problem: Problem | None = None


@dataclass(frozen=True)
class Package:
    """One line of packages.txt: a Debian package and the files that show it is there."""

    group: str
    name: str
    files: tuple[str, ...]


def examine(project: Project) -> list[Check]:
    """Return the checks of Python packages, shared libraries and type roles, in this order."""
    checks = [*python_packages(), *shared_libraries()]
    # Fonts are read through Python packages: with one missing, that is to be mended first.
    return checks if any(check.problem for check in checks) else [*checks, *type_roles(project)]


def python_packages() -> Iterator[Check]:
    """Yield a check for each Python package docgen depends on, as its own metadata names them."""
    for requirement in requirements():
        name = re.split(r"[^\w.-]", requirement, maxsplit=1)[0]
        try:
            yield Check(name, metadata.version(name))
        except metadata.PackageNotFoundError:
            yield Check(name, "", Problem("python-package-missing", values={"requirement": requirement}))


def requirements() -> list[str]:
    """Return what docgen cannot do without: nothing when it was never installed, for then nothing says so.

    What only some need (`extra`: a cluster, codes on certificates) is asked for where it is used.
    """
    try:
        return [line for line in metadata.requires("docgen") or [] if "extra ==" not in line]
    except metadata.PackageNotFoundError:
        return []


def shared_libraries() -> Iterator[Check]:
    """Yield a check for each library WeasyPrint will open, by opening it."""
    for package in packages("library"):
        for file in package.files:
            try:
                ctypes.CDLL(file)
                yield Check(file, package.name)
            except OSError:
                values = {"library": file, "package": package.name}
                yield Check(file, package.name, Problem("library-missing", values=values))


def require_libraries() -> None:
    """Raise MachineError with every shared library that cannot be opened."""
    if problems := [check.problem for check in shared_libraries() if check.problem]:
        raise MachineError(problems)


def type_roles(project: Project) -> Iterator[Check]:
    """Yield a check for each type role (仿宋, 小标宋 …): the font file that draws it."""
    from docgen.layout.fonts import resolve

    try:
        for role, typeface in resolve(project).items():
            yield Check(role, typeface.path.name)
    except MachineError as error:
        for problem in error.problems:
            yield Check(str(problem.values.get("role", "")), str(problem.values.get("package", "")), problem)


@cache
def packages(group: str) -> tuple[Package, ...]:
    """Return the packages of `group` (library, font, extract …) in packages.txt."""
    text = (Path(__file__).parent / "packages.txt").read_text(encoding="utf-8")
    rows = [line.split() for line in text.splitlines() if line.strip() and not line.startswith("#")]
    return tuple(Package(first, name, tuple(files)) for first, name, *files in rows if first == group)


def remedies(problems: Iterable[Problem]) -> list[str]:
    """Return the commands that mend `problems`, ready to paste; no command twice."""
    problems = list(problems)
    required = [str(p.values["requirement"]) for p in problems if p.code == "python-package-missing"]
    missing = dict.fromkeys(str(p.values["package"]) for p in problems if "package" in p.values)
    unpacked = {package.name: package.files[0] for package in packages("extract")}
    installed = [name for name in missing if name not in unpacked]
    commands = []
    if required:
        commands.append(shlex.join([sys.executable, "-m", "pip", "install", *required]))
    if installed:
        commands.append(f"sudo apt-get install -y --no-install-recommends {shlex.join(installed)}")
    return commands + [unpacking(name, unpacked[name]) for name in missing if name in unpacked]


def unpacking(package: str, file: str) -> str:
    """Return the command that takes one font file out of a Debian package without installing it."""
    folder, deb = "~/.local/share/fonts", f"{package}_*.deb"
    return (
        f"(mkdir -p {folder} && cd {folder} && apt-get download {package} && dpkg-deb --fsys-tarfile {deb}"
        f" | tar -x --transform='s|.*/||' --wildcards '*/{file}'; rm {deb})"
    )


def coverage(typeface: "Typeface") -> tuple[int, int]:
    """Return how many characters of its script a face has, and how many there are."""
    wanted = repertoire(typeface.script)
    return len(wanted & typeface.characters), len(wanted)


@cache
def repertoire(script: str) -> frozenset[int]:
    """Return the code points an office expects of a face: the 6,763 汉字 of GB/T 2312, Tibetan, or ASCII."""
    if script == "hani":
        rows = (bytes([row, cell]) for row in range(0xB0, 0xF8) for cell in range(0xA1, 0xFF))
        return frozenset(ord(c) for pair in rows for c in pair.decode("gb2312", errors="ignore"))
    block = range(0x0F00, 0x1000) if script == "tibt" else range(0x20, 0x7F)
    return frozenset(code for code in block if unicodedata.category(chr(code)) != "Cn")
