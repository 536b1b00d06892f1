"""What a browser shows of every sample's Word file: `python -m tests.torture.viewers`.

docx-preview in Chromium is a reader of another maker than LibreOffice; phones and web mails show as it does,
text in the flow and boxes by their fallback. All words must be there in order, the red head red and above
the title, the 版记 below it. What it cannot do is shown too, so that the list shrinks when it learns: it
prints no results of fields (numbers of pages, of captions and of what refers to them), sets no type narrower
(a long masthead leaves its page), keeps boxes in the order of the file and has pages of its own length.
"""

import base64
import html
import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from tests.support import parity, samples
from tests.support.reading import missing, shown

TOOLS = samples.ROOT / ".tools" / "node_modules"
LIBRARIES = (TOOLS / "jszip/dist/jszip.min.js", TOOLS / "docx-preview/dist/docx-preview.min.js")
CERTIFICATE = "content/certificates/completion-2024"
SPACE = re.compile(r"[\s\xad\u200b]+")
RED = re.compile(r"rgb\((1[6-9]\d|2\d\d), \d{1,2}, \d{1,2}\)")
PAGE = """<!DOCTYPE html><meta charset="utf-8"><body>{libraries}<script>
const files = {files};
async function told(name) {{
  const place = document.createElement("div");
  document.body.append(place);
  await docx.renderAsync(Uint8Array.from(atob(files[name]), c => c.charCodeAt(0)), place, place);
  const found = [], walker = document.createTreeWalker(place, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {{
    const text = walker.currentNode, range = document.createRange(), own = text.parentElement;
    if (own.closest("style")) continue;
    range.selectNodeContents(text);
    const box = range.getBoundingClientRect(), look = getComputedStyle(own);
    const seen = look.visibility === "visible" && box.width > 0 && box.height > 0;
    found.push({{words: text.data, seen: seen, colour: look.color, top: box.top}});
  }}
  place.remove();
  return found;
}}
(async () => {{
  const all = {{}};
  for (const name in files) all[name] = await told(name);
  const end = document.createElement("pre");
  end.id = "told";
  end.textContent = JSON.stringify(all);
  document.body.append(end);
}})();
</script>"""


@dataclass(frozen=True)
class Piece:
    """Words as the browser shows them."""

    words: str
    seen: bool  # on the page, in a colour and a size
    colour: str
    top: float


def read(files: Mapping[str, bytes]) -> dict[str, list[Piece]]:
    """Return what the browser shows of each Word file, in order; it is started once."""
    coded = json.dumps({name: base64.b64encode(data).decode() for name, data in files.items()})
    libraries = "".join(f'<script src="{path.as_uri()}"></script>' for path in LIBRARIES)
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "files.html"
        page.write_text(PAGE.format(libraries=libraries, files=coded), encoding="utf-8")
        told = re.search(r'<pre id="told">(.*?)</pre>', browsed(page, Path(folder)), re.DOTALL)
    assert told, "the browser has shown nothing"
    found = json.loads(html.unescape(told[1]))
    return {
        name: [Piece(SPACE.sub("", one.pop("words")), **one) for one in pieces]
        for name, pieces in found.items()
    }


def browsed(page: Path, folder: Path) -> str:
    """Return a page as it stands when its scripts are done."""
    command = [browser(), "--headless", "--no-sandbox", "--disable-gpu", "--allow-file-access-from-files"]
    command += [f"--user-data-dir={folder / 'browser'}", "--virtual-time-budget=600000", "--dump-dom"]
    return subprocess.run(
        [*command, page.as_uri()], check=True, capture_output=True, text=True, timeout=600
    ).stdout


def browser() -> str:
    """Return the browser's program, which scripts/setup.sh fetches with the libraries."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    assert found, "no Chromium: run `scripts/setup.sh torture`"
    assert all(path.exists() for path in LIBRARIES), "no docx-preview: run `scripts/setup.sh torture`"
    return found


def faults(page: str, pieces: list[Piece]) -> Iterator[str]:
    """Yield what is wrong with a sample, composed as `page`, as the browser shows it."""
    text = "".join(piece.words for piece in pieces)
    wanted = [SPACE.sub("", one) for one in shown(without_fields(page))]
    lost = [one for one in wanted if one not in text] if 'class="ground"' in page else missing(wanted, text)
    yield from (f"not in its place: {one}" for one in lost)
    yield from (f"not to be seen: {one.words}" for one in pieces if one.words and not one.seen)
    head, title, imprint = (beginning(page, part) for part in ("masthead", "title", "imprint"))
    tops = [[one.top for one in pieces if part and part in one.words] for part in (head, title, imprint)]
    if head and not any(head in one.words and RED.match(one.colour) for one in pieces):
        yield "the masthead is not red"
    if tops[0] and tops[1] and min(tops[0]) > min(tops[1]):
        yield "the masthead stands under the title"
    if imprint and not (tops[2] and max(tops[2]) > min(tops[1], default=0.0)):
        yield "the 版记 does not stand under the text"


def without_fields(page: str) -> str:
    """Return a page without the numbers that Word works out as the results of fields."""
    root = etree.HTML(page)
    for one in root.xpath("//a[@class='mention'] | //span[contains(@class, '-number') and @id]"):
        one.text = None
    return etree.tostring(root, encoding="unicode")


def beginning(page: str, part: str) -> str:
    """Return the words with which the first element of a class begins, '' where there is none."""
    for found in etree.HTML(page).xpath(f"//*[contains(concat(' ', @class, ' '), ' {part} ')]"):
        return next(iter(shown(etree.tostring(found, encoding="unicode", with_tail=False))), "")
    return ""


def cannot(pieces: list[Piece]) -> dict[str, bool]:
    """Return what the browser does not do, by name: True where it still does not."""
    return {"numbers of pages": not any(re.fullmatch(r"—\d+—", piece.words) for piece in pieces)}


def main() -> int:
    """Show every sample, print what is wrong; return 1 when something is."""
    names = [*parity.SAMPLES, CERTIFICATE]
    found = read({name: samples.docx(name).data for name in names})
    wrong = 0
    for name in names:
        for fault in faults(samples.pages(name)[0].composed.html, found[name]):
            wrong += 1
            sys.stdout.write(f"{name}: {fault}\n")
    kept = [what for what, still in cannot(found[names[0]]).items() if still]
    sys.stdout.write(f"{len(names)} files shown by a browser, {wrong} faults; it does not do: {kept}\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
