"""A headless Chromium, spoken to over a pipe by its DevTools protocol. Standard library alone."""
import json
import os
import select
import shutil
import subprocess
import tempfile
import time


class Browser:
    """Starts a browser that may reach no network, and ends it."""

    def __init__(self, program):
        self.folder = tempfile.mkdtemp(prefix="tagfold-browser-")
        to_read, to_write = os.pipe(), os.pipe()
        # Chromium reads commands from descriptor 3 and answers on 4.
        arguments = [
            program, "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--disable-extensions",
            "--disable-background-networking", "--disable-component-update", "--disable-sync", "--hide-scrollbars",
            "--host-resolver-rules=MAP * ~NOTFOUND", "--remote-debugging-pipe", f"--user-data-dir={self.folder}", "about:blank",
        ]
        shell = ["bash", "-c", f'exec "$@" 3<&{to_read[0]} 4>&{to_write[1]}', "bash", *arguments]
        self.process = subprocess.Popen(
            shell, pass_fds=(to_read[0], to_write[1]), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(to_read[0])
        os.close(to_write[1])
        self.input, self.output = to_read[1], to_write[0]
        self.rest, self.number, self.events = b"", 0, []

    def __enter__(self):
        return self

    def __exit__(self, *_):
        try:
            self.call("Browser.close", seconds=10)
        except Exception:
            pass
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
        shutil.rmtree(self.folder, ignore_errors=True)

    def call(self, method, parameters=None, session=None, seconds=60):
        """Sends a command and waits for its answer; events that come in between are kept."""
        self.number += 1
        message = {"id": self.number, "method": method, "params": parameters or {}}
        if session:
            message["sessionId"] = session
        os.write(self.input, json.dumps(message).encode() + b"\0")
        wanted, end = self.number, time.monotonic() + seconds
        while True:
            answer = self.receive(end)
            if answer is None:
                raise RuntimeError(f"the browser does not answer {method}")
            if answer.get("id") == wanted:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']}")
                return answer["result"]
            self.events.append(answer)

    def listen(self, seconds):
        """Keeps what comes until nothing has come for a while."""
        while (message := self.receive(time.monotonic() + seconds)) is not None:
            self.events.append(message)

    def receive(self, end):
        while b"\0" not in self.rest:
            left = end - time.monotonic()
            if left <= 0 or not select.select([self.output], [], [], left)[0]:
                return None
            chunk = os.read(self.output, 1 << 20)
            if not chunk:
                return None
            self.rest += chunk
        message, self.rest = self.rest.split(b"\0", 1)
        return json.loads(message)


class Page:
    """A file in a tab of its own, and all that the browser says of it."""

    def __init__(self, browser, path, width=1400, height=900, dark=False):
        self.browser, self.path = browser, path
        self.target = browser.call("Target.createTarget", {"url": "about:blank"})["targetId"]
        self.session = browser.call("Target.attachToTarget", {"targetId": self.target, "flatten": True})["sessionId"]
        for domain in ("Page", "Network", "Log", "Runtime"):
            self.call(f"{domain}.enable")
        self.call("Emulation.setDeviceMetricsOverride", {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600})
        self.call("Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}]})
        self.call("Page.setLifecycleEventsEnabled", {"enabled": True})
        self.url = "file://" + os.path.abspath(path)
        self.call("Page.navigate", {"url": self.url})
        end = time.monotonic() + 30
        while not self.events("Page.loadEventFired") and time.monotonic() < end:
            browser.listen(0.1)
        browser.listen(0.3)

    def call(self, method, parameters=None):
        return self.browser.call(method, parameters, self.session)

    def evaluate(self, expression):
        answer = self.call("Runtime.evaluate", {"expression": expression, "returnByValue": True, "awaitPromise": True})
        if "exceptionDetails" in answer:
            raise RuntimeError(answer["exceptionDetails"])
        return answer["result"].get("value")

    def events(self, *methods):
        return [e["params"] for e in self.browser.events if e.get("sessionId") == self.session and e["method"] in methods]

    def screenshot(self, path):
        import base64
        size = self.call("Page.getLayoutMetrics")["cssContentSize"]
        data = self.call("Page.captureScreenshot", {
            "captureBeyondViewport": True, "clip": {"x": 0, "y": 0, "width": size["width"], "height": min(size["height"], 12000), "scale": 1}})
        with open(path, "wb") as file:
            file.write(base64.b64decode(data["data"]))

    def close(self):
        self.browser.call("Target.closeTarget", {"targetId": self.target})
