"""A headless Chromium, spoken to over a pipe in the words of its DevTools."""

import fcntl
import json
import os
import select
import shutil
import signal
import tempfile
import time

PATIENCE_SECONDS = 120

PROGRAMS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")


def program():
    """The first browser of this machine; None when there is none."""
    return next((path for name in PROGRAMS if (path := shutil.which(name))), None)


class Refused(Exception):
    """The browser did not do what it was told."""


class Chromium:
    """One browser with one page."""

    def __init__(self):
        self._profile = tempfile.mkdtemp(prefix="counterfoil-browser-")
        commands_out, self._commands = os.pipe()
        self._answers, answers_in = os.pipe()
        # The browser reads from 3 and writes to 4, so neither may be in the way of the other.
        theirs = [fcntl.fcntl(fd, fcntl.F_DUPFD_CLOEXEC, 10) for fd in (commands_out, answers_in)]
        quiet = os.open(os.devnull, os.O_RDWR)
        actions = [(os.POSIX_SPAWN_DUP2, quiet, 0), (os.POSIX_SPAWN_DUP2, quiet, 1),
                   (os.POSIX_SPAWN_DUP2, quiet, 2), (os.POSIX_SPAWN_DUP2, theirs[0], 3),
                   (os.POSIX_SPAWN_DUP2, theirs[1], 4)]
        self._pid = os.posix_spawn(program(), self._arguments(), os.environ,
                                   file_actions=actions, setpgroup=0)
        for fd in (commands_out, answers_in, quiet, *theirs):
            os.close(fd)
        self._buffer = b""
        self._number = 0
        self._session = None
        self.events = []
        target = self.ask("Target.createTarget", url="about:blank")["targetId"]
        self._session = self.ask("Target.attachToTarget", targetId=target, flatten=True)[
            "sessionId"]

    def _arguments(self):
        arguments = [program(), "--headless", "--remote-debugging-pipe", "--no-first-run",
                     "--disable-gpu", "--disable-dev-shm-usage", "--disable-extensions",
                     "--disable-background-networking", "--hide-scrollbars", "--lang=en",
                     "--user-data-dir=" + self._profile]
        # The sandbox refuses to run as root; what is opened here is our own server alone.
        return arguments + (["--no-sandbox"] if os.geteuid() == 0 else [])

    def ask(self, method, **parameters):
        """Sends a command and waits for its result."""
        self._number += 1
        message = {"id": self._number, "method": method, "params": parameters}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._commands, json.dumps(message).encode() + b"\0")
        number = self._number
        answer = self._next(lambda message: message.get("id") == number)
        if "error" in answer:
            raise Refused(f"{method}: {answer['error']}")
        return answer["result"]

    def wait(self, *methods):
        """Waits for an event of one of these names, one that came already counting too."""
        for index, event in enumerate(self.events):
            if event["method"] in methods:
                return self.events.pop(index)
        self._next(lambda message: message.get("method") in methods)
        return self.events.pop()

    def _next(self, is_wanted):
        end = time.monotonic() + PATIENCE_SECONDS
        while True:
            while b"\0" in self._buffer:
                text, self._buffer = self._buffer.split(b"\0", 1)
                message = json.loads(text)
                if "method" in message:
                    self.events.append(message)
                if is_wanted(message):
                    return message
            if not select.select([self._answers], [], [], max(0, end - time.monotonic()))[0]:
                raise Refused("the browser says nothing")
            piece = os.read(self._answers, 1 << 16)
            if not piece:
                raise Refused("the browser has ended")
            self._buffer += piece

    def run(self, script):
        """Runs a script in the page and tells what it came to."""
        answer = self.ask("Runtime.evaluate", expression=script, awaitPromise=True,
                          returnByValue=True)
        if "exceptionDetails" in answer:
            raise Refused(str(answer["exceptionDetails"])[:2000])
        return answer["result"].get("value")

    def close(self):
        """Ends the browser with its helpers and forgets what it kept."""
        os.killpg(self._pid, signal.SIGKILL)
        os.waitpid(self._pid, 0)
        os.close(self._commands)
        os.close(self._answers)
        # The helpers end a moment later than the browser, and write until then.
        for _ in range(50):
            shutil.rmtree(self._profile, ignore_errors=True)
            if not os.path.exists(self._profile):
                break
            time.sleep(0.1)
