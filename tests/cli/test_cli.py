"""The command line: what it prints where, in which language, and with which exit code."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import click
import pytest

from docgen import __version__, cli
from docgen.cli import terminal
from docgen.cli.command import DAY, Command, word_of
from docgen.cli.terminal import columns, language, places
from docgen.foundation.errors import ContentError, MachineError, Problem, TemplateError

HEAVY = {"weasyprint", "docx", "lxml", "jinja2", "jsonschema", "markdown", "nh3", "uharfbuzz"}


def calls(
    group: click.Group = cli.docgen, above: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Yield every command after the words it is called by: ("translate", "status")."""
    for name, command in group.commands.items():
        yield (*above, name), command
        if isinstance(command, click.Group):
            yield from calls(command, (*above, name))


COMMANDS = dict(calls())
PAGES = [["--help"], *([*words, "--help"] for words in COMMANDS)]
ROOT = Path(__file__).parents[2]


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in, where English is spoken."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DOCGEN_LANG", "en")
    return tmp_path


def parameters() -> Iterator[tuple[tuple[str, ...], click.Parameter]]:
    """Yield every parameter of every command, after the words it is called by; docgen's own after none."""
    for words, command in [((), cli.docgen), *COMMANDS.items()]:
        with click.Context(command) as ctx:
            yield from ((words, parameter) for parameter in command.get_params(ctx))


