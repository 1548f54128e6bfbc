#!/usr/bin/env python3
"""Print the instances of each modality from the JSON of `tagfold tags --json` on standard input."""
import json
import sys

report = json.load(sys.stdin)
for tag in report["tags"]:
    if tag["keyword"] == "Modality":
        print("  " + ", ".join(f"{top['value'] or '(empty)'} {top['instances']}" for top in tag["topValues"]))
