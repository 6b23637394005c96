"""Finds opt-outs: the carriers' bare keywords, and sentences that ask for the texts to end."""

from __future__ import annotations

import re

from adherence.domain.reply.grammar import Rules, shapes
from adherence.domain.reply.lexicon import read_words
from adherence.domain.reply.normalise import normalise
from adherence.domain.reply.patterns import compiled
from adherence.domain.reply.reading import Finding, Intent
from adherence.domain.reply.stop_words import STOP_SQUEEZED, squeezed_letters

_EMOJI = re.compile(r"emoji_\w+|[.,?!]")
_STOP_WORD = r"(?:stop(?:all)?|unsubscribe|cancel|end|quit|revoke|opt ?out|alto|parar|baja|cancelar)"
_NOT_NOW = r"""
    (?:please|pls|now|already|thanks|thank you|por favor|ya|gracias|immediately|me|us|sir|maam|it|this|all|dude
    |bro|for real|right now|fully|this now|forever|today|and|just|ok|stop|i said|i want to)"""
_KEYWORD_AND_COURTESY = compiled(rf"(?:{_NOT_NOW} |, |\. )*{_STOP_WORD}(?: {_NOT_NOW}| ,| \.| {_STOP_WORD})*")

# A verb of ending with what is to end: texts, or the sending of them. "Stop taking" and "stop drinking" have neither.
_OPT_OUTS = Rules(
    shapes(
        "stop.sentence",
        "<stop_word>|<stop_es> ..5 <texts>",
        "<stop_word>|<stop_es> ..3 <sending>",
        "<how_to> ..3 <make_stop> ..5 <texts>|<program>|<sending>",
        "<how_to> ..3 <make_stop> ..2 <these> $",
        "want|like|need|quiero|quisiera|necesito to|que ..2 <make_stop> ..4 <texts>|<sending>",
        "quiero|quisiera|necesito ..1 <make_stop> ..4 <texts>|<sending>",
        "can i cancel|end|stop <these>|<texts> $",
        "^ para ya|de|con|los|estos ..3 <texts>",
        plain=True,
        others=True,
        not_after="i they texts messages reminders",
        unless="<reminded_kindly>|<asks_why>|<for_a_while>|<at_time>",
    ),
    shapes(
        "stop.sentence",
        "^ stop|stopp|unsubscribe $",
        "please|pls no more $",
        "^ please|pls remove $",
        "no more|further contact $",
        "asked|told|tell|telling ..1 you|u|guys|them ..2 to stop $",
        "^ not interested $",
        "^ please|pls|just|now|so|ok|por|kindly|hey|again|also stop|quit $",
        "^ please|pls|kindly stop i|you|this|it",
        "keep <sending> ..8 stop",
        "rather not ..2 get|receive|have ..3 <texts>|<these>",
        "i revoke $",
        "^ paren|pare|parenle|basta|alto|detente|detenganse|dejenme|callense|parale $",
        "ya paren|pare|basta|parenle|parale|dejen $",
        "^ no more $",
        "^ no mas $",
        "make ..1 <these>|it|them stop",
        "enough already",
        "how do|can i stop|unsubscribe|cancel|end $",
        "turn|shut|switch <these>|it|them ..2 off $",
        "turn|shut|switch off ..1 <these>|<texts>",
        not_after="can not to will could did",
        others=True,
    ),
    shapes("stop.sentence", "stop|quit|cancel|end <these> $", not_after="i can not to will could did"),
    shapes(
        "stop.sentence",
        "make ..1 <texts>|<these> ..1 stop",
        "make ..3 <texts> ..1 stop",
        "said|say|saying stop $",
        "want ..1 to unsubscribe|stop ..1 getting|receiving",
    ),
    shapes(
        "stop.dont_send",
        "signed|sign up ..4 stop|unsubscribe|quit $",
        "do not ..1 <send_verb> ..2 <to_me>",
        "do not ever|ever_again|you ..1 <send_verb> ..2 <to_me>",
        "never ..1 <send_verb> ..2 <to_me>",
        "^ do not text|message|contact|write $",
        "no need to ..1 <send_verb> ..1 me ..2 anymore|again",
        "not ..1 keep <sending>",
        "no ..2 <send_es>",
        "no ..1 vuelvan|vuelva|vuelvas a <send_es>",
        "can|could|would you ..1 not <send_verb> ..1 me",
        "please|pls not <send_verb>",
        denied=True,
        others=True,
        not_after="why you they he she i if to did does what when we have",
        unless="<at_time>|<asks_why>",
    ),
    shapes(
        "stop.dont_want",
        (
            "not|no|never|ya ..3 want|wish|care|like|interested|quiero|deseo|quisiera|interesa|interesan|"
            "interesada|interesado ..7 <texts>|<contacted>|<sending>"
        ),
        "no longer|longer ..1 want|need|wish ..7 <texts>|<contacted>|<sending>",
        "not|no ..1 want|wish|quiero|deseo ..3 get|getting|receive|see|have|recibir|be ..2 <these>|anything",
        "not|no|ya ..2 ok|okay|comfortable|cool|fine ..3 <texts>|<sending>",
        "not|no ..2 need|necesito|ocupo ..1 <these>|any|more|your|mas|estos ..2 <texts>",
        "not|no ..2 need|necesito ..2 you|u|reminding|que ..4 anymore|mas",
        "ya no ..1 need|necesito|ocupo|quiero ..3 <texts>",
        "not|no ..2 want|wish|quiero|deseo ..3 part of|in|on|en ..3 <program>|<these>|<texts>",
        "want ..1 <these> ..1 to stop|end",
        plain=True,
        denied=True,
        unless="<reminded_kindly>|<our_med>|<refill_talk>",
    ),
    shapes(
        "stop.remove",
        "<remove> ..1 <me_number> ..1 <off_out> ..4 <program>|<texts>|<these>|everything|there|ahi|aqui",
        "<remove> <me_number> ..1 off|out $",
        (
            "remove|delete|erase|unsubscribe|unenroll|strike|unlist|borren|eliminen|quiten|borre|elimine|"
            "remuevan|saquen|quite|borra|elimina|bloqueen|bloquee|block <me_number> $"
        ),
        "remove|delete|erase|unsubscribe|borren|eliminen|quiten|borre|elimine ..1 <me_number>",
        (
            "quitenme|quiteme|quitame|saquenme|saqueme|sacame|borrenme|borreme|borrame|eliminenme|"
            "elimineme|eliminame|remuevanme|retirenme|desinscribanme $"
        ),
        (
            "quitenme|quiteme|quitame|saquenme|saqueme|sacame|borrenme|borreme|eliminenme|quiten|saquen|"
            "retirenme|salirme|salir|retirarme|salgo|borrenme|borrarme|quitarme|sacarme|saquen de|del "
            "..3 <program>|<texts>|aqui|ahi|<these>"
        ),
        "want|wanna|like|need|quiero|get|let ..2 out|off ..1 of ..2 <program>|<these>|<texts>",
        "<off_out> ..1 <program>|<these> ..1 <texts>",
        "want|me|get off ..2 <program>",
        "be|get removed|taken from|off ..3 <program>|<texts>|<these>",
        "be|get removed|taken from|off|out $",
        "pull|drop|forget|lose|erase ..1 <me_number> $",
        "get rid of my|this number",
        "<revoke> ..2 <consent>",
        "not|never|no|without ..3 <permission> ..6 <send_verb>|<texts>|<contacted>|<sending>",
        "dejar|participar|participando ..3 <texts>",
        denied=True,
        not_after="not never",
        unless="<our_med>|why",
    ),
    shapes("stop.sentence", "<go_away>", "^ go away", "<opt_out>"),
)


def is_stop_keyword(text: str) -> bool:
    """Is the text the bare opt-out keyword, in any case, punctuation, spacing or letter runs, with or without emoji?"""
    return squeezed(normalise(text).text) in STOP_SQUEEZED


def squeezed(normalised: str) -> str:
    """The letters of a normalised text without emoji, punctuation and letter runs."""
    return squeezed_letters(_EMOJI.sub(" ", normalised))


def find_stop(text: str) -> Finding | None:
    """The opt-out in a normalised text: the keyword, or a sentence (then with one confirmation from us)."""
    if squeezed(text) in STOP_SQUEEZED:
        return Finding("stop.keyword", text, Intent.STOP)
    bare = _EMOJI.sub(" ", text)
    if _KEYWORD_AND_COURTESY.fullmatch(" ".join(bare.split())):
        return Finding("stop.sentence", text, Intent.STOP)
    told = read_words(text)
    hit = _OPT_OUTS.first(told.without(*told.spans("spoke_of_it")))
    return Finding("stop.sentence", hit[1], Intent.STOP) if hit else None
