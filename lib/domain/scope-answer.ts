/** A scope as an answer: well formed by SMART App Launch 1 or 2, reading only, and known to the payer's server. */
import type { Checked } from './answers-check.ts'

const PLAIN: ReadonlySet<string> = new Set([
  'openid',
  'fhirUser',
  'profile',
  'launch',
  'launch/patient',
  'online_access',
  'offline_access',
])

// Permissions are the words of SMART 1, or the letters of SMART 2 in the order c r u d s.
const RESOURCE =
  /^(patient|user|system)\/([A-Z][A-Za-z]{1,63}|\*)\.(read|write|\*|(?=[cruds])c?r?u?d?s?)(?:\?[!-~]{1,120})?$/

/** @param allowed scopes of the payer's server; without it any scope that only reads is taken */
export function checkScope(text: string, allowed?: readonly string[]): Checked {
  const [, , , permission = ''] = RESOURCE.exec(text) ?? []
  if (!PLAIN.has(text) && permission === '') {
    return { ok: false, message: 'Enter a scope like patient/Coverage.rs, openid or offline_access.' }
  }
  if (/^(?:write|\*|.*[cud].*)$/.test(permission.replace('read', 'r'))) {
    return { ok: false, message: 'Ask for reading and searching only, like patient/Coverage.rs.' }
  }
  if (allowed && !allowed.includes(text)) {
    return { ok: false, message: `Enter a scope that this server offers: ${allowed.join(', ')}.` }
  }
  return { ok: true, value: text }
}
