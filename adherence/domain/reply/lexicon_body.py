"""Words of parts of the body, what leaves it, and the signs that a person must look at, by class."""

from __future__ import annotations

from adherence.domain.reply.folding import listed

CLASSES: dict[str, tuple[str, ...]] = {
    "eyes_skin": listed(
        """
        eye | eyes | eyeball | eyeballs | whites | skin | sclera | face | hands | palms | body | ojo | ojos | piel
        | cara | manos | lo blanco | i look | look | looking | looks | me veo | me ves | ando | estoy | toda | todo
        | turned | turning | going | am | nails | complexion | blanco de los ojos | me estoy poniendo | me puse
        | me dicen que estoy | me ven | se ve | says i am | say i am"""
    ),
    "yellow": listed(
        """
        yellow | yellowish | yellowing | yellows | jaundice | jaundiced | amarill* | icteric* | ictericia"""
    ),
    "yellow_thing": listed(
        """
        yellow jacket | yellow jackets | yellow car | shirt | camisa | kitchen | house | bus | light | yellow light
        | pages | leaves | fever | painted | dress | flowers | carro | pill is yellow | yellow pill
        | pastilla amarilla | pill looks yellow | paint | taxi | teeth | toenail | vestido | flores | submarine"""
    ),
    "jaundice": listed("jaundice | jaundiced | ictericia | icterico | icterica"),
    "urine": listed(
        """
        pee | pees | peed | peeing | urine | piss | pissing | pipi | orina | orino | orinar | orinando | orines
        | meo | meados | meando | urinating | wee | chis"""
    ),
    "dark": listed(
        """
        dark | darker | brown | tea | cola | coke | softdrink | coca cola | coca | pepsi | orange | black | rust
        | rusty | amber | iced tea | coffee | oscur* | cafe | te | negr* | colorad* | refresco | molasses | syrup
        | root beer | naranja | marron | vino | dr pepper | whiskey colored | beer colored | soda | mahogany"""
    ),
    "stool": listed(
        """
        poop | poops | pooped | pooping | stool | stools | shit | shits | bowel movements | bm | caca | popo | heces
        | evacuacion* | del bano | excremento | poo | crap | evacuo | obro | feces"""
    ),
    "pale": listed(
        """
        pale | white | whitish | clay | gray | grey | light colored | chalky | putty | blanc* | gris* | palid*
        | clara | claras | claro | barro | arcilla"""
    ),
    "liver": listed("liver | higado"),
    "right_ribs": listed(
        """
        right ribs | right rib | under my ribs | under the ribs | right upper | upper right | right side of my belly
        | right side of my stomach | right side under | right abdomen | right side of my abdomen | right belly
        | costillas | lado derecho | costado derecho | bajo las costillas | right under my ribs
        | under my right rib* | below my ribs | below my right rib* | beneath my ribs | right side above
        | right side by my ribs | rib cage on the right"""
    ),
    "ache": listed(
        """
        pain | pains | painful | hurt | hurts | hurting | ache | aches | aching | sore | tender | killing
        | killing me | swollen | burning | stabbing | sharp | cramp | cramping | throbbing | throbs | duele | duelen
        | dolor | punzada | punzadas | arde | inflamad* | molest* | doliendo | hinchad* | pressure | dolores | mata
        | matando"""
    ),
    "hives": listed(
        """
        hives | hive | welts | welt | rash | rashes | urticaria | roncha | ronchas | sarpullido | salpullido | bumps
        | red bumps | itchy bumps | blotches | red spots | granitos | manchas rojas | salpullidos | erupcion"""
    ),
    "spreading": listed(
        """
        climb* | creep* | traveling | travelling | marching | up my | down my | down to | to my face
        | onto my face | to my neck | neck and | up to | across my | around my neck | trep* | a la cara
        | en la cara | al cuello | subiendo | me suben | went from | moved to | moving to | whole chest
        | whole back | pasando a | pasaron a | llegaron a | bajando por | subiendo por | spread | spreads
        | spreading | all over | everywhere | whole body | entire body | head to toe | covered | covering
        | covers | worse | growing | over my | up my arms | up my arm | up my neck | down my arms | on my whole
        | moving up | cubiert* | extend* | extiend* | todo el cuerpo | toda la piel | todos lados
        | todas partes | regando | regaron | creciendo | cada vez mas | llena de | lleno de | por todo
        | por toda | taking over | crawling up | multiplying | head to foot | from head | my face and
        | my chest and arms | coming up all | avanz* | propag* | esparc* | empeor* | body is | all across
        | entire | and throat | and my lips | cada vez son mas | se multiplican | se multiplicaron
        | siguen saliendo | me siguen saliendo | keep popping up | keep coming | keeps popping up
        | more and more | keep appearing | spreadin | now on my | now its on | and now on | now also on
        | now all | y ahora en | ahora tambien en | up to my | down to my"""
    ),
    "shot_place": listed(
        """
        donde me pinchar* | donde me pinch* | donde me inyectan | donde me clavaron | donde me la pusier*
        | donde me metieron | donde entro la aguja | donde va la inyeccion | donde pincharon | donde inyectaron
        | donde me vacunaron | where the needle | where they jabbed | where they poked | where i was injected
        | where i was jabbed | where it was injected | where the injection | where they did the
        | where he stuck | where she stuck | injection site | shot site | injection spot | shot spot
        | injection area | site | the spot | spot where | injection | shot | where i got | where i had
        | where they gave | where they put | where they stuck | where they injected | where the nurse
        | where you gave | where she gave | where he gave | where you stuck | where u gave | where the shot
        | butt | butt cheek | buttcheek | cheek | glute | hip | buttock | lump | bump | knot | the place where
        | vivitrol | inyeccion | piquete | donde me pusieron | donde me inyectaron | donde me pusiste
        | donde me picaron | donde me aplicaron | donde me dieron | donde me puso | lugar de la inyeccion
        | sitio de la inyeccion | nalga | gluteo | pompi | pompis | pompa | cadera | bola | bolita | el area
        | donde fue la inyeccion | trasero | behind | backside | rear"""
    ),
    "site_sign": listed(
        """
        black | blackened | turning black | hard | harder | hardened | rock hard | pus | split open | goo | gunk
        | discharge | fluid coming | liquid coming | coming out of | wont heal | will not heal | not healing
        | getting bigger and | oozing | oozes | ooze | oozed | leaking | leaks | leaked | draining | drains
        | drainage | infected | infection | open sore | open wound | opened up | open hole | a hole | ulcer
        | ulcerated | necrosis | necrotic | dying | dead skin | blister | blisters | blistering | blistered
        | rotting | rotten | red streaks | streaks | smells | smelly | stinks | green | purple and | scab | crater
        | abscess | hot to the touch | burning hot | skin is coming off | skin coming off | skin peeling
        | peeling off | gangrene | wound | negr* | dur* | materia | infect* | supur* | llaga | llagas | ampolla
        | ampollas | abierta | herida | hoyo | agujero | morada y | podrid* | huele | escurre | escurriendo
        | necros* | absceso | le sale | me sale liquido | sale liquido | tiesa | costra | endurecid* | postema
        | hole | split"""
    ),
    "site_plain": listed(
        """
        hard to | hard time | hard day | hardly | too hard | so hard to | hard week | hard on me | hard for
        | work hard | hard worker | dead tired | black friday | black coffee | durmiendo | duro y dale | durante
        | duro con | duro para | duro dia | green light | infected with covid | hard about | hard being | hard pill
        | that hard | as hard as | hard not | been hard | really hard to | es duro | muy duro | duro estar
        | dying to | shot was hard | cuanto dura | dura mucho | me dura | dura la | the hard way"""
    ),
    "withdrawal": listed(
        """
        withdrawal | withdrawals | withdrawl | withdrawls | withdrawaling | withdrawing | dope sick | dopesick
        | abstinencia | malilla | malillas | malillando | precipitated | wds | w d s | mono | kicking hard | el mono
        | sindrome de abstinencia"""
    ),
    "collapse": listed(
        """
        fainted | fainting | faint twice | passed out | passing out | pass out | blacked out | blacking out
        | collapsed | lost consciousness | me desmaye | me desmayo | desmayo | desmayos | desmayando | desmayado
        | desmayada | perdi el conocimiento | perdi la conciencia | keeled over | hit the floor | lost conciousness
        | went down in the"""
    ),
    "sleepy_out": listed(
        """
        asleep | early | couch | drunk | on the bed | in bed | last night at | at 8 | at 9 | at 10 | before i could
        | before i | before taking | before i took | sleep | tired | exhausted | all day | from being tired
        | watching | before dinner | after dinner | flyers | candy | right after dinner | from work | nap
        | from exhaustion | passed out last night and forgot | forgot | and missed | cansad* | watching tv"""
    ),
    "heart": listed("heart | heartbeat | heart rate | corazon | pulse | pulso"),
    "heart_sign": listed(
        """
        racing | pounding | skipping | fluttering | irregular | beating fast | beating so fast | beating out
        | super fast | jumping | acelerad* | rapido | sale | brinca | late muy | brincando | palpit* | too fast
        | 140 | 150 | 130 | out of my chest | really fast"""
    ),
    "heart_word": listed("palpitations | palpitaciones | taquicardia | tachycardia | arritmia | arrhythmia"),
    "bloody": listed(
        """
        blood in | bloody | black and tarry | tarry | sangre en | con sangre | sangre al | coffee grounds
        | blood when i | black tarry"""
    ),
    "fever_high": listed(
        """
        high fever | fever of 10* | 102 | 103 | 104 | 105 | fiebre alta | 39 de | 40 de | calentura de 39
        | calentura de 40 | fever of 102 | fever of 103 | fiebre de 39 | fiebre de 40"""
    ),
    "cannot_do": listed(
        """
        not stand up straight | not stand straight | not even stand | not stand up | barely stand
        | barely stand up | barely walk | doubled over | double over in | doubled up in | fetal position
        | curled in a ball | no puedo enderezarme | no me puedo enderezar | doblad* del dolor
        | doblad* de dolor | no puedo ni pararme | no me puedo parar del | can not feel my | can not move my
        | can not walk | can not see | can not stand up | not feel my legs | not feel my face
        | no siento las piernas | no siento mis piernas | no puedo caminar | no puedo mover | perdi la vista
        | no siento la cara | can not move"""
    ),
    "worst": listed(
        """
        worst | unbearable | excruciating | agonizing | insane | severe | the most intense | intense | insoportable
        | peor | tremendo | fuertisimo | horrible | terrible | atroz | brutal | extreme | out of control"""
    ),
    "belly": listed(
        """
        stomach | abdominal | abdomen | belly | gut | guts | tummy | side | upper stomach | panza | barriga | vientre
        | estomago | costado | guata | abdominales"""
    ),
    "of_my_life": listed("of my life | in my life | ever had | i have ever | de mi vida | que he tenido | ever felt"),
    "throwing_up": listed(
        """
        throwing up | throw up | threw up | vomiting | puking | puke | vomit | vomited | puked | vomitando | vomito
        | vomite | vomitar | devolviendo | barfing | heaving | dry heaving"""
    ),
    "nonstop": listed(
        """
        nonstop | non stop | for days | every hour | days straight | two days | 2 days | 3 days | three days
        | sin parar | cada hora | dos dias | tres dias | hours straight | llevo dias | 24 hours | every 10 minutes
        | every 20 minutes"""
    ),
    "keep_down": listed(
        """
        keep anything down | keep water down | keep nothing down | keep even water down
        | keep any water down | keep anything | keep water | keep liquids down | retener nada
        | retengo nada | retener ni agua | retengo ni el agua | tolero ni agua | detener nada | keep fluids down
        | keep a thing down | hold anything down | hold water down"""
    ),
    "site_mild": listed(
        """
        red | redness | sore | itch* | bruise* | bruising | swollen | swelling | tender | lump | hurts | hurting
        | hot | warm | stings | burns | painful | pain | rojo | roja | adolorid* | hinchad* | pica | arde | moreton*
        | duele | dolor | bolita"""
    ),
}
