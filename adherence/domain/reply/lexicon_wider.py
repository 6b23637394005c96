"""Words for what is told in other ways than the narrower rules know: supply, visits, the service, wishes, use."""

from __future__ import annotations

from adherence.domain.reply.folding import listed

CLASSES: dict[str, tuple[str, ...]] = {
    "our_tablets": listed(
        """
        pill | pills | meds | med | medicine | medication | medications | bottle | tablets | prescription | script
        | refill | naltrexone | pill box | pillbox | pastillas | pastilla | medicina | medicinas | medicamento | frasco
        | receta | pastillero | naltrexona | botella de pastillas"""
    ),
    "bag_of_them": listed(
        """
        bag | purse | backpack | luggage | suitcase | car | gym bag | duffel | wallet | jacket | locker | bolsa
        | mochila | maleta | bolso | carro"""
    ),
    "gone_off": listed(
        """
        lost | stolen | stole | left | forgot | forgotten | missing | misplaced | dropped | flushed | ruined
        | soaked | melted | drowned | destroyed | burned | trashed | tossed | thrown | spilled | confiscated
        | towed | broken into | robbed | jacked | snatched | went down | disappeared | vanished | ate | chewed
        | perdi | perdio | perdieron | robaron | robo | olvide | deje | dejado | tiraron | tire | cayeron
        | cayo | mojaron | mojo | quemo | quemaron | extravie | desaparecio | desaparecieron"""
    ),
    "far_place": listed(
        """
        bus | greyhound | train | plane | flight | airport | hotel | motel | uber | lyft | taxi | cab | subway | ferry
        | mexico | another state | out of state | rest stop | gas station | casino | jail | hospital | shelter | airbnb
        | ride | autobus | camion | avion | aeropuerto | metro | tren | terminal | another city | old apartment
        | old place | evicted | storage"""
    ),
    "if_any": listed(
        """
        if i had any | if i had some | if i had one | if i had more | if i had them | if i had it | had any left
        | if there were any | si tuviera | si me quedaran | si hubiera | when i get more | once i get more
        | when the refill | until the refill | till the refill | when they refill"""
    ),
    "ask_move": listed(
        """
        can we | could we | can you | could you | can i | could i | any chance | any way | is it possible | possible to
        | would it be ok | would it be possible | how about | what about | lets | let us | need to | need it | need my
        | want to | rather | would like | would prefer | prefer | mejor | se puede | podemos | podriamos | podria
        | puede ser | puedo | quisiera | quiero | necesito | sera que | habra chance | ok to | mind if | want my"""
    ),
    "move": listed(
        """
        make it | make mine | do it | do | move | push | pushed | moved | bump | bumped | switch | start | come | go in
        | shift | slide | change | swap | have it | set it | schedule | get in | be seen | see | fit | squeeze | book
        | cambiar | mover | pasar | recorrer | ir | venir | llegar | dejar | dejarla | adelantar | atrasar | sea | ser
        | hacerla | pasarla"""
    ),
    "other_time": listed(
        """
        earlier | later | instead | sooner | another day | next week | next month | the week after | the day after
        | the following | tomorrow | an hour | half hour | half an hour | monday | tuesday | wednesday | thursday
        | friday | saturday | sunday | the 1* | the 2* | the 3* | noon | afternoon | morning | end of the month
        | end of the week | first thing | mas tarde | mas temprano | otro dia | otra hora | otra fecha | manana | lunes
        | martes | miercoles | jueves | viernes | sabado | domingo | fin de mes | fin de semana | proxima semana
        | semana que viene | otra semana | la tarde | la manana | temprano | otro horario"""
    ),
    "text_word": listed(
        """
        texts | text | messages | message | reminders | reminder | alerts | notifications | mensajes | mensaje
        | recordatorios | recordatorio | textos | avisos"""
    ),
    "text_trouble": listed(
        """
        time zone | timezone | wrong time | wrong hour | am | middle of the night | wake me | waking me | woke me
        | too early | too late | too many times | double | duplicate | never come | stopped coming | not coming
        | change it | change them | fix it | change the time | different time | moved | hora | madrugada | despiertan
        | muy temprano | muy tarde | no me llegan | cambien | cambienlo | repetidos"""
    ),
    "what_is_it": listed(
        """
        what is this | whats this | what is the point of these | what is this service | what is this for
        | what is this number for | what is this program | supposed to be for | who runs this | who sends these
        | who sent this | who set this up | how did i get on | signed me up | how does this work
        | what do i do with these | what am i supposed to | para que sirve | para que es | que es esto
        | esto que es | y esto que | quien manda | quien me apunto | quienes son ustedes | de que se trata
        | de que se tratan | como se usa | como funciona | que hago con"""
    ),
    "mis_dialed": listed(
        """
        misdial* | mis dialed | wrong person | wrong house | wrong phone | wrong party | wrong guy | wrong lady
        | wrong man | wrong woman | wrong contact | you have the wrong | you got the wrong | got the wrong
        | not my name | that is not my name | not who you think | different person | someone elses number
        | somebody elses number | numero equivocado | se equivoco | se equivocaron | equivocad* | no soy esa persona
        | este numero es de | este celular es de | this is a business | this is a landline | business line | work line
        | this number belongs | number was reassigned | i do not know who you | do not know any | no such person
        | no one by | nobody by | nobody named | no one named | nobody here named"""
    ),
    "shop": listed(
        """
        bakery | restaurant | pizzeria | salon | barbershop | office of | law office | dealership | church | school
        | warehouse | plumbing | roofing | florist | hotel desk | front desk | panaderia | restaurante | peluqueria
        | taller | ferreteria | iglesia | escuela | carniceria | tienda | taqueria"""
    ),
    "badly_want": listed(
        """
        want one | want some | want it | want to | need one | need some | need it | could use | could go for
        | would kill for | craving | craves | jonesing | fiending | itching for | dying for | tempted | temptation
        | thought of | thoughts of | thinking about | thinking of | keep thinking | urge | urges | desperate for
        | se me antoja | antojo | antojado | ganas de | quiero una | quiero un | quisiera una | muero por | no dejo de
        | tentado | tentada | tentacion"""
    ),
    "wished_for": listed(
        """
        beer | beers | wine | vodka | whiskey | drink | drinks | drinking | drank | bottle | liquor | booze | alcohol
        | using | use | high | pills | dope | heroin | fent | percs | oxys | bar | cold one | smoke | weed | get wasted
        | drunk | cerveza | cheve | chela | trago | tomar | tequila | copa | consumir | usar | meterme | droga | vino
        | pisto | relapse | relapsing | fix"""
    ),
    "so_much": listed(
        """
        so bad | so badly | bad | badly | real bad | really bad | so much | out of my head | out of my mind | on my mind
        | in my head | all day | all i think | like crazy | right now | tonight | today | god | man | muchas | un chingo
        | mucho | cabronas | de la cabeza | todo el dia | ahorita | hoy"""
    ),
    "got_drunk": listed(
        """
        got hammered | got wasted | got drunk | got trashed | got plastered | got smashed | got sloshed
        | got tipsy | got lit | got loaded | got buzzed | got tanked | got faded | got bombed | got blitzed
        | got shitfaced | tied one on | went on a bender | drank too much | drank myself | had too many
        | threw back | put away a | me emborrache | me puse pedo | me puse peda | me puse hasta | me embriague
        | me cure | me rasque | me puse una | agarre la jarra | agarre el pedo | me empede | me jale
        | anduve de parranda | me pase de copas | me pase de tragos | se me pasaron las copas
        | se me fueron las copas | me tome unas de mas | agarre la botella | volvi a la botella
        | volvi a agarrar | chupe otra vez | chupe de nuevo | chupe anoche | chupe el fin | el finde chupe
        | el fin chupe | anoche chupe | ayer chupe | empine el codo | me curda | me enfieste | me ajume
        | me enchispe | me mame | me mamé | me puse en pedo | en pedo anoche | me enguaye"""
    ),
    "spirits": listed(
        """
        sherry | port | brandy | cognac | champagne | wine | whiskey | vodka | gin | rum | bourbon | tequila | mezcal
        | beer | beers | case | six pack | sixpack | bottle of wine | box of wine | liquor cabinet | hooch | moonshine
        | sangria | prosecco | rose | merlot | cider | ipa | vino | cerveza | ron | caguama | pisco | aguardiente"""
    ),
    "emptied_it": listed(
        """
        finished it | finished the | finished off | polished it off | polished off | drank it | drank it all
        | drank the whole | killed the | killed it | downed it | emptied it | got opened | opened it | opened a
        | did not stop | could not stop | until it was gone | til it was gone | gone now | me lo acabe
        | me la acabe | me lo tome | me la tome toda | nos la acabamos | hasta acabarla"""
    ),
    "low_mood": listed(
        """
        been better | estado mejor | have been better | seen better days | animo por el suelo | por los suelos
        | por el piso | por el suelo | de capa caida | hecho polvo | hecha polvo | hecho mierda | hecha mierda
        | en el hoyo | en un hoyo | con el alma rota | no muy alla | ahi nomas tirandole a mal | de bajon | bajon
        | bajoneado | con ganas de llorar | sin animo | sin animos | down in the dumps | in the dumps | in a funk
        | in a rut | in a hole | in a dark place | rock bottom | falling apart | barely hanging | hanging by
        | not myself | like garbage | like crap | like shit | not great | not so hot | could be better | rough patch
        | rough one | running on fumes | running on empty | burned out | burnt out | wrung out | worn down | beat down
        | going through it | going thru it | struggle bus | hot mess"""
    ),
    "coming_now": listed(
        """
        on the bus | on the train | on my way | in the car | in an uber | in the uber | heading over | heading there
        | running late | running behind | minutes late | min late | bit late | pulling in | pulling up | parking
        | see you there | see you then | be there | estare | ahi estare | alli estare | alla estare | ya voy
        | voy en camino | voy llegando | llego en | llego tarde | llego un poco | ya casi llego | ahi nos vemos
        | alla nos vemos | cuenten conmigo | count me in | planning on it | penciled in | its on my calendar
        | on my calendar | wild horses | with bells on | wouldnt miss"""
    ),
}
