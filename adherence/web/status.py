"""For those who run the service: whether the process lives, whether the whole works, and its numbers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from ipaddress import ip_address
from typing import Any

from flask import Blueprint, Response, current_app, jsonify, request
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from adherence.access import Proof, open_to
from adherence.clock import utc_now
from adherence.db.health import (
    attempt_counts,
    heartbeats,
    inbound_waiting,
    message_counts,
    oldest_due_at,
    open_flag_counts,
)
from adherence.db.practitioners import token_row
from adherence.db.schema import is_current
from adherence.domain.states import AttemptState, MessageState, Role, Severity
from adherence.jobs import HEARTBEAT_WITHIN, WORKER
from adherence.runtime import Runtime

_METRICS_ROLES = frozenset({Role.OPERATOR, Role.ADMIN})
_FORWARDED = ("X-Forwarded-For", "Forwarded", "X-Real-IP")

bp = Blueprint("status", __name__)


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that must hold before the service is of use; the detail is a plain sentence."""

    name: str
    ok: bool
    detail: str


@bp.get("/health")
@open_to(Proof.NONE)
def health() -> Response:
    """Whether the process answers."""
    return _plain({"status": "ok"}, 200)


@bp.get("/ready")
@open_to(Proof.NONE)
def ready() -> Response:
    """Whether database, migrations and worker are well; 503 where one is not."""
    checks = readiness(_runtime())
    well = all(check.ok for check in checks)
    shown = {check.name: {"ok": check.ok, "detail": check.detail} for check in checks}
    return _plain({"ready": well, "checks": shown}, 200 if well else 503)


@bp.get("/metrics")
@open_to(Proof.LOCAL_OR_TOKEN, _METRICS_ROLES)
def metrics() -> Response:
    """Numbers of the whole installation in the text format of Prometheus."""
    rt = _runtime()
    try:
        with rt.database.reading() as session:
            if not _is_local() and not _has_token(session):
                return Response("", 403)
            registry = CollectorRegistry()
            registry.register(_Gauges(session, rt.now(), rt.database.now(session)))
            text = generate_latest(registry)
    except DBAPIError:
        return Response("", 503)
    return Response(text, 200, content_type=CONTENT_TYPE_LATEST, headers={"Cache-Control": "no-store"})


def readiness(rt: Runtime) -> list[Check]:
    """The three checks of ``/ready``; none of them raises."""
    try:
        with rt.database.reading() as session:
            session.execute(select(1))
    except Exception:
        return [
            Check("database", False, "The database cannot be reached."),
            Check("migrations", False, "Not known without the database."),
            Check("worker", False, "Not known without the database."),
        ]
    return [Check("database", True, "The database answers."), _migrations(rt), _worker(rt)]


def _migrations(rt: Runtime) -> Check:
    try:
        current = is_current(rt.database.engine)
    except Exception:
        current = False
    if current:
        return Check("migrations", True, "The tables are up to date.")
    return Check("migrations", False, "The tables are not up to date: run `python -m adherence db upgrade`.")


def _worker(rt: Runtime) -> Check:
    try:
        with rt.database.reading() as session:
            last = heartbeats(session).get(WORKER)
    except Exception:
        last = None
    if last is None:
        return Check("worker", False, "No worker has run yet: start `python -m adherence worker` or `serve`.")
    # Heartbeats are in real time: a test or demo clock may stand still or jump.
    age = utc_now() - last
    seconds = max(0, int(age.total_seconds()))
    if age <= HEARTBEAT_WITHIN:
        return Check("worker", True, f"The worker was heard {seconds} s ago.")
    return Check("worker", False, f"The worker was last heard {seconds} s ago: nothing is sent or read.")


class _Gauges(Collector):
    """The gauges of one request, read from the tables of one transaction."""

    def __init__(self, session: Session, now: datetime, real_now: datetime) -> None:
        self._session = session
        self._now = now
        self._real_now = real_now

    def collect(self) -> Iterator[Metric]:
        """All gauges; states that have no row are 0, so that a graph has no holes."""
        counts = message_counts(self._session)
        yield _gauge(
            "adherence_messages", "Outgoing texts by state", "state", {s: counts.get(s, 0) for s in MessageState}
        )
        ended = attempt_counts(self._session)
        yield _gauge("adherence_attempts", "Requests by end", "state", {s: ended.get(s, 0) for s in AttemptState})
        flags = open_flag_counts(self._session)
        yield _gauge("adherence_open_flags", "Open flags", "severity", {s: flags.get(s, 0) for s in Severity})
        oldest = oldest_due_at(self._session)
        age = max(0.0, (self._now - oldest).total_seconds()) if oldest else 0.0
        yield GaugeMetricFamily("adherence_oldest_due_seconds", "Age of the longest waiting text", value=age)
        waiting, aside = inbound_waiting(self._session)
        yield GaugeMetricFamily("adherence_inbound_unapplied", "Texts of patients not read yet", value=waiting)
        yield GaugeMetricFamily("adherence_inbound_set_aside", "Texts that could not be read", value=aside)
        ages = {name: (self._real_now - at).total_seconds() for name, at in heartbeats(self._session).items()}
        yield _gauge("adherence_heartbeat_age_seconds", "Since a part was heard", "part", ages)


def _gauge(name: str, help_text: str, label: str, values: Mapping[Any, float]) -> Metric:
    family = GaugeMetricFamily(name, help_text, labels=[label])
    for value, number in values.items():
        family.add_metric([str(value)], number)
    return family


def _is_local() -> bool:
    """Whether the request began on this machine: a proxy here speaks for others, and says so."""
    if any(name in request.headers for name in _FORWARDED):
        return False
    try:
        return ip_address(request.remote_addr or "").is_loopback
    except ValueError:
        return False


def _has_token(session: Session) -> bool:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token.strip().isascii():
        return False
    row = token_row(session, token.strip())
    return row is not None and row.role in _METRICS_ROLES


def _runtime() -> Runtime:
    rt = current_app.extensions["adherence"]
    assert isinstance(rt, Runtime)
    return rt


def _plain(content: dict[str, object], status: int) -> Response:
    response = jsonify(content)
    response.status_code = status
    response.headers["Cache-Control"] = "no-store"
    return response
