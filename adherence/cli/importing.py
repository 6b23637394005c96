"""The command that brings a list of patients in from a CSV file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click
from sqlalchemy import select
from sqlalchemy.orm import Session

from adherence.actions.import_file import RowTold, import_file
from adherence.cli.opening import Failure, clinic_named, opened
from adherence.cli.say import as_json, show_json, warn
from adherence.db.clinics import Clinic
from adherence.domain.errors import Refused
from adherence.domain.import_file import MOST_BYTES, Sheet, read_sheet
from adherence.domain.import_row import sentence_of
from adherence.domain.import_sheet import refused_sheet
from adherence.domain.import_state import Outcome, Tally, tally_of


class _WrongFile(click.ClickException):
    """The file is no list of patients: wrong use, as with a wrong option."""

    exit_code = 2

    def show(self, file: object = None) -> None:
        """Print the sentences on stderr."""
        click.echo(self.message, err=True)


@click.command("import-patients")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--clinic", "clinic_name", metavar="NAME", help="The clinic; may be left out where there is only one.")
@click.option("--dry-run", is_flag=True, help="Tell what would happen, and change nothing.")
@click.option(
    "--refused", type=click.Path(dir_okay=False, path_type=Path), help="Write refused rows to this CSV file as well."
)
@as_json
def import_patients(file: Path, clinic_name: str | None, dry_run: bool, refused: Path | None, json_only: bool) -> int:
    """Enrol and change patients from a CSV file with a header; a row that is refused leaves all others alone."""
    with opened() as rt:
        with rt.database.reading() as session:
            clinic = clinic_named(session, clinic_name) if clinic_name else _only_clinic(session)
        try:
            sheet = _sheet(file)
            rows = list(import_file(rt, clinic.id, sheet, dry_run=dry_run))
        except Refused as refusal:
            raise _WrongFile("\n".join(fault.message for fault in refusal.faults)) from None
    wrong = [row for row in rows if row.total.outcome is Outcome.REFUSED]
    if refused is not None:
        # The mark at the beginning tells spreadsheets that the file is UTF-8.
        lines = refused_sheet(sheet.header, ((row.record.cells, row.faults) for row in wrong), sheet.delimiter)
        refused.write_text("".join(lines), encoding="utf-8-sig", newline="")
    told = tally_of(row.total for row in rows)
    if json_only:
        show_json(_as_json(told, rows, dry_run))
    else:
        _report(told, rows, dry_run)
    if wrong:
        warn(f"{len(wrong)} of {told.rows} rows were refused; all others are as reported.")
    return 1 if len(wrong) == told.rows else 0


def _sheet(file: Path) -> Sheet:
    with file.open("rb") as opened_file:
        return read_sheet(opened_file.read(MOST_BYTES + 1))


def _only_clinic(session: Session) -> Clinic:
    clinics = session.scalars(select(Clinic).order_by(Clinic.name).limit(20)).all()
    if not clinics:
        raise Failure("There is no clinic yet; make it with: python -m adherence create-clinic NAME")
    if len(clinics) > 1:
        names = ", ".join(clinic.name for clinic in clinics)
        raise click.UsageError(f"There are several clinics ({names}); name one with --clinic NAME.")
    return clinics[0]


def _report(told: Tally, rows: list[RowTold], dry_run: bool) -> None:
    if dry_run:
        click.echo("Nothing was changed. With --dry-run left out:")
    counts = ((told.new, "new"), (told.changed, "changed"), (told.unchanged, "unchanged"), (told.refused, "refused"))
    click.echo(f"{told.rows} rows: " + ", ".join(f"{count} {word}" for count, word in counts))
    click.echo(f"First texts that leave, within texting hours: {told.texts}")
    click.echo(f"Plans that wait for a signed start gate: {told.waiting}")
    click.echo(f"Patients who opted out and are not texted: {told.kept_out}")
    for row in rows:
        for fault in row.faults:
            click.echo(f"Row {row.record.number}: {sentence_of(fault)}")
        for note in row.notes:
            click.echo(f"Row {row.record.number}, note: {note}")


def _as_json(told: Tally, rows: list[RowTold], dry_run: bool) -> dict[str, Any]:
    faults = [
        {"row": row.record.number, "column": fault.field, "what_to_do": sentence_of(fault)}
        for row in rows
        for fault in row.faults
    ]
    notes = [{"row": row.record.number, "note": note} for row in rows for note in row.notes]
    counts = {name: getattr(told, name) for name in ("rows", *Tally.__slots__)}
    return {"dry_run": dry_run, **counts, "faults": faults, "notes": notes}
