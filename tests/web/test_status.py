"""What those who run the service see: health, readiness and numbers without patients."""

from __future__ import annotations

from datetime import timedelta

import pytest
from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy import text

from adherence.clock import utc_now
from adherence.db.installation import beat
from adherence.domain.states import Role
from adherence.jobs import WORKER
from tests.web.api_service import DAILY, GATE, Service, service

__all__ = ["service"]


def test_the_process_is_healthy_even_without_a_worker(service: Service) -> None:
    answer = service.client.get("/health")
    assert (answer.status_code, answer.json) == (200, {"status": "ok"})


def test_readiness_needs_a_worker_that_was_heard_within_two_minutes(service: Service) -> None:
    silent = service.client.get("/ready")
    assert silent.status_code == 503
    assert {name: check["ok"] for name, check in silent.json["checks"].items()} == {
        "database": True,
        "migrations": True,
        "worker": False,
    }
    _beat(service, utc_now() - timedelta(minutes=3))
    assert service.client.get("/ready").status_code == 503
    _beat(service, utc_now() - timedelta(seconds=100))
    well = service.client.get("/ready")
    assert (well.status_code, well.json["ready"]) == (200, True)


def test_readiness_judges_heartbeats_in_real_time(service: Service) -> None:
    _beat(service, service.moment[0])
    assert service.client.get("/ready").status_code == 503


def test_tables_that_are_not_up_to_date_are_not_ready(service: Service) -> None:
    _beat(service, utc_now())
    with service.rt.database.writing() as session:
        session.execute(text("DELETE FROM alembic_version"))
    answer = service.client.get("/ready")
    assert answer.status_code == 503
    assert not answer.json["checks"]["migrations"]["ok"]
    with service.rt.database.writing() as session:
        session.execute(text("DROP TABLE heartbeats"))
    assert service.client.get("/ready").status_code == 503
    assert service.client.get("/metrics").status_code == 503


def test_numbers_tell_of_states_and_ages_but_of_no_patient(service: Service) -> None:
    patient_id = service.enrol()
    service.post(f"/patients/{patient_id}/start-gate", GATE)
    service.post(f"/patients/{patient_id}/regimens", DAILY)
    _beat(service, utc_now())
    service.pass_time(minutes=1)
    answer = service.client.get("/metrics")
    assert answer.status_code == 200
    found = {family.name: family for family in text_string_to_metric_families(answer.text)}
    queued = [s.value for s in found["adherence_messages"].samples if s.labels == {"state": "queued"}]
    assert queued[0] >= 2
    assert found["adherence_oldest_due_seconds"].samples[0].value == 60
    assert found["adherence_inbound_unapplied"].samples[0].value == 0
    assert [s.labels for s in found["adherence_heartbeat_age_seconds"].samples] == [{"part": WORKER}]
    assert patient_id not in answer.text
    assert "Ana" not in answer.text


@pytest.mark.parametrize("address", ["10.0.0.7", "2001:db8::1", "", "localhost"])
def test_numbers_are_for_this_machine_or_a_token(service: Service, address: str) -> None:
    far = {"environ_overrides": {"REMOTE_ADDR": address}}
    assert service.client.get("/metrics", **far).status_code == 403
    for role, status in ((Role.OPERATOR, 200), (Role.ADMIN, 200), (Role.CLINICIAN, 403), (Role.READER, 403)):
        headers = {"Authorization": f"Bearer {service.tokens[role]}"}
        assert service.client.get("/metrics", headers=headers, **far).status_code == status
    assert service.client.get("/metrics", headers={"Authorization": "Bearer x"}, **far).status_code == 403


@pytest.mark.parametrize("header", ["X-Forwarded-For", "Forwarded", "X-Real-IP"])
def test_a_proxy_on_this_machine_does_not_open_the_numbers_to_others(service: Service, header: str) -> None:
    assert service.client.get("/metrics", environ_overrides={"REMOTE_ADDR": "127.0.0.1"}).status_code == 200
    assert service.client.get("/metrics", headers={header: "127.0.0.1"}).status_code == 403


def _beat(service: Service, at: object) -> None:
    with service.rt.database.writing() as session:
        beat(session, WORKER, at)  # type: ignore[arg-type]
