"""Everyday words that are spelt right and must never be mended into a word with a meaning for us."""

from __future__ import annotations

from adherence.domain.reply.folding import worded

COMMON: frozenset[str] = frozenset(
    worded(
        """
        abajo about above abrir acerca adios after again against ahead ahora algo alguien alive alla almost alone
        along also although alto always amazing amiga amigo among anda ando angry answer antes anybody anyone
        anything anyway aparte apenas apoyo aquel aqui around arriba asi asked asleep attack aunque aunt author
        autumn avisar avoid awake aware away ayuda babies back backed baile bajar bajo balance barato basic
        bastante beach bean bear beat bebe become before began begin behind being believe below bench better
        between bible bien bigger birth black blame bless blind blood board body bone bonito book boot border
        bored born boss both bother bottle bought brain brains brave bread break breath breathes bright bring
        broke brother brought brown buena buenas bueno buenos build built burn buscar business busy buyer cabin
        cable cada calle called calm calor cama came camera camino campo candle candy cansado cara card care
        careful carne caro carro carry casa casi catch caught cena center cerca cervecita chair chance change
        charge cheap cheat check cheer cheese chess chica chicken chico child choice choose church ciento ciertas
        cierto cinco ciudad claro class clean clear climb clock close cloth cloud coach coast coche cocina cold
        color come comer comes comida coming common como compre con contact contar contento cook cool corner cosa
        cosas cough could count country county couple course court cover crash crazy cream crear creo cried cross
        crowd cruel crying cual cuando cuanto cuarto cuatro cuenta cuidado cuidar culpa da dance danger dar darle
        date dead deal dealing death debe debo decide decir deep deja dejar delay dentro depend desde desk dia
        diary dias dice dicho died diet dijo dinero dinner dios direct dirty doble doctor doctora dollar dolor
        donde door dormir dos doubt down dozen draft drain drama draw dream dress dried drive driver driving drop
        drove dry drying duda duele duermo dying early earth easy eating edge eight either ella ellas ellos else
        empty en encima end enemy energy enjoy enough enter entonces entrar equal eres error escuela ese eso esos
        espero esta estaba estado estan estar estas este esto estos estoy even evening event every exact except
        excuse exist extra face fact fail fair faith fall false falta familia family famous fancy farm fast father
        fault favor fear feel feliz fell felt feria fever field fight file fill fin final find fine finger finish
        fire first fish five flag flat flew float flojera floor flow flower fly focus folks follow food foot force
        forest forever forget form forma forward found four free fresh friend frio front fruit fue fuera fuerza
        full funny game gana ganas garden gave gente get giant girl give given glad glass goal going gold gone
        good gracias gran grand grande grass gray great green greet grew ground group grow guard guess guest guide
        gusta gusto gym haber habit habla hablar hace hacer hacia hair half hall hand handle happen happy hard
        hasta hate hated hay haya head healing health hear heard heart heat heavy hecho held hello help here
        hermana hermano hide high hija hijo hill hit hola hold hole holiday hombre home honest honey hope hora
        horas horse hospital hotel hour house hoy huge human hungry hunt hurry hurt husband ice idea igual image
        inside ir iron island issue jail jamas jefe job join joke judge juego jugar juice jump junto just keep
        kept keys kick kids kind king kiss kitchen knee knew knife knock know known lado lady land large last late
        latest laugh lawn laying lazy leader learn least leave left legal lejos lesson letter level life light
        like likely limit line list listen liter little live lives living llama llamar llega llegar llego lleva
        llevar lluvia local lock lonely long look loose lose loser loss lost loud love lower luck luego lunch luz
        lying machine made madre magic mail main major make making mal male malo mama manage mananas mando manera
        mano many march mark market marry mas master mata matar match matter maybe mayor mean meant meat media
        medio meet mejor menos mental mente mes mesa mesera met metal method middle miedo mientras might mil mile
        milk mind mine minor minute mio mira mirror mismo miss misses missing mistake mixed mixing model modern
        modo moment momento money month mood moon moral more morir morning most mother mount mouse mouth move
        moved mover movie moving much mucha mucho muere muerto mujer mundo music must muy nada nadie nail name
        narrow near necesito neck need needs never news next ni nice niece night nina nine nino noche noise nombre
        none noon nor north nos nose note nothing notice novel novia novio now nueva nuevo number numero nunca
        nurse ocean offer office often ojos older olvidado olvidar once only open order other otra otro ought our
        out outer outside over owner pack padre pagar page paid pain paint pair panel paper para parece parent
        park part parte party pasa pasar paso pass past path pay peace pedir pena pensar people peor perdon
        perhaps period pero perro person persona phone photo piano pick picked picking piece pilot place plain
        plan plane plant plate play playing please plenty plus poca pocket poco poder point police pollo poner
        pool poor porque power pray pretty price pride primera primo print prisa prize problema pronto proof proud
        puede puedo puerta pues pull punto pure push queda quedar queen quick quien quiere quiero quiet quite race
        radio rain raise ran range rapid rate rather rato razon reach read ready real really reason recent recibir
        record refer regreso relax repeat reply respiro rest result return rich rico ride right ring risa rise
        river road rock role roof room ropa round route row rule run running rush sabana sabe saber safe said sale
        salgo salio salt salud same sand sangre save saved saw scale scared scene school score sea sealed season
        seat second secret sed see seem seen seguir segun seguro sell semana send sense sent sentir ser serio
        serve set seven shape share sharp sheet shelf shell shift ship shirt shock shoe shop shopped shopping
        short shorts shots should shout show shower shown shut sick side siempre siento siete sign sigo silent
        silly silver simple sin since sing sink sister site sitting size skin skip skipped skipping sky sleep
        slept slide slip slipped slipper slow small smart smell smile smoke snow sobre social soft soil sol sold
        solo some son song soon sorry sort soul sound south space speak speed spend spent spilled spills spot
        spring staff stage stair stairs stand star stared started starting starts state stay staying steal
        stealing step stick still stock stone stood stopped stopping store storm story strange street stress
        strong stuck study stuff style sube subir suena suerte sugar sunny super sure sweet swim table taken
        taking tal talk talking tall tambien tan tanto tarde task taste taught teach team teeth tell ten tener
        tengo test than thank that their them then there these they thick thin thing things think third this those
        though thought three throw thrown tie tiempo tienda tiene tierra tight till time tiny tio tired title toca
        toda today todo todos toe together told tomaba tomamos toman tomando tomar tomas tomate tomen tomo tone
        took tools top total touch tough toward tower town trabajo trade traer train tras tree tres trial trick
        tried trip triste truck true trust truth try trying turn tuve twice twin two tying type ultima ultimo una
        uncle under unit uno unos until upper upset usar usted usual va vacation vale valor value vamos van vas
        vaya veces vecino veo ver verdad verdes very vez vida video viejo viene view vino visit visto viva vivo
        voice vote voy vuelta wait wake walk walked walking wall want war warm wash waste watch water wave way
        weak weather wedding week weekend weigh weight weird well west wet what wheel when where which while white
        whole wide wife wild will win wind window wine wing wings winter wise wish with woke woman won wonder wood
        word work working world worry worse worst worth would write wrong wrote ya yard year yell yo young your
        yours zero
        laser lager layer launch thinks tanks threat slapped showed slower mixed token greed greet grate parts bitter
        butter drinks flipped respira respirando cambia cambie cambien
        """
    )
)
