"""What is known around a text that explains why it left, waits or did not leave."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from adherence.db.communications import Communication
from adherence.db.doses import Dose
from adherence.db.no_index import no_index
from adherence.domain.gate import Reason
from adherence.domain.holds import HoldSpan, holding
from adherence.domain.timing import ONE_DAY, local_date
from adherence.domain.why import SentText


def sent_text(
    text: Communication, windows: Mapping[int, datetime], holds: Iterable[HoldSpan], zone: ZoneInfo
) -> SentText:
    """A text with the end of its dose's window and of the hold that covers its day."""
    hold = holding(holds, local_date(text.send_at, zone)) if text.reason == Reason.HOLD else None
    until = hold.until if hold is not None else None
    return SentText(
        purpose=text.purpose,
        state=text.state,
        made=text.why,
        reason=text.reason,
        provider_code=text.provider_code,
        send_at=text.send_at,
        started_at=text.started_at or text.accepted_at,
        expires_at=text.expires_at,
        window_closes_at=windows.get(text.dose_id) if text.dose_id is not None else None,
        held_until=until - ONE_DAY if until is not None else None,
        cap=text.cap,
    )


def windows_of(session: Session, clinic_id: str, texts: Collection[Communication]) -> dict[int, datetime]:
    """When the windows of the doses close that some texts are about, by dose."""
    dose_ids = {text.dose_id for text in texts if text.dose_id is not None}
    if not dose_ids:
        return {}
    query = select(Dose.id, Dose.window_closes_at).where(no_index(Dose.clinic_id) == clinic_id, Dose.id.in_(dose_ids))
    return {row.id: row.window_closes_at for row in session.execute(query)}
