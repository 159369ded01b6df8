# Two commands for a newcomer: `make demo` and `make test`. Each sets up .venv by itself.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: demo test lint docs bench clean rust

demo: $(VENV)/.installed
	$(BIN)/article41 assess examples/shipments.csv
	@echo
	$(BIN)/article41 relief examples/trade.csv --on $$(date +%F) --scenario 'coal and iron=2371/op8' \
		--scenario 'export bans=commodity.export_ban'
	@echo
	$(BIN)/article41 monitor examples/monitor/comtrade.csv examples/monitor/baci_hs92_2021.csv --out build/monitor

test: $(VENV)/.dev
	cargo test --quiet --manifest-path rust/Cargo.toml
	$(BIN)/python -m pytest --numprocesses=auto --dist=loadfile

lint: $(VENV)/.dev
	cargo fmt --check --manifest-path rust/Cargo.toml
	cargo clippy --quiet --manifest-path rust/Cargo.toml --features python -- -D warnings
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
	$(BIN)/python benchmarks/monitor.py

# .installed: the package alone; .dev: with what tests and linters need.
# The name core is built with the package and again whenever its sources change.
RUST := $(wildcard rust/Cargo.* rust/build.rs rust/data/* rust/src/*.rs rust/src/*/*.rs rust/src/*/*/*.rs)

rust:
	@cargo --version >/dev/null 2>&1 || { echo "Rust 1.85 or newer is needed: install it from https://rustup.rs, or with your system's package manager (cargo)" >&2; exit 2; }

$(VENV)/.installed: pyproject.toml $(RUST) | rust
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
