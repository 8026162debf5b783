# Find creators in 24 markets: `make run` serves, `make test` proves.
PYTHON ?= python3
BIN := .venv/bin
LOCK := config/requirements.txt
SIZE ?= 100k
# its build warns that folders are called like packages, which is what they are for
PIP := PYTHONWARNINGS=ignore $(BIN)/python -m pip --disable-pip-version-check install --quiet

.DEFAULT_GOAL := help
.PHONY: help setup run test relevance bench live faults check format lock clean

help: ## show what can be made
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: .venv/dev ## install everything, the tools of the tests too

run: .venv/run ## serve on http://127.0.0.1:8000 and watch the feeds, with sample creators where there are none
	@$(BIN)/python -m indexer sample --unless-there
	@# a market that failed (1) keeps its old data and stops nobody, nor does another watch (3) that syncs already
	@$(BIN)/python -m indexer sync || case $$? in 1 | 3) ;; *) exit 1 ;; esac
	@$(BIN)/python -m marketplace demo
	@# all in the background: a shell that waits for a command in the foreground passes no signal on
	@export MARKETPLACE_WEBHOOKS_TO_LOOPBACK=$${MARKETPLACE_WEBHOOKS_TO_LOOPBACK:-true}; \
		$(BIN)/python -m indexer watch & watch=$$!; $(BIN)/python -m marketplace worker & worker=$$!; \
		$(BIN)/python -m marketplace serve & serve=$$!; \
		trap 'kill $$serve $$watch $$worker 2>/dev/null' INT TERM HUP; \
		wait $$serve || wait $$serve; status=$$?; kill $$watch $$worker 2>/dev/null; wait; exit $$status

test: .venv/dev ## run the whole suite, on a real Elasticsearch too
	@$(BIN)/python -m pytest -n 2 --dist loadfile $(ARGS)

relevance: .venv/dev ## ask the judged searches of all languages, and print how right the answers are
	@$(BIN)/python -m pytest -q -s -p no:randomly tests/relevance $(ARGS)

bench: .venv/dev ## measure beside raw Elasticsearch at SIZE=100k (or 1m), into benchmarks/RESULTS.md
	@$(BIN)/python -m benchmarks --size $(SIZE) --write benchmarks/RESULTS.md $(ARGS)

live: .venv/dev ## measure deltas, freshness and searches beside a rebuild, into benchmarks/RESULTS.md
	@$(BIN)/python -m benchmarks.live --size $(SIZE) --write benchmarks/RESULTS.md $(ARGS)

faults: .venv/dev ## kill workers and servers 50 times on each database, and indexers 100 times on each engine, into RESULTS
	@EVENT_KILLS=$${EVENT_KILLS:-50} $(BIN)/python -m pytest -q -p no:randomly tests/faults/test_events_crash.py $(ARGS)
	@KILLS=$${KILLS:-100} KILLS_WRITE=benchmarks/RESULTS.md $(BIN)/python -m pytest -q -s -p no:randomly tests/faults/kills $(ARGS)

check: .venv/dev ## lint, types, imports, architecture
	@$(BIN)/ruff check --config config/ruff.toml .
	@$(BIN)/ruff format --config config/ruff.toml --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --config setup.cfg
	@$(BIN)/python -m pytest -q tests/architecture

format: .venv/dev ## write the code as ruff would
	@$(BIN)/ruff check --config config/ruff.toml --fix .
	@$(BIN)/ruff format --config config/ruff.toml .

lock: .venv/dev ## make config/requirements.txt anew from setup.cfg's ranges
	@$(BIN)/pip-compile --quiet --upgrade --no-header --no-annotate --strip-extras --no-emit-index-url \
		--no-emit-find-links --all-extras --output-file $(LOCK) setup.cfg

clean: ## remove what was installed, built and served here
	rm -rf .venv var build *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=python3.11 …")'
	@$(PYTHON) -m venv .venv

.venv/run: .venv/bin/python setup.cfg $(LOCK)
	@echo "installing into .venv …"
	@$(PIP) --constraint $(LOCK) --editable .
	@touch $@

.venv/dev: .venv/run
	@echo "installing the tools of the tests …"
	@$(PIP) --constraint $(LOCK) --editable '.[dev]'
	@touch $@
