/** What the label says, in Spanish. */
import type { LabelKey } from './label-en.ts'

export const labelEs: Readonly<Record<LabelKey, string>> = {
  'row.who': '¿Quién está detrás de esta aplicación?',
  'row.data': '¿Qué datos pide?',
  'row.selling': '¿Vende sus datos?',
  'row.ads': '¿Se usan sus datos para anuncios?',
  'row.sharing': '¿Quién más recibe sus datos?',
  'row.other-uses': '¿Para qué más se usan sus datos?',
  'row.control': '¿Qué puede controlar usted?',
  'row.where': '¿Dónde se guardan sus datos?',
  'row.safety': '¿Cómo se cuidan sus datos?',
  'row.promises': '¿Qué promete?',

  'mark.alert': 'Sepa esto',
  'mark.no_answer': 'Sin respuesta',
  'mark.caution': 'Tenga en cuenta',

  'state.did_not_answer': '{app} no respondió nuestras preguntas de privacidad.',
  'state.did_not_answer.text':
    'Le preguntamos cómo usa y comparte sus datos de salud. No nos lo dijo. Usted aún puede elegir compartir.',
  'state.answered_with_things_to_know': '{app} respondió. Hay cosas que debe saber.',
  'state.answered_with_things_to_know.text':
    'Esto es lo que debe saber antes de elegir. Todas las respuestas están más abajo.',
  'state.answered': '{app} respondió nuestras preguntas de privacidad.',
  'state.answered.text': 'Más abajo puede leer lo que dice la compañía. No lo hemos comprobado.',
  'state.unanswered':
    '{count, plural, =0 {Respondió todas nuestras {of} preguntas de privacidad.} other {No respondió {count} de nuestras {of} preguntas de privacidad.}}',

  'app.this': 'Esta aplicación',
  'notice.withdrawn': 'La compañía retiró esta respuesta el {date}. Antes decía: {before}',
  'notice.lapsed': '{said} La última vez que lo respondió fue en {month}.',
  'notice.could_not_confirm': 'No pudimos confirmar esta respuesta. La compañía nos dijo: {before}',

  'org.identity.named': '{app} es de {name} ({country}).',
  'org.identity.named.no-country': '{app} es de {name}.',
  'org.identity.finding': 'No pudimos confirmar quién hace {app}.',
  'org.identity.blank': 'La compañía no dijo quién es.',
  'app.identity.any': '{app} quiere recibir los datos de su plan de salud.',
  'app.purpose.given': 'Lo que hace la aplicación, en palabras de la compañía: “{words}”',
  'app.purpose.blank': 'La compañía no dijo qué hace la aplicación.',
  'app.funding.members': 'La compañía dice que pagan las personas que usan la aplicación.',
  'app.funding.employers-or-plans': 'La compañía dice que pagan empleadores o planes de salud.',
  'app.funding.ads': 'Los anuncios ayudan a pagar esta aplicación.',
  'app.funding.data':
    'Otras empresas pagan por datos, o por informes hechos con los datos de las personas que usan esta aplicación.',
  'app.funding.grants': 'La compañía dice que pagan becas, donaciones o dinero público.',
  'app.funding.investors': 'La compañía dice que por ahora pagan inversores.',
  'app.funding.other': 'De qué otra forma gana dinero, en palabras de la compañía: “{words}”',
  'app.funding.blank': 'La compañía no dijo cómo gana dinero.',
  'legal.hipaa-role.no':
    'HIPAA, la ley de privacidad de la salud, no protege sus datos en esta aplicación. La FTC y las leyes del estado tal vez sí.',
  'legal.hipaa-role.yes':
    'La compañía dice que HIPAA cubre sus datos en esta aplicación. Es la ley de privacidad de la salud.',
  'legal.hipaa-role.part':
    'La compañía dice que HIPAA, la ley de privacidad de la salud, cubre una parte de sus datos aquí. El resto no.',
  'legal.hipaa-role.not-sure':
    'La compañía no sabe con certeza si HIPAA, la ley de privacidad de la salud, protege sus datos aquí.',
  'legal.hipaa-role.blank': 'La compañía no dijo si HIPAA, la ley de privacidad de la salud, protege sus datos aquí.',
  'legal.children.adults-only': 'Esta aplicación es para adultos.',
  'legal.children.teens-too': 'Los jóvenes de 13 a 17 años pueden usar esta aplicación.',
  'legal.children.under-13-with-parent':
    'Los niños menores de 13 años pueden usar esta aplicación. La compañía dice que antes debe aceptar uno de los padres.',
  'legal.children.under-13-no-parent-step':
    'Los niños menores de 13 años pueden usar esta aplicación. La compañía no dijo que antes debe aceptar uno de los padres.',
  'legal.children.blank': 'La compañía no dijo qué edad hay que tener para usar esta aplicación.',

  'smart.scopes.everything': 'Pide todos los datos de salud que tenemos sobre usted, ahora y después.',
  'smart.scopes.everyone': 'Pide datos de todas las personas cuyos datos usted puede ver.',
  'smart.scopes.Patient': 'Pide su nombre, fecha de nacimiento, sexo, dirección, teléfono y número de miembro.',
  'smart.scopes.Coverage': 'Pide el nombre de su plan, su número de miembro y las fechas de cobertura.',
  'smart.scopes.ExplanationOfBenefit':
    'Pide sus reclamos al plan. Muestran sus consultas, hospital y recetas, para qué fueron y cuánto costaron.',
  'smart.scopes.Practitioner': 'Pide los nombres de los médicos y de otras personas que le atendieron.',
  'smart.scopes.Organization': 'Pide los nombres de las clínicas, hospitales y farmacias en sus datos.',
  'smart.scopes.other': 'Pide más datos de salud: {types}.',
  'smart.scopes.signed-in': 'Pide saber que fue usted quien inició sesión.',
  'smart.scopes.blank': 'La compañía no dijo qué datos pide la aplicación.',

  'sell.identified.no': 'La compañía dice que no vende datos que muestran quién es usted.',
  'sell.identified.only-if-member-says-yes': 'La compañía dice que vende sus datos solo si usted dice que sí.',
  'sell.identified.yes': 'La compañía vende datos que muestran quién es usted. Puede que no le pregunten antes.',
  'sell.identified.blank': 'La compañía no dijo si vende sus datos.',
  'sell.deidentified.no': 'La compañía dice que no vende sus datos sin su nombre.',
  'sell.deidentified.only-if-member-says-yes':
    'La compañía dice que vende sus datos sin su nombre solo si usted dice que sí.',
  'sell.deidentified.yes': 'La compañía vende sus datos sin su nombre. Alguien aún podría saber que son de usted.',
  'sell.deidentified.blank': 'La compañía no dijo si vende datos sin su nombre.',

  'use.advertising.no': 'La compañía dice que no usa sus datos de salud para elegir anuncios.',
  'use.advertising.own-products':
    'Sus datos de salud pueden usarse para elegir qué productos de la compañía le muestran.',
  'use.advertising.other-companies':
    'Sus datos de salud pueden usarse para elegir los anuncios de otras empresas que usted ve.',
  'use.advertising.blank': 'La compañía no dijo si usa sus datos para anuncios.',
  'share.trackers.none':
    'La compañía dice que no hay herramientas de anuncios ni de rastreo donde usted ve sus datos de salud.',
  'share.trackers.no-health-data':
    'Hay herramientas de anuncios o de rastreo. La compañía dice que no ven sus datos de salud.',
  'share.trackers.may-see-health-data': 'Hay herramientas de anuncios o de rastreo que pueden ver sus datos de salud.',
  'share.trackers.names': 'La compañía nombra estas herramientas: “{names}”',
  'share.trackers.blank': 'La compañía no dijo si usa herramientas de anuncios o de rastreo.',

  'app.passes-data-on.no': 'La compañía dice que no pasa sus datos a otras aplicaciones.',
  'app.passes-data-on.only-apps-the-member-picks':
    'La compañía dice que puede enviar sus datos a otras aplicaciones, pero solo a las que usted elija.',
  'app.passes-data-on.yes-as-a-service': 'Esta aplicación junta sus datos para los productos de otras empresas.',
  'app.passes-data-on.blank': 'La compañía no dijo si pasa sus datos a otras aplicaciones.',
  'share.identified.nobody': 'La compañía dice que no comparte datos que muestran quién es usted.',
  'share.identified.vendors':
    'La compañía comparte sus datos con otras empresas que ayudan a que la aplicación funcione.',
  'share.identified.people-the-member-picks': 'La compañía comparte sus datos con las personas que usted elige.',
  'share.identified.research-groups':
    'La compañía comparte datos que muestran quién es usted con grupos que investigan.',
  'share.identified.product-partners':
    'La compañía comparte datos que muestran quién es usted con socios que hacen productos.',
  'share.identified.marketing-partners':
    'La compañía comparte datos que muestran quién es usted con otros que quieren venderle cosas.',
  'share.identified.other':
    'La compañía comparte datos que muestran quién es usted con otros. En sus propias palabras, son: “{words}”',
  'share.identified.other.unnamed':
    'La compañía comparte datos que muestran quién es usted con otros. No dijo con quién.',
  'share.identified.blank': 'La compañía no dijo con quién comparte sus datos.',
  'share.recipients.listed': 'La compañía dice que reciben sus datos: “{names}”',
  'share.recipients.blank': 'La compañía no nombró a quienes reciben sus datos.',
  'share.deidentified.no': 'La compañía dice que no comparte sus datos, ni siquiera sin su nombre.',
  'share.deidentified.only-if-member-says-yes':
    'La compañía dice que comparte sus datos sin su nombre solo si usted dice que sí.',
  'share.deidentified.yes': 'La compañía comparte sus datos sin su nombre. Alguien aún podría saber que son de usted.',
  'share.deidentified.blank': 'La compañía no dijo si comparte datos sin su nombre.',
  'share.vendors-bound.yes-and-their-vendors':
    'La compañía dice que todas las empresas que reciben sus datos deben cumplir las mismas promesas.',
  'share.vendors-bound.yes-direct-vendors':
    'La compañía dice que las empresas con las que trabaja deben cumplir las mismas promesas.',
  'share.vendors-bound.not-all': 'Algunas empresas que reciben sus datos no tienen que cumplir las mismas promesas.',
  'share.vendors-bound.blank': 'La compañía no dijo si otros deben cumplir sus promesas.',
  'share.government.when-required-and-tells':
    'La compañía dice que da datos a la policía o a los jueces solo cuando la ley la obliga. Le avisa si puede.',
  'share.government.when-required':
    'La compañía dice que da datos a la policía o a los jueces solo cuando la ley la obliga.',
  'share.government.when-asked':
    'La compañía puede dar sus datos a la policía o a otros que los pidan, aunque la ley no la obligue.',
  'share.government.blank': 'La compañía no dijo cuándo da datos a la policía o a los jueces.',
  'share.company-sale.told-with-choice':
    'Si la venden o cierra, la compañía dice que le avisa antes. Usted puede borrar sus datos o decir que no.',
  'share.company-sale.told-no-choice':
    'Si la compañía se vende o cierra, le avisan. Pero usted no decide qué pasa con sus datos.',
  'share.company-sale.not-told':
    'Si la compañía se vende o cierra, sus datos pueden pasar a un nuevo dueño. Puede que no le avisen.',
  'share.company-sale.blank': 'La compañía no dijo qué pasa con sus datos si la venden o cierra.',

  'use.purposes.service-only': 'La compañía dice que usa sus datos solo para que la aplicación le sirva a usted.',
  'use.purposes.service': 'La compañía usa sus datos para que la aplicación le sirva a usted.',
  'use.purposes.operations': 'La compañía usa sus datos para manejar su negocio.',
  'use.purposes.product-improvement': 'La compañía usa sus datos para hacer productos o mejorarlos.',
  'use.purposes.research': 'La compañía usa sus datos para investigar.',
  'use.purposes.marketing': 'La compañía usa sus datos para tratar de venderle sus propios productos.',
  'use.purposes.other': 'Para qué más se usan sus datos, en palabras de la compañía: “{words}”',
  'use.purposes.other.unnamed': 'La compañía usa sus datos para otra cosa. No dijo para qué.',
  'use.purposes.blank': 'La compañía no dijo cómo usa sus datos.',
  'use.research.no': 'La compañía dice que no usa sus datos para investigar.',
  'use.research.only-if-member-says-yes':
    'La compañía dice que usa sus datos para investigar solo si usted dice que sí.',
  'use.research.without-asking': 'Sus datos pueden usarse para investigar. No le preguntan antes.',
  'use.research.blank': 'La compañía no dijo si usa sus datos para investigar.',
  'use.ai.no-ai': 'La compañía dice que ninguna herramienta de IA usa sus datos.',
  'use.ai.features-no-training':
    'La IA (inteligencia artificial) lee sus datos para partes de la aplicación. La compañía dice que no aprende de ellos.',
  'use.ai.training-if-member-says-yes': 'La compañía dice que entrena a la IA con sus datos solo si usted dice que sí.',
  'use.ai.training-without-asking': 'Sus datos pueden usarse para entrenar a la IA. No le preguntan antes.',
  'use.ai.vendors': 'La compañía dice que estas empresas de IA reciben sus datos: “{names}”',
  'use.ai.blank': 'La compañía no dijo si la IA usa sus datos.',
  'use.decisions.no':
    'La compañía dice que sus datos no se usan para decidir sobre su plan de salud, su trabajo, sus préstamos o su vivienda.',
  'use.decisions.yes':
    'Sus datos pueden usarse para decidir sobre su plan de salud, su trabajo, sus préstamos o su vivienda.',
  'use.decisions.blank':
    'La compañía no dijo si sus datos se usan para decidir sobre su plan de salud, su trabajo, sus préstamos o su vivienda.',
  'choice.family.no': 'La compañía dice que no pide datos sobre las personas cercanas a usted.',
  'choice.family.yes-with-rules':
    'Sus datos también pueden hablar de su familia. La compañía dice que tiene reglas para protegerla.',
  'choice.family.yes-no-rules':
    'Sus datos también pueden hablar de su familia. La compañía no tiene reglas para protegerla.',
  'choice.family.blank': 'La compañía no dijo si pide datos sobre las personas cercanas a usted.',

  'contact.member-support.given': 'Usted puede preguntar o quejarse. La compañía dice que use: {contact}',
  'contact.member-support.blank': 'La compañía no dijo cómo preguntar o quejarse.',
  'policy.device-data.none': 'La compañía dice que la aplicación no usa otros datos de su teléfono.',
  'policy.device-data.kinds': 'La aplicación también usa esto de su teléfono: {kinds}.',
  'policy.device-data.other': 'Qué más usa de su teléfono, en palabras de la compañía: “{words}”',
  'policy.device-data.not-disclosed': 'La aplicación usa otros datos de su teléfono y su política no lo dice.',
  'policy.device-data.disclosure-blank': 'La compañía no dijo si su política habla de esto.',
  'policy.device-data.blank': 'La compañía no dijo si la aplicación usa otros datos de su teléfono.',
  'device.location': 'el lugar donde usted está',
  'device.camera': 'cámara',
  'device.photos': 'fotos',
  'device.contacts': 'contactos',
  'device.microphone': 'micrófono',
  'device.health-sensors': 'sensores de salud',
  'device.advertising-id': 'el número que usan los anuncios',
  'device.other': 'otra cosa',
  'choice.opt-in.yes': 'La compañía dice que no comparte nada más si usted no lo activa.',
  'choice.opt-in.no': 'La aplicación comparte más de lo que necesita desde el inicio. Usted tiene que apagarlo.',
  'choice.opt-in.blank': 'La compañía no dijo si comparte más de lo que necesita desde el inicio.',
  'choice.ongoing.once': 'La compañía dice que la aplicación recibe sus datos una sola vez.',
  'choice.ongoing.until-date': 'La aplicación sigue recibiendo datos nuevos hasta el {date}.',
  'choice.ongoing.for-months':
    '{months, plural, one {La aplicación sigue recibiendo datos nuevos por # mes.} other {La aplicación sigue recibiendo datos nuevos por # meses.}}',
  'choice.ongoing.until-stopped': 'La aplicación sigue recibiendo datos nuevos hasta que usted la detenga.',
  'choice.ongoing.when-opened': 'Busca datos nuevos cuando usted abre la aplicación.',
  'choice.ongoing.daily': 'Busca datos nuevos cada día.',
  'choice.ongoing.weekly': 'Busca datos nuevos cada semana.',
  'choice.ongoing.monthly': 'Busca datos nuevos cada mes o con menos frecuencia.',
  'choice.ongoing.more-than-daily': 'Busca datos nuevos más de una vez al día.',
  'choice.ongoing.blank': 'La compañía no dijo por cuánto tiempo la aplicación recibe sus datos.',
  'choice.how-to-stop.given':
    'La compañía dice cómo detenerla en la aplicación: “{words}” También puede detenerla en la cuenta de su plan de salud.',
  'choice.how-to-stop.blank':
    'La compañía no dijo cómo detenerla en la aplicación. Puede detenerla en la cuenta de su plan de salud. Borrar la aplicación puede no detenerla.',
  'choice.after-stop.deleted':
    '{days, plural, =0 {Cuando usted la detiene, la compañía dice que borra sus datos de inmediato.} one {Cuando usted la detiene, la compañía dice que borra sus datos en # día.} other {Cuando usted la detiene, la compañía dice que borra sus datos en # días.}}',
  'choice.after-stop.deleted-if-asked':
    'Cuando usted la detiene, la compañía guarda sus datos si usted no le pide que los borre.',
  'choice.after-stop.kept': 'Cuando usted la detiene, la compañía guarda los datos que ya tiene.',
  'choice.after-stop.blank': 'La compañía no dijo qué pasa con sus datos cuando usted la detiene.',
  'choice.rights.see': 'La compañía dice que usted puede ver los datos que tiene sobre usted.',
  'choice.rights.fix': 'La compañía dice que usted puede corregir sus datos o ponerles una nota.',
  'choice.rights.download': 'La compañía dice que usted puede descargar sus datos.',
  'choice.rights.send': 'La compañía dice que usted puede enviar sus datos a otros.',
  'choice.rights.delete': 'La compañía dice que usted puede borrar sus datos.',
  'choice.rights.no-delete': 'Usted no puede borrar los datos que la compañía tiene sobre usted.',
  'choice.rights.none': 'Usted no puede ver, corregir ni borrar los datos que la compañía tiene sobre usted.',
  'choice.rights.blank': 'La compañía no dijo si usted puede ver o borrar sus datos.',
  'smart.offline.no': 'La compañía dice que la aplicación recibe sus datos solo mientras usted la usa.',
  'smart.offline.online': 'La compañía dice que la aplicación recibe sus datos solo mientras su sesión está abierta.',
  'smart.offline.yes-any-time': 'La aplicación puede recibir sus datos aun cuando usted no la usa.',
  'smart.offline.blank': 'La compañía no dijo si la aplicación recibe datos cuando usted no la usa.',

  'store.where.not-kept': 'La compañía dice que no guarda sus datos.',
  'store.where.device-only': 'La compañía dice que sus datos se quedan en su teléfono o computadora.',
  'store.where.device': 'Parte de sus datos se guarda en su teléfono o computadora.',
  'store.where.own-servers': 'Sus datos se guardan en las computadoras de la compañía.',
  'store.where.cloud': 'Sus datos se guardan en una empresa de la nube a la que paga la compañía.',
  'store.where.another-company': 'Sus datos se guardan en otra empresa.',
  'store.where.blank': 'La compañía no dijo dónde guarda sus datos.',
  'store.country.us-only': 'La compañía dice que sus datos se quedan en los Estados Unidos.',
  'store.country.others': 'Sus datos pueden guardarse o verse en: {countries}.',
  'store.country.blank': 'La compañía no dijo a qué países van sus datos.',
  'store.closed-account.deleted-at-once':
    'Si usted cierra su cuenta, la compañía dice que borra sus datos de inmediato.',
  'store.closed-account.deleted-after-months':
    '{months, plural, one {Si usted cierra su cuenta, la compañía dice que borra sus datos después de # mes.} other {Si usted cierra su cuenta, la compañía dice que borra sus datos después de # meses.}}',
  'store.closed-account.kept-until-asked':
    'Si usted cierra su cuenta, la compañía guarda sus datos hasta que usted le pida que los borre.',
  'store.closed-account.kept-for-good': 'Si usted cierra su cuenta, la compañía guarda sus datos para siempre.',
  'store.closed-account.blank': 'La compañía no dijo qué pasa con sus datos si usted cierra su cuenta.',

  'sec.transit.yes': 'La compañía dice que pone en clave (cifra) sus datos cuando se envían.',
  'sec.transit.no': 'Sus datos pueden enviarse sin estar en clave (cifrados).',
  'sec.transit.blank': 'La compañía no dijo si sus datos van en clave (cifrados) cuando se envían.',
  'sec.at-rest.yes-always': 'La compañía dice que guarda sus datos en clave (cifrados).',
  'sec.at-rest.member-turns-on': 'Sus datos se guardan en clave (cifrados) solo si usted lo activa.',
  'sec.at-rest.no': 'Sus datos no se guardan en clave (cifrados).',
  'sec.at-rest.nothing-stored': 'La compañía dice que no guarda datos de usted.',
  'sec.at-rest.blank': 'La compañía no dijo si guarda sus datos en clave (cifrados).',
  'sec.saved-login.does-not-stay': 'La compañía dice que la aplicación no deja su sesión abierta.',
  'sec.saved-login.server-token':
    'La aplicación deja su sesión abierta. La compañía dice que usa sus propias computadoras para eso.',
  'sec.saved-login.secure-store':
    'La aplicación deja su sesión abierta. La compañía dice que usa el lugar seguro de su teléfono.',
  'sec.saved-login.ordinary-storage':
    'La aplicación puede dejar en su teléfono datos para entrar que otros podrían obtener.',
  'sec.saved-login.blank': 'La compañía no dijo cómo la aplicación deja su sesión abierta.',
  'sec.no-payer-password.yes':
    'La compañía dice que la aplicación nunca pide la contraseña de su plan de salud. Escríbala solo en la página de su plan.',
  'sec.no-payer-password.no': 'La aplicación puede pedir la contraseña de su plan de salud.',
  'sec.no-payer-password.blank': 'La compañía no dijo si la aplicación pide la contraseña de su plan de salud.',
  'sec.sign-in.two-step-required': 'La compañía dice que se entra en dos pasos o con una llave de acceso.',
  'sec.sign-in.two-step-offered': 'Se puede entrar en dos pasos. Usted tiene que activarlo.',
  'sec.sign-in.password-only': 'Se entra con un solo paso, como una contraseña.',
  'sec.sign-in.no-sign-in': 'No hay que iniciar sesión. Quien tenga su teléfono puede ver sus datos.',
  'sec.sign-in.blank': 'La compañía no dijo cómo se inicia sesión.',
  'sec.pentest.last-12-months-fixed':
    'La compañía dice que una empresa de fuera probó sus defensas en el último año. Dice que corrigió las fallas graves.',
  'sec.pentest.last-12-months-open':
    'La última prueba de seguridad de la compañía encontró fallas graves que aún no corrige.',
  'sec.pentest.older-or-in-house': 'Ninguna empresa de fuera probó en el último año si la aplicación es segura.',
  'sec.pentest.never': 'Nadie ha probado si la aplicación es segura.',
  'sec.pentest.blank': 'La compañía no dijo si alguien probó que la aplicación es segura.',
  'sec.reports.held': 'La compañía dice que tiene estos informes de fuera: {reports}.',
  'sec.reports.other': 'La compañía dice que tiene otro informe de fuera: “{words}”',
  'sec.reports.none': 'La compañía no tiene ningún informe de fuera sobre su seguridad.',
  'sec.reports.blank': 'La compañía no dijo si alguien de fuera revisó su seguridad.',
  'sec.incidents.none': 'La compañía dice que no perdió ni expuso datos en los últimos 3 años.',
  'sec.incidents.fixed':
    '{year, select, none {La compañía nos contó que perdió o expuso datos. Dice que el problema está resuelto.} other {La compañía nos contó que perdió o expuso datos en {year}. Dice que el problema está resuelto.}}',
  'sec.incidents.not-fixed':
    '{year, select, none {La compañía nos contó que perdió o expuso datos. Aún no está resuelto.} other {La compañía nos contó que perdió o expuso datos en {year}. Aún no está resuelto.}}',
  'sec.incidents.blank': 'La compañía no dijo si perdió o expuso datos.',
  'sec.breach-notice.yes': 'Si sus datos quedan expuestos, la compañía dice que le avisa en 60 días o menos.',
  'sec.breach-notice.other': 'Si sus datos quedan expuestos, la compañía puede tardar más de 60 días en avisarle.',
  'sec.breach-notice.other.words': 'Cuándo le avisa, en palabras de la compañía: “{words}”',
  'sec.breach-notice.no': 'La compañía no piensa avisarle si sus datos quedan expuestos.',
  'sec.breach-notice.blank': 'La compañía no dijo si le avisa cuando sus datos quedan expuestos.',

  'org.officer.named': 'La compañía dice que nombró a una persona que cuida sus promesas de privacidad.',
  'org.officer.blank': 'La compañía no dijo quién está a cargo de la privacidad.',
  'policy.url.given': 'La política de privacidad está en {url}. Es del {date}.',
  'policy.url.undated': 'La política de privacidad está en {url}. La compañía no dijo de cuándo es.',
  'policy.url.finding': 'No pudimos encontrar una política de privacidad pública de esta aplicación.',
  'policy.url.blank': 'La compañía no dijo dónde está su política de privacidad.',
  'policy.plain-language.yes': 'La compañía dice que su política es fácil de leer.',
  'policy.plain-language.no': 'La compañía dice que su política no es fácil de leer.',
  'policy.plain-language.blank': 'La compañía no dijo si su política es fácil de leer.',
  'policy.shown-first.yes':
    'La compañía dice que antes de recibir sus datos le muestra su política y le pregunta si la acepta.',
  'policy.shown-first.no': 'La aplicación puede recibir sus datos antes de que usted vea su política.',
  'policy.shown-first.blank': 'La compañía no dijo cuándo puede ver usted su política.',
  'policy.says-use-share-sell.yes':
    'La compañía dice que su política explica si sus datos pueden compartirse o venderse, ahora o después.',
  'policy.says-use-share-sell.no': 'Su política no dice si sus datos pueden compartirse o venderse.',
  'policy.says-use-share-sell.blank': 'La compañía no dijo si su política habla de compartir y vender.',
  'policy.express-consent.yes-always': 'La compañía dice que le pregunta antes de usar, compartir o vender sus datos.',
  'policy.express-consent.some-uses': 'La compañía le pregunta antes de algunos usos de sus datos, pero no de todos.',
  'policy.express-consent.no': 'La compañía puede usar, compartir o vender sus datos sin preguntarle antes.',
  'policy.express-consent.blank': 'La compañía no dijo si le pregunta antes de usar o compartir sus datos.',
  'policy.stop-and-dispose.yes':
    'La compañía dice que su política explica cómo dejar de compartir y qué pasa después con sus datos.',
  'policy.stop-and-dispose.no': 'Su política no dice cómo dejar de compartir ni qué pasa después con sus datos.',
  'policy.stop-and-dispose.blank': 'La compañía no dijo si su política explica cómo dejar de compartir.',
  'policy.changes.notice-and-ask-again':
    'Si su política cambia mucho, la compañía dice que le avisa y le pregunta otra vez.',
  'policy.changes.notice-first': 'La compañía dice que le avisa antes de que cambie su política.',
  'policy.changes.posted-only': 'La compañía publica la nueva política en internet. Usted tiene que buscarla.',
  'policy.changes.no-notice': 'La compañía puede cambiar su política y no avisarle.',
  'policy.changes.blank': 'La compañía no dijo si le avisa cuando cambia su política.',
  'carin.status.accredited':
    'La compañía dice que pasó una revisión de fuera del código CARIN. Es un código de privacidad para aplicaciones de salud.',
  'carin.status.listed':
    'La compañía dice que prometió en público seguir el código de privacidad CARIN. Nadie de fuera lo revisó.',
  'carin.status.follows': 'La compañía dice que sigue el código de privacidad CARIN. No está en la lista pública.',
  'carin.status.no': 'La compañía no prometió seguir el código de privacidad CARIN para aplicaciones de salud.',
  'carin.status.blank': 'La compañía no dijo si sigue el código de privacidad CARIN.',
  'attest.signature.signed':
    'La compañía firmó estas respuestas el {date}. No las hemos comprobado. Dice que el cargo de quien firmó es “{title}”.',
  'attest.signature.dated': 'La compañía firmó estas respuestas el {date}. No las hemos comprobado.',
  'attest.signature.old': 'Estas respuestas tienen más de un año. La compañía respondió por última vez en {month}.',
  'attest.signature.blank': 'Nadie ha firmado aún estas respuestas.',
}
