"""What is drunk and used, by brand, generic and street name, and what such words mean otherwise, by class."""

from __future__ import annotations

from adherence.domain.reply.folding import listed

CLASSES: dict[str, tuple[str, ...]] = {
    "opioid": listed(
        """
        perc | percs | perk | perks | perc 30 | percocet* | oxy | oxys | oxies | oxycod* | oxycont* | roxy | roxys
        | roxies | roxicodone | roxi | roxis | blue | blues | a blue | blue pill | blue pills | vicodin* | vic
        | vics | vike | vikes | norco | norcs | hydrocodone | hydrocodones | hydro | hydros | lortab | lortabs
        | tabs of lortab | lorcet | dope | heroin | heroine | smack | fent | fentanyl | fetty | fenty | fentanol
        | fenta | morphine | codeine | tramadol* | tramacet | ultram | ultracet | tram | trams | dilaudid
        | dilaudids | dilly | dillies | dillys | hydromorphone | oxymorphone | opana | opanas | methadone | suboxone
        | suboxones | subs | sub strip | strip of suboxone | subutex | suboxon | sublocade | buprenorphine | bupe
        | zubsolv | kratom | tianeptine | zaza | opium | opioid | opioids | opiate | opiates | pain pill
        | pain pills | painpill | painpills | painkiller | painkillers | pain killer | pain killers | black tar
        | china white | m30 | m30s | m 30 | m 30s | m 30 s | 30 s | 30s | dirty 30 | dirty 30s | demerol
        | meperidine | nucynta | tapentadol | tylenol 3 | tylenol 3s | tylenol three | t3 | t3s
        | tylenol with codeine | tylenol codeine | cough syrup with codeine | codeine syrup | codeine cough syrup
        | lean | purple drank | sizzurp | speedball | speedballs | pressed pill | pressed pills | pressies
        | narcotic | narcotics | h | junk | skag | tranq | tranq dope | nitazene | nitazenes | carfentanil
        | fentanyl patch | xylazine | endocet | zohydro | xtampza | levorphanol | pentazocine | stadol | butorphanol
        | heroina | chiva | tecata | carga | fentanil* | morfina | metadona | codeina | opio | opioide | opioides
        | opiaceo | opiaceos | buprenorfina | suboxona | oxicod* | oxicont* | pastillas para el dolor
        | pastilla para el dolor | pastilla azul | pastillas azules | una azul | unas azules | azules | azulitas
        | pastas | china blanca | hidrocodon* | hidromorfona | caballo | goma | tramal | dolofina | percos | emeles
        | jarabe con codeina | jarabe de codeina | la blanca | nubain | meperidina | alquitran | norco* | norcos
        | pain meds | pain med | pain medicine | pain medication | pain medications | pain patch | pain patches
        | un azul | azulito | azulitos | medicina para el dolor | medicamento para el dolor
        | medicamentos para el dolor | un percocet | script of oxy | liquid morphine | fentanyl lozenge | tranqs
        | xodol | un fenta | fentas | un globo | globos de | nods | negra mexicana"""
    ),
    "unnamed": listed(
        """
        some pills | a pill someone | pill from | pills from | street pills | street pill | random pill
        | random pills | mystery pill | mystery pills | unknown pill | unknown pills | drugs | some stuff
        | something | some shit | hard stuff | hard drugs | a bag | bag of something | a bump | a hit
        | a shot of dope | someones pills | somebodys pills | pills that were not mine | a few pills
        | a couple pills | couple pills | few pills | droga | drogas | algo | una dosis | unas pastillas
        | unas pastillas que | una pastilla que | cosas | material | cochinadas | porqueria | de todo"""
    ),
    "not_unnamed": listed(
        """
        cold | allergy | allergies | stomach | headache | fever | nausea | counter | otc | to sleep
        | to help me sleep | heartburn | flu | cough | sinus | cramps | gripa | gripe | tos | dolor de cabeza
        | acidez | pastillas de la presion | para dormir | para la tos | para el dolor de | para la gripa | to eat
        | eat | comer | fun | else today | new | nice | good | around the house | yard | work | errands | homework
        | laundry | of my pills | stuff to do | things to do | stuff going on | financially | hit at work
        | hit financially | stuff at work | some stuff done | stuff for | cosas que hacer | cosas en la casa
        | cosas de la casa"""
    ),
    "other_drug": listed(
        """
        coke | cocaine | crack | meth | crystal | crystal meth | tina | weed | pot | marijuana | cannabis | joint
        | joints | blunt | blunts | bud | edible | edibles | gummy | gummies | thc | molly | mdma | ecstasy | xanax
        | xan | xans | xannies | bars of xanax | xanax bar | benzo | benzos | adderall | addy | addys | ketamine
        | shrooms | mushrooms | acid | lsd | speed | blow | spice | k2 | a line | line | lines | a rail | rails
        | whippet | whippets | dab | dabs | bowl | a bowl | bong | bong rip | bong rips | pcp | bath salts | a j | j
        | tree | trees | kush | reefer | ganja | dab pen | weed pen | my pen | cart | carts | hash | crank | uppers
        | downers | klonopin | valium | ativan | gabapentin off | gabbies | poppers | nitrous | delta 8 | a toke
        | perico | coca | cocaina | mota | marihuana | mariguana | cristal | piedra | yerba | hierba | porro
        | porros | foco | tacha | tachas | hongos | crico | unas lineas | una linea | lineas | pase | pases
        | un toque | toques | unos toques | gallo | churro | polvo | gotas de | cigarro de mota | metanfetamina
        | un pericazo | pericazo | pericazos | marimba | cuadro | cuadros | clonazepam | rivotril | chochos | ganya
        | chicle de mota | xanny | xannys | zannies | bump of coke"""
    ),
    "alcohol": listed(
        """
        beer | beers | brew | brews | brewski | brewskis | bud light | bud lights | budweiser | wine | wines | vodka
        | whiskey | whisky | whiskeys | tequila | tequilas | rum | rums | gin | bourbon | liquor | booze | alcohol
        | margarita | margaritas | marg | margs | cocktail | cocktails | champagne | hard seltzer | hard seltzers
        | white claw | white claws | claws | seltzer | seltzers | mimosa | mimosas | martini | martinis | hennessy
        | henny | jager | jagerbombs | fireball | tall boy | tall boys | tallboy | tallboys | forty | a 40 | 40 oz
        | six pack | sixpack | 6 pack | 12 pack | twelve pack | 30 rack | case of | drinks | a drink | drink
        | cold one | cold ones | a fifth | fifth of | a pint | handle of | ipa | ipas | sangria | prosecco | scotch
        | cider | ciders | hard cider | moonshine | modelo | modelos | corona | coronas | four loko | four lokos
        | old fashioned | old fashioneds | daiquiri | daiquiris | nightcap | merlot | cabernet | pinot | chardonnay
        | rose | patron | jack daniels | jameson | captain morgan | smirnoff | long island | bloody mary | mojito
        | mojitos | shots | tequila shots | jello shots | stout | lager | ale | pale ale | hooch | sake | soju
        | mezcal | absinthe | spritz | white russian | bottle of wine | glass of wine | glasses of wine
        | box of wine | natty light | titos | malt liquor | mad dog | miller lite | coors | mikes hard | twisted tea
        | twisted teas | highball | screwdriver | rum and coke | gin and tonic | pitcher of | pitcher | pitchers
        | keg | shot of vodka | shot of jager | pbr | pabst | cerveza | cervezas | cervecita | cervecitas | cheve
        | cheves | chela | chelas | chelita | chelitas | chelada | cheladas | michelada | micheladas | birria
        | birrias | birra | birras | vino | vinos | vinito | ron | trago | tragos | traguito | traguitos | copa
        | copas | copita | copitas | caguama | caguamas | pisto | pistos | caballito | caballitos | guaro | guaros
        | guarito | guaritos | aguardiente | frias | heladas | pulque | caguamon | un six | six | un doce | ballena
        | ballenas | licor | bebidas | una botella | botella de | chupe | chupes | chupito | chupitos | pola | polas
        | biela | bielas | romo | pitorro | medalla | medallas | palo de ron | palos | cuba | cubas | cana | cachaca
        | pisco | piscola | fernet | singani | chicha | un tequilita | tequilita | mezcalito | mezcales | whiskys
        | whiskies | brandy | conac | cognac | cubalibre | canita | canas | cerveza fria | caguamita | tonayan
        | charanda | presidente | presidentes | club colombia | aguila | imperial | imperiales | negras modelo
        | bottle of red | bottle of white | glass of red | glass of white | glass of bubbly | bubbly | pina colada
        | pina coladas | copa de vino | botella de vino"""
    ),
    "soft": listed(
        """
        water | coffee | tea | softdrink | juice | gatorade | soda | milk | smoothie | fluids | lemonade | shake
        | pop | energy drinks | kombucha | pedialyte | agua | cafe | te | refresco | jugo | leche | energy drink
        | liquids | electrolytes | naltrexone | vivitrol | ensure | sparkling | seltzer water | oat"""
    ),
    "not_drug_sense": listed(
        """
        with the shots | these shots | my shots | monthly shots | no more shots | los shots de | used to
        | high school | high five | high blood | blood pressure | high risk | high hopes | high marks
        | high score | high fever | high cholesterol | high way | high up | high price | high cost | high key
        | high note | copay | high dose | high end | high chair | high heels | high rise | high stress
        | too high for | blue shirt | blue car | blue sky | blues music | feeling blue | feel blue
        | rhythm and blues | blue light | blue jays | blue dress | blue eyes | the blues concert | baby blue
        | blue cross | blue cheese | brown rice | brown sugar | brown bread | brown eggs scouts | little boy
        | my boy | the boy | our boy | a boy | baby boy | good boy | bad boy | tall boys | horse show
        | horse back | a horse | my horse | horse riding | press conference | china town | to china | in china
        | junk food | junk mail | press on | dog food | line dancing | line up | line of work | in line
        | on line | on the line | long line | pot roast | pot of | potluck | pot pie | pot luck | crystal clear
        | speed up | speed limit | ice cold | trees in | tree down | christmas tree | the tree | a tree
        | tree trimming | acid reflux | bowl of | bowling | super bowl | bowl game | cart full | shopping cart
        | joint pain | hip joint | bud of | hit me | hit the gym | hit the hay | hit the road | hit my
        | line in the | crack of dawn | crack up | cracked up | cracked a | blow out | blow dry | blow up
        | blow me | blow off | mushroom soup | mushrooms on | mushroom pizza | gummy vitamin | gummy vitamins
        | gummy bears | vitamin gummies | gummies vitamins | speed dating | my pen | hash browns | rail trail
        | spice rack | pumpkin spice | spices | coke zero | wine vinegar | beer battered | beer bread
        | rum cake | rum raisin | beer garden closed | root beer | hop water | tinto de verano sin
        | shots fired | flu shots | flu shot | shots of espresso | espresso shots | shots up | shots today at
        | head shots | allergy shots | covid shot | b12 shot | the shot | my shot | bottle of water
        | bottle of pills | pill bottle | the bottle of pills | bottle of naltrexone | water bottle
        | a shot of espresso | screenshot | screenshots | copa america | copa del mundo | copa mundial
        | la copa | final de copa | pase de lista | pase lista | pases de abordar | una linea de
        | linea del metro | linea de espera | polvo de hornear | goma de mascar | goma de borrar | gomas de
        | en las heladas | piedra en el rinon | piedras en | caballo de | a caballo | el caballo | caballos
        | coca cola | churros con | churro con chocolate | yerba mate | hierba buena | te de hierba
        | te de yerba | al gallo | misa de gallo | pico de gallo | cristal roto | de cristal | six flags
        | pastas con | pasta con | pastas al | pasta de dientes | carga el | carga del | la carga de
        | carga pesada | polvo en | mucho polvo | pedo_ | h o a | vitamin h | wasted time | wasted my
        | wasted a | waste of | wasted on food | wasted food | wasted trip | hammered nail | drunk driver
        | drunk driving | drunk people | drunk guy | drunk uncle | buzzed my hair | buzzed in | buzz cut
        | trashed the | trashed my | trashed it | plastered the | bender the | fender bender | station wagon
        | wagon ride | band wagon | red wagon | cruda realidad | carne cruda | pescado crudo | crudo de
        | hangover movie | the hangover | hungover coworker | wine tasting | wine country | wine bar
        | beer run for | one too many times | too many times | picked up my | picked up the | picked up some
        | picked up a | picked up kids | picked up on | picked up from | picked up our | slipped on ice
        | slipped on the | slipped on a | slipped and fell | slipped in | slipped my mind | slipped disc
        | slipped away | slipped out | slipped down | slipped past | slipped into bed | pass the bar
        | fell asleep | fell down | fell off my | fell off the bed | fell out | fell on | fell in love
        | fell for | fell at | fell and | fell behind | fell through | caved in on | roof caved
        | caved and bought | day 1 of | got high marks | run out | rose bush | rose early | rose up
        | rose garden | roses | drink water | drink of water | drink enough | drink more water | drink plenty
        | drink coffee | drink it with | drink tea | something to drink water | cook with wine | cooking wine
        | cooked with | communion wine | non alcoholic | alcohol wipes | alcohol swab | alcohol pad
        | alcohol pads | alcohol free | rubbing alcohol | alcohol class | alcohol counselor | alcohol test
        | drug test | drug screen | drug store | drugstore | drug counselor | drug court | drug class
        | drugs for my | drug interaction | drug list | new drug | this drug | the drug | study drug
        | gabapentin my | dope sick | dopesick | lean beef | lean meat | lean cuisine | lean on | lean in
        | subs for lunch | sub sandwich | that is dope | so dope | pretty dope | dope show | picked up narcan
        | picked up naloxone | picked up dinner | picked up food | picked up groceries | picked up a shift
        | picked up an extra | picked up lunch | picked up her | picked up him | picked up them | picked up his
        | the last one in the bottle | one in the bottle | in the bottle | left in the bottle | took a hit to
        | a hit to my | hit to my | took a hit at | took the hit | a hit at work | was high risk | was high on
        | was high stress | was high today | blood pressure was high | pressure was high | sugar was high
        | fever was high | it was high | bp was high | temperature was high | rent was high | cost was high
        | bill was high | price was high | lab was high | labs was high | cholesterol was high | score was high"""
    ),
    "drug_amount": listed(
        """
        bump of | bumps of | bump | line of | lines of | hit of | hits of | shot of | shots of | dose of
        | point of | points of | bag of | bags of | taste of | speck of | pinch of | rip of | snort of
        | stamp of | gram of | grams of | half a | a little | a lil | lil | a bit of | a tiny bit of
        | tiny bit of | a couple of | couple of | some | just some | one | two | a few | un poco de
        | un poquito de | tantita | poquita | una raya de | un pase de | una linea de | una dosis de
        | un toque de | un jalon de | un piquete de | puntos de | una piedra de"""
    ),
    "container": listed(
        """
        glass | glasses | bottle | bottles | can | cans | pint | pints | rounds | pitcher | pitchers | sips | sip
        | copas | vasos | latas | botellas | litros | pack | packs | shot | shots"""
    ),
    "opioid_med": listed(
        """
        suboxone | subutex | methadone | buprenorphine | bupe | zubsolv | sublocade | metadona | suboxona
        | buprenorfina | subs | suboxones | sub strip | sub strips | a sub | my sub | strip of suboxone
        | suboxone strip | suboxone strips"""
    ),
    "our_drug": listed(
        """
        naltrexone | naltrexona | vivitrol | naltrexone pill | the pill | my pill | pill | pastilla | shot
        | inyeccion | revia | low dose naltrexone"""
    ),
    "danger_place": listed(
        """
        liquor store | liquor aisle | liquor cabinet | bar | my dealer | dealers | old dealer | dealer | my plug
        | plug | old stash | old percs | leftover percs | found pills | smoke shop | licoreria | cantina | conecta
        | my old using | using buddies | drinking buddies | old drinking"""
    ),
    "craved": listed(
        """
        drink | drinking | drank | use | using | used | high | relapse | relapsing | drunk | bottle | booze
        | get loaded | tomar | beber | consumir | usar | drogarme | pistear | emborracharme | recaer | recaigo
        | tome | chupar | tomarme | echarme | fix | that feeling | get wasted | slip | cave | liquor store
        | drinking or | going in | went in | it all day"""
    ),
}
