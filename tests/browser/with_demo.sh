#!/usr/bin/env bash
# Runs a command while the demo runs, with its address as BASE. NEWSSTAND_BUILD names the build folder.
#   with_demo.sh COMMAND …
set -euo pipefail
build=${NEWSSTAND_BUILD:-$(dirname "$0")/../../build}
folder=$(mktemp -d)
: >"$folder/out"
# A port of its own, known beforehand: pages name their address.
port=$(node -e 'const s = require("net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close(); })')
"$build/newsstand" demo --data "$folder" --listen "127.0.0.1:$port" >"$folder/out" 2>&1 &
server=$!
trap 'kill $server 2>/dev/null; wait $server 2>/dev/null; rm -rf "$folder"' EXIT
for _ in $(seq 300); do
  BASE=$(sed -n 's|^The demo is at \(.*\)/$|\1|p' "$folder/out")
  [ -n "$BASE" ] && break
  kill -0 $server || { cat "$folder/out"; exit 1; }
  sleep 0.1
done
export BASE
"$@"
