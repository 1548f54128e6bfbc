#!/usr/bin/env python3
"""Write dictionaries/body-parts.xml, the synonym dictionary of body parts.

Nine tables go in:

  the defined terms of PS3.16 Table L-1    columns term, meaning, scheme, code, code_meaning (given as argument)
  Scripts/body_part_terms.csv              the same columns: terms of our own, for what Table L-1 has no term
  Scripts/body_part_synonyms.csv           columns term, language (or several, parted by spaces), synonym
  Scripts/body_part_sets.csv               columns parts, language, synonym: one text for several terms
  Scripts/body_part_contexts.csv           columns term, when, synonym: what holds only in a context
  Scripts/body_part_parents.csv            columns term, parent
  Scripts/body_part_parts.csv              columns term, parts: the terms that a term is the name for together
  Scripts/body_part_groups.csv             columns group, terms: terms that may stand side by side
  Scripts/body_part_words.csv              columns kind, from, to: abbreviations, fillers, connectors and sentinels

Folding takes apart what names several parts (`FOOT/ANKLE`, by connectors and groups), so the table of sets holds only
what it could not: such a text folds to a term that is called `ANKLE+FOOT`, as several values of one element would be. A
filler is a word that does not say where (CT, PORTABLE): it is dropped, since it is an abbreviation for nothing
(`to="-"`). A negation is a filler that takes away what follows (WITHOUT). An ending holds only for the last word: C, with
contrast, and what a code string leaves of a long word. `#` stands for a number (`#MM`).

A synonym may be a pattern: `CHEST|THORAX AND? ABD|ABDOMEN` stands for each choice of its alternatives, with and
without AND. The script adds by itself, where no other term claims them: the meanings in Table L-1; spellings without
diacritics; and what is left of a long synonym in the 16 characters of a code string.

Case, spaces and punctuation do not count when values are folded, so variants of these need not be listed. The script
fails, naming file and line, when a synonym stands under two terms or equals the name of another one, also after
sorting its words, and when a parent is no term or its own ancestor.

Example: Scripts/make_body_parts.py body-parts-ps3.16-table-L1.csv
"""
import argparse
import csv
import itertools
import re
import sys
import unicodedata
from pathlib import Path
from xml.sax.saxutils import escape

HERE = Path(__file__).resolve().parent
DEFAULT_OUTPUT = HERE.parent / "dictionaries" / "body-parts.xml"
OWN_TERMS, SETS = HERE / "body_part_terms.csv", HERE / "body_part_sets.csv"
SYNONYMS, PARENTS = HERE / "body_part_synonyms.csv", HERE / "body_part_parents.csv"
CONTEXTS = HERE / "body_part_contexts.csv"
PARTS, GROUPS, WORDS = HERE / "body_part_parts.csv", HERE / "body_part_groups.csv", HERE / "body_part_words.csv"
SOURCE = "DICOM PS3.16 Annex L, Table L-1 (terms, meanings, codes); other terms, synonyms and parents by the tagfold authors"
LANGUAGES = ["en", "de", "hr", "it", "fr", "es", "nl", "la", "pl", "pt", "sv", "sl", "cs", "hu", "da", "no", "fi", "ro", "tr", "vi"]
CODE_STRING_LENGTH = 16
GERMAN = str.maketrans({"Ä": "AE", "Ö": "OE", "Ü": "UE"})
STROKES = str.maketrans({"Đ": "D", "Ø": "O", "Ł": "L", "Œ": "OE", "Æ": "AE"})
QUOTE = {'"': "&quot;"}
ABBREVIATIONS = {"abbreviation": "", "filler": "", "negation": ' negates="true"', "ending": ' ending="true"'}
INITIALS = re.compile(r"(?<![^\W_])(?:[^\W\d_]\.)+[^\W\d_](?![^\W_])")


class BadTable(Exception):
    """A row of a table is wrong; the text says which and why."""


def words_of(text):
    """The words of a value, upper-case; anything but letters and digits parts them, but for points between letters."""
    text = INITIALS.sub(lambda match: match[0].replace(".", ""), unicodedata.normalize("NFC", text).upper())
    return "".join(c if c.isalnum() else " " for c in text).split()


def folded(text):
    """A value without regard to case, spaces and punctuation."""
    return "".join(words_of(text))


def fingerprint(text):
    """A value without regard to the order of its words either."""
    return " ".join(sorted(words_of(text)))


