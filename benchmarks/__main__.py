"""Run all measurements (``make bench``): each of ours beside its peer, in the same run on the same machine."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys


def main() -> None:
    """Run each measurement as its own process and print what it says."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--patients", type=int, default=10_000)
    patients = str(parser.parse_args().patients)
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


def _figures(module: str, *arguments: str) -> list[dict[str, float]]:
    ran = subprocess.run([sys.executable, "-m", module, *arguments], capture_output=True, text=True, check=True)
    return [json.loads(line) for line in ran.stdout.splitlines() if line.startswith("{")]


if __name__ == "__main__":
    main()
