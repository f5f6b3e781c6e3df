/**
 * Alerts of the security-rating service (RiskRecon by default): what may stand in one, and which open an episode.
 *
 * Source: the payer's page, "At Risk": a significant security breach, as its service for risk monitoring alerts to it.
 * Assumption: the page does not say what is significant; the setting RATING_OPENS_AT does, `high` unless told.
 */

import { z } from 'zod'
import { checkDomain } from './answers-check.ts'
import { normalForm } from './normal-form.ts'
import { Refusal } from './refusal.ts'
import { urlOf } from './url.ts'

export const SEVERITIES = ['low', 'medium', 'high', 'critical'] as const
export type Severity = (typeof SEVERITIES)[number]

export const RATING_COLUMNS = ['vendor', 'domain', 'rating', 'findings', 'severity'] as const
export type RatingColumn = (typeof RATING_COLUMNS)[number]

export type RatingAlert = {
  /** The service's own id; null when it gave none. */
  id: string | null
  /** Its name for the company. */
  vendor: string
  /** Canonical: small letters, punycode, no dot at the end. */
  domain: string
  /** A letter or a number. */
  rating: string
  findings: string
  severity: Severity
}

export type CellFault = { column: string; value: string; problem: string }

const VENDOR_MAX = 200
const FINDINGS_MAX = 4000
const RATING_ALERTS_MAX = 1000
export const RATING_BODY_MAX = 4 * 1024 * 1024

type Checked = { value: string } | { problem: string }

const clean = (text: string) =>
  normalForm(text, 'NFC')
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{Cc}\n\t]|\p{Cs}/gu, '')
    .trim()

function words(text: string, what: string, max: number): Checked {
  if (text === '') return { problem: `Write ${what}.` }
  if (text.length > max) return { problem: `Write ${max.toLocaleString('en-US')} characters or less.` }
  return { value: text }
}

function vendorOf(text: string): Checked {
  return words(text.replace(/\s+/g, ' '), 'the name of the company', VENDOR_MAX)
}

function ratingOf(text: string): Checked {
  const rating = text.toUpperCase()
  if (/^[A-F][+-]?$/.test(rating) || /^\d{1,4}(?:\.\d{1,2})?$/.test(rating)) return { value: rating }
  return { problem: 'Write a letter from A to F, or a number such as 6.4.' }
}

function severityOf(text: string): Checked {
  const severity = SEVERITIES.find((one) => one === text.toLowerCase())
  return severity ? { value: severity } : { problem: 'Write low, medium, high or critical.' }
}

const EXAMPLE = 'Write a domain, like example.com.'

/** What to write in place of an address that holds a domain. */
function instead(host: string): Checked {
  const domain = domainIn(host)
  return { problem: domain ? `Write only the domain: ${domain}.` : EXAMPLE }
}

/** The domain in any alphabet, in its ASCII form; null when it is none. */
function domainIn(host: string): string | null {
  const small = normalForm(host, 'NFKC').toLowerCase()
  const url = /^[\p{L}\p{M}\p{Nd}.-]+$/u.test(small) ? urlOf(`https://${small}/`) : null
  const checked = url && checkDomain(url.hostname)
  return checked?.ok ? String(checked.value) : null
}

/** @returns the canonical domain, or what to write instead of an address of a page, an e-mail address or a number */
export function domainOfAlert(text: string): Checked {
  if (text === '' || text.length > 2000) return { problem: EXAMPLE }
  if (/[/:?#\\]/.test(text)) {
    const [, host = ''] = /^(?:(?:[a-z][a-z0-9+.-]*:)?[/\\]{2}|mailto:)?(?:[^/@?#\\]*@)?([^/:?#\\]*)/i.exec(text) ?? []
    return instead(host)
  }
  if (text.includes('@')) return instead(text.slice(text.lastIndexOf('@') + 1))
  if (text.startsWith('*.')) return instead(text.slice(2))
  if (/^[\d.]+$/.test(text)) return { problem: 'Write a domain, not an IP address.' }
  const domain = domainIn(text)
  return domain ? { value: domain } : { problem: EXAMPLE }
}

const CHECKS: Record<RatingColumn, (text: string) => Checked> = {
  vendor: vendorOf,
  domain: domainOfAlert,
  rating: ratingOf,
  findings: (text) => words(text, 'what was found', FINDINGS_MAX),
  severity: severityOf,
}

/** @returns the alert, or everything that is wrong with it, in the order of the columns */
export function parseAlert(
  cells: Readonly<Record<RatingColumn, string>>,
): { alert: RatingAlert } | { faults: CellFault[] } {
  const faults: CellFault[] = []
  const good: Record<string, string> = {}
  for (const column of RATING_COLUMNS) {
    const checked = CHECKS[column](clean(cells[column]))
    if ('problem' in checked) faults.push({ column, value: cells[column].slice(0, VENDOR_MAX), ...checked })
    else good[column] = checked.value
  }
  if (faults.length > 0) return { faults }
  return { alert: { id: null, ...good } as RatingAlert }
}

const alertSchema = z.strictObject({
  id: z
    .string()
    .min(1)
    .max(200)
    .regex(/^[!-~]+$/)
    .optional(),
  vendor: z.string(),
  domain: z.string(),
  rating: z.union([z.string(), z.number()]).transform(String),
  findings: z.string(),
  severity: z.string(),
})

const batchSchema = z.array(alertSchema).min(1).max(RATING_ALERTS_MAX)

/**
 * A message with a JSON array of alerts; all are taken or none.
 * Refuses `not_json`, `too_many_alerts` and `alert` (details: places and names of what is wrong, never the values).
 */
export function parseAlerts(text: string): RatingAlert[] {
  const json = jsonOf(text)
  if (Array.isArray(json) && json.length > RATING_ALERTS_MAX) {
    throw new Refusal('too_many_alerts', 'A message has 1,000 alerts at most.')
  }
  const parsed = batchSchema.safeParse(json)
  if (!parsed.success) {
    refuseAlerts(parsed.error.issues.map(({ path, code }) => `${path.join('.') || 'body'}: ${code}`))
  }
  const faults: string[] = []
  const alerts = parsed.data.flatMap(({ id = null, ...cells }, index) => {
    const one = parseAlert(cells)
    if ('alert' in one) return [{ ...one.alert, id }]
    faults.push(...one.faults.map(({ column, problem }) => `${index}.${column}: ${problem}`))
    return []
  })
  if (faults.length > 0) refuseAlerts(faults)
  return alerts
}

function refuseAlerts(faults: string[]): never {
  throw new Refusal('alert', 'An alert is not right, so none of the message was taken.', {
    details: { faults: faults.slice(0, 100) },
  })
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new Refusal('not_json', 'The body is not JSON.')
  }
}

/** Whether an alert is significant enough for a case. @param opensAt the least severity that is */
export const opensEpisode = ({ severity }: Pick<RatingAlert, 'severity'>, opensAt: Severity): boolean =>
  SEVERITIES.indexOf(severity) >= SEVERITIES.indexOf(opensAt)

/** Worst first; of the same severity in the order that they came. */
export const worstFirst = <A extends Pick<RatingAlert, 'severity'>>(alerts: readonly A[]): A[] =>
  alerts.toSorted((a, b) => SEVERITIES.indexOf(b.severity) - SEVERITIES.indexOf(a.severity))
