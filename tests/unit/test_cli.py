"""The command line: results on stdout, faults in plain lines on stderr, exit codes that scripts can use."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from adherence.cli import _COMMANDS, cli, run
from adherence.db.practitioners import token_row
from adherence.domain.states import Role
from config import Config

ROOT = Path(__file__).resolve().parents[2]
DAILY = {
    "kind": "daily",
    "medication": "naltrexone 50 mg tablet",
    "starts_on": "2026-01-01",
    "times": ["08:00"],
    "pattern": {"type": "every_day", "quantity_mg": 50},
}
SPAN = ["--zone", "America/New_York", "--from", "2026-03-07", "--to", "2026-03-08"]


@dataclass(frozen=True)
class Ran:
    """What one command left behind."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Command = Callable[..., Ran]


@pytest.fixture
def command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Command:
    """Runs a command in this process, with settings of its own."""
    monkeypatch.chdir(tmp_path)
    for name in Config.model_fields:
        monkeypatch.delenv(f"ADHERENCE_{name.upper()}", raising=False)
    monkeypatch.setenv("ADHERENCE_ENV", "test")
    monkeypatch.setenv("ADHERENCE_DATABASE_URL", f"sqlite:///{tmp_path}/a.db")

    def call(*arguments: str) -> Ran:
        code = run([str(argument) for argument in arguments])
        told = capsys.readouterr()
        return Ran(code, told.out, told.err)

    return call


@pytest.fixture
def ready(command: Command) -> Command:
    """The same, on a migrated database with the clinic Elm."""
    assert command("db", "upgrade").code == 0
    assert command("create-clinic", "Elm", "--time-zone", "America/New_York").code == 0
    return command


@pytest.mark.parametrize("name", [*_COMMANDS, ("db", "upgrade"), ("db", "check")])
def test_every_command_has_help(command: Command, name: str | tuple[str, str]) -> None:
    ran = command(*([name] if isinstance(name, str) else name), "--help")
    assert ran.code == 0
    assert ran.out.startswith("Usage: ")
    assert ran.err == ""


def test_the_list_of_commands_is_the_help_itself(command: Command) -> None:
    ran = command("--help")
    assert all(name in ran.out for name in _COMMANDS)
    assert list(_COMMANDS) == cli.list_commands(None)  # type: ignore[arg-type]


