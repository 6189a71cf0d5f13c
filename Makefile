# make run     opens Backstay; the first time it prepares everything that it needs
# make test    format, lint, types, import rules, tests
# make lock | shots | figures | schema | bench | soak | sockets | tones | clean
# ARGS="…" is handed on:  make run ARGS="list"   make test ARGS="tests/domain -x"

SHELL := /bin/sh
VENV  := .venv
PY    := $(VENV)/bin/python
PIP   := $(PY) -m pip -qq --disable-pip-version-check --no-input
ARGS  :=
# A worker for each core; tests/conftest.py says what goes where and what comes last.
SPREAD := -n auto --dist loadscope --no-loadscope-reorder

# A checkout that was moved or copied holds paths of its old place: its stamps carry another name.
HERE  := $(shell pwd | cksum | cut -d' ' -f1)
MADE  := $(VENV)/.made-$(HERE)
READY := $(VENV)/.ready-$(HERE)
DEV   := $(VENV)/.dev-$(HERE)

.PHONY: run test lock shots figures schema bench soak sockets tones clean
.NOTPARALLEL:

run: $(READY)
	@PYTHONPATH=src $(PY) -m backstay.desktop.preflight --install
	@$(PY) -m backstay $(ARGS)

test: $(DEV)
	@QT_QPA_PLATFORM=$${QT_QPA_PLATFORM:-offscreen} $(PY) -m backstay.desktop.preflight --install
	@echo "format"
	@$(PY) -m ruff format --quiet --check .
	@echo "lint"
	@$(PY) -m ruff check --quiet .
	@echo "types"
	@$(PY) -m mypy --no-error-summary src tests tools benchmarks
	@echo "import rules"
	@$(VENV)/bin/lint-imports --no-logo
	@echo "tests"
	@$(PY) -m pytest $(SPREAD) $(ARGS)

# Names, versions, markers and hashes only: no place that a package comes from is written into a file.
UV_COMPILE := $(VENV)/bin/uv --quiet pip compile --universal --generate-hashes --no-header --no-annotate \
	--python-version 3.11 pyproject.toml --group build

lock: $(DEV)
	@echo "requirements.lock"
	@$(UV_COMPILE) -o requirements.lock >/dev/null
	@echo "requirements-dev.lock"
	@$(UV_COMPILE) -c requirements.lock --group dev -o requirements-dev.lock >/dev/null

shots: $(DEV)
	@QT_QPA_PLATFORM=offscreen $(PY) -m tools.shots shots

figures: $(DEV)
	@QT_QPA_PLATFORM=offscreen $(PY) -m tools.figures figures

schema: $(READY)
	@$(PY) -m tools.schema

bench: $(DEV)
	@$(PY) -m benchmarks $(ARGS)

# Ten minutes of spoilt files. BACKSTAY_FUZZ_SEED=SEED:NUMBER makes one of them again.
# Ten thousand made-up weeks on joined computers. BACKSTAY_SYNC_SEED=SEED makes one of them again.
soak: $(DEV)
	@BACKSTAY_FUZZ_S=$${BACKSTAY_FUZZ_S:-600} $(PY) -m pytest tests/catalogue/test_fuzz.py $(ARGS)
	@BACKSTAY_SYNC_RUNS=$${BACKSTAY_SYNC_RUNS:-10000} $(PY) -m pytest tests/sync/test_convergence.py $(ARGS)

# The suite under strace: which kinds of socket it and all it starts ask for.
sockets: $(DEV)
	@$(PY) -m tools.sockets $(ARGS)

tones: $(READY)
	@$(PY) tools/tones.py

clean:
	@rm -rf build dist shots figures .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	@find . -name __pycache__ -not -path './$(VENV)/*' -prune -exec rm -rf {} +

$(MADE):
	@sh tools/make_venv.sh $(VENV)
	@touch $@

$(READY): $(MADE) requirements.lock pyproject.toml
	@echo "Installing the pinned packages; the first time this takes a few minutes"
	@$(PIP) install --require-hashes -r requirements.lock
	@$(PIP) install --no-index --no-deps --no-build-isolation --editable .
	@$(PY) -m backstay.desktop.preflight --install --nice || true
	@touch $@

$(DEV): $(READY) requirements-dev.lock
	@echo "Installing the pinned tools for tests"
	@$(PIP) install --require-hashes -r requirements-dev.lock
	@touch $@
