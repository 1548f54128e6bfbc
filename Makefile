# The commands of this project. Each installs what it needs on Debian and Ubuntu; run again, each is quick.

SWIFT ?= swift
PREFIX ?= /usr/local
# A folder of DICOM files of your own for the demo; empty: public samples are fetched.
DICOM ?=

.PHONY: build test demo samples bench install clean setup

# Plugins that others can write are refused, whatever the umask of whoever builds.
build: setup
	umask 022 && $(SWIFT) build -c release && Scripts/build_backends.sh .build/release

# Unit and end-to-end tests; then every sample file against pydicom, what is read and what is seen; the pages in a
# browser; and made files against pydicom.
test: setup
	umask 022 && $(SWIFT) build --build-tests && Scripts/build_backends.sh .build/debug
	umask 022 && $(SWIFT) test --skip-build --disable-xctest
	Scripts/check_dump.sh .build/debug/tagfold
	Scripts/check_rendering.sh .build/debug/tagfold
	Scripts/check_report.sh .build/debug/tagfold
	Scripts/check_synth.sh .build/debug/tagfold

demo: build
	DICOM="$(DICOM)" Scripts/demo.sh .build/release/tagfold demo-output

samples: setup
	python3 Scripts/fetch_samples.py

bench: build
	Benchmarks/run-header-scan.sh
	Benchmarks/run-dictionaries.sh
	Benchmarks/run-plugin-calls.sh
	Benchmarks/run-clustering.sh
	Benchmarks/run-embedding.sh
	Benchmarks/run-autoencoder.sh
	Benchmarks/run-report.sh
	Benchmarks/run-xml-attacks.sh

# The command, its plugins, its backends, its dictionaries and the header of plugins below PREFIX.
install: build
	install -d "$(DESTDIR)$(PREFIX)/bin" "$(DESTDIR)$(PREFIX)/lib/tagfold/backends" "$(DESTDIR)$(PREFIX)/share/tagfold/dictionaries" "$(DESTDIR)$(PREFIX)/share/tagfold/include"
	install -m 755 .build/release/tagfold "$(DESTDIR)$(PREFIX)/bin/"
	install -m 755 .build/release/lib*.so "$(DESTDIR)$(PREFIX)/lib/tagfold/"
	install -m 755 .build/release/backends/lib*.so "$(DESTDIR)$(PREFIX)/lib/tagfold/backends/"
	install -m 644 dictionaries/*.xml dictionaries/*.xsd "$(DESTDIR)$(PREFIX)/share/tagfold/dictionaries/"
	install -m 644 Sources/CTagPlugin/include/tagplugin.h "$(DESTDIR)$(PREFIX)/share/tagfold/include/"

setup:
	@Scripts/setup.sh

clean:
	rm -rf .build demo-output
