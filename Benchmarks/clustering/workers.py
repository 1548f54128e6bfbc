"""Processes that are asked for one measurement at a time, and what they answered."""
import pathlib
import statistics
import subprocess
import sys
import time


class Failed(Exception):
    """A request that was not answered with figures."""


class Worker:
    """A process that answers each line with a line; it is started when it is first asked."""

    def __init__(self, *command):
        self.command, self.process = [str(word) for word in command], None

    def ask(self, request):
        """The words of the answer, numbers as numbers."""
        if self.process is None:
            self.process = subprocess.Popen(
                self.command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        try:
            self.process.stdin.write(request + "\n")
            self.process.stdin.flush()
            line = self.process.stdout.readline()
        except BrokenPipeError:
            line = ""
        if not line:
            code = self.process.wait()
            self.process = None
            raise Failed(f"the process ended with {code}")
        state, *words = line.split()
        if state != "ok":
            raise Failed(" ".join(words))
        return {key: number(value) for key, value in (word.split("=", 1) for word in words)}

    def end(self):
        """Lets the process finish, and its memory go."""
        if self.process is not None:
            self.process.stdin.close()
            self.process.wait()
            self.process = None


class Fresh(Worker):
    """A new process for each request, for what is measured but once in one."""

    def ask(self, request):
        self.end()
        try:
            return super().ask(request)
        finally:
            self.end()


def number(text):
    try:
        return float(text)
    except ValueError:
        return text


class Row:
    """A line of a table: who is asked for what, with how many threads, and all answers."""

    def __init__(self, name, threads, worker, request, rounds, after=None):
        self.name, self.threads, self.worker, self.request, self.rounds = name, threads, worker, request, rounds
        self.after = after  # called with the row when its first answer is there: to compare values
        self.answers, self.note = [], ""

    @property
    def seconds(self):
        """The median, or nothing."""
        times = [answer["seconds"] for answer in self.answers]
        return statistics.median(times) if times else None

    def measure(self):
        """Asks once. What fails is not asked again."""
        try:
            self.answers.append(self.worker.ask(self.request))
            if self.after and len(self.answers) == 1:
                found = self.after(self)
                self.note = found if isinstance(found, str) else self.note
        except Failed as failure:
            self.rounds, self.note = 0, f"not measured: {failure}"[:120]
        time.sleep(0.05)  # threads of the last one that wait by spinning


def measure(title, rows, base=None):
    """All rows in turns, as often as each wants; then their table. Ratios are to the row named `base`."""
    for round_ in range(max((row.rounds for row in rows), default=0)):
        for row in rows:
            if round_ < row.rounds:
                row.measure()
    show(title, rows, base)
    return {(row.name, row.threads): row for row in rows}


def show(title, rows, base=None):
    """Median, least and worst seconds of each row, and how many times the base's they are."""
    reference = next((row.seconds for row in rows if row.name == base and row.seconds), None)
    print(f"\n{title:<52} threads {'median s':>10} {'least':>9} {'worst':>9} rounds {'ratio':>8}", flush=True)
    for row in rows:
        times = [answer["seconds"] for answer in row.answers]
        if not times:
            print(f"{row.name:<52} {row.threads:>7} {row.note:>10}")
            continue
        ratio = f"{row.seconds / reference:8.2f}" if reference else " " * 8
        note = f"  {row.note}" if row.note else ""
        print(f"{row.name:<52} {row.threads:>7} {row.seconds:>10.4f} {min(times):>9.4f} {max(times):>9.4f} {len(times):>6} {ratio}{note}")
    sys.stdout.flush()


def command_line(arguments, log):
    """Runs a command to its end: seconds on the clock and the most memory it had."""
    import os

    begin = time.perf_counter()
    with open(log, "w", encoding="utf-8") as file:
        process = subprocess.Popen([str(word) for word in arguments], stdout=file, stderr=file)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        last = (pathlib.Path(log).read_text(errors="replace").strip().splitlines() or [""])[-1]
        raise Failed(f"it ended with {process.returncode}: {last[:150]}")
    return {"seconds": time.perf_counter() - begin, "peak": usage.ru_maxrss * 1024}


class Command(Worker):
    """A command that runs to its end for each request."""

    def __init__(self, log, *command):
        super().__init__(*command)
        self.log = log

    def ask(self, request):
        return command_line(self.command, self.log)
