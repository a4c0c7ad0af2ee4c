# Needs Python 3.11 to 3.13 and make; everything else comes from the lock file.
PYTHON ?= python3
BIN := .venv/bin
STAMP := .venv/.complete
STORY ?=
ARGS ?=

.PHONY: help setup demo test bench lint lock clean

help:
	@echo 'make demo [STORY=path]  broker, workers, a feed and a live view in this terminal; Ctrl-C ends it'
	@echo 'make test [ARGS=…]      lint and every suite, with a table of what ran and what was skipped'
	@echo 'make setup              build .venv from the lock file, compile the gazetteer'
	@echo 'make bench              stories a second, time of each stage (needs NEWSWIRE_DATA)'
	@echo 'make lint               ruff and mypy'
	@echo 'make lock               resolve the dependencies anew (needs uv)'
	@echo 'make clean              remove .venv and all caches of this folder'

setup: $(STAMP)

$(STAMP): requirements-dev.lock pyproject.toml
	@$(PYTHON) -c 'import sys; v = sys.version_info[:2]; sys.exit(None if (3, 11) <= v < (3, 14) else f"newswire needs Python 3.11, 3.12 or 3.13, not {v[0]}.{v[1]}: make PYTHON=python3.12 setup")'
	$(PYTHON) -m venv --clear .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	$(BIN)/newswire gazetteer
	@touch $@

demo: setup
	@$(BIN)/newswire demo $(if $(STORY),--story "$(STORY)") $(ARGS)

test: lint
	$(BIN)/pytest $(ARGS)

lint: setup
	$(BIN)/ruff check --quiet
	$(BIN)/ruff format --quiet --check
	$(BIN)/mypy stream tests grafana deploy

bench: setup
	$(BIN)/python tests/bench/throughput.py $(ARGS)

lock:
	uv pip compile --quiet pyproject.toml --extra demo --universal --generate-hashes --python-version 3.11 -o requirements.lock
	uv pip compile --quiet pyproject.toml --extra demo --group dev --universal --generate-hashes --python-version 3.11 -o requirements-dev.lock
	sed -n 's/^requires = \["\(.*\)"\]/\1/p' pyproject.toml | uv pip compile --quiet --no-annotate --custom-compile-command 'make lock' --constraint requirements-dev.lock --generate-hashes --python-version 3.11 -o deploy/build.lock -

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis build dist
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
