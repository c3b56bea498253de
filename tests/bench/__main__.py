"""`script/bench`: P1, P4, P7, P8, P9, P11 and memory; a table for people, and JSON with `--json FILE`."""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.bench import rules
from tests.bench.generate import write
from tests.bench.harness import Server, Walker, free_port, resident_mib, serving, tree

ROOT = Path(__file__).parents[2]
BIN = Path(sys.executable).parent
REAL = ROOT / "questionnaires" / "overval"
BEGIN = {"q_branche": "snackbar", "q_regio": "RTD"}
SURVEYS = 12
ROUNDS = 3
GRANIAN = ["granian", "--interface", "wsgi", "--workers", "2", "--blocking-threads", "1", "--no-access-log"]


def floor(folder: Path, questionnaire: Path):  # type: ignore[no-untyped-def]  # a context manager of harness
    """Serve the lean app the way ours is served."""
    port = free_port()
    command = [str(BIN / GRANIAN[0]), *GRANIAN[1:], "--port", str(port), "--factory", "tests.bench.floor:create_app"]
    environment = {"BENCH_QUESTIONNAIRE": str(questionnaire), "BENCH_DATABASE": str(folder / "floor.sqlite3")}
    return serving(command, port, environment)


def ours(folder: Path, questionnaires: Path):  # type: ignore[no-untyped-def]  # a context manager of harness
    """Serve our app on its own data."""
    port = free_port()
    environment = {"PORT": str(port), "SHOPCHECK_DATA": str(folder), "SHOPCHECK_QUESTIONNAIRES": str(questionnaires)}
    return serving([str(BIN / "shopcheck"), "serve"], port, environment)


def walk_floor(port: int) -> Walker:
    """Fill in the lean survey once."""
    walker = Walker(port)
    walker.get("/")
    while "<form" in walker.body:
        walker.fill_in()
    return walker


def walk_ours(port: int) -> Walker:
    """Fill in our check once, up to the result."""
    walker = Walker(port)
    walker.get("/begin")
    walker.fill_in(BEGIN)
    walker.get("/vragen")
    while not walker.path.endswith("/resultaat"):
        walker.fill_in()
    return walker


def per_turn(server: Server, walk, surveys: int) -> tuple[float, float]:  # type: ignore[no-untyped-def]  # a walker
    """Give processor milliseconds per turn and per survey."""
    before = server.cpu_seconds()
    turns = sum(walk(server.port).turns for _ in range(surveys))
    spent = 1e3 * (server.cpu_seconds() - before)
    return spent / turns, spent / surveys


def p1(folder: Path) -> dict[str, float]:
    """Processor time per turn against the floor, in interleaved rounds."""
    with floor(folder, REAL) as lean, ours(folder / "ours", REAL.parent) as full:
        walk_floor(lean.port), walk_ours(full.port)
        pairs = [(per_turn(lean, walk_floor, SURVEYS), per_turn(full, walk_ours, SURVEYS)) for _ in range(ROUNDS)]
        memory = [resident_mib(pid) for pid in tree(full.process.pid)]
        letter = p4(full)
    lean_ms, full_ms = (statistics.median(pair[side][0] for pair in pairs) for side in (0, 1))
    survey_ms = statistics.median(pair[1][1] for pair in pairs)
    return {
        "floor, ms per turn": lean_ms,
        "ours, ms per turn": full_ms,
        "ours, ms per survey": survey_ms,
        "ours / floor": full_ms / lean_ms,
        "largest process, MiB": max(memory),
        **letter,
    }


def p4(server: Server) -> dict[str, float]:
    """From the last answer to the letter in hand, against a bare warm write_pdf of the same HTML."""
    from shopcheck.letter.pdf import make_pdf  # noqa: PLC0415 - WeasyPrint is only needed here
    from tests.bench.sample import html  # noqa: PLC0415 - as above

    text = html()
    make_pdf(text)
    bare, letter = [], []
    for _ in range(8):
        begin = time.perf_counter()
        make_pdf(text)
        bare.append(time.perf_counter() - begin)
        walker = walk_ours(server.port)
        begin = time.perf_counter()
        walker.get("/resultaat"), walker.get("/brief.pdf")
        letter.append(walker.seconds[-1] + time.perf_counter() - begin)
    ms = {"bare write_pdf, ms": 1e3 * min(bare), "last answer to letter, ms": 1e3 * min(letter)}
    return {**ms, "letter / bare": min(letter) / min(bare)}


def p9(folder: Path) -> dict[str, float]:
    """Processor time per turn with 400 questions against 40."""
    few, many = (write(folder / str(count) / "overval", count).parent for count in (40, 400))
    with ours(folder / "few", few) as small, ours(folder / "many", many) as large:
        walk_ours(small.port), walk_ours(large.port)
        pairs = [(per_turn(small, walk_ours, 6)[0], per_turn(large, walk_ours, 1)[0]) for _ in range(ROUNDS)]
    small_ms, large_ms = (statistics.median(pair[side] for pair in pairs) for side in (0, 1))
    return {"40 questions, ms per turn": small_ms, "400 questions": large_ms, "400 / 40": large_ms / small_ms}


def p11(folder: Path) -> dict[str, float]:
    """Seconds to check every questionnaire, and from start to the first answer with a warm environment."""
    begin = time.perf_counter()
    subprocess.run([BIN / "shopcheck", "check"], check=True, stdout=subprocess.DEVNULL)
    checked = time.perf_counter()
    with ours(folder / "start", REAL.parent) as server:
        Walker(server.port).get("/")
        started = time.perf_counter()
    return {"check, s": checked - begin, "start, s": started - checked}


def main() -> None:
    """Measure all and say it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", type=Path, help="write the figures here as well")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        found = {"P1, P4": p1(folder), "P8": rules.measure(), "P9": p9(folder), "P11": p11(folder)}
    for goal, figures in found.items():
        print(goal)
        for what, value in figures.items():
            print(f"    {what:<34}{value:>10.2f}")
    if arguments.json:
        arguments.json.write_text(json.dumps(found, indent=2))


if __name__ == "__main__":
    main()
