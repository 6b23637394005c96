"""Names of time zones as people enter them."""

from __future__ import annotations

from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from adherence.domain.json_fields import shown
from adherence.domain.regimen import Fault, RegimenFaults

# Files of some systems that are no place: an unset zone, and a link to whatever the machine is set to.
_NO_PLACES = {"Factory", "localtime", "posixrules"}


@cache
def zone_names() -> frozenset[str]:
    """The names of all IANA zones that this machine knows."""
    return frozenset(available_timezones() - _NO_PLACES)


def parse_zone(name: object, field: str = "zone") -> ZoneInfo:
    """The zone of an IANA name, upper and lower case as written there; raises RegimenFaults with one fault."""
    if not isinstance(name, str) or name not in zone_names():
        message = f"{shown(name)} is not a known time zone; write an IANA name such as America/New_York"
        raise RegimenFaults((Fault(field, message),))
    return ZoneInfo(name)
