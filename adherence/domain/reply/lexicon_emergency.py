"""Words of bodily emergencies, of overdose and of use that is about to happen, by class, in both languages."""

from __future__ import annotations

from adherence.domain.reply.folding import listed

CLASSES: dict[str, tuple[str, ...]] = {
    "cannot": listed(
        """
        can not | could not | can barely | can hardly | could barely | could hardly | barely | hardly | trouble
        | hard to | hard time | difficulty | difficult | problems | problem | struggling | struggle | tough
        | unable to | no puedo | no podia | no puede | apenas puedo | casi no puedo | cuesta | costando | batallo
        | batallando | dificultad | trabajo | dificil | falta | hace falta | faltando | not able to | issues
        | labored | no me entra | no agarro | no jalo | no alcanzo"""
    ),
    "breath": listed(
        """
        breathe | breath | breathing | breathes | get air | get any air | get enough air | getting air | air
        | respirar | respiro | aire | aliento | swallow my spit | jalar aire | tragar saliva"""
    ),
    "choking": listed(
        """
        short of breath | shortness of breath | short on breath | out of breath | gasping | wheez*
        | stopped breathing | not breathing right | not breathing well | me ahogo | me estoy ahogando | ahogando
        | me asfixi* | asfixia* | can not breathe | no puedo respirar | suffocating | choking"""
    ),
    "eased": listed(
        """
        exercise | exercises | after running | from running | ran up | ran a | ran for | running up | went for a run
        | on a run | stairs | gym | workout | jog | treadmill | easier | better | easy | deep | fresh | caught my
        | hold my | bad breath | brush | work out | trabajo en | deudas | hiking | mint"""
    ),
    "airway": listed(
        """
        throat | tongue | lip | lips | face | mouth | airway | garganta | lengua | labio | labios | cara | boca
        | windpipe | whole face | gums"""
    ),
    "closing": listed(
        """
        closing | closes | closed | close | swelling | swollen | swelled | swell | swells | swole | tight
        | tightening | tightens | shut | shutting | constrict* | puffy | puffing | puffed | puffed up | blew up
        | blowing up | ballooned | ballooning | twice its size | huge | cierra | cierran | cerrando | cerrada
        | cerro | cerrado | hincha | hinchan | hinchando | hinchada | hinchado | hinchados | hinchadas | hincho
        | hincharon | inflamad* | inflamo | inflama | inflamando | inflamaron | apreta* | aprieta | se me cierra"""
    ),
    "cosmetic": listed("botox | filler | fillers | lipstick | mask | dentist | numbing | makeup | beard"),
    "chest": listed("chest | pecho | breastbone | sternum"),
    "pain": listed(
        """
        pain | pains | hurts | hurt | hurting | tight | tightness | tightening | pressure | heavy | heaviness
        | elephant | weight | brick | bricks | anvil | vise | vice | band | crush* | caving | stabbing
        | squeezing | squeezed | clenching | exploding | explode | peso | piedra encima | elefante | me oprim*
        | estruj* | apret* | killing | killing me | dolor | dolores | duele | doliendo | dolio | aprieta
        | oprime | presion | opresion | punzada | punzadas | apretado | arde"""
    ),
    "chest_cold": listed(
        """
        chest cold | chest day | chest workout | chest press | chest hair | bench | treasure chest | bronquitis
        | cough drops | chest freezer"""
    ),
    "attack": listed(
        """
        face is drooping | face drooping | face droop | drooping | slurred | slurring | half my face
        | one side of my face | one side of my body | mitad de la cara | mitad del cuerpo | la cara chueca
        | hablo raro y | can not move my left | can not move my right | can not move my arm | can not move my leg
        | no puedo mover el brazo | no puedo mover la pierna | heart attack | having a stroke | had a stroke
        | a stroke | stroking out | seizure | seizures | seized | seizing | convuls* | hallucinat* | delirium
        | delirium tremens | dts | hearing voices | hear voices | voices in my head | seeing things | anaphyl*
        | epipen | epi pen | infarto | ataque al corazon | derrame | ataque epileptic* | ataques epileptic*
        | anafila* | alucin* | oigo voces | escucho voces | veo cosas | heart stopped | heart is stopping
        | bugs crawling | crawling on the walls | bugs on me | bugs all over | veo bichos | bichos en la
        | bichos por | veo sombras | seeing shadows | shadow people | hearing things | seeing stuff | seeing bugs
        | convulsione | convulsiones | me dio un ataque | hear things that | veo gente que no"""
    ),
    "attack_past": listed(
        """
        years ago | as a kid | when i was | history | family history | last year | stroke of | hace anos | de nino
        | of luck | expired | ago"""
    ),
    "throw_up": listed(
        """
        vomit* | throwing up | threw up | throw up | puk* | cough* up | coughing | spitting up | spit up | spitting
        | vomitando | vomite | vomito | escup* | tosiendo | arroj*"""
    ),
    "blood": listed("blood | bleeding | sangre"),
    "bleed": listed("bleeding | sangrando | sangrado | bleed"),
    "wont_stop": listed(
        """
        will not stop | a lot | bad | badly | out | everywhere | wont stop | can not stop | no para | mucho
        | muchisimo | heavily | stop the bleeding | bleeding will not | do not stop | no se detiene | no deja de"""
    ),
    "call": listed(
        """
        call | calling | called | need | get | send | dial | phone | llamen | llame | llama | llamenle | manden
        | mande | necesito | pidan | urge | ocupo | get me | i need"""
    ),
    "rescue": listed(
        """
        911 | 9 1 1 | 9 - 1 - 1 | ambulance | paramedics | ems | medic | ambulancia | emergencias | paramedicos"""
    ),
    "emergency": listed(
        """
        this is an emergency | it is an emergency | is an emergency | medical emergency | emergency help
        | emergency please | es una emergencia | es emergencia | emergencia medica | life or death | vida o muerte
        | house is on fire | apartment is on fire | house on fire | there is a fire | fire in my | se quema la casa
        | se esta quemando la casa | hay un incendio | car accident just | just got in a wreck"""
    ),
    "lifeless": listed(
        """
        not waking | will not respond | fell out and | fell out after a shot | barely breathing
        | hardly breathing | not getting up | breathing funny | passed out and | not waking up
        | not wake up | will not wake up | will not wake | can not wake | not responding | not breathing
        | stopped breathing | unresponsive | unconscious | not moving | is blue | turning blue | turned blue
        | going blue | blue and | lips are blue | blue lips | overdosing | is overdosing | just overdosed
        | od right now | no despierta | no reacciona | no responde | no respira | inconsciente | desmayado | morado
        | se puso azul | se puso morado | esta morado | esta azul | labios morados | foaming | not wake him up
        | not wake her up | wake him up | wake her up | wake them up | gurgling | no se mueve"""
    ),
    "own_lips_blue": listed(
        """
        turning blue | lips are blue | blue lips | lips turning blue | labios morados | labios azules | going blue"""
    ),
    "overdose": listed(
        """
        overdose | overdosed | overdosing | overdoses | sobredosis | over dose | over dosed | over dosing
        | sobredosific* | sobre dosis | pase de dosis | paso de dosis | pasado de dosis | pasada de dosis
        | pasarme de dosis | se paso de droga | me pase de droga | se paso con la droga | me pase de pastillas"""
    ),
    "overdose_talk": listed(
        """
        awareness | training | class | kit | prevention | vigil | memorial | narcan kit | risk of | avoid
        | almost a year | year ago | years ago | anniversary | counseling | die from | can i | could i | puedo
        | last year | aniversario | hace un ano | fear of | can you | could you | can someone | can anyone
        | can a person | is it possible | se puede | puedes | possible to | got narcan training | narcan training"""
    ),
    "treat": listed(
        """
        candy | tacos | pizza | tamales | cookies | chocolate | cake | pie | sugar | caffeine | coffee | turkey | pozole
        | carbs | food | dulces | pan dulce | cafe | pastel | donuts | ice cream | chips | brownies | bbq | ribs | wings
        | sushi | spicy | salsa | cheese | netflix | cuteness | sunshine | mole | carne asada | arepas | empanadas"""
    ),
    "narcan_given": listed(
        """
        narcaned | narcanned | narcand | narced | need narcan | need naloxone | used narcan | gave me narcan
        | give narcan | gave him narcan | gave her narcan | got narcan | hit me with narcan | had to narcan
        | used naloxone | gave me naloxone | narcan me | me dieron narcan | me pusieron narcan | con narcan
        | got narcaned | give him narcan | i need narcan | revived me | brought me back"""
    ),
    "too_much": listed(
        """
        too much | too many | way too much | way too many | demasiado | demasiada | demasiadas | demasiados | de mas"""
    ),
    "heavy_use": listed(
        """
        took | taken | did | used | had | shot | snorted | smoked | take | meti | tome | use | inyecte | me pase"""
    ),
    "heavy_thing": listed(
        """
        pills | of them | of my pills | of my meds | meds | pastillas | help | awake | stay awake
        | keep my eyes open | eyes open | breathe | conscious | heart | hospital | scared | nodding | drugs | stuff
        | dope | xanax | of them help | droga | ayud* | me siento mal | sleeping pills | tylenol | something | algo
        | feel | weird | funny | sleepy | raro | rara | miedo"""
    ),
    "nodding": listed("nodding out | nodding off | nodding"),
    "asleep_place": listed(
        """
        meeting | couch watching | movie | class | tv | church | bus | at work | bed | work | during"""
    ),
    "dying": listed(
        """
        i am dying | am dying | i am going to die | am going to die | feel like dying | feels like dying
        | like i am dying | me estoy muriendo | siento que me muero | siento que me voy a morir | creo que me muero
        | creo que me voy a morir | me voy a morir"""
    ),
    "faint_again": listed(
        """
        passing out | passed out | blacking out | blacked out | fainting | fainted | desmayo | desmaye | desmayando"""
    ),
    "repeated": listed("keep | keeps | at the wheel | while driving | driving | manejando | and hit my head"),
    "use": listed(
        """
        use | relapse | shoot up | shoot | get high | pick up | cop | score | do it | use again | inject | go use
        | go cop | get a bag | do some dope | do dope | get some dope | usar | consumir | recaer | meterme
        | inyectarme | picarme | drogarme | comprar | caer | meterme algo | recaigo | caer otra vez | using
        | relapsing | getting high | fix | buy dope | buy some dope | drink | tomar | shoot dope | shoot heroin
        | shoot fent | smoke fent | smoke dope | do h | do heroin | do fent | shoot h | take em | take them"""
    ),
    "hard_use": listed(
        """
        use | relapse | shoot up | get high | pick up | cop | use again | inject | score dope | shoot dope
        | do heroin | do dope | do some dope | smoke fent | usar | consumir | recaer | meterme | inyectarme
        | picarme | drogarme | using | relapsing | shooting up | getting high | picking up | copping | shoot heroin
        | shoot fent | using again | consumir otra vez | get a fix"""
    ),
    "about_to": listed(
        """
        about to | fixing to | going to | ready to | gonna | will | a punto de | por | voy a | apunto de | a punto
        | boutta | before i | antes de | seconds from | minutes from | or i am going to | or i will | this close to"""
    ),
    "on_the_verge": listed(
        """
        about to | fixing to | a punto de | apunto de | a punto | seconds from | minutes away from | ready to
        | on the verge of | this close to | seconds away from | inches from | inches away from | minutes from"""
    ),
    "use_of_things": listed(
        """
        use the | use my | use it | use that | use your | use this | use an | use a | usar el | usar la | usar mi
        | shoot you | shoot a | shoot the | shoot my | shoot some | score a | score some | pick up my | pick up the
        | pick up some | pick up a | pick up kids | comprar la | comprar las | comprar el | comprar mi | comprar mis
        | comprar algo de | caer bien | pick up from | por la | use up | score tickets | score points | score good
        | score well | use the restroom"""
    ),
    "call_out": listed(
        """
        call me | someone call | somebody call | please call | call now | need someone | need somebody
        | call right now | stop me | talk me | talk me out | talk me down | help | help me | someone please
        | somebody please | pick up please | save me | llamenme | llameme | llamame | llamen | llame | hablenme
        | hableme | marquenme | marqueme | ayuda | ayudenme | ayudame | ayudeme | urgente | hablar con alguien
        | talk to someone | need to talk | somebody stop me | calls me | calls | talks me | talk to me | calling me
        | alguien que me hable | que me hable | me hable alguien | me llame alguien | alguien que me llame
        | que alguien me llame | que me llamen | hablen conmigo | necesito hablar | pick up the phone | answer me
        | someone talk | somebody talk | talk to me please | detenganme | detengame | parenme | no me dejen
        | dont let me | do not let me | llamenme ya | marcame | llama ya | keep me from | nadie me llama
        | nadie me habla | nobody calls | no one calls | nobody calls me | no one calls me | somebody calls
        | someone calls | not call me | pick up | por favor llam*"""
    ),
    "afraid": listed(
        """
        afraid | scared | worried | miedo | might | if | temo | preocupa | nervous | never | someday | tempted
        | tentado"""
    ),
    "dealer": listed(
        """
        dealer | dealers | dealers house | plug | plugs | dboy | connect | conecta | tirador | dealers place
        | trap house | trap"""
    ),
    "stash": listed(
        """
        bag | baggie | needle | syringe | rig | dope | heroin | fent | fentanyl | heroina | chiva | jeringa | aguja
        | globo | bolsita | dosis | foil | pipe | percs | oxys | blues | pills | stuff | balloon | spoon | bags
        | bags of | baggies | droga | drogas | material | crystal | perico | coca | syringes | needles | h | tecata
        | chivita | roxys | fetty"""
    ),
    "stash_near": listed(
        """
        in my hand | my hand | in front of me | right here | in my pocket | my pocket | in my lap | loaded | ready
        | on the table | on the counter | next to me | in my car | en la mano | enfrente | lista | cargada | conmigo
        | en la bolsa | aqui | staring at | looking at | holding"""
    ),
    "hold": listed("have | got | holding | with | bought | tengo | traigo | compre | agarre"),
    "taken_hit": listed(
        """
        do it | use it | shoot it | use | smoke it | gonna use | meterme | meterla | usarla | shoot up | relapse
        | inyectarme | metermela"""
    ),
    "hard_stash": listed(
        """
        needle | syringe | rig | dope | heroin | fent | fentanyl | baggie | baggies | bags of | heroina | chiva
        | jeringa | aguja | percs | oxys | blues | a bag of | fetty | speedball"""
    ),
}
