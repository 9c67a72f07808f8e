PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: install graph test check

$(VENV)/.installed: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade "pip>=25.1"
	$(BIN)/python -m pip install --quiet --editable . --group dev
	touch $@

install: $(VENV)/.installed

graph: install
	$(BIN)/caricc-graph build data/bulletins --out graph --processes 2
	$(BIN)/caricc-graph ask posts-held --official Yazlyyev
	$(BIN)/caricc-graph network --focus CARICC --out network.html

test: install
	$(BIN)/pytest -n auto

check: install
	$(BIN)/ruff check src tests benchmarks
	$(BIN)/ruff format --check src tests benchmarks
	$(BIN)/mypy
	$(BIN)/lint-imports
