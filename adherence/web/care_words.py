"""The words of care: gate, holds, steps between injections, corrections and other medicines."""

from __future__ import annotations

from adherence.domain.injection import InjectionStage
from adherence.domain.medicine_table import GROUP_NAMES, MedicineGroup
from adherence.domain.policy_fields import Basis
from adherence.domain.states import (
    CorrectionEvent,
    CycleStep,
    HoldKind,
    RecordKind,
)

NOT_GIVEN = {
    "transport": "No transport",
    "fear_of_injection": "Fear of the injection",
    "feels_well": "Feels well without it",
    "insurance": "Insurance",
    "ill": "Ill",
    "other": "Other",
}

STAGE: dict[InjectionStage, str] = {
    InjectionStage.LAPSED: "Lapsed",
    InjectionStage.OVERDUE: "Overdue",
    InjectionStage.DUE: "Due today",
    InjectionStage.EARLY: "Early window",
    InjectionStage.UPCOMING: "Upcoming",
}

STEP: dict[CycleStep, str] = {
    CycleStep.PRODUCT_ORDERED: "Product ordered",
    CycleStep.PRODUCT_ON_SITE: "Product on site",
    CycleStep.LABS_DONE: "Labs done",
    CycleStep.URINE_TESTED: "Urine tested",
    CycleStep.VISIT_BOOKED: "Visit booked",
    CycleStep.CONFIRMED: "Visit confirmed",
    CycleStep.RESCHEDULE_ASKED: "Another time asked for",
}

STEP_SHORT: dict[CycleStep, str] = {
    CycleStep.PRODUCT_ORDERED: "Ordered",
    CycleStep.PRODUCT_ON_SITE: "On site",
    CycleStep.LABS_DONE: "Labs",
    CycleStep.URINE_TESTED: "Urine",
    CycleStep.VISIT_BOOKED: "Booked",
    CycleStep.CONFIRMED: "Confirmed",
}

URINE = {"negative": "negative", "positive": "positive"}

RECORD: dict[RecordKind, str] = {
    RecordKind.INJECTION: "Injection",
    RecordKind.HOLD: "Hold",
    RecordKind.DISPENSE: "Tablets handed out",
    RecordKind.LAB: "Laboratory result",
    RecordKind.MEDICINE: "Other medicine",
}

CORRECTION: dict[CorrectionEvent, str] = {
    CorrectionEvent.WITHDRAWN: "withdrawn",
    CorrectionEvent.RESTORED: "brought back",
}

HOLD: dict[HoldKind, str] = {
    HoldKind.TRAVEL: "Travel",
    HoldKind.HOSPITAL: "Hospital",
    HoldKind.PROCEDURE: "Procedure",
}

BASIS: dict[Basis, str] = {
    Basis.LABEL: "label",
    Basis.TRIAL: "trials",
    Basis.GUIDELINE: "guideline",
    Basis.POLICY: "policy",
}

MEDICINE_GROUP = {group: name[:1].upper() + name[1:] for group, name in GROUP_NAMES.items()}

AGENT = {
    "short_acting": "Short-acting opioid (heroin, oxycodone, tramadol)",
    "long_acting": "Long-acting opioid (methadone, buprenorphine)",
    "none": "None: no opioids",
}

CONTRAINDICATION = {
    "taking_opioids": "Takes opioids now",
    "opioid_withdrawal": "Is in opioid withdrawal",
    "acute_hepatitis": "Acute hepatitis",
    "liver_failure": "Liver failure",
    "hypersensitivity": "Hypersensitivity to naltrexone",
}

URINE_TEST = {
    "negative": "Negative for opioids",
    "positive": "Positive for opioids",
    "naloxone_challenge_negative": "Not needed: a naloxone challenge showed no withdrawal",
    "not_done": "Not done",
}

CHALLENGE = {"passed": "Passed: no withdrawal", "failed": "Not passed: withdrawal seen", "not_done": "Not done"}

OPIOID_MEDICINE = {
    "analgesic": "A painkiller with an opioid (codeine, tramadol, oxycodone)",
    "antitussive": "A cough medicine with an opioid (codeine, dihydrocodeine)",
    "antidiarrhoeal": "A medicine against diarrhoea with an opioid (diphenoxylate, loperamide)",
}

HEPATOTOXIC_MEDICINE = {"isoniazid": "Isoniazid", "valproate": "Valproate", "other": "Another one"}

PREGNANCY = {"no": "No, or not possible", "yes": "Yes", "unknown": "Not known"}

BASELINE_LIVER_TEST = {"done": "Done", "planned": "Planned", "not_done": "Not done"}

GATE_QUESTION = {
    "agent": "Last opioid",
    "opioid_free_since": "Free of opioids since",
    "urine_test": "Urine test",
    "naloxone_challenge": "Naloxone challenge",
    "contraindications": "Contraindications",
    "opioid_medicines": "Medicines with an opioid",
    "hepatotoxic_medicines": "Medicines hard on the liver",
    "pregnancy": "Pregnancy",
    "baseline_liver_test": "Baseline liver test",
}

HELD_FOR = {"hold_travel": "travel", "hold_hospital": "hospital", "hold_procedure": "procedure", "paused": "paused"}

HOLD_CHOICE = {
    HoldKind.TRAVEL: "Travel: doses begin again by themselves",
    HoldKind.HOSPITAL: "Hospital: doses begin again once the start gate is signed anew",
    HoldKind.PROCEDURE: "Planned procedure with opioid painkillers: doses stop before it, and wait for the start gate",
}


def medicine_group(group: str | None) -> str:
    """The group of a medicine, or that it is in none."""
    return MEDICINE_GROUP[MedicineGroup(group)] if group else "Not in the table"
