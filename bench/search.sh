#!/usr/bin/env bash
# Search: known item, engines beside one another, a million articles. FOLDER (a temporary one) needs 12 GB.
set -euo pipefail
cd "$(dirname "$0")/.."
articles="${NEWSSTAND_DATA:-$HOME/.cache/newsstand-data}/articles"
folder="${FOLDER:-$(mktemp -d)}"
build/bench/search_bench known "$articles/articles.jsonl"
build/bench/search_bench engines "$articles/articles.jsonl:$articles/reuters21578.jsonl" "$folder/engines" 20000
build/bench/search_bench million "$articles/articles.jsonl:$articles/reuters21578.jsonl" "$folder/million" "${COUNT:-1000000}"
