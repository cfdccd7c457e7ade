# `make demo` and `make test` install what they need, given Python, make and a package
# index.
PYTHON ?= python3
VENV := .venv
INTEROP := .venv-interop
BIN := $(VENV)/bin
BENCH := .venv-bench
WASM := .venv-pyodide
SOURCES := $(shell find connectcases_typed -name '*.py' -o -name '*.pyi') pyproject.toml
# Every Python this library supports; `test-all` uses those installed on the machine.
PYTHONS := 3.11 3.12 3.13 3.14
# The lock file to install from; empty for the newest versions. `make lock` writes it.
LOCK := locks/dev.txt

.PHONY: demo test lint types unit test-slow test-aiobotocore test-floor test-all test-314 \
	test-315 test-random newest drift fuzz interop test-browser bench docs \
	mutate-events lock clean release-check release audit test-sdist

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

# Both checkers at once. basedpyright prefers a pyrightconfig.json in a folder above to
# the settings here, unless told which to read.
types: $(VENV)/installed
	$(BIN)/mypy & mypy=$$!; \
	$(BIN)/basedpyright --project pyproject.toml --pythonpath $(BIN)/python; \
	basedpyright=$$?; wait $$mypy && exit $$basedpyright

unit: $(VENV)/installed
	$(BIN)/pytest -n 2 --dist loadfile -m "not slow" $(TESTS) --cov --cov-report=term

# What takes many seconds a test: fleets of processes, and type checkers over all that the
# docs show. They wait more than they compute, so more of them run at once.
test-slow: $(VENV)/installed
	$(BIN)/pytest -n 3 -m slow $(or $(TESTS),tests)

# aiobotocore pins a botocore of its own, and so needs an environment of its own.
test-aiobotocore: .venv-aiobotocore/installed
	.venv-aiobotocore/bin/pytest --confcutdir=tests/aiobotocore tests/aiobotocore

.venv-aiobotocore/installed: $(SOURCES) locks/aiobotocore.txt
	$(call install,.venv-aiobotocore,locks/aiobotocore.txt,--group aiobotocore ".[async]")
	touch $@

# On the oldest versions that pyproject.toml admits.
test-floor:
	$(MAKE) unit test-slow VENV=.venv-floor LOCK=locks/floor.txt TESTS=tests

test-all:
	@sh tests/every_python.sh "$(PYTHONS)"

# On Pythons that need not be installed: CPython as WebAssembly, in Node. Skips the tests
# that need threads, processes, an event loop or a package that is not pure Python. 3.15
# is a release candidate there. Needs node and npm besides Python.
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
		-p no:cacheprovider -p no:unraisableexception --confcutdir=tests $(or $(TESTS),.)

# Modules, and the tests in each, in a random order; the header prints the seed. To
# repeat an order: make test-random SEED=12345. The docs are left out, since the examples
# of a page build on each other.
test-random: $(VENV)/installed
	$(BIN)/pytest -n 2 --dist loadfile --random-order-bucket=module \
		$(if $(SEED),--random-order-seed=$(SEED),--random-order) $(or $(TESTS),tests)

# The newest version of everything, ignoring the locks. If the service has changed, one
# test fails and reports it; if a tool has changed, that tool fails.
newest:
	rm -rf .venv-newest
	$(MAKE) --keep-going lint types unit test-slow VENV=.venv-newest LOCK=

# Report what the newest botocore has and the models lack, and the other way round.
drift:
	$(call install,.venv-drift,,--upgrade boto3 .)
	.venv-drift/bin/python tests/parity/drift.py

# Half a million mutated responses, none of which may be misread. SEED=7 for others.
fuzz: $(VENV)/installed
	cd tests && ../$(BIN)/python -m client.fuzz $(or $(NUMBER),500000) $(or $(SEED),0)

# Other SDKs against the embedded service, over HTTP. Needs node and npm besides Python.
interop: $(VENV)/installed
	$(call install,$(INTEROP),locks/interop.txt,--group interop)
	cp tests/interop/package.json tests/interop/package-lock.json $(INTEROP)
	npm ci --silent --prefix $(INTEROP)
	$(BIN)/python tests/interop/run.py $(INTEROP)

# The server's page in a real Chromium. Needs node, npm and Chromium besides Python; on
# Debian it installs the last by itself. IMAGES=docs/images writes the docs' screenshots.
BROWSER := .venv-browser
CHROMIUM ?= /usr/bin/chromium
test-browser: $(VENV)/installed
	test -x $(CHROMIUM) || { apt-get -qq update && apt-get -qq install --yes \
		--no-install-recommends chromium fonts-dejavu-core >/dev/null; }
	mkdir -p $(BROWSER)
	cp tests/browser/package.json tests/browser/package-lock.json $(BROWSER)
	npm ci --silent --prefix $(BROWSER)
	CHROMIUM=$(CHROMIUM) $(BIN)/python tests/browser/walk.py $(BROWSER) $(IMAGES)

