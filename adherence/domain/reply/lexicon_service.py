"""Words of questions about the texts and the visits, of numbers, and of what rules a rule out, by class."""

from __future__ import annotations

from adherence.domain.reply.folding import listed

CLASSES: dict[str, tuple[str, ...]] = {
    "gone_by": listed(
        """
        used to | passed | drove past | drove by | walked past | deleted | blocked | didnt answer | did not answer
        | not answer | saw my | ran into | arrested | locked up | in jail | texted me | car dealer | dealership
        | card dealer | ford dealer | outlet | plug in | phone plug | spark plug"""
    ),
    "away": listed(
        """
        out of town | traveling | travelling | vacation | trip | at work | work tomorrow | cruise | flying
        | de viaje | vacaciones | working | at my moms | appointment | my appointment | cita | home | en casa
        | at the clinic | office | shift | my sisters | my brothers | my parents | going to my | staying with
        | visiting | driving to | this weekend | weekend | until | till | flight | camping | beach | con mi hermana
        | de visita"""
    ),
    "donated": listed(
        """
        goodwill | donated | donation | salvation army | sold | yard sale | garage sale | moving out | charity
        | dono"""
    ),
    "script": listed("my pills | my naltrexone | refill | prescription | pastillas de la presion"),
    "number": listed(
        """
        one | two | three | four | five | six | seven | eight | nine | ten | couple | few | several | dos | tres
        | cuatro | cinco | seis | siete | ocho | nueve | diez | un par | unas | unos | eleven | twelve | doce
        | quince | half a | third | fourth | second | primera | segunda | tercera | another | a couple"""
    ),
    "big_number": listed(
        """
        ten | twelve | fifteen | twenty | thirty | forty | fifty | sixty | hundred | dozen | a dozen | diez | doce
        | quince | veinte | treinta | cuarenta | cincuenta | cien | docena | eighteen | twentyfive | eight | nine"""
    ),
    "unit": listed("mg | minutes | hours | hour | oclock | miligramos | minutos | horas | percent | lbs | pounds"),
    "answer_verb": listed(
        """
        text | reply | send | respond | type | answer | press | say | put | write | contesto | contestar | respondo
        | responder | mando | pongo | poner | mandar | escribo | pick"""
    ),
    "wishes_change": listed(
        """
        can you | could you | can u | can we | please | change | switch | move | send | text me | want | pueden
        | puede | cambien | manden | mandenme | cambiar"""
    ),
    "resend_time": listed(
        """
        every day | everyday | from now on | instead of | instead | each day | cada dia | todos los dias | en vez de
        | daily | earlier | later in the day | permanently | later | earlier in the day | come later | come earlier
        | mas tarde cada dia"""
    ),
    "broken": listed(
        """
        not getting | stopped getting | did not get | not receiving | never got | no me llegan | no me llego
        | no me han llegado | no llegaron | quit getting | getting them twice | twice | double | wrong time | late
        | stopped coming | did you stop | texts stop | stopped texting | did the texts stop | reminders stop
        | messages stop | dejaron de llegar | ya no me llegan"""
    ),
    "language": listed(
        """
        spanish | english | espanol | ingles | in spanish | en espanol | en ingles | creole | portuguese"""
    ),
    "visit_noun": listed(
        """
        appointment | visit | shot | injection | cita | inyeccion | consulta | vivitrol | checkup | session
        | next one"""
    ),
    "who": listed("who | whose | quien | quienes | who the hell | who the fuck"),
    "sender": listed(
        """
        this | sent | sending | texting | texts | text me | dis | are you | r you | is writing | writing | messaging
        | behind this | runs this | eres | es usted | escribe | habla | manda | mandan | me escribe | me habla
        | son ustedes | es este | sends | me esta escribiendo | me manda | contacting"""
    ),
    "which_service": listed(
        """
        what program | what service | what is this service | this service supposed | what this service
        | is this service | what company | what clinic | what number | which clinic | which office | what place
        | what app | what organization | que programa | que clinica | que servicio | que empresa | que numero
        | de que clinica | de parte de quien | de donde | what are these | what is this for | what are you
        | what is this number | what do these | what is this text | what is this about | what is this program
        | why am i getting | why do i get | why are you texting | why do you text | why do you keep
        | why am i receiving | por que me llegan | por que me escriben | por que me mandan | how did you get
        | where did you get | how you get my | de donde sacaron | como consiguieron | what are the options
        | what are my options | which options | is this confidential | this confidential | is this private
        | is it confidential | is it private | can anyone see | who can see | who sees | can anybody see
        | do these cost | does this cost | cost money | cost me anything | is this free | am i charged
        | charged for these | quien ve | quien lee | quien puede ver | es confidencial | es privado
        | me cobran por | cuesta algo | que pongo | que contesto | que le pongo | que respondo
        | persona de verdad | persona real | o es automatico | o es una maquina | o es un robot | o es un bot
        | a real person | or a bot | or a machine | or a robot | or automated | real human"""
    ),
    "mean": listed(
        """
        mean | means | do | does | significa | quiere decir | stand for | supposed to mean | is for | sirve"""
    ),
    "code_word": listed(
        """
        1 | 2 | 3 | one | two | three | number | numbers | codes | options | c | reply | stop | help | uno | dos
        | tres | numeros"""
    ),
    "call_staff": listed(
        """
        call me | call me back | give me a call | talk to someone | talk to a nurse | talk to my nurse
        | talk to the nurse | talk to a person | talk to somebody | speak to someone | speak with someone
        | speak to a nurse | speak with my nurse | speak to my doctor | talk to my doctor | talk to my counselor
        | speak with a | talk to a real | get a call | a callback | call back | llamenme | llameme
        | me pueden llamar | me llamen | me puede llamar | hablar con alguien | hablar con la enfermera
        | hablar con una enfermera | hablar con la doctora | hablar con el doctor | que me llamen | me marcan
        | marquenme | me hable"""
    ),
    "when_where": listed(
        """
        when | where | what time | which building | which office | what day | what date | which day | what floor
        | what address | which location | cuando | donde | a que hora | que dia | en donde | a donde | what room
        | which room | what suite | how do i get to | directions | address | direccion | ubicacion | location"""
    ),
    "new_number": listed(
        """
        new number | new phone | new cell | number changed | changed my number | changed numbers | switched phones
        | nuevo numero | cambie de numero | otro numero | numero nuevo | changed phones | phone number changed
        | number is now | cambie mi numero | cambie de telefono | different number | switching numbers
        | change my number | update my number | changing my number"""
    ),
    "goes_on": listed(
        """
        took | tome | taken | naltrexone | pill | pills | medicine | pastilla | medicina | side effects | sick
        | nausea"""
    ),
    "moving_it": listed(
        """
        reschedule | move | another | different | otra | otro | cambiar | instead | mover | change | can i get a new
        | openings | cancel"""
    ),
    "asks_when": listed(
        """
        how long | how many | how soon | when can | when do | should | can i | wait | cuanto | cuando puedo
        | cuantos"""
    ),
    "addressee": listed(
        """
        number | # | person | phone | num | nbr | guy | girl | lady | dude | contact | cell | patient | human | man
        | woman | party | individual | one | name | numero | persona | contacto | telefono | celular | linea
        | paciente | identity | digits | kid | dr"""
    ),
    "had_it": listed(
        """
        have | has | had | use | uses | used | own | owns | at | live | lives | work | works | tiene | usa | vive
        | belong | belongs"""
    ),
    "got_new": listed(
        """
        got this | just got this | have had this | had this | recently got | got a new | acabo de comprar este
        | acabo de sacar este | me dieron este | tengo poco con este | compre este | inherited this | bought this
        | got assigned this | was given this"""
    ),
    "wrong": listed(
        """
        wrong | mistaken | incorrect | equivocad* | incorrect* | errone* | errad* | not the right | not the correct"""
    ),
    "recently": listed(
        """
        last | yesterday | today | week | month | months | days | recently | ago | from | year | years | semana
        | mes | hace | new owner | assigned"""
    ),
    "no_longer": listed("no longer | not | does not | do not | has not | did not | ya no | no"),
    "mistook": listed(
        """
        se equivoco | se equivocaron | te equivocaste | se equivocan | estan equivocados | esta equivocado
        | esta equivocada | estas equivocado | estas equivocada | se confundio | se confundieron | me confunden
        | me estan confundiendo | mixed me up | mixing me up | have me mixed up | mixed up | mistaken identity
        | numero equivocado | equivocado de"""
    ),
    "own_phone": listed("phone | number | cell | line | telefono | numero | cel | celular | linea"),
    "nobody_here": listed(
        """
        nobody | no one | noone | no such person | there is no | there is not | not anyone | nadie | no vive
        | no hay nadie | no hay ningun* | no hay ninguna | no existe | no vive aqui | no one here | nobody here
        | no esta aqui"""
    ),
    "by_that_name": listed(
        """
        by that name | with that name | by this name | named that | of that name | con ese nombre | con ese apellido
        | de ese nombre | que se llame asi | named * | called * | llamado * | llamada * | lives here | live here
        | vive aqui | at this number | at this phone | en este numero | aqui vive"""
    ),
    "that_person": listed(
        """
        esa persona | el que busca* | la que busca* | quien busca* | quien usted | the person you | who you think
        | who you are looking | the one you | your patient | a patient | even a patient | paciente de | paciente
        | him | her | that person | this person"""
    ),
    "own_trouble": listed(
        """
        wrong dose | wrong pill | wrong pills | wrong time | wrong day | wrong way | with me | wrong pharmacy
        | feel wrong | something wrong | nothing wrong | whats wrong | me equivoque de | no hay problema
        | la farmacia | wrong pastilla"""
    ),
}
