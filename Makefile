# make audit [LABEL=photo.jpg]   set up, then audit one label
# make test                      set up, then lint, types, the import contract and every test
# make accuracy [N=1000] [SEED=1] [CLASS="layout eu"] [KEEP=folder] [ENGINE=words]
#                                measure on drawn labels; ENGINE=words leaves out the reading of pixels

VENV   ?= .venv
PYTHON ?= python3
LABEL  ?= fixtures/labels/mk7-in-name/label.png
BIN     = $(VENV)/bin

.PHONY: audit test lint setup bench accuracy tesseract fonts clean

audit: $(VENV)/.ready tesseract
	@$(BIN)/labelaudit audit "$(LABEL)"

test: $(VENV)/.dev tesseract fonts
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest $(PYTEST)

setup: $(VENV)/.dev tesseract

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "labelaudit needs Python 3.11 or newer: make PYTHON=python3.12 ..." >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { echo "install Python's venv module (Debian: apt-get install python3-venv)" >&2; exit 1; }

$(VENV)/.ready: pyproject.toml | $(VENV)/bin/python
	@echo "setting up $(VENV) (once) ..." >&2
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable . >&2
	@touch $@

$(VENV)/.dev: pyproject.toml | $(VENV)/bin/python
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]' >&2
	@touch $@ $(VENV)/.ready

# The second reader is optional: without it fewer amounts are confirmed.
tesseract:
	@command -v tesseract >/dev/null 2>&1 || { \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then \
	    echo "installing Tesseract ..." >&2; \
	    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq tesseract-ocr; } >/dev/null 2>&1 || true; fi; \
	  command -v tesseract >/dev/null 2>&1 || echo "note: Tesseract is not installed (Debian: apt-get install tesseract-ocr); going on without the second reader" >&2; }

N    ?= 1000
SEED ?= 1
ENGINE ?= auto
accuracy: $(VENV)/.dev tesseract fonts
	@$(BIN)/python -m fixtures.accuracy -n $(N) --seed $(SEED) --engine $(ENGINE) --only "$(CLASS)" --keep "$(KEEP)" --write docs/accuracy.md

# The fonts that labels are drawn in; without them the tests that draw are skipped.
FONTS = fontconfig fonts-dejavu fonts-liberation fonts-lato fonts-open-sans fonts-roboto-unhinted
fonts: $(VENV)/.dev
	@$(BIN)/python -m fixtures.fonts 2>/dev/null || { \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then \
	    echo "installing fonts ..." >&2; \
	    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq $(FONTS); } >/dev/null 2>&1 || true; fi; \
	  $(BIN)/python -m fixtures.fonts || true; }

clean:
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache
