"""Run tagfold on each file that make_attacks.py made, and print what it did.

    measure.py TAGFOLD FOLDER [ROUNDS]

A row is one attack on one command: exit code, milliseconds more than the same command takes for a tiny good file, most memory
of the process, and the first line that it printed. Times are the least of ROUNDS (3), or of one where that takes more than
two seconds. A command that does not end within 120 seconds is ended.
"""

import os
import signal
import subprocess
import sys
import threading
import time

import make_attacks

LIMIT_MS, LIMIT_MB, GIVE_UP = 100, 32, 120


def run(words, grows=None):
    """Exit code, milliseconds, megabytes, output. The process is waited for by itself, so that its memory is its own."""
    stop = threading.Event()
    if grows:
        length = os.path.getsize(grows)
        threading.Thread(target=grow, args=(grows, stop), daemon=True).start()
    begin = time.perf_counter()
    child = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env={"SWIFT_BACKTRACE": "enable=no"})
    timer = threading.Timer(GIVE_UP, child.kill)
    timer.start()
    output = child.stdout.read(4000)
    while child.stdout.read(1 << 16):
        pass
    _, status, usage = os.wait4(child.pid, 0)
    milliseconds = (time.perf_counter() - begin) * 1000
    timer.cancel()
    child.returncode = 0
    stop.set()
    if grows:
        time.sleep(0.05)
        os.truncate(grows, length)
    return os.waitstatus_to_exitcode(status), milliseconds, usage.ru_maxrss / 1024, output.decode(errors="replace")


def grow(path, stop):
    """As fast as it goes, to 200 MB at most."""
    block = b"<!-- x -->" * 6500
    with open(path, "ab") as file:
        for _ in range(3200):
            if stop.is_set():
                return
            file.write(block)
            file.flush()


def least(words, rounds, grows=None):
    best = None
    for _ in range(rounds):
        result = run(words, grows)
        if best is None or result[1] < best[1]:
            best = result
        if result[1] > 2000:
            break
    return best


def commands(tagfold, folder):
    good = f"{folder}/good"
    explain = [tagfold, "dictionary", "explain", "words", "A B C", "--dictionaries"]
    return {
        "lint": ("synonym", lambda place: [tagfold, "dictionary", "lint", "--alone", place + "/ours.xml"]),
        "explain": ("synonym", lambda place: explain + [good, "--site-dictionary", place + "/ours.xml"]),
        "load": ("data", lambda place: explain + [place]),
    }


def show(text, place):
    lines = [line for line in text.splitlines() if line.strip()]
    first = (lines[0] if lines else "").replace(place + "/", "").strip()
    return first if len(first) <= 110 else first[:107] + "…"


def main(tagfold, folder, rounds):
    over, crashed = [], []
    print(f"{'attack':42} {'command':8} {'exit':>4} {'ms':>9} {'MB':>7}  says")
    for label, (kind, words) in commands(tagfold, folder).items():
        base = least(words(f"{folder}/good"), max(5, rounds))
        print(f"{'(a tiny good file, with start and end)':42} {label:8} {base[0]:4} {base[1]:9.1f} {base[2]:7.1f}")
        for number, name in enumerate(make_attacks.attacks(kind)):
            place = f"{folder}/{kind}/{number:02}"
            if kind == "data" and not os.path.exists(place + "/words.xml"):
                os.symlink(f"{folder}/good/words.xml", place + "/words.xml")
            file = place + ("/ours.xml" if kind == "synonym" else "/dicom.xml")
            code, milliseconds, megabytes, output = least(words(place), rounds, file if name == "file that grows" else None)
            print(f"{name:42} {label:8} {code:4} {milliseconds - base[1]:9.1f} {megabytes:7.1f}  {show(output, place)}", flush=True)
            if code < 0:
                crashed.append(f"{name} ({label}): " + ("did not end" if code == -signal.SIGKILL else f"signal {-code}"))
            if name in make_attacks.PROMISED and (milliseconds - base[1] >= LIMIT_MS or megabytes >= LIMIT_MB or code <= 0):
                over.append(f"{name} ({label})")
    print(f"\npromised to be refused within {LIMIT_MS} ms and {LIMIT_MB} MB, and are not: {', '.join(over) or 'none'}")
    print(f"ended by a signal or by the limit of {GIVE_UP} s: {', '.join(crashed) or 'none'}")


if __name__ == "__main__":
    main(os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2]), int(sys.argv[3]) if len(sys.argv) > 3 else 3)
