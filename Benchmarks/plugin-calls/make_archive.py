"""Make a list of a made archive: many tags, many instances, as messy as the plugins' own test vectors.

    make_archive.py COMMAND PLUGINS-SOURCES INSTANCES TAGS OUT.csv

The instances of an archive come in series, and series come from protocols: what a protocol sets is the same in all its
series (sequence, kernel, spacing), some is the same in a series (exposure, descriptions of the study, ages, dates), some
differs from image to image (position, slice location, window, number). So an archive of a million instances holds a few
hundred to a few ten thousand distinct values a tag, and that is what this list holds, too.
"""
import csv, json, random, subprocess, sys
from pathlib import Path

PROTOCOLS, IMAGES_A_SERIES = 400, 100
PER_IMAGE = {"ImagePositionPatient", "SliceLocation", "InstanceNumber", "ContentTime", "AcquisitionTime", "AcquisitionNumber"}
PER_SERIES = ("Exposure", "XRayTubeCurrent", "CTDIvol", "PatientAge", "PatientWeight", "PatientSize", "Description", "Window", "Date", "Time",
              "Dose", "Index", "Position", "Orientation", "Duration", "Height", "RepetitionTime", "HeartRate")


def vectors(folder):
    """Values by keyword, from the test vectors of all plugins."""
    found = {}
    for path in sorted(Path(folder).glob("*/vectors.txt")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith(("#", "@")) or "\t=>" not in line:
                continue
            for field in line.split("\t=>")[0].split("\t"):
                name, equals, value = field.strip().partition("=")
                if equals and "%" not in value:
                    found.setdefault(name.split(":")[0], []).append(value)
    return found


def keywords(command):
    """Plain attributes that some plugin claims or looks at."""
    listed = json.loads(subprocess.run([command, "plugin", "list", "--json"], capture_output=True, text=True, check=True).stdout)
    names = [name for plugin in listed["plugins"] for claim in plugin["claims"] for name in claim["inputs"] + claim["context"]]
    return sorted({name for name in names if name.isalnum() and not name[0].isdigit()})


def other_keywords(dictionary, wanted, known):
    """Standard attributes that no plugin names, to fill up."""
    import xml.etree.ElementTree as tree

    fitting = [e.get("keyword") for e in tree.parse(dictionary).getroot() if e.get("vr") in {"DS", "CS", "IS", "US", "FD", "SH", "LO"} and e.get("vm") == "1"]
    return [name for name in fitting if name and name not in known][: max(0, wanted)]


def main():
    command, sources, instances, tags, out = sys.argv[1:]
    instances, tags = int(instances), int(tags)
    chance = random.Random(20201123)
    claimed = keywords(command)
    names = claimed[:tags] if len(claimed) > tags else claimed + other_keywords(Path(sources).parent / "dictionaries" / "dicom.xml", tags - len(claimed), set(claimed))
    known = vectors(sources)

    def value(name):
        """One value: a messy one that a plugin knows, or a plain number."""
        if name in known and chance.random() < 0.7:
            return chance.choice(known[name])
        if name in known and not any(character.isdigit() for character in "".join(known[name])):
            return chance.choice(known[name])
        return f"{chance.lognormvariate(3, 1):.3g}"

    images = [name for name in names if name in PER_IMAGE]
    series = [name for name in names if name not in PER_IMAGE and any(part in name for part in PER_SERIES)]
    fixed = [name for name in names if name not in images and name not in series]
    missing = {name: chance.choice([0.05, 0.3, 0.6, 0.9]) for name in names}

    def row(columns):
        return [value(name) if chance.random() > missing[name] else "" for name in columns]

    protocols = [row(fixed) for _ in range(PROTOCOLS)]
    with open(out, "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(fixed + series + images)
        for first in range(0, instances, IMAGES_A_SERIES):
            start = chance.choice(protocols) + row(series)
            for image in range(min(IMAGES_A_SERIES, instances - first)):
                places = {"ImagePositionPatient": f"-120\\-110.5\\{image * 2.5}", "SliceLocation": f"{image * 2.5}", "InstanceNumber": image + 1}
                writer.writerow(start + [places.get(name, f"{image:06d}" if "Time" in name else image + 1) for name in images])
    print(f"{out}: {instances} instances, {len(names)} tags, {len(claimed)} of them known to plugins", file=sys.stderr)


if __name__ == "__main__":
    main()
