# make chat    install and open the chat at http://127.0.0.1:7860
# make test    install and run every check but the slow ones
# make evals   measure the assistant on the document that ships; a report goes to build/evals
#
# Stamp files in .venv say what is installed, so that nothing is installed twice; one is written
# only after its step went well. Another Python: make PYTHON=python3.12 chat

.POSIX:
.PHONY: chat test test-slow lint evals clean

PYTHON = python3
VENV = .venv
BIN = $(VENV)/bin

chat: $(VENV)/.installed
	$(BIN)/frus chat

test: lint
	$(BIN)/pytest

test-slow: $(VENV)/.installed-test
	$(BIN)/pytest -m slow

lint: $(VENV)/.installed-test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

evals: $(VENV)/.installed
	$(BIN)/frus-evals run --out build/evals

clean:
	rm -rf $(VENV) build *.egg-info .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
	rm -rf .hypothesis

$(VENV)/.installed: pyproject.toml $(VENV)/.torch
	$(BIN)/python -m pip install --editable .
	touch $@

$(VENV)/.installed-test: pyproject.toml $(VENV)/.torch
	$(BIN)/python -m pip install --editable '.[test]'
	touch $(VENV)/.installed $@

# First and alone: the largest package by far, which a change of the others leaves as it is.
$(VENV)/.torch: $(VENV)/.made
	$(BIN)/python -m pip install torch==2.13.0
	touch $@

$(VENV)/.made:
	@command -v $(PYTHON) >/dev/null || { \
	    echo "There is no $(PYTHON) here. Install Python 3.11 or newer." >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	    echo "$(PYTHON) is older than 3.11. Name a newer one: make PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
	    echo "$(PYTHON) cannot make virtual environments." \
	        "On Debian and Ubuntu: apt install python3-venv" >&2; exit 1; }
	$(BIN)/python -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv $(VENV)
	touch $@
