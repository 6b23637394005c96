"""The short guide: what each mark, state and number means."""

from __future__ import annotations

from flask import Blueprint, render_template

from adherence.web.guard import EVERYONE, allow
from adherence.web.reading import policy
from adherence.web.worklist import drawing_tools

bp = Blueprint("help", __name__)


@bp.get("/help")
@allow(*EVERYONE)
def guide() -> str:
    """The guide for care teams."""
    return render_template("help.html", policy=policy(), **drawing_tools())
