"""How long a clerk waits from a key to the picture: `python -m bench.desk [EDITS]`, in a real browser.

By the browser's clock, from the `input` event to the picture that can be painted, and by the processor time of
the process that makes it, which a loaded machine does not change much. Needs Chromium (scripts/setup.sh test).
"""

import os
import sys
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

from playwright.sync_api import Page

from tests.support.browser import builders, looking, served
from tests.support.samples import ROOT, write_files

LETTER = "content/letters/reminder-2024-12.yaml"
NAMED = (LETTER, "content/offices.yaml", "content/figures/lhasa-2024.yaml")
TICK = 1000 / os.sysconf("SC_CLK_TCK")
SETTLE = "n => performance.getEntriesByName('key-to-picture').length > n"
"""True when one more picture was painted."""


def main(edits: int) -> None:
    """Print what a word and a new paragraph cost."""
    with TemporaryDirectory() as folder:
        home = Path(folder)
        write_files(home, {name: (ROOT / name).read_bytes() for name in NAMED})
        with served(home) as address, looking(address) as page:
            page.goto(f"http://{urlsplit(address).netloc}/documents/letters/reminder-2024-12")
            page.wait_for_selector("#pages img")
            sys.stdout.write(f"load of the machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores\n")
            for name, typed in (("a word", "字"), ("a new paragraph", "\n\n新的一段（示例）。")):
                waited = sorted(edit(page, typed) for _ in range(edits))
                clock = [one for one, _ in waited]
                cost = [one for _, one in waited]
                sys.stdout.write(
                    f"{name}: clock {median(clock):.0f} ms (least {clock[0]:.0f}), "
                    f"processor {median(cost):.0f} ms (least {min(cost):.0f})\n"
                )


def edit(page: Page, typed: str) -> tuple[float, float]:
    """Type at the end of the letter's first paragraph; return the clock's and the processor's milliseconds."""
    before = page.evaluate("performance.getEntriesByName('key-to-picture').length")
    spent = sum(map(processor_time, builders()))
    page.locator("#f-body").evaluate(
        "(e, typed) => { const at = e.value.indexOf('如下。') + 2; e.focus(); e.setSelectionRange(at, at);"
        " document.execCommand('insertText', false, typed); }",
        typed,
    )
    page.wait_for_function(SETTLE, arg=before)
    page.wait_for_timeout(300)  # other pages are drawn after the one in view
    cost = sum(map(processor_time, builders())) - spent
    return page.evaluate("performance.getEntriesByName('key-to-picture').at(-1).duration"), cost


def processor_time(process: int) -> float:
    """Return the milliseconds that a process has worked, by the kernel's ticks."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) * TICK


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20)
