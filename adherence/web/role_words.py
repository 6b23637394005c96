"""What each role may do in plain words, read from the views themselves: so the page cannot differ from the service."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Flask

from adherence.access import access_of
from adherence.domain.states import Role

DEEDS: tuple[tuple[str, str], ...] = (
    ("See patients, their doses and their texts", "patient.show"),
    ("Enrol patients", "enrol.enrol"),
    ("Record and correct doses", "records.record"),
    ("Write to patients and read the inbox", "messages.write"),
    ("Take and resolve what needs attention", "flags.resolve"),
    ("Start, change and stop plans", "regimens.start"),
    ("Be on call, and change the rota", "on_call.add"),
    ("Approve the wording of texts", "texts.approve"),
    ("Read the settings of the clinic", "settings.show"),
    ("Change the settings of the clinic", "policy_settings.save"),
    ("Invite staff, change roles, end log-ins", "staff_settings.invite"),
    ("Make and revoke tokens of other systems", "token_settings.create"),
    ("Stop all texts, and let them leave again", "sending.halt"),
    ("Take the clinic live", "setup.live"),
    ("Look at the sender, and ask the provider", "sender_settings.check"),
    ("Open the help and one's own account", "account.show"),
)
"""Each deed with the view that does it: whoever may call the view may do it."""


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing that can be done here, and who may."""

    words: str
    roles: frozenset[Role]


def deeds(app: Flask) -> list[Deed]:
    """Every deed with the roles that its view declares; raises ``KeyError`` where a view was renamed."""
    found = []
    for sentence, endpoint in DEEDS:
        access = access_of(app.view_functions[endpoint])
        found.append(Deed(sentence, access.roles if access else frozenset()))
    return found
