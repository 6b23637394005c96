"""List what the provider received for us and put unknown messages through the same door as the webhook."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from adherence.actions.record_inbound import record_inbound
from adherence.db.inbound import InboundMessage
from adherence.runtime import Runtime
from adherence.sms.provider import SmsFailure
from adherence.sms.webhook import InboundSms

LOOK_BACK = timedelta(minutes=15)


def poll_inbound(rt: Runtime, look_back: timedelta = LOOK_BACK) -> int:
    """Store the messages of the last 15 minutes that no webhook brought; returns how many there were.

    A provider that does not answer is asked again on the next tick. A message counts as received when the provider
    says so, not when it was found.
    """
    since = rt.now() - look_back
    try:
        listed = rt.provider_loop.run(rt.sms.list_inbound(since=since))
    except SmsFailure:
        return 0
    with rt.database.reading() as session:
        sids = [message.sid for message in listed]
        known = set(session.scalars(select(InboundMessage.sid).where(InboundMessage.sid.in_(sids))))
    missing = sorted((message for message in listed if message.sid not in known), key=lambda message: message.at)
    for message in missing:
        with rt.database.writing() as session:
            sms = InboundSms(sid=message.sid, from_=message.from_, to=message.to, body=message.body)
            record_inbound(session, sms, now=min(message.at, rt.now()))
    return len(missing)
