#!/usr/bin/env bash
# Choose anew the version of every package, with its hashes: requirements/*.lock, and the software bill from them.
#
#   scripts/lock.sh [--upgrade]     without it what is locked stays where pyproject.toml allows it
#
# The files name no index: each machine asks its own.
set -euo pipefail
cd "$(dirname "$0")/.."

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
"${PYTHON:-python3}" -m venv "$scratch/tools"
"$scratch/tools/bin/pip" install --quiet uv 'cyclonedx-bom>=7' >&2

lock() { # name argument...
    "$scratch/tools/bin/uv" pip compile --quiet --universal --python-version 3.11 --generate-hashes \
        --no-emit-index-url --no-annotate --no-header "${@:2}" --output-file "requirements/$1.lock" pyproject.toml
}

lock run --extra cluster --extra codes --extra login --extra server --extra web "$@"
lock develop --group dev --constraint requirements/run.lock "$@"
lock bench --group dev --group bench --constraint requirements/develop.lock "$@"
"${PYTHON:-python3}" -m venv --without-pip "$scratch/run"
"$scratch/tools/bin/uv" pip install --quiet --python "$scratch/run" --require-hashes -r requirements/run.lock
"$scratch/tools/bin/cyclonedx-py" environment "$scratch/run" --pyproject pyproject.toml \
    --output-reproducible --spec-version 1.6 --output-format JSON --output-file "$scratch/bill.json"
# Addresses are left out: what is in the wheel does not depend on where it was fetched.
"${PYTHON:-python3}" - "$scratch/bill.json" requirements/docgen.cdx.json <<'PYTHON'
import json
import pathlib
import sys

source, target = map(pathlib.Path, sys.argv[1:])
bill = json.loads(source.read_text("utf-8"))
for component in [bill["metadata"]["component"], *bill["components"], *bill["metadata"].get("tools", {}).get("components", [])]:
    component.pop("externalReferences", None)
target.write_text(json.dumps(bill, ensure_ascii=False, indent=1) + "\n", "utf-8")
PYTHON
