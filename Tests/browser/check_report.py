#!/usr/bin/env python3
"""Opens the report pages of tagfold in a browser, and looks for what a page must not do.

Makes three archives: one as hospitals have them, one whose texts mean harm (Tests/injection/payloads.tsv, in every place from which
text comes into a page), and its twin with harmless texts in the same places. Of each page, at 400 and 1,400 pixels, light and dark:
the browser has no error to tell; nothing is asked for but the page itself; there is no script, no event handler, no link that leads
out; it is no wider than the screen with everything open; every text has a contrast of 4.5; tables, headings and drawings are told.
Of the harmful archive: every text is there to be read, no dialog opens, and there are as many
elements of each kind as in its twin, but for lines of tables.
Of the policy: what is put into the page afterwards does not run, and loads nothing.

Usage: check_report.py COMMAND [--screenshots FOLDER] [--page FILE]…
Exit codes: 0 all is well; 1 not; 2 bad usage; 3 there is no browser.
"""
import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from archives import make_archive, payloads, visible
from browser import Browser, Page

HERE = Path(__file__).resolve().parent
FACTS = (HERE / "page_facts.js").read_text()
OF_LINES = {"tr", "td", "th", "bdi", "p", "span", "br"}
SIZES = [(1400, False), (1400, True), (400, False), (400, True)]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("command")
    parser.add_argument("--screenshots", help="write pictures of the pages into this folder")
    parser.add_argument("--page", action="append", default=[], help="look at this page, too")
    options = parser.parse_args()
    program = next((found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None)
    if not program:
        print("check_report: no browser", file=sys.stderr)
        return 3
    faults = []
    with tempfile.TemporaryDirectory(prefix="tagfold-report-") as folder, Browser(program) as browser:
        facts = {}
        for kind in ("plain", "harmful", "harmless"):
            for name, page in run(options.command, Path(folder), kind).items():
                facts[kind, name] = look(browser, page, f"{kind}/{name}", faults, options.screenshots)
        for page in options.page:
            look(browser, page, page, faults, options.screenshots)
        check_harmless(facts, faults)
        check_policy(browser, Path(folder) / "plain" / "out" / "report.local.html", faults)
    for fault in faults:
        print(f"check_report: {fault}", file=sys.stderr)
    print(f"check_report: {len(facts) + len(options.page)} pages at {len(SIZES)} sizes, {len(payloads())} harmful texts, {len(faults)} faults")
    return 1 if faults else 0


def run(command, folder, kind):
    """The pages of a run over an archive of that kind, by name."""
    arguments = make_archive(folder / kind, kind)
    out = folder / kind / "out"
    done = subprocess.run(
        [command, "run", *arguments, "--out", str(out), "--k", "2,3"], capture_output=True, env={**os.environ, "SWIFT_BACKTRACE": "enable=no"})
    if done.returncode not in (0, 1) or not (out / "report.html").exists():
        raise SystemExit(f"check_report: tagfold run failed with {done.returncode}: {done.stderr.decode(errors='replace')[-2000:]}")
    return {name: out / name for name in ("report.html", "report.local.html")}


def look(browser, path, name, faults, screenshots):
    """Opens a page at every size. Returns what it holds."""
    facts = None
    for width, dark in SIZES:
        place = f"{name} at {width}{' dark' if dark else ''}"
        page = Page(browser, path, width=width, dark=dark)
        if screenshots:
            Path(screenshots).mkdir(parents=True, exist_ok=True)
            page.screenshot(f"{screenshots}/{str(name).strip('/').replace('/', '-')}-{width}{'-dark' if dark else ''}.png")
        facts = page.evaluate(FACTS)
        page.browser.listen(0.2)
        faults += [f"{place}: {fault}" for fault in facts["faults"] + told(page)]
        page.close()
    return facts


def told(page):
    """What the browser says of a page, and should not."""
    faults = []
    for request in page.events("Network.requestWillBeSent"):
        url = request["request"]["url"]
        if url != page.url and not url.startswith("data:"):
            faults.append(f"asks for {url}")
    for entry in page.events("Log.entryAdded"):
        faults.append(f"the console tells: {entry['entry']['text']}")
    for entry in page.events("Runtime.consoleAPICalled", "Runtime.exceptionThrown"):
        faults.append(f"a script ran: {entry.get('type', 'exception')}")
    if page.events("Page.javascriptDialogOpening"):
        faults.append("a dialog opens")
    urls = [frame["frame"]["url"] for frame in page.events("Page.frameNavigated")]
    faults += [f"leads to {url}" for url in urls if url not in (page.url, "about:blank")]
    return faults


def check_harmless(facts, faults):
    """Harmful texts are there to be read, and are nothing else."""
    for name in ("report.html", "report.local.html"):
        harmful, harmless = facts["harmful", name], facts["harmless", name]
        # Harmless texts look alike, so that fewer lines tell of them; what is not of a line is the same.
        for element in sorted((set(harmful["counts"]) | set(harmless["counts"])) - OF_LINES):
            counts = [page["counts"].get(element, 0) for page in (harmful, harmless)]
            if counts[0] != counts[1]:
                faults.append(f"{name}: {counts[0]} elements “{element}” with harmful texts, {counts[1]} with harmless ones")
    text = " ".join(facts["harmful", "report.local.html"]["text"].split())
    for label, payload in payloads():
        if visible(payload) not in text:
            faults.append(f"report.local.html: the harmful text “{label}” cannot be read: {visible(payload)[:60]!r}")


def check_policy(browser, path, faults):
    """What comes into the page in spite of all does nothing."""
    page = Page(browser, path)
    refused = page.evaluate("""new Promise(done => {
        const refused = [];
        document.addEventListener('securitypolicyviolation', event => refused.push(event.effectiveDirective));
        const add = html => { const box = document.createElement('div'); box.innerHTML = html; document.body.append(box); };
        add('<img src="http://example.org/x.png" onerror="window.hit = 1">');
        add('<p style="color: red" onclick="window.hit = 1">x</p>');
        add('<style>body { background: url(http://example.org/y) }</style>');
        add('<iframe src="http://example.org/z"></iframe>');
        const script = document.createElement('script'); script.textContent = 'window.hit = 1'; document.body.append(script);
        const far = document.createElement('script'); far.src = 'http://example.org/s.js'; document.body.append(far);
        fetch('http://example.org/f').catch(() => 0);
        document.body.querySelector('p[style]')?.click();
        setTimeout(() => done([refused, window.hit === 1]), 700);
    })""")
    directives, hit = refused
    if hit:
        faults.append("the policy lets a script run")
    for wanted in ("img-src", "style-src-attr", "style-src-elem", "script-src-elem", "script-src-attr", "connect-src", "frame-src"):
        if wanted not in directives:
            faults.append(f"the policy does not refuse {wanted}: {sorted(set(directives))}")
    page.close()


if __name__ == "__main__":
    sys.exit(main())
