"""Words with which people hint at not wanting to live, and what only sounds like it, by class, in both languages."""

from __future__ import annotations

from adherence.domain.reply.folding import listed

CLASSES: dict[str, tuple[str, ...]] = {
    "dying_word": listed(
        """
        die | dying | dead | be dead | kill myself | killing myself | kill my self | end myself | off myself | morir
        | morirme | muriera | muera | muero | matarme | suicid* | suicidarme | unalive | deceased"""
    ),
    "self": listed("i | me | my | myself | id | ill | im | yo | mi"),
    "at_death": listed(
        """
        when i am dead | once i am dead | after i am dead | until i am dead | til i am dead | cuando me muera
        | cuando este muert* | hasta que me muera | when i die tonight | when i am in the ground | when i am buried
        | six feet under | 6 feet under | bajo tierra | en el panteon | in my coffin | in a casket | at my funeral
        | my own funeral | en mi funeral | en mi entierro"""
    ),
    "take_my_life": listed(
        """
        quito la vida | quite la vida | quitar la vida | quitando la vida | quitarme la vida | quitare la vida
        | quitarse la vida | pego un tiro | pegue un tiro | doy un tiro | pego un balazo | doy un balazo
        | meto un tiro | cuelgo | ahorco | tiro del puente | aviento del puente | enveneno | tiro al tren
        | aviento al tren | aviento al metro | tiro al metro | tiro de la azotea | aviento de la azotea
        | aviento a las vias"""
    ),
    "no_waking": listed(
        """
        not wake up | never wake up | do not wake up | will not wake up | not waking up | would not wake up
        | wont wake up | never waking up | not have to wake up | not wake | no despertar | no despierto
        | no despertarme | no despierte | ya no despertar | nunca despertar | no amanecer | no amanezca
        | ya no amanecer | ya no despertara | dont wake up | no volver a despertar | not wake up tomorrow"""
    ),
    "so_that": listed(
        """
        so | hope | hoping | hopefully | praying | pray | wish | maybe | want | wanted | wanting | just | para | pa
        | ojala | espero | quiero | quisiera | a ver si | deseo | prefiero | rather | ready to | if"""
    ),
    "god": listed("god | lord | jesus | heavenly father | dios | diosito | senor | virgencita | la muerte | death"),
    "takes_me": listed(
        """
        take me | takes me | taking me | take me home | bring me home | call me home | llevame | lleveme | me lleve
        | me lleva | me recoja | recogeme | recojame | me llevara | me mande llamar"""
    ),
    "bad_thoughts": listed(
        """
        dark thoughts | scary thoughts | ugly thoughts | bad thoughts | evil thoughts | suicidal thoughts
        | thoughts of hurting | thoughts about hurting | thoughts of harming | thoughts of ending
        | thoughts about ending | thoughts of not being here | those thoughts again | the thoughts again
        | thoughts are back | the thoughts are getting | pensamientos feos | pensamientos malos | malos pensamientos
        | pensamientos oscuros | pensamientos suicid* | esos pensamientos | pensamientos de muerte
        | pensamientos de hacerme dano | ideas suicid* | ideas de muerte | ideas feas | ideation | idea de morir
        | ideas de hacerme dano"""
    ),
    "no_more_strength": listed(
        """
        no aguanto mas | no aguanto mas esto | no aguanto mas esta vida | ya no aguanto mas | no doy mas
        | no doy para mas | no puedo mas | no puedo mas asi | no puedo mas con esto | no puedo mas con mi vida
        | no puedo mas con la vida | no puedo con mi vida | no puedo seguir asi | no puedo seguir mas
        | no resisto mas | no soporto mas | no soporto esta vida | no aguanto esta vida | no aguanto la vida
        | no aguanto vivir asi | hasta aqui llegue | aqui se acaba todo | me rindo con la vida | me rindo ya
        | tiro la toalla con todo | no me quedan fuerzas | ya no tengo fuerzas | sin fuerzas para
        | me quede sin fuerzas | can not take it anymore | can not take this anymore | can not take anymore
        | can not do this anymore | can not do it anymore | can not do life | can not go on | can not keep going
        | can not keep doing this | can not live like this | can not live this way | can not anymore
        | do not have any fight left | no fight left | nothing left in me | done fighting | done trying
        | done with this life | done with life | done with it all | over this life | at the end of my rope
        | end of my rope | end of the line for me | last straw for me | had enough of life | had enough of living
        | had enough of this life | done being here | over being here | tired of being here | tired of being alive
        | tired of existing | tired of waking up | sick of being alive | no reason to be here"""
    ),
    "of_small_things": listed(
        """
        pain | headache | heat | traffic | job | work | boss | noise | homework | class | diet | cough | itching
        | nausea | side effects | texts | messages | reminders | shots | pills | medicine | calor | trafico
        | trabajo | jefe | ruido | dolor | cabeza | mensajes | comezon | frio | hambre | cansancio | sueno | espalda
        | panza | estomago | lluvia | rain | snow | bills | rent | school | screaming | neighbors | vecinos | tos"""
    ),
    "no_care_alive": listed(
        """
        care if i live | care if i die | care if i wake | care whether i live | care if i am alive | care to live
        | care what happens to me | matter if i live | matter if i die | live or die | live or not | alive or dead
        | me da igual vivir | me da igual morir | me da lo mismo vivir | me da lo mismo morir | importa si me muero
        | importa si vivo | importa vivir | importa morir | importa morirme | igual si me muero
        | importa lo que me pase | vivir o morir | da igual si vivo"""
    ),
    "departs": listed(
        """
        ir con dios | irme con dios | irme con diosito | ir con diosito | irme al cielo | ir al cielo | al cielo
        | irme para siempre | ir para siempre | irme de este mundo | ir de este mundo | irme de aqui para siempre
        | dormir para siempre | dormirme para siempre | sleep forever | go to sleep forever | fall asleep forever
        | go to heaven | be in heaven | go home to god | go be with god | go be with jesus | leave this world
        | leave this earth | leave this planet | be gone for good | be gone forever | go away forever
        | descansar para siempre | descansar en paz | rest in peace | irme y no volver | desaparecer para siempre
        | desaparecer del mapa | desaparecer de este mundo | desaparecer de la tierra | no volver nunca
        | irme a dormir y no | acabar con mi vida | terminar con mi vida"""
    ),
    "safe_self": listed(
        """
        keep myself safe | be safe | stay safe | promise to be safe | trust myself | trust my self
        | be alone right now | be left alone tonight | confiar en mi | quedarme sol* con | confio en mi mism*
        | confio en mi sol* | confio en mi"""
    ),
    "pondered": listed(
        """
        thinking about | thinking of | think about | think of | thoughts of | thoughts about | keep thinking about
        | looking at | staring at | eyeing | googled | googling | looked up | looking up | searched | pensando en
        | pienso en | viendo | mirando | busque como | dreaming about"""
    ),
    "means_thing": listed(
        """
        my gun | the gun | his gun | dads gun | a gun | my rope | the rope | a rope | a noose | noose | the noose
        | jumping | hanging myself | drowning | the bridge | that bridge | train tracks | the tracks | la pistola
        | una pistola | la soga | una soga | el puente | el metro | las vias | overdosing | od | overdose
        | driving off | crashing my car | the razor | razor blade | razor blades | my razor | las navajas
        | la navaja | el cuchillo | mi pistola | veneno | the balcony | el balcon"""
    ),
    "swallow_all": listed(
        """
        took them all | took all of them | swallowed them all | took all the pills | took all his pills
        | took all her pills | took every pill | took a bunch of pills | took a handful of pills
        | tomo todas las pastillas | se tomo todas | se trago todas | se tomo un monton | se tomo un puno
        | took too many pills | took too many | se tomo muchas pastillas | se paso de pastillas
        | took a lot of pills"""
    ),
    "swallow_whole": listed(
        """
        took the whole | swallowed the whole | took a whole | drank the whole | se tomo el | se tomo todo el
        | se trago el"""
    ),
    "every_one": listed(
        """
        every last pill | every last one | every single pill | every pill i had | all the pills i had
        | all my pills at once | them all at once | todas de un jalon | todas de golpe | todas juntas | todas de una
        | todas de un trago | todas de una vez | todas de una sentada | todo el frasco | todo el bote
        | el frasco entero | el bote entero | the rest of the bottle | the rest of my pills | all of my pills
        | the entire bottle | whole month of pills | a months worth | a week worth of pills | two weeks worth
        | todas las que tenia | todas las que quedaban | las que quedaban todas | todo lo que tenia en el frasco
        | months worth | month s worth | weeks worth | whole month | whole weeks worth | todo el blister
        | toda la caja | the whole thing at once"""
    ),
    "sleepers": listed(
        """
        sleeping pills | xanax | xanaxes | klonopin | ambien | valium | trazodone | seroquel | benadryl | tylenol
        | tylenols | advil | ibuprofen | antidepressants | blood pressure pills | insulin | clonazepam | rivotril
        | pastillas para dormir | gabapentin | gabapentins | amitriptyline | lithium"""
    ),
    "emptied": listed(
        """
        i emptied the | i just emptied the | i emptied a | emptied a bottle | emptied my pill bottle
        | emptied it all | bottle is empty in me | finished the bottle of pills | vacie el frasco"""
    ),
    "please_tend": listed(
        """
        take care of | look after | watch over | cuiden a | cuiden mucho a | cuida a | cuide a | hug | abracen a
        | tell | diganle a | diganles a | dile a"""
    ),
    "loved": listed(
        """
        i love her | i love him | i love them | i loved her | i loved him | i loved them | i am sorry | i was sorry
        | lo siento | perdon | los amo | los quiero | la amo | la quiero | lo amo | lo quiero | los ame | los quise
        | la ame | lo ame | i did love | it was not their fault | it is not their fault | not their fault | i tried
        | que me perdonen"""
    ),
    "sleeps_then": listed("sleep when i am dead | rest when i am dead | dead tired | dead asleep"),
}
