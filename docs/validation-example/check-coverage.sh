#!/bin/sh
# check-coverage.sh ARCHIVE BASELINE: coverage of an archive against bars.json and a run that a person has accepted.
# Values go into coverage.local.json alone, which must not leave the hospital.
rm -f coverage.json coverage.xml coverage.md coverage.local.json
exec tagfold coverage "$1" --bar bars.json --baseline "$2" \
    --out coverage.json --junit coverage.xml --markdown coverage.md --local coverage.local.json
