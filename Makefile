# `make demo` and `make test` set themselves up: Python, make and a package index do.
PYTHON ?= python3
VENV := .venv
INTEROP := .venv-interop
BIN := $(VENV)/bin
BENCH := .venv-bench
WASM := .venv-pyodide
SOURCES := $(shell find connectcases_typed -name '*.py') pyproject.toml
# Every Python this library supports; `test-all` runs on those the machine has.
PYTHONS := 3.11 3.12 3.13 3.14
# The versions that are installed; none for the newest. `make lock` writes them.
LOCK := locks/dev.txt

.PHONY: demo test lint types unit test-aiobotocore test-floor test-all test-314 \
	test-315 test-random newest drift fuzz interop bench mutate-events lock clean

# $(call install,FOLDER,LOCK,WHAT): WHAT into the virtual environment FOLDER, in the
# versions of LOCK. pip and what builds the wheel are locked like everything else.
define install
	test -d $(1) || $(PYTHON) -m venv $(1)
	$(1)/bin/python -m pip install --quiet --upgrade $(addprefix --constraint ,$(2)) pip
	$(1)/bin/python -m pip install --quiet $(addprefix --constraint ,$(2)) \
		$(addprefix --build-constraint ,$(2)) $(3)
endef

demo: $(VENV)/installed
	$(BIN)/python docs/tour.py $(ARGS)

test: lint types unit

lint: $(VENV)/installed
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: $(VENV)/installed
	$(BIN)/mypy
	$(BIN)/basedpyright --pythonpath $(BIN)/python

unit: $(VENV)/installed
	$(BIN)/pytest -n 2 --dist loadfile $(TESTS) --cov --cov-report=term

# aiobotocore pins a botocore of its own, and so needs an environment of its own.
test-aiobotocore: .venv-aiobotocore/installed
	.venv-aiobotocore/bin/pytest --confcutdir=tests/aiobotocore tests/aiobotocore

.venv-aiobotocore/installed: $(SOURCES) locks/aiobotocore.txt
	$(call install,.venv-aiobotocore,locks/aiobotocore.txt,--group aiobotocore ".[async]")
	touch $@

# On the oldest versions that pyproject.toml admits.
test-floor:
	$(MAKE) unit VENV=.venv-floor LOCK=locks/floor.txt TESTS=tests

test-all:
	@sh tests/every_python.sh "$(PYTHONS)"

# On Pythons that the machine need not have: CPython as WebAssembly, in Node. All tests
# but those that need threads, processes, an event loop or a package that is not pure
# Python. 3.15 is a release candidate there. Needs node and npm besides Python.
test-314 test-315: test-3%: $(VENV)/installed
	mkdir -p $(WASM)
	cp tests/pyodide/package.json tests/pyodide/package-lock.json $(WASM)
	npm ci --silent --prefix $(WASM)
	rm -rf $(WASM)/site
	$(BIN)/python -m pip install --quiet --target $(WASM)/site --only-binary :all: \
		--python-version 3.$* --implementation py --abi none --platform any \
		--constraint locks/pyodide.txt --build-constraint locks/pyodide.txt \
		--group pyodide ".[async]"
	node tests/pyodide/run.mjs $(WASM)/node_modules/pyodide-3$* $(WASM)/site . \
		-p no:cacheprovider --confcutdir=tests $(or $(TESTS),.)

# Modules, and the tests in each, in an order drawn anew; the header names the seed.
# To have an order again: make test-random SEED=12345. Examples of a page build on each
# other, so the docs are not among them.
test-random: $(VENV)/installed
	$(BIN)/pytest -n 2 --dist loadfile --random-order-bucket=module \
		$(if $(SEED),--random-order-seed=$(SEED),--random-order) $(or $(TESTS),tests)

# Everything in its newest version, whatever is locked. Where the service has moved on,
# one test fails and says so; where a tool has, that tool does.
newest:
	rm -rf .venv-newest
	$(MAKE) --keep-going lint types unit VENV=.venv-newest LOCK=

# What the newest botocore has and the models have not, or the other way round.
drift:
	$(call install,.venv-drift,,--upgrade boto3 .)
	.venv-drift/bin/python tests/parity/drift.py

# Half a million mutated answers, none of which may be misread. SEED=7 for others.
fuzz: $(VENV)/installed
	cd tests && ../$(BIN)/python -m client.fuzz $(or $(NUMBER),500000) $(or $(SEED),0)

# Other SDKs on the embedded service, over HTTP. Needs node and npm besides Python.
interop: $(VENV)/installed
	$(call install,$(INTEROP),locks/interop.txt,--group interop)
	cp tests/interop/package.json tests/interop/package-lock.json $(INTEROP)
	npm ci --silent --prefix $(INTEROP)
	$(BIN)/python tests/interop/run.py $(INTEROP)

# The clients side by side, each in a process of its own. ROUNDS=5 for a quick look.
bench:
	$(call install,$(BENCH),locks/bench.txt,--compile --group bench)
	$(call install,$(BENCH),locks/bench.txt,--compile --force-reinstall --no-deps .)
	$(call install,$(BENCH),locks/bench.txt,--compile .)
	$(BENCH)/bin/python benchmarks/bench.py $(ROUNDS)

# Events that are slightly wrong, by their numbers: each is read or refused, none breaks.
mutate-events: $(VENV)/installed
	$(BIN)/python -m tests.events.mutations 100000

# What is tested is the wheel, installed; not the folder it is built from.
$(VENV)/installed: $(SOURCES) $(LOCK)
	$(call install,$(VENV),$(LOCK),--group dev ".[testing]")
	touch $@

# Write all locks anew, with the newest versions there are. One file does for every
# Python: where versions differ, it says for which Python each is.
COMPILE := .venv-lock/bin/uv pip compile --quiet --universal --python-version 3.11 \
	--upgrade --custom-compile-command "make lock"
lock:
	$(call install,.venv-lock,,--upgrade uv)
	$(COMPILE) pyproject.toml --all-extras --group setup --group dev -o locks/dev.txt
	$(COMPILE) pyproject.toml --extra async --group setup --group aiobotocore \
		-o locks/aiobotocore.txt
	$(COMPILE) --group setup --group interop -o locks/interop.txt
	$(COMPILE) pyproject.toml --group setup --group bench -o locks/bench.txt
	$(COMPILE) pyproject.toml --extra async --extra testing --no-deps \
		--resolution lowest-direct -o .venv-lock/lowest.txt
	$(COMPILE) pyproject.toml --all-extras --group setup --group dev \
		--constraint .venv-lock/lowest.txt -o locks/floor.txt
	$(COMPILE) pyproject.toml --extra async --group setup --group pyodide \
		-o locks/pyodide.txt
	$(foreach folder,tests/interop tests/pyodide,rm -f $(folder)/package-lock.json && \
		npm install --silent --package-lock-only --omit-lockfile-registry-resolved \
		--prefix $(folder) &&) true

clean:
	rm -rf $(VENV) .venv-* build dist .coverage .mypy_cache .pytest_cache .ruff_cache
