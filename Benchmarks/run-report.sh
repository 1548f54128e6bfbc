#!/usr/bin/env bash
# Benchmark the report pages: how long it takes to write them once an archive is counted, and how large they are. README.md says
# what is measured.
#
#     run-report.sh [LIST.csv]…
#
# Without a list: 1,000,000 made instances of 200 tags, and the 1,044,191 series of the Imaging Data Commons. ROUNDS=n in the
# environment sets the rounds (5). Ends with 0 whatever the numbers are; a step that fails is told, and the rest goes on without it.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

build=.build-bench
rounds=${ROUNDS:-5}
mkdir -p "$build"

skip() { echo "report: $*" >&2; }

command=${COMMAND:-../.build/release/tagfold}
if [[ -z "${COMMAND:-}" ]]; then
    (umask 022 && swift build -c release --package-path .. --scratch-path ../.build) >"$build/swift.log" 2>&1 ||
        { skip "tagfold did not build; see Benchmarks/$build/swift.log"; exit 0; }
fi
lists=("$@")
if ((${#lists[@]} == 0)); then
    [[ -e "$build/archive.csv" ]] || python3 plugin-calls/make_archive.py "$command" ../Plugins 1000000 200 "$build/archive.csv" || skip "no archive was made"
    [[ -e "$build/archive.csv" ]] && lists+=("$build/archive.csv")
    idc=$(python3 ../Scripts/make_idc_columns.py) && lists+=("$idc") || skip "the list of the Imaging Data Commons could not be fetched"
fi

for list in ${lists[@]+"${lists[@]}"}; do
    times=()
    for ((round = 0; round < rounds; round++)); do
        told=$("$command" coverage "$list" --timings --html "$build/report.html" --local-html "$build/report.local.html" 2>&1 >/dev/null) ||
            { skip "$list: $told"; continue 2; }
        times+=("$(sed -n 's/.*pages written in \([0-9.e-]*\) seconds.*/\1/p' <<<"$told")")
    done
    sorted=($(printf '%s\n' "${times[@]}" | sort -g))
    printf '%s: both pages in %.3f s (median of %d; least %.3f, most %.3f); report.html %d bytes, report.local.html %d bytes\n' "$(basename "$list")" \
        "${sorted[$((${#sorted[@]} / 2))]}" "${#sorted[@]}" "${sorted[0]}" "${sorted[-1]}" "$(stat -c %s "$build/report.html")" "$(stat -c %s "$build/report.local.html")"
done
exit 0
