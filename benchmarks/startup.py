"""How long `caricc-graph --help` takes, as a ratio to bare Python in the same run."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time

RUNS = 15


def seconds(program: str, *words: str) -> float:
    """Return how long a run of Python with this program takes."""
    begun = time.perf_counter()
    subprocess.run([sys.executable, "-c", program, *words], stdout=subprocess.DEVNULL, check=True)  # noqa: S603 - this interpreter
    return time.perf_counter() - begun


def main() -> None:
    """Print both medians and their ratio."""
    bare, helped = [], []
    for _ in range(RUNS):
        bare.append(seconds("pass"))
        helped.append(seconds("from caricc_graph.cli import main; main()", "--help"))
    one, other = statistics.median(bare), statistics.median(helped)
    print(f"python -c pass: {one * 1000:.0f} ms; caricc-graph --help: {other * 1000:.0f} ms; ratio {other / one:.1f}")


if __name__ == "__main__":
    main()
