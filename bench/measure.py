"""What the benches share: running a program to its end with its time and peak memory, and the press."""
import os
import pathlib
import subprocess
import time

ROOT = pathlib.Path(__file__).resolve().parents[1]
NEWSSTAND = ROOT / "build" / "newsstand"
PRESS = ROOT / "build" / "press"
LOOPBACK = {**os.environ, "NEWSSTAND_NET_ALLOW_PRIVATE": "127.0.0.0/8", "NEWSSTAND_LOG_LEVEL": "error"}
DATA = pathlib.Path(os.environ.get("NEWSSTAND_DATA", pathlib.Path.home() / ".cache/newsstand-data"))


def finished(*command, env=None):
    """Seconds by the clock, the resources it used and what it printed."""
    begun = time.monotonic()
    process = subprocess.Popen(list(map(str, command)), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=env or LOOPBACK)
    out, err = process.stdout.read(), process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise SystemExit(f"{' '.join(map(str, command))} failed:\n{out}{err}")
    return time.monotonic() - begun, usage, out


def run(*command, env=None):
    """Seconds, peak memory in MB and what it printed."""
    seconds, usage, out = finished(*command, env=env)
    return seconds, usage.ru_maxrss / 1024, out


class Press:
    def __init__(self, *arguments):
        self.process = subprocess.Popen(list(map(str, (PRESS, *arguments))), stdout=subprocess.PIPE, text=True)
        self.facts = {}
        for line in self.process.stdout:
            name, _, value = line.strip().partition(" ")
            self.facts[name] = value
            if name == "urls":
                break

    def stop(self):
        self.process.terminate()
        self.process.wait()
