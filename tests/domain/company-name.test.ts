/** Names of companies: which is attested, and which would be taken for the payer. */
import { describe, expect, it } from 'vitest'
import { readsLikePayer } from '../../lib/domain/app-name.ts'
import { attestedCompany, payerNameProblems, refusePayerName } from '../../lib/domain/company-name.ts'

const payer = { name: 'Blue Cross and Blue Shield of Kansas', shortName: 'BCBSKS' }

describe('readsLikePayer', () => {
  it.each([
    ['Blue Cross and Blue Shield of Kansas', true],
    ['Blue Cross and Blue Shield of Kansas, Inc.', true],
    ['BLUE CR0SS and Blue Shield of Kansas', true],
    ['BCBSKS', true],
    ['BCBSKS Member Services', true],
    ['8CBSKS-Services', true],
    ['BC\u200bBSKS Member Services', true],
    ['BCBS\u00adKS Plus', true],
    ['BC\u0308BSKS Plus', true],
    ['B C B S K S Plus', true],
    ['BCBS-KS Partners', true],
    ['Blue Cross & Blue Shield of Kansas Partners', true],
    ['Blue Cross Blue Shield of Kansas', true],
    ['Blue Cross Travel', false],
    ['Bluestem Labs, Inc.', false],
    ['Abcbsksoft', false],
    ['', false],
  ])('%s: %s', (name, like) => {
    expect(readsLikePayer(name, payer)).toBe(like)
  })
  it('takes a very short name of the payer for the payer only when it stands alone', () => {
    const short = { name: 'Sun Health Plan of Kansas', shortName: 'Sun' }
    expect(readsLikePayer('Sun', short)).toBe(true)
    expect(readsLikePayer('Sun Dial Software', short)).toBe(false)
    expect(readsLikePayer('S un Dial', short)).toBe(false)
  })
})

describe('what follows', () => {
  it('is refused beside its field', () => {
    const refused = (names: { legalName: string; dba: string }) => () => refusePayerName(names, payer)
    expect(refused({ legalName: 'Prairie', dba: '' })).not.toThrow()
    expect(refused({ legalName: 'Prairie', dba: 'BCBSKS Care' })).toThrow(
      expect.objectContaining({ code: 'payer_name', field: 'dba' }),
    )
  })
  it.each(['Prairie ✔ Verified', 'Prairie ✅', '★★★★★ Prairie', 'Prairie √'])(
    'is refused with a mark: %s',
    (legalName) => {
      expect(() => refusePayerName({ legalName, dba: '' }, payer)).toThrow(
        expect.objectContaining({ code: 'name_mark', field: 'legalName' }),
      )
      expect(payerNameProblems({ 'org.identity': { legalName } }, payer)).toHaveLength(1)
    },
  )
  it('is let be with the signs of a trade mark', () => {
    expect(() => refusePayerName({ legalName: 'Prairie® & Sons © ™ 360°', dba: 'C++ / 24-7' }, payer)).not.toThrow()
  })
  it('is a problem of an answer, by its input', () => {
    const answers = { 'org.identity': { legalName: 'BCBSKS Care', dba: 'Prairie' } }
    expect(payerNameProblems(answers, payer).map(({ input }) => input)).toEqual(['org.identity.legalName'])
    expect(payerNameProblems({}, payer)).toEqual([])
  })
})

describe('attestedCompany', () => {
  it.each([
    [{ 'org.identity': { legalName: 'Prairie, Inc.' } }, 'Prairie, Inc.'],
    [{ 'org.identity': { legalName: 7 } }, ''],
    [{ 'org.identity': 'Prairie' }, ''],
    [{}, ''],
  ])('%j: %s', (answers, company) => {
    expect(attestedCompany(answers)).toBe(company)
  })
})
