"""`script/bench`: P1, P4 to P9, P11, the desk and memory; a table for people, and JSON with `--json FILE`."""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tests.bench import desk, print_day, rules
from tests.bench.generate import write
from tests.bench.harness import Server, Walker, free_port, resident_mib, serving, tree

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

ROOT = Path(__file__).parents[2]
BIN = Path(sys.executable).parent
REAL = ROOT / "questionnaires" / "overval"
BEGIN = {"q_branche": "snackbar", "q_regio": "RTD"}
SURVEYS = 40
ROUNDS = 3
LETTERS, LETTERS_A_SECOND = 60, 5
GRANIAN = ["granian", "--interface", "wsgi", "--workers", "2", "--blocking-threads", "1", "--no-access-log"]


@dataclass(frozen=True)
class Walk:
    """One survey: its client, and the processor seconds of its question turns and of all of it."""

    walker: Walker
    asked: float
    all: float


def floor(folder: Path, questionnaire: Path) -> AbstractContextManager[Server]:
    """Serve the lean app the way ours is served."""
    port = free_port()
    command = [str(BIN / GRANIAN[0]), *GRANIAN[1:], "--port", str(port), "--factory", "tests.bench.floor:create_app"]
    environment = {"BENCH_QUESTIONNAIRE": str(questionnaire), "BENCH_DATABASE": str(folder / "floor.sqlite3")}
    return serving(command, port, environment)


def ours(folder: Path, questionnaires: Path) -> AbstractContextManager[Server]:
    """Serve our app on its own data."""
    port = free_port()
    environment = {
        "PORT": str(port),
        "SHOPCHECK_DATA": str(folder),
        "SHOPCHECK_QUESTIONNAIRES": str(questionnaires),
        "MALLOC_MMAP_THRESHOLD_": "4194304",  # as script/server does
    }
    return serving([str(BIN / "shopcheck"), "serve"], port, environment)


def walk_floor(server: Server) -> Walk:
    """Fill in the lean survey once."""
    walker = Walker(server.port)
    start = server.cpu_seconds()
    walker.get("/")
    first = server.cpu_seconds()
    while "<form" in walker.body:
        walker.fill_in()
    return Walk(walker, server.cpu_seconds() - first, server.cpu_seconds() - start)


def walk_ours(server: Server) -> Walk:
    """Fill in our check once, up to the result; code and result count for the survey, not for the question turns."""
    walker = Walker(server.port)
    start = server.cpu_seconds()
    walker.get("/begin")
    walker.fill_in(BEGIN)
    walker.get("/vragen")
    first, turns = server.cpu_seconds(), walker.turns
    while walker.path.startswith("/vragen"):
        walker.fill_in()
    asked, walker.turns = server.cpu_seconds() - first, walker.turns - turns
    walker.fill_in()
    return Walk(walker, asked, server.cpu_seconds() - start)


def per_turn(server: Server, walk: Callable[[Server], Walk], surveys: int) -> tuple[float, float]:
    """Give processor milliseconds per question turn and per survey."""
    walks = [walk(server) for _ in range(surveys)]
    turns = sum(one.walker.turns for one in walks)
    return 1e3 * sum(one.asked for one in walks) / turns, 1e3 * sum(one.all for one in walks) / surveys


def p1(folder: Path) -> dict[str, float]:
    """Processor time per turn against the floor, in interleaved rounds; and the memory of each kind of process."""
    with floor(folder, REAL) as lean, ours(folder / "ours", REAL.parent) as full:
        walk_floor(lean), walk_ours(full)
        pairs = [(per_turn(lean, walk_floor, SURVEYS), per_turn(full, walk_ours, SURVEYS)) for _ in range(ROUNDS)]
        letter = p4(full)
        memory = {f"{what}, MiB": mib for what, mib in processes(full).items()}
    lean_ms, full_ms = (statistics.median(pair[side][0] for pair in pairs) for side in (0, 1))
    return {
        "floor, ms per turn": lean_ms,
        "ours, ms per turn": full_ms,
        "ours / floor": full_ms / lean_ms,
        "ours, ms per survey": statistics.median(pair[1][1] for pair in pairs),
        **letter,
        **memory,
    }


def processes(server: Server) -> dict[str, float]:
    """Give the largest resident memory of each kind of process of ours."""
    found: dict[str, float] = {}
    for pid in tree(server.process.pid):
        command = Path(f"/proc/{pid}/cmdline").read_text().split("\0")
        kind = next((name for name in ("letter", "worker") if any(name in part for part in command)), "web")
        found[kind] = max(found.get(kind, 0), resident_mib(pid))
    return found


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
        walker = walk_ours(server).walker
        begin = time.perf_counter()
        walker.get("/resultaat"), walker.get("/brief.pdf")
        letter.append(walker.seconds[-1] + time.perf_counter() - begin)
    ms = {"bare write_pdf, ms": 1e3 * min(bare), "last answer to letter, ms": 1e3 * min(letter)}
    return {**ms, "letter / bare": min(letter) / min(bare), "p95 at 5 letters a second, ms": 1e3 * p95(server)}


def p95(server: Server) -> float:
    """Ask five letters a second, whether or not those before are done; the wait that one in twenty goes beyond."""
    owners = [walk_ours(server).walker for _ in range(LETTERS)]
    begin = time.perf_counter()

    def fetch(number: int) -> float:
        due = begin + number / LETTERS_A_SECOND
        time.sleep(max(0, due - time.perf_counter()))
        owners[number].get("/brief.pdf")
        return time.perf_counter() - due

    with ThreadPoolExecutor(LETTERS) as threads:
        waits = sorted(threads.map(fetch, range(LETTERS)))
    return waits[LETTERS * 95 // 100 - 1]


def p5(folder: Path, letters: int, rounds: int) -> dict[str, float]:
    """A print day against its letters one by one on the same pool, and what an owner's pages notice of it."""
    with ours(folder, REAL.parent) as server:
        walker = walk_ours(server).walker

        def page() -> float:
            walker.connection.close()  # kept open it would be closed on the other side, in the long time between
            begin = time.perf_counter()
            walker.get("/resultaat")
            return time.perf_counter() - begin

        return print_day.measure(folder, page, letters, rounds)


def p9(folder: Path) -> dict[str, float]:
    """Processor time per turn with 400 questions against 40."""
    few, many = (write(folder / str(count) / "overval", count).parent for count in (40, 400))
    with ours(folder / "few", few) as small, ours(folder / "many", many) as large:
        walk_ours(small), walk_ours(large)
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
    parser.add_argument("--letters", type=int, default=200, help="letters of a print day")
    parser.add_argument("--only-print-day", action="store_true", help="measure P5 and P6 only")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        found = {"P5, P6": p5(folder / "print", arguments.letters, ROUNDS)}
        if not arguments.only_print_day:
            found |= {"P1, P4": p1(folder), "P8": rules.measure(), "P9": p9(folder), "P11": p11(folder)}
            found["the list of the desk"] = desk.measure(folder / "desk")
    for goal, figures in found.items():
        print(goal)
        for what, value in figures.items():
            print(f"    {what:<34}{value:>10.2f}")
    if arguments.json:
        arguments.json.write_text(json.dumps(found, indent=2))


if __name__ == "__main__":
    main()
