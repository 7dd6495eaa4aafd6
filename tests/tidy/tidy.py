#!/usr/bin/env python3
"""The repository checks itself: lengths, includes, templates, languages, words that must not be left behind."""
import json
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
FUNCTION_LINES = 70
FILE_LINES = 600
LINE_CHARACTERS = 160  # clang-format keeps 120 where it can; what is longer has a reason, a text for example
problems = []


def tracked(*patterns):
    out = subprocess.run(["git", "ls-files", "-co", "--exclude-standard", "--", *patterns], cwd=ROOT, text=True, capture_output=True, check=True)
    return [ROOT / name for name in out.stdout.split("\n") if name and (ROOT / name).is_file()]


def complain(path, line, what):
    problems.append(f"{path.relative_to(ROOT)}:{line}: {what}")


def function_lengths(path, lines):
    """By the layout that clang-format keeps: a body opens with a line ending in "{" and closes with "}" at the same depth."""
    for depth in (0, 2):
        start = None
        indent = " " * depth
        for number, line in enumerate(lines, 1):
            own = line.startswith(indent) and (len(line) > depth) and line[depth] not in " \t"
            if not own:
                continue
            text = line.strip()
            if text.endswith("{") and "(" in text and not re.match(r"(namespace|class|struct|enum|union|extern|TEST_CASE|TEST_SUITE|constexpr|const |static const)", text) and "= {" not in text:
                start = number
            elif not text.startswith("TEST_CASE") and text.endswith((") {", "const {", "noexcept {")):
                start = number
            elif text == "}" and start is not None:
                if number - start - 1 > FUNCTION_LINES:
                    complain(path, start, f"a function of {number - start - 1} lines (at most {FUNCTION_LINES})")
                start = None
            elif text.startswith("}"):
                start = None


def cpp():
    for path in tracked("src/*.cc", "src/*.h", "press/*.cc", "press/*.h", "bench/*.cc", "tests/*.cc"):
        lines = path.read_text().split("\n")
        function_lengths(path, lines)
        if len(lines) > FILE_LINES and not any("600 lines" in line or "in one file because" in line for line in lines[:12]):
            complain(path, 1, f"{len(lines)} lines: split it by meaning, or say at the top why it is in one file because …")
        if path.suffix == ".h" and "#pragma once" not in lines:
            complain(path, 1, "no #pragma once")
        for number, line in enumerate(lines, 1):
            if line.startswith("#include \"") and "/" not in line:
                complain(path, number, "an include without its folder")
            if "using namespace" in line and path.suffix == ".h":
                complain(path, number, "using namespace in a header")
            if len(line) > LINE_CHARACTERS and "\"" not in line:
                complain(path, number, f"{len(line)} characters in a line")


def sql_only_in_store():
    statement = re.compile(r"\"\s*(SELECT\s.+\sFROM|INSERT\s+INTO|UPDATE\s+\w+\s+SET|DELETE\s+FROM|CREATE\s+TABLE)\b")
    for path in tracked("src/*.cc", "src/*.h"):
        if "src/store/" in str(path):
            continue
        for number, line in enumerate(path.read_text().split("\n"), 1):
            if statement.search(line):
                complain(path, number, "SQL outside src/store")


def templates():
    for path in tracked("src/serve/web/templates/*.tpl"):
        if not path.read_text().lstrip().startswith("{{%AUTOESCAPE context=\"HTML\"}}"):
            complain(path, 1, "a template without the auto-escape pragma on its first line is not escaped")


def languages():
    catalogues = tracked("src/serve/web/messages/*.json")
    keys = {path: json.loads(path.read_text()) for path in catalogues}
    for folder in {path.parent for path in catalogues}:
        own = {path: texts for path, texts in keys.items() if path.parent == folder}
        every = set().union(*own.values())
        for path, texts in own.items():
            for key in sorted(every - set(texts)):
                complain(path, 1, f"the message \"{key}\" is missing")


def words_of_scripts():
    """What scripts say has to be among the words that only they need: "app_" and the name."""
    known = json.loads((ROOT / "src/serve/web/messages/en.json").read_text())
    for path in tracked("web/src/scripts/*.ts"):
        for number, line in enumerate(path.read_text().split("\n"), 1):
            for name in re.findall(r"\bsay\('([a-z0-9_]+)'", line):
                if f"app_{name}" not in known:
                    complain(path, number, f"there are no words for \"{name}\" (app_{name} in messages/*.json)")


def leftovers():
    words = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b")
    for path in tracked("src", "press/*.cc", "press/*.h", "web/src", "script", "tests/*.cc", "tests/*.mjs", "bench"):
        if path.name == "tidy.py" or path.suffix in {".woff2", ".png", ".bin"}:
            continue
        for number, line in enumerate(path.read_text(errors="replace").split("\n"), 1):
            if words.search(line):
                complain(path, number, "something was left for later")


for check in (cpp, sql_only_in_store, templates, languages, words_of_scripts, leftovers):
    check()
for problem in problems:
    print(problem)
print(f"{1 if not problems else 0} passed, {1 if problems else 0} failed")
sys.exit(1 if problems else 0)
