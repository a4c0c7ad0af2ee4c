# Needs Python >= 3.11 and make; everything else comes from the lock file.
PYTHON ?= python3
BIN := .venv/bin
STAMP := .venv/.complete

.PHONY: setup test demo bench lint lock clean

setup: $(STAMP)

$(STAMP): requirements-dev.lock pyproject.toml
	@$(PYTHON) -c 'import sys; v = sys.version_info[:2]; sys.exit(None if (3, 11) <= v < (3, 14) else f"newswire needs Python 3.11, 3.12 or 3.13, not {v[0]}.{v[1]}: make PYTHON=python3.12 setup")'
	$(PYTHON) -m venv --clear .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

lock:
	uv pip compile --quiet pyproject.toml --extra demo --universal --generate-hashes --python-version 3.11 -o requirements.lock
	uv pip compile --quiet pyproject.toml --extra demo --group dev --universal --generate-hashes --python-version 3.11 -o requirements-dev.lock
