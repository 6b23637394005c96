"""Words of dying, of not wishing to live, of being a burden and of parting, by class, in both languages."""

from __future__ import annotations

from adherence.domain.reply.folding import listed

CLASSES: dict[str, tuple[str, ...]] = {
    "deed": listed(
        """
        suicid* | unalive | end it all | ending it all | end my life | ending my life | end this life
        | ended my life | take my life | took my life | taking my life | take my own life | blow my brains out
        | blow my head off | blow my brains | bullet in my head | bullet through my head | gun to my head
        | leave this world | leave this earth | leaving this world | quitarme la vida | quitar la vida
        | acabar con mi vida | terminar con mi vida | irme de este mundo | ir de este mundo | dejar este mundo
        | matarme | me mato | mato solo | me quiero matar | me voy a matar | me quisiera matar | ahorcarme
        | me ahorco | me voy a ahorcar | me quiero ahorcar | colgarme | me cuelgo | me voy a colgar
        | me quiero colgar | cortarme las venas | cortar las venas | corte las venas | darme un tiro | dar un tiro
        | pegarme un tiro | pegar un tiro | meterme un tiro | meter un tiro | pegar un balazo | pegarme un balazo
        | dar un balazo | darme un balazo | meter un balazo | envenenarme | morirme ya | end it tonight
        | ending it tonight | end it now | ending it now | end it right now | end things tonight | noose | self harm
        | self harming | selfharm | autolesion* | sewerslide | sewer slide | unaliv* | danger to myself
        | a danger to others | peligro para mi mismo | do not look for me | dont look for me | no me busquen
        | self harmed | self harms | selfharm* | self injur* | self mutilat* | me autolesion* | kill my own self
        | off my self | end my own life | ended it all | unaliving | quitarse la vida | autolesionarme
        | take myself out"""
    ),
    "die": listed(
        """
        die | be dead | dead | death | be gone forever | not wake up | never wake up | do not wake up
        | not waking up | would not wake up | will not wake up | did not wake up | stop existing | stop living
        | not exist | not be alive | cease to exist | end it | ending it | end things | ending things
        | end everything | end this life | sleep forever | in heaven | never been born | not been born | never born
        | not survive | not be here anymore | not here anymore | not be around anymore | not alive
        | go and not come back | morir | morirme | morirnos | muera | muriera | muerto | muerta | desaparecer
        | no despertar | no despertara | no despierte | no existir | acabar con todo | terminar con todo
        | acabe todo | se acabe todo | irme al cielo | disappear | vanish | never wake | not waking
        | nunca despertar | no haber nacido | no volver a despertar | no despertar nunca | no despertar jamas
        | no despertar mas | termine todo | se termine todo | terminara todo | acabara todo | se acabara todo
        | se termine esto | be off this earth | kick the bucket | be six feet under | be in the ground
        | end my suffering | end my pain"""
    ),
    "want": listed(
        """
        want | wants | wanted | wanting | wish | wished | wishing | hope | hoping | hoped | rather | deserve
        | thinking | think about | thought about | thoughts | thought of | feel like | feeling like | urge | urges
        | considering | planning | plan | ready to | about to | tried to | trying to | let me | please let | like to
        | need to | might as well | quiero | quisiera | queria | deseo | ojala | espero | prefiero | preferiria
        | pienso | pensando | pensado | pense | ganas | trate de | intente | intento | planeo | merezco | better off
        | mejor | gustaria | dan ganas | tempted to | tempted | wanting to | decided to | decided | decidi
        | contemplating | keep wanting | craving to"""
    ),
    "will": listed(
        """
        going to | will | about to | gonna | might | could | should | fixing to | ready to | voy a | vamos a
        | planning to | plan to | want to | wanna | need to | would"""
    ),
    "wish_life": listed(
        """
        want | wants | wanted | wish | care | deserve | feel like | like | worth | quiero | quisiera | queria
        | deseo | ganas | aguanto | soporto | tolero | bear | stand | plan | planning | plan on | planning on
        | expect | intend | expecting | planeo"""
    ),
    "live": listed(
        """
        live | alive | living | exist | existing | existence | go on | going on | keep going | continue living
        | keep living | vivir | vivo | viva | viviendo | existir | seguir viviendo | seguir vivo | seguir viva
        | seguir aqui | seguir adelante | seguir luchando | seguir asi | seguir existiendo | estar en este mundo
        | de este mundo | la vida | esta vida | mi vida | vida | life | this life | being here | be around anymore
        | breathing | be in this world | to be in this world | being around | being here tomorrow
        | seguir en este mundo | estar en la tierra | stay in this world | on this planet | on this earth
        | on this world | in this life | en este planeta | en esta vida | en esta tierra | be on this planet
        | be on this earth"""
    ),
    "life_end": listed(
        """
        despertar | despertarme | be here | be here anymore | wake up | wake up anymore | wake up tomorrow
        | wake up again | estar aqui"""
    ),
    "reason": listed(
        """
        reason | reasons | point | purpose | sense | motive | motivo | motivos | razon | razones | sentido | caso
        | chiste"""
    ),
    "asked_why": listed(
        """
        what is the | what the | why | para que | que | wats the | see a | see any | see the | see no"""
    ),
    "tired": listed(
        """
        tired of | tired from | sick of | done with | done | finished with | through with | over | exhausted of
        | exhausted from | cansado de | cansada de | canse de | harto de | harta de | fastidiado de | fastidiada de
        | exhausted by | cans* de | aburri* de | given up on | giving up on | gave up on | want out of | give up on
        | give up | giving up"""
    ),
    "living": listed(
        """
        living | being alive | life | this life | existing | breathing | my life | everything in life | vivir
        | la vida | esta vida | existir | mi vida | la vida entera | tanto vivir | all of life"""
    ),
    "fighting": listed("fighting | trying | holding on | luchar | pelear | living | with life | con la vida"),
    "burden": listed("burden | estorbo | carga | waste of space | waste of oxygen"),
    "being": listed(
        """
        am | soy | being | feel like | feeling like | become | becoming | me siento | siento que soy | was | just"""
    ),
    "better": listed(
        """
        better | happier | easier | fine | relieved | mejor | mejores | felices | tranquil* | feliz | aliviad*"""
    ),
    "without_me": listed(
        """
        without me | if i was gone | if i were gone | if i was dead | if i died | if i were dead | if i was not here
        | if i were not here | if i was not around | if i am gone | if i disappear* | if i just died
        | if i was never born | with me dead | with me gone | when i am gone | once i am gone | when i am dead
        | once i am dead | after i am gone | me dead | me gone | if i did not exist | if i live or die
        | whether i live or die | if i die | si me muero | si me muriera | si yo no estuviera | si no estuviera
        | si ya no estuviera | si yo me muriera | si yo muriera | si muero | sin mi | conmigo muert*
        | cuando me muera | cuando ya no este | si yo no existiera | si desaparezco | si desapareciera
        | si yo me muero | que yo no existiera | que no existiera | que yo no este | que me muriera
        | no haber nacido | when i am not here | que yo no estuviera | better off gone | better off not here
        | off gone | if i was just gone | if i were not around"""
    ),
    "nobody": listed(
        """
        nobody | no one | noone | anyone | anybody | not anyone | nadie | who would | they would not | none of them
        | ni quien"""
    ),
    "miss_me": listed(
        """
        miss me | missing me | miss me if | me extran* | me va a extran* | extranar* | me echa* de menos
        | notice i am gone | care if i"""
    ),
    "mind": listed("care | cares | notice | miss | matter | importa* | extran* | cared | needs | wants"),
    "goodbye": listed(
        """
        goodbye | goodbyes | good bye | good byes | farewell | adios | despedi | despedida | despedirme | despido
        | despedido | bye forever | bye bye everyone | bye everyone | bye everybody | bye yall | bye world
        | adios mundo | adios a todos"""
    ),
    "all": listed(
        """
        everyone | everybody | world | forever | cruel | letter | letters | note | notes | all | para siempre
        | mundo | todos | todas | for good | siempre | video | videos"""
    ),
    "family": listed(
        """
        kids | kid | children | son | sons | daughter | daughters | mom | mother | mama | dad | father | papa | wife
        | husband | family | parents | sister | brother | girls | boys | baby | babies | hijo | hija | hijos | hijas
        | mujer | esposa | esposo | familia | hermano | hermana | nina | nino | ninos | girlfriend | boyfriend
        | padres | everyone | them | madre"""
    ),
    "love": listed(
        """
        i love | i loved | i love them | love her | love him | love them | i am sorry | sorry | quiero | amo | quise
        | ame | perdon* | cuiden | fault | proud | not her fault | culpa"""
    ),
    "tell": listed("tell | diganle | diganles | dile | diles | digale | digales | let | cuiden"),
    "note": listed(
        """
        note | my note | letter | letters | goodbye letter | carta | cartas | nota | will | testamento | recado"""
    ),
    "give_away": listed(
        """
        gave away | giving away | give away | given away | gave | giving | regale | regalando | regalar"""
    ),
    "belongings": listed(
        """
        things | stuff | dog | dogs | cat | belongings | everything | possessions | all my stuff | cosas | perro
        | gato | pertenencias"""
    ),
    "soon": listed(
        """
        soon | tomorrow | tonight | anymore | any more | much longer | in the morning | by morning | by then
        | next week | long | manana | pronto | again | anyway"""
    ),
    "when_read": listed(
        """
        you read this | read this | reading this | you see this | you get this | lean esto | lees esto | lea esto
        | vean esto | reciban esto | this reaches you"""
    ),
    "gone": listed(
        """
        gone | dead | not be here | not be around | no voy a estar | no estare | ya no este | estare muert* | muert*"""
    ),
    "way_to_die": listed(
        """
        way to die | ways to die | ways to kill | way to kill | way to go out | how to die | how to kill
        | would kill a person | kill a person | lethal dose | fatal dose | deadly dose | how many pills to die
        | formas de morir | manera de morir | como morir | como matarme | dosis letal | enough to kill me
        | enough to die | way out but dying | way out but to die | way out is to die | way out but death
        | take to kill me | take to die"""
    ),
    "think_of": listed(
        """
        thinking about | thinking of | think about | think of | thoughts of | thoughts about | dream about
        | dreaming of | fantasize about | fantasizing about | obsessed with | wonder about | pienso en | pensando en
        | pensar en | pienso mucho en | searching | googling | googled | looked up | looking up | researching
        | sueno con | wish for | praying for | ready for | want | waiting for | talking about | afraid of
        | picturing | picture | imagining | imagine | visualizing | seeing myself | planning"""
    ),
    "death": listed(
        """
        dying | death | die | being dead | morir | morirme | la muerte | muerte | mi muerte | my death
        | my own death | my funeral | killing myself | suicide | dead | myself dead"""
    ),
    "should_have": listed(
        """
        should have | should of | wish i had | wish i would have | ought to have | why did not i | hubiera | debi
        | deberia haberme | ojala me hubiera | wish i could have | wish i just | would have been better if i"""
    ),
    "died": listed(
        """
        died | dead | been dead | muerto | muerta | morirme | morir | stayed dead | not woken up | never woken up
        | jumped | pulled the trigger | od died"""
    ),
    "hit_by": listed(
        """
        hit by a | hit by | hits me | hit me | runs me over | run me over | ran over | kills me | kill me
        | take me out | takes me | take me | takes me away | takes me tonight | atropelle | me lleve | llevame
        | me recoja | recogeme | me caiga un | me mate | strikes me | would take me | takes me in my sleep"""
    ),
    "taker": listed(
        """
        truck | bus | car | train | god | lord | dios | senor | carro | camion | tren | jesus | lightning
        | virgencita | diosito | heart attack | cancer | semi | death | la muerte"""
    ),
    "afterlife": listed(
        """
        other side | meet my maker | meet my creator | meet god | meet jesus | be with god | be with jesus
        | in heaven | up in heaven | with the angels | next life | another life | al otro lado | en la otra vida
        | en el cielo | con dios | con diosito | with my maker | join my | reunirme con | alcanzar a mi | be with my"""
    ),
    "departed": listed(
        """
        gone | heaven | passed | died | dead | cielo | murio | fallecio | buried | late wife | late husband | angel"""
    ),
    "will_to_live": listed(
        """
        will to live | ganas de vivir | reason to live | strength to live | desire to live | fuerzas para vivir
        | fuerzas de vivir | reasons to live | motivos para vivir | razones para vivir
        | fuerzas para seguir viviendo | energy to live | desire to keep living | ganas de seguir viviendo
        | ganas de seguir vivo | ganas de seguir viva | ganas de existir | motivo para vivir | razon para vivir
        | razones de vivir | motivos de vivir | desire to be alive | motivation to live"""
    ),
    "lost": listed(
        """
        lost | losing | lose | no | not | without | have no | do not have | zero | perdi | perdido | sin | quitaron
        | ya no | no tengo | found no | out of | can not find | nothing | no more | acabaron | never had | no hay"""
    ),
    "resolve": listed(
        """
        tonight is the night | today is the day | finish the job | finish the job this time | go through with it
        | going through with it | get it over with | get it all over with | made up my mind | my time has come
        | it is time to go | time for me to go | affairs in order | checking out for good
        | checking out of this life | check out of this life | checking out of this world | opt out of life
        | opting out of life | opting out of this life | clock out for good | end my suffering | end my pain
        | ending my pain | ending my suffering | end the suffering | end my misery | stop my suffering
        | put me out of my misery | out of my misery | make it all stop forever | all to stop forever
        | it all to stop | stop forever | do it this time | said my goodbyes | last day alive
        | acabar con esto para siempre | acabar con mi sufrimiento | terminar con mi sufrimiento
        | terminar mi sufrimiento | dejar de sufrir | no sufrir mas | hoy es el dia | hoy se acaba todo
        | hoy termina todo | esta noche se acaba | ya es hora de irme | pull the trigger | pulling the trigger
        | jalar el gatillo | nothing left for me here | nothing left for me | better off dead | rather be dead
        | goodbye cruel world | bye cruel world | life is over | my life is over | mi vida se acabo
        | give up on life | giving up on life | gave up on life | my will is done | wrote my will | written my will
        | made my will | hice mi testamento | todo esta listo para irme | ya deje todo arreglado | put my affairs
        | everything is in order"""
    ),
    "last": listed("last | final | ultimo | ultima"),
    "word": listed("text | message | mensaje | goodbye | words | call | conversation | texto | despedida"),
    "from_me": listed(
        """
        from me | get from me | you will get | you get | ever | i send | youll get | mio | que mando | que les mando
        | que reciben | mi ultimo | i will ever send | hear from me"""
    ),
    "die_reflexive": listed(
        """
        me muero | me muriera | me muera | me mate | me mato | me matara | me muero hoy | me muriese
        | mejor me muero | mejor me mato | me desaparezco | me quiero desaparecer | me quite la vida
        | me voy a morir hoy | me voy a desaparecer"""
    ),
    "not_again": listed(
        """
        not make it through | not make it another | not make it to next | not make it to tomorrow
        | not make it to morning | not make it till | not make it much longer | not make it past
        | not make it out alive | not last much longer | not survive | never make it through | no llego a manana
        | no voy a llegar a manana | no paso de hoy | no paso de esta noche | no creo aguantar otra noche
        | not get through tonight | not get through the night | not get through another"""
    ),
    "horizon": listed(
        """
        through | to next week | to tomorrow | to morning | to the morning | another | till tomorrow | much longer
        | past tonight | to see | to my next | out alive | to christmas | to my birthday"""
    ),
    "not_then": listed("not | no | never | dont think | doubt"),
    "around": listed(
        """
        be around | be here | be there | be alive | be breathing | exist | be on this earth | be in this world
        | estar | estar aqui | estar viva | estar vivo"""
    ),
    "unneeded": listed(
        """
        not need them | not need it | not need these | not need any | not need this | not need reminders
        | not need the reminders | not need a reminder | no los voy a necesitar | no la voy a necesitar
        | ya no la necesito | ya no los necesito | not be needing"""
    ),
    "after_which": listed(
        """
        after tonight | after today | after this | where i am going | soon enough | when i am gone | despues de hoy
        | despues de esta noche | a donde voy | hoy me mato"""
    ),
    "not_safe": listed(
        """
        not safe | not feel safe | not feeling safe | unsafe | no estoy segura conmigo | no estoy seguro conmigo
        | no me siento seguro | no me siento segura"""
    ),
    "alone_with": listed(
        """
        myself | alone | home alone | tonight | with my thoughts | with myself | around myself | conmigo | sol*"""
    ),
    "fear": listed("scared of | afraid of | worried about | scared | afraid | terrified of | miedo | no se"),
    "what_i_do": listed(
        """
        what i will do | what i might do | what i could do | what i would do | what i may do | what i am going to do
        | myself | lo que pueda hacer | lo que puedo hacer | hacer algo | i will do something | i might do something
        | i am going to do something"""
    ),
    "rash_act": listed(
        """
        something stupid | something bad | something drastic | something i regret | something i will regret
        | something terrible | una locura | una tonteria | una pendejada | algo malo | algo feo"""
    ),
    "how_do_it": listed(
        """
        how i would do it | how i will do it | how i am going to do it | how i want to do it | how to do it
        | how to end | ways to end | como hacerlo | how i am gonna do it | how id do it | where and how"""
    ),
    "farewell_sorry": listed(
        """
        sorry for everything | sorry about everything | forgive me | perdon por todo | perdonenme | perdoname
        | thank you for everything | thanks for everything | gracias por todo | i love you all | los quiero mucho
        | i tried | i am sorry everyone | for trying to help | for trying | thanks for trying | gracias por intentar
        | forgive me for everything | i am so sorry for everything | sorry for all | sorry everyone | perdon a todos
        | perdonenme todos | im sorry for everything"""
    ),
    "tend": listed("look after | take care of | watch over | raise | cuiden a | cuida a | adopt"),
}
