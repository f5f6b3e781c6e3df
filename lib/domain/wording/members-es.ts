/** The page for members about sharing, in Spanish. */
import type { MembersKey } from './members-en.ts'

export const membersEs: Readonly<Record<MembersKey, string>> = {
  title: 'Compartir sus datos de salud',
  lead: 'Las aplicaciones pueden pedir los datos de su plan de salud. Usted elige quién los recibe. Esto es lo que conviene saber antes de elegir.',
  switch: 'This page in English',
  onThisPage: 'En esta página',

  'means.heading': 'Qué significa compartir',
  'means.copy': 'Si dice que sí, la aplicación recibe una copia de sus datos.',
  'means.control':
    'Después, {payer} no puede controlar la copia ni recuperarla. La compañía que hace la aplicación sí la controla.',
  'means.what':
    'Sus datos muestran la atención que recibió, las medicinas que toma y cuánto costaron. Pueden decir algo de su salud mental, del uso de drogas o alcohol, del VIH y de otras cosas que quizá quiera guardar para usted.',
  'means.family': 'También pueden decir algo de su familia.',
  'means.free': 'Usted no tiene que compartir. Su cobertura no cambia si dice que no.',

  'uses.heading': 'Qué más puede hacer una aplicación con ellos',
  'uses.lead': 'Usted usa una aplicación para una cosa. La compañía puede usar sus datos para más. Puede:',
  'uses.ads': 'mostrarle anuncios',
  'uses.sell': 'vender sus datos o compartirlos con otras empresas',
  'uses.research': 'hacer estudios',
  'uses.ai': 'enseñar a las computadoras a hallar patrones (inteligencia artificial)',
  'uses.end':
    'Sus datos pueden decir mucho de usted. Por eso importa qué hace con ellos la compañía y qué tan bien los cuida.',

  'asked.heading': 'Lo que la compañía nos dice a nosotros y a usted',
  'asked.ask': 'Preguntamos a cada compañía cómo usa y comparte sus datos. Usted ve las respuestas antes de elegir.',
  'asked.blank': 'Las compañías no tienen que responder. Si una no respondió, se lo decimos.',
  'asked.tested': 'Las respuestas vienen de la compañía. {payer} no las ha comprobado.',
  'asked.link': 'Lea las respuestas de todas las aplicaciones aprobadas',

  'questions.heading': 'Preguntas para hacer antes de compartir',
  'questions.lead':
    'Busque las respuestas en la política de privacidad de la aplicación. Si no las encuentra, pregunte primero a la compañía.',
  'questions.data': '¿Qué datos toma la aplicación? ¿Toma también otras cosas, como dónde estoy?',
  'questions.name': '¿Quita mi nombre de mis datos? ¿Podría alguien saber de todos modos que soy yo?',
  'questions.use': '¿Para qué usa mis datos?',
  'questions.share': '¿Comparte o vende mis datos? ¿Quién los recibe y por qué? ¿Es para anuncios o estudios?',
  'questions.limit': '¿Puedo limitar cómo usa y comparte mis datos?',
  'questions.safe': '¿Cómo cuida mis datos?',
  'questions.family': '¿Podría cambiar algo para otras personas, como mi familia?',
  'questions.see': '¿Puedo ver mis datos y corregir lo que está mal?',
  'questions.complain': '¿Quién responde si tengo una pregunta o una queja?',
  'questions.stop': '¿Cómo hago para que pare? ¿Basta con quitar la aplicación de mi teléfono?',
  'questions.delete': '¿Qué pasa con mis datos cuando dejo de compartir? ¿Los borran?',
  'questions.change': '¿Cómo sabré si cambian las reglas de la aplicación?',

  'safe.heading': 'Cómo cuidar sus datos',
  'safe.policy': 'Lea la política de privacidad antes de decir que sí.',
  'safe.less': 'Comparta solo lo que la aplicación necesita. Puede dejar partes fuera.',
  'safe.password':
    'Escriba la contraseña de su plan solo en la página de inicio de sesión de {payer}. Nunca se la dé a una aplicación.',
  'safe.lock': 'Ponga un bloqueo en su teléfono. Use una contraseña difícil de adivinar.',
  'safe.update': 'Mantenga al día su teléfono y sus aplicaciones.',
  'safe.list': 'Mire de vez en cuando la lista de aplicaciones con las que comparte.',

  'law.heading': 'Quién protege sus datos',
  'law.hipaa':
    'HIPAA es la ley de privacidad de la salud. Su plan, su médico y su hospital deben cumplirla. También las empresas que trabajan para ellos.',
  'law.apps': 'La mayoría de las aplicaciones que usted elige por su cuenta no tienen que cumplir con HIPAA.',
  'law.ocr':
    'La Oficina de Derechos Civiles (OCR) vigila que se cumpla HIPAA. Es parte del Departamento de Salud y Servicios Humanos de EE. UU.',
  'law.ftc':
    'La Comisión Federal de Comercio (FTC) protege a las personas que usan aplicaciones. Puede actuar cuando una aplicación no cumple lo que promete.',
  'law.breach':
    'Si sus datos se filtran, o se comparten sin su permiso, muchas aplicaciones de salud deben avisarle. Deben hacerlo en 60 días o menos.',
  'law.state': 'Las leyes de su estado también pueden ayudarle.',

  'stop.heading': 'Cómo dejar de compartir',
  'stop.any': 'Puede dejar de compartir cuando quiera. Nadie puede tratarle peor por eso.',
  'stop.page': 'En la web, vaya a “Aplicaciones con las que comparto”, inicie sesión y elija “Dejar de compartir”.',
  'stop.link': 'Ir a “Aplicaciones con las que comparto”',
  'stop.phone': 'Por teléfono, llame a {payer}: {phone}.',
  'stop.app': 'Quitar la aplicación de su teléfono puede no bastar.',
  'stop.copy': 'La compañía todavía tiene los datos que recibió. Pídale que los borre.',

  'complain.heading': 'Cómo quejarse',
  'complain.app': 'De una aplicación: escriba a la FTC.',
  'complain.appLink': 'Quejarse ante la FTC en reportfraud.ftc.gov',
  'complain.plan':
    'De {payer}, un médico o un hospital y la privacidad de su salud: escriba a la OCR. Hágalo en 180 días o menos.',
  'complain.planLink': 'Quejarse ante la OCR en ocrportal.hhs.gov',
  'complain.payer': 'También puede decírselo a {payer}. Llame: {phone}, o use nuestro sitio web.',
  'complain.payerLink': 'Ir a {site}',
  'complain.free': 'Nadie puede tratarle peor por quejarse.',

  'help.heading': 'Ayuda en su idioma',
  'help.text': 'Podemos ayudarle gratis en su idioma o con letra grande. Llame: {phone}.',
}
