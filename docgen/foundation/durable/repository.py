"""A folder whose history git keeps: files that were saved become a commit of whoever saved them.

The machine's own `git` is asked, with arguments from this file alone, and nothing of the repository is run
(hooks, monitors, signing, upkeep). Only the files that were saved are committed: whatever else somebody has
changed or staged stays as it is.
"""

import os
import subprocess
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from shutil import which

from ..errors import MachineError, Place, Problem
from ..working_folder import whole

QUIET = (
    "core.hooksPath=/dev/null",
    "core.fsmonitor=false",
    "commit.gpgSign=false",
    "gc.auto=0",
    "maintenance.auto=false",
    "core.autocrlf=false",
)
"""What a repository may not ask for while we commit: nothing of it is run, and no byte is changed."""
OURS = ("docgen", "docgen@localhost")
"""Who commits; the author is whoever saved."""
SECONDS, TRIES, PAUSE = 20, 30, 0.1
LOCKED = "index.lock"
"""In what git says while another commits."""


def commit_files(root: Path, files: Iterable[Path], message: str, name: str = "", login: str = "") -> bool:
    """Commit files of the project at `root` as saved by `name`; say whether there was anything to commit.

    Nothing is done where there is no git, the project or its content/ is no repository of its own, the files
    are as they were or are kept out of the history. Without a name the author is whom git knows at this desk.
    Raises MachineError when git refuses: the files are saved all the same.
    """
    paths = [str(whole(file)) for file in files]
    home = repository_of(root) if which("git") and paths else None
    changed = changed_files(home, paths) if home else []
    if home is None or not changed:
        return False
    author = f"{plain(name)} <{plain(login) or 'desk'}@localhost>" if plain(name) else known_author(home)
    with_retries(home, "add", "--all", "--", *changed)
    said = (f"--author={author}", f"--message={message}", "--cleanup=verbatim")
    with_retries(home, "commit", "--quiet", "--only", *said, "--", *changed)
    return True


def repository_of(root: Path) -> Path | None:
    """Return the repository that keeps a project's content: in the project's folder or in content/ itself.

    One around the project is another's.
    """
    return next((home for home in (root / "content", root) if (home / ".git").exists()), None)


def changed_files(home: Path, paths: Sequence[str]) -> list[str]:
    """Return which files differ from what is committed, gone ones too; of a folder those in it.

    Those that are kept out of the history do not.
    """
    asked = ("status", "--porcelain", "-z", "--no-renames", "--untracked-files=all", "--", *paths)
    return [line[len("XY ") :] for line in told(home, *asked).split("\0") if line]


def known_author(home: Path) -> str:
    """Return whom git takes for the author at this desk; docgen where it knows nobody."""
    done = run(home, "config", "user.name"), run(home, "config", "user.email")
    name, mail = (plain(one.stdout) if one.returncode == 0 else "" for one in done)
    return f"{name or OURS[0]} <{mail or OURS[1]}>"


def plain(text: str) -> str:
    """Return a name without what would end it in a commit."""
    return " ".join(
        "".join(sign if sign.isprintable() and sign not in "<>" else " " for sign in text).split()
    )


def with_retries(home: Path, *arguments: str) -> None:
    """Run git; while another commits it is asked again. Raises MachineError when it refuses."""
    for _ in range(TRIES):
        done = run(home, *arguments)
        if done.returncode == 0 or LOCKED not in done.stderr:
            break
        time.sleep(PAUSE)
    accepted(home, done)


def told(home: Path, *arguments: str) -> str:
    """Return what git says. Raises MachineError when it refuses."""
    return accepted(home, run(home, *arguments))


def accepted(home: Path, done: "subprocess.CompletedProcess[str]") -> str:
    """Return what git said. Raises MachineError when it refused."""
    if done.returncode:
        said = done.stderr.strip() or done.stdout.strip()
        reason = said.splitlines()[0] if said else str(done.returncode)
        raise MachineError([Problem("commit-refused", Place(home), {"reason": reason})])
    return done.stdout


def run(home: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    """Return what became of git in a repository: it asks nobody, and hears nothing of the caller's git."""
    settings = [part for one in QUIET for part in ("-c", one)]
    call = ["git", "--no-pager", "--literal-pathspecs", *settings, *arguments]
    own = {name: text for name, text in os.environ.items() if not name.startswith("GIT_")}
    name, mail = OURS
    committer = {"GIT_COMMITTER_NAME": name, "GIT_COMMITTER_EMAIL": mail, "GIT_TERMINAL_PROMPT": "0"}
    try:
        return subprocess.run(
            call,
            cwd=home,
            env={**own, **committer, "LC_ALL": "C.UTF-8"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return subprocess.CompletedProcess(call, 1, "", str(error))
