#!/usr/bin/env bash
# Benchmark the plugin host: what a call costs, what it costs that plugins run in processes of their own, and how long it
# takes to normalize an archive of 200 tags and a million instances. README.md says what is measured.
#
#     run-plugin-calls.sh [FOLDER]
#
# FOLDER holds DICOM files; without it the samples are fetched. ROUNDS=n in the environment sets the rounds (7), THREADS=n
# the threads (2). Ends with 0 whatever the numbers are; a step that fails is told, and the rest goes on without it.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

build=.build-bench
rounds=${ROUNDS:-7}
threads=${THREADS:-2}
mkdir -p "$build/plain"
samples=$(mktemp)
trap 'rm -f "$samples"' EXIT

skip() { echo "plugin-calls: $*" >&2; }
marked() { sed "s/^/$1\t/"; }

./setup.sh || skip "not all that is needed could be installed"
touch Package.swift
swift build -c release --scratch-path "$build" --product PluginCalls >"$build/swift.log" 2>&1 &&
    (umask 022 && swift build -c release --package-path .. --scratch-path ../.build) >>"$build/swift.log" 2>&1 ||
    { skip "tagfold did not build; see Benchmarks/$build/swift.log"; exit 0; }
command=../.build/release/tagfold

(umask 022 && cc -O2 -std=c99 -Wall -fPIC -shared -fvisibility=hidden -I../Sources/CTagPlugin/include plugin-calls/Plain.c \
    -o "$build/plain/libPlain.so") || skip "Plain.c did not compile"
[[ -e "$build/plain.csv" ]] ||
    awk 'BEGIN { print "PatientWeight"; for (i = 0; i < 1000000; i++) printf "%d.%04d\n", i / 10000 + 1, i % 10000 }' >"$build/plain.csv"
"$build/release/PluginCalls" "$build/plain.csv" ../dictionaries "$build/plain/libPlain.so" "$command" 1 "$rounds" |
    marked "a million distinct values, a plugin that does next to nothing" >>"$samples" || skip "calls were not measured"

python3 plugin-calls/make_archive.py "$command" ../Plugins 1000000 200 "$build/archive.csv" || skip "no archive was made"
"$build/release/PluginCalls" "$build/archive.csv" ../dictionaries ../.build/release "$command" "$threads" "$rounds" |
    marked "200 tags × 1,000,000 instances, all plugins" >>"$samples" || skip "the archive was not measured"

# The whole command, start to end, in turns.
folder=${1:-../.samples}
[[ -n "${1:-}" ]] || (cd .. && python3 Scripts/fetch_samples.py >/dev/null) || skip "the samples could not be fetched"
list=$(python3 ../Scripts/make_idc_columns.py) || skip "the list could not be fetched"
whole() {
    local name=$1 place
    shift
    for ((round = 0; round < 3 * rounds; round++)); do
        for place in "in process" "in workers"; do
            local flags=()
            [[ "$place" == "in process" ]] && flags=(--in-process)
            local start end
            start=$(date +%s.%N)
            "$@" "${flags[@]}" >/dev/null 2>&1
            end=$(date +%s.%N)
            printf '%s\t%s\t0\t0\t%s\n' "$name" "$place" "$(awk "BEGIN { print $end - $start }")" >>"$samples"
        done
    done
}
whole "tagfold run, the DICOM files" "$command" run "$folder" --out "$build/results"
[[ -z "$list" ]] || whole "tagfold coverage, 1,044,191 series" "$command" coverage "$list"
[[ ! -e "$build/archive.csv" ]] || rounds=1 whole "tagfold coverage, 200 tags × 1,000,000 instances" "$command" coverage "$build/archive.csv"

python3 plugin-calls/table.py <"$samples" || skip "nothing to show"
exit 0
