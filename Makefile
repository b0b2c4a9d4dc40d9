# make audit [LABEL=photo.jpg]   set up, then audit one label; its audit alone stands on standard output
# make test [PYTEST="-k words"]  set up, then lint, types, the import contract and every test
# make bench [N=24] [SEED=1]     measure time and memory, and write docs/performance.md (minutes)
# make accuracy [N=1000] [SEED=1] [CLASS="layout eu"] [KEEP=folder] [ENGINE=words]
#                                measure on drawn labels; ENGINE=words leaves out the reading of pixels
# make fuzz [SECONDS=60] [SEED=1] damage the fixtures at random; what breaks the program is kept in reports/fuzz
# make audit-deps                 look for known holes in what is installed (needs the network)
# make lock                       write the versions that are installed to .ci/constraints.txt
# make sample [DATE=2026-11-21]   write reports/sample anew: a label's report and a catalogue's
# make docs                      write what docs/ and README.md show of the program anew
#
# VENV=folder puts the virtual environment elsewhere, PYTHON=python3.12 chooses its Python,
# PIP_CONSTRAINT=.ci/constraints.txt installs the versions that were tested.

VENV   ?= .venv
PYTHON ?= python3
LABEL  ?= fixtures/labels/mk7-in-name/label.png
BIN     = $(VENV)/bin
JOBS   ?= 2

.PHONY: audit test setup bench accuracy fuzz audit-deps lock sample docs tesseract fonts chromium clean

audit: $(VENV)/.ready tesseract
	@$(BIN)/labelaudit audit "$(LABEL)"

test: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -n $(JOBS) --dist worksteal $(PYTEST)

setup: $(VENV)/.dev tesseract fonts chromium

# pip is the last thing that venv makes: where it is, the environment is whole.
$(BIN)/pip:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "labelaudit needs Python 3.11 or newer: make PYTHON=python3.12 ..." >&2; exit 1; }
	@$(PYTHON) -m venv "$(VENV)" >&2 || { echo "install Python's venv module (Debian: apt-get install python3-venv)" >&2; exit 1; }

$(VENV)/.ready: pyproject.toml | $(BIN)/pip
	@echo "setting up $(VENV), once: a minute or two ..." >&2
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --editable . >&2
	@touch $@

$(VENV)/.dev: pyproject.toml | $(BIN)/pip
	@echo "setting up $(VENV) for development, once: a minute or two ..." >&2
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --editable '.[dev]' >&2
	@touch $@ $(VENV)/.ready

# $(call need,command that succeeds where it is there,Debian packages,what is without it)
# Where the user is root on Debian it is installed, tried once an environment; elsewhere one line says how.
define need
	@{ $(1); } >/dev/null 2>&1 || { \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && [ ! -e "$(VENV)/.tried-$@" ]; then \
	    touch "$(VENV)/.tried-$@"; echo "installing $(2) ..." >&2; \
	    { apt-get update -qq; DEBIAN_FRONTEND=noninteractive apt-get install -y -qq $(2); } >/dev/null 2>&1 </dev/null || true; fi; \
	  { $(1); } >/dev/null 2>&1 || echo "note: $(3); on Debian: apt-get install $(2)" >&2; }
endef

tesseract: | $(BIN)/pip
	$(call need,tesseract --list-langs | grep -qx ell,tesseract-ocr tesseract-ocr-ell,without Tesseract$(comma) the second reader$(comma) fewer amounts are confirmed$(comma) and without its Greek words less is read of Greek labels)

fonts: $(VENV)/.dev
	$(call need,$(BIN)/python -m fixtures.fonts,fontconfig fonts-dejavu fonts-liberation fonts-lato fonts-open-sans fonts-roboto-unhinted,without these fonts the tests that draw labels are skipped)

chromium: | $(BIN)/pip
	$(call need,command -v chromium,chromium,without chromium the tests that open the report in a browser are skipped)

comma := ,

N      ?= 1000
SEED   ?= 1
ENGINE ?= auto
accuracy: $(VENV)/.dev tesseract fonts
	@$(BIN)/python -m fixtures.accuracy -n $(N) --seed $(SEED) --engine $(ENGINE) --only "$(CLASS)" --keep "$(KEEP)" --write docs/accuracy.md

bench: N = 24
bench: $(VENV)/.dev tesseract fonts chromium
	@$(BIN)/python -m tests.benchmarks.bench -n $(N) --seed $(SEED) --write docs/performance.md

SECONDS = 60
fuzz: $(VENV)/.dev
	@$(BIN)/python -m fixtures.fuzz --seconds $(SECONDS) --seed $(SEED) --keep reports/fuzz

audit-deps: $(VENV)/.dev
	@$(BIN)/python -m pip install -qq --disable-pip-version-check pip-audit >&2
	@$(BIN)/python -m pip freeze --exclude-editable > "$(VENV)/frozen.txt"
	@$(BIN)/pip-audit --strict --no-deps --disable-pip --requirement "$(VENV)/frozen.txt"

lock: $(VENV)/.dev
	@$(BIN)/python -m pip freeze --exclude-editable > .ci/constraints.txt

sample: $(VENV)/.dev fonts
	@$(BIN)/python -m tests.docs.sample reports/sample $(DATE)

docs: setup
	@$(BIN)/labelaudit rules --markdown > docs/rules.md
	@$(BIN)/labelaudit schema --markdown > docs/json.md
	@$(BIN)/python -m tests.docs.columns docs/columns.md
	@$(BIN)/python -m tests.docs.console README.md docs/*.md
	@$(BIN)/python -m tests.docs.picture docs/report.png
	@$(BIN)/python -m tests.docs.picture docs/catalogue.png reports/sample/catalogue/index.html

clean:
	rm -rf .venv build dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
