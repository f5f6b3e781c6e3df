/**
 * One strict grammar for e-mail addresses, so that what is stored, shown and put on the SMTP envelope is the same text.
 * Much narrower than RFC 5321 on purpose: ASCII only, no quotes, no comments, no source routes, no address literals.
 */
import { normalForm } from './normal-form.ts'
import { Refusal } from './refusal.ts'

const EMAIL_MAX_LENGTH = 254
const LOCAL_MAX_LENGTH = 64

// No leading hyphen: such an address could be read as an option by a mail program.
const LOCAL = /^[A-Za-z0-9_+&'=~][A-Za-z0-9_+&'=~-]*(?:\.[A-Za-z0-9_+&'=~-]+)*$/
const LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/
const TOP_LABEL = /^(?:[a-z]{2,63}|xn--[a-z0-9-]{2,59})$/

const FREE_MAIL: ReadonlySet<string> = new Set(
  (
    'gmail.com googlemail.com outlook.com hotmail.com live.com msn.com yahoo.com ymail.com rocketmail.com aol.com ' +
    'icloud.com me.com mac.com proton.me protonmail.com pm.me gmx.com gmx.net gmx.de web.de mail.com zoho.com ' +
    'fastmail.com hey.com tutanota.com tuta.io yandex.com yandex.ru mail.ru qq.com 163.com 126.com naver.com ' +
    'comcast.net verizon.net att.net sbcglobal.net cox.net charter.net bellsouth.net duck.com hushmail.com ' +
    'mailinator.com guerrillamail.com 10minutemail.com yopmail.com'
  ).split(' '),
)

function refuse(message: string, field: string): never {
  throw new Refusal('email_invalid', message, { field })
}

/**
 * The canonical address: the local part as typed, the domain in small letters. Spaces around it are forgiven.
 * Refuses `email_invalid`, also whatever Unicode compatibility folding (NFKC) would turn into another text: a
 * full-width @ is an attack on somebody else's mailbox far more often than a slip.
 */
export function parseEmailAddress(text: string, field = 'email'): string {
  const address = text.length > 4 * EMAIL_MAX_LENGTH ? text : text.replace(/^ +| +$/g, '')
  if (address === '') refuse('Enter an email address.', field)
  if (address.length > EMAIL_MAX_LENGTH)
    refuse(`Enter an email address of ${EMAIL_MAX_LENGTH} characters or less.`, field)
  if (normalForm(address, 'NFKC') !== address || !/^[!-~]+$/.test(address)) {
    refuse('Enter an email address in plain Latin letters, without spaces or special characters.', field)
  }
  const [local = '', host = '', ...rest] = address.split('@')
  if (rest.length > 0 || local === '' || host === '') {
    refuse('Enter an email address with one @, like name@company.com.', field)
  }
  if (local.length > LOCAL_MAX_LENGTH || !LOCAL.test(local)) {
    refuse("Check the part before the @. It can have letters, numbers, and . _ + - ' & = ~", field)
  }
  const domain = host.toLowerCase()
  const labels = domain.split('.')
  if (labels.length < 2 || !labels.every((label) => LABEL.test(label)) || !TOP_LABEL.test(labels.at(-1) ?? '')) {
    refuse('Check the part after the @. It must be a domain, like company.com.', field)
  }
  return `${local}@${domain}`
}

/** The domain of a parsed address. */
export function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1).toLowerCase()
}

/** The text under which an address is counted and looked up: mail systems do not tell capital letters apart. */
export function mailboxKey(address: string): string {
  return address.toLowerCase()
}

/** Whether anybody can open a mailbox at this address's domain, so that it proves no company. */
export function isFreeMail(address: string): boolean {
  return FREE_MAIL.has(domainOf(address))
}
