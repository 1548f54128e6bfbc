#!/usr/bin/env bash
# Run the main job on real DICOM files, then on a made archive of a known truth, each with the visual evaluation where it can be
# had, and say where the results lie.
# Usage: demo.sh COMMAND OUTPUT-FOLDER; the variable DICOM may name a folder of files to use instead of both.
set -euo pipefail

command=$1
output=$2
folder=${DICOM:-}
if [[ -z "$folder" ]]; then
    python3 Scripts/fetch_samples.py
    folder=.samples
fi

evaluate=()
if [[ -f "$(dirname "$command")/backends/libtagfold-torch.so" ]]; then
    evaluate=(--evaluate)
    echo "Training the autoencoder takes two to three minutes an archive on two cores."
else
    echo "There is no training backend (libtorch): clusters are made, but not looked at."
fi

run_main_job() {
    echo
    echo "\$ $command run $1 --out $2 ${evaluate[*]}"
    "$command" run "$1" --out "$2" "${evaluate[@]}"
}

run_main_job "$folder" "$output"
echo
echo "What the archive holds, by kind of image:"
"$command" tags "$folder" --json --top 100 2>/dev/null | python3 Scripts/modalities.py

if [[ -z "${DICOM:-}" ]]; then
    # The same on an archive that is made up, test equipment: there the truth is known, and images are many enough for ten sets.
    made="$output/made-archive"
    if [[ ! -f "$made/synth.json" ]]; then
        rm -rf "$made"
        echo
        echo "\$ $command synth --instances 5000 --seed 1 $made"
        "$command" synth --instances 5000 --seed 1 "$made"
    fi
    run_main_job "$made/images" "$output/made"
fi

echo
echo "Look at:"
echo "  $output/report.html          the whole report as one page, which shows no value that could tell who a patient is"
echo "  $output/features.csv         a row an image, a typed column a feature; features.schema.json says what they mean"
echo "  $output/clusters.csv         the cluster of each image"
((${#evaluate[@]} == 0)) || echo "  $output/evaluation.json      whether images of a cluster look alike"
echo "  $output/coverage.json        what the plugins understood, without any value; coverage.md is one page of it"
echo "  $output/rejected.csv         the values that they did not"
echo "  $output/plan.json            why each tag became a feature or not; edit it, and replay it with --plan"
echo "Next: $command dump FILE, $command tags FOLDER, $command plugin list; or make demo DICOM=/path/to/folder"
