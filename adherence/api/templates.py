"""Calls about the clinic's texts: what leaves, writing another version, approving it and taking it back."""

from __future__ import annotations

from adherence.actions.approve_template import approve_template
from adherence.actions.list_templates import Listed, list_templates
from adherence.actions.retire_template import retire_template
from adherence.actions.write_template import write_template
from adherence.api.calls import Asking, Call, found
from adherence.api.fields import pick
from adherence.api.template_models import (
    FindingTold,
    NewVersion,
    NoBody,
    TemplateDetail,
    TemplateList,
    TemplatesQuery,
    TemplateTold,
    TemplateVersionTold,
)
from adherence.db.clinic_templates import ClinicTemplate, template_version, versions_of
from adherence.domain.forms import Form
from adherence.domain.states import Role
from adherence.domain.wording.own import CATALOGUE
from adherence.domain.wording.render import LEVELS
from adherence.domain.wording.speech import LANGUAGES


def get_templates(asking: Asking) -> TemplateList:
    """Every text as it leaves now."""
    return TemplateList(items=_told(asking, CATALOGUE), next=None)


def get_template(asking: Asking, key: str) -> TemplateDetail:
    """One text in all languages and levels, and the clinic's own versions of it."""
    found(key if key in CATALOGUE else None)
    versions = [_version_told(version) for version in versions_of(asking.session, asking.clinic_id, key)]
    return TemplateDetail(items=_told(asking, (key,)), versions=versions, next=None)


def add_template_version(asking: Asking, key: str) -> TemplateVersionTold:
    """Write a draft; it leaves only once somebody else has approved it."""
    found(key if key in CATALOGUE else None)
    return _version_told(write_template(asking.session, asking.actor, key, asking.body, now=asking.now))


def approve_template_version(asking: Asking, version_id: str) -> TemplateVersionTold:
    """Let a draft leave from now on."""
    Form(asking.body, ()).done()
    version = found(template_version(asking.session, asking.clinic_id, version_id))
    approve_template(asking.session, asking.actor, version, now=asking.now)
    return _version_told(version)


def retire_template_version(asking: Asking, version_id: str) -> TemplateVersionTold:
    """Take a draft back, or let the shipped text leave again."""
    Form(asking.body, ()).done()
    version = found(template_version(asking.session, asking.clinic_id, version_id))
    retire_template(asking.session, asking.actor, version, now=asking.now)
    return _version_told(version)


def _told(asking: Asking, wanted: tuple[str, ...]) -> list[TemplateTold]:
    query = asking.query_as(TemplatesQuery)
    languages = LANGUAGES if query.language is None else (query.language,)
    levels = LEVELS if query.level is None else (query.level,)
    listed = list_templates(
        asking.session, asking.clinic_id, wanted, now=asking.now, languages=languages, levels=levels
    )
    return [_template_told(one) for one in listed]


def _template_told(one: Listed) -> TemplateTold:
    now = one.now
    return TemplateTold(
        key=now.key,
        purpose=now.purpose,
        language=now.language,
        level=now.level,
        state="shipped" if now.number is None else "own",
        version=now.version,
        body=now.body,
        sample=now.review.filled,
        segments=now.cost.segments,
        characters=now.cost.units,
        values=sorted(now.values),
        must_keep=now.must_keep,
        safety=now.is_safety,
        findings=[FindingTold.model_validate(pick(finding, FindingTold)) for finding in now.review.findings],
        draft_id=one.draft.id if one.draft else None,
        question=one.question,
        blocked=one.blocked,
    )


def _version_told(version: ClinicTemplate) -> TemplateVersionTold:
    return TemplateVersionTold.model_validate(pick(version, TemplateVersionTold))


_APPROVERS = frozenset({Role.ADMIN, Role.CLINICIAN})
_ONE = "/template-versions/<uuid:version_id>"
CALLS = (
    Call("GET", "/templates", get_templates, TemplateList, "The clinic's texts", query=TemplatesQuery),
    Call(
        *("GET", "/templates/<string:key>", get_template, TemplateDetail, "One text and its versions"),
        query=TemplatesQuery,
    ),
    Call(
        *("POST", "/templates/<string:key>/versions", add_template_version, TemplateVersionTold),
        "Write a version of a text",
        body=NewVersion,
        status=201,
        conflicts=True,
    ),
    Call(
        *("POST", _ONE + "/approve", approve_template_version, TemplateVersionTold, "Approve a version of a text"),
        body=NoBody,
        conflicts=True,
        only=_APPROVERS,
    ),
    Call(
        *("POST", _ONE + "/retire", retire_template_version, TemplateVersionTold, "Take a version of a text back"),
        body=NoBody,
        conflicts=True,
    ),
)
