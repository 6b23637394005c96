"""The OpenAPI document is valid and true: what is served matches it, whatever is asked."""

from __future__ import annotations

import re
from typing import Any

import jsonschema_rs
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from adherence.api.app import CALLS, PREFIX
from adherence.domain.states import Role
from tests.names import UNKNOWN_ID
from tests.web.api_service import DAILY, GATE, PATIENT, Service, service

__all__ = ["service"]

DISPENSE = {"dispensed_on": "2026-03-04", "tablets": 20, "tablet_mg": 50}
LAB = {"taken_on": "2026-03-04", "test": "ALT", "value": 30, "unit": "U/L", "upper_limit": 40}

schemathesis.checks.load_all_checks()
_CHECKS = schemathesis.checks.CHECKS.get_by_names(
    ["not_a_server_error", "status_code_conformance", "content_type_conformance", "response_schema_conformance"]
)


def test_the_document_is_public_and_a_valid_openapi_3_1(service: Service) -> None:
    answer = service.client.get("/api/v1/openapi.json")
    assert answer.status_code == 200
    document = answer.json
    assert document["openapi"] == "3.1.0"
    for name, schema in document["components"]["schemas"].items():
        jsonschema_rs.meta.validate({"$schema": "https://json-schema.org/draft/2020-12/schema"} | schema)
        assert schema.get("title", name)
    references = set(re.findall(r'"\$ref": ?"#/components/schemas/([^"]+)"', answer.text))
    assert references <= set(document["components"]["schemas"])
    assert len(list(_operations(document))) == len(CALLS)


def test_every_operation_describes_its_refusals_and_parameters(service: Service) -> None:
    document = service.client.get("/api/v1/openapi.json").json
    for path, method, operation in _operations(document):
        assert {"401", "403", "422"} <= set(operation["responses"]), (path, method)
        named = {parameter["name"] for parameter in operation["parameters"] if parameter["in"] == "path"}
        assert named == set(re.findall(r"{(\w+)}", path))
        assert ("requestBody" in operation) == (method in ("post", "patch"))
        assert len(operation["summary"]) > 5


def test_every_kind_of_answer_is_what_the_document_says(service: Service) -> None:
    document = service.client.get("/api/v1/openapi.json").json
    patient_id = service.enrol()
    base = f"/patients/{patient_id}"
    requests: list[tuple[str, str, str, Any]] = [
        ("post", "/patients", "/patients", PATIENT | {"phone": "+12025550150"}),
        ("get", "/patients", "/patients", None),
        ("get", "/patients/{patient_id}", base, None),
        ("patch", "/patients/{patient_id}", base, {"discretion": 1}),
        ("post", "/patients/{patient_id}/start-gate", base + "/start-gate", GATE),
        ("post", "/patients/{patient_id}/regimens", base + "/regimens", DAILY),
        ("get", "/patients/{patient_id}/regimens", base + "/regimens", None),
        ("get", "/patients/{patient_id}/doses", base + "/doses", None),
        ("post", "/patients/{patient_id}/messages", base + "/messages", {"body": "Hi"}),
        ("get", "/patients/{patient_id}/communications", base + "/communications", None),
        ("get", "/patients/{patient_id}/measures", base + "/measures", None),
        ("post", "/patients/{patient_id}/dispenses", base + "/dispenses", DISPENSE),
        ("post", "/patients/{patient_id}/dispenses", base + "/dispenses", DISPENSE | {"tablets": 0}),
        ("get", "/patients/{patient_id}/dispenses", base + "/dispenses", None),
        ("get", "/patients/{patient_id}/supply", base + "/supply", None),
        ("post", "/patients/{patient_id}/labs", base + "/labs", LAB),
        ("get", "/patients/{patient_id}/labs", base + "/labs", None),
        ("get", "/flags", "/flags", None),
        ("get", "/patients/{patient_id}", f"/patients/{UNKNOWN_ID}", None),
        ("post", "/patients", "/patients", {}),
        ("post", "/patients", "/patients", []),
        ("get", "/patients", "/patients?limit=0", None),
    ]
    for method, template, path, body in requests:
        answer = service.call(method.upper(), path, body)
        described = document["paths"][PREFIX + template][method]["responses"][str(answer.status_code)]
        schema = described["content"][answer.mimetype]["schema"]
        jsonschema_rs.validate({"components": document["components"]} | schema, answer.json)


def test_generated_requests_get_described_answers_and_never_a_server_error(service: Service) -> None:
    service.post(f"/patients/{service.enrol()}/regimens", DAILY)
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", service.app)
    operations = [result.ok() for result in schema.get_all_operations()]
    known = [item["id"] for item in service.get("/patients").json["items"]]

    @settings(max_examples=8, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
    @given(data=st.data())
    def check(data: Any) -> None:
        for operation in operations:
            case = data.draw(operation.as_strategy())
            if "patient_id" in case.path_parameters and data.draw(st.booleans()):
                case.path_parameters["patient_id"] = known[0]
            case.headers = {**(case.headers or {}), "Authorization": f"Bearer {service.tokens[Role.CLINICIAN]}"}
            answer = case.call()
            case.validate_response(answer, checks=_CHECKS)

    check()


def _operations(document: dict[str, Any]) -> list[tuple[str, str, dict[str, Any]]]:
    return [(path, method, found) for path, methods in document["paths"].items() for method, found in methods.items()]
