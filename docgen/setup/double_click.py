"""Starters (双击即开): files in a project's folder that open its desk by a double click, without a terminal.

`开始.bat` is for Windows; it finds its folder by itself, also on a network drive (pushd). `开始.desktop` is
for UOS, Kylin and other Linux desktops, which give such a file no folder: it names the one it was made in,
and falls back on its own place (%k) when that has moved. Both take `docgen` from the path, and
the program that made them where there is none.
"""

import os
import sys
from pathlib import Path

from docgen.foundation.messages import say

BATCH, ENTRY = "开始.bat", "开始.desktop"
LINE_END = "\r\n"
"""cmd.exe misreads labels in files whose lines end as on Linux."""
SCRIPT = (
    '[ -d "$1/content" ] && cd "$1" || cd "$(dirname "${3#file://}")"; '
    'if command -v docgen >/dev/null; then docgen serve .; else "$2" -m docgen serve .; fi || read _'
)
"""$1 is the folder, $2 Python, $3 where the starter stands now, if told. What fails stays to be read."""


def starters(
    folder: Path, lang: str, python: str = sys.executable, system: str = os.name
) -> dict[str, bytes]:
    """Return the starters of the project at `folder` by their names."""
    return {
        BATCH: batch(lang, python if system == "nt" else "").encode(),
        ENTRY: entry(folder.resolve(), lang, python).encode(),
    }


def batch(lang: str, python: str) -> str:
    """Return the starter for Windows. It is UTF-8 and says so; `python` is where docgen was installed."""
    own = [f'if exist "{python}" "{python}" -m docgen serve . & goto done'] if python else []
    lines = [
        "@echo off",
        "chcp 65001 >nul",
        'pushd "%~dp0"',
        "where docgen >nul 2>nul && goto found",
        *(line.replace("%", "%%") for line in own),
        "where py >nul 2>nul && goto python",
        f"echo {say('starter.not-installed', lang)}",
        "pause",
        "goto done",
        ":found",
        "docgen serve . || pause",
        "goto done",
        ":python",
        "py -m docgen serve . || pause",
        ":done",
        "popd",
        "",
    ]
    return LINE_END.join(lines)


def entry(folder: Path, lang: str, python: str) -> str:
    """Return the starter for Linux (Desktop Entry Specification 1.5)."""
    words = " ".join(quoted(word) for word in ("sh", "-c", SCRIPT, "sh", str(folder), python))
    lines = [
        "[Desktop Entry]",
        "Type=Application",
        f"Name={say('starter.name', lang)}",
        f"Exec={words} %k",
        "Icon=x-office-document",
        "Terminal=true",
        "Categories=Office;",
        "",
    ]
    return "\n".join(lines)


def quoted(word: str) -> str:
    """Return an argument as `Exec` has it.

    Within its quotes a backslash stands before `"`, `` ` ``, `$` and itself; the value as a whole is a
    string, in which each backslash is written twice; `%` begins a field code unless it is doubled.
    """
    inner = "".join(f"\\{sign}" if sign in '"`$\\' else sign for sign in word)
    return '"' + inner.replace("\\", "\\\\").replace("%", "%%").replace("\n", "\\n") + '"'
