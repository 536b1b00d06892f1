#!/usr/bin/env bash
# Try docgen as a user gets it: the wheel alone, in a new environment and an empty folder.
set -euo pipefail
cd "$(dirname "$0")/.."

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

.venv/bin/python -m hatchling build -t wheel -d "$scratch"
"${PYTHON:-python3}" -m venv "$scratch/venv"
"$scratch/venv/bin/pip" install --quiet "$scratch"/*.whl

cd "$scratch"
venv/bin/docgen doctor
venv/bin/docgen init office
cd office
../venv/bin/docgen build content/letters/*.yaml content/reports/*.yaml
../venv/bin/docgen new handbooks/cadre content/handbooks/mine
../venv/bin/docgen build content/handbooks/mine content/handbooks/policy
