"""Posting the simulated provider's webhooks to the service itself, over HTTP and signed, as a real provider does."""

from __future__ import annotations

import urllib.error
import urllib.request
from urllib.parse import urlencode

from adherence.logs import get_log
from adherence.runtime import Runtime
from adherence.sms.simulator import SignedPost, Simulator
from adherence.table_store import TableStore

CHUNK = 50
TIMEOUT_SECONDS = 5.0
_log = get_log(__name__)


def post_webhook(post: SignedPost) -> int:
    """Post one signed form; the HTTP status of the answer, or 0 where nobody answered."""
    headers = {"X-Twilio-Signature": post.signature, "Content-Type": "application/x-www-form-urlencoded"}
    form = urlencode(post.form, errors="replace").encode()
    request = urllib.request.Request(post.url, form, headers)  # noqa: S310 - our own address, from the settings
    try:
        with urllib.request.urlopen(request, timeout=TIMEOUT_SECONDS) as answer:  # noqa: S310
            return int(answer.status)
    except urllib.error.HTTPError as error:
        error.close()
        return error.code
    except OSError:
        return 0


def deliver_callbacks(rt: Runtime) -> None:
    """Post the delivery reports that the simulated provider owes; those that nobody took stay owed."""
    if not isinstance(rt.sms, Simulator) or not isinstance(rt.sms.store, TableStore):
        return
    while not rt.stopping.is_set():
        owed = rt.sms.store.owed_reports(CHUNK)
        taken: list[str] = []
        for message, url in owed:
            statuses = [post_webhook(post) for post in rt.sms.status_posts(message, url=url)]
            if any(status == 0 or status >= 500 for status in statuses):
                break
            if any(status >= 400 for status in statuses):
                _log.warning("callback_refused", attempt_id=message.attempt_id, statuses=statuses)
            taken.append(message.sid)
        if taken:
            rt.sms.store.settle_reports(taken)
        if len(taken) < len(owed) or not owed:
            return