@pytest.mark.parametrize("arguments", PAGES, ids=" ".join)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_page_of_help_speaks_the_language_and_fits_the_screen(
    lang: str, arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(["--lang", lang, *arguments]) == 0
    out = capsys.readouterr().out
    assert ("用法：" in out) == (lang == "zh")
    assert not ({"Usage", "Options", "Show"} & set(out.split()) and lang == "zh")
    assert max(map(places, out.splitlines())) <= 100


def test_every_parameter_has_its_line_in_the_help(capsys: pytest.CaptureFixture[str]) -> None:
    seen = 0
    for words, parameter in parameters():
        cli.run([*words, "--help"])
        spelled = parameter.opts[0] if isinstance(parameter, click.Option) else word_of(parameter).upper()
        assert spelled in capsys.readouterr().out
        seen += 1
    assert seen > len(COMMANDS)


def test_help_loads_no_heavy_library() -> None:
    code = "import sys; from docgen.cli import run; run(['--help']); print(*sys.modules, file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    loaded = {name.partition(".")[0] for name in done.stderr.split()}
    assert "click" in loaded
    assert loaded & HEAVY == set()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["bild"], "没有命令 bild。是不是 build？"),
        (["build", "a.yaml", "--strickt"], "没有选项 --strickt。是不是 --strict？"),
        (["build"], "缺少 SOURCE。"),
        (["translate", "accept", "a.yaml"], "缺少 --by。"),
        (["build", "a.yaml", "--to", "odt"], "--to 只能是：pdf、docx、ofd、html。"),
        (["build", "a.yaml", "--to"], "选项 --to 少了取值，或不该带取值。"),
        (["build", "a.yaml", "--strict=1"], "选项 --strict 少了取值，或不该带取值。"),
        (["new", "letters/reminder", "a.yaml", "b.yaml"], "多出了：b.yaml"),
        (["--verbos", "build"], "没有选项 --verbos。是不是 --verbose、--version？"),
        (["--lang", "bo", "kinds"], "--lang 只能是：zh、en。"),
        (["register", "list", "--since", "昨天"], "--since 要写日历上有的日期，如 2024-06-28"),
        (["register", "reply", "1号", "--on", "2024-06-31"], "--on 要写日历上有的日期"),
        (["register", "report", "--month", "6月"], "--month 要写年月，如 2024-06。"),
        (["register", "list", "--limit", "多"], "--limit 要写整数，不小于 0。"),
        (["register", "list", "--year", "今年"], "--year 要写整数。"),
        (["register", "init", "--last", "三十六号"], "“三十六号”不是发文字号；请写成"),
        (["build", "a.yaml", "--workers", "99"], "--workers 要写整数，不小于 0，不大于 64。"),
        ([], "命令："),
        (["--verbose"], "命令："),
    ],
)
def test_a_mistyped_call_is_answered_in_chinese(
    arguments: list[str], said: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DOCGEN_LANG", "zh")
    assert cli.run(arguments) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert said in err
    assert err.startswith(("用法：", "错误："))


@pytest.mark.parametrize("text", ["2024-06-01", "2024/6/1", "2024.6.1", "2024年6月1日"])
def test_a_day_is_taken_as_clerks_type_it(text: str) -> None:
    assert DAY.convert(text, None, None) == date(2024, 6, 1)


def test_a_mistyped_call_is_answered_in_english(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["kinds", "a", "b"]) == 2
    assert capsys.readouterr().err.splitlines() == [
        "Usage: docgen kinds [OPTIONS] [KIND]",
        "Error: too much was given: b",
        "For help: docgen kinds --help",
    ]


@pytest.mark.parametrize(
    ("arguments", "environment", "spoken"),
    [
        ([], {}, "en"),
        ([], {"LANG": "zh_CN.UTF-8"}, "zh"),
        ([], {"LANG": "zh_CN.UTF-8", "LC_ALL": "C.UTF-8"}, "en"),
        ([], {"LC_MESSAGES": "zh_TW.UTF-8", "LANG": "en_US.UTF-8"}, "zh"),
        ([], {"DOCGEN_LANG": "zh", "LC_ALL": "C"}, "zh"),
        ([], {"DOCGEN_LANG": "", "LANG": "zh_CN"}, "zh"),
        (["--lang", "en"], {"LANG": "zh_CN"}, "en"),
        (["--help", "--lang=zh"], {"LANG": "en_US"}, "zh"),
        (["--lang", "bo"], {"LANG": "zh_CN"}, "zh"),
    ],
)
def test_the_language_is_the_one_asked_for_else_the_locale(
    arguments: list[str], environment: dict[str, str], spoken: str
) -> None:
    assert language(arguments, environment) == spoken


def failing(error: BaseException) -> Callable[[], None]:
    """Return a command body that raises `error`."""

    def body() -> None:
        raise error

    return body


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (ContentError([Problem("file-exists")]), 1, "already there"),
        (TemplateError([Problem("file-exists")]), 1, "already there"),
        (MachineError([Problem("file-exists")]), 5, "already there"),
        (ZeroDivisionError("secret\nsecret"), 70, "docgen itself failed (ZeroDivisionError: secret secret)"),
        (KeyboardInterrupt(), 130, "Interrupted."),
    ],
)
def test_an_error_is_a_sentence_and_an_exit_code(
    error: BaseException,
    code: int,
    said: str,
    office: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setitem(cli.docgen.commands, "fail", Command("fail", callback=failing(error)))
    assert cli.run(["fail"]) == code
    out, err = capsys.readouterr()
    assert out == ""
    assert said in err
    assert "Traceback" not in err


def test_the_traceback_of_our_bug_is_shown_on_request(
    office: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(cli.docgen.commands, "fail", Command("fail", callback=failing(ValueError("x"))))
    assert cli.run(["--debug", "fail"]) == 70
    assert "Traceback" in capsys.readouterr().err


def test_a_reader_that_stops_early_is_no_bug_of_ours() -> None:
    done = subprocess.run(
        f"{sys.executable} -m docgen kinds | true", shell=True, capture_output=True, text=True, cwd=ROOT
    )
    assert done.stderr == ""


def test_version_is_the_packages(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["--version"]) == 0
    assert capsys.readouterr().out == f"{__version__}\n"


def test_kinds_lists_name_and_chinese_title(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["kinds"]) == 0
    lines = capsys.readouterr().out.splitlines()
    rows = {
        line.split()[1]: line.split()[0] for line in lines if line.startswith("  ") and len(line.split()) > 2
    }
    assert rows["letters/reminder"] == "工作提醒函"
    headings = [line for line in lines if line and not line.startswith(" ")]
    assert headings[0].startswith("公文（")
    assert headings[-1] == "证书"


def test_kinds_lists_the_fields_of_one(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["kinds", "letters/reminder", "--json"]) == 0
    fields = {row["field"]: row for row in map(json.loads, capsys.readouterr().out.splitlines())}
    assert fields["title"] == {
        "field": "title",
        "title": "标题",
        "type": "line",
        "required": True,
        "description": fields["title"]["description"],
    }
    assert fields["date"]["type"] == "date"
    assert not fields["attachments"]["required"]


def test_kinds_shows_the_fields_within_fields(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["kinds", "通知", "--json"]) == 0
    fields = {row["field"]: row for row in map(json.loads, capsys.readouterr().out.splitlines())}
    within = {row["field"]: row["type"] for row in fields["attachments"]["fields"]}
    assert within == {
        "attachments[].title": "line",
        "attachments[].body": "paragraphs",
        "attachments[].articles": "yes or no",
        "attachments[].apart": "yes or no",
        "attachments[].landscape": "yes or no",
        "attachments[].widths": "list",
    }
    assert "fields" not in fields["title"]


def test_kinds_tells_how_a_text_is_written_and_what_a_roster_and_a_chapter_have(
    office: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DOCGEN_LANG", "zh")
    for kind, shown in (
        (
            "letters/reminder",
            ["contact.phone", "recipient.name", "{{ recipient.栏目 }}", "| 示例县 | 3 |", "[^1]"],
        ),
        ("certificates/completion", ["recipient.unit", "winner.number"]),
        (
            "handbooks/cadre",
            ["blocks[].table.zh.rows", "blocks[].question.zh.answer", "![说明](images/图.png)"],
        ),
        ("reports/work-report", ["**要紧的话**", "signatory"]),
    ):
        assert cli.run(["kinds", kind]) == 0
        out = capsys.readouterr().out
        assert all(text in out for text in shown), kind


def test_an_office_begins_with_its_own_name(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["init", "our", "--office", "示例县教育局", "--kind", "通报"]) == 0
    out, err = capsys.readouterr()
    assert "our/content/letters/通报.yaml" in out.splitlines()
    assert "code" in err
    assert cli.run(["build", "our/content/letters", "--to", "html", "--strict"]) == 0
    assert cli.run(["init", "their", "--code", "示教"]) == 2
    assert "--office" in capsys.readouterr().err


def test_a_file_of_another_type_is_called_what_it_is(
    office: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DOCGEN_LANG", "zh")
    Path("a.docx").write_bytes(b"PK\3\4" + b"0" * 30 + b"word/document.xml")
    Path("b.yaml").write_bytes(b"%PDF-1.7\n%\xe2\xe3")
    Path("c.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(60))
    Path("d.yaml").write_bytes(bytes(60))
    assert cli.run(["build", "a.docx", "b.yaml", "c.png", "d.yaml"]) == 1
    told = capsys.readouterr().err
    assert "记事本" not in told
    assert [word for word in ("Word", "PDF", "PNG", "不是文本") if word in told] == [
        "Word",
        "PDF",
        "PNG",
        "不是文本",
    ]


def test_an_unknown_kind_is_a_content_error(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["kinds", "letters/remind"]) == 1
    assert "letters/reminder" in capsys.readouterr().err


def test_init_new_and_build_are_all_a_clerk_needs(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["init", "."]) == 0
    created = capsys.readouterr().out.splitlines()
    assert "content/offices.yaml" in created
    assert cli.run(["new", "letters/reminder", "content/letters/mine.yaml"]) == 0
    assert capsys.readouterr().out == "content/letters/mine.yaml\n"
    assert cli.run(["build", "content/letters/mine.yaml", "--out", "made"]) == 0
    out, err = capsys.readouterr()
    made = [Path(line) for line in out.splitlines()]
    assert {path.suffix for path in made} == {".pdf", ".docx"}
    assert all(path.is_file() and path.parent == Path("made") for path in made)
    assert f"{len(made)} file(s) made" in err


def test_build_tells_its_stops_when_verbose(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cli.run(["init", "."])
    cli.run(["new", "letters/notice", "content/mine.yaml"])
    capsys.readouterr()
    assert cli.run(["--verbose", "build", "content/mine.yaml", "--to", "pdf", "--json"]) == 0
    out, err = capsys.readouterr()
    (told,) = map(json.loads, out.splitlines())
    assert Path(told["path"]).suffix == ".pdf"
    assert told["pages"] >= 1
    stops = [line.split()[0] for line in err.splitlines()]
    wanted = ["find", "load", "model", "address", "compose", "write", "inspect", "file"]
    assert [stop for stop in dict.fromkeys(stops) if stop in wanted] == wanted


def test_every_problem_of_every_source_is_told(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cli.run(["init", "."])
    for name in ("content/one.yaml", "content/two.yaml"):
        cli.run(["new", "letters/notice", name])
        with Path(name).open("a", encoding="utf-8") as file:
            file.write("\nadressees: [a]\n")
    capsys.readouterr()
    assert cli.run(["build", "content/one.yaml", "content/two.yaml"]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert "content/one.yaml:" in err
    assert "content/two.yaml:" in err
    assert not Path("out").exists()


def test_fonts_and_doctor_tell_of_this_machine(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["fonts", "--json"]) == 0
    fonts = {row["role"]: row for row in map(json.loads, capsys.readouterr().out.splitlines())}
    assert fonts["仿宋"]["of"] == 6763
    assert all(Path(row["file"]).is_file() and row["has"] > 0 for row in fonts.values())
    assert cli.run(["doctor"]) == 0
    out, err = capsys.readouterr()
    assert {*fonts, "libpango-1.0.so.0"} <= {line.split()[1] for line in out.splitlines()}
    assert err == "Nothing is missing.\n"


def test_doctor_prints_the_line_that_mends_a_missing_font(tmp_path: Path) -> None:
    """With no font folder in reach but the system's, where 仿宋 is not, doctor tells how to get it."""
    environment = {**os.environ, "DOCGEN_LANG": "en", "DOCGEN_FONTS": "", "HOME": str(tmp_path)}
    environment.pop("XDG_DATA_HOME", None)
    (tmp_path / "content").mkdir()
    (tmp_path / "templates/_shared").mkdir(parents=True)
    (tmp_path / "templates/_shared/typefaces.yaml").write_text(
        "仿宋: {script: hani, word: 仿宋, files: [no-such.otf], debian: texlive-lang-chinese}\n"
        "楷体: {script: hani, word: 楷体, files: [no-such.ttf], debian: fonts-lxgw-wenkai}\n",
        encoding="utf-8",
    )
    done = subprocess.run(
        [sys.executable, "-m", "docgen", "doctor"],
        capture_output=True, text=True, cwd=tmp_path, env={**environment, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert done.returncode == 5
    assert "missing  仿宋" in done.stdout
    assert "sudo apt-get install -y --no-install-recommends fonts-lxgw-wenkai" in done.stderr
    assert "apt-get download texlive-lang-chinese" in done.stderr


def test_off_a_terminal_a_batch_tells_how_far_it_is_every_few_seconds(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = [0.0]
    monkeypatch.setattr(terminal, "monotonic", lambda: clock[0])
    lines = terminal.Lines(terminal.Terminal("zh"), "信", 300, told=0.0)
    for now in (1.0, 4.0, 6.0, 7.0, 12.0):
        clock[0] = now
        lines.count(50)
    assert capsys.readouterr().err == "信：150/300\n信：250/300\n"


def test_columns_stand_under_each_other_though_a_character_is_two_places_wide() -> None:
    lines = columns([["仿宋", "a"], ["ascii", "b"]])
    assert lines == ["仿宋   a", "ascii  b"]


def test_a_folder_that_is_gone_is_said_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    assert cli.run(["--lang", "zh", "build", "letter.yaml"]) == MachineError.exit_code
    assert "已经删去或改名" in capsys.readouterr().err
