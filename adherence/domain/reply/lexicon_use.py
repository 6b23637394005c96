"""Verbs of drinking and using in the first person, who gave it, and craving, by class, in both languages."""

from __future__ import annotations

from adherence.domain.reply.folding import listed

CLASSES: dict[str, tuple[str, ...]] = {
    "used": listed(
        """
        took | taken | taking | take | did | done | doing | do | used | using | had | snorted | snort | snorting
        | smoked | smoking | smoke | shot | shooting | injected | injecting | sniffed | sniffing | popped | popping
        | pop | ate | eating | eaten | swallowed | swallowing | chewed | chewing | drank | drinking | drunk | sipped
        | sipping | sippin | drink | tried | scored | scoring | hit | hitting | booted | railed | banged | slammed
        | slamming | bumped | back on | on | been on | got into | dosed | parachuted | plugged | split | shared
        | finished | killed | crushed | downed | pounded | chugged | chugging | slammed down | threw back
        | knocked back | cracked open | cracked | opened | opened up | went through | put away | polished off
        | nursed | nursing | caved with | caved and had | gave in and had | gave in to | slipped with | slipped on
        | relapsed on | relapsed with | fell off with | messed with | high on | drunk on | buzzed on | licked
        | vaped | vaping | toked | puffed | inhaled | having | been having | ended up with | ended up having | snuck
        | sneaked | allowed myself | let myself have | treated myself to | helped myself to | got drunk on
        | got high on | fell back into | fell into | dabbled in | dipped into | dip into | tome | tomado | tomando
        | tomamos | me tome | bebi | bebimos | bebido | bebiendo | eche | echamos | echado | avente | aventamos
        | meti | metimos | metido | metiendo | metiendome | inyecte | inyectado | inyectandome | pique | fume
        | fumamos | fumado | fumando | inhale | inhalado | probe | probado | use | usado | usando | consumi
        | consumido | consumiendo | chupe | chupamos | chupado | pistie | pisteamos | trague | le entre
        | le entramos | le entre a | le di | le di a | le pegue | le hice | di un | me di | destape | acabe | baje
        | tumbe | empine | recai con | recai en | caigo con | cai con | cai en | volvi a | volvi al | volvi a la
        | regrese a | abri | me puse | prendi | queme | snifie | jale | jalando | le llegue | despache | zampe
        | bajamos | desayune con | cene con | celebre con | brinde con | wagon with | wagon on | put on one
        | slapped on | me chute | me chingue | me lance | me empuje | me sople | mixed | mixing | splitting
        | sharing | polishing off | finishing off"""
    ),
    "relapsed": listed(
        """
        relapsed | relapse | relapsing | shot up | shooting up | got high | getting high | gotten high | been high
        | am high | pretty high | got loaded | am loaded | am lit | nodded out on | went back out | gone back out
        | went out again | back out there | been chipping | chipping | picked up again | picked up | picked back up
        | fell back in | fell back into it | back to using | been using | was using | am using | started using
        | using again | using daily | used again | used last night | used yesterday | used today | used twice
        | used once | used this | used over | used all | used with | used tonight | used because | used so
        | used for the first | used friday | used saturday | used sunday | used monday | used tuesday
        | used wednesday | used thursday | slipped up | had a slip | slip up | lapsed | a lapse | had a setback
        | messed up and used | back on it | back at it | back on the stuff | back on that shit | fixed last night
        | broke my sobriety | lost my sobriety | broke my clean time | lost my clean time | ended my clean time
        | broke my streak | reset my clean date | my clean date | day 1 again | back to day 1 | back to day one
        | new clean date | recai | recaida | recaido | drogue | drogado | drogada | inyecte | pique | me he metido
        | consumi | he consumido | estoy consumiendo | ando consumiendo | volvi a consumir | volvi a usar
        | volvi a meterme | volvi a caer | cai otra vez | cai de nuevo | he vuelto a usar | he vuelto a consumir
        | usando otra vez | use otra vez | use el fin | use este fin | use el finde | use el sabado | use el viernes
        | use el domingo | use anoche | use ayer | use de nuevo | use hoy | use este | anduve usando | estuve usando
        | ando usando | estoy usando | he estado usando | me puse loco | me puse loca | ando loco | ando loca
        | arponeado | me arponie | me arponee | consumiendo otra vez | ando hasta arriba | se me fue la limpieza
        | perdi mi limpieza | rompi mi sobriedad | used after | used before | used during | used when | used in the
        | ended up using | just used | using on weekends | started using again | picked up a bag | chased the dragon
        | chasing the dragon | nodded off high | got blasted | got lit on | me meti anoche | me meti ayer
        | me meti otra vez | me meti de nuevo | me meti hoy | me meti algo | me meti droga | metiendome otra vez
        | metiendome algo | copped | scored last night | scored yesterday | scored some | scored today
        | tried to get high | tried getting high | tested the shot | test the shot | testing the shot | used on top
        | used over the shot | used through the shot | back on the needle | back on the spike | back on the pipe
        | back on the hard stuff | anduve consumiendo | estuve consumiendo | he andado consumiendo
        | sigo consumiendo | sigo usando | consumi anoche | me puse a consumir | di el resbalon | tuve un resbalon
        | had a relapse | have relapsed | just relapsed | been relapsing | relapsed again | shooting dope
        | shooting again | getting high again | got high again | used with my | used with friends | went on a run
        | been on a run | met up with my dealer and | saw my dealer and used | gave in and used | caved and used
        | broke down and used | messed up and got high | cai en la droga | volvi a la droga | volvi a las drogas
        | volvi al vicio | cai en el vicio | me volvi a drogar | me volvi a meter | me volvi a picar
        | me volvi a inyectar | can not stop using | cannot stop using | no puedo dejar de consumir
        | no puedo dejar de usar | no puedo parar de consumir | no puedo dejar de drogarme | hit the needle
        | hit the pipe | hit it with a needle | stuck a needle | got the needle out | was high | am so high
        | was so high | been so high | used instead | got so high | stayed high | high as a kite | high as hell
        | high af | getting loaded | used drugs | did drugs | doing drugs | me drogue otra vez | andaba drogado
        | andaba drogada | ando drogado | ando drogada | estaba drogado | andaba high | estoy drogado
        | estoy drogada"""
    ),
    "used_alone": listed("used | slipped | caved | fell | lapsed | use | cai | gave in | slip | me meti"),
    "drunk": listed(
        """
        drank | drunk | drunken | hungover | hung over | hangover | tipsy | wasted | hammered | buzzed | plastered
        | blackout | blackout drunk | shitfaced | trashed | sloshed | sloshy | lit on | bender | binged
        | binge drinking | day drinking | binge drank | off the wagon | tied one on | been drinking | was drinking
        | am drinking | started drinking | kept drinking | drinking again | drinking now | drinking right now
        | drinking last night | drinking since | drinking all | drinking tonight | drinking everyday
        | drinking every | drinking heavily | ended up drinking | back to drinking | back on the bottle
        | hit the bottle | hit the sauce | the sauce | boozing | boozed | boozing it up | partied hard
        | one too many | few too many | too many last night | too much to drink | a few too many | had a few at
        | had a few with | had a couple at | had a few last | had a couple with | had one at | had one with dinner
        | stop at one | stop at two | stop drinking last | already drinking | still drinking | drink last night
        | drink yesterday | drank up | emborrache | emborrachado | emborrachada | embriague | pedo | peda | pedisimo
        | borracho | borracha | borrachera | crudo | cruda | resaca | ando tomado | ando tomada | estoy tomado
        | estoy tomada | estaba tomado | estaba tomada | briago | briaga | empede | tomando otra vez | tomando desde
        | estoy tomando | ando tomando | volvi a tomar | volvi a beber | volvi a pistear | volvi a chupar
        | empece a tomar | empece a beber | segui tomando | segui bebiendo | estuve tomando | anduve tomando
        | estuve bebiendo | estoy bebiendo | ando bebiendo | de parranda | de farra | de juerga | guarapeta | jumo
        | juma | enguarapad* | enfiestado | rumbeando y tomando | ebrio | ebria | a medios chiles
        | hasta las chanclas | hasta atras | hasta el gorro | pistie | pistiamos | pisteamos | bebi | bebimos
        | chupamos | goma horrible | enguayabad* | guayabo | chuchaqui | me rasque | went out drinking
        | out drinking | andaba tomado | andaba tomada | estuve tomado | anduve tomado | andaba borracho
        | andaba pedo | andaba crudo | estaba crudo"""
    ),
    "tome_time": listed(
        """
        ayer | anoche | antier | el fin | el sabado | el viernes | el domingo | el jueves | el finde | otra vez
        | de nuevo | mucho | demasiado | de mas | un chingo | bastante | toda la semana | todo el fin | en la fiesta
        | en la boda | con mis primos | con los primos | con mis amigos | con unos amigos | con mis compas
        | con los compas | tantito | un poco | poquito | alcohol | unas | unos | un par | varias | varios
        | hasta tarde | toda la noche | en el bar | en la cantina | en la reunion | desde temprano"""
    ),
    "scared_to": listed(
        """
        scared | afraid | worried | nervous | terrified | miedo | temo | me preocupa | dont trust myself not
        | feel like i am going to | think i am going to | might | could easily"""
    ),
    "messed_up": listed(
        """
        messed up | screwed up | fucked up | slipped | caved | gave in | la regue | la cague | falle | me gano"""
    ),
    "named_day": listed(
        """
        monday | tuesday | wednesday | thursday | friday | saturday | sunday | mon | tue | tues | wed | thurs | fri
        | sat | sun | weekend | lunes | martes | miercoles | jueves | viernes | sabado | domingo | birthday"""
    ),
    "again_when": listed(
        """
        again | last night | yesterday | this morning | saturday night | friday night | over the weekend | anoche
        | ayer | otra vez | de nuevo | last nite | el sabado | el viernes | el fin de semana | el finde
        | on saturday | on friday | on sunday | in one sitting | in one night"""
    ),
    "fight_off": listed(
        """
        flushed | flush | threw | tossed | throw | poured | dumped | turned | refused | declined | passed on
        | walked away | said no | left | ran | deleted | blocked | gave back | no thanks | tire | bote_ | rechace
        | dije que no"""
    ),
    "clinician": listed(
        """
        er | emergency room | hospital | hospitals | urgent care | dentist | dentists | dental | surgeon | surgeons
        | doctor | doctors | doctora | nurse | nurses | paramedic | paramedics | ems | emts | emt | ambulance
        | clinic | oral surgeon | orthopedist | ortho | pcp | medic | medics | anesthesiologist | podiatrist
        | specialist | pain clinic | prescriber | obgyn | physician | nurse practitioner | dentista | dentistas
        | doctores | medico | medica | urgencias | enfermera | enfermero | enfermeras | ambulancia | cirujano
        | clinica | paramedicos | ortopedista | anestesiologo | sala de emergencia | emergencias | emergencia
        | la er | hospitales"""
    ),
    "procedure": listed(
        """
        surgery | c section | csection | operation | epidural | anesthesia | procedure | kidney stone
        | kidney stones | root canal | wisdom teeth | wisdom tooth | broken | broke my | fracture | fractured
        | car wreck | car accident | accident | wreck | extraction | tooth pulled | teeth pulled | labor
        | gave birth | colonoscopy | biopsy | hernia | appendix | gallbladder | burn unit | stitches | dislocated
        | torn | my back surgery | knee replacement | hip replacement | giving birth | cirugia | operaron
        | operacion | cesarea | anestesia | me quebre | me fracture | fractura | accidente | muela | muelas | parto
        | choque | piedras en el rinon | piedra en el rinon | apendice | vesicula | me cai de | endodoncia"""
    ),
    "prescribed": listed(
        """
        prescribed | prescription for | script for | rx for | prescription of | recetaron | receto | recetado
        | recetada | recetadas | recetados | con receta | prescribes | prescribing | my prescribed | prescription"""
    ),
    "gave": listed(
        """
        dosed | dosed me | dosing me | dando | me dan | poniendo | me ponen | recetaron | receto | recetando
        | inyectando | suministr* | me tiene con | me traen con | medicated me with | wrote me for | filled
        | gave | given | giving | gives | put | putting | started | hooked | pumped | shot me | injected
        | loaded | doped | got me on | has me on | have me on | had me on | had me hooked | kept me on | theyve
        | sent me home | administered | wrote me | pushed | dieron | dio | pusieron | puso | inyectaron
        | inyecto | aplicaron | aplico | administraron | metieron | mandaron | me tienen con | me tienen en
        | me tuvieron con | me tienen tomando | me tenian con"""
    ),
    "not_prescribed": listed(
        """
        sin receta | not prescribed | was not prescribed | without a prescription | without a script
        | no prescription | not mine | were not mine | was not mine | off the street | street | from a guy
        | from a friend | from my friend | from a dealer | dealer | plug | bought | not my prescription | moms
        | mom s | dads | roommates | husbands | wifes | sisters | brothers | buddys | friends | aunts | grandmas
        | grandpas | uncles | cousins | girlfriends | boyfriends | neighbors | sons | daughters | someone elses
        | somebody elses | old prescription | leftover | left over | leftovers | my aunt | my friend gave
        | friend gave | my cousin gave | buddy gave | de mi mama | de mi papa | de mi tia | de mi tio | de mi abuela
        | de mi abuelita | de mi hermano | de mi hermana | de mi esposo | de mi esposa | de mi primo | de mi prima
        | de mi amigo | de mi amiga | de un amigo | de una amiga | de mi vecino | de mi vecina | de mi suegra
        | de mi suegro | de mi novio | de mi novia | de mi abuelo | de la calle | en la calle | un amigo me dio
        | me dio un amigo | guardada | guardado | guardadas | que tenia guardad* | que sobraron | que sobro
        | sobrantes"""
    ),
    "refused": listed(
        """
        said no | refused | turned it down | told them no | told him no | told her no | declined | did not take
        | have not taken | not taken it | havent taken | did not fill | not filled | have not filled | not taken any
        | not picked | threw | flushed | did not use | no la tome | no lo tome | no me la tome | no me lo tome
        | no las tome | no la he tomado | no lo he tomado | dije que no | no quise | no he tomado | have not started
        | not started | turned them down | did not let them | made them stop"""
    ),
    "have_taken": listed(
        """
        took it | took one | took some | took two | took 2 | took 1 | took them | took half | taking it
        | taking them | been taking | took | taken | had some | had it | had one | me la tome | me lo tome
        | ya me la | ya la tome | ya lo tome | la tome | lo tome | me las tome | me tome | tome | tomando
        | estoy tomando | i take it | am on | on it | theyve got me on"""
    ),
    "clean": listed(
        """
        clean | off | sober | quit | free | detox | detoxed | detoxing | kicked | without | since | stopped
        | days from | limpio | limpia | sobrio | sobria | sin | deje | dejar"""
    ),
    "craving": listed(
        """
        want | wanted | wanting | wants | need | craving | crave | cravings | tempted | urge | urges | thirsty
        | jonesing | fiending | feening | itching for | dying for | could use | could really use | could go for
        | kill for | feel like | feeling like | thinking about | think about | thinking of | obsessing over
        | dreamed | dream | dreaming | miss | missing | temptation | tempting | tempted by | struggling not
        | fighting | trying not | scared i will | afraid i will | worried i will | wish i could | close to | almost
        | ganas | ganas de | antojo | antojos | antoja | antojan | quiero | quisiera | necesito | pensando en
        | pensar en | pienso en | extrano | tentacion | sueno con | sone que | sone con | casi | por poco
        | muero por | mataria por | ansias | offered | offering | offers | offer | ofrecieron | ofrecio | ofrecen
        | invitaron | invito | staring at | looking at | smell of | liquor store | hide from | stop thinking about
        | stop craving | can not stop thinking | cannot stop thinking | almost went | almost bought
        | dejar de pensar en"""
    ),
    "much": listed(
        """
        bad | badly | strong | so bad | real bad | really bad | hard | today | tonight | right now | now | hit me
        | hitting | intense | crazy | fuerte | fuertes | horrible | mucho | bien fuerte | insane | through the roof"""
    ),
    "bad_craving": listed(
        """
        craving | cravings | craving real bad | jonesing | fiending | urges | urge | antojo | ganas | temptation
        | triggered | feening | cravings are"""
    ),
    "sworn_off": listed(
        """
        do not want | not want | no craving | no cravings | no urges | no urge | not craving | zero cravings
        | without cravings | no desire | quit drinking | stop drinking completely | no quiero tomar | sin ganas
        | no ganas | no tengo ganas | no antojo | cravings gone | less cravings | cravings are gone
        | cravings are low | water | no me dan ganas | to stop drinking | to quit | dejar de tomar | dejar de beber
        | stop drinking | dejar el alcohol"""
    ),
    "withdrawal_sign": listed(
        """
        shak* | sweat* | puk* | vomit* | throwing up | threw up | chills | goosebumps | sick | dope sick
        | withdrawal* | diarrhea | cramp* | runny nose | restless | tembl* | sudando | sudor* | malilla
        | abstinencia | escalofrio* | dizzy | nauseous | nausea | legs kicking | yawning | skin crawling
        | hot and cold"""
    ),
}
