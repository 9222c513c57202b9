# Everything below works on a machine that has only Python 3.11 or newer and a package registry.
PYTHON ?= python3
RUNS ?= 20000
SEED ?= 1
LOCALE ?= en
BIN := .venv/bin
UV := $(BIN)/uv
export PYTHONUTF8 := 1

.PHONY: run test check fuzz format lock benchmarks rules-report clean

run: .venv/.run
	$(BIN)/towpath open

test: .venv/.dev
	sh tests/system-packages.sh
	$(BIN)/coverage erase
	sh tests/all.sh $(BIN) $(ARGS)
	sh tests/coverage.sh

check: .venv/.dev
	$(BIN)/ruff format --check src tests benchmarks
	$(BIN)/ruff check src tests benchmarks
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(MAKE) test
	$(MAKE) fuzz
	sh tests/wheel.sh

fuzz: .venv/.dev
	sh tests/fuzz/run.sh $(BIN)/python $(RUNS) $(SEED)

format: .venv/.dev
	$(BIN)/ruff format src tests benchmarks
	$(BIN)/ruff check --fix src tests benchmarks

lock: .venv/.dev
	$(UV) pip compile --quiet --generate-hashes --universal --python-version 3.11 --no-header --no-emit-index-url pyproject.toml -o requirements.lock
	$(UV) pip compile --quiet --generate-hashes --universal --python-version 3.11 --no-header --no-emit-index-url pyproject.toml --group dev -o requirements-dev.lock

rules-report: .venv/.dev
	$(BIN)/python -m benchmarks.rules_report $(EVERYDAY) --locale $(LOCALE) $(if $(KEEP),--keep "$(KEEP)") $(if $(SEEN),--seen)

clean:
	rm -rf .venv dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .coverage .coverage.* fuzz-*

.venv/.uv:
	$(PYTHON) -c 'import sys; sys.exit("Towpath needs Python 3.11 or newer" if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --require-hashes --only-binary :all: -r requirements-uv.lock
	touch $@

.venv/.run: .venv/.uv requirements.lock pyproject.toml
	$(UV) pip install --quiet --python $(BIN)/python --require-hashes -r requirements.lock
	$(UV) pip install --quiet --python $(BIN)/python --no-deps --editable .
	touch $@

.venv/.dev: .venv/.uv requirements-dev.lock pyproject.toml
	$(UV) pip sync --quiet --python $(BIN)/python --require-hashes requirements-dev.lock
	$(UV) pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
	touch $@ .venv/.run
