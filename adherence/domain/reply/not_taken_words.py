"""Further ways of saying that doses were not taken: not kept up with, failed at, touched by nobody, done with."""

from __future__ import annotations

MORE_NOT = r"""
        not (?:putting|swallowing|touching|choking down) (?:that|it|this|those|these|any)(?: .*)?
        |(?:i )?failed to (?:take|do
        |swallow|remember)(?: .*)?|not (?:been )?(?:keeping up|kept up|staying on top|been good|been great|been faithful
        |been consistent)(?: (?:with|of|about))?(?: .*)?|(?:slacking|slacked|falling behind|fell behind|been bad
        |slipping) (?:on
        |with|about) (?:it|them|my|the|taking)(?: .*)?|fell off (?:of )?(?:my (?:meds|pills)|taking)(?: .*)?
        |sin tomar(?:me|mela|la|las|melas)(?: .*)?|ni la de \w+ ni la de \w+|(?:ended|broke|broke up|done
        |over) (?:it )?with (?:those|the|these|my)[ ]
        (?:pills?|meds|medicine)(?: .*)?|(?:llevo|tengo) (?:\w+ ){1,3}(?:dias|semanas) sin (?:la |mi |tomar)(?: .*)?
        |nobody took (?:anything|it|any)(?: .*)?|(?:have|has|had) not touched (?:it|the (?:bottle|pills?)
        |my (?:pills?|meds))"""
