/** SMART scopes: both spellings, and what the payer does not offer. */
import { describe, expect, it } from 'vitest'
import { OFFERED_SCOPES, parseScope } from '../../lib/domain/scope.ts'

describe('parseScope', () => {
  it.each([
    ['patient/Patient.rs', 'patient/Patient.rs'],
    ['patient/Patient.read', 'patient/Patient.rs'],
    [' patient/Coverage.r ', 'patient/Coverage.r'],
    ['patient/*.rs', 'patient/*.rs'],
    ['patient/*.read', 'patient/*.rs'],
    ['offline_access', 'offline_access'],
    ['launch/patient', 'launch/patient'],
    ['openid', 'openid'],
  ])('%j becomes %j', (text, scope) => expect(parseScope(text)).toBe(scope))
  it.each([
    '',
    'patient',
    'patient/Patient',
    'patient/Patient.',
    'patient/Patient.sr',
    'patient/Patient.write',
    'patient/Patient.cruds',
    'patient/Patient.*',
    'user/Patient.rs',
    'system/*.rs',
    'patient/Basic.rs',
    'patient/patient.rs',
    'launch',
    'patient/Patient.rs?code=1',
    '__proto__',
  ])('refuses %j', (text) => expect(() => parseScope(text)).toThrow())
  it('offers only what it takes', () => {
    for (const { scope } of OFFERED_SCOPES) expect(parseScope(scope)).toBe(scope)
  })
})
