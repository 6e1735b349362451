PYTHON ?= python3
ENV := .venv
# Windows keeps a virtual environment's programs elsewhere; LISEZMOI.md gives the commands there.
BIN := $(ENV)/bin
LOG ?= ../shared/data/uci_servicenow/incident_event_log.zip

.DEFAULT_GOAL := help
.PHONY: help demo test check lint format notebooks bench mutants lock

help:  ## this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/make \1\t\2/' | expand -t 20

demo: $(ENV)/runtime  ## set everything up, make the fictional engagement, serve it
	$(BIN)/infopilot demo $(ARGS)

test: $(ENV)/dev  ## set everything up, run every test and every analysis notebook
	$(BIN)/coverage erase
	$(BIN)/pytest --numprocesses auto --maxprocesses 4 --dist loadfile --cov --cov-report= $(ARGS)
	$(BIN)/pytest --nbval notebooks/analysis
	$(BIN)/coverage report --include='infopilot/model/*,infopilot/scoring/*' --fail-under=100
	$(BIN)/coverage report --fail-under=90 --format=total

lint: $(ENV)/dev  ## style, types, layers
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

check: lint test  ## all that must hold before a change lands

format: $(ENV)/dev  ## put every file in the house's format
	$(BIN)/ruff check --fix . ; $(BIN)/ruff format .

notebooks: $(ENV)/dev  ## run the analysis scripts and write their notebooks
	$(BIN)/python notebooks/build.py

bench: $(ENV)/dev  ## measure against what one would use instead: make bench LOG=event_log.zip
	$(BIN)/python benchmarks/tickets.py $(LOG)
	$(BIN)/python benchmarks/scores.py $(LOG) --engagements 1000

mutants: $(ENV)/dev  ## change the scores in every small way, and list the changes that no test notices
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --group mutation
	$(BIN)/mutmut run 'infopilot.scoring.statistics.poisson*'  # writes all mutants, and which tests reach what
	cd mutants && ../$(BIN)/python -m pytest -q -s -p tests.every_mutant -p no:cacheprovider --hypothesis-seed=1 tests/scoring

lock: $(ENV)/dev  ## choose the versions of constraints.txt anew
	$(BIN)/uv pip compile pyproject.toml --group dev --group mutation --extra spark --universal --no-header --no-annotate --output-file constraints.txt

$(ENV)/runtime: pyproject.toml constraints.txt
	$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "infopilot needs Python 3.11 or newer: make PYTHON=python3.12 ...")'
	test -x $(BIN)/python || $(PYTHON) -m venv $(ENV)
	$(BIN)/python -m pip install --quiet --upgrade 'pip>=25.1'
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable .
	touch $@

$(ENV)/dev: $(ENV)/runtime
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --group dev
	! command -v java >/dev/null || $(BIN)/python -m pip install --quiet --constraint constraints.txt --editable '.[spark]'
	touch $@
