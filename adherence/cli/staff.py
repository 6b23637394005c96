"""Commands that make clinics, log-ins and tokens."""

from __future__ import annotations

import click

from adherence.actions.create_clinic import create_clinic
from adherence.actions.create_practitioner import create_practitioner
from adherence.actions.create_token import create_token
from adherence.actions.go_live import go_live
from adherence.cli.opening import clinic_named, opened
from adherence.cli.say import as_json, show_json, warn
from adherence.domain.states import Role

_ROLE = click.option("--role", required=True, type=click.Choice([role.value for role in Role]), help="What it may do.")
_CLINIC = click.option("--clinic", "clinic_name", required=True, metavar="NAME", help="The clinic it belongs to.")


@click.command("create-clinic")
@click.argument("name")
@click.option("--time-zone", default="UTC", show_default=True, help="An IANA zone such as America/New_York.")
@click.option("--trial", is_flag=True, help="Only verified staff phones can be texted until clinic-live.")
@click.option("--programme", default="", help="The discreet name that texts are signed with.")
@click.option("--phone", default="", help="The number that patients may call.")
@as_json
def create_clinic_command(name: str, time_zone: str, trial: bool, programme: str, phone: str, json_only: bool) -> None:
    """Make a clinic."""
    with opened() as rt, rt.database.writing() as session:
        clinic = create_clinic(
            session, name=name, time_zone=time_zone, trial=trial, programme=programme, phone=phone, now=rt.now()
        )
        made = {"id": clinic.id, "name": clinic.name, "time_zone": clinic.time_zone, "trial": clinic.trial}
    if json_only:
        show_json(made)
    else:
        click.echo(f"Made the clinic {made['name']} ({made['id']}).")


@click.command("clinic-live")
@click.argument("name")
@as_json
def clinic_live(name: str, json_only: bool) -> None:
    """End a clinic's trial: its patients can be texted from now on."""
    with opened() as rt, rt.database.writing() as session:
        clinic = clinic_named(session, name)
        if not go_live(session, clinic, now=rt.now()):
            warn(f"{clinic.name} was live already.")
        told = {"id": clinic.id, "name": clinic.name, "trial": clinic.trial}
    if json_only:
        show_json(told)
    else:
        click.echo(f"{told['name']} is live.")


@click.command("create-user")
@click.argument("email")
@_ROLE
@_CLINIC
@click.option("--name", default="", help="The person's name; the part before @ where it is left out.")
@as_json
def create_user(email: str, role: str, clinic_name: str, name: str, json_only: bool) -> None:
    """Give a member of staff a log-in; prints a one-time link to set the password."""
    from adherence.web.accounts import password_link
    from adherence.wiring import create_app

    with opened() as rt:
        with rt.database.writing() as session:
            clinic = clinic_named(session, clinic_name)
            person = create_practitioner(
                session, clinic_id=clinic.id, email=email, role=Role(role), name=name, now=rt.now()
            )
        base = rt.config.public_base_url.rstrip("/") or "http://127.0.0.1:8000"
        link = base + password_link(create_app(rt), person)
    if json_only:
        show_json({"id": person.id, "email": person.email, "role": person.role.value, "link": link})
    else:
        click.echo(link)


@click.command("create-token")
@_ROLE
@_CLINIC
@click.option("--label", default="", help="What uses it, for your own records.")
@as_json
def create_token_command(role: str, clinic_name: str, label: str, json_only: bool) -> None:
    """Make an API token; it is printed alone, once, and only its hash is kept."""
    with opened() as rt, rt.database.writing() as session:
        clinic = clinic_named(session, clinic_name)
        token = create_token(session, clinic_id=clinic.id, role=Role(role), label=label, now=rt.now())
    if json_only:
        show_json({"token": token, "role": role})
    else:
        click.echo(token)
