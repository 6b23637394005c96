"""What may be in a log."""

from __future__ import annotations

from adherence.logs import describe_exception, hide_numbers


def logged(error: BaseException) -> dict[str, object]:
    """The event that an exception becomes."""
    return dict(describe_exception(None, "error", {"event": "job_failed", "exc_info": error}))


def test_an_exception_is_told_by_its_kind_and_place_without_its_words() -> None:
    try:
        raise LookupError("Ana +12025550123")
    except LookupError as error:
        event = logged(error)
    assert event["error"] == "LookupError"
    assert "Ana" not in str(event)
    assert str(event["at"]).count("test_logs.py") == 1


def test_an_event_without_an_exception_is_left_alone() -> None:
    assert describe_exception(None, "info", {"event": "sent", "exc_info": None}) == {"event": "sent"}


def test_a_number_that_slips_into_a_log_is_masked() -> None:
    assert hide_numbers(None, "info", {"event": "to +12025550123 now", "id": 7}) == {
        "event": "to (number) now",
        "id": 7,
    }
