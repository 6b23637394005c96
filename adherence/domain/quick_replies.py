"""Texts that staff often write, in both languages, ready to be edited: a list to change, held to the wording rules."""

from __future__ import annotations

from dataclasses import dataclass

from adherence.domain.wording import language_of


@dataclass(frozen=True, slots=True)
class QuickReply:
    """One ready text: a name for the button, and the words in English and Spanish."""

    key: str
    name: str
    en: str
    es: str

    def text(self, lang: str) -> str:
        """The words in the patient's language."""
        return self.es if language_of(lang) == "es" else self.en


QUICK_REPLIES: tuple[QuickReply, ...] = (
    QuickReply(
        "call_when",
        "Ask for a call",
        "Thank you for writing. We would like to talk with you. When is a good time to call?",
        "Gracias por escribir. Queremos hablar con usted. Por favor, diga a qué hora le podemos llamar.",
    ),
    QuickReply(
        "calling_now",
        "Calling now",
        "Thank you for writing. We will call you in the next few minutes.",
        "Gracias por escribir. Le llamamos en unos minutos.",
    ),
    QuickReply(
        "say_more",
        "Ask what was meant",
        "Thank you. We were not sure what you meant. Can you tell us a little more?",
        "Gracias. No entendimos bien su mensaje. Por favor, escriba otra vez con otras palabras.",
    ),
    QuickReply(
        "seen",
        "Seen, thank you",
        "Thank you for telling us. We have noted it.",
        "Gracias por avisar. Ya lo anotamos.",
    ),
    QuickReply(
        "number",
        "Ask for the number",
        "Thank you. Which number would you like us to use from now on?",
        "Gracias. Por favor, escriba el celular que prefiere usar desde ahora.",
    ),
    QuickReply(
        "time",
        "Ask for the time",
        "Thank you. What time of day suits you better for our texts?",
        "Gracias. Por favor, escriba a qué hora prefiere los mensajes.",
    ),
    QuickReply(
        "visit",
        "Visit: we will call",
        "Thank you. We will call you to find a time that suits you.",
        "Gracias. Le llamamos para buscar una hora que le convenga.",
    ),
    QuickReply(
        "words",
        "No pictures here",
        "Thank you. We cannot open pictures here. Can you tell us in words what it shows?",
        "Gracias. No se abren fotos por este medio. Por favor, escriba con palabras lo que muestra.",
    ),
)
