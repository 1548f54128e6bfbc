#!/usr/bin/env python3
"""Check synonym dictionaries, as the reader of tagfold would: all faults of all files, each with its place.

Of each file: that it is well-formed, without a DTD, and has only the elements and attributes of the format; that no name
of a term stands twice; that every parent is a term and no term its own ancestor; that nothing is empty or holds
invisible characters, such as those that turn the direction of writing; and that no synonym stands under two terms, or
under a term and among the values for missing, when case, spaces and punctuation do not count.

With --remarks also what is no fault: synonyms under two terms when the order of words does not count either (the step
that sorts words then passes them by), synonyms that stand there twice, and codes that several terms share.

Examples: Scripts/check_dictionaries.py
          Scripts/check_dictionaries.py site.xml
Exit codes: 0 no fault; 1 faults; 3 a file can't be read.
"""
import argparse
import sys
import unicodedata
from pathlib import Path
from xml.parsers import expat

FOLDER = Path(__file__).resolve().parent.parent / "dictionaries"
PLACES = {
    None: {"synonymDictionary"},
    "synonymDictionary": {"source", "tag", "term", "abbreviation", "sentinel"},
    "term": {"code", "synonym"},
}
ATTRIBUTES = {  # name: (must be there, may be there)
    "synonymDictionary": ({"name"}, {"version"}),
    "term": ({"name"}, {"meaning", "parent"}),
    "code": ({"scheme", "value"}, {"meaning"}),
    "synonym": (set(), {"lang"}),
    "sentinel": (set(), {"lang"}),
    "abbreviation": ({"from", "to"}, set()),
}
MISSING = "a value that stands for missing"


def words_of(text):
    """Runs of letters, digits and marks, in upper case."""
    text = unicodedata.normalize("NFC", text).upper()
    return "".join(c if c.isalnum() or unicodedata.combining(c) else " " for c in text).split()


def folded(text):
    """A text without regard to case, spaces and punctuation."""
    return "".join(words_of(text))


def fingerprint(text):
    """A text without regard to the order of its words either."""
    return " ".join(sorted(set(words_of(text))))


def is_invisible(character):
    """Control and format characters, which include those that turn the direction of writing."""
    return unicodedata.category(character) in ("Cc", "Cf") or character in "\u00a0\u2028\u2029"


