"""Spanish words (without accents, as the normaliser leaves them): classes, texting spellings and mendable words."""

from __future__ import annotations

from adherence.domain.reply.folding import listed, paired, worded

CLASSES: dict[str, tuple[str, ...]] = {
    "drug": listed(r"naltrexona"),
    "pill": listed(
        r"""
        pastillas? | pastillitas? | pildoras? | medicinas? | medicamentos? | tabletas? | dosis | remedios?
        | capsulas?"""
    ),
    "other_medicine": listed(
        r"""
        (?:la |las |el |los )?(?:de |del )(?:la )?(?:presion|azucar|diabetes|corazon|tiroides|colesterol|alergia)
        | (?:la |las |el |los )?(?:de |del )(?:la )?(?:gripa|acido folico|gastritis|dolor|ansiedad|depresion)
        | vitaminas? | multivitaminico | aspirinas? | paracetamol | ibuprofeno | naproxeno | antibioticos?
        | insulina | metformina | losartan | omeprazol | antidepresivos? | otra medicina | otras medicinas
        | otra pastilla | otras pastillas | anticonceptiv[oa]s? | melatonina | complejo b | calcio | hierro | tes?
        | suplementos?"""
    ),
    "shot": listed(r"(?:la |mi |esa |una )?(?:inyeccion|vacuna|inyeccion mensual|cita de la inyeccion)"),
    "opioid": listed(
        r"""
        heroina | chiva | tecata | carga | fentanilo | fenta | morfina | metadona | codeina | opio | opioides?
        | opiaceos? | buprenorfina | suboxona | tramadol | oxicodona | oxicontin | vicodina? | percocets?
        | pastillas para el dolor | pastillas azules | azules | pastas | china blanca | hidrocodona | caballo | goma"""
    ),
    "unnamed_drug": listed(
        r"""
        drogas? | algo | unas pastillas | una pastilla | cosas | una dosis | material | de todo"""
    ),
    "other_drug": listed(
        r"""
        perico | coca | cocaina | mota | marihuana | cristal | piedra | yerba | hierba | porros? | foco
        | tachas? | hongos | crico | unas lineas | una linea | pases? | un toque | gallo | churro | polvo
        | mariguana"""
    ),
    "alcohol": listed(
        r"""
        cervezas? | cheves? | chelas? | birrias? | cervecitas? | chelitas? | cheladas? | micheladas? | vinos?
        | tequilas? | mezcal | ron | trag(?:o|os|uito|uitos) | copas? | copitas? | caguamas? | pisto | alcohol
        | whisky | caballitos? | guaro | aguardiente | frias | heladas | pulque | caguamon | six | un doce
        | ballenas? | licor | bebidas? | una botella"""
    ),
    "count": listed(
        r"""
        una? | unas | unos | dos | tres | cuatro | cinco | seis | siete | ocho | nueve | diez | varias | varios
        | muchas | muchos | algunas | como \d+ | un par de | otra | otras | otro | mis | media | la | las | los"""
    ),
    "other_person": listed(
        r"""
        el | ella | ellos | hermano | hermana | mama | papa | esposo | esposa | marido | mujer | novio | novia
        | hijo | hija | primo | prima | amigo | amigos | compadre | vecino | jefe | tio | tia | perro | suegra
        | suegro | viejo | vieja | cunado | roomie | todos"""
    ),
    "texts": listed(
        r"""
        mensajes? | mensajitos? | textos? | recordatorios? | msjs? | mjs | avisos? | notificaciones"""
    ),
    "yes": listed(
        r"""
        si | sii | sip | sipi | sep | simon | claro | claro que si | por supuesto | obvio | afirmativo | asi es
        | cierto | correcto | va | arre | sale | a huevo | ahuevo | seguro | si senor | si senora | si ya | ya
        | desde luego | sisi | si si | eso si | efectivamente | sobres"""
    ),
    "no": listed(
        r"""
        no | nop | nel | nel pastel | nombre no | nambe | para nada | ni madres | negativo | nones | nunca
        | ni de chiste | nada | chale no | que va | nanais | no que va"""
    ),
    "meal": listed(
        r"""
        desayunar | desayuno | comer | comida | almorzar | almuerzo | cenar | cena | trabajar | trabajo
        | banarme | dormir | dormirme | acostarme | misa"""
    ),
    "laugh": listed(r"(?:ja){2,}j? | jaja+ | jeje+ | jiji+ | jsjs+ | jajaj+a*"),
    "weekday": listed(
        r"""
        lunes | martes | miercoles | jueves | viernes | sabados? | domingos? | finde | fin de semana"""
    ),
    "event": listed(
        r"""
        fiesta | fiestas | asado | parrillada | teteo | rumba | carrete | boda | quinceanera | quince
        | quinceanos | xv | cumpleanos | cumple | bautizo
        | carne asada | carnita asada | posada | navidad | ano nuevo | partido | futbol | juego | juega
        | concierto | baile | funeral | velorio | velacion | antro | bar | cantina | reunion | feria
        | aniversario | despedida | graduacion | peda | pachanga | reven | convivio | quincena | dia de pago
        | me pagan | manana pagan | pagan manana | dia de cobro | jaripeo | palenque | parranda
        | primera comunion | nochebuena | fin de ano"""
    ),
    "symptom": listed(
        r"""
        dolor de (?:guata|tripa|vientre) | nauseas? | asco | vomit(?:o|os|ando|e|ar|aba) | guacar(?:ear|ie|iando
        |eando|ee) | ganas de vomitar
        | mare(?:o|os|ado|ada|a)
        | dolor(?:es)? de (?:cabeza|estomago|panza|barriga|cuerpo|huesos|espalda|articulaciones|muscular)
        | migrana | jaqueca | sueno todo el dia | mucho sueno | insomnio | diarrea | chorrillo | estrenimiento
        | estrenid[oa] | comezon | ronchas? | sarpullido | urticaria | salpullido | sudor(?:es)? | sudando
        | temblor(?:es)? | temblando | tembl(?:orina|ores) | escalofrios? | fiebre | calentura | pesadillas
        | suenos (?:raros|feos|locos) | hinchad[oa]s? | moretes? | moreton(?:es)? | efectos? secundarios?
        | alergia | calambres? | debilidad | sin hambre | acidez | agruras | colicos? | retortijones
        | palpitaciones | taquicardia | boca seca | adormecid[oa] | aturdid[oa] | cansancio | reaccion | revuelto
        | vomitado | vomite"""
    ),
    "bodypart": listed(
        r"""
        estomago | guata | panza | barriga | cabeza | espalda | pecho | brazo | nalga | pompi | pompa | gluteo | cadera
        | cuerpo | huesos | articulaciones | piernas? | ojos | piel | higado | costado | garganta | cuello
        | rodillas? | tripas | pancita | cabezota"""
    ),
    "busy": listed(
        r"""
        en el trabajo | en la chamba | en el jale | trabajando | manejando | ocupad[oa] | en clase | en junta
        | en una junta | en la escuela | en misa | en la calle | jalando | chambeando | en el bano | banandome
        | comiendo | desayunando | cenando | en el doctor | en camino | en el trafico | fuera de casa
        | en la tienda | haciendo fila | cocinando | en una llamada | en el gym | en el camion | en el bus"""
    ),
}

