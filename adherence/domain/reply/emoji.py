"""What the emoji that patients use mean to a reading; every other one only counts as talk."""

from __future__ import annotations

import re

MEANING: dict[str, str] = {
    **dict.fromkeys("👍👌✅✔☑💯🙌🆗👊🤙", " emoji_yes "),
    **dict.fromkeys("👎❌🚫🙅✖❎🆖", " emoji_no "),
    **dict.fromkeys("🤷🤔", " emoji_shrug "),
    **dict.fromkeys("🙄😒", " emoji_eyeroll "),
    **dict.fromkeys("😂🤣💀😆😹☠😭", " emoji_laugh "),
    **dict.fromkeys("🍺🍻🍷🥃🍸🍹🥂🍾🍶", " emoji_drink "),
    **dict.fromkeys("🤮🤢", " vomit "),
    **dict.fromkeys("⏰⏳⌛🕐🕑🕒🕓🕔🕕🕖🕗🕘🕙🕚🕛", " emoji_clock "),
    **dict.fromkeys("❓❔⁉", " ? "),
    **dict.fromkeys("💊", " emoji_pill "),
    **dict.fromkeys("🤕", " emoji_ache "),
    **dict.fromkeys("😊🙂😀😃😁😎🥰😄😇🤗", " emoji_smile "),
    **dict.fromkeys("😢😞😔😟☹🙁😩😫😖", " emoji_sad "),
}

# Skin tones, variation selectors, joiners and genders only decorate the sign before them.
_DECORATION = re.compile("[\U0001f3fb-\U0001f3ff\ufe0e\ufe0f\u200d\u2640\u2642]")
_KEYCAP = re.compile("([0-9])\ufe0f?\u20e3")
_OTHER = re.compile("[\U0001f000-\U0001faff\u2190-\u21ff\u2300-\u27bf\u2900-\u2bff\U000e0000-\U000e007f]+")
_KNOWN = re.compile("[" + "".join(MEANING) + "]")


def spell_out(text: str) -> str:
    """The text with a word of ours for each emoji, the digit for a keycap, and ``emoji_other`` for the rest."""
    text = _KEYCAP.sub(r" \1 ", text.replace("🔟", " 10 "))
    text = _DECORATION.sub("", text)
    text = _KNOWN.sub(lambda match: MEANING[match.group(0)], text)
    return _OTHER.sub(" emoji_other ", text)
