"""Words of danger from other people, of calls for rescue, and of children who swallowed medicine, by class."""

from __future__ import annotations

from adherence.domain.reply.folding import listed

CLASSES: dict[str, tuple[str, ...]] = {
    "attacker": listed(
        """
        he | she | they | my ex | ex | husband | boyfriend | bf | gf | girlfriend | partner | dad | father | stepdad
        | stepfather | roommate | roomate | roomie | someone | somebody | guy | man | dude | neighbor | wife
        | brother | son | uncle | cousin | landlord | people | these guys | some guys | fiance | baby daddy | marido
        | esposo | esposa | novio | novia | pareja | padrastro | papa | alguien | hermano | el | ella | ellos | tipo
        | hombre | vecino | primo | tio | mi ex | unos tipos | unos hombres | viejo | dealer | dealers | plug"""
    ),
    "violence": listed(
        """
        hit me | hits me | hitting me | is hitting me | beat me | beats me | beating me | beat me up | choked me
        | chokes me | choking me | strangled me | strangling me | punched me | punches me | punching me | slapped me
        | slaps me | kicked me in | kicks me | kicking me | shoved me | shoving me | pushed me | pushing me
        | threw me | throwing me | raped me | raping me | assaulted me | assaulting me | attacked me | attacking me
        | stabbed me | jumped me | robbed me at | held me down | locked me in | locked me up | not let me leave
        | not let me go | not let me out | trapped me | abused me | abusing me | abuses me | hurting me | hurts me
        | hurt me | put his hands on me | put her hands on me | puts his hands on me | laid hands on me
        | lays hands on me | kill me | killing me | murder me | shoot me | stab me | threatened me | threatens me
        | threatening me | threatened to | threatening to | threatens to | pointed a gun | pointing a gun
        | pulled a gun | pulled a knife | gun on me | knife on me | following me | stalking me | chasing me
        | after me with | me pego | me pega | me pegan | me pegaron | me esta pegando | me golpeo | me golpea
        | me golpearon | me esta golpeando | me madreo | me madrearon | me agarro a golpes | me dio una golpiza
        | me quiere matar | me quieren matar | me va a matar | me van a matar | quiere matarme | quieren matarme
        | van a matarme | va a matarme | me mata | me amenazo | me amenaza | me amenazaron | me esta amenazando
        | me violo | me viola | me violaron | me abuso | abuso de mi | me ataco | me atacaron | me apunto
        | me apunta | me persigue | me persiguen | me esta siguiendo | me estan siguiendo | me encerro
        | me tiene encerrad* | me tiene secuestrad* | no me deja salir | no me dejan salir | me maltrata
        | me lastimo | me lastima | me hace dano | me quiere hacer dano | me ahorca | me quiso matar
        | me quiso ahorcar | me intento matar | me jalonea | intento matarme | trato de matarme | quiso matarme
        | hitting us | hits us | hit us | beating us | beats us | hurting us | hurt us | hurt my kids
        | hitting my kids | hitting my mom | beating my mom | kill us | killing us | threatened us | threatening us
        | nos pega | nos golpea | nos esta pegando | nos quiere matar | nos va a matar | pegandole a mi
        | golpeando a mi | grabbed me by | dragged me | spit on me | burned me | threw a | found me
        | put hands on me | puts hands on me | putting hands on me | put his hands | laid his hands | grabs me
        | yanked me | knocked me down | threw something at me | pulled my hair | pull my hair"""
    ),
    "to_me_by_force": listed(
        """
        choked me | strangled me | raped me | molested me | sexually assaulted | was raped | got raped
        | was assaulted | got assaulted | was attacked | got attacked | got jumped | was stabbed | got stabbed
        | got shot | am being followed | being followed | being stalked | being beaten | being abused | being held
        | held hostage | kidnap* | trafficked | domestic violence | domestic abuse | abusive relationship
        | me violaron | me violo | fui violada | fui violado | violencia domestica | me secuestraron | secuestrad*
        | abuso sexual | me golpearon | me golpea | me estan golpeando | me quieren matar | me van a matar
        | me estan siguiendo | me vienen siguiendo | someone is following me | somebody is following me
        | following me home | is following me | got beat up | was beat up | beat up bad | been beaten | been stabbed
        | been shot | was shot | was beaten | am bleeding | am hurt bad | am hurt really bad | estoy herid*
        | me apunalaron | me balacearon | me dispararon | me picaron con"""
    ),
    "not_violence": listed(
        """
        hit me up | hits me up | hitting me up | hit me hard | hits me hard | hit me at work | hit me with
        | hit me financially | hit me back | hit me later | hit me tomorrow | beat me to | beat me at | beat me in
        | beat me by | beats me at | beats me to | kill me softly | killing me softly | hurt me feelings
        | hurt my feelings | me pega mucho | me pega bien | me pega el sueno | me pega la | me pega fuerte
        | me mata la cabeza | me mata el | me mata la | kicked me out | pushed me to | threw me off | threw me out
        | threw me a | shoot me a | shoot me an | following me on | el calor me | la cabeza me"""
    ),
    "in_danger": listed(
        """
        in danger | in real danger | in serious danger | in immediate danger | not safe here | not safe at home
        | not safe in | not safe with | unsafe at home | unsafe here | unsafe in my | fear for my life
        | fearing for my life | scared for my life | afraid for my life | en peligro | corro peligro | corre peligro
        | peligra mi vida | temo por mi vida | miedo por mi vida | not safe at my | not feel safe at home
        | not feel safe here | not feel safe with"""
    ),
    "breaks_in": listed(
        """
        breaking in | breaking into my | broke into my house | broke in to my | trying to break in | break in to my
        | break the door | breaking the door | kicking the door | kicking my door | kicked my door | kicked in my
        | break down the door | break down my door | breaking down my door | outside with a gun
        | outside with a knife | outside my door | outside my house | banging on my door | pounding on my door
        | trying to get in | se quiere meter a | se metio a mi casa | se metieron a mi casa | rompiendo la puerta
        | pateando la puerta | tirando la puerta | tumbando la puerta | quiere tumbar la puerta
        | afuera con un cuchillo | afuera con una pistola | afuera de mi casa | man in my house
        | somebody in my house | someone in my house | intruder | burglar | in my house right now | broke in
        | alguien en mi casa | un hombre en mi casa | hay alguien adentro"""
    ),
    "armed": listed(
        """
        has a gun | has a knife | has a weapon | has the gun | got a gun | got a knife | with a gun | with a knife
        | with a machete | pulled a gun | pulled a knife | pulled out a gun | tiene una pistola | tiene un cuchillo
        | tiene un arma | trae pistola | trae una pistola | trae un cuchillo | con un cuchillo | con una pistola
        | con un machete | con un arma | saco una pistola | saco un cuchillo | armado | knife to my | gun to my
        | knife at my | gun at my | gun in my face | cuchillo en el cuello | pistola en la cabeza"""
    ),
    "cries_for_help": listed(
        """
        auxilio | socorro | send someone | send somebody | send police | send the police | send cops | send the cops
        | send paramedics | call the police | call the cops | call police | call cops | need police
        | need the police | llamen a la policia | llamen ala policia | llama a la policia | llame a la policia
        | manden a la policia | manden policia | manden patrulla | manden a alguien | manden ayuda | mande ayuda
        | necesito a la policia | mayday"""
    ),
    "hotline": listed(
        """
        suicide hotline | suicide line | suicide lifeline | crisis line | crisis hotline | crisis number | lifeline
        | suicide number | hotline number | suicide prevention line | suicide prevention hotline | linea de crisis
        | linea de la vida | linea de prevencion | numero para suicid*"""
    ),
    "child": listed(
        """
        son | daughter | kid | kids | baby | toddler | child | grandson | granddaughter | grandbaby | grandchild
        | nephew | niece | infant | newborn | little one | little boy | little girl | my 2 year old | year old
        | month old | hijo | hija | hijita | hijito | nino | nina | bebe | nieto | nieta | sobrino | sobrina
        | chamaco | chamaca | chiquito | chiquita | criatura | nene | nena | guagua | wawa"""
    ),
    "swallowed": listed(
        """
        swallowed | swallow | ate | eaten | eating | chewed | chewing | drank | got into | gotten into
        | getting into | got ahold of | got a hold of | licked | put in his mouth | put in her mouth | took
        | has taken | se comio | se trago | se tomo | comio | trago | tragado | agarro y se | masticado | mastico
        | se metio a la boca"""
    ),
    "medicine_here": listed(
        """
        my pill | my pills | my meds | my med | my medicine | my medication | one of my pills | my naltrexone | pill
        | pills | medication | medicine | some of my | one of my | a couple of my | mis pastillas | mi pastilla
        | mi medicina | pastilla | pastillas | naltrexona | naltrexone | una pastilla | tylenol | ibuprofen | xanax
        | medicinas | pildoras | my vitamins | sleeping pills | my subs | my suboxone | suboxone | medicamento
        | medicamentos | de mis pastillas"""
    ),
    "not_swallowed_it": listed(
        """
        to school | to his dad | took my pills to | antibiotic* | amoxicillin | prescribed | pediatrician | her pill
        | his pill | her medicine | his medicine | su medicina | su pastilla | sus pastillas | her meds | his meds
        | flushed | toilet | escusado | inodoro | dinner | breakfast | watched me | reminded me | reminds me
        | made me"""
    ),
    "long_ago": listed(
        """
        last month | last year | years ago | months ago | year ago | month ago | passed away | passed | died
        | funeral | anniversary | memorial | in jail | a while back | back in | long time ago | when i was
        | a year since | year since | years since | since my | one year since | ya hace un ano | hace anos
        | hace tiempo | hace mucho | hace meses | hace un mes | hace un ano | fallecio | murio | el ano pasado
        | el mes pasado | velorio | aniversario | passing | death of | awareness | training | class | vigil
        | last week | the other day | a while ago | back then"""
    ),
    "jest": listed(
        """
        lol | lmao | lmfao | rofl | emoji_laugh | haha* | jaja* | jeje* | jk | just kidding | ha ha | laugh"""
    ),
    "joking_if": listed(
        """
        if i am late | if i forget | if i miss | if i do not | if i skip | when he sees | when she sees
        | when he finds | when she finds | for being late | for forgetting | for spending | about the | if she finds
        | wife | si llego tarde | si no llego | si me olvido | cuando se entere | por llegar tarde | landlord"""
    ),
    "od_sign": listed(
        """
        can not stay awake | cannot stay awake | cant stay awake | can not keep my eyes open | keep nodding
        | barely awake | barely conscious | going in and out | in and out of it | fading out | fading fast
        | slow breathing | breathing slow | breathing is slow | barely breathe | barely breathing
        | can not feel my legs | can not feel my body | can not feel my hands | can not move | feel like i am dying
        | heart is stopping | passing out | getting sleepy | so sleepy | eyes keep closing | me estoy apagando
        | no puedo despertar | no puedo mantener los ojos | se me cierran los ojos | me estoy durmiendo
        | me estoy desvaneciendo | no siento las piernas | call 911 | blacking out"""
    ),
}
