# Works from a clean checkout with Python 3.11 or newer and make.
PYTHON := $(or $(wildcard .venv/bin/python),$(shell for python in python3.11 python3.12 python3.13 python3; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$python && break; done),python3)
BIN := .venv/bin
.DEFAULT_GOAL := help
.PHONY: help demo setup test check fix docs lock

help: ## Say what there is
	@grep -E '^[a-z]+:.*##' Makefile | sed -E 's/:.*## /\t/' | expand -t 10

demo: ## Run coplan with its example at http://localhost:8000
	@$(PYTHON) tools/setup.py run
	@$(BIN)/coplan demo

setup: ## Everything needed to work on coplan, in .venv
	@$(PYTHON) tools/setup.py dev

test: setup ## All tests: SQLite with a browser, then PostgreSQL
	@$(BIN)/python tools/test.py

check: setup ## Style, types, layers, templates, pending migrations
	@$(BIN)/python tools/check.py

fix: setup ## Mend what can be mended by machine
	@$(BIN)/ruff check --fix --quiet .
	@$(BIN)/ruff format --quiet .

docs: setup ## Write again the pages made from the code
	@$(BIN)/python tools/docs.py

lock: setup ## Lock the dependencies in pyproject.toml; UP="name name" moves those to their newest release
	@$(BIN)/python tools/lock.py $(UP)
