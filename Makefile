# make test    install into .venv and run every check
# make demo    read the sample reports and show the tally
# make docs    rebuild the pages that are made from the code, and the site in site/
# make exams   score the program on labelled texts

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
BASE := $(VENV)/.installed
INSTALLED := $(VENV)/.installed-dev

.DEFAULT_GOAL := help
.PHONY: help install test check demo docs exams clean

help:
	@sed -n 's/^# make/make/p' Makefile

install: $(INSTALLED)

# Only pyproject.toml decides what is installed; the package itself is installed in place.
$(BASE): pyproject.toml
	$(BIN)/python -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv --clear $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	touch $@

$(INSTALLED): $(BASE)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	touch $@

check: $(INSTALLED)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

test: check
	$(BIN)/python -m pytest --numprocesses auto --dist worksteal

demo: $(BASE)
	$(BIN)/tally demo examples

docs: $(INSTALLED)
	$(BIN)/python docs/build_commands.py
	$(BIN)/python docs/build_lexicons.py
	$(BIN)/python docs/build_examples.py
	$(BIN)/mkdocs build --strict

exams: $(INSTALLED)
	$(BIN)/python -m benchmarks.exams --all
	$(BIN)/python -m benchmarks.thread

clean:
	rm -rf $(VENV) build dist site .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache
