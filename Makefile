# wardwatch. `make` alone says what there is.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

FIXTURES := tests/fixtures
DEMO := $(FIXTURES)/demo/demo.pcap

.PHONY: help setup demo build test check fmt bench bench-micro bench-live bench-curves bench-pages attack package-test formats faults deb fuzz lab golden accuracy detection hospital fingerprints clean

help: ## what can be made
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):[^#]*## (.*)/  make \1\t\2/' | expand -t 20

setup: ## install what is missing to build (a C compiler, libpcap)
	@tests/tools/setup build

build: setup ## the program, in target/release
	cargo build --release --locked

demo: setup ## build, replay the demo ward, show its inventory; at a terminal serve the pages until Ctrl-C
	cargo build --release --locked
	@tests/tools/demo $(DEMO)

test: ## everything CI runs: format, clippy, docs, licences, tests
	@tests/tools/setup test
	@tests/tools/check

fmt: ## format all sources
	@find src tests -name '*.rs' -print0 | xargs -0 rustfmt --edition 2024

bench: ## side by side with a bare libpcap loop and whatever rival is installed
	@tests/tools/setup bench
	cargo build --release --locked
	tests/bench/run
	cargo bench --locked --bench stages -- $${BENCH_DIR:-target/bench}/mix.pcap

bench-micro: setup ## decode, flow lookup, reassembly and each parser by itself
	cargo bench --locked

bench-live: setup ## live capture over a cable at rising rates, beside a bare libpcap loop; latency to an alert (root)
	@tests/tools/setup bench
	cargo build --profile eval --locked
	tests/bench/run --captures-only --only mix --only small
	tests/bench/live target/eval/wardwatch

attack: setup ## floods against a live run: random addresses, SYN, fragments, DHCP, mDNS, one endless HL7 message (root)
	cargo build --profile eval --locked
	cc -O2 -Wall -o target/wire tests/bench/wire.c -lpcap
	tests/bench/attack target/eval/wardwatch target/wire

bench-curves: setup ## CPU and memory as devices and flows grow; draws docs/scaling.svg
	cargo build --release --locked
	tests/bench/curves

bench-pages: setup ## pages and lists of 100,000 devices over HTTP (PAGES_ANEW=1 makes the database anew)
	cargo bench --profile eval --locked --bench pages

formats: setup ## a million hostile strings through every alert format
	cargo test --profile eval --locked --lib exchange::alerts -- --ignored --nocapture

fuzz: setup ## every parser, import and codec, MINUTES=10 each (cargo-fuzz where a nightly compiler is there)
	tests/tools/fuzz

deb: build ## a Debian package, in target/deb
	tests/tools/deb target/release/wardwatch target/deb

package-test: deb ## install, upgrade, purge the package on a machine of its own, and boot its units (root; debootstrap)
	tests/tools/package target/deb/wardwatch_*.deb

faults: hospital ## kill the hub of a live run again and again, fill its disk, make it read-only; receivers away (root; TIMES=200, MINUTES=2)
	cargo build --locked
	tests/bench/kill9 target/debug/wardwatch $${TIMES:-200}
	tests/bench/diskfull target/debug/wardwatch
	tests/bench/diskfull target/debug/wardwatch readonly
	tests/bench/sinks_down target/debug/wardwatch target/hospital/hospital.pcap $${MINUTES:-2}

lab: ## make the demo capture and the fixtures anew, with real implementations in network namespaces (root)
	tests/lab/run

golden: setup ## accept the present output as the golden one; look at `git diff` before you commit
	UPDATE_GOLDEN=1 cargo test --locked --test golden

accuracy: setup hospital ## labelled captures against their truth; writes docs/accuracy.md
	WARDWATCH_ACCURACY=1 cargo test --profile eval --locked --test accuracy

detection: setup ## 28 simulated days with attacks against their truth; writes docs/detection.md
	WARDWATCH_DETECTION=1 cargo test --profile eval --locked --test detection -- --nocapture

hospital: ## days of nine hospitals of known devices, into target/hospital and target/site-b to target/site-i
	@test -f target/hospital/truth.json || python3 tests/lab/hospital.py target/hospital
	@test -f target/site-b/truth.json || python3 tests/lab/hospital.py target/site-b --site b
	@test -f target/site-c/truth.json || python3 tests/lab/hospital.py target/site-c --site c
	@test -f target/site-d/truth.json || python3 tests/lab/hospital.py target/site-d --site d
	@test -f target/site-e/truth.json || python3 tests/lab/hospital.py target/site-e --site e
	@test -f target/site-f/truth.json || python3 tests/lab/hospital.py target/site-f --site f
	@test -f target/site-g/truth.json || python3 tests/lab/hospital.py target/site-g --site g
	@test -f target/site-h/truth.json || python3 tests/lab/hospital.py target/site-h --site h
	@test -f target/site-i/truth.json || python3 tests/lab/hospital.py target/site-i --site i

fingerprints: ## build the tables that come from public data anew
	python3 tests/tools/oui.py --date $$(date +%F)
	python3 tests/tools/enterprises.py --date $$(date +%F)
	python3 tests/tools/dicom_uids.py --date $$(date +%F)

clean: ## remove what was built
	cargo clean
