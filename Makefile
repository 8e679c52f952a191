# Everything a person types. Each target sets up what it needs, on a fresh machine too (installer/setup.sh).

BIN   := .venv/bin
READY := .venv/ready
TEST  ?= tests
ARGS  ?=
EXAMPLES ?= 10000
LAWS  ?= 1

# Tests write and flush thousands of small files: in memory, where the machine lends enough and programs may run there.
SHM   := $(shell at=/dev/shm; free=$$(df -k --output=avail $$at 2>/dev/null | tail -n 1); \
	if [ "$${free:-0}" -gt 6000000 ] && at=$$(mktemp $$at/pbdesk.XXXXXX 2>/dev/null); then \
	echo : >$$at; chmod 700 $$at; if $$at; then echo /dev/shm; fi; rm -f $$at; fi)

# Bytecode is wanted even where it is switched off: without it the window takes two seconds longer to open.
unexport PYTHONDONTWRITEBYTECODE
export PYTHON

.PHONY: help demo test fuzz laws looks check lint types contracts verifier pictures bench faults redactions verifiers oracle mutants ready clean

help:
	@echo "make demo      a whole sample evening, from mandate to a verified pack (in demo/)"
	@echo "make test      all tests, without a screen;  one folder: make test TEST=tests/voting"
	@echo "make fuzz      every reader of files from outside, on 10,000 changed files each (make fuzz EXAMPLES=500: fewer)"
	@echo "make laws      the laws of counting and of the record on all their made-up cases (LAWS=10: ten times as many)"
	@echo "make looks     every page in every look, and that pictures and bench show what they should"
	@echo "make check     lint, types and the contracts between the parts, also of verify.html"
	@echo "make pictures  every page, window and sheet of paper as PNG (in pictures/)"
	@echo "make bench     time the work that people wait for"
	@echo "make redactions  hide a name in 200 made-up documents and search what redaction leaves (minutes)"
	@echo "make faults    cut the power, fill the disk, flip bits: what a record survives, a row each (minutes)"
	@echo "make verifiers pbdesk verify and verify.html on 2,000 packs that are made up: do they agree?"
	@echo "make oracle    the same counts by other people's programs, which it installs (in .oracle/)"
	@echo "make mutants   change one thing at a time: is it noticed? OVER=\"assembly ledger\" or OVER=rules: only there (hours)"
	@echo "make clean     remove all that these made, also demo/ and pictures/"

demo: $(READY)
	$(BIN)/pbdesk demo --to demo $(ARGS)
	@echo
	@echo "Open the same evening in the window:  $(BIN)/pbdesk $$(ls -t demo/*.pbdesk | head -n 1)"

# Four processes where there are two cores: each waits now and then for a browser, or for another program.
test: $(READY)
	$(if $(SHM),TMPDIR=$(SHM)) $(BIN)/python -m pytest -n 4 --dist loadfile --no-loadscope-reorder --max-worker-restart 0 $(TEST) $(if $(filter tests,$(TEST)),--every-refusal -m "not studio") $(ARGS)

# Every file of tests that gives any bytes to what reads files from outside; those that draw them (Hypothesis) are run.
STRANGE := tests/test_any_bytes.py tests/ledger/test_fuzz.py tests/ledger/test_spreadsheet.py tests/ledger/test_roster.py \
	tests/voting/test_pabulib.py tests/voting/test_other_formats.py tests/pack/test_zipped.py tests/pack/test_contents.py \
	tests/pack/test_signers.py tests/pack/test_seal.py

fuzz: $(READY)
	EXAMPLES=$(EXAMPLES) $(BIN)/python -m pytest -n 2 $(STRANGE) -m hypothesis $(ARGS)

# Laws on all their made-up cases, of which make test tries two fifths (tests/laws.py).
laws: $(READY)
	LAWS=$(LAWS) $(BIN)/python -m pytest -n 2 tests -m hypothesis $(ARGS)

# Every scene of every page in every look, of which make test wears the strictest; what draws pictures, and the bench.
looks: $(READY)
	$(BIN)/python -m pytest -n 2 --dist loadfile tests --every-look -m "looks or studio" $(ARGS)

check: lint types contracts verifier

# The modules of verify.html: layout, lint and types, by tools that Node brings (verifier/package.json).
verifier:
	@if command -v npm >/dev/null; then $(MAKE) --no-print-directory verifier/node_modules/ready && npm --prefix verifier run --silent check; \
	elif [ -n "$$CI" ]; then echo "npm is missing, so verify.html's modules cannot be checked." >&2; exit 1; \
	else echo "There is no npm here: verify.html's modules are left unchecked (Debian: apt-get install npm)."; fi

verifier/node_modules/ready: verifier/package-lock.json
	npm --prefix verifier ci --silent
	@touch $@

lint: $(READY)
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/ruff check --select COM812 --quiet

types: $(READY)
	$(BIN)/basedpyright

contracts: $(READY)
	$(BIN)/lint-imports --no-logo

pictures: $(READY)
	$(BIN)/pbdesk pictures --to pictures $(ARGS)

bench: $(READY)
	$(BIN)/pbdesk bench $(ARGS)

# pbdesk verify and verify.html, which share no code, on packs that are made up: they must agree on each.
verifiers: $(READY)
	$(BIN)/python -m tests.pack.generated $(ARGS)

# Names hidden in 200 made-up documents: none may be left.
redactions: $(READY)
	$(BIN)/python -m benchmarks.redactions $(ARGS)

faults: $(READY)
	$(BIN)/python -m benchmarks.faults $(ARGS)

# What is only an oracle never enters .venv: it has an environment of its own, on top of that one.
.oracle/ready: $(READY)
	$(BIN)/python -m venv .oracle
	.oracle/bin/python -c "import sysconfig as s; here = s.get_path('purelib'); \
		open(here + '/main.pth', 'w').write(f'import site; site.addsitedir({here.replace(\".oracle\", \".venv\")!r})\n')"
	.oracle/bin/python -m pip install -q "pabutools>=1.2.3" "pulp<3" "votelib>=0.4" "pref_voting>=1.18" "mutmut>=3.8"
	@touch $@

oracle: .oracle/ready
	.oracle/bin/python -m pytest -q tests/voting/test_peers.py tests/voting/test_peers_choosing.py tests/app/test_evening_by_others.py tests/pack/test_auditor.py tests/pack/test_peers_halls.py $(ARGS)

mutants: $(READY) $(if $(filter rules,$(OVER)),.oracle/ready)
	$(if $(filter rules,$(OVER)),.oracle/bin/python benchmarks/rule_mutants.py $(ARGS),\
	$(BIN)/python benchmarks/mutants.py $(addprefix --over ,$(OVER)) $(ARGS))

ready: $(READY)

$(READY): requirements.lock pyproject.toml installer/setup.sh
	@sh installer/setup.sh
	@touch $@

clean:
	rm -rf .venv .oracle verifier/node_modules demo pictures build dist .failures .hypothesis .pytest_cache .ruff_cache .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
