/** The secret of a client in another authorization server: when its people are told of one, and when they may have another. */
import { describe, expect, it } from 'vitest'
import { type SecretAt, secretArrived, whyNotRenew } from '../../lib/domain/provision-secret.ts'

describe('secretArrived', () => {
  const at = (secret: SecretAt['secret'], digest: string | null = null): SecretAt => ({ secret, digest })
  it.each<[string, SecretAt, SecretAt, boolean]>([
    ['none before and after', at('none'), at('none'), false],
    ['a first one', at('none'), at('waits', 'a'), true],
    ['it was told before', at('waits', 'a'), at('waits', 'a'), false],
    ['another before the first was seen', at('waits', 'a'), at('waits', 'b'), true],
    ['somebody saw it', at('waits', 'a'), at('seen', 'a'), false],
    ['another after that', at('seen', 'a'), at('waits', 'b'), true],
    ['the client is taken out', at('waits', 'a'), at('none', 'a'), false],
  ])('%s', (_name, before, after, expected) => expect(secretArrived(before, after)).toBe(expected))
})

describe('whyNotRenew', () => {
  const facts = { type: 'confidential-symmetric', standing: 'live', secret: 'seen' } as const
  it.each([
    ['a secret that was seen', facts, null],
    ['none was told', { ...facts, secret: 'none' }, null],
    ['it waits', { ...facts, secret: 'waits' }, /See it first/],
    ['AppSec looks into it', { ...facts, standing: 'in_question' }, /Only a client that is live/],
    ['it is on its way', { ...facts, standing: 'not_yet_live' }, /Only a client that is live/],
    ['it is stopped', { ...facts, standing: 'stopped' }, /Only a client that is live/],
    ['keys', { ...facts, type: 'confidential-asymmetric' }, /by a secret/],
    ['nothing to prove itself by', { ...facts, type: 'public' }, /by a secret/],
  ] as const)('%s', (_name, given, expected) => {
    const why = whyNotRenew(given)
    if (expected === null) expect(why).toBeNull()
    else expect(why).toMatch(expected)
  })
})
