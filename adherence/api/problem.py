"""Errors of the API as problem details (RFC 9457): a title, a sentence, and one entry for each field at fault."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable, Mapping
from http import HTTPStatus
from typing import Any

from flask import Response, request
from sqlalchemy.exc import IntegrityError, OperationalError
from werkzeug.exceptions import HTTPException

from adherence.domain.errors import Refused
from adherence.domain.regimen import Fault, RegimenFaults

MEDIA_TYPE = "application/problem+json"
_log = logging.getLogger(__name__)

_DETAILS = {
    400: "The request could not be read.",
    404: "There is nothing at this address, or it belongs to another clinic.",
    405: "This address does not take that method.",
    413: "The body is larger than this service reads.",
    415: "Send the body as application/json.",
}


class Problem(Exception):
    """An answer other than success: HTTP status, a sentence, and the faults of single fields."""

    def __init__(
        self, status: int, detail: str, faults: Iterable[Fault] = (), headers: Mapping[str, str] | None = None
    ) -> None:
        self.status = status
        self.detail = detail
        self.faults = tuple(faults)
        self.headers = dict(headers or {})
        super().__init__(detail)

    def response(self) -> Response:
        """The problem as an HTTP answer."""
        answer = Response(json.dumps(self._content()), self.status, mimetype=MEDIA_TYPE)
        answer.headers.update(self.headers)
        return answer

    def _content(self) -> dict[str, Any]:
        errors = [{"field": fault.field, "message": fault.message} for fault in self.faults]
        title = HTTPStatus(self.status).phrase
        return {"title": title, "status": self.status, "detail": self.detail, "errors": errors}


def problem_of(error: Exception) -> Problem:
    """What the caller is told about an exception; of an unexpected one only that it happened."""
    match error:
        case Problem():
            return error
        case Refused():
            return Problem(409 if error.conflict else 422, str(error), error.faults)
        case RegimenFaults():
            return Problem(422, str(error), error.faults)
        case HTTPException():
            return _of_http(error)
        case IntegrityError():
            return Problem(409, "Somebody changed the same thing at this very moment; nothing was changed. Try again.")
        case OperationalError():
            _log.error("the database did not answer %s", request.endpoint)
            return Problem(503, "The database is busy or away; nothing was changed. Try again.", headers=_RETRY)
        case _:
            # The message may quote what was sent, and so a person: only the kind of error goes into the log.
            _log.error("unexpected %s in %s at %s", type(error).__name__, request.endpoint, _place(error))
            return Problem(500, "Something went wrong on our side; nothing was changed.")


_RETRY = {"Retry-After": "1"}


def _of_http(error: HTTPException) -> Problem:
    status = error.code or 500
    headers = {name: value for name, value in error.get_headers() if name in ("Allow", "Retry-After")}
    return Problem(status, _DETAILS.get(status, error.description or HTTPStatus(status).phrase), headers=headers)


def _place(error: Exception) -> str:
    trace, place = error.__traceback__, "an unknown line"
    while trace is not None:
        place = f"{trace.tb_frame.f_code.co_filename.rpartition('/')[2]}:{trace.tb_lineno}"
        trace = trace.tb_next
    return place
