#!/usr/bin/env python3
"""How well the ranking foresees what others will report, on the demo press, beside simpler rankings."""
import pathlib
import subprocess
import tempfile

from pages import ROOT, settle, start_newsstand


def main():
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        server, base = start_newsstand(folder)
        try:
            settle(base)
        finally:
            server.terminate()
            server.wait(20)
        subprocess.run([ROOT / "build" / "bench" / "rank_bench", folder / "demo"], check=True)


if __name__ == "__main__":
    main()
