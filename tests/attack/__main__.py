"""All attacks on figures at full length, with what was measured and what is accepted; exit 1 when one is not held."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from tests.attack.guessing import all_but_one, averaged, membership, off, over_releases
from tests.attack.law import distinct, law
from tests.attack.released import mismatches, of_a_release, of_exact_counts, refused

if TYPE_CHECKING:
    from collections.abc import Iterator

SHARP, AFTER_MANY = 0.001, 0.3  # scale of the noise that is left, as the attacker knows
GAINS = {30: 0.055, 60: 0.03, 100: 0.02}
Line = tuple[str, str, bool]


def measured(tries: int) -> Iterator[Line]:
    """Give what each attack comes to: name, figures, whether it holds."""
    yield from on_files(tries // 4)
    for size, most in GAINS.items():
        own, every = over_releases(tries, size)
        held = own.gain <= most and every.gain - own.gain <= 0.005
        yield (
            f"A3 n={size}",
            f"own batch {_points(*own[:2])}, all releases {_points(*every[:2])}, at most {most:.1%}",
            held,
        )
    _, differenced = over_releases(tries // 8, 30, off, cumulative=True)
    yield "A3 mutant: monthly totals, exact", _points(*differenced[:2]), differenced.gain > 0.5
    found = all_but_one(tries // 2)
    held = found.gain <= 0.04 and found.certain == 0
    yield "A4", f"{_points(*found[:2])}, certain {found.certain}, at most 4.0 %", held
    exact = all_but_one(tries // 8, off, SHARP)
    again = all_but_one(tries // 40, averaged(60), AFTER_MANY)
    yield "A4 mutant: no noise", f"{_points(*exact[:2])}, certain {exact.certain}", exact.gain > 0.5
    yield "A4 mutant: 60 fresh draws", _points(*again[:2]), again.gain > 0.3
    one, ten = membership(tries // 2, 1), membership(tries // 2, 10)
    yield "A5 one subject", f"AUC {one.area:.3f} (at most 0.600), ε seen {one.epsilon:.2f} of 0.33", one.area <= 0.6
    yield "A5 all ten", f"AUC {ten.area:.3f}, ε seen {ten.epsilon:.2f} of 3.33", ten.epsilon <= 10 / 3
    yield "A5 mutant: no noise", f"AUC {(bare := membership(tries // 20, 1, off)).area:.3f}", bare.area > 0.99
    drawn = law(12 * tries)
    held = drawn.p > 0.001 and abs(drawn.variance - 1) < 0.01
    yield f"A6 {12 * tries} draws", f"p {drawn.p:.3f}, variance {drawn.variance:.4f} of the law's", held
    yield "A7 1,000 times", f"{(files := distinct(1000))} file", files == 1


def on_files(pairs: int) -> Iterator[Line]:
    """Give what the attacks on releases come to."""
    found, bare = of_a_release(), of_exact_counts()
    held = found.recovered == 0 and found.unbounded == found.looked_for
    yield "A1", f"{found.recovered} of {found.looked_for} counts recovered, {found.unbounded} may be anything", held
    broken = bare.recovered >= bare.looked_for / 10
    yield "A1 mutant: exact, small ones left out", f"{bare.recovered} of {bare.looked_for} recovered", broken
    wrong = mismatches(pairs)
    yield f"A2 {pairs} pairs of profiles", f"{wrong} figures are no function of the leaves", wrong == 0
    stopped = refused(pairs)
    yield "A9", f"{stopped} of {pairs} profiles that ask for more are refused", stopped == pairs


def _points(gain: float, error: float) -> str:
    return f"{100 * gain:+.2f} ± {100 * error:.2f} pp"


def main() -> int:
    """Print a line for each attack."""
    tries = int(sys.argv[1]) if len(sys.argv) > 1 else 40_000
    held = True
    for name, figures, holds in measured(tries):
        sys.stdout.write(f"{'ok     ' if holds else 'BROKEN '} {name}: {figures}\n")
        sys.stdout.flush()
        held = held and holds
    return 0 if held else 1


if __name__ == "__main__":
    sys.exit(main())
