# Two commands: `make demo` plays one whole order, `make test` proves the rest. Both set themselves up.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.DEFAULT_GOAL := help
.PHONY: help demo sandbox torture kill-points bench bench-ack bench-order bench-start bench-store bench-files bench-scale bench-memory bench-watch bench-preview bench-export bench-status test test-slow pictures lint types run doctor licences audit lock clean

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

$(READY): requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --require-hashes --requirement requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $(READY)

demo: $(READY) ## one whole order in the terminal: make demo [PANEL=user] [FILE=part.stl]
	@$(BIN)/printdesk demo $(if $(PANEL),--panel $(PANEL)) $(if $(FILE),"$(FILE)")

sandbox: $(READY) ## the whole bot in your browser, no account needed: make sandbox [PANEL=user]
	@$(BIN)/printdesk sandbox $(if $(PANEL),--panel $(PANEL))

bench: $(READY) ## every benchmark in one go, into docs/performance.md (BENCH_SMALL=1 tries them out)
	$(BIN)/python -m tests.bench.everything

bench-ack: $(READY) ## how soon Slack is acknowledged, against Bolt apps with one listener
	$(BIN)/python -m tests.bench.ack

bench-order: $(READY) ## one order from press to number, and from its last change to a basket in line
	$(BIN)/python -m tests.bench.order

bench-start: $(READY) ## what the bot takes to start, and when it has nothing to do
	$(BIN)/python -m tests.bench.start

bench-store: $(READY) ## events and look-ups with 100,000 orders, against plain SQLite
	$(BIN)/python -m tests.bench.store

bench-files: $(READY) ## a file of 1 GiB through the bot, against pipes of two curls
	$(BIN)/python -m tests.bench.files

bench-scale: $(READY) ## orders a minute with one to four processes, and what a thousand orders leave behind
	$(BIN)/python -m tests.bench.scale

bench-memory: $(READY) ## how the bot's peak memory grows with the size of a file
	$(BIN)/python -m tests.bench.memory

bench-watch: $(READY) ## what watching a thousand placed orders costs, in calls and processor time
	$(BIN)/python -m tests.bench.watch

bench-preview: $(READY) ## how long a picture takes, and how much memory, for small and large files
	$(BIN)/python -m tests.bench.preview

bench-export: $(READY) ## an export of 100,000 orders: how long it takes, and how memory grows
	$(BIN)/python -m tests.bench.export

bench-status: $(READY) ## how soon /order-status is answered while 3YOURMIND hangs
	$(BIN)/python -m tests.bench.status

torture: $(READY) ## kill and freeze it while people place orders: make torture [ORDERS=300 KILLS=200 STORE=sqlite PANEL=user SEED=1]
	$(BIN)/python -m tests.torture $(if $(ORDERS),--orders $(ORDERS)) $(if $(KILLS),--kills $(KILLS)) \
		$(if $(STORE),--store $(STORE)) $(if $(PANEL),--panel $(PANEL)) $(if $(SEED),--seed $(SEED))

kill-points: $(READY) ## kill it at every call of placing an order, and write down what comes of it
	$(BIN)/python -m tests.torture.table

test: $(READY) ## every test but the slow ones, under three minutes
	$(BIN)/python -m pytest --numprocesses 4 --dist loadfile -m "not slow"

test-slow: $(READY) ## the slow tests: killing and freezing processes, hostile files, whole sandboxes
	$(BIN)/python -m pytest --numprocesses 3 --dist loadfile -m slow

pictures: $(READY) ## the pictures of docs/pictures, from the sandbox's page (needs Chromium)
	$(BIN)/python -m tests.browser.pictures

lint: $(READY) ## ruff, format and rules
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: $(READY) ## mypy, strict, over code and tests
	$(BIN)/mypy

run: $(READY) ## the bot itself, with the settings of .env
	$(BIN)/printdesk run

licences: $(READY) ## docs/licences.md, from what is installed
	$(BIN)/python -m tests.licences

audit: $(READY) ## known holes in the locked packages (needs the database of PyPI)
	$(BIN)/python -m tests.audit

doctor: $(READY) ## what is wrong with the set-up, and what to do about it
	@$(BIN)/printdesk doctor

lock: $(READY) ## pin every dependency anew (needs uv)
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
		--all-extras --no-emit-package printdesk --upgrade pyproject.toml --output-file requirements.lock

clean: ## forget the set-up and everything the bot stored here
	rm -rf $(VENV) var build *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
