"""A clinic whose staff have phones and a rota, for the tests of notices."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from sqlalchemy import select

from adherence.actions.change_rota import add_shifts
from adherence.actions.create_practitioner import create_practitioner
from adherence.actions.notify_on_call import notify_on_call
from adherence.db.flags import Flag
from adherence.db.notices import Notice
from adherence.db.on_call import Shift
from adherence.db.practitioners import Practitioner
from adherence.domain.actor import Actor
from adherence.domain.states import FlagState, Role
from adherence.jobs import run_jobs_once
from adherence.runtime import Runtime
from adherence.sms.simulator import Simulator
from tests.cast import Cast
from tests.fake_smtp import FakeSmtp

PHONES = {
    "ben": "+12025559001",
    "cora": "+12025559002",
    "dana": "+12025559003",
    "ada": "+12025559004",
}
_ROLES = {"cora": Role.COORDINATOR, "dana": Role.CLINICIAN, "ada": Role.ADMIN}


class Team:
    """Ben, Cora, Dana and Ada the administrator; each may have a verified phone."""

    def __init__(self, cast: Cast) -> None:
        self.cast, self.rt = cast, cast.rt
        self.people = {"ben": cast.ben}
        with self.rt.database.writing() as session:
            for name, role in _ROLES.items():
                made = create_practitioner(
                    session,
                    clinic_id=cast.ben.clinic_id,
                    email=f"{name}@example.org",
                    name=name.capitalize(),
                    role=role,
                    now=self.rt.now(),
                )
                self.people[name] = Actor(made.id, made.name, made.role, made.clinic_id)

    def give_phones(self, *names: str) -> Team:
        """Verified phones, as after the code."""
        with self.rt.database.writing() as session:
            for name in names:
                staff = session.get_one(Practitioner, self.people[name].id)
                staff.set_phone(session.info["vault"], PHONES[name])
                staff.phone_verified_at = self.rt.now()
        return self

    def on_call(self, name: str, *, backup: bool = False, hours: float = 12) -> str:
        """Somebody is on call from an hour ago on; gives the shift's id."""
        with self.rt.database.writing() as session:
            shift = Shift(
                clinic_id=self.cast.ben.clinic_id,
                practitioner_id=self.people[name].id,
                starts_at=self.rt.now() - timedelta(hours=1),
                ends_at=self.rt.now() + timedelta(hours=hours),
                backup=backup,
                created_at=self.rt.now(),
            )
            session.add(shift)
            return shift.id

    def later(self, name: str, on: str, starts: str = "18:00", ends: str = "08:00") -> None:
        """A shift of a coming day."""
        entered = {"practitioner_id": self.people[name].id, "on": on, "starts": starts, "ends": ends}
        with self.rt.database.writing() as session:
            add_shifts(session, self.cast.ben, entered, now=self.rt.now())

    def texts(self, name: str) -> list[str]:
        """What was texted to somebody's phone."""
        assert isinstance(self.rt.sms, Simulator)
        return [message.body for message in self.rt.sms.accepted() if message.to == PHONES[name]]

    def told(self) -> set[str]:
        """Who got a text or has one on its way, by name."""
        names = {actor.id: name for name, actor in self.people.items()}
        with self.rt.database.reading() as session:
            return {names[one] for one in session.scalars(select(Notice.practitioner_id))}

    def flag(self) -> Flag:
        """The only open flag."""
        [flag] = self.flags()
        return flag

    def flags(self) -> list[Flag]:
        """The open flags of Ana."""
        return [flag for flag in self.cast.flags() if flag.state is FlagState.OPEN]

    def work(self, **passed: float) -> Team:
        """Let time pass, then let every job run as often as one thing follows from another."""
        if passed:
            self.rt.clock.pass_by(**passed)  # type: ignore[attr-defined]
        for _ in range(3):
            run_jobs_once(self.rt)
        return self

    def notify(self) -> Team:
        """Only the job that tells people."""
        notify_on_call(self.rt)
        return self

    def seconds_until_told(self, since: datetime) -> float:
        """From an instant to the first text that the provider took for staff."""
        assert isinstance(self.rt.sms, Simulator)
        taken = [m.at for m in self.rt.sms.accepted() if m.to in PHONES.values()]
        return (min(taken) - since).total_seconds()


@contextmanager
def mailing(rt: Runtime) -> Iterator[FakeSmtp]:
    """The runtime mails through a server on a socket."""
    from pydantic import SecretStr

    with FakeSmtp() as smtp:
        rt.config.smtp_url, rt.config.mail_from = SecretStr(smtp.url), "alerts@example.org"
        yield smtp