TEXTING: dict[str, str] = paired(
    """
    k=que; q=que; ke=que; xq=porque; pq=porque; porq=porque; porke=porque; xk=porque; toy=estoy; ta=esta;
    tas=estas; tmb=tambien; tb=tambien; tmbn=tambien; tbn=tambien; tambn=tambien; kiero=quiero; qiero=quiero;
    quero=quiero; pa=para; pal=para el; pos=pues; ps=pues; pss=pues; orita=ahorita; horita=ahorita;
    aorita=ahorita; ahoritita=ahorita; aurita=ahorita; ahorta=ahorita; ahorit=ahorita; nadamas=nomas;
    namas=nomas; grax=gracias; grcs=gracias; grasias=gracias; gracia=gracias; porfa=por favor; porfis=por favor;
    plis=por favor; xfa=por favor; xfavor=por favor; porfavor=por favor; sii=si; zi=si; cii=si; dsp=despues;
    dspues=despues; desp=despues; dps=despues; mnn=manana; mñn=manana; hoi=hoy; ayr=ayer; tomee=tome; lla=ya;
    ia=ya; yaa=ya; ise=hice; ice=hice; haci=asi; todabia=todavia; tovia=todavia; toavia=todavia; tdv=todavia;
    aki=aqui; bn=bien; vien=bien; ntp=no te preocupes; nc=no se; nse=no se; nose=no se; finde=fin de semana;
    pastiya=pastilla; pastila=pastilla; pasilla=pastilla; pastya=pastilla; medisina=medicina; inyecion=inyeccion;
    inyexion=inyeccion; inieccion=inyeccion; iny=inyeccion; inllecion=inyeccion; olbide=olvide; olbido=olvido;
    holvido=olvido; ovlide=olvide; msj=mensaje; msjs=mensajes; mjs=mensajes; tel=telefono; num=numero; x=por;
    dnd=donde; kien=quien; qien=quien; qn=quien; kn=con; cn=con; toi=estoy; stoy=estoy; tngo=tengo; tenog=tengo;
    cabesa=cabeza; nausias=nauseas; nausia=nausea; oi=hoy; bolvi=volvi; ayi=ahi; hai=hay; nesecito=necesito;
    nesesito=necesito; necesitp=necesito; diganme=digan; desidi=decidi
    """
)

MENDABLE: tuple[str, ...] = worded(
    """
    pastilla pastillas medicina inyeccion todavia ahorita despues manana naltrexona
    recordatorios mensajes quiero matarme morirme suicidio sobredosis heroina fentanilo morfina metadona
    cerveza cervezas recaida nauseas vomito cabeza estomago diarrea comezon mareado mareada farmacia receta seguro
    embarazada operacion equivocado numero cita sabado domingo viernes jueves miercoles fiesta boda
    gracias minutos recuerdame mensaje
    """
)