def rows(path, columns):
    """The rows of a table with the place of each."""
    with open(path, newline="", encoding="utf-8") as file:
        reader = csv.DictReader(file)
        if reader.fieldnames != columns:
            raise BadTable(f"{path.name}: the columns are {reader.fieldnames}, not {columns}")
        for row in reader:
            place = f"{path.name}:{reader.line_num}"
            if None in row or None in row.values():
                raise BadTable(f"{place}: wrong number of cells")
            yield place, row


def expanded(pattern):
    """Every text that a pattern stands for."""
    choices = []
    for word in pattern.split(" "):
        alternatives = word.removesuffix("?").split("|")
        choices.append(alternatives + [""] if word.endswith("?") and len(word) > 1 else alternatives)
    for choice in itertools.product(*choices):
        yield " ".join(word for word in choice if word)


def without_diacritics(text, language):
    """How a keyboard or a system without diacritics writes a text."""
    text = unicodedata.normalize("NFC", text).upper()
    if "de" in language.split(" "):
        yield text.translate(GERMAN).translate(STROKES)
    if "Đ" in text:
        yield stripped(text.replace("Đ", "DJ"))
    yield stripped(text)


def stripped(text):
    """A text without its diacritics."""
    decomposed = unicodedata.normalize("NFKD", text.translate(STROKES))
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def truncated(text):
    """What is left of a long text in a code string, with and without its spaces. Not where whole words are lost: what is
    left of an artery (`ANTERIOR TIBIAL`) may be a vein's, or a view's."""
    words = words_of(text)
    ends = set(itertools.accumulate(len(word) for word in words))
    for form in (" ".join(words), folded(text)):
        left = form[:CODE_STRING_LENGTH].strip()
        if len(form) > CODE_STRING_LENGTH and len(folded(left)) not in ends:
            yield left


