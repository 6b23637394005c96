"""List what the provider received for us and put unknown messages through the same door as the webhook."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta

from sqlalchemy import select

from adherence.actions.record_inbound import record_inbound
from adherence.db.inbound import InboundMessage
from adherence.db.installation import fact, set_fact
from adherence.runtime import Runtime
from adherence.sms.provider import ProviderMessage, SmsFailure
from adherence.sms.webhook import InboundSms

LOOK_BACK = timedelta(minutes=15)
LONGEST_LOOK_BACK = timedelta(days=14)
LONGEST_WAIT_SECONDS = 5.0
_POLLED = "polled_inbound_until"


def poll_inbound(rt: Runtime) -> int:
    """Store the messages that no webhook brought since the last look that worked; returns how many there were.

    It looks back 15 minutes at least, and over an outage as long as that was. A provider that does not answer is asked
    again on the next tick. A message counts as received when the provider says so, not when it was found.
    """
    now = rt.now()
    try:
        listed = rt.provider_loop.run(_listed(rt, _since(rt, now)))
    except (SmsFailure, TimeoutError):
        return 0
    with rt.database.reading() as session:
        sids = [message.sid for message in listed]
        known = set(session.scalars(select(InboundMessage.sid).where(InboundMessage.sid.in_(sids))))
    missing = sorted((message for message in listed if message.sid not in known), key=lambda message: message.at)
    for message in missing:
        with rt.database.writing() as session:
            sms = InboundSms(sid=message.sid, from_=message.from_, to=message.to, body=message.body)
            record_inbound(session, sms, now=min(message.at, rt.now()))
    with rt.database.writing(durable=False) as session:
        set_fact(session, _POLLED, now.isoformat())
    return len(missing)


def _since(rt: Runtime, now: datetime) -> datetime:
    with rt.database.reading() as session:
        polled = fact(session, _POLLED)
    # Put back, the clock says nothing about what was missed: only an earlier look counts.
    until = min(datetime.fromisoformat(polled), now) if polled else now
    return max(until, now - LONGEST_LOOK_BACK) - LOOK_BACK


async def _listed(rt: Runtime, since: datetime) -> list[ProviderMessage]:
    return await asyncio.wait_for(rt.sms.list_inbound(since=since), LONGEST_WAIT_SECONDS)