# The clients side by side, each in a process of its own. ROUNDS=5 for a quick look.
bench:
	$(call install,$(BENCH),locks/bench.txt,--compile --group bench)
	$(call install,$(BENCH),locks/bench.txt,--compile --force-reinstall --no-deps .)
	$(call install,$(BENCH),locks/bench.txt,--compile .)
	$(BENCH)/bin/python benchmarks/bench.py $(ROUNDS)

# The site, from nothing, into build/docs. A warning is an error, and so is a link or a
# reference that leads nowhere.
DOCS := .venv-docs
docs: $(DOCS)/installed
	rm -rf build/docs
	$(DOCS)/bin/mypy --config-file= --strict --python-version 3.11 docs/conf.py docs/_ext
	$(DOCS)/bin/sphinx-build --fail-on-warning --keep-going --nitpicky --quiet \
		--jobs 2 docs build/docs

$(DOCS)/installed: $(SOURCES) locks/docs.txt
	$(call install,$(DOCS),locks/docs.txt,--group docs ".[async]" ".[redis]" \
		".[server]" ".[types]")
	touch $@

# 100,000 mutated events: each must be read or refused, and none may crash the parser.
mutate-events: $(VENV)/installed
	$(BIN)/python -m tests.events.mutations 100000

# The tests run against the installed wheel, not the folder it is built from.
$(VENV)/installed: $(SOURCES) $(LOCK)
	$(call install,$(VENV),$(LOCK),--group setup --group dev ".[server]" ".[testing]")
	touch $@

# What a release consists of, built twice from the last commit, compared and checked, and
# left in `dist/`: see docs/releasing.md.
RELEASE := .venv-release
release-check:
	$(call install,$(RELEASE),locks/release.txt,--group setup --group release)
	$(RELEASE)/bin/python release/check.py

# make release VERSION=0.2.0: all of a release but pushing its commit and its tag.
release:
	@test -n "$(VERSION)" || { echo "make release VERSION=1.2.3"; exit 1; }
	@test -z "$$(git status --porcelain)" || { git status --short; \
		echo "make release: commit or remove these first"; exit 1; }
	$(PYTHON) release/prepare.py $(VERSION)
	git commit --quiet --all --message "release: $(VERSION)"
	$(MAKE) release-check
	git tag --annotate v$(VERSION) --message "connectcases-typed $(VERSION)"

# Ask PyPI's database for known vulnerabilities of what is locked, but for the oldest
# versions supported. Fails if there is one, and if the database cannot be asked.
audit:
	$(call install,$(RELEASE),locks/release.txt,--group setup --group release)
	for lock in $(filter-out locks/floor.txt,$(wildcard locks/*.txt)); do \
		$(RELEASE)/bin/pip-audit --strict --no-deps --disable-pip \
			--progress-spinner off --requirement $$lock || exit 1; \
	done

# What is published passes its own tests: `make test` in the sdist of the last commit, in
# a folder of its own, which stays if a test fails.
test-sdist: release-check
	folder=$$(mktemp -d) && tar xzf dist/*.tar.gz -C $$folder --strip-components 1 && \
		$(MAKE) -C $$folder test test-slow && rm -rf $$folder

# Rewrite all locks with the newest versions. One file serves every Python: where versions
# differ, it states for which Python each is.
COMPILE := .venv-lock/bin/uv pip compile --quiet --universal --python-version 3.11 \
	--upgrade --custom-compile-command "make lock"
lock:
	$(call install,.venv-lock,,--upgrade uv)
	$(COMPILE) pyproject.toml --all-extras --group setup --group dev -o locks/dev.txt
	$(COMPILE) pyproject.toml --extra async --group setup --group aiobotocore \
		-o locks/aiobotocore.txt
	$(COMPILE) pyproject.toml --extra async --extra redis --extra server --extra types \
		--group setup --group docs -o locks/docs.txt
	$(COMPILE) --group setup --group interop -o locks/interop.txt
	$(COMPILE) pyproject.toml --group setup --group bench -o locks/bench.txt
	$(COMPILE) --group setup --group release -o locks/release.txt
	$(COMPILE) pyproject.toml --extra async --extra redis --extra testing --no-deps \
		--resolution lowest-direct -o .venv-lock/lowest.txt
	$(COMPILE) pyproject.toml --all-extras --group setup --group dev \
		--constraint .venv-lock/lowest.txt -o locks/floor.txt
	$(COMPILE) pyproject.toml --extra async --group setup --group pyodide \
		-o locks/pyodide.txt
	$(foreach folder,tests/browser tests/interop tests/pyodide,rm -f $(folder)/package-lock.json && \
		npm install --silent --package-lock-only --omit-lockfile-registry-resolved \
		--prefix $(folder) &&) true

clean:
	rm -rf $(VENV) .venv-* build dist .coverage* .hypothesis .mypy_cache .pytest_cache .ruff_cache
