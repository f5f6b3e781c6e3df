import { expect, test } from 'vitest'
import { notFound, Refusal } from '../../lib/domain/refusal.ts'

test('a refusal keeps its code, its field and its sentence', () => {
  const refusal = new Refusal('too_long', 'Enter 200 characters or less.', { field: 'purpose' })
  expect([refusal.code, refusal.field, refusal.message]).toEqual([
    'too_long',
    'purpose',
    'Enter 200 characters or less.',
  ])
})

test('a stranger cannot tell what is not theirs from what does not exist', () => {
  expect(notFound('app').code).toBe('not_found')
})
