# Two commands for a newcomer: `make demo` and `make test`. Each sets up .venv by itself.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: demo test lint docs bench clean

demo: $(VENV)/.installed
	$(BIN)/article41 assess examples/shipments.csv
	@echo
	$(BIN)/article41 relief examples/trade.csv --on $$(date +%F) --scenario 'coal and iron=2371/op8' \
		--scenario 'export bans=commodity.export_ban'

test: $(VENV)/.dev
	$(BIN)/python -m pytest

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# Pages written from the law; tests compare them with what is committed.
docs: $(VENV)/.dev
	$(BIN)/article41 law pages docs
	$(BIN)/python -m tests.law.agreement

bench: $(VENV)/.dev
	$(BIN)/pip install --quiet --editable '.[bench]'
	$(BIN)/python benchmarks/assess.py
	$(BIN)/python benchmarks/lists.py

# .installed: the package alone; .dev: with what tests and linters need.
$(VENV)/.installed: pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(None if sys.version_info >= (3, 11) else "Python 3.11 or newer is needed; set PYTHON=...")'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --editable .
	touch $@

$(VENV)/.dev: $(VENV)/.installed
	$(BIN)/pip install --quiet --editable '.[dev]'
	$(BIN)/pip install --quiet --editable '.[ftm]' || echo 'without libicu-dev a test of FollowTheMoney is skipped'
	touch $@

clean:
	rm -rf $(VENV) build dist src/*.egg-info
