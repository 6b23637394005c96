"""One sender as a process of its own: plans, recovers, looks up and sends until it is told to stop or all is done.

Run as ``python -m tests.concurrency.sender``; everything is told by ``ADHERENCE_`` settings.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from adherence.actions.deliver_messages import deliver_messages
from adherence.actions.reconcile_messages import reconcile_messages
from adherence.actions.recover_messages import recover_messages
from adherence.build import build_runtime
from config import Config


def main(stop_file: str) -> None:
    """Work until the file is there."""
    rt = build_runtime(Config.load())
    while not Path(stop_file).exists():
        try:
            recover_messages(rt)
            reconcile_messages(rt)
            deliver_messages(rt)
        except Exception as fault:  # a job that fails is ticked again, as the engine does
            print(type(fault).__name__, fault, file=sys.stderr, flush=True)
        time.sleep(0.05)
    rt.close()


if __name__ == "__main__":
    main(sys.argv[1])
