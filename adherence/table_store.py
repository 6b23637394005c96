"""The simulated provider's messages in a table, so that web and worker share one provider."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import insert, select, update

from adherence.db import installation
from adherence.db.session import Database
from adherence.sms.provider import Direction
from adherence.sms.simulator import NUMBER, SignedPost
from adherence.sms.simulator_store import DELIVERED, DeliveryMode, SimulatedMessage

MOST_LISTED = 5000


class TableStore:
    """A store of the simulated provider; each call is a transaction of its own."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, message: SimulatedMessage) -> None:
        """Keep one more message."""
        self.add_all([message])

    def add_all(self, messages: list[SimulatedMessage]) -> None:
        """Keep many messages at once."""
        if messages:
            with self._database.writing() as session:
                # Straight into the table: the mapper would make a statement of its own for each set of empty columns.
                rows = [_row(message) for message in messages]
                session.connection().execute(insert(installation.SimulatedMessage.__table__), rows)  # type: ignore[arg-type]

    def messages(
        self,
        *,
        direction: Direction | None = None,
        number: str | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
    ) -> list[SimulatedMessage]:
        """Messages newest first, at most 5,000; ``number`` is the phone at either end, both instants are inclusive."""
        table = installation.SimulatedMessage
        query = select(table)
        if direction is not None:
            query = query.where(table.outbound.is_(direction is Direction.OUTBOUND))
        if number is not None:
            query = query.where(table.phone == number)
        if since is not None:
            query = query.where(table.at >= since)
        if until is not None:
            query = query.where(table.at <= until)
        with self._database.reading() as session:
            newest = query.order_by(table.at.desc(), table.id.desc()).limit(MOST_LISTED)
            return [_message(row) for row in session.scalars(newest)]

    def delivery(self, number: str) -> DeliveryMode:
        """How this phone takes its texts."""
        with self._database.reading() as session:
            row = session.get(installation.SimulatedPhone, number)
            return DELIVERED if row is None else DeliveryMode.parse(row.delivery)

    def set_delivery(self, number: str, mode: DeliveryMode) -> None:
        """Change how this phone takes its texts from now on."""
        with self._database.writing() as session:
            session.merge(installation.SimulatedPhone(phone=number, delivery=mode.text))

    def owe_report(self, post: SignedPost) -> None:
        """Note that a delivery report is to be posted: a stop of this process must not lose it."""
        table = installation.SimulatedMessage
        with self._database.writing() as session:
            due = {"callback_due": True, "status_callback": post.url}
            session.execute(update(table).where(table.sid == post.form["MessageSid"]).values(due))

    def owed_reports(self, limit: int) -> list[tuple[SimulatedMessage, str]]:
        """Messages whose delivery reports are to be posted, oldest first, with the address."""
        table = installation.SimulatedMessage
        with self._database.reading() as session:
            rows = session.scalars(select(table).where(table.callback_due.is_(True)).order_by(table.at).limit(limit))
            return [(_message(row), row.status_callback or "") for row in rows]

    def settle_reports(self, sids: list[str]) -> None:
        """Note that the reports of these messages were taken by the webhook."""
        table = installation.SimulatedMessage
        with self._database.writing() as session:
            session.execute(update(table).where(table.sid.in_(sids)).values(callback_due=False))


def _row(message: SimulatedMessage) -> dict[str, object]:
    outbound = message.direction is Direction.OUTBOUND
    return {
        "sid": message.sid,
        "outbound": outbound,
        "phone": message.to if outbound else message.from_,
        "body": message.body,
        "status": message.status,
        "error_code": message.error_code,
        "attempt_id": message.attempt_id,
        "callback_due": False,
        "at": message.at,
    }


def _message(row: installation.SimulatedMessage) -> SimulatedMessage:
    return SimulatedMessage(
        sid=row.sid,
        to=row.phone if row.outbound else NUMBER,
        from_=NUMBER if row.outbound else row.phone,
        body=row.body,
        direction=Direction.OUTBOUND if row.outbound else Direction.INBOUND,
        at=row.at,
        status=row.status,
        error_code=row.error_code,
        attempt_id=row.attempt_id,
    )
