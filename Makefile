# Two commands: `make run` serves the page and the API, `make test` runs every check.
PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8000
WORKERS ?= 1
VENV := .venv
BIN := $(VENV)/bin

.PHONY: help run docs test lint types imports tests clean

help:
	@echo "make run    install into .venv and serve http://$(HOST):$(PORT)  (HOST=, PORT=, WORKERS=)"
	@echo "make test   install what tests need and run lint, types, import contracts and tests"
	@echo "make docs   build the site of docs/ into site/"
	@echo "make clean  remove .venv and caches"

# The stamps make a second run start at once: pip runs again only when pyproject.toml changes.
$(BIN)/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.base: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[files]'
	@touch $@

$(VENV)/.dev: pyproject.toml requirements-dev.txt requirements-docs.txt | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[all,spark]' -r requirements-dev.txt
	@touch $@ $(VENV)/.base

run: $(VENV)/.base
	$(BIN)/jobskills serve --host $(HOST) --port $(PORT) --workers $(WORKERS)

$(VENV)/.docs: pyproject.toml requirements-docs.txt | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable . -r requirements-docs.txt
	@touch $@

docs: $(VENV)/.docs
	$(BIN)/python docs/build_site.py

test: lint types imports tests

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.dev
	$(BIN)/mypy

imports: $(VENV)/.dev
	$(BIN)/lint-imports

tests: $(VENV)/.dev
	$(BIN)/pytest

clean:
	rm -rf $(VENV) site .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
