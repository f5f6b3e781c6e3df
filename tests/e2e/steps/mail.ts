/** Reads what the mail catcher caught. */
import type { CaughtMail } from '../../../sandbox/mail-box.ts'
import { expect, settings } from './story.ts'

const address = `http://localhost:${settings.mailPort}/api/messages`

/** All mails to an address, newest first. */
export async function mailsTo(to: string): Promise<CaughtMail[]> {
  const answer = await fetch(address)
  const mails = (await answer.json()) as CaughtMail[]
  return mails.filter((mail) => mail.to.toLowerCase().split(', ').includes(to.toLowerCase()))
}

/** Waits for the newest mail to an address whose subject fits. @param known ids of mails that were there before */
export async function latestMail(to: string, subject = /./, known: ReadonlySet<string> = new Set()) {
  const fitting = async () => (await mailsTo(to)).find((mail) => !known.has(mail.id) && subject.test(mail.subject))
  await expect.poll(async () => (await fitting()) !== undefined, { message: `a mail ${subject} to ${to}` }).toBe(true)
  const mail = await fitting()
  if (!mail) throw new Error(`the mail to ${to} is gone`)
  return mail
}

/** Does something that sends a mail, and waits for that mail; an older one never counts. */
export async function mailAfter(to: string, act: () => Promise<unknown>, subject = /./): Promise<CaughtMail> {
  const known = new Set((await mailsTo(to)).map(({ id }) => id))
  await act()
  return latestMail(to, subject, known)
}

/** Waits for a mail to an address whose text says something: mails of one submission share their subject. */
export async function mailSaying(to: string, words: RegExp): Promise<CaughtMail> {
  const fitting = async () => (await mailsTo(to)).find(({ text }) => words.test(text))
  await expect
    .poll(async () => (await fitting()) !== undefined, { message: `a mail to ${to} that says ${words}` })
    .toBe(true)
  const mail = await fitting()
  if (!mail) throw new Error(`the mail to ${to} is gone`)
  return mail
}

/** The 6-digit code in a mail. */
export function codeIn(mail: CaughtMail): string {
  const code = /\b\d{6}\b/.exec(mail.text)?.[0]
  if (!code) throw new Error(`no code in the mail "${mail.subject}"`)
  return code
}

/** The first link in a mail that fits, for example `/invitations/`. */
export function linkIn(mail: CaughtMail, part: string): string {
  const links = mail.text.match(/https?:\/\/[^\s<>)\]]+/g) ?? []
  const link = links.find((candidate) => candidate.includes(part))
  if (!link) throw new Error(`no link with ${part} in the mail "${mail.subject}"`)
  return link
}
