# `make demo` and `make test` set themselves up: Python, make and a package index do.
PYTHON ?= python3
VENV := .venv
INTEROP := .venv-interop
BIN := $(VENV)/bin
BENCH := .venv-bench
SOURCES := $(shell find connectcases_typed -name '*.py') pyproject.toml
# Every Python this library supports; `test-all` runs on those the machine has.
PYTHONS := 3.11 3.12 3.13

.PHONY: demo test lint types unit test-aiobotocore test-floor test-all drift fuzz interop bench clean

demo: $(VENV)/installed
	$(BIN)/python docs/tour.py $(ARGS)

test: lint types unit

lint: $(VENV)/installed
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: $(VENV)/installed
	$(BIN)/mypy
	$(BIN)/basedpyright

unit: $(VENV)/installed
	$(BIN)/pytest -n 2 --dist loadfile $(TESTS) --cov --cov-report=term

# aiobotocore pins a botocore of its own, and so needs an environment of its own.
test-aiobotocore: .venv-aiobotocore/installed
	.venv-aiobotocore/bin/pytest --confcutdir=tests/aiobotocore tests/aiobotocore

.venv-aiobotocore/installed: $(SOURCES)
	test -d .venv-aiobotocore || $(PYTHON) -m venv .venv-aiobotocore
	.venv-aiobotocore/bin/python -m pip install --quiet --upgrade pip
	.venv-aiobotocore/bin/python -m pip install --quiet aiobotocore pytest ".[async]"
	touch $@

# On the oldest versions that pyproject.toml admits.
test-floor:
	PIP_CONSTRAINT=tests/floor.txt $(MAKE) unit VENV=.venv-floor TESTS=tests

test-all:
	@sh tests/every_python.sh "$(PYTHONS)"

# What the newest botocore has and the models have not, or the other way round.
drift:
	test -d .venv-drift || $(PYTHON) -m venv .venv-drift
	.venv-drift/bin/python -m pip install --quiet --upgrade pip
	.venv-drift/bin/python -m pip install --quiet --upgrade boto3 .
	.venv-drift/bin/python tests/parity/drift.py

# Half a million mutated answers, none of which may be misread. SEED=7 for others.
fuzz: $(VENV)/installed
	cd tests && ../$(BIN)/python -m client.fuzz $(or $(NUMBER),500000) $(or $(SEED),0)

# Other SDKs on the embedded service, over HTTP. Needs node and npm besides Python.
interop: $(VENV)/installed
	test -d $(INTEROP) || $(PYTHON) -m venv $(INTEROP)
	$(INTEROP)/bin/python -m pip install --quiet --upgrade pip
	$(INTEROP)/bin/python -m pip install --quiet --upgrade capo-connectcases awscli
	npm install --silent --no-save --prefix $(INTEROP) @aws-sdk/client-connectcases
	$(BIN)/python tests/interop/run.py $(INTEROP)

# The clients side by side, each in a process of its own. ROUNDS=5 for a quick look.
bench:
	test -d $(BENCH) || $(PYTHON) -m venv $(BENCH)
	$(BENCH)/bin/python -m pip install --quiet --upgrade pip
	$(BENCH)/bin/python -m pip install --quiet --compile --upgrade boto3 \
		capo-connectcases aws-resource-validator aws-resource-validator-connectcases
	$(BENCH)/bin/python -m pip install --quiet --compile --force-reinstall --no-deps .
	$(BENCH)/bin/python -m pip install --quiet --compile .
	$(BENCH)/bin/python benchmarks/bench.py $(ROUNDS)

# What is tested is the wheel, installed; not the folder it is built from.
$(VENV)/installed: $(SOURCES)
	test -d $(VENV) || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet --group dev ".[testing]"
	touch $@

clean:
	rm -rf $(VENV) .venv-* build dist .coverage .mypy_cache .pytest_cache .ruff_cache
