"""Staff and roles: who works here, inviting, changing what somebody may do, and ending log-ins."""

from __future__ import annotations

from dataclasses import dataclass, replace
from uuid import UUID

from flask import Blueprint, abort, current_app, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from adherence.actions.change_staff import change_role, deactivate_staff, invite_staff, reactivate_staff, renew_link
from adherence.clock import utc_now
from adherence.db.practitioners import Practitioner
from adherence.db.staff import all_staff, in_hand, staff_changes, staff_member
from adherence.domain.errors import Refused
from adherence.domain.staff import GIVEN_ON_PAGES, StaffChangeKind
from adherence.domain.states import ACTS_ON_PATIENTS, Role
from adherence.mail.smtp import Mail, MailRefused, MailUnavailable, SmtpServer, send_mail
from adherence.web import words
from adherence.web.accounts import password_link
from adherence.web.forms import FormState, entered, given, typed
from adherence.web.guard import allow
from adherence.web.notices import say, say_refused
from adherence.web.reading import actor, clinic, clinic_zone, now
from adherence.web.role_words import deeds
from adherence.web.sessions import end_session, give_up_writing, open_session, request_session, runtime

LABELS = {"name": "Name", "email": "E-mail address", "role": "Role", "to": "Colleague who takes over"}
ENDING = {"successor": "Who takes over"}
"""The form that ends a log-in stands on the same page, so its input has another name."""

bp = Blueprint("staff_settings", __name__)


@dataclass(frozen=True, slots=True)
class LinkShown:
    """A one-time link as it is shown, once."""

    name: str
    email: str
    link: str
    mailed: bool
    fault: str = ""
    """Why it could not be mailed, as a code; empty where it was, or where no mail is set up."""


@bp.get("/settings/staff")
@allow(Role.ADMIN)
def show() -> str:
    """Everybody, and the form to invite one more."""
    return _list(FormState({"role": Role.CLINICIAN.value}, LABELS))


@bp.post("/settings/staff")
@allow(Role.ADMIN)
def invite() -> tuple[str, int] | str:
    """Give somebody a log-in, and show the link with which they set a password."""
    wanted = given(name=typed("name"), email=typed("email"), role=typed("role"))
    try:
        staff = invite_staff(request_session(), actor(), wanted, now=now())
    except Refused as refusal:
        give_up_writing()
        return _list(entered(LABELS, refusal.faults)), 409 if refusal.conflict else 422
    return _give_link(staff)


@bp.get("/settings/staff/<uuid:staff_id>")
@allow(Role.ADMIN)
def one(staff_id: UUID) -> str:
    """One person: role, link, and what leaving would mean."""
    staff = _staff_or_404(staff_id)
    return _page(staff, FormState({"role": staff.role.value}, LABELS))


@bp.post("/settings/staff/<uuid:staff_id>/role")
@allow(Role.ADMIN)
def set_role(staff_id: UUID) -> tuple[str, int] | Response:
    """Change what somebody may do; their sessions end."""
    staff, wanted = _staff_or_404(staff_id), given(role=typed("role"), to=typed("to"))
    before = staff.role
    try:
        staff = change_role(request_session(), actor(), staff, wanted, now=now())
    except Refused as refusal:
        return _again(staff_id, refusal, entered(LABELS, refusal.faults))
    if staff.role is before:
        say("Nothing was changed.")
    elif staff.id != actor().id:
        say(f"{staff.name} is {words.ROLE[staff.role].lower()} from now on, and logs in anew.")
    return redirect(url_for("staff_settings.one", staff_id=staff.id))


@bp.post("/settings/staff/<uuid:staff_id>/deactivate")
@allow(Role.ADMIN)
def deactivate(staff_id: UUID) -> tuple[str, int] | Response:
    """End a log-in."""
    staff = _staff_or_404(staff_id)
    try:
        deactivate_staff(request_session(), actor(), staff, given(to=typed("successor")), now=now())
    except Refused as refusal:
        form = entered(ENDING, refusal.faults, {"to": "successor"})
        return _again(staff_id, refusal, replace(form, values={**form.values, "role": staff.role.value}))
    if staff.id != actor().id:
        say(f"{staff.name} has no log-in any more. What was recorded keeps the name.")
    return redirect(url_for("staff_settings.show"))


