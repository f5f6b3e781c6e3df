/** The public pages that come in two languages, and the frame around them, in Spanish. */
import type { PublicKey } from './public-en.ts'

export const publicEs: Readonly<Record<PublicKey, string>> = {
  'frame.skip': 'Ir al contenido principal',
  'frame.product': 'Portal Candor para desarrolladores',
  'frame.menu': 'Menú',
  'frame.main': 'Principal',
  'frame.signIn': 'Iniciar sesión',
  'frame.apis': 'API',
  'frame.gettingStarted': 'Primeros pasos',
  'frame.security': 'Seguridad',
  'frame.atRisk': 'En riesgo',
  'frame.members': 'Para miembros',
  'frame.directory': 'Aplicaciones aprobadas',
  'frame.helpApis': 'Ayuda con las API',
  'frame.helpQuestionnaire': 'Cuestionario y seguridad',
  'frame.terms': 'Términos del servicio',
  'frame.sharing': 'Compartir sus datos de salud',
  'frame.staff': 'Acceso del personal',

  'directory.title': 'Aplicaciones aprobadas',
  'directory.lead':
    'Los miembros pueden compartir sus datos con estas aplicaciones. A cada compañía le hicimos las mismas preguntas.',
  'directory.tested':
    '{payer} no ha comprobado las respuestas. Las aplicaciones están por nombre y ninguna tiene mejor lugar.',
  'directory.switch': 'This page in English',
  'directory.none':
    'Todavía no hay ninguna aplicación aprobada. Cuando la haya, estará aquí con lo que respondió su compañía.',
  'directory.count': '{count, plural, one {# aplicación} other {# aplicaciones}}, por nombre',
  'directory.company': 'Hecha por {company}',
  'directory.published': 'Respuestas del {date}',
  'directory.learn': 'Qué significa compartir y qué preguntar primero',
  'directory.back': 'Todas las aplicaciones aprobadas',
  'directory.signed': 'Estas respuestas vienen de {company}, firmadas el {date}. {payer} no las ha comprobado.',
  'directory.stopped': 'Esta aplicación no puede recibir datos de {payer} ahora.',
  'directory.record': 'Sobre este registro',
  'directory.version': 'Versión {version}, publicada el {date}',
  'directory.digest': 'Huella de las respuestas (SHA-256)',
  'directory.clientId': 'Número de cliente',
  'directory.json': 'Las mismas respuestas, firmadas, en JSON',
}
