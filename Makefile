PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: install graph test lint scores check

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

lint: install
	$(BIN)/ruff check src tests benchmarks
	$(BIN)/ruff format --check src tests benchmarks
	$(BIN)/mypy
	$(BIN)/lint-imports

# `make scores RAISE=--raise` raises the floors to the figures reached
scores: install
	$(BIN)/caricc-graph evaluate tests/gold/sample --sources data/bulletins --floors tests/gold/floors/sample.json $(RAISE)
	$(BIN)/caricc-graph evaluate tests/gold/partners --floors tests/gold/floors/partners.json $(RAISE)
	$(BIN)/caricc-graph evaluate tests/gold/set-aside --floors tests/gold/floors/set-aside.json $(RAISE)

check: lint scores
