"""Words that decide who is meant, what is denied and what has not happened, and where a clause ends."""

from __future__ import annotations


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


FULL_STOPS = _set(". ? but pero")
BREAKS = FULL_STOPS | _set(", so because porque though although aunque then y and while cause entonces however except")
# Words of courtesy that may follow the end of a clause.
STEPPED_OVER = _set(
    """
    please thanks lol haha now already ya bro man tbh honestly right guys amigo ok gracias anymore help
    ayuda smh fr doc doctor dude bruh ngl wey guey
    """
)

NEGATORS = _set("not no never without nobody none neither nor zero nunca jamas nadie ni sin tampoco ningun ninguna")
# "No i used": the no is an answer. "Not only", "no sure": nothing is denied.
NO_SUBJECT_AFTER = _set("kill my mi its tengo estoy ando i we ive just but and ya yo actually it he she they so")
NOT_DENYING = _set("only just sure certain solo solamente nomas enough lie good great well bad fine aguanto soporto")

MINE = _set(
    """
    i we me myself yo nosotros
    tome meti eche avente fume use recai consumi bebi probe compre trague estoy ando tengo quiero voy puedo
    pienso quisiera siento ojala pensado pense corte intente necesito acabo merezco preferiria prefiero odio soy
    """
)
# Spanish leaves "yo" out: with one of these a clause begins anew, and only a "no" close by denies it.
STARTS_ANEW = MINE - _set("i we myself yo nosotros")
CLOSE_BY = 2
# "Can not come": the no is about this one verb.
MODALS = _set("can will could would")
# Of whoever died or left, nothing more is told.
GONE = _set("died passed murio fallecio asleep dormidos dormido dormida")
OTHERS = _set(
    """
    he she they him brother sister mom mother dad father husband wife boyfriend girlfriend bf gf son daughter
    roommate roomie friend friends buddy cousin cousins neighbor boss coworker coworkers uncle aunt ex kid kids
    everyone everybody people dude guys partner dog cat baby grandma grandpa family parents folks who someone
    somebody guy lady girl woman teacher sponsor nephew niece child phone battery car truck laptop tv
    ella ellos hermano hermana mama papa esposo esposa marido novio novia hijo hija primo prima primos amigo amiga
    amigos compadre vecino vecina jefe tio tia perro suegra suegro cunado todos alguien hermanos padres abuelo
    abuela abuelita celular telefono carro bateria pila gente nieto sobrino companero
    """
)

UNREAL = _set(
    """
    want wanted wants wanting will would could might may should can if almost nearly tempted thinking dream dreams
    dreamed dreamt dreaming crave craving cravings craved urge urges offered offer offering before instead need
    needed trying afraid scared worried resist resisted resisting refuse refused avoid avoided avoiding
    unless plan planned planning ready wish wished hoping hope dying jonesing fiending itching fighting
    consider considering considered miss missing imagine rather whenever does quit stopped quitting stopping deje
    dejado dejar supposed lied
    quiero quisiera queria iba ganas casi puedo podria pensando pense pensar pienso antojo antoja antojos punto
    ofrecieron ofrecio invitaron invito sone sueno intento intente tratando evitar evite miedo quieren quiere van
    """
)
# Words that may not stand between a verb and what it is said of: 'took it instead of a drink'.
NOT_BETWEEN = NEGATORS | _set(
    """
    instead before after than rather i would offered asked about thinking taking drinking using dejar then had did drank
    used smoked
    """
)
UNREAL_PAIRS = frozenset(
    {
        "going to",
        "about to",
        "used to",
        "feel like",
        "felt like",
        "think about",
        "thought about",
        "think of",
        "thoughts of",
        "said no",
        "voy a",
        "vamos a",
        "iba a",
        "antes de",
        "para no",
        "por poco",
        "close to",
        "have to",
        "supposed to",
        "allowed to",
        "ok to",
        "safe to",
        "lets",
        "when i",
        "que pasa",
    }
)

# "With my brother", "at my sister": whoever is named so is not who acts.
MENTIONING = _set(
    "with from at to of for near by off about w con de a para en por because like vs against and in on inside into"
)
POSSESSIVES = _set("my the a an his her our their this that some mi mis un una la los las su el")
OWN = _set("my mi mis")
# "I do not think i want to": what is believed is still denied.
BELIEVED = _set("think believe creo")
# "Can not stop", "could not help", "no puedo dejar de": the denied word only says how strong it is.
UNDOING = _set("stop quit help deny lie dejar parar paro dejo evitar resist")
