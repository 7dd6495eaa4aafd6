#!/usr/bin/env python3
"""Front page and article page beside nginx serving the same bytes from a file.

One core each for the server and for wrk, the two servers in turn, so that what else the machine does hits both. Prints
requests a second, p99 and the ratio, plain and gzip."""
import os
import pathlib
import re
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parents[1]
NEWSSTAND = ROOT / "build" / "newsstand"
SECONDS, ROUNDS, CONNECTIONS = 5, 5, 64


def fetch(url, coding):
    request = urllib.request.Request(url, headers={"Accept-Encoding": coding} if coding else {})
    with urllib.request.urlopen(request, timeout=30) as response:
        return response.read(), response.headers.get("Content-Encoding", "")


def wrk(url, coding):
    header = ["-H", f"Accept-Encoding: {coding}"] if coding else []
    out = subprocess.run(["taskset", "-c", "1", "wrk", "-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}s", "--latency", *header, url], capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in out:
        raise SystemExit(f"{url} answered with errors:\n{out}")
    rate = float(re.search(r"Requests/sec:\s+([\d.]+)", out).group(1))
    number, unit = re.search(r"99%\s+([\d.]+)(us|ms|s)", out).groups()
    return rate, float(number) * {"us": 0.001, "ms": 1, "s": 1000}[unit]


def start_newsstand(folder):
    server = subprocess.Popen(["taskset", "-c", "0", NEWSSTAND, "demo", "--data", folder, "--listen", "127.0.0.1:0"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
                              env={**os.environ, "NEWSSTAND_SERVE_THREADS": "1"})
    for line in server.stdout:
        found = re.search(r"is at (http://\S+?)/$", line.strip())
        if found:
            return server, found.group(1)
    raise SystemExit("newsstand demo did not start")


def start_nginx(folder):
    (folder / "html").mkdir()
    (folder / "nginx.conf").write_text(f"""
daemon off; worker_processes 1; worker_cpu_affinity 01; pid {folder}/pid; error_log {folder}/error.log;
events {{ worker_connections 1024; }}
http {{ access_log off; sendfile on; tcp_nopush on; keepalive_requests 1000000; default_type text/html; gzip_static on; gzip_vary on;
  client_body_temp_path {folder}/t1; proxy_temp_path {folder}/t2; fastcgi_temp_path {folder}/t3; uwsgi_temp_path {folder}/t4; scgi_temp_path {folder}/t5;
  open_file_cache max=100; server {{ listen 127.0.0.1:18099; root {folder}/html; }} }}
""")
    server = subprocess.Popen(["nginx", "-c", folder / "nginx.conf"], stderr=subprocess.DEVNULL)
    time.sleep(1)
    return server, "http://127.0.0.1:18099"


def settle(base):
    """Until the demo's articles have arrived."""
    before = -1
    for _ in range(120):
        text = urllib.request.urlopen(base + "/metrics").read().decode()
        now = int(float(re.search(r"^newsstand_edition_articles (\S+)", text, re.M).group(1)))
        under_way = re.search(r"^newsstand_pages_under_way (\S+)", text, re.M).group(1)
        if now == before and now > 500 and under_way == "0":
            return
        before = now
        time.sleep(1)


def main():
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        os.chmod(folder, 0o755)
        ours, base = start_newsstand(folder / "data")
        theirs, nginx = start_nginx(folder)
        try:
            settle(base)
            front = fetch(base + "/", "")[0].decode()
            article = re.search(r'href="(/article/\d+/[^"]+)"', front).group(1)
            print(f"{'page':8} {'coding':7} {'bytes':>7}  {'newsstand/s':>12} {'p99 ms':>7}  {'nginx/s':>9} {'p99 ms':>7}  ratio (median of {ROUNDS})")
            for page, path in (("front", "/"), ("article", article)):
                for coding in ("", "gzip"):
                    body, sent = fetch(base + path, coding)
                    target = folder / "html" / f"{page}.html"
                    if sent:
                        target.with_suffix(".html.gz").write_bytes(body)
                    else:
                        target.write_bytes(body)
                    pairs = [(wrk(base + path, coding), wrk(f"{nginx}/{page}.html", coding)) for _ in range(ROUNDS)]
                    ratio = statistics.median(a[0] / b[0] for a, b in pairs)
                    mid = [statistics.median(p[side][what] for p in pairs) for side in (0, 1) for what in (0, 1)]
                    print(f"{page:8} {coding or 'plain':7} {len(body):7}  {mid[0]:12.0f} {mid[1]:7.2f}  {mid[2]:9.0f} {mid[3]:7.2f}  {ratio:.2f}")
                    sys.stdout.flush()
        finally:
            for process in (ours, theirs):
                process.terminate()
                process.wait(20)


if __name__ == "__main__":
    main()
