#!/usr/bin/env bash
# Draw docs/pictures/KIND.png: the first page of a document of each kind, as docgen really prints it.
set -euo pipefail
cd "$(dirname "$0")/.."

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
mkdir -p docs/pictures

for document in $(grep -rl --include='*.yaml' '^kind:' content | sort); do
    kind=$(sed -n 's|^kind: *[^/]*/\([a-z-]*\).*|\1|p' "$document")
    .venv/bin/docgen build "$document" --to pdf --out "$scratch" >"$scratch/paths"
    # A document with a roster gives one file for each recipient; the first will do.
    pdftoppm -r 80 -png -singlefile "$(head -n 1 "$scratch/paths")" "docs/pictures/$kind"
    echo "docs/pictures/$kind.png"
done
