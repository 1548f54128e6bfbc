"""Make the files of the benchmark xml-attacks.

    make_attacks.py FOLDER

Each attack becomes FOLDER/synonym/NAME/ours.xml and FOLDER/data/NAME/dicom.xml, where it has a meaning for that form. What
stands in FOLDER/good has none: it is what the others are held against. Prints nothing. The files are the same each time.
"""

import gzip
import os
import sys

MB = 1 << 20
LIMIT = 31 * MB  # just below what tagfold reads

ROOTS = {"synonym": ('<synonymDictionary name="words">', "</synonymDictionary>"), "data": ("<dataDictionary>", "</dataDictionary>")}
GOOD = {
    "synonym": '<term name="HEAD"><synonym>CAPUT</synonym></term>',
    "data": '<element tag="00080060" keyword="Modality" vr="CS" vm="1"/>',
}
TEXT = {"synonym": ("<sentinel>", "</sentinel>"), "data": ('<element tag="00080061">', "</element>")}
ENTRY = {"synonym": '<sentinel when="{}">X</sentinel>', "data": '<element tag="00080061" vm="{}"/>'}


def document(kind, body="", before="", root=None):
    begin, end = ROOTS[kind]
    return ('<?xml version="1.0" encoding="UTF-8"?>\n' + before + (root or begin) + "\n" + GOOD[kind] + body + "\n" + end + "\n").encode()


def doctype(kind, subset, use="&e;"):
    root = ROOTS[kind][0][1:].split(" ")[0].rstrip(">")
    begin, end = TEXT[kind]
    return document(kind, begin + use + end, f"<!DOCTYPE {root} [\n{subset}\n]>\n")


