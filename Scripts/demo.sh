#!/usr/bin/env bash
# Run the main job on real DICOM files and say what was found and where the results lie.
# Usage: demo.sh COMMAND OUTPUT-FOLDER; the variable DICOM may name a folder of files to use instead of the samples.
set -euo pipefail

command=$1
output=$2
folder=${DICOM:-}
if [[ -z "$folder" ]]; then
    python3 Scripts/fetch_samples.py
    folder=.samples
fi

echo
echo "\$ $command run $folder --out $output"
"$command" run "$folder" --out "$output"
echo
echo "What the archive holds, by kind of image:"
"$command" tags "$folder" --json --top 100 2>/dev/null | python3 Scripts/modalities.py
echo
echo "Look at:"
echo "  $output/features.csv         a row an image, a typed column a feature; features.schema.json says what they mean"
echo "  $output/clusters.csv         the cluster of each image"
echo "  $output/coverage.json        what the plugins understood, without any value; coverage.md is one page of it"
echo "  $output/rejected.csv         the values that they did not"
echo "  $output/plan.json            why each tag became a feature or not; edit it, and replay it with --plan"
echo "Next: $command dump FILE, $command tags FOLDER, $command plugin list; or make demo DICOM=/path/to/folder"