@pytest.mark.parametrize("arguments", [["nope"], [], ["--nope"], ["preview"], ["create-token", "--role", "king"]])
def test_wrong_use_ends_with_2_and_a_sentence_on_stderr(command: Command, arguments: list[str]) -> None:
    ran = command(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err


def test_wrong_settings_are_all_named_a_line_each(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ADHERENCE_ENV", "production")
    ran = command("export-state", "--json")
    assert (ran.code, ran.out) == (1, "")
    lines = ran.err.splitlines()
    assert len(lines) == 3
    assert all("ADHERENCE_" in line for line in lines)


def test_a_database_without_tables_says_what_to_run(command: Command) -> None:
    for arguments in (["create-clinic", "Elm"], ["export-state", "--json"], ["db", "check"], ["reconcile"]):
        ran = command(*arguments)
        assert (ran.code, ran.out) == (1, "")
        assert "db upgrade" in ran.err


def test_migrations_and_models_agree_and_drift_is_found(ready: Command, tmp_path: Path) -> None:
    assert ready("db", "upgrade").code == 0
    assert ready("db", "check").code == 0
    import sqlite3

    with sqlite3.connect(tmp_path / "a.db") as connection:
        connection.execute("ALTER TABLE clinics ADD COLUMN colour TEXT")
    connection.close()
    ran = ready("db", "check")
    assert ran.code == 1
    assert "colour" in ran.err


def test_clinics_are_made_once_and_go_live(ready: Command) -> None:
    made = ready("create-clinic", "Oak", "--trial", "--json")
    assert made.json["trial"] is True
    assert ready("create-clinic", "Oak").code == 1
    assert ready("create-clinic", "Ash", "--time-zone", "Mars/Base").code == 2
    assert ready("create-clinic", " ").code == 2
    live = ready("clinic-live", "Oak", "--json")
    assert (live.json["trial"], live.err) == (False, "")
    again = ready("clinic-live", "Oak")
    assert again.code == 0
    assert again.err.startswith("Warning: ")
    assert ready("clinic-live", "Elder").code == 1


def test_a_token_is_printed_alone_and_works(ready: Command, tmp_path: Path) -> None:
    from adherence.build import build_runtime

    ran = ready("create-token", "--role", "clinician", "--clinic", "Elm")
    assert ran.code == 0
    token = ran.out.removesuffix("\n")
    assert token.split() == [token]
    rt = build_runtime(Config.load())
    try:
        with rt.database.reading() as session:
            row = token_row(session, token)
            assert row is not None
            assert row.role is Role.CLINICIAN
    finally:
        rt.close()
    assert token.encode() not in (tmp_path / "a.db").read_bytes()


def test_staff_get_a_link_that_opens_once(ready: Command) -> None:
    from adherence.build import build_runtime
    from adherence.wiring import create_app

    ran = ready("create-user", "Ben@Example.org", "--role", "clinician", "--clinic", "Elm", "--name", "Ben")
    assert ran.code == 0, ran.err
    address = ran.out.strip()
    assert address.startswith("http://127.0.0.1:8000/")
    rt = build_runtime(Config.load())
    try:
        client = create_app(rt).test_client()
        assert client.get(address.removeprefix("http://127.0.0.1:8000")).status_code == 200
        assert client.get(address.removeprefix("http://127.0.0.1:8000") + "x").status_code == 404
    finally:
        rt.close()
    assert ready("create-user", "ben@example.org", "--role", "reader", "--clinic", "Elm").code == 1
    assert ready("create-user", "no address", "--role", "reader", "--clinic", "Elm").code == 2


def test_a_preview_prints_doses_and_warns_on_stderr(command: Command, tmp_path: Path) -> None:
    (tmp_path / "r.json").write_text(json.dumps(DAILY | {"times": ["02:30"]}))
    ran = command("preview", "r.json", *SPAN, "--json")
    assert ran.code == 0
    assert ran.json == [
        {"on": "2026-03-07", "at": "2026-03-07T07:30:00Z", "quantity_mg": 50},
        {"on": "2026-03-08", "at": "2026-03-08T07:00:00Z", "quantity_mg": 50},
    ]
    assert all(line.startswith("Warning: ") for line in ran.err.splitlines())
    assert ran.err
    assert "2026-03-08" in command("preview", "r.json", *SPAN).out


def test_an_impossible_preview_names_every_fault(command: Command, tmp_path: Path) -> None:
    (tmp_path / "r.json").write_text(json.dumps(DAILY | {"times": ["25:00"], "ends_on": "2026-02-30"}))
    ran = command("preview", "r.json", "--zone", "Mars/Base", "--from", "2026-03-07", "--to", "2026-03-01", "--json")
    assert (ran.code, ran.out) == (2, "")
    fields = [line.partition(":")[0] for line in ran.err.splitlines()]
    assert fields == ["ends_on", "times[0]", "zone", "to"]
    (tmp_path / "r.json").write_bytes(b"\xff\xfe{")
    assert command("preview", "r.json", *SPAN).code == 2
    assert command("preview", "absent.json", *SPAN).code == 2
    assert command("preview", ".", *SPAN).code == 2


def test_measures_come_from_a_file_and_bad_rows_prevent_all(command: Command, tmp_path: Path) -> None:
    (tmp_path / "s.csv").write_text("patient_id,date,days_supply\n4,2026-01-01,30\n4,2026-02-10,30\n")
    window = ["--observation-start-offset", "0", "--observation-days", "90"]
    ran = command("measures", "s.csv", *window, "--json")
    assert ran.code == 0
    assert ran.json[0]["patient_id"] == "4"
    assert ran.json[0]["CMA1"] == 0.75
    assert "4" in command("measures", "s.csv", *window).out
    assert command("measures", "s.csv", "--observation-start-offset", "-1", "--observation-days", "9").code == 2
    (tmp_path / "s.csv").write_text("patient_id,date,days_supply\n4,2026-13-01,x\n")
    bad = command("measures", "s.csv", *window, "--json")
    assert (bad.code, bad.out) == (2, "")
    assert bad.err


def test_a_reply_is_read_as_one_text_or_many(command: Command, tmp_path: Path) -> None:
    ran = command("reply", "Yes", "--lang", "en", "--expecting", "dose", "--json")
    assert (ran.code, ran.err) == (0, "")
    assert set(ran.json) >= {"intent", "also", "value", "safety", "settles", "rule"}
    assert (ran.json["intent"], ran.json["settles"]) == ("taken", "taken")
    assert command("reply", "-1", "--lang", "en", "--expecting", "none", "--json").code == 0
    assert "intent" in command("reply", "", "--lang", "es", "--expecting", "dose").out
    assert command("reply", "Yes", "--lang", "xx", "--expecting", "dose").code == 2
    assert command("reply", "Yes").code == 2
    line = {"id": 7, "text": "no", "lang": "en", "expecting": "dose"}
    (tmp_path / "many.jsonl").write_text(json.dumps(line) + "\n\n" + json.dumps(line | {"id": 8}) + "\n")
    many = command("reply", "--jsonl", "many.jsonl")
    assert [json.loads(row)["id"] for row in many.out.splitlines()] == [7, 8]
    (tmp_path / "many.jsonl").write_text("{\n" + json.dumps(line))
    bad = command("reply", "--jsonl", "many.jsonl")
    assert bad.code == 2
    assert bad.err.startswith("line 1")
    assert json.loads(bad.out)["settles"] == "not_taken"
    assert command("reply", "Yes", "--jsonl", "many.jsonl").code == 2
    assert command("reply", "--jsonl", "absent.jsonl").code == 2


def test_every_route_is_listed_with_its_roles(ready: Command) -> None:
    listed = ready("routes", "--json").json
    by_route = {(route["route"], method): route for route in listed for method in route["methods"]}
    assert by_route["/api/v1/patients", "POST"]["roles"] == ["admin", "clinician", "coordinator"]
    assert by_route["/sms/inbound", "POST"]["proof"] == "provider's signature"
    assert by_route["/health", "GET"]["roles"] == []
    assert "/metrics" in ready("routes").out


def test_the_doctor_finds_faults_in_plain_words(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    ran = command("doctor", "--json")
    verdicts = {finding["about"]: finding["verdict"] for finding in ran.json}
    assert ran.code == 1
    assert verdicts["migrations"] == "bad"
    command("db", "upgrade")
    told = command("doctor")
    assert told.code == 1
    assert "python -m adherence worker" in told.out
    monkeypatch.setenv("ADHERENCE_PUBLIC_BASE_URL", "https://texts.example.org/")
    assert "https://texts.example.org/sms/inbound#rc=3&rp=5xx,ct,rt" in command("doctor").out
    monkeypatch.setenv("ADHERENCE_SMS_PROVIDER", "pigeon")
    broken = command("doctor")
    assert broken.code == 1
    assert "ADHERENCE_SMS_PROVIDER" in broken.out


def test_the_doctor_is_content_with_a_worker_that_was_heard(ready: Command) -> None:
    from adherence.build import build_runtime
    from adherence.clock import utc_now
    from adherence.db.installation import beat

    rt = build_runtime(Config.load())
    with rt.database.writing() as session:
        beat(session, "worker", utc_now())
    rt.close()
    ran = ready("doctor", "--json")
    assert ran.code == 0
    assert "bad" not in {finding["verdict"] for finding in ran.json}


def test_one_pass_of_reconciling_can_be_asked_for(ready: Command) -> None:
    ran = ready("reconcile", "--json")
    assert (ran.code, ran.err) == (0, "")
    assert ran.json["ran"] == ["recover_messages", "reconcile_messages", "poll_inbound"]


def test_the_same_commands_work_on_postgresql(
    command: Command, postgres: Callable[[], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ADHERENCE_DATABASE_URL", postgres())
    monkeypatch.setenv("ADHERENCE_SECRET_KEY", "s" * 32)
    monkeypatch.setenv("ADHERENCE_ENCRYPTION_KEYS", "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=")
    assert command("db", "upgrade").code == 0
    assert command("db", "check").code == 0
    assert command("create-clinic", "Elm").code == 0
    assert command("create-token", "--role", "reader", "--clinic", "Elm").code == 0
    assert command("export-state", "--json").json["counts"]["patients"] == 0
    assert {f["verdict"] for f in command("doctor", "--json").json if f["about"] == "clock"} == {"good"}


def test_a_real_process_shows_no_traceback_and_survives_a_closed_pipe(tmp_path: Path) -> None:
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("ADHERENCE_")},
        "ADHERENCE_ENV": "test",
        "ADHERENCE_DATABASE_URL": f"sqlite:///{tmp_path}/a.db",
        "PYTHONPATH": str(ROOT),
    }
    line = [sys.executable, "-m", "adherence"]
    failed = subprocess.run([*line, "export-state"], env=environment, cwd=tmp_path, capture_output=True, text=True)
    assert failed.returncode == 1
    assert "Traceback" not in failed.stderr
    (tmp_path / "r.json").write_text(json.dumps(DAILY))
    long = [*line, "preview", "r.json", "--zone", "UTC", "--from", "2026-01-01", "--to", "2045-01-01"]
    with subprocess.Popen(
        long, env=environment, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert "Traceback" not in process.stderr.read()
        assert process.wait(30) in (0, 1)


PATIENTS = """given_name,family_name,phone,language,consent_method
Ana,Reyes,+12025550143,en,written
Luz,Peña,202 555,es,written
"""


def test_a_list_of_patients_is_tried_imported_and_imported_again(ready: Command, tmp_path: Path) -> None:
    file = tmp_path / "patients.csv"
    file.write_text(PATIENTS)
    fault = {"row": 3, "column": "phone", "what_to_do": "phone: Begin the number with + and the country code."}
    for options, new, unchanged in ((["--dry-run"], 1, 0), ([], 1, 0), (["--clinic", "Elm"], 0, 1)):
        ran = ready("import-patients", file, "--json", *options)
        assert (ran.code, ran.json["new"], ran.json["unchanged"], ran.json["refused"]) == (0, new, unchanged, 1)
        assert ran.json["faults"] == [fault]
        assert ran.err == "Warning: 1 of 2 rows were refused; all others are as reported.\n"
    told = ready("import-patients", file, "--refused", tmp_path / "refused.csv")
    assert "2 rows: 0 new, 0 changed, 1 unchanged, 1 refused" in told.out
    assert "Peña,202 555,es,written,1) phone: Begin" in (tmp_path / "refused.csv").read_text("utf-8-sig")


def test_a_list_that_cannot_be_read_is_wrong_use_and_one_without_a_good_row_a_failure(
    ready: Command, tmp_path: Path
) -> None:
    file = tmp_path / "patients.csv"
    file.write_text("given_name,phone\n")
    ran = ready("import-patients", file)
    assert (ran.code, ran.out) == (2, "")
    assert "The column family_name is missing." in ran.err
    assert ready("import-patients", tmp_path / "none.csv").code == 2
    assert ready("import-patients", file, "--clinic", "Oak").code == 1
    file.write_text("\n".join([PATIENTS.splitlines()[0], PATIENTS.splitlines()[2]]))
    assert ready("import-patients", file).code == 1
    assert ready("create-clinic", "Oak").code == 0
    several = ready("import-patients", file)
    assert (several.code, "name one with --clinic NAME" in several.err) == (2, True)
