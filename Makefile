# Needs Python 3.11+, pip, venv and make; everything else comes with the lock files.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: run test lint check format lock evaluate bench clean

run: $(VENV)/.run  ## Try it: no token, no server
	$(BIN)/python -m bot

test: $(VENV)/.dev  ## The whole test suite
	$(BIN)/python -m pytest

lint: $(VENV)/.dev  ## Style, types, the table of rooms, the knowledge, the image, known vulnerabilities
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m bot check
	$(BIN)/hadolint Dockerfile
	$(BIN)/python -m tools.audit requirements-dev.lock

check: $(VENV)/.run  ## What is wrong with the knowledge, to the line
	$(BIN)/python -m bot check

format: $(VENV)/.dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

evaluate: $(VENV)/.dev  ## How often it is right, on the labelled questions
	$(BIN)/python -m bot evaluate

bench: $(VENV)/.dev  ## How fast it is
	$(BIN)/python -m bot bench

lock:  ## Renew the lock files (needs uv)
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-header \
	    pyproject.toml -o requirements.lock
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-header \
	    --extra dev pyproject.toml -o requirements-dev.lock

clean:
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .import_linter_cache dist

$(VENV)/.run: requirements.lock
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements.lock
	touch $@

$(VENV)/.dev: requirements-dev.lock
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements-dev.lock
	touch $@ $(VENV)/.run
