"""The Spanish templates, in words that need no á, í, ó or ú: those would cut a segment from 160 to 70 characters."""

from __future__ import annotations

# A tuple holds the texts of discretion levels 0, 1 and 2; a single text serves all three.
TEXTS: dict[str, str | tuple[str, str, str]] = {
    "reminder": (
        "Es hora de lo de las {time}. Responda 1 hecho, 2 luego, 3 omitir",
        "Es hora de lo de las {time}. Responda 1 hecho, 2 luego, 3 omitir. Es su medicina.",
        "Es hora de lo de las {time}. Responda 1 hecho, 2 luego, 3 omitir. Es su {medicine}.",
    ),
    "nudge": (
        "Le preguntamos por lo de las {time}. Responda 1 hecho, 2 luego, 3 omitir",
        "Le preguntamos por lo de las {time}. Responda 1 hecho, 2 luego, 3 omitir. Es su medicina.",
        "Le preguntamos por lo de las {time}. Responda 1 hecho, 2 luego, 3 omitir. Es su {medicine}.",
    ),
    "targeted_prompt": (
        "Es hora de lo que tiene previsto hoy. Responda 1 hecho, 2 luego, 3 omitir",
        "Es hora de lo que tiene previsto hoy. Responda 1 hecho, 2 luego, 3 omitir. Es su medicina.",
        "Es hora de lo que tiene previsto hoy. Responda 1 hecho, 2 luego, 3 omitir. Es su {medicine}.",
    ),
    "risk_day_ask": "¿Lo previsto para hoy sigue en pie? Responda 1 si sigue, 2 si no",
    "appointment_7": (
        "Su cita es el {date} a las {time}. Responda 1 de acuerdo, 2 cambiar",
        "Su cita es el {date} a las {time}. Responda 1 de acuerdo, 2 cambiar. Es por su medicina.",
        "Su cita es el {date} a las {time}. Responda 1 de acuerdo, 2 cambiar. Es por su {medicine}.",
    ),
    "appointment_3": (
        "Su cita es pronto: el {date} a las {time}. Responda 1 de acuerdo, 2 cambiar",
        "Su cita es pronto: el {date} a las {time}. Responda 1 de acuerdo, 2 cambiar. Es por su medicina.",
        "Su cita es pronto: el {date} a las {time}. Responda 1 de acuerdo, 2 cambiar. Es por su {medicine}.",
    ),
    "appointment_1": (
        "Su cita es mañana a las {time}. Responda 1 de acuerdo, 2 cambiar",
        "Su cita es mañana a las {time}. Responda 1 de acuerdo, 2 cambiar. Es por su medicina.",
        "Su cita es mañana a las {time}. Responda 1 de acuerdo, 2 cambiar. Es por su {medicine}.",
    ),
    "appointment_0": (
        "Su cita es hoy a las {time}. Responda 1 de acuerdo, 2 cambiar",
        "Su cita es hoy a las {time}. Responda 1 de acuerdo, 2 cambiar. Es por su medicina.",
        "Su cita es hoy a las {time}. Responda 1 de acuerdo, 2 cambiar. Es por su {medicine}.",
    ),
    "restart_check_in": (
        "Por favor, hable con nosotros antes de seguir. Llame al {phone}, o responda 1 y le llamamos.",
        "Por favor, hable con nosotros antes de seguir con su medicina. Llame al {phone}, o responda 1 y llamamos.",
        "Por favor, hable con nosotros antes de seguir con su {medicine}. Llame al {phone}, o responda 1 y llamamos.",
    ),
    "refill": (
        "Puede que se le acabe hacia el {date}. Responda 1 si tiene bastante, 2 si le hace falta",
        "Puede que se le acabe hacia el {date}. Responda 1 si tiene bastante, 2 si le hace falta. Es su medicina.",
        "Puede que se le acabe hacia el {date}. Responda 1 si tiene bastante, 2 si le hace falta. Es su {medicine}.",
    ),
    "wellbeing": "¿Qué tal le va esta semana? Responda bien, regular o mal, o con sus propias palabras",
    "craving": (
        "¿Qué tan fuerte fue hoy en el peor momento? Responda de 0 (nada) a 10 (lo peor)",
        "¿Qué tan fuerte fue hoy en el peor momento? Responda de 0 (nada) a 10 (lo peor)",
        "¿Qué tan fuerte fue hoy en el peor momento? "
        "Responda de 0 (nada) a 10 (lo peor). Es sobre las ganas de beber o usar.",
    ),
    "drinks": (
        "Desde la pregunta anterior, ¿qué cantidad fue? Responda una cifra, 0 si nada",
        "Desde la pregunta anterior, ¿qué cantidad fue? Responda una cifra, 0 si nada",
        "Desde la pregunta anterior, ¿qué cantidad fue? Responda con las copas, 0 si nada",
    ),
    "side_effects": (
        "¿Algo le ha molestado desde la otra vez? Responda 0 si nada, o cuente qué fue",
        "¿Algo le ha molestado desde la otra vez? Responda 0 si nada, o cuente qué fue. Es sobre su medicina.",
        "¿Algo le ha molestado desde la otra vez? Responda 0 si nada, o cuente qué fue. Es sobre su {medicine}.",
    ),
    "own_score": "{text}",
    "own_text": "{text}",
    "planner": "¿Qué fechas quiere prever esta semana? Responda por ejemplo VIE SAB, o 0 si ninguna",
    "follow_up_targeted": (
        "Sobre lo previsto para ayer: responda 1 hecho, 3 no hecho",
        "Sobre lo previsto para ayer: responda 1 hecho, 3 no hecho. Es sobre su medicina.",
        "Sobre lo previsto para ayer: responda 1 hecho, 3 no hecho. Es sobre su {medicine}.",
    ),
    "follow_up_night": (
        "Sobre ayer: ¿a qué hora fue la primera vez? Responda por ejemplo 19:30, o 0 si ninguna",
        "Sobre ayer: ¿a qué hora fue la primera vez? Responda por ejemplo 19:30, o 0 si ninguna",
        "Una sola pregunta sobre la fecha de ayer: ¿a qué hora fue la primera copa? "
        "Responda por ejemplo 19:30, o 0 si ninguna",
    ),
    "follow_up_first": (
        "Gracias. ¿A qué hora fue la primera vez? Responda por ejemplo 19:30, o 0 si ninguna",
        "Gracias. ¿A qué hora fue la primera vez? Responda por ejemplo 19:30, o 0 si ninguna",
        "Gracias. Una pregunta sobre esa fecha: ¿a qué hora fue la primera copa? "
        "Responda por ejemplo 19:30, o 0 si ninguna",
    ),
    "follow_up_count": (
        "Gracias. ¿Y qué cantidad fue en total? Responda 0 si nada",
        "Gracias. ¿Y qué cantidad fue en total? Responda 0 si nada",
        "Gracias. ¿Y qué cantidad fue en total esa fecha? Responda con las copas, 0 si nada",
    ),
    "reason_missed": (
        "Sobre {occasion}: si se hizo, responda HECHO. Si no, ¿nos dice por qué? "
        "1 olvido, 2 estaba bien, 3 ya no tengo, 4 malestar, 5 otro",
        "Sobre {occasion}: si se hizo, responda HECHO. Si no, ¿nos dice por qué? "
        "1 olvido, 2 estaba bien, 3 ya no tengo, 4 efectos, 5 otro",
        "Sobre {occasion}: si se hizo, responda HECHO. Si no, ¿nos dice por qué? "
        "1 olvido, 2 estaba bien, 3 ya no tengo, 4 efectos, 5 otro",
    ),
    "step_ask": (
        "¿Le va bien dar el siguiente paso desde mañana? Responda 1 de acuerdo, 2 no por ahora",
        "¿Le va bien dar el siguiente paso desde mañana? Responda 1 de acuerdo, 2 no por ahora. Es por su medicina.",
        "¿Le va bien dar el siguiente paso desde mañana? Responda 1 de acuerdo, 2 no por ahora. Es por su {medicine}.",
    ),
    "welcome": "Le damos la bienvenida a {programme}: unos {per_day} mensajes diarios, para saber de usted. "
    "Puede haber costo. HELP: ayuda. STOP: terminar.",
    "opt_in_request": "{programme}: unos {per_day} mensajes diarios, para saber de usted. Responda OK para aceptar. "
    "Puede haber costo. HELP: ayuda. STOP: terminar.",
    "opt_in_confirmed": "Gracias. Desde hoy recibe mensajes de {programme}. HELP: ayuda. STOP: terminar.",
    "number_changed_verify": "{programme} tiene este celular para escribirle. Responda OK si es correcto. "
    "Si no, ignore este mensaje.",
    "ack_taken": "Gracias, anotado como hecho.",
    "ack_taken_late": "Gracias, anotado como hecho: {occasion}.",
    "ack_skipped": "Gracias por avisar. Anotado como omitido.",
    "ack_snooze": "De acuerdo. Le preguntamos otra vez a las {time}.",
    "ack_not_later": "Perdone, a esa hora no le podemos preguntar. Cuando lo sepa, responda 1 hecho o 3 omitir.",
    "ack_undo": "De acuerdo, anulamos su respuesta anterior.",
    "ack_noted": "Gracias. Se lo pasamos al equipo. Lee mensajes en horas de trabajo. Para hablar: {phone}.",
    "ack_appointment_ok": "Gracias. Nos vemos el {date} a las {time}.",
    "ack_reschedule": "Gracias. El equipo le llama para buscar otra hora. O llame al {phone}.",
    "ack_score": "Gracias, anotado: {value}.",
    "ack_check_in": "Gracias por contarnos. Queda anotado.",
    "ack_reason": "Gracias. Eso ayuda al equipo a ayudarle.",
    "ack_risk_on": "Gracias. Le escribimos a la hora prevista.",
    "ack_risk_off": "Gracias. Hoy no le escribimos sobre eso.",
    "ack_risk_days": "Gracias, previsto: {days}.",
    "ack_step_forward": "Gracias. El siguiente paso empieza el {date}. Si cambia de idea, responda 2.",
    "ack_step_later": "Gracias por decirnos. Por ahora nada cambia, y le preguntaremos otra vez.",
    "ack_risk_not": "Gracias. No le escribimos sobre eso: {days}.",
    "ack_risk_over": "Esa hora ya fue, y nada nuevo queda previsto. Responda VOY si es ahora, o RIESGO y otra fecha.",
    "ack_risk_open": "Gracias. Lo de hoy ya estaba previsto. Responda 1 hecho, 3 omitir",
    "ack_planner_none": "Gracias, anotado. Lo previsto antes sigue igual.",
    "ack_go": "De acuerdo. Ahora es el momento. Responda 1 hecho, 3 omitir",
    "ack_one_a_day": "Gracias. Lo de hoy ya consta como hecho. Se prevé una sola vez por fecha. Para hablar: {phone}.",
    "ack_follow_up": "Gracias, eso es todo por ahora.",
    "ack_supply": "Gracias por avisar. El equipo le llama por eso. O llame al {phone}.",
    "ack_refill": "Gracias, anotado. Si eso cambia, escriba o llame al {phone}.",
    "ack_side_effect": "Gracias por avisar. El equipo le llama. Preguntas ahora: {phone}. "
    "Si es urgente, llame al {emergency}.",
    "ack_medical": "Gracias. Eso no se puede responder por mensaje. El equipo le llama, o llame al {phone}. "
    "Si es urgente, llame al {emergency}.",
    "ack_lapse_alcohol": "Gracias por avisar. El equipo le llama, o llame al {phone}. "
    "Si necesita hablar ahora: {urgent}. Emergencia: {emergency}.",
    "ack_lapse_opioid": "Gracias por avisar. El equipo le llama, o llame al {phone}. "
    "Si se siente mal: {emergency}. Para hablar: {urgent}. No leemos mensajes a toda hora.",
    "ack_contact": "Gracias. El equipo revisa por qué medio escribirle. Para hablar ahora, llame al {phone}.",
    "ack_other_time": "Gracias. El equipo revisa la hora de sus mensajes. Para hablar: {phone}.",
    "ack_language": "Gracias. El equipo revisa el idioma de sus mensajes. "
    "Thank you, the team will look at it. Call {phone}.",
    "ack_picture": "Gracias. No se abren fotos ni notas de voz por este medio. Por favor, escriba o llame al {phone}.",
    "ack_call": "Gracias. El equipo le llama en horas de trabajo. Si no puede esperar, llame al {phone}. "
    "Emergencia: {emergency}.",
    "ack_pause_wish": "Gracias. Para una semana sin mensajes, responda PAUSA 7. "
    "El equipo lo lee. Para hablar: {phone}.",
    "ack_details": "Gracias. El equipo le da la hora y el lugar. Para preguntar ahora, llame al {phone}.",
    "ack_paused": "De acuerdo. Sin mensajes hasta el {date}. Puede escribir o llamar al {phone}.",
    "ack_discharged": "Este celular ya no recibe mensajes de {programme}. Para hablar, llame al {phone}. "
    "Emergencia: {emergency}.",
    "question_unclear": "Perdone, no le entendimos bien. Responda 1 hecho, 2 luego, 3 omitir. "
    "El equipo puede leer su mensaje.",
    "question_which_dose": "¿A qué hora se refiere? Responda 1 por {earlier}, 2 por {later}",
    "question_which_of_three": "¿A qué hora se refiere? Responda 1 por {earlier}, 2 por {middle}, 3 por {later}",
    "question_risk_day": "¿Qué fecha? Responda RIESGO y la fecha, por ejemplo RIESGO SAB o RIESGO VIE 21:00",
    "question_am_pm": "¿Fue de la mañana o de la noche? Responda con am o pm, por ejemplo 9 pm",
    "question_score": "Perdone, no le entendimos bien. Responda de 0 a 10. El equipo lo puede leer.",
    "question_count": "Perdone, no le entendimos bien. Responda con una cifra, 0 si nada. El equipo lo puede leer.",
    "question_reason": (
        "Gracias. ¿Nos dice por qué no se hizo? Responda 1 olvido, 2 estaba bien, 3 ya no tengo, 4 malestar, 5 otro",
        "Gracias. ¿Nos dice por qué no se hizo? Responda 1 olvido, 2 estaba bien, 3 ya no tengo, 4 efectos, 5 otro",
        "Gracias. ¿Nos dice por qué no se hizo? Responda 1 olvido, 2 estaba bien, 3 ya no tengo, 4 efectos, 5 otro",
    ),
    "help": "{programme}: llame al {phone}. Emergencia: {emergency}. Para hablar: {urgent}. "
    "No leemos mensajes a toda hora. STOP: terminar.",
    "crisis": "Gracias por escribir. Para ayuda ahora, llame al {emergency} o al {urgent}, a toda hora. "
    "Avisamos al equipo, pero no lee mensajes a toda hora.",
    "crisis_overdose": "Por favor, llame ya al {emergency}, o pida a alguien que llame. Para hablar: {urgent}. "
    "Avisamos al equipo, pero no lee mensajes a toda hora.",
    "crisis_of_another": "Por favor, llame ya al {emergency} y siga en la llamada: le dicen qué hacer. "
    "Avisamos al equipo, pero no lee mensajes a toda hora.",
    "safety_pain": "Gracias por avisar. Ya lo sabe el equipo. Por favor, llame al {phone} para hablar de eso. "
    "Emergencia: {emergency}.",
    "safety_pregnancy": "Gracias por avisar. Ya lo sabe el equipo. Le llama, o llame al {phone}. "
    "Emergencia: {emergency}.",
    "safety_liver": "Gracias por avisar. Ya lo sabe el equipo. Por favor, llame al {phone}. "
    "Si se siente muy mal, llame ya al {emergency}.",
    "stop_confirmation": "Ya no recibe mensajes de {programme}. Para recibirlos otra vez, responda START.",
    "start_confirmation": "Otra vez recibe mensajes de {programme}. HELP: ayuda. STOP: terminar.",
    "start_needs_staff": "Gracias. El equipo de {programme} le llama antes de volver a escribirle. O llame al {phone}.",
    "staff_alert": "{programme}: algo urgente le espera. Responda 1 para tomarlo, y abra {page}",
    "staff_overdue": "{programme}: algo urgente sigue sin dueño. Por favor, abra {page}",
    "staff_taken": "{programme}: ya es suyo. Por favor, abra {page}",
    "staff_nothing": "{programme}: nada espera respuesta. No se leen estos mensajes. Abra {page}",
    "staff_code": "{programme}: su clave es {code}. Vale 10 minutos. Nadie se la va a pedir.",
    "ack_pause": "De acuerdo. Nada de eso antes del {date}. Responda SEGUIR para volver antes. Para hablar: {phone}.",
    "ack_resume": "De acuerdo. Vuelve a recibir los mensajes previstos.",
    "stop_link": "{programme}: para terminar o pausar los mensajes en la web, abra {link}",
    "supporter_request": "{programme}: alguien que le conoce pide que le escribamos de vez en cuando, para que "
    "le acompañe. Responda OK si acepta. STOP: terminar.",
    "supporter_request_named": "{programme}: {who} pide que le escribamos de vez en cuando, para que le "
    "acompañe. Responda OK si acepta. STOP: terminar.",
    "supporter_thanks": "Gracias. {programme} puede escribirle de vez en cuando hasta el {date}. HELP: ayuda. "
    "STOP: terminar.",
    "support_no_answer": "{programme}: hace ya un tiempo que {who} no nos responde. Una llamada suya puede ayudar. "
    "Equipo: {phone}.",
    "support_doses_missed": "{programme}: hace ya un tiempo que {who} no marca nada hecho. Una llamada suya "
    "puede ayudar. Equipo: {phone}.",
    "support_missed_visit": "{programme}: {who} no vino a una cita prevista. Una llamada suya puede ayudar. "
    "Equipo: {phone}.",
    "support_good_week": "{programme}: buenas noticias. {who} estuvo en contacto toda la semana. Una palabra amable "
    "viene bien.",
    "support_good_week_doses": "{programme}: buenas noticias. {who} hizo todo lo previsto esta semana. Una palabra "
    "amable viene bien.",
    "support_asks_for_call": "{programme}: a {who} le hace bien una llamada suya. Equipo: {phone}.",
}
