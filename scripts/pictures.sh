#!/usr/bin/env bash
# Draw docs/pictures/NAME.png: the first page of each kind's example, as docgen really prints it.
set -euo pipefail
cd "$(dirname "$0")/.."

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
mkdir -p docs/pictures

for sample in templates/*/*/sample.yaml; do
    name=$(basename "$(dirname "$sample")")
    # A sample with a roster gives one file for each recipient; the first will do.
    pdf=$(.venv/bin/docgen build "$sample" --to pdf --out "$scratch/$name" | head -n 1)
    pdftoppm -r 60 -png -singlefile "$pdf" "docs/pictures/$name"
    echo "docs/pictures/$name.png"
done
