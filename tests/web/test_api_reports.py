"""The call that tells the reports, on a database of each kind."""

from __future__ import annotations

from adherence.domain.states import Role
from adherence.jobs import run_jobs_once
from tests.web.api_service import DAILY, GATE, Service, any_service, service

__all__ = ["any_service", "service"]

INJECTION = {
    "kind": "injection",
    "medication": "naltrexone ER 380 mg",
    "quantity_mg": 380,
    "starts_on": "2026-03-04",
    "given_on": ["2026-01-10", "2026-02-07"],
    "cadence": {"every_days": 28},
    "visit_time": "10:00",
}


def _start(service: Service, plan: dict, **changes: str) -> tuple[str, str]:
    patient_id = service.enrol(**changes)
    service.post(f"/patients/{patient_id}/start-gate", GATE)
    return patient_id, service.post(f"/patients/{patient_id}/regimens", plan).json["id"]


def _rows(service: Service, report: str, section: str, query: str = "") -> list[list]:
    told = service.get(f"/reports?report={report}{query}").json["items"]
    return next(each["rows"] for each in told[0]["sections"] if each["key"] == section)


def test_every_report_is_told_from_what_is_stored(any_service: Service) -> None:
    service = any_service
    _, regimen_id = _start(service, DAILY | {"starts_on": "2026-03-05"})
    _start(service, INJECTION, phone="+12025550144")
    gone, _ = _start(service, DAILY | {"starts_on": "2026-03-05"}, phone="+12025550145")
    run_jobs_once(service.rt)
    service.pass_time(days=1)
    run_jobs_once(service.rt)
    doses = service.get(f"/patients/{gone}/doses?from=2026-03-05&to=2026-03-05").json["doses"]
    answer = service.post(f"/doses/{doses[0]['id']}/administrations", {"state": "skipped", "reason": "forgot"})
    assert answer.status_code in (200, 201), answer.text
    service.pass_time(days=2)
    run_jobs_once(service.rt)
    answer = service.post(f"/regimens/{regimen_id}/stop", {"on": "2026-03-07", "reason": "x", "cause": "access"})
    assert answer.json["stop_cause"] == "access"
    service.post(f"/patients/{gone}/status", {"status": "discharged"})
    service.pass_time(days=1)
    run_jobs_once(service.rt)

    whole = service.get("/reports").json
    assert [each["report"] for each in whole["items"]] == ["retention", "continuity", "doses", "replies", "texts"]
    curve = _rows(service, "retention", "retention")
    assert [row[:3] for row in curve] == [[0, 3, 0], [30, 1, 2], [57, 1, 2]]
    ended = {row[0]: row[1:3] for row in _rows(service, "retention", "endings")}
    assert ended == {
        "Cost, insurance, or getting to the clinic": ["yes", 1],
        "Discharged without a cause": ["yes", 1],
        "Still in treatment": ["no", 1],
    }
    totals = _rows(service, "doses", "totals")
    assert totals[0][:2] == ["Daily tablets", 2]
    assert totals[0][2] == sum(totals[0][3:6])
    assert totals[0][4] == 1
    assert _rows(service, "doses", "reasons")[0][:3] == ["Forgot", "doses not taken", 1]
    assert _rows(service, "doses", "injections")[0] == ["90 to 100%", 1]
    assert sum(row[1] for row in _rows(service, "texts", "delivery")) > 0
    assert _rows(service, "replies", "answers")[0][2] == totals[0][2]


def test_an_answer_is_timed_and_a_wording_is_answered(any_service: Service) -> None:
    service = any_service
    _start(service, DAILY | {"starts_on": "2026-03-05"})
    run_jobs_once(service.rt)
    service.pass_time(hours=20)  # 08:00 in New York of the next day
    run_jobs_once(service.rt)
    service.pass_time(minutes=25)
    service.webhook(
        "/sms/inbound",
        {
            "MessageSid": "SM" + "7" * 32,
            "AccountSid": "AC" + "0" * 32,
            "From": "+12025550143",
            "To": "+15005550006",
            "Body": "1",
        },
    )
    run_jobs_once(service.rt)
    service.pass_time(days=1)
    run_jobs_once(service.rt)
    answers = _rows(service, "replies", "answers")
    assert [(row[0], row[1]) for row in answers[:2]] == [("15 minutes", 0), ("30 minutes", 1)]
    reminder = next(row for row in _rows(service, "texts", "wordings") if row[0] == "reminder")
    assert reminder[3] == 1


def test_a_wrong_range_is_refused_and_roles_are_kept(service: Service) -> None:
    assert service.get("/reports?from=2026-03-05&to=2026-03-01").status_code == 422
    assert service.get("/reports?to=2030-01-01").json["errors"][0]["field"] == "to"
    assert service.get("/reports?report=all").status_code == 422
    assert service.get("/reports", token=service.tokens[Role.AUDITOR]).status_code == 200
    assert service.get("/reports", token=service.tokens[Role.OPERATOR]).status_code == 403
    assert service.get("/reports", token=service.foreign_token).json["items"][0]["sections"][0]["rows"] == []
