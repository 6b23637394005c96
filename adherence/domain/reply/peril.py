"""Rules for danger from outside: violence at home, threats, cries for rescue, a child who swallowed medicine."""

from __future__ import annotations

from adherence.domain.reply.grammar import Rules, shapes

PERIL = Rules(
    shapes(
        "crisis.violence",
        "<attacker> ..6 <violence>",
        "<violence> ..2 mi|el|my <attacker>",
        denied=True,
        others=True,
        unless="<jest>|<joking_if>|<not_violence>",
    ),
    shapes("crisis.violence", "<to_me_by_force>", denied=True, others=True, unless="<jest>|<long_ago>"),
    shapes(
        "crisis.violence",
        "<attacker> ..5 said|says|saying|threatened|threatening|wants|trying|tried|dijo|dice ..5 kill|matar|matarme",
        "me amenazo|amenaza|amenazaron|apunto|apunta ..3 cuchillo|pistola|arma|machete|muerte|matarme",
        "<attacker> ..4 <armed>",
        "<attacker> ..4 <breaks_in>",
        "<breaks_in> $",
        others=True,
        unless="<jest>|<not_a_weapon>|security|police|cop|guard|guardia|policia|amazon|package|ups|doordash",
    ),
    shapes(
        "crisis.in_danger",
        "<in_danger>",
        not_after="not never no",
        denied=True,
        others=True,
        unless="<jest>|neighborhood|job|driving",
    ),
    shapes(
        "crisis.calls_rescue",
        "<cries_for_help>",
        "^ send help",
        "^ emergency|emergencia|sos $",
        others=True,
        unless="<jest>|spotify|refill|fix|repair|package",
    ),
    shapes(
        "crisis.calls_rescue",
        "<hotline>",
        "need|call|text|called|calling|texted|number ..2 988",
        "^ 988 $",
        "help ..1 me ..4 <attacker> ..4 <breaks_in>|<violence>",
        others=True,
        unless="<jest>|work|volunteer|volunteering",
    ),
    shapes(
        "crisis.child_swallowed",
        "<child> ..5 <swallowed> ..5 <medicine_here>|<opioid>",
        "<child> ..4 found|got|grabbed|opened|agarro|encontro|abrio ..3 <medicine_here> ..4 <swallowed>",
        others=True,
        unless="<not_swallowed_it>|<jest>",
    ),
    shapes(
        "crisis.another_swallowed",
        "<attacker>|<family> ..3 swallowed|ate|downed|drank|trago ..2 <heap>|<whole> ..3 <pills>|<bottle>",
        "<attacker>|<family> ..3 took|tomo ..2 <heap> ..3 <pills>",
        "<attacker>|<family> ..4 <swallow_all>",
        "<attacker>|<family> ..3 <swallow_whole> ..2 <bottle>",
        others=True,
        unless="<of_drink>|<alcohol>|<jest>|stole|stolen|away|robo|hid|threw|flushed",
    ),
    shapes(
        "crisis.another_overdosed",
        "<overdose>",
        others=True,
        unless="<overdose_talk>|<long_ago>|<jest>|<treat>",
    ),
)
