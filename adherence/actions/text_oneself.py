"""Send a test text to one's own verified phone: it leaves as every other text does, and shows that the sender works."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from adherence.actions.queue_to_staff import queue_to_staff
from adherence.db.clinics import clinic_by_id
from adherence.db.communications import Communication
from adherence.db.practitioners import Practitioner
from adherence.domain.actor import Actor
from adherence.domain.errors import refuse

TEST_TEXT = "{programme}: this is a test text. Please reply OK, to try the way back as well."
WHY = "Asked for a test text to the own phone"
MOST_A_DAY = 10
"""Policy: enough to try a sender, too few to be a nuisance to anybody."""


def text_oneself(session: Session, actor: Actor, *, now: datetime) -> Communication:
    """Queue the text; raises ``Refused`` without a verified phone, or after ten in a day."""
    query = select(Practitioner).where(Practitioner.id == actor.id, Practitioner.clinic_id == actor.clinic_id)
    staff = session.scalars(query.with_for_update().execution_options(populate_existing=True)).one()
    if staff.phone_verified_at is None:
        raise refuse("phone", "is not verified yet; verify your own phone first", conflict=True)
    tests = select(func.count()).where(
        Communication.clinic_id == staff.clinic_id,
        Communication.practitioner_id == staff.id,
        Communication.due_at > now - timedelta(days=1),
        Communication.why == WHY,
    )
    if (session.scalar(tests) or 0) >= MOST_A_DAY:
        raise refuse("phone", f"was sent {MOST_A_DAY} test texts in a day; try again tomorrow", conflict=True)
    text = queue_to_staff(session, staff, "staff_nothing", now=now, why=WHY, path="/settings/sender")
    # Its words are written at once, as those of a code: it is no wording of the clinic's.
    text.template = None
    body = TEST_TEXT.format(programme=clinic_by_id(session, staff.clinic_id).programme)
    text.body_sealed = session.info["vault"].seal(body, "communications", "body_sealed", str(text.id))
    session.flush()
    return text
