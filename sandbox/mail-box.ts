/** What the mail catcher keeps: one JSON file a mail in a folder, all of them in memory as well, newest first. */
import { randomUUID } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { simpleParser } from 'mailparser'

/** One caught mail, as `GET /api/messages` gives it. */
export type CaughtMail = {
  id: string
  from: string
  /** Addresses of the envelope, separated by comma and space. */
  to: string
  subject: string
  /** RFC 3339, when the catcher took it. */
  date: string
  /** Lower-case name to value; values of a repeated header are joined by a line break. */
  headers: Record<string, string>
  text: string
  html: string
}

/** More than anybody reads; the oldest go first. */
const MOST_KEPT = 2_000

export type MailBox = {
  /** Resolves once the mail is on disk, so that an accepted mail is never lost. */
  keep(source: Buffer, recipients: string[]): Promise<CaughtMail>
  newestFirst(): CaughtMail[]
  find(id: string): CaughtMail | undefined
}

/** @param folder made when missing; mails of an earlier run are read from it */
export function openMailBox(folder: string): MailBox {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const files = readdirSync(folder)
    .filter((name) => /^\d{8}\.json$/.test(name))
    .sort()
  const kept = files.map((name) => ({
    file: name,
    mail: JSON.parse(readFileSync(join(folder, name), 'utf8')) as CaughtMail,
  }))
  let number = Number(files.at(-1)?.slice(0, 8) ?? 0)
  return {
    async keep(source, recipients) {
      const mail = await readMail(source, recipients)
      number += 1
      const file = `${String(number).padStart(8, '0')}.json`
      // Written beside and renamed: a kill in the middle leaves no half file.
      const half = join(folder, `${file}.half`)
      writeFileSync(half, JSON.stringify(mail), { mode: 0o600 })
      renameSync(half, join(folder, file))
      kept.push({ file, mail })
      const oldest = kept.length > MOST_KEPT ? kept.shift() : undefined
      if (oldest) rmSync(join(folder, oldest.file), { force: true })
      return mail
    },
    newestFirst: () => kept.map(({ mail }) => mail).reverse(),
    find: (id) => kept.find(({ mail }) => mail.id === id)?.mail,
  }
}

async function readMail(source: Buffer, recipients: string[]): Promise<CaughtMail> {
  const parsed = await simpleParser(source, { skipTextToHtml: true })
  const headers: Record<string, string> = {}
  for (const { key, line } of parsed.headerLines) {
    const value = line.slice(line.indexOf(':') + 1).replace(/\r?\n\s+/g, ' ')
    headers[key] = headers[key] === undefined ? value.trim() : `${headers[key]}\n${value.trim()}`
  }
  return {
    id: randomUUID(),
    from: parsed.from?.text ?? '',
    to: recipients.join(', '),
    subject: parsed.subject ?? '',
    date: new Date().toISOString(),
    headers,
    text: parsed.text ?? '',
    html: parsed.html || '',
  }
}
