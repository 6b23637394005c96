# Everything that a person needs to run, test and check the service. Only Python 3.11 or newer and make are needed.

PYTHON ?= python3
PORT ?= 8000
HOST ?= 127.0.0.1
VENV := .venv
RUN := $(VENV)/bin/python
READY := $(VENV)/.requirements.stamp
READY_DEV := $(VENV)/.requirements-dev.stamp
PIP := $(RUN) -m pip install --quiet --disable-pip-version-check --require-hashes

.PHONY: help run test long check bench messages pictures lock
.DEFAULT_GOAL := help

help: ## Show what can be made
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | while IFS="$$(printf '\t')" read -r name text; do printf '  make %-8s %s\n' "$$name" "$$text"; done

run: $(READY) ## Start the service with its demo clinic (PORT=8000)
	@exec $(RUN) -m adherence serve --host $(HOST) --port $(PORT)

test: $(READY_DEV) ## Run the whole suite, on SQLite and on a PostgreSQL that it starts itself
	$(RUN) -m pytest -n 2 tests

long: $(READY_DEV) ## Run the tests that take minutes: the whole demo, stage by stage
	$(RUN) -m pytest -n 2 -m long tests

check: $(READY_DEV) ## Check format, lint, types, import contracts, and migrations against models
	$(RUN) -m ruff format --check .
	$(RUN) -m ruff check .
	$(RUN) -m mypy
	$(VENV)/bin/lint-imports
	@folder=$$(mktemp -d) && export ADHERENCE_DATABASE_URL="sqlite:///$$folder/check.db" && \
	  $(RUN) -m adherence db upgrade && $(RUN) -m adherence db check; \
	  code=$$?; rm -rf "$$folder"; exit $$code

bench: $(READY_DEV) ## Measure against the peers, in the same run
	$(RUN) -m benchmarks

messages: $(READY_DEV) ## Find the sentences of the pages anew for the Spanish catalogue, and say what is missing
	$(RUN) -m adherence.web.translations.extract

pictures: $(READY_DEV) ## Take the pictures of the help and the documents anew (needs Chromium)
	$(RUN) -m tests.browser.take_pictures

lock: $(READY_DEV) ## Lock the requirements anew, with hashes
	$(VENV)/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header requirements.in -o requirements.txt
	$(VENV)/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header -c requirements.txt requirements-dev.in -o requirements-dev.txt

$(RUN):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or newer is needed; name it with: make PYTHON=python3.12" >&2; exit 1; }
	@# Half an environment must not pass for a whole one at the next run.
	$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); exit 1; }

$(READY): requirements.txt | $(RUN)
	$(PIP) -r requirements.txt
	@touch $@

# The second lock holds everything of the first: one installation serves both.
$(READY_DEV): requirements-dev.txt | $(RUN)
	$(PIP) -r requirements-dev.txt
	@touch $@ $(READY)
