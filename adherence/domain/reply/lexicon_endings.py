"""Words of ending oneself, of a mind that holds on to it, of a future not expected, and of parting, by class."""

from __future__ import annotations

from adherence.domain.reply.folding import listed

CLASSES: dict[str, tuple[str, ...]] = {
    "own_end": listed(
        """
        stay asleep forever | asleep and stay that way | asleep and never | easiest way to go | easiest way to die
        | easiest way to end | painless way | quickest way to die | quickest way to go | quickest way to end
        | fastest way to die | forma mas facil de morir | forma mas facil de irme | forma mas rapida de morir
        | manera mas facil de morir | edge of the platform | edge of the roof | edge of the bridge
        | edge of the building | edge of the cliff | edge of the balcony | orilla del puente | orilla de la azotea
        | orilla del techo | borde del puente | suicid* | suiside | suicde | suicied | sewerslide
        | sewer slide | sewercide | sooicide | soucide | unaliv*
        | un alive | un aliving | self delete | self deleting | self deletion | delete myself | erase myself
        | kill myself | killing myself | killed myself | kill my self | killin myself | end myself | off myself
        | offing myself | offed myself | end my own | end my life | ending my life | end this life | take my life
        | take my own life | taking my life | take myself out | taking myself out | remove myself from
        | rope myself | neck myself | hang myself | hanging myself | hung myself | shoot myself | shooting myself
        | drown myself | drowning myself | poison myself | gas myself | starve myself to death | slit my
        | slitting my | slash my | slashing my | cut my wrists | cutting my wrists | open my veins | open my wrists
        | catch the bus forever | permanent sleep | the long sleep | forever sleep | the big sleep | dirt nap
        | eternal rest | final exit | one way ticket out | check out permanently | log off forever
        | log off permanently | log out for good | log off for good | logging off for good | game over for me
        | blow my brains | blow my head | bullet in my | bullet to my | eat a bullet | eat my gun | eat the gun
        | swallow a bullet | suck start | stop being alive | stop breathing forever | stop my heart
        | not be alive anymore | matarme | me mato | me mate | me matare | me quiero matar | quitarme la vida
        | me quito la vida | quitarme de en medio | quitarme del medio | quitarme de enmedio | me quito de en medio
        | me quito del medio | quitarme del camino | desvivirme | me desvivo hoy | ahorcarme | me ahorco | colgarme
        | me cuelgo | cortarme las venas | cortar las venas | me corto las venas | abrirme las venas | rajarme
        | me abro las venas | tirarme al | tirarme del | tirarme de un | tirarme de la | tirarme a las vias
        | tirarme por la | aventarme al | aventarme del | aventarme de | aventarme por | botarme del | botarme de
        | lanzarme al | lanzarme del | lanzarme de | lanzarme por | arrojarme | estrellarme | estamparme contra
        | pegarme un tiro | darme un tiro | meterme un tiro | meterme un balazo | darme un balazo | volarme la cabeza
        | volarme los sesos | me vuelo la cabeza | me pego un tiro | me doy un tiro | me meto un tiro
        | acabar conmigo | acabar con mi vida | terminar con mi vida | terminar con mi existencia | poner fin a mi
        | ponerle fin a todo | poner fin a todo | acabar con mi sufrimiento | acabar con este sufrimiento
        | irme al otro mundo | irme de este mundo | partir de este mundo | dejar este mundo | dejar esta vida
        | irme de esta vida | dejar de existir | dejar de vivir | dejar de respirar | dejar de sufrir
        | dejar de estar vivo | dejar de estar viva | petatearme | colgar los tenis | estirar la pata
        | envenenarme | ahogarme en | borrarme del mapa | borrarme de este mundo | desaparecerme
        | tomarmelas todas | tragarmelas todas | pastillas de un jalon | suisidarme | suisidio | suicidarme
        | harakiri | me quiero ir de este mundo | ya me quiero ir de este mundo | mejor muert* | estar muert*
        | estaria mejor muert* | estar bajo tierra | bajo tierra | la fosa | the grave | in a grave | in my grave
        | in a coffin | in a box by | pushing daisies | pushing up daisies | 6 ft under | six feet under"""
    ),
    "mind_on": listed(
        """
        keep thinking | keep picturing | keep imagining | keep seeing | keep looking | keep staring | keep dreaming
        | keep fantasizing | keep going back to | keep hearing | keep planning | keeps telling me to | picturing
        | imagining | fantasizing | daydreaming | dreaming about | thinking about | thinking of | think about
        | think of | thought about | thought of | thoughts of | thoughts about | thinking bout | obsessing
        | obsessed with | plotting | researching | googling | googled | searched | looked up | looking up
        | reading about | eyeing | eyeballing | staring at | looking at | tempted to | tempted by | urge to | urges to
        | impulse to | considering | contemplating | planning to | have a plan | got a plan | made a plan | ready to
        | wanting to | itching to | not stop thinking | in my head | on my mind | crossed my mind | crosses my mind
        | pienso en | pensando en | pensar en | he pensado en | pense en | pienso mucho en | me imagino | imagino
        | imaginando | se me ocurre | sueno con | me dan ganas de | dan ganas de | ganas de | tentado a | tentada a
        | mirando | viendo | me quedo viendo | no dejo de pensar en | la idea de | me ronda | me la paso pensando en
        | fantaseo con | planeando | buscando como | busque como | averiguando"""
    ),
    "fatal_place": listed(
        """
        bridge | bridges | overpass | rooftop | ledge | cliff | train tracks | railroad tracks | the tracks
        | oncoming traffic | into traffic | oncoming | guardrail | the train | the subway | driving off | drive off
        | driving into | drive into | drive my car into | crashing my car | crash my car | crash the car
        | wreck my car | wrecking my car | running my car | swerving into | swerve into | head on into | walking into
        | walk into traffic | walk in front of | step in front of | stepping in front | jumping off | jump off
        | jumping out | jump out the | jumping in front | jump in front | the balcony | the noose | noose | my belt
        | closet rod | my gun | the gun | a gun | his gun | dads gun | my pistol | the pistol | my knife | the knife
        | knives | razor | razors | razor blade | razor blades | box cutter | rope | the exhaust | exhaust pipe
        | carbon monoxide | all my pills | all the pills | all these pills | those pills all | whole bottle
        | bottle of pills | lethal | dying | being dead | death | my funeral | my own funeral | the end
        | not existing | not waking | never waking | not being here | not being around | ending it | ending things
        | ending everything | end it | end things | end it all | hurting myself | harming myself | cutting myself
        | cutting | cut myself | hurt myself | puente | el tren | las vias | el metro | la azotea | el techo
        | el barranco | el precipicio | la soga | una soga | una cuerda | la pistola | una pistola | el arma
        | la navaja | las navajas | el cuchillo | los cuchillos | veneno | el balcon | la muerte | morir | morirme
        | mi funeral | mi entierro | mi velorio | no despertar | no existir | hacerme dano | lastimarme | cortarme
        | acabar con todo | terminar con todo | chocar el carro | estrellar el carro | chocarme | aventarme | tirarme
        | lanzarme | the river | the lake and not | el rio"""
    ),
    "plain_place": listed(
        """
        traffic | commute | detour | construction | toll | bridge loan | bridge club | golden gate park | stuck
        | running late | train is late | late | game | movie | show | tour | visit | photo | picture | fishing
        | camping | hike | hiking | swimming | kayak | boat | hunting | range | cooking | dinner | carving | chef
        | shaving | beard | deer | bungee | skydiving | parachute | vacation | trip | trabajo | trafico | paseo
        | pelicula | pesca | cocina | quitting my job | the end of the | the end of this | cutting back
        | cutting down | cut back | cut down | cutting out | cutting grass | cutting class | cutting weight
        | cutting carbs | cutting onions | clogged | job | contract | lease | relationship | marriage | class
        | subscription | plan b | end of the month | end of the week | death march | moms death | dads death
        | brothers death | his death | her death | anniversary of | la muerte de | muerte de mi | wood | nails
        | drink | drinking | beer | using | use | high"""
    ),
    "make_it": listed(
        """
        make it | making it | made it | survive | surviving | last | lasting | get through | getting through
        | live through | living through | live | be alive | be here | be around | be breathing | see | be there
        | wake up | waking up | hold on | holding on | hang on | llego | llegar | aguanto | aguantar | amanecer
        | amanezco | despertar | despierto | paso | pasar | sobrevivir | sobrevivo | ver | vivir | estar | estare
        | salir de"""
    ),
    "no_tomorrow": listed(
        """
        through the night | through tonight | through this night | thru the night | through another night
        | through another day | through today alive | through the weekend | through this weekend | through this week
        | through this year | through the holidays | to see tomorrow | see tomorrow | to tomorrow
        | till tomorrow | until tomorrow | to the morning | to morning | till morning | until morning
        | in the morning alive | the sunrise | the sun come up | another sunrise | another day | another night
        | another week | another year | another birthday | another christmas | next christmas | my next birthday
        | my birthday | past tonight | for christmas | for my birthday | for thanksgiving | for the holidays
        | for new years | para navidad | para mi cumpleanos | past today | past this week | past the weekend
        | past 30 | past tomorrow
        | to next week | till next week | much longer | this one out | to see the morning | the night | the morning
        | the weekend alive | the new year alive | esta noche | la noche | otra noche | a manana | hasta manana
        | otro dia | otra semana | al lunes | a la semana | otro ano | otra navidad | para contarlo | a fin de ano
        | manana viv* | un dia mas | una noche mas | mas tiempo aqui | de esta noche | de hoy | de esta"""
    ),
    "no_end_meant": listed(
        """
        without a drink | without drinking | without using | without a beer | without coffee | shift | class | work
        | meeting | movie | appointment | visit | cita | dinner | flight | interview | sober | clean | drive | party
        | game | season | trip | vacation | refill | asleep | falling asleep | sueno | dormid* | battery | phone
        | bateria | sleep | paycheck | pills | bottle | clinic | bus | train | traffic | ride | baby | kids | dog
        | coffee | caffeine | sin tomar | sin beber | sin cafe | turno | trabajo | sin consumir | pastillas | ibuprofen
        | gym | test | exam | rent | money | gas | no drinks | rehab | out of town | en la ciudad | doctor | playoffs
        | finals | final | craving | cravings | temptation | tequila | beer | drink"""
    ),
    "where_going": listed(
        """
        where i am going | where i am headed | where i am heading | where im going | the place i am going
        | a donde voy | adonde voy | donde voy a estar | para donde voy | al lugar donde voy | pa donde voy"""
    ),
    "plain_journey": listed(
        """
        signal | service | reception | wifi | clinic | pharmacy | vacation | trip | weather | hot | cold | rain
        | beach | jail | prison | rehab | deployment | job | drinks | drink | alcohol | beer | bar | party | open bar
        | booze | wine | hotel | motel | flight | airport | parking | park | address | directions | map | refill
        | senal | internet | farmacia | clinica | playa | viaje | calor | frio | trabajo | fiesta | carcel | trago
        | cerveza | phone | tell you | know where | dont know where | ask me where | asked me where"""
    ),
    "not_have_to": listed(
        """
        will not have to | not have to bother | not have to worry | not have to text | not have to deal
        | not have to remind | not have to check | not need to bother | not need to worry | not need to text
        | not need to check | not need to remind | not gotta worry | not be bothering | will not bother
        | not be a problem | not be needing | will not need | will not be needing | not be a bother
        | not be your problem | ya no tendran que | ya no van a tener que | no van a tener que
        | ya no va a tener que | ya no tendra que | ya no hara falta | ya no los voy a molestar
        | ya no voy a molestar | no los molestare mas | ya no voy a necesitar | ya no voy a ser una carga
        | ya no van a saber de mi | no van a saber de mi | no volveran a saber de mi | ya no sabran de mi
        | no voy a dar mas lata | ya no voy a dar lata | ya no me van a ver | no me van a volver a ver
        | no me volveran a ver | not hear from me | never hear from me | not be hearing from me | not see me
        | never see me | not be seeing me | not be seeing any of | will not be seeing | not matter anymore"""
    ),
    "after_now": listed(
        """
        after tonight | after today | after tomorrow | after this week | after this weekend | after this | come tomorrow
        | by tomorrow | by morning | soon enough | anymore | any more | ever again | again | much longer | for long
        | from now on | tomorrow | despues de hoy | despues de esta noche | despues de manana | a partir de manana
        | a partir de hoy | desde manana | manana | nunca mas | nunca | jamas | por mi | mas"""
    ),
    "plain_after": listed(
        """
        refill | refills | reminder app | alarm | moved | moving | new phone | new number | transfer* | discharged
        | graduated | graduate | finished | program | insurance | doctor | pharmacy | appointment | visit | cita
        | job | work | stop texting | unsubscribe | clinic | shot | vivitrol | sponsor | got a pill box | pillbox
        | pastillero | alarma | me mudo | farmacia | cambie | prescription | bottle | drink | drinking | dealer"""
    ),
    "bye": listed(
        """
        bye | goodbye | good bye | byebye | farewell | so long | adios | hasta nunca | chao | chau | me despido
        | despedida | despidanme"""
    ),
    "for_ever": listed(
        """
        forever | for good | for ever | everybody | everyone | world | cruel world | this world | life | yall
        | you all | all of you | friends | my kids | my babies | my family | my love | mom | para siempre | a todos
        | a todas | mundo | mundo cruel | vida | familia | mis hijos | siempre | por siempre"""
    ),
    "plain_bye": listed(
        """
        weed | booze | beer | alcohol | drinking | drugs | wine | cravings | headaches | stress | summer
        | winter | work | weekend | friday | monday | ttyl | later | see you tomorrow | talk tomorrow | cerveza
        | trago | alcoholismo | buen fin | party | smoking | cigarettes | job | boss | hello to | said
        | party for | coworker | going away | retirement | season | moving away | dropped | airport | school
        | college | army | coworkers | teammates | students | last day of | last day at"""
    ),
    "tend_for_me": listed(
        """
        take care of my | take good care of my | look after my | watch over my | watch after my | please feed my
        | someone feed my | somebody feed my | find a home for my | find my dog a home | raise my | be there for my
        | tell my | let my | make sure my | hug my | kiss my | cuiden a mi | cuiden a mis | cuiden mucho a | cuida a mi
        | cuide a mi | cuida a mis | cuide a mis | cuidenme a mi | cuidenme a mis | cuiden de mi | cuiden de mis
        | les encargo a | le encargo a | te encargo a | encargo a mis | encargo mucho a | encarguense de mi
        | encarguense de mis | velen por mi | diganle a mi | diganles a mis | dile a mi | dile a mis | digale a mi
        | digales a mis | abracen a mis | besos a mis"""
    ),
    "my_people": listed(
        """
        kids | kid | children | son | sons | daughter | daughters | babies | girls | boys | mom | mother | mama | dad
        | father | papa | wife | husband | family | parents | sister | brother | grandkids | grandma | girlfriend
        | boyfriend | dog | dogs | cat | cats | pets | pup | puppy | hijo | hija | hijos | hijas | ninos | nino | nina
        | jefita | jefa | viejita | madre | padre | padres | esposa | esposo | familia | perro | perros | perrito
        | perrita | gato | gatos | gatito | mujer | hermano | hermana | chamacos | nietos | bebe | chiquitos"""
    ),
    "parting": listed(
        """
        i love | love them | love her | love him | loved them | loved her | loved him | i am sorry | am so sorry
        | sorry | when i am gone | after i am gone | once i am gone | if i am gone | if i do not make it | for me
        | if something happens to me | if anything happens to me | not their fault | not her fault | not his fault
        | not your fault | nobodys fault | forgive me | i tried | was not enough | proud of | remember me
        | without me | is gone | los amo | los quise | los quiero | las amo | la amo | lo amo | la quiero | lo quiero
        | la quise | lo quise | los ame | perdon | perdonen | me perdone | me perdonen | lo siento | no fue su culpa
        | no es su culpa | cuando ya no este | cuando me vaya | cuando no este | si me pasa algo | si algo me pasa
        | si ya no estoy | ya no voy a estar | no aguante | no pude mas | que los ame | que la ame"""
    ),
    "plain_tend": listed(
        """
        weekend | vacation | trip | while i am at | while i work | appointment | cita | babysitter | sitter
        | this afternoon | number | phone | text my wife | text my husband | call my | texts go | hospital stay
        | surgery | operation | cirugia | work | trabajo | late | tarde | school | dinner | stop texting | doctor
        | medicine | pills | meds | pill | dose | appointment time | happy birthday | birthday | hi | hello | saludos
        | rehab | detox | jail | treatment | shower | nap"""
    ),
    "wants_over": listed(
        """
        want it to end | want it to be over | want it over | want it all to end | want it all over
        | want all of it to | want this to end | want this to be over | want everything to end
        | want everything to stop | want the pain to end | want the pain to stop forever
        | want it to stop forever | want to stop hurting forever | want to be done | want to be done with
        | want to be gone | want to be dead | want to disappear | want to vanish | want to fade
        | want to fade away | want to go away forever | want to cease | want to not be | want to not exist
        | want to not wake | want out of this life | want out of my life | want off this planet
        | want off this ride | want to go to sleep and not | want to sleep and never | want to sleep and not
        | want to sleep forever | want to close my eyes forever | want to close my eyes and not
        | want to close my eyes and never | want to lay down and not | want to lay down and never
        | want to rest forever | want to go home to god | want to be with jesus | want to be with god
        | want to go be with | want to check out | wish i was dead | wish i were dead | wish i was gone
        | wish i were gone | wish i was never born | wish i had never been born | wish i would just die
        | wish i could disappear | wish i could die | wish i could just die | wish i could just disappear
        | wish i could sleep forever | wish i did not exist | wish i did not wake | wish i would not wake
        | wish somebody would kill | wish someone would kill | wish a truck | wish a car would
        | wish a bus would | hope i die | hope i do not wake | hope i never wake | hope i will not wake
        | hope i just die | rather be dead | rather not be here | rather not exist | rather not wake
        | better off dead | better dead | quiero que todo termine | quiero que todo se acabe
        | quiero que todo acabe | quiero que esto termine | quiero que esto acabe | quiero desaparecer
        | quisiera desaparecer | quiero dormir para siempre | quiero dormirme y no | quiero dormir y no
        | quiero cerrar los ojos y no | quiero cerrar los ojos para | quiero irme para siempre
        | quiero irme con dios | quiero irme ya de | quiero estar muert* | quisiera estar muert*
        | quisiera no despertar | quisiera no existir | quisiera no haber nacido | quisiera morir*
        | quisiera ya no | ojala me muriera | ojala me muera | ojala no despertara | ojala no despierte
        | ojala no amanezca | ojala nunca hubiera nacido | ojala no hubiera nacido | ojala no existiera
        | ojala me atropelle | ojala me caiga | prefiero morir* | prefiero estar muert* | prefiero no despertar
        | prefiero no existir | preferiria estar muert* | preferiria morir* | me quiero morir
        | me quiero dormir y no | me quiero ir de aqui para | me quiero ir para siempre | me quiero desaparecer
        | ya me quiero morir | ya quiero morirme | ya me quiero ir | ya quiero descansar de todo
        | descansar de esta vida | descansar de todo esto | descansar para siempre"""
    ),
    "no_worth": listed(
        """
        reason to live | reasons to live | reason to stay alive | reasons to stay alive | reason to be alive
        | reasons to be alive | reason to stay here | reason to keep going | reasons to keep going
        | reason to go on | reasons to go on | reason to wake up | reason to exist | reason for living
        | reason to be here | reasons to be here | reason to stick around | reason to keep living
        | point in living | point of living | point in going on | point in being alive | point in being here
        | point in existing | point in staying alive | point to living | point to life | point in life
        | point of being alive | point of life | point of going on | point in trying to live
        | purpose in living | purpose to live | use living | use in living | worth living | worth living for
        | worth being alive | hope left for me | future for me | fight left in me | fight left | sentido vivir
        | sentido a la vida | sentido a vivir | sentido seguir viviendo | sentido a seguir | sentido mi vida
        | caso seguir viviendo | caso vivir | chiste vivir | razon para vivir | razones para vivir
        | razon para seguir | razones para seguir | motivo para vivir | motivos para vivir | motivo para seguir
        | motivos para seguir | razon para despertar | ganas de vivir | ganas de seguir viviendo
        | ganas de seguir viv* | ganas de estar viv* | ganas de existir | ganas de despertar
        | fuerzas para vivir | fuerzas para seguir viviendo | will to live | will to go on
        | will to keep living | desire to live"""
    ),
    "none_left": listed(
        """
        no | not | 0 | zero | without | nothing | never | lost | losing | lost the | ran out of | out of | what is the
        | what | any | hardly any | few | where is the | sin | ya no | ni | ningun | ninguna | nada | perdi | perdi las
        | se me fueron | se me acabaron | se me quitaron | no le veo | no le hallo | no veo | no encuentro | no tiene
        | que | cual | cual es el | para que"""
    ),
    "hung_up": listed(
        """
        up | tied | ready | hung | hanging from | rafter | rafters | beam | closet | garage | tree branch | neck | lista
        | listo | amarrada | amarrado | colgada | viga | cuello | broke | snapped | se rompio | rompio | waiting
        | fan | bought | compre"""
    ),
    "lightly": listed("lol | lmao | emoji_laugh | haha* | jaja* | jk | rofl"),
    "plain_death": listed(
        """
        battery | phone | cell | laptop | car | truck | tired | asleep | serious | line | laugh* | boredom
        | bored | hungry | hunger | starving | thirst | thirsty | heat | hot | cold | cansancio | cansad*
        | risa | hambre | sueno | calor | frio | sed | pena | miedo | aburr* | verguenza | movie | show | game
        | series | pelicula | serie | juego | plant | plants | mouse | bug | spider | embarrass* | cringe
        | cute | curious | see you | meet you | know | idiom | pizza | tacos | coffee | beer | cerveza | drink
        | cigarette | smoke | chocolate | zombie | inside lol | almost | nearly | casi | clinically | revived
        | narcan | sober | recovery | clean | feet | hard habit | die hard | diet | weight | lift | zone
        | bedroom | pan | walking dead | grateful dead | day of the dead | dia de muertos | dia de los muertos
        | el dia de | muertos de | batteries | dead to me | over my dead | dead wrong | deadline | celular
        | carro | pila | bateria | telefono | would rather | ganas | emocion | antojo | por un | por una"""
    ),
    "departed_person": listed(
        """
        mom died | dad died | brother died | sister died | son died | daughter died | friend died | wife died
        | husband died | uncle died | aunt died | grandma died | grandpa died | dog died | cat died | passed
        | passed away | moms death | dads death | brothers death | sisters death | friends death | sons death
        | anniversary | died | murio | fallecio | funeral of | his death | her death | their death | he is dead
        | she is dead | found him dead | found her dead"""
    ),
    "gun_near": listed(
        """
        loaded | on the bed | on bed | on my bed | in bed | in my lap | my lap | in my hand | my hand | in my mouth
        | my mouth | to my head | my head | on the table | under my pillow | nightstand | in the drawer | next to me
        | beside me | right here | staring at | looking at | holding | took out | pulled out | cargada | en la mano
        | en la boca | en la cama | en la mesa | en las piernas | en la cabeza | saque"""
    ),
    "gun_away": listed(
        """
        locked | lock box | sold | gave away | gave it | gave my | got rid | removed | safe | police | no guns
        | not own a | not have a gun | do not have a gun | game | video game | xbox | hot glue | work | security"""
    ),
    "world_without": listed(
        """
        better off without me | be better without me | happier without me | better with me gone | better if i was dead
        | better if i were dead | better if i died | better if i was gone | better if i were gone
        | better if i disappeared | better if i was not here | better if i did not exist | better when i am gone
        | easier without me | easier if i was gone | easier if i died | not miss me | never miss me
        | even notice if i | notice i am gone | notice if i was gone | notice if i died | care if i died
        | care if i was dead | care if i was gone | care if i disappeared | care if i am alive | care if i live
        | mejor sin mi | estarian mejor sin mi | estaran mejor sin mi | estarian mejor si yo | mejor si yo no
        | mejor si me muero | mejor si no estuviera | mejor si ya no estoy | viviran mejor sin mi | felices sin mi
        | nadie me va a extranar | nadie me extranaria | nadie me va a echar de menos | nadie se daria cuenta
        | a nadie le importaria | nadie lloraria | soy un estorbo | soy una carga para | solo soy una carga
        | solo soy un estorbo | nomas estorbo | solo estorbo | a burden to everyone | a burden on everyone
        | a burden to my | a burden on my | a burden to them | waste of space | waste of oxygen"""
    ),
}
