"""Copy a list of instances without its descriptions: without_descriptions.py LIST.csv OUT.csv

Body parts are filled in from descriptions, and what reading those costs would hide what folding costs.
"""
import csv, sys

with open(sys.argv[1], newline="", encoding="utf-8") as source, open(sys.argv[2], "w", newline="", encoding="utf-8") as target:
    rows, out = csv.reader(source), csv.writer(target)
    titles = next(rows)
    kept = [place for place, title in enumerate(titles) if not title.endswith("Description")]
    out.writerow([titles[place] for place in kept])
    out.writerows([row[place] for place in kept] for row in rows)
