"""What a machine lacks is seen, and the command that mends it is exact."""

import ctypes
import shutil
import subprocess
from pathlib import Path

import pytest

from docgen import cli
from docgen.content.project import bundled_project
from docgen.foundation.errors import Problem
from docgen.layout import fonts
from docgen.setup import doctor

ROOT = Path(__file__).parents[2]


def missing(code: str, **values: object) -> Problem:
    return Problem(code, values=values)


def test_this_machine_is_examined_from_python_to_fonts() -> None:
    checks = doctor.examine(bundled_project())
    names = [check.name for check in checks]
    assert names.index("weasyprint") < names.index("libpango-1.0.so.0") < names.index("仿宋")
    assert [check.problem for check in checks if check.problem] == []


def test_a_library_that_cannot_be_opened_is_named_with_its_package(monkeypatch: pytest.MonkeyPatch) -> None:
    really = ctypes.CDLL

    def without_subset(name: str) -> ctypes.CDLL:
        return really("libdocgen-no-such.so" if "subset" in name else name)

    monkeypatch.setattr(ctypes, "CDLL", without_subset)
    checks = doctor.examine(bundled_project())
    problems = [check.problem for check in checks if check.problem]
    assert [problem.values["library"] for problem in problems] == ["libharfbuzz-subset.so.0"]
    assert doctor.remedies(problems) == [
        "sudo apt-get install -y --no-install-recommends libharfbuzz-subset0",
    ]
    # Fonts are not looked at while something they need may be missing.
    assert "仿宋" not in [check.name for check in checks]


def test_nothing_is_built_without_the_libraries(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(ctypes, "CDLL", lambda name: getattr(ctypes.cdll, f"no-such-{name}"))
    assert cli.run(["--lang", "en", "build", "content/letters/reminder-2024-12.yaml"]) == 5
    out, err = capsys.readouterr()
    assert out == ""
    files = [file for package in doctor.packages("library") for file in package.files]
    assert len(err.splitlines()) == len(files)
    assert all(file in err for file in files)


def test_a_python_package_that_is_not_there_is_found_by_docgens_own_metadata(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(doctor, "requirements", lambda: ["no-such-thing<2,>=1", "click>=8.4"])
    (absent, present) = doctor.python_packages()
    assert absent.problem is not None
    assert present.problem is None
    (command,) = doctor.remedies([absent.problem])
    assert command.endswith("-m pip install 'no-such-thing<2,>=1'")


def test_what_only_some_need_is_not_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    told = ["click>=8.4", "no-such-thing>=1; extra == 'cluster'"]
    monkeypatch.setattr(doctor.metadata, "requires", lambda name: told)
    assert doctor.requirements() == ["click>=8.4"]


def test_packages_are_named_once_and_in_one_line() -> None:
    problems = [
        missing("library-missing", package="libpango-1.0-0"),
        missing("library-missing", package="libpango-1.0-0"),
        missing("font-missing", package="fonts-noto-cjk"),
    ]
    assert doctor.remedies(problems) == [
        "sudo apt-get install -y --no-install-recommends libpango-1.0-0 fonts-noto-cjk",
    ]


def test_the_command_for_the_free_fangsong_is_one_that_a_shell_accepts() -> None:
    (command,) = doctor.remedies([missing("font-missing", package="texlive-lang-chinese")])
    assert "FandolFang-Regular.otf" in command
    assert "install" not in command
    subprocess.run(["bash", "-n", "-c", command], check=True)


def test_every_font_package_of_the_type_roles_is_one_that_docgen_knows() -> None:
    known = {package.name for group in ("font", "extract") for package in doctor.packages(group)}
    entries = fonts.read(bundled_project().template("_shared/typefaces.yaml")).values
    assert {entry["debian"] for entry in entries.values()} == known


def test_the_libraries_are_those_weasyprint_opens() -> None:
    """Whatever WeasyPrint opens on Linux and cannot do without is among those doctor tries."""
    from weasyprint.text import ffi

    code = Path(ffi.__file__).read_text(encoding="utf-8")
    opened = {file for package in doctor.packages("library") for file in package.files}
    assert all(f"'{file}'" in code for file in opened)
    required = [call for call in code.split("_dlopen(\n")[1:] if "allow_fail" not in call.partition(")")[0]]
    assert len(required) >= 5
    assert all(any(f"'{file}'" in call for file in opened) for call in required)


@pytest.mark.parametrize(
    ("script", "count", "inside", "outside"),
    [("hani", 6763, "啊齄〇"[:2], "䶮"), ("tibt", 211, "ཀ྿", "A"), ("latn", 95, "A~", "é")],
)
def test_coverage_is_counted_against_what_an_office_writes(
    script: str, count: int, inside: str, outside: str
) -> None:
    codes = doctor.repertoire(script)
    assert len(codes) == count
    assert {*map(ord, inside)} <= codes
    assert ord(outside) not in codes


@pytest.mark.skipif(not shutil.which("bash"), reason="the set-up script is for bash")
def test_the_set_up_script_is_sound_bash() -> None:
    scripts = [*sorted((ROOT / "scripts").glob("*.sh")), ROOT / ".ci/run"]
    assert len(scripts) > 2
    for script in scripts:
        subprocess.run(["bash", "-n", str(script)], check=True)
        assert script.stat().st_mode & 0o111, script
