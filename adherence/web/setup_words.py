"""The steps towards going live in plain words: what each is, what to do about it, and what it is once done."""

from __future__ import annotations

from dataclasses import dataclass

from adherence.domain.setup import SetupStep, StepState


@dataclass(frozen=True, slots=True)
class StepWords:
    """One step as the checklist shows it."""

    title: str
    to_do: str
    link: str
    endpoint: str
    sign: str = ""
    """What somebody says who reviewed it."""


STEP: dict[SetupStep, StepWords] = {
    SetupStep.CLINIC: StepWords(
        "Name, telephone and urgent numbers",
        "Patients read these in every text, also in a crisis. Dial the urgent numbers once.",
        "Open the clinic's values",
        "clinic_settings.show",
        "I checked the name, the telephone and the urgent numbers",
    ),
    SetupStep.HOURS: StepWords(
        "Time zone and texting hours",
        "Automatic texts leave only within these hours of the patient's own day.",
        "Open texting hours",
        "hours_settings.show",
        "I checked the time zone and the texting hours",
    ),
    SetupStep.POLICY: StepWords(
        "Policy, read by a clinician",
        "The numbers by which the service plans, warns and counts. What does not fit is changed.",
        "Open the policy",
        "policy_settings.show",
        "I am a clinician, and I read the policy",
    ),
    SetupStep.TEXTS: StepWords(
        "Texts, read and approved",
        "Read what patients will get, in each language. Drafts of your own must be approved or taken back first.",
        "Open the texts",
        "texts.catalogue",
        "I read the texts, and they may leave as they are",
    ),
    SetupStep.CONSENT: StepWords(
        "Wording of the consent",
        "Put your own wording on file, or read the one that is shipped: patients agree to it before they are texted.",
        "Open the wordings",
        "consent_settings.show",
        "The wording on file is the one that our patients agree to",
    ),
    SetupStep.PHONE: StepWords(
        "A verified phone of the staff",
        "Verify your own phone with a code. On trial, only such phones can be texted.",
        "Open your account",
        "account.show",
    ),
    SetupStep.ROTA: StepWords(
        "Who is on call",
        "Without a rota everybody who treats patients is told of an urgent flag.",
        "Open the rota",
        "on_call.show",
    ),
    SetupStep.WORKER: StepWords(
        "The sender is running",
        "A part of the service that sends and reads texts. Ask your operator to start it.",
        "Open the sender",
        "sender_settings.show",
    ),
    SetupStep.SENDER: StepWords(
        "A text has arrived",
        "Send a test text to your own phone and wait until it is reported as delivered.",
        "Send a test text",
        "sender_settings.show",
    ),
    SetupStep.WEBHOOK: StepWords(
        "A text has come back",
        "Reply OK to the test text. It shows that the provider knows the address of this service.",
        "See the address",
        "sender_settings.show",
    ),
}

STATE = {
    StepState.DONE: "Done",
    StepState.OPEN: "To do",
    StepState.CHANGED: "Changed since it was reviewed",
}
