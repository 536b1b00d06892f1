# docgen for developers: `make help` lists what there is. A user needs none of it (see README.md).

SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help setup demo test torture bench pictures wheel-smoke lock clean

# The free 仿宋 that scripts/setup.sh unpacks; docgen/layout/fonts.py looks here before the machine's folders.
export DOCGEN_FONTS := $(CURDIR)/.fonts

# Tests start hundreds of processes: what one has compiled the next one reads.
unexport PYTHONDONTWRITEBYTECODE

# One more than there are cores, since many tests wait for a browser or another process; five at most.
WORKERS := $(shell cores=$$(nproc); echo $$((cores < 4 ? cores + 1 : 5)))

BIN := .venv/bin
DOCUMENTS = $(sort $(shell grep -rl --include='*.yaml' '^kind:' content))

help: ## show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: ## prepare this machine (Debian packages, fonts, .venv); quick when nothing is to do
	@scripts/setup.sh

demo: setup ## make every document of content/ as PDF and Word, in out/
	@$(BIN)/docgen build $(DOCUMENTS) --out out

test: ## run everything a change must pass: ruff, mypy, pytest
	@scripts/setup.sh test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest -q -n $(WORKERS) --dist loadfile --no-loadscope-reorder

torture: ## kill batches 500 times, every command at each disk operation; two at once; numbers; 20,000 texts; an hour of fuzz; the longest book in Word; Word files in a browser
	@scripts/setup.sh test torture
	@$(BIN)/python -m tests.torture.viewers
	@$(BIN)/python -m tests.torture.forms
	@$(BIN)/python -m tests.torture.ofd
	@$(BIN)/python -m tests.torture.kills 500
	@$(BIN)/python -m tests.torture.crashpoints
	@$(BIN)/python -m tests.torture.together 50
	@$(BIN)/python -m tests.torture.numbers 8 1000 100000
	@$(BIN)/python -m tests.torture.issues 500
	@$(BIN)/python -m tests.torture.fulldisk
	@$(BIN)/python -m tests.torture.previews
	@$(BIN)/python -m tests.torture.ending 1000
	@$(BIN)/python -m tests.torture.serving
	@$(BIN)/python -m tests.torture.cluster
	DOCGEN_TEXTS=20000 DOCGEN_FUZZ=50000 $(BIN)/pytest -q -n 0 tests/prose/test_typed_is_printed.py \
		tests/whole/test_fuzz.py tests/whole/test_fuzz_files.py
	DOCGEN_BOOKS=all $(BIN)/pytest -q -n 0 tests/write/word/test_handbooks.py

bench: ## measure speed and memory beside Typst, LibreOffice, WeasyPrint and docxtpl: half an hour
	@scripts/setup.sh bench
	@missed=0; for part in batch word book ofd web; do $(BIN)/python -m bench.$$part || missed=1; done; exit $$missed

pictures: ## draw docs/pictures/*.png, the first page of each kind's example
	@scripts/setup.sh pictures
	@scripts/pictures.sh

wheel-smoke: setup ## build the wheel and make a letter with it in an empty folder, without development packages
	@scripts/wheel-smoke.sh

lock: ## choose the versions of all packages anew: requirements/*.lock and the software bill in the wheel
	@scripts/lock.sh --upgrade

clean: ## remove what the other targets made (not .venv and .fonts)
	rm -rf out dist