@bp.post("/settings/staff/<uuid:staff_id>/reactivate")
@allow(Role.ADMIN)
def reactivate(staff_id: UUID) -> str | Response:
    """Give the log-in back, with a new link."""
    staff = _staff_or_404(staff_id)
    try:
        return _give_link(reactivate_staff(request_session(), actor(), staff, now=now()))
    except Refused as refusal:
        say_refused(refusal, staff.name)
        return redirect(url_for("staff_settings.one", staff_id=staff_id))


@bp.post("/settings/staff/<uuid:staff_id>/link")
@allow(Role.ADMIN)
def link(staff_id: UUID) -> str | Response:
    """Make a new link for a lost password."""
    staff = _staff_or_404(staff_id)
    try:
        return _give_link(renew_link(request_session(), actor(), staff, now=now()))
    except Refused as refusal:
        say_refused(refusal, staff.name)
        return redirect(url_for("staff_settings.one", staff_id=staff_id))


def _give_link(staff: Practitioner) -> str:
    """Commit, mail the link where mail is set up, and show it once: nobody can look it up later."""
    base = runtime().config.public_base_url.rstrip("/") or request.host_url.rstrip("/")
    address, of = base + password_link(current_app, staff), clinic()
    name, email, programme, key = staff.name, staff.email, of.name, staff.fs_uniquifier
    mails = runtime().config.mails_notices and not of.demo
    end_session(keep=True)
    fault = _mail_link(email, programme, address, key) if mails else ""
    open_session(writing=False)
    shown = LinkShown(name, email, address, mails and not fault, fault)
    return render_template("staff_link.html", shown=shown)


def _mail_link(email: str, clinic_name: str, address: str, key: str) -> str:
    """Hand the e-mail over; gives a code where that failed."""
    text = (
        f"You can log in to Adherence for {clinic_name}.\n\n"
        f"Set your password here, within 7 days:\n{address}\n\n"
        "The link works once. If you did not expect this e-mail, leave it and tell the clinic.\n"
    )
    config = runtime().config
    mail = Mail(email, "Your log-in to Adherence", text, f"link-{key[:16]}")
    try:
        send_mail(SmtpServer.of(config.smtp_url.get_secret_value()), config.mail_from, mail, now=utc_now())
    except (MailRefused, MailUnavailable) as fault:
        return str(fault) or "mail"
    return ""


def _staff_or_404(staff_id: UUID) -> Practitioner:
    return staff_member(request_session(), actor().clinic_id, str(staff_id)) or abort(404)


def _again(staff_id: UUID, refusal: Refused, form: FormState) -> tuple[str, int]:
    give_up_writing()
    return _page(_staff_or_404(staff_id), form), 409 if refusal.conflict else 422


def _list(form: FormState) -> str:
    session, me = request_session(), actor()
    staff = all_staff(session, me.clinic_id)
    return render_template(
        "staff.html",
        form=form,
        working=[one for one in staff if one.active],
        left=[one for one in staff if not one.active],
        changes=staff_changes(session, me.clinic_id),
        names={one.id: one.name for one in staff},
        kinds=StaffChangeKind,
        deeds=deeds(current_app),
        roles=[(role.value, words.ROLE[role]) for role in GIVEN_ON_PAGES],
        every_role=list(Role),
        mails=runtime().config.mails_notices and not clinic().demo,
        real_now=utc_now(),
        zone=clinic_zone(),
    )


def _page(staff: Practitioner, form: FormState) -> str:
    session, me = request_session(), actor()
    colleagues = [
        (one.id, one.name)
        for one in all_staff(session, me.clinic_id)
        if one.active and one.role in ACTS_ON_PATIENTS and one.id != staff.id
    ]
    return render_template(
        "staff_member.html",
        form=form,
        staff=staff,
        has=in_hand(session, me.clinic_id, staff.id, now()),
        colleagues=[("", "Choose"), *colleagues],
        roles=[(role.value, words.ROLE[role]) for role in GIVEN_ON_PAGES],
        is_operator=staff.role is Role.OPERATOR,
        deeds=deeds(current_app),
        zone=clinic_zone(),
        real_now=utc_now(),
    )