class Dictionary:
    """The terms, and who claims which synonym."""

    def __init__(self, table):
        self.terms = {}  # term: (meaning, codes, synonyms as a list of (language, text))
        self.owner = {}  # folded text or fingerprint: term
        self.parents, self.left_out, self.meanings, self.own = {}, [], {}, set()
        self.parts, self.groups, self.contexts = {}, {}, {}
        self.read_terms(table)
        standard = set(self.terms)
        self.read_terms(OWN_TERMS, taken=standard)
        self.own = set(self.terms) - standard

    def read_terms(self, path, taken=()):
        """Terms with their meanings and codes."""
        for place, row in rows(path, ["term", "meaning", "scheme", "code", "code_meaning"]):
            term = row["term"]
            if term in taken or self.owner.get(folded(term), term) != term:
                raise BadTable(f"{place}: {term} is a term already")
            _, codes, _ = self.terms.setdefault(term, (row["meaning"], {}, []))
            if row["code"]:
                codes.setdefault((row["scheme"], row["code"]), row["code_meaning"])
            self.owner[folded(term)] = term
            self.meanings.update(((term, meaning), None) for meaning in (row["meaning"], row["code_meaning"]) if meaning)

    def claim(self, term, language, synonym):
        """Enter a synonym; returns the other term that has it, if one does."""
        keys = {folded(synonym), fingerprint(synonym)}
        other = next((self.owner[k] for k in sorted(keys) if self.owner.get(k, term) != term), None)
        # A spelling that only its spaces tell from a known one has an order of words, which that may not have.
        is_new = self.owner.get(folded(synonym)) != term or fingerprint(synonym) not in self.owner
        if other is None and is_new:
            self.terms[term][2].append((language, synonym))
            for key in keys:
                self.owner.setdefault(key, term)
        return other

    def read_synonyms(self, path):
        """The curated synonyms: a clash is an error."""
        seen = {}
        for place, row in rows(path, ["term", "language", "synonym"]):
            if row["term"] not in self.terms:
                raise BadTable(f"{place}: {row['term']} is not a term")
            self.read_synonym(place, row["term"], row, seen)

    def read_sets(self, path):
        """Texts for several terms at once: each set becomes a term, called after its terms."""
        seen = {}
        for place, row in rows(path, ["parts", "language", "synonym"]):
            parts = row["parts"].split(" ")
            for part in parts:
                if part not in self.terms:
                    raise BadTable(f"{place}: {part} is not a term")
            if len(parts) < 2 or parts != sorted(set(parts)):
                raise BadTable(f"{place}: the parts are not two or more in the order of the alphabet")
            term = "+".join(parts)
            if term not in self.terms:
                if folded(term) in self.owner:
                    raise BadTable(f"{place}: {term} is under {self.owner[folded(term)]} already")
                meanings = [self.terms[part][0] for part in parts]
                self.terms[term] = (", ".join(meanings[:-1]) + " and " + meanings[-1], {}, [])
                self.owner[folded(term)] = term
                self.own.add(term)
            self.read_synonym(place, term, row, seen)

    def read_synonym(self, place, term, row, seen):
        """One curated synonym, or all that a pattern stands for."""
        if not row["language"] or any(language not in LANGUAGES for language in row["language"].split(" ")):
            raise BadTable(f"{place}: unknown language {row['language']!r}")
        for synonym in expanded(row["synonym"]):
            if not folded(synonym):
                raise BadTable(f"{place}: empty synonym")
            other = self.claim(term, row["language"], synonym)
            if other:
                keys = (folded(synonym), fingerprint(synonym))
                where = next((seen[other, key] for key in keys if (other, key) in seen), "a term, or another table")
                raise BadTable(f"{place}: {synonym!r} is under {other} already ({where})")
            for key in (folded(synonym), fingerprint(synonym)):
                seen.setdefault((term, key), place)

    def add_variants(self):
        """Meanings, spellings without diacritics and truncations, where nobody else claims them."""
        for term, meaning in self.meanings:
            if self.claim(term, "en", meaning):
                self.left_out.append(f"{meaning!r} for {term}")
        for term, (_, _, synonyms) in self.terms.items():
            for language, synonym in list(synonyms):
                for variant in without_diacritics(synonym, language):
                    if self.claim(term, language, variant):
                        self.left_out.append(f"{variant!r} for {term}")
        full = dict(self.owner)
        for term, (_, _, synonyms) in self.terms.items():
            for language, synonym in list(synonyms):
                for variant in truncated(synonym):
                    if all(owner == term for key, owner in full.items() if key.startswith(folded(variant))):
                        self.claim(term, language, variant)

    def read_parents(self, path):
        """The parent of each term that has one, without circles."""
        for place, row in rows(path, ["term", "parent"]):
            for term in row.values():
                if term not in self.terms:
                    raise BadTable(f"{place}: {term} is not a term")
            if row["term"] in self.parents:
                raise BadTable(f"{place}: {row['term']} has a parent already")
            self.parents[row["term"]] = row["parent"]
            ancestor = row["parent"]
            while ancestor:
                if ancestor == row["term"]:
                    raise BadTable(f"{place}: {row['term']} would be its own ancestor")
                ancestor = self.parents.get(ancestor)
        for term in self.terms:
            parts = term.split("+")
            common = [a for a in self.ancestors(parts[0]) if all(a in self.ancestors(part) for part in parts)]
            if len(parts) > 1 and common:
                self.parents[term] = common[0]

    def read_contexts(self, path):
        """Synonyms that hold only where other attributes have certain values."""
        for place, row in rows(path, ["term", "when", "synonym"]):
            if row["term"] not in self.terms:
                raise BadTable(f"{place}: {row['term']} is not a term")
            self.contexts.setdefault(row["term"], []).append((row["when"], row["synonym"]))

    def read_parts(self, path):
        """The terms that stand for several."""
        for place, row in rows(path, ["term", "parts"]):
            for term in [row["term"], *row["parts"].replace("|", " ").split(" ")]:
                if term not in self.terms:
                    raise BadTable(f"{place}: {term} is not a term")
            if row["term"] in self.parts:
                raise BadTable(f"{place}: {row['term']} has parts already")
            self.parts[row["term"]] = row["parts"]

    def read_groups(self, path):
        """The groups of each term."""
        for place, row in rows(path, ["group", "terms"]):
            for term in row["terms"].split(" "):
                if term not in self.terms:
                    raise BadTable(f"{place}: {term} is not a term")
                if row["group"] in self.groups.setdefault(term, []):
                    raise BadTable(f"{place}: {term} stands there twice, or so does {row['group']}")
                self.groups[term].append(row["group"])

    def ancestors(self, term):
        """A term, its parent, and so on up."""
        while term:
            yield term
            term = self.parents.get(term)

    def read_words(self, path):
        """The abbreviations, fillers, negations, connectors and sentinels as XML."""
        lines, seen = [], {}
        for place, row in rows(path, ["kind", "from", "to"]):
            is_word = words_of(row["from"]) == [row["from"].removeprefix("#").upper()] or row["from"] == "#"
            if row["kind"] in ABBREVIATIONS and is_word and (row["kind"] != "filler" or not row["to"]):
                attributes = ABBREVIATIONS[row["kind"]]
                lines.append(f'  <abbreviation from="{escape(row["from"], QUOTE)}" to="{escape(row["to"] or "-", QUOTE)}"{attributes}/>')
            elif row["kind"] == "connector" and (is_word and row["to"] in LANGUAGES or not folded(row["from"]) and not row["to"]):
                language = f' lang="{row["to"]}"' if row["to"] else ""
                lines.append(f"  <connector{language}>{escape(row['from'])}</connector>")
            elif row["kind"] == "sentinel" and row["from"] and not row["to"]:
                if folded(row["from"]) in self.owner:
                    raise BadTable(f"{place}: {row['from']!r} is under {self.owner[folded(row['from'])]} already")
                lines.append(f"  <sentinel>{escape(row['from'])}</sentinel>")
            else:
                raise BadTable(f"{place}: neither an abbreviation, a filler or a connector of one word nor a sentinel")
            kind = row["kind"] + row["to"] if row["kind"] in ("sentinel", "connector") else "abbreviation"
            entry = (kind, row["from"][:1] == "#", folded(row["from"]) or row["from"])
            if entry in seen:
                raise BadTable(f"{place}: {row['from']!r} stands here already ({seen[entry]})")
            seen[entry] = place
        return sorted(lines)

    def term_lines(self):
        """The terms as XML, sorted by name; synonyms by language and text."""
        for term, (meaning, codes, synonyms) in sorted(self.terms.items()):
            attributes = f' parent="{self.parents[term]}"' if term in self.parents else ""
            attributes += f' parts="{self.parts[term]}"' if term in self.parts else ""
            attributes += f' group="{" ".join(self.groups[term])}"' if term in self.groups else ""
            if term in self.own:
                yield "  <!-- Not in Table L-1 -->"
            start = f'  <term name="{escape(term, QUOTE)}" meaning="{escape(meaning, QUOTE)}"{attributes}'
            if not codes and not synonyms:
                yield start + "/>"
                continue
            yield start + ">"
            for (scheme, code), code_meaning in codes.items():
                yield f'    <code scheme="{scheme}" value="{code}" meaning="{escape(code_meaning, QUOTE)}"/>'
            for language, synonym in sorted(synonyms, key=lambda s: (LANGUAGES.index(s[0].split(" ")[0]), s[1])):
                yield f'    <synonym lang="{language}">{escape(synonym)}</synonym>'
            for when, synonym in sorted(self.contexts.get(term, [])):
                yield f'    <synonym lang="en" when="{escape(when, QUOTE)}">{escape(synonym)}</synonym>'
            yield "  </term>"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("table", type=Path, help="Table L-1 as CSV")
    parser.add_argument("--out", type=Path, default=DEFAULT_OUTPUT, help="the XML file (default: dictionaries/body-parts.xml)")
    arguments = parser.parse_args()
    try:
        dictionary = Dictionary(arguments.table)
        dictionary.read_synonyms(SYNONYMS)
        dictionary.read_sets(SETS)
        dictionary.add_variants()
        dictionary.read_parents(PARENTS)
        dictionary.read_contexts(CONTEXTS)
        dictionary.read_parts(PARTS)
        dictionary.read_groups(GROUPS)
        words = dictionary.read_words(WORDS)
    except (BadTable, OSError, UnicodeDecodeError, csv.Error) as error:
        sys.exit(str(error))
    head = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        "<!-- Made by Scripts/make_body_parts.py. Do not edit by hand: edit the tables beside the script. -->",
        '<synonymDictionary name="body-parts" version="1">',
        f"  <source>{escape(SOURCE)}</source>",
        "  <tag>BodyPartExamined</tag>",
    ]
    lines = [*head, *dictionary.term_lines(), *words, "</synonymDictionary>", ""]
    arguments.out.write_text("\n".join(lines), encoding="utf-8")
    synonyms = sum(len(term[2]) for term in dictionary.terms.values())
    print(f"{arguments.out}: {len(dictionary.terms)} terms, {synonyms} synonyms, {len(dictionary.parents)} parents")
    for text in dictionary.left_out:
        print(f"left out, as another term has it: {text}", file=sys.stderr)


if __name__ == "__main__":
    main()
