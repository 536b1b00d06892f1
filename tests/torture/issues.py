"""`docgen issue` killed at random moments and run again: `python -m tests.torture.issues 500`.

Letters one by one, and a batch of 77 certificates: in the end register and archive agree, nothing is lost and
nothing numbered twice. Then single bytes of register and archive are changed, and each change is found.
"""

import os
import random
import shutil
import signal
import sys
import tempfile
from pathlib import Path
from time import monotonic, sleep

from docgen.pipeline.register.issue.auditing import archive_faults
from docgen.register.entries import ISSUED
from docgen.register.opening import begin_register, open_register
from docgen.register.verifying import verify
from tests.support.certificates import AWARDS, COMMENDED, roster
from tests.support.registers import edited
from tests.support.rosters import people
from tests.support.samples import document, project, write_files
from tests.torture.disk import begun, hidden, run

CERTIFICATES = "content/certificates/zheng.yaml"


def prepared(home: Path, letters: int, named: int) -> None:
    """Make a project with a register, letters without numbers, and certificates for `named` people."""
    titles = {f"letter{number}": f"关于第{number}件事的通知" for number in range(letters)}
    texts = {name: document(doc_number=None, title=title) for name, title in titles.items()}
    project(home, **texts)
    write_files(home, {CERTIFICATES: COMMENDED + AWARDS})
    roster(home, *(f"{{name: {name}, class: 个人}}" for name in people(named)))
    begin_register(home).store.close()


def killed(arguments: tuple[str, ...], home: Path, chance: random.Random, longest: float, most: int) -> int:
    """Run a command until it is through, killing it up to `most` times; return how often it was killed."""
    kills = 0
    while kills < most:
        log = home.with_name("log")
        process = begun(arguments, home, log)
        sleep(chance.uniform(0, longest))
        os.kill(process, signal.SIGKILL)
        if os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]) == 0:
            break
        kills += 1
    ended = run(arguments, home)
    assert ended.code == 0, ended.said
    return kills


def wrong(home: Path, numbers: dict[str, int]) -> list[str]:
    """Return what is not as it should be: `numbers` are how many each series should have."""
    with open_register(home) as register:
        found = [problem.text("en") for problem in verify(register).problems + archive_faults(home, register)]
        entries = list(register.entries())
    for series, count in numbers.items():
        serials = [entry.serial for entry in entries if entry.series == series and entry.state == ISSUED]
        if serials != list(range(1, count + 1)):
            found.append(f"{series}: {serials}")
    if len(entries) != sum(numbers.values()):
        found.append(f"{len(entries)} entries")
    return found + hidden(home)


def dealt(base: Path, wanted: int, letters: int, named: int, seed: int) -> tuple[int, list[str]]:
    """Deal so many kills over letters and certificates by turns; return them and what went wrong."""
    chance, kills, found = random.Random(seed), 0, []
    prepared(base / "peace", letters, named)
    start = monotonic()
    assert run(("issue", "content/letters/letter0.yaml"), base / "peace").code == 0
    single, start = monotonic() - start, monotonic()
    assert run(("issue", CERTIFICATES), base / "peace").code == 0
    many = monotonic() - start
    while kills < wanted:
        home = base / "home"
        prepared(home, letters, named)
        for number in range(letters):
            source = f"content/letters/letter{number}.yaml"
            kills += killed(("issue", source), home, chance, single, min(4, wanted - kills))
        kills += killed(("issue", CERTIFICATES), home, chance, many, min(12, wanted - kills))
        found += wrong(home, {"示食安办〔2024〕{}号": letters, "示食安办证〔2024〕{}号": named})
        shutil.rmtree(home)
        print(f"  {kills} kills, {len(found)} wrong", flush=True)  # noqa: T201
    return kills, found


def unseen_edits(home: Path, count: int, seed: int) -> list[str]:
    """Change one byte after another of register and archive; return the changes that nothing tells of."""
    chance, unseen = random.Random(seed), []
    files = [home / "register.db", home / "register.db.seal"] * 20
    files += [path for path in sorted((home / "archive").rglob("*")) if path.is_file()]
    for _ in range(count):
        path = chance.choice(files)
        data = path.read_bytes()
        path.chmod(0o644)
        at = chance.randrange(len(data))
        edited(path, at, lambda byte: byte ^ chance.randrange(1, 256))
        if not run(("register", "verify"), home).code:
            unseen.append(f"{path.relative_to(home)} {at}")
        path.write_bytes(data)
    return unseen


def main() -> None:
    """Deal as many kills as the call says, then change twice as many bytes."""
    wanted, seed = int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1
    with tempfile.TemporaryDirectory() as folder:
        kills, found = dealt(Path(folder), wanted, 5, 77, seed)
        print(f"{kills} kills of issue (seed {seed}), {len(found)} wrong", *found[:10], sep="\n  ")  # noqa: T201
        unseen = unseen_edits(Path(folder) / "peace", 2 * wanted, seed)
    print(f"{2 * wanted} bytes changed, {len(unseen)} not found", *unseen[:10], sep="\n  ")  # noqa: T201
    sys.exit(bool(found or unseen))


if __name__ == "__main__":
    main()
