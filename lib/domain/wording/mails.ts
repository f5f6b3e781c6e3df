/**
 * What mails to members say, in English and Spanish. Neutral on purpose: whoever sees a subject or preview on a locked
 * screen learns neither the name of an app nor anything about health.
 */
import { IntlMessageFormat } from 'intl-messageformat'
import type { Lang } from './pages.ts'

const en = {
  'grantConnected.subject': 'You changed what you share',
  'grantConnected.preview': 'If you did this, there is nothing more to do.',
  'grantConnected.heading': 'You started sharing with an app',
  'grantConnected.lead':
    'You signed in at {payer} and let an app get data from your account. This mail does not name the app, to keep your choice private.',
  'grantConnected.see': 'You can see the app, what it may get and until when, and stop sharing at any time.',
  'grantConnected.not': 'If this was not you, stop sharing on that page and call {payer}: {phone}.',
  'grantStopped.subject': 'You changed what you share',
  'grantStopped.preview': 'If you did this, there is nothing more to do.',
  'grantStopped.heading': 'You stopped sharing with an app',
  'grantStopped.lead':
    'The app cannot get new data from your {payer} account any more. This mail does not name the app, to keep your choice private.',
  'grantStopped.kept':
    'The app may keep what it already got. To ask for it to be deleted, write to the company behind the app.',
  'grantStopped.not': 'If this was not you, call {payer}: {phone}.',
  'grantRevoked.subject': 'Something changed in what you share',
  'grantRevoked.preview': 'You do not have to do anything.',
  'grantRevoked.lead':
    'An app that you shared with can get no new data from your {payer} account any more. It gave its access back, or we ended it to keep your data safe. This mail does not name the app, to keep your choice private.',
  'grantEndedByPlan.subject': 'Something changed in what you share',
  'grantEndedByPlan.preview': 'You do not have to do anything.',
  'grantEndedByPlan.heading': 'Sharing with an app has ended',
  'grantEndedByPlan.lead':
    '{payer} ended the access of an app that you shared with. It cannot get new data from your account. This mail does not name the app, to keep your choice private.',
  'grantEndedByPlan.not': 'Your health coverage does not change. Questions about this? Call {payer}: {phone}.',
  'grantEndedByPlan.why': '{payer} sends this mail when sharing ends without you. It was written automatically.',
  'clientStopped.subject': 'Something changed in what you share',
  'clientStopped.preview': 'You do not have to do anything.',
  'clientStopped.heading': 'An app you share with is stopped for now',
  'clientStopped.lead':
    '{payer} stopped an app that you share with, to keep your data safe. It cannot get new data from your account. This mail does not name the app, to keep your choice private.',
  'clientStopped.why':
    '{payer} sends this mail when it stops an app that you share with. It was written automatically.',
  'action.grants': 'See the apps you share with',
  'footer.why': '{payer} sends this mail whenever you start or stop sharing. It was written automatically.',
  'footer.help': 'Questions? Call {payer}: {phone}.',
  'footer.language': 'Free help in your language, and in forms such as large print, is available. Call {phone}.',
} as const

export type MailKey = keyof typeof en

const es: Readonly<Record<MailKey, string>> = {
  'grantConnected.subject': 'Usted cambió lo que comparte',
  'grantConnected.preview': 'Si fue usted, no tiene que hacer nada más.',
  'grantConnected.heading': 'Usted empezó a compartir con una aplicación',
  'grantConnected.lead':
    'Usted inició sesión en {payer} y permitió que una aplicación reciba datos de su cuenta. Este correo no nombra la aplicación, para que su decisión sea privada.',
  'grantConnected.see':
    'Usted puede ver la aplicación, qué puede recibir y hasta cuándo, y dejar de compartir en cualquier momento.',
  'grantConnected.not': 'Si no fue usted, deje de compartir en esa página y llame a {payer}: {phone}.',
  'grantStopped.subject': 'Usted cambió lo que comparte',
  'grantStopped.preview': 'Si fue usted, no tiene que hacer nada más.',
  'grantStopped.heading': 'Usted dejó de compartir con una aplicación',
  'grantStopped.lead':
    'La aplicación ya no puede recibir datos nuevos de su cuenta de {payer}. Este correo no nombra la aplicación, para que su decisión sea privada.',
  'grantStopped.kept':
    'La aplicación puede guardar lo que ya recibió. Para pedir que lo borre, escriba a la compañía de la aplicación.',
  'grantStopped.not': 'Si no fue usted, llame a {payer}: {phone}.',
  'grantRevoked.subject': 'Algo cambió en lo que usted comparte',
  'grantRevoked.preview': 'Usted no tiene que hacer nada.',
  'grantRevoked.lead':
    'Una aplicación con la que usted compartía ya no puede recibir datos nuevos de su cuenta de {payer}. Devolvió su acceso, o lo terminamos para cuidar sus datos. Este correo no nombra la aplicación, para que su decisión sea privada.',
  'grantEndedByPlan.subject': 'Algo cambió en lo que usted comparte',
  'grantEndedByPlan.preview': 'Usted no tiene que hacer nada.',
  'grantEndedByPlan.heading': 'Usted ya no comparte con una aplicación',
  'grantEndedByPlan.lead':
    '{payer} terminó el acceso de una aplicación con la que usted compartía. No puede recibir datos nuevos de su cuenta. Este correo no nombra la aplicación, para que su decisión sea privada.',
  'grantEndedByPlan.not': 'Su cobertura de salud no cambia. ¿Tiene preguntas? Llame a {payer}: {phone}.',
  'grantEndedByPlan.why':
    '{payer} envía este correo cuando se deja de compartir sin que usted lo pida. Se escribió de forma automática.',
  'clientStopped.subject': 'Algo cambió en lo que usted comparte',
  'clientStopped.preview': 'Usted no tiene que hacer nada.',
  'clientStopped.heading': 'Una aplicación con la que comparte está detenida por ahora',
  'clientStopped.lead':
    '{payer} detuvo una aplicación con la que usted comparte, para proteger sus datos. No puede recibir datos nuevos de su cuenta. Este correo no nombra la aplicación, para que su decisión sea privada.',
  'clientStopped.why':
    '{payer} envía este correo cuando detiene una aplicación con la que usted comparte. Se escribió de forma automática.',
  'action.grants': 'Ver las aplicaciones con las que comparte',
  'footer.why':
    '{payer} envía este correo cada vez que usted empieza o deja de compartir. Se escribió de forma automática.',
  'footer.help': '¿Tiene preguntas? Llame a {payer}: {phone}.',
  'footer.language': 'Hay ayuda gratis en su idioma y en otros formatos, como letra grande. Teléfono: {phone}.',
}

const sentences: Readonly<Record<Lang, Readonly<Record<MailKey, string>>>> = { en, es }

/** The payer's phone line may be words instead of a number; these are the default ones. */
const ON_THE_CARD = 'the number on your member ID card'
const phoneText = (lang: Lang, phone: string) =>
  lang === 'es' && phone === ON_THE_CARD ? 'el número de su tarjeta de miembro' : phone

/** @returns the whole sentence of a key; values are put in as text only, a missing one throws */
export function mailText(lang: Lang, key: MailKey, values: Record<string, string> = {}): string {
  const { phone } = values
  const filled = phone === undefined ? values : { ...values, phone: phoneText(lang, phone) }
  return String(new IntlMessageFormat(sentences[lang][key], lang, undefined, { ignoreTag: true }).format(filled))
}