class Checker:
    """Reads one file and gathers what is wrong with it."""

    def __init__(self, path):
        self.path, self.faults, self.remarks = path, [], []
        self.open, self.text = [], ""
        self.terms, self.parents, self.codes = {}, {}, {}
        self.entries = []  # (text, term or MISSING, line)
        self.abbreviations, self.tags, self.name = {}, [], ""

    def read(self):
        data = self.path.read_bytes()
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler, parser.EndElementHandler = self.start, self.end
        parser.CharacterDataHandler = self.characters
        parser.StartDoctypeDeclHandler = lambda *_: self.fault("a DTD is not allowed")
        self.parser = parser
        try:
            parser.Parse(data, True)
        except expat.ExpatError as error:
            self.faults.append((error.lineno, f"not well-formed: {expat.errors.messages[error.code]}"))
            return
        self.check_parents()
        self.check_synonyms()

    def fault(self, reason, line=None):
        self.faults.append((line or self.parser.CurrentLineNumber, reason))

    def start(self, name, attributes):
        outer = self.open[-1][0] if self.open else None
        line = self.parser.CurrentLineNumber
        self.open.append((name, attributes, line))
        self.text = ""
        if name not in PLACES.get(outer, ()):
            self.fault(f"<{name}> has no place here")
            return
        must, may = ATTRIBUTES.get(name, (set(), set()))
        for attribute in sorted(must - set(attributes)):
            self.fault(f"<{name}> has no attribute {attribute!r}")
        for attribute, value in attributes.items():
            if attribute not in must | may:
                self.fault(f"<{name}> may not have the attribute {attribute!r}")
            self.check_text(value, f"the attribute {attribute!r}")
        if name == "synonymDictionary":
            self.name = attributes.get("name", "")
        elif name == "term":
            self.start_term(attributes, line)
        elif name == "code":
            key = attributes.get("scheme"), attributes.get("value")
            self.codes.setdefault(key, []).append((self.open[-2][1].get("name"), line))
        elif name == "abbreviation":
            self.start_abbreviation(attributes, line)

    def start_term(self, attributes, line):
        name = attributes.get("name", "")
        if name in self.terms:
            self.fault(f"the term {name!r} stands in line {self.terms[name]} already")
        self.terms.setdefault(name, line)
        if attributes.get("parent") is not None:
            self.parents[name] = attributes["parent"]

    def start_abbreviation(self, attributes, line):
        source = words_of(attributes.get("from", ""))
        if len(source) != 1:
            self.fault(f"an abbreviation is one word, not {attributes.get('from')!r}")
        elif source[0] in self.abbreviations:
            self.fault(f"the abbreviation {source[0]!r} stands in line {self.abbreviations[source[0]]} already")
        else:
            self.abbreviations[source[0]] = line

    def characters(self, text):
        self.text += text

    def end(self, name):
        _, _, line = self.open.pop()
        text = self.text.strip()
        self.text = ""
        if name in ("synonym", "sentinel", "tag", "source"):
            self.check_text(text, f"<{name}>", line)
        if name == "synonym" and self.open:
            self.entries.append((text, self.open[-1][1].get("name", ""), line))
        elif name == "sentinel":
            self.entries.append((text, MISSING, line))
        elif name == "tag":
            self.tags.append(text)

    def check_text(self, text, what, line=None):
        if not text:
            self.fault(f"{what} is empty", line)
        elif any(map(is_invisible, text)):
            self.fault(f"{what} holds an invisible character: {text!a}", line)

    def check_parents(self):
        for term, parent in self.parents.items():
            if parent not in self.terms:
                self.fault(f"the parent {parent!r} of {term!r} is no term", self.terms[term])
                continue
            ancestors = [term]
            while parent is not None and parent not in ancestors:
                ancestors.append(parent)
                parent = self.parents.get(parent)
            if parent == term:
                self.fault(f"the parents of {term!r} go round in a circle: {' → '.join([*ancestors, term])}", self.terms[term])
        for (scheme, value), uses in self.codes.items():
            terms = {term for term, _ in uses}
            if len(uses) > len(terms):
                self.fault(f"the code {scheme} {value} stands twice under one term", uses[-1][1])
            elif len(terms) > 1:
                self.remarks.append((uses[-1][1], f"the code {scheme} {value} stands under {', '.join(sorted(terms))}"))

    def check_synonyms(self):
        exact, owner, sorted_owner, told = {}, {}, {}, set()
        for text, term, line in [(name, name, line) for name, line in self.terms.items()] + self.entries:
            if text in exact:
                self.remarks.append((line, f"{text!r} stands in line {exact[text]} already"))
            exact.setdefault(text, line)
            key = folded(text)
            if not key:
                continue
            other, other_line = owner.setdefault(key, (term, line))
            if other != term:
                self.fault(f"{text!r} stands for {term}, but line {other_line} gives it to {other}", line)
                continue
            other, other_line = sorted_owner.setdefault(fingerprint(text), (term, line))
            if other != term and fingerprint(text) not in told:
                told.add(fingerprint(text))
                self.remarks.append((line, f"{text!r} of {term} has the words of line {other_line} of {other}"))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path, help="dictionaries (default: all synonym dictionaries of dictionaries/)")
    parser.add_argument("--remarks", action="store_true", help="tell also what is no fault")
    arguments = parser.parse_args()
    files = arguments.files or sorted(p for p in FOLDER.glob("*.xml") if b"<synonymDictionary" in p.read_bytes()[:2000])
    faulty, names = False, {}
    for path in files:
        checker = Checker(path)
        try:
            checker.read()
        except OSError as error:
            print(f"{path}: {error.strerror}", file=sys.stderr)
            sys.exit(3)
        if checker.name in names:
            checker.faults.append((1, f"{names[checker.name]} is called {checker.name!r} too"))
        names.setdefault(checker.name, path.name)
        for line, reason in sorted(checker.faults):
            print(f"{path.name}:{line}: {reason}", file=sys.stderr)
        for line, reason in sorted(checker.remarks) if arguments.remarks else ():
            print(f"{path.name}:{line}: remark: {reason}")
        faulty |= bool(checker.faults)
        print(f"{path.name}: {len(checker.terms)} terms, {len(checker.entries)} synonyms and values for missing, "
              f"{len(checker.abbreviations)} abbreviations, {len(checker.faults)} faults, {len(checker.remarks)} remarks")
    sys.exit(1 if faulty else 0)


if __name__ == "__main__":
    main()
