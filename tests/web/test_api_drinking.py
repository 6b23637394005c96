"""Check-ins, risk days and drinking days over the API, and the four numbers that follow from them."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from adherence.domain.states import Role
from adherence.jobs import run_jobs_once
from adherence.sms.simulator import Simulator
from tests.web.api_service import GATE, Service, any_service, service

__all__ = ["any_service", "service"]

_sids = count(1)
TARGETED: dict[str, Any] = {
    "kind": "targeted",
    "medication": "naltrexone 50 mg tablet",
    "quantity_mg": 50,
    "starts_on": "2026-03-04",
    "risk_weekdays": ["fri", "sat"],
    "anticipated_at": "19:00",
    "lead_minutes": 90,
}


def on_plan(of: Service) -> str:
    """Ana with a targeted plan; gives the address of her things."""
    patient_id = of.enrol()
    base = f"/patients/{patient_id}"
    assert of.post(base + "/start-gate", GATE | {"agent": "none"}).status_code == 201
    assert of.post(base + "/regimens", TARGETED).status_code == 201
    return base


def at(of: Service, day: int, hour: int, minute: int = 0) -> None:
    """It is a local time of March 2026 in New York, and what is due is done."""
    of.moment[0] = datetime(2026, 3, day, hour, minute, tzinfo=ZoneInfo("America/New_York")).astimezone(UTC)
    run_jobs_once(of.rt)
    run_jobs_once(of.rt)


def says(of: Service, body: str) -> None:
    assert isinstance(of.rt.sms, Simulator)
    sid = f"SM{next(_sids):032x}"
    form = {
        "MessageSid": sid,
        "From": "+12025550143",
        "To": "+15005550006",
        "Body": body,
        "AccountSid": "AC" + "0" * 32,
    }
    assert of.webhook("/sms/inbound", form).status_code == 200
    run_jobs_once(of.rt)
    run_jobs_once(of.rt)


def test_questions_are_off_until_they_are_switched_on(any_service: Service) -> None:
    base = on_plan(any_service)
    told = any_service.get(base + "/check-ins").json
    assert [
        (item["kind"], item["on"], item["at"], item["asks_at"], item["set_at"])
        for item in told["items"]
        if item["cadence"] is None
    ] == [
        ("planner", False, None, "17:00", None),
        ("follow_up", False, None, "10:00", None),
    ]
    answer = any_service.post(base + "/check-ins", {"kind": "planner", "on": True, "at": "16:30"})
    assert answer.status_code == 200
    assert (answer.json["on"], answer.json["asks_at"]) == (True, "16:30")
    again = any_service.post(base + "/check-ins", {"kind": "planner", "on": True, "at": None}).json
    assert (again["at"], again["asks_at"]) == (None, "17:00")
    assert any_service.post(base + "/check-ins", {"kind": "planner", "on": False}).json["on"] is False
    now_told = any_service.get(base + "/check-ins").json["items"]
    assert [item["on"] for item in now_told if item["kind"] == "planner"] == [False]


@pytest.mark.parametrize(
    ("body", "status", "field"),
    [
        ({}, 422, "kind"),
        ({"kind": "planner", "on": "yes"}, 422, "on"),
        ({"kind": "planner", "on": True, "at": "23:00"}, 422, "at"),
        ({"kind": "planner", "on": True, "at": "5pm"}, 422, "at"),
        ({"kind": "x" * 5000, "on": True}, 422, "kind"),
        ({"kind": "planner", "on": True, "weekday": 3}, 422, "weekday"),
    ],
)
def test_a_wrong_check_in_is_refused_at_its_field(
    service: Service, body: dict[str, Any], status: int, field: str
) -> None:
    answer = service.post(on_plan(service) + "/check-ins", body)
    assert answer.status_code == status
    assert field in [fault["field"] for fault in answer.json["errors"]]


def test_without_a_targeted_plan_nothing_can_be_asked_or_recorded(service: Service) -> None:
    base = f"/patients/{service.enrol()}"
    assert service.post(base + "/check-ins", {"kind": "follow_up", "on": True}).status_code == 409
    assert service.post(base + "/drinking-reports", {"on": "2026-03-04", "drank": True}).status_code == 409
    assert service.post(base + "/risk-days", {"on": "2026-03-05"}).status_code == 409


def test_readers_read_and_another_clinic_finds_nothing(service: Service) -> None:
    base = on_plan(service)
    reader = service.tokens[Role.READER]
    for path, body in (
        ("/check-ins", {"kind": "planner", "on": True}),
        ("/drinking-reports", {"on": "2026-03-04", "drank": True}),
    ):
        assert service.get(base + path, token=reader).status_code == 200
        assert service.post(base + path, body, token=reader).status_code == 403
        assert service.get(base + path, token=service.foreign_token).status_code == 404
        assert service.post(base + path, body, token=service.foreign_token).status_code == 404


def test_a_risk_day_can_be_declared_moved_and_taken_back(any_service: Service) -> None:
    base = on_plan(any_service)
    first = any_service.post(base + "/risk-days", {"on": "2026-03-05", "anticipated_at": "21:00"})
    assert (first.status_code, first.json["declined"], first.json["source"]) == (201, False, "staff")
    again = any_service.post(base + "/risk-days", {"on": "2026-03-05", "anticipated_at": "20:00"})
    assert again.json["id"] == first.json["id"], "the last declaration of a date holds"
    days = any_service.get(base + "/doses?from=2026-03-05&to=2026-03-05").json["doses"]
    assert [dose["slot"] for dose in days] == ["20:00"]
    assert any_service.post(base + "/risk-days", {"on": "2026-03-05", "declined": True}).json["declined"] is True
    assert any_service.get(base + "/doses?from=2026-03-05&to=2026-03-05").json["doses"] == []
    for on in ("2026-03-03", "2027-03-06", "2026-02-30", "", None):
        assert any_service.post(base + "/risk-days", {"on": on}).status_code == 422, on


def test_drinking_days_are_recorded_and_listed(any_service: Service) -> None:
    base = on_plan(any_service)
    at(any_service, 6, 12)
    report = {"on": "2026-03-05", "drank": True, "first_drink_at": "2026-03-06T01:00:00Z", "drinks": 3}
    answer = any_service.post(base + "/drinking-reports", report)
    assert answer.status_code == 201
    assert {name: answer.json[name] for name in report} == report
    assert answer.json["source"] == "staff"
    assert any_service.post(base + "/drinking-reports", {"on": "2026-03-05", "drank": False}).status_code == 201
    told = any_service.get(base + "/drinking-reports?from=2026-03-05&to=2026-03-05").json["items"]
    assert [(row["drank"], row["drinks"]) for row in told] == [(True, 3), (False, 0)]
    assert any_service.get(base + "/drinking-reports?from=2026-03-06").json["items"] == []


def test_the_four_numbers_come_from_texts_alone(any_service: Service) -> None:
    base = on_plan(any_service)
    assert any_service.post(base + "/check-ins", {"kind": "follow_up", "on": True}).status_code == 200
    at(any_service, 4, 12)
    at(any_service, 6, 17, 30)
    any_service.pass_time(minutes=5)
    says(any_service, "1")
    at(any_service, 7, 10)
    says(any_service, "9 pm")
    any_service.pass_time(minutes=1)
    says(any_service, "4")
    at(any_service, 7, 17, 30)
    at(any_service, 8, 9)
    at(any_service, 8, 10)
    told = any_service.get(base + "/measures?from=2026-03-01&to=2026-03-08").json["items"]
    four = {item["name"]: item for item in told if item["regimen_id"]}
    assert {name: item["value"] for name, item in four.items()} == {
        "doses_per_week": 1.4,
        "risk_day_coverage": 1,
        "drinking_day_coverage": 1,
        "answered": 1,
    }
    assert four["doses_per_week"]["counts"] == {"days": 5, "days_with_dose": 1}
    assert four["drinking_day_coverage"]["counts"] == {"covered": 1, "known": 1, "unknown": 0}
    assert "60 minutes" in four["drinking_day_coverage"]["definition"]
    assert any_service.post(base + "/drinking-reports", {"on": "2026-03-05", "drank": True}).status_code == 201
    told = any_service.get(base + "/measures?from=2026-03-01&to=2026-03-08").json["items"]
    counts = next(item["counts"] for item in told if item["name"] == "drinking_day_coverage")
    assert counts == {"covered": 1, "known": 2, "unknown": 0}, "a drinking day without a planned dose"
