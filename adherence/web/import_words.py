"""The states of an import in plain words."""

from __future__ import annotations

from adherence.domain.import_state import ImportState

STATE = {
    ImportState.CHECKING: "Being checked",
    ImportState.CHECKED: "Checked, not imported yet",
    ImportState.IMPORTING: "Being imported",
    ImportState.DONE: "Imported",
    ImportState.CANCELLED: "Stopped",
}
TITLE = {
    ImportState.CHECKING: "Checking the list",
    ImportState.CHECKED: "The list is checked",
    ImportState.IMPORTING: "Importing the list",
    ImportState.DONE: "The list is imported",
    ImportState.CANCELLED: "The list was stopped",
}
