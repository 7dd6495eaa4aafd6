#!/usr/bin/env bash
# Starts the demo and lets a real browser read it. NEWSSTAND_BUILD names the build folder.
set -euo pipefail
cd "$(dirname "$0")"
./with_demo.sh node run.mjs "$@"