def repeated(kind, piece, begin="", end=""):
    """A good document of many pieces, just below the limit."""
    count = (LIMIT - len(begin) - len(end)) // len(piece)
    yield document(kind, begin + "@@@" + end).split(b"@@@")[0]
    block = piece.encode() * max(1, MB // len(piece))
    for _ in range(count // max(1, MB // len(piece))):
        yield block
    yield document(kind, begin + "@@@" + end).split(b"@@@")[1]


def numbered(kind, template, count):
    """A good document with a text for each number."""
    head, tail = document(kind, "@@@").split(b"@@@")
    yield head
    for first in range(0, count, 10_000):
        yield "".join(template(number) for number in range(first, min(count, first + 10_000))).encode()
    yield tail


def billion_laughs(kind):
    names = ['<!ENTITY e0 "ha">'] + [f'<!ENTITY e{i} "{f"&e{i - 1};" * 10}">' for i in range(1, 30)]
    return doctype(kind, "\n".join(names), "&e29;")


def utf16(kind, text):
    return text.decode().replace("UTF-8", "UTF-16").encode("utf-16")


# The ten that tagfold promises to refuse at once.
PROMISED = {
    "external entity": lambda k: doctype(k, '<!ENTITY e SYSTEM "file:///etc/passwd">'),
    "billion laughs": billion_laughs,
    "quadratic blow-up": lambda k: doctype(k, f'<!ENTITY e "{"x" * 1_000_000}">', "&e;" * 1_000_000),
    "gzip bomb named .xml": lambda k: gzip.compress(document(k) + b" " * (1 << 30), 9, mtime=0),
    "1 GB file": lambda k: ("hole", document(k), 1 << 30),
    "deep nesting": lambda k: repeated(k, "<a>"),
    "bad UTF-8": lambda k: document(k, "<!-- \xe9 -->").replace(b"\xc3\xa9", b"\xff\xfe"),
    "wrong root": lambda k: b'<?xml version="1.0"?>\n<dictionary>\n<term name="A"/></dictionary>\n',
    "truncated": lambda k: document(k)[:-20],
    "DTD": lambda k: document(k, "", '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">\n'),
}

MORE = {
    "parameter entity": lambda k: doctype(k, '<!ENTITY % p SYSTEM "file:///dev/zero">%p;', "x"),
    "entity in UTF-16": lambda k: utf16(k, doctype(k, '<!ENTITY e SYSTEM "file:///etc/passwd">')),
    "entity in UTF-7": lambda k: b'<?xml version="1.0" encoding="UTF-7"?>\n+ADwAIQ-DOCTYPE x+AD4-' + document(k)[39:],
    "says UTF-16, is UTF-8": lambda k: document(k).replace(b"UTF-8", b"UTF-16"),
    "says EBCDIC": lambda k: document(k).replace(b"UTF-8", b"IBM037"),
    "says an unknown encoding": lambda k: document(k).replace(b"UTF-8", b"x-evil"),
    "says ISO-2022-JP": lambda k: document(k, "<!-- \x1b$B -->").replace(b"UTF-8", b"ISO-2022-JP"),
    "gzip bomb in UTF-16 by its first bytes": lambda k: b"\xff\xfe" + b"\x00" * (LIMIT // 2 * 2),
    "nested in its place": lambda k: repeated(k, {"synonym": '<term name="A">', "data": '<element tag="00080061">'}[k]),
    "30 MB: one comment": lambda k: repeated(k, "x - ", "<!--", "-->"),
    "30 MB: many comments": lambda k: repeated(k, "<!--x-->"),
    "30 MB: one text": lambda k: repeated(k, "x", *TEXT[k]),
    "30 MB: one CDATA section": lambda k: repeated(k, "]", TEXT[k][0] + "<![CDATA[x", "x]]>" + TEXT[k][1]),
    "30 MB: one attribute": lambda k: repeated(k, "x", {"synonym": '<term name="', "data": '<element tag="'}[k], '"/>'),
    "30 MB: one name": lambda k: repeated(k, "x", "<", "/>"),
    "30 MB: one tag of spaces": lambda k: repeated(k, " ", "<term", "/>"),
    "30 MB: layout": lambda k: repeated(k, " \n"),
    "30 MB: empty elements": lambda k: repeated(k, "<b/>"),
    "30 MB: empty elements, in their place": lambda k: repeated(k, {"synonym": "<source/>", "data": "<element/>"}[k]),
    "30 MB: empty entries": lambda k: repeated(k, {"synonym": "<sentinel/>", "data": '<element tag=""/>'}[k]),
    "30 MB: good entries": lambda k: numbered(
        k, lambda n: {"synonym": f"<sentinel>N{n}</sentinel>", "data": f'<element tag="{n // 30000 * 2:04x}{n % 30000:04x}"/>'}[k],
        {"synonym": 1_000_000, "data": 1_000_000}[k]),
    "30 MB: processing instructions": lambda k: repeated(k, "<?a b?>"),
    "30 MB: one processing instruction": lambda k: repeated(k, "x?", "<?a ", "?>"),
    "30 MB: character references": lambda k: repeated(k, "&#88;", *TEXT[k]),
    "30 MB: namespaces": lambda k: repeated(k, '<b xmlns:a="u"/>'),
    "1,000,000 attributes": lambda k: numbered(k, lambda n: ("<b" if n == 0 else "") + f' a{n}=""', 1_000_000),
    "6,000 attributes, many times": lambda k: repeated(k, "<b " + " ".join(f'a{n}=""' for n in range(6000)) + "/>"),
    "3,000 namespaces, many times": lambda k: repeated(k, "<b " + " ".join(f'xmlns:a{n}="u"' for n in range(3000)) + "/>"),
    "NUL bytes": lambda k: document(k, "\0" * 1000),
    "30 MB of NUL bytes": lambda k: b"\0" * LIMIT,
    "XInclude": lambda k: document(k, '<x:include xmlns:x="http://www.w3.org/2001/XInclude" href="file:///etc/passwd" parse="text"/>'),
    "stylesheet": lambda k: document(k, "", '<?xml-stylesheet href="file:///dev/zero"?>\n'),
    "empty": lambda k: b"",
    "link to /dev/zero": lambda k: ("link", "/dev/zero"),
    "FIFO": lambda k: ("fifo",),
    "folder": lambda k: ("folder",),
    "file that grows": lambda k: ("grows", document(k).split(b"\n</")[0]),
    "60 kB of value": lambda k: document(k, ENTRY[k].format({"synonym": "A=" + "|" * 60_000, "data": "1 " * 30_000 + "!"}[k])),
    "60 kB of value, many times": lambda k: repeated(k, ENTRY[k].format({"synonym": "A= " + " |" * 30_000, "data": "or " * 20_000}[k])),
}

# Those that stand for one form alone.
SYNONYM = {
    "schema location": lambda k: document(
        k, root='<synonymDictionary xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:noNamespaceSchemaLocation="/dev/zero" name="words">'),
    "100,000 terms of one name": lambda k: numbered(k, lambda n: '<term name="A"/>', 100_000),
    "100,000 parents in a chain": lambda k: numbered(k, lambda n: f'<term name="T{n}"' + (f' parent="T{n + 1}"/>' if n < 99_999 else "/>"), 100_000),
    "100,000 parents in a circle": lambda k: numbered(k, lambda n: f'<term name="T{n}" parent="T{(n + 1) % 100_000}"/>', 100_000),
    "100,000 spellings of one form": lambda k: numbered(k, lambda n: f"<sentinel>A{format(n, '017b').replace('0', '-').replace('1', '.')}B</sentinel>", 100_000),
    "100,000 conditions of one text": lambda k: numbered(k, lambda n: f'<sentinel when="M={n}">A B C</sentinel>', 100_000),
    "100,000 terms of one fingerprint": lambda k: numbered(
        k, lambda n: f'<term name="{" ".join(sorted("abcdefghi", key=lambda c: hash_of(n, c)))}"/>', 100_000),
    "100,000 codes alike": lambda k: numbered(k, lambda n: f'<term name="T{n}"><code scheme="S" value="1"/></term>', 100_000),
    "abbreviation of itself": lambda k: document(k, '<abbreviation from="A" to="A A A A"/><abbreviation from="B" to="C"/><abbreviation from="C" to="B"/>'),
    "abbreviations that double": lambda k: document(k, "".join(f'<abbreviation from="A{n}" to="A{n + 1} A{n + 1}"/>' for n in range(60)) + '<abbreviation from="A" to="A1 A1"/>'),
    "20,000 parts": lambda k: document(k, f'<term name="X" parts="{"A|B " * 14_000}"/>'),
    "parts of parts": lambda k: document(k, '<term name="P0"/>' + "".join(f'<term name="P{n}" parts="P{n - 1} P{n - 1}|HEAD"/>' for n in range(1, 3000))),
    "10,000 connectors": lambda k: numbered(k, lambda n: f"<connector>W{n}</connector>", 10_000),
    "a spelling of 4 MB": lambda k: document(k, f"<sentinel>{'A ' * 2_000_000}</sentinel>"),
    "a spelling of 4 MB, letters that compose": lambda k: document(k, "<sentinel>A" + "\u0301\u0323" * 900_000 + "</sentinel>"),
}

DATA = {
    "100,000 elements of one tag": lambda k: numbered(k, lambda n: '<element tag="00080061"/>', 100_000),
    "100,000 tags that repeat": lambda k: numbered(k, lambda n: f'<element tag="{n // 2048 * 2:04x}{n % 2048:03x}x"/>', 100_000),
    "100,000 keywords alike": lambda k: numbered(k, lambda n: f'<element tag="0010{n % 65536:04x}" keyword="A"/>', 60_000),
    "1,000,000 creators": lambda k: private(lambda n: f'<creator name="{n}"/>', 1_000_000),
    "one creator, 300,000 times": lambda k: private(lambda n: f'<creator name="A{n % 2}"><element tag="0009xx{n % 256:02x}"/></creator>', 300_000),
}


def hash_of(number, letter):
    return (number * 2654435761 + ord(letter) * 40503 * (number % 97 + 1)) % 65521


def private(template, count):
    yield b"<privateDictionary>"
    for first in range(0, count, 10_000):
        yield "".join(template(number) for number in range(first, min(count, first + 10_000))).encode()
    yield b"</privateDictionary>"


def write(path, made):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    if isinstance(made, bytes):
        made = [made]
    if not isinstance(made, tuple):
        with open(path, "wb") as file:
            for part in made:
                file.write(part)
    elif made[0] == "hole":
        with open(path, "wb") as file:
            file.write(made[1])
            file.truncate(made[2])
    elif made[0] == "grows":
        with open(path, "wb") as file:
            file.write(made[1])
    elif made[0] == "link":
        os.symlink(made[1], path)
    elif made[0] == "fifo":
        os.mkfifo(path)
    elif made[0] == "folder":
        os.mkdir(path)


def attacks(kind):
    return {**PROMISED, **MORE, **(SYNONYM if kind == "synonym" else DATA)}


def main(folder):
    os.makedirs(folder)
    write(f"{folder}/good/dicom.xml", document("data"))
    write(f"{folder}/good/words.xml", document("synonym"))
    write(f"{folder}/good/ours.xml", document("synonym").replace(b"CAPUT", b"CRANIUM"))
    for kind, name in (("synonym", "ours.xml"), ("data", "dicom.xml")):
        for number, make in enumerate(attacks(kind).values()):
            write(f"{folder}/{kind}/{number:02}/{name}", make(kind))


if __name__ == "__main__":
    main(sys.argv[1])
