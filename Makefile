# Two commands: `make run` starts the robot on simulated hardware, `make test` runs every test.
bin := .venv/bin

.PHONY: help run test check bench torture screens diagrams lock clean setup-run setup-dev

help:
	@echo "make run      the whole robot on simulated hardware (prints the addresses of its pages)"
	@echo "make test     the whole test suite"
	@echo "make check    what CI runs: format, lint, types, import layers, tests"
	@echo "make bench    measures speed, size and idle cost"
	@echo "make torture  the long runs: a rehearsed year, power cuts, kill -9, a thousand trips, mutants (hours)"
	@echo "make screens  pictures of every screen (docs/pictures)"
	@echo "make diagrams state machine diagrams (docs/reference/diagrams)"
	@echo "make lock     pins the newest versions of the dependencies"

setup-run setup-dev: setup-%:
	@scripts/setup.sh $*

run: setup-run
	@$(bin)/kiosk simulate

test: setup-dev
	@$(bin)/python scripts/run_tests.py

check: setup-dev
	@$(bin)/ruff format --check .
	@$(bin)/ruff check .
	@$(bin)/mypy
	@$(bin)/lint-imports --no-cache
	@$(bin)/kiosk check
	@$(bin)/python scripts/run_tests.py

bench: setup-dev
	@$(bin)/python -m tests.benchmarks

torture: setup-dev
	@$(bin)/kiosk rehearse --days 250 --faults heavy --report rehearsal.html
	@$(bin)/python -m tests.torture power --states 1000000
	@$(bin)/python -m tests.torture kill --rounds 5000
	@$(bin)/python -m tests.torture disk_faults
	@$(bin)/python -m tests.torture model --steps 1000000
	@$(bin)/python -m tests.torture fuzz --inputs 10000
	@$(bin)/python -m tests.torture coverage
	@$(bin)/python -m tests.torture hang --rounds 100
	@$(bin)/python -m tests.torture freeze --rounds 1000
	@$(bin)/python -m tests.torture drive --trips 1000 --worlds 300 --docks 500
	@$(bin)/python -m tests.torture soak
	@$(bin)/python -m tests.torture talking
	@$(bin)/python -m tests.torture cards
	@$(bin)/python -m tests.torture mutants

screens: setup-dev
	@$(bin)/python scripts/screens.py

diagrams: setup-dev
	@$(bin)/python scripts/draw_machines.py

lock: setup-dev
	@cd requirements && for kind in run dev; do ../$(bin)/uv pip compile --quiet --upgrade --python-version 3.11 \
		--generate-hashes --no-emit-index-url $$kind.in --output-file $$kind.txt; done

clean:
	rm -rf .venv data build *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis
