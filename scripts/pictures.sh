#!/usr/bin/env bash
# Draw docs/pictures/KIND.png, as docgen really prints it: the first page of a document of each kind that README.md shows;
# and docs/desk.png: a letter in the browser.
set -euo pipefail
cd "$(dirname "$0")/.."

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
mkdir -p docs/pictures
.venv/bin/docgen init "$scratch/project" >/dev/null 2>&1  # has an example of every kind

for document in $(grep -rl --include='*.yaml' '^kind:' "$scratch/project/content" | sort); do
    kind=$(sed -n 's|^kind: *[^/]*/\([a-z-]*\).*|\1|p' "$document")
    grep -q "docs/pictures/$kind.png" README.md || continue
    .venv/bin/docgen build "$document" --to pdf --out "$scratch" >"$scratch/paths"
    # A document with a roster gives one file for each recipient; the first will do.
    pdftoppm -r 80 -png -singlefile "$(head -n 1 "$scratch/paths")" "docs/pictures/$kind"
    echo "docs/pictures/$kind.png"
done

.venv/bin/docgen init "$scratch/office" --office 示例县教育局 --code 示教 >/dev/null 2>&1
.venv/bin/python -m tests.support.desk_picture "$scratch/office" letters/工作提醒函 docs/desk.png
