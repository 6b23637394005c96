"""The peer of the burst: one APScheduler cron job per patient, with its defaults, sending with the sync Twilio client.

Run: python -m benchmarks.apscheduler_peer [--patients 10000]. The figures come from the fake provider's own record.
"""

from __future__ import annotations

import argparse
import json
import logging
import time
from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import Any

from apscheduler.schedulers.background import BackgroundScheduler
from twilio.rest import Client

from tests.fake_twilio.server import ACCOUNT_SID, AUTH_TOKEN, FakeTwilio

WATCHED_SECONDS = 60


def measure(patients: int) -> dict[str, Any]:
    """Make a cron job for each patient, all due in the same second, and count what the provider got in a minute."""
    logging.getLogger("apscheduler").setLevel(logging.CRITICAL)
    logging.getLogger("twilio").setLevel(logging.CRITICAL)
    with FakeTwilio() as fake:
        client = Client(ACCOUNT_SID, AUTH_TOKEN)
        client.api.base_url = fake.base_url

        def send(number: str) -> None:
            client.messages.create(to=number, from_="+15005550006", body="Time for your 8:00. Reply 1 done, 2 later")

        scheduler = BackgroundScheduler(timezone=UTC)
        scheduler.start(paused=True)
        due_at = datetime.now(UTC) + timedelta(seconds=20 + patients / 500)
        for number in range(patients):
            scheduler.add_job(
                send, "cron", hour=due_at.hour, minute=due_at.minute, second=due_at.second,
                args=[f"+1{2010000000 + number}"],
            )  # fmt: skip
        scheduler.resume()
        due_real = due_at.replace(microsecond=0).timestamp()
        if time.time() > due_real:
            raise RuntimeError("the jobs were not made in time; try fewer patients")
        time.sleep(due_real - time.time() + WATCHED_SECONDS)
        scheduler.shutdown(wait=False)
        posts = fake.posts
    sent = Counter(post.to for post in posts if post.sid)
    last = max((post.at for post in posts), default=due_real)
    return {
        "patients": patients,
        "sent": len(sent),
        "twice": sum(times > 1 for times in sent.values()),
        "lost": patients - len(sent),
        "seconds": round(last - due_real, 2),
    }


def main() -> None:
    """Measure and print one line of figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--patients", type=int, default=10_000)
    print(json.dumps(measure(parser.parse_args().patients)))


if __name__ == "__main__":
    main()
