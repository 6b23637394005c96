"""Words of means of harm and of how near they are, and of hurting oneself or others, by class."""

from __future__ import annotations

from adherence.domain.reply.folding import listed

CLASSES: dict[str, tuple[str, ...]] = {
    "myself": listed("myself | my self | mi mism*"),
    "kill": listed(
        """
        kill | killing | killed | kil | murder | murdering | end | ending | off | offing | unalive | unaliving
        | hang | hanging | hanged | shoot | shooting | shot | drown | drowning | stab | stabbing | poison
        | poisoning | strangle | suffocate"""
    ),
    "hurt": listed(
        """
        hurt | hurting | hurts | harm | harming | harmed | cut | cutting | burn | burned | burning | injure
        | injuring | lastim* | danarme | hacerme dano | hacer dano"""
    ),
    "fell": listed(
        """
        gym | lifting | shaving | by accident | accidentally | sin querer | pelo | unas | hair | nails | at practice"""
    ),
    "on_purpose": listed("on purpose | intentionally | a proposito | adrede | intencionalmente | deliberately"),
    "poison": listed(
        """
        bleach | poison | antifreeze | rat poison | pesticide | insecticide | drano | lye | windex | detergent
        | cloro | veneno | raticida | insecticida | matarratas | anticongelante | lysol | draino | lejia | acido
        | thinner"""
    ),
    "heap": listed(
        """
        a bunch of | bunch of | handful of | a handful of | fistful of | a ton of | tons of | loads of | a lot of
        | lots of | every last | a pile of | a fistful | a whole bunch of | all kinds of | un puno de | un punado de
        | puno de | un monton de | monton de | un chingo de | chingo de | muchas | un buen de | bola de
        | un bonche de | so many | every | way too many"""
    ),
    "neck": listed("around my neck | over my head | alrededor del cuello | en el cuello | around my throat"),
    "by_gas": listed(
        """
        carbon monoxide | monoxide | hose in the exhaust | exhaust pipe | gas on | turned on the gas | prendi el gas
        | abri el gas | monoxido | car running | engine running | motor prendido | oven on"""
    ),
    "shut_in": listed(
        """
        garage | windows closed | windows shut | door locked | sealed | ventanas cerradas | cerre las ventanas
        | cochera | garaje | tailpipe | breathing it in"""
    ),
    "command_voices": listed(
        """
        voices | voces | demons | something in my head | mi mente me | my head is | una voz | la voz | a voice
        | the voice | voz"""
    ),
    "tells_me": listed("telling | tell | tells | say | saying | dicen | diciendo | dice | ordenan"),
    "to_harm": listed(
        """
        hurt | kill | jump | die | mate | muera | salte | dano | mataras | cut | do it | haga dano | end it
        | aviente | tire | corte | matarme | suicid* | quite la vida | ahorque | dañe"""
    ),
    "have": listed(
        """
        have | got | has | holding | hold | bought | grabbed | found | tied | tying | with | get | tengo | traigo
        | agarre | compre | consegui | hay | there is | ready | prepare"""
    ),
    "gun": listed("gun | pistol | pistola | rifle | shotgun | revolver | glock | arma | escopeta | fusca | cuete"),
    "blade": listed("razor | razors | blade | blades | knife | knives | navaja | cuchillo | navajas | scissors"),
    "at_hand": listed(
        """
        my hand | hand | hands | mouth | head | lap | loaded | table | next to me | beside me | right here | wrist
        | wrists | throat | skin | arm | arms | mano | boca | cabeza | cargada | munecas | cuello | enfrente
        | aqui mismo | in front of me | temple | nightstand | under my pillow | finally | today"""
    ),
    "not_a_weapon": listed(
        """
        nail gun | glue gun | water gun | massage gun | heat gun | gun range | gun show | hunting | hunt | deer
        | duck | jump rope | tow rope | boat | climbing | rope swing | tire swing | safe | paint gun | top gun
        | bb gun | nerf | shaving | caceria | gun safe | dont have | radar gun | cooking | chef | steak knife
        | chopping"""
    ),
    "on": listed(
        """
        on | standing | sitting | edge | ledge | top | off | jump | estoy en | parado en | parada en | orilla
        | borde | sentado en | arriba"""
    ),
    "height": listed(
        """
        bridge | roof | ledge | rooftop | overpass | cliff | train tracks | tracks | parking garage | puente | techo
        | azotea | barandal | vias | barranco | edificio | viaduct | golden gate | water tower"""
    ),
    "fell_from": listed(
        """
        fell | fallen | falling | slipped off | ladder | fell off | me cai | se cayo | escalera | roofer | roofing"""
    ),
    "at_ease": listed(
        """
        stuck in traffic | traffic jam | traffic | stuck | work | working | fix | fixing | shingles | lights
        | crossing | driving | trabajo | trabajando | trafico | bbq | party | cleaning | gutter | gutters | leak
        | leaking | repair | repairing | accident | bus | toll | walk | dental | teeth | pool | plane | skydiv*
        | bungee | rope | trampoline | shower | bed | lake | river swimming | game | construction | arreglando
        | goteras | albanil | bouncy | line | conclusions | drywall | painting | install* | hammer* | tile | solar
        | crew | all day | painted | mowing | cleaned | christmas lights | antenna"""
    ),
    "in_play": listed(
        """
        pool | plane | skydiv* | bungee | trampoline | shower | bed | lake | dental | teeth | rope course | game
        | bouncy | line | conclusions | in the car | drive thru | carpool | tire swing | work | trabajo | ball"""
    ),
    "end_all": listed(
        """
        end it | end things | end everything | acabar con todo | terminar con todo | acabarlo todo | end it all
        | acabar con esto | terminar con esto"""
    ),
    "jump": listed(
        """
        jump | jumping | leap | leaping | step | throw myself | aventarme | aventar | tirarme | tirar | brincar
        | brinco | saltar | salto | lanzarme | me aviento | me tiro | arrojarme | echarme | walk | walking"""
    ),
    "off_place": listed(
        """
        off | in front | out the window | bridge | roof | window | building | train | subway | traffic | balcony
        | overpass | cliff | puente | techo | azotea | tren | metro | ventana | edificio | balcon | camion | carro
        | vias | barranco | piso"""
    ),
    "drive": listed(
        """
        drive | driving | crash | crashing | run | ram | swerve | wreck | wrecking | estrellar* | chocar | hit
        | steer"""
    ),
    "into": listed(
        """
        tree | wall | bridge | cliff | overpass | pole | oncoming | ditch | median | off the road | guardrail | semi
        | arbol | poste | barranco | pared | into traffic"""
    ),
    "hoard": listed(
        """
        saved | saving | hoard | hoarding | counting | counted | collected | collecting | stash | stashed | stashing
        | gathered | lined | stockpil* | junte | juntando | guardando | guarde | ahorrando | juntado"""
    ),
    "pills": listed(
        """
        pills | pill | meds | tablets | tabs | them | of them | these | everything | pastillas | medicinas
        | pildoras | tylenol | sleeping pills | capsules | bunch | naltrexone | naltrexones | oxys | xanax
        | trazodone | seroquel | benadryl | gabapentin | advil | aspirin | ambien | valium | klonopin
        | amitriptyline | rat poison"""
    ),
    "for_ending": listed(
        """
        all at once | at once | end it | die | sleep forever | not wake up | take them all | take all of them
        | take all | tomarmelas todas | tomarmelas | tomarlas todas | tomar todas | irme | morir | morirme
        | de una vez | de golpe | for good | forever | end | the end"""
    ),
    "swallow": listed(
        """
        took | take | taken | taking | swallow | swallowed | swallowing | downed | ate | down | tome | trague
        | tragado | tomado | tomar | tragar | drank | tomarme | gulped | popped | eaten | eat | chugged | empine
        | zampe | me zampe | empuje | me empuje | mande todo"""
    ),
    "whole": listed(
        """
        whole | entire | full | all | a | the | my | todo | entero | entera | un | una | el | la | mi | half a | 2
        | two"""
    ),
    "bottle": listed(
        """
        bottle of | bottle | bottles | frasco | bote | frascos | caja | box of pills | blister | prescription
        | pack of pills"""
    ),
    "of_drink": listed(
        """
        wine | beer | vodka | whiskey | whisky | water | rum | tequila | gatorade | coke | champagne | liquor
        | booze | jack | henny | agua | vino | ron | cerveza | mezcal | juice | jugo | gin | bourbon | soda | milk
        | pedialyte | softdrink | scotch | kombucha | ensure | refresco | coca"""
    ),
    "together": listed(
        """
        at once | at one time | at the same time | together | in one go | all of them | juntas | de golpe
        | de un jalon | de una vez | de un trago | en una"""
    ),
    "the_lot": listed(
        """
        them all | all of them | all of it at once | all my pills at once | all my meds at once
        | todas las pastillas | todas mis pastillas | every pill | everything in the medicine cabinet
        | the medicine cabinet | all the pills | all of the pills | todas juntas | tomarmelas todas | tomarlas todas
        | todas de golpe | todo el frasco | todo el bote | all of moms | every last one"""
    ),
    "planned_dose": listed(
        """
        today | this week | hoy | semana | every day | as prescribed | this month | on time | esta semana | del mes
        | for the week | yesterday | everyday | this morning | tonight | with me | left | last | en la manana
        | on vacation"""
    ),
    "slit": listed(
        """
        slit | slitting | cut | cutting | slash* | open | opened | corte | cortar* | cortando* | cortado | corto"""
    ),
    "veins": listed("wrist | wrists | veins | vein | venas | munecas | muneca"),
    "limbs": listed(
        """
        arms | legs | thighs | my arm | my leg | brazos | piernas | my arms | my legs | too deep | los brazos
        | las piernas"""
    ),
    "by_accident": listed(
        """
        shaving | accident | accidentally | kitchen | cooking | work | gym | falling | fell | lifting | chopping
        | glass | fence | knife slipped | sin querer | cocinando | trabajo | grass | wood | hair | back on | down on
        | coupons | onions | veggies | tree | playing | rasur* | stairs | stove | oven | cook* | iron | curling iron
        | football | soccer | basketball | bike | jugando | futbol | estufa | plancha | gimnasio | escaleras
        | running | moving | furniture | slipped | tripped | dancing | skating | hiking | sunburn | sun"""
    ),
    "habit": listed(
        """
        been | started | starting | keep | kept | back to | urge to | want to | wanted to | thinking about
        | he estado | estoy | volvi a | estado | vuelto a | again | ganas de | andado | empece a | need to | almost
        | wanna"""
    ),
    "cutting": listed(
        """
        cutting | cut | cortandome | cortarme | cortando | cortar | lastimandome | lastimarme | lastimando
        | burning myself"""
    ),
    "again": listed(
        """
        again | every night | at night | lately | and can not | and i can not | a lot | otra vez | de nuevo
        | this week | last night | anoche"""
    ),
    "them": listed(
        """
        him | her | them | someone | somebody | people | everyone | everybody | anyone | boss | neighbor | ex
        | alguien | my wife | my husband | my family | these people | a alguien | a todos | my kids | kids | my baby
        | the baby | my son | my daughter | my mom | my dad | my roommate | roommate | vecino | jefe | my brother
        | my sister | mi esposo | mi esposa | mi mujer | mi marido | mi hermano | a mi | my coworker | coworkers
        | coworker | my girlfriend | my boyfriend | this guy | that guy | my boss"""
    ),
    "harm_others": listed(
        """
        kill | killing | stab | stabbing | shoot | shooting | strangle | murder | hurt | hurting | matar | matarlo
        | matarla | matarlos | apunalar"""
    ),
    "threat": listed(
        """
        scared | afraid | threaten* | at me | at us | amenaz* | hurt me | hurt us | kill me | help me | help us
        | apuntando | miedo"""
    ),
    "not_afraid": listed(
        """
        not scared | not afraid | ready | finally at peace | at peace with it | no tengo miedo | staring | tempting
        | enough | going to use it | all of them | whole thing"""
    ),
    "staring": listed(
        """
        staring at | looking at | stare at | look at | eyeing | viendo el | viendo la | viendo los | mirando el
        | mirando la"""
    ),
    "violence": listed(
        """
        beat me | hit me | beats me | hits me | choked me | chokes me | choking me | threatened me | threatened to
        | threatening to | hurting me | hurt me | abusing me | abuses me | me pega | me golpea | me pego | me golpeo
        | me amenazo | me amenaza | put his hands on me"""
    ),
    "knives": listed(
        """
        knife | knives | razor | razors | gun | rope | noose | blades | bridge | ledge | cuchillo | cuchillos
        | pistola | soga | navaja | pill bottle | bottle of pills | all these pills"""
    ),
}
