"""Runs the real programs: newsstand and press, each in a folder of its own. Standard library only."""
import contextlib
import http.client
import json
import os
import pathlib
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import threading
import time
import unittest
import urllib.parse

ROOT = pathlib.Path(__file__).resolve().parents[2]
BUILD = pathlib.Path(os.environ.get("NEWSSTAND_BUILD", ROOT / "build"))
NEWSSTAND = str(BUILD / "newsstand")
PRESS = str(BUILD / "press")
LOOPBACK = {"NEWSSTAND_NET_ALLOW_PRIVATE": "127.0.0.0/8", "NEWSSTAND_INGEST_STARTER_CATALOGUE": "false"}


def data_folder(*parts):
    """A file of the real test data; skips the test without it, fails it in CI."""
    base = pathlib.Path(os.environ.get("NEWSSTAND_DATA", pathlib.Path.home() / ".cache/newsstand-data"))
    path = base.joinpath(*parts)
    if path.exists():
        return str(path)
    if os.environ.get("CI") == "true":
        raise AssertionError(f"the test data is missing: {path}")
    raise unittest.SkipTest(f"the test data is not there: {path}")


def run(*arguments, data=None, env=None, stdin=None, timeout=120):
    """newsstand with arguments, to its end."""
    command = [NEWSSTAND, *map(str, arguments)] + (["--data", str(data)] if data else [])
    return subprocess.run(command, env={**os.environ, **LOOPBACK, **(env or {})}, input=stdin, capture_output=True, text=True, timeout=timeout)


class Process:
    """A program that runs until it is stopped; its output is kept."""

    def __init__(self, command, env=None):
        self.lines = []
        self.process = subprocess.Popen(list(map(str, command)), env={**os.environ, **LOOPBACK, **(env or {})}, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        self.reader = threading.Thread(target=self._read, daemon=True)
        self.reader.start()

    def _read(self):
        for line in self.process.stdout:
            self.lines.append(line.rstrip("\n"))

    def wait_for(self, pattern, seconds=60):
        end = time.time() + seconds
        seen = 0
        while time.time() < end:
            while seen < len(self.lines):
                found = re.search(pattern, self.lines[seen])
                if found:
                    return found
                seen += 1
            if self.process.poll() is not None and seen == len(self.lines):
                self.reader.join(1)
                if seen == len(self.lines):
                    break
            time.sleep(0.02)
        raise AssertionError(f"never said {pattern!r}:\n" + "\n".join(self.lines[-30:]))

    def stop(self):
        try:
            return self._stop()
        finally:
            self.reader.join(5)
            self.process.stdout.close()

    def _stop(self):
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(30)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
                raise AssertionError("did not stop within 30 s:\n" + "\n".join(self.lines[-10:]))
        return self.process.returncode

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        self.reader.join(5)
        self.process.stdout.close()


class Server(Process):
    """newsstand serve or demo on a free port."""

    def __init__(self, data, command="serve", env=None, arguments=()):
        super().__init__([NEWSSTAND, command, "--data", data, "--listen", "127.0.0.1:0", *arguments], env)
        self.base = self.wait_for(r"is at (http://[0-9.]+:\d+)/").group(1)

    def get(self, path, headers=None, method="GET", body=None):
        where = urllib.parse.urlsplit(self.base)
        connection = http.client.HTTPConnection(where.hostname, where.port, timeout=30)
        with contextlib.closing(connection):
            connection.request(method, path, body=body, headers=headers or {})
            response = connection.getresponse()
            response.data = response.read()
            response.text = response.data.decode("utf-8", "replace")
            return response

    def wait_until(self, condition, seconds=60):
        end = time.time() + seconds
        while time.time() < end:
            answer = condition()
            if answer:
                return answer
            time.sleep(0.1)
        raise AssertionError("waited in vain:\n" + "\n".join(self.lines[-20:]))

    def metric(self, name):
        for line in self.get("/metrics").text.split("\n"):
            if line.startswith(f"newsstand_{name} "):
                return float(line.split()[1])
        raise AssertionError(f"no metric {name}")


class Press(Process):
    """The press; `facts` holds what it says about itself at its start."""

    def __init__(self, *arguments):
        super().__init__([PRESS, *map(str, arguments)])
        self.address = self.wait_for(r"address (http://\S+)").group(1)
        self.catalogue = self.address + "/catalogue.toml"


class PrivatePostgres:
    """A PostgreSQL of our own on a Unix socket."""

    def __init__(self):
        self.folder = tempfile.mkdtemp(prefix="newsstand-pg-")
        script = ROOT / "script" / "private_postgres.sh"
        done = subprocess.run([script, "start", self.folder], capture_output=True, text=True, timeout=120)
        if done.returncode != 0:
            if os.environ.get("CI") == "true":
                raise AssertionError(done.stderr)
            raise unittest.SkipTest("PostgreSQL cannot be started: " + done.stderr)
        self.url = done.stdout.strip().split("\n")[-1]

    def stop(self):
        subprocess.run([ROOT / "script" / "private_postgres.sh", "stop", self.folder], capture_output=True)
        shutil.rmtree(self.folder, ignore_errors=True)


class Case(unittest.TestCase):
    """A test with a folder of its own; what it started is stopped."""

    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="newsstand-test-"))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)

    def started(self, thing):
        self.addCleanup(thing.stop)
        return thing
