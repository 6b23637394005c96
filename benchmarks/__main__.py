"""Run all measurements (``make bench``): each of ours beside its peer, in the same run on the same machine."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys


def main() -> None:
    """Run each measurement as its own process and print what it says."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--patients", type=int, default=10_000, help="due in the same minute")
    parser.add_argument("--others", type=int, default=100_000, help="patients around the measured clinic; 0 leaves out")
    parser.add_argument("--sqlite", type=int, default=5_000, help="patients of the clinic on SQLite; 0 leaves out")
    parser.add_argument("--folder", help="where the large databases are kept for the next run")
    asked = parser.parse_args()
    patients = str(asked.patients)
    ours, killed = _figures("benchmarks.burst", "--patients", patients)
    (peer,) = _figures("benchmarks.apscheduler_peer", "--patients", patients)
    print(f"{patients} patients due in the same minute, SQLite, one machine, a fake provider on loopback")
    print(f"{'':44}{'sent':>8}{'lost':>8}{'twice':>8}{'seconds':>10}")
    for name, figures in (
        ("this service", ours),
        ("this service, worker killed in the middle", killed),
        ("one APScheduler cron job per patient", peer),
    ):
        row = "".join(f"{figures[column]:>8}" for column in ("sent", "lost", "twice"))
        print(f"{name:44}{row}{figures['seconds']:>10}")
    print()
    subprocess.run([sys.executable, "-m", "benchmarks.replies"], check=False)
    sizes = ["--others", str(asked.others), "--sqlite", str(asked.sqlite)]
    kept = ["--folder", asked.folder] if asked.folder else []
    subprocess.run([sys.executable, "-m", "benchmarks.pages", *sizes, *kept], check=False)


def _figures(module: str, *arguments: str) -> list[dict[str, float]]:
    ran = subprocess.run([sys.executable, "-m", module, *arguments], capture_output=True, text=True, check=True)
    return [json.loads(line) for line in ran.stdout.splitlines() if line.startswith("{")]


if __name__ == "__main__":
    main()
