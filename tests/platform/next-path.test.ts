/** Where a sign-in may lead: only ever to a page of this portal. */
import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { developerPath, localPath, signInUrl, staffPath } from '../../lib/platform/web/next-path.ts'

describe('localPath', () => {
  it.each([
    ['/developer', '/developer'],
    ['/developer/submissions/1?section=a&b=%2F#top', '/developer/submissions/1?section=a&b=%2F#top'],
    ['/a/../developer', '/developer'],
    ['/', '/'],
  ])('%j leads to %j', (text, path) => expect(localPath(text)).toBe(path))

  it.each([
    '',
    'developer',
    '//evil.example',
    '///evil.example',
    '/\\evil.example',
    '/a\\b',
    '\\\\evil.example',
    'https://evil.example',
    'https:evil.example',
    'javascript:alert(1)',
    ' /developer',
    '/\t/evil.example',
    '/\n/evil.example',
    '/..//evil.example',
    '/.//evil.example',
    '/a/..//evil.example',
    '/%2e%2e//evil.example',
    '/\u2025/evil.example',
    '/d\u0435veloper',
    '/sign-in',
    '/sign-in/code?x=1',
    '/sign-out',
    '/staff/sign-in?problem=no_role',
    '/api/auth/signin/staff',
    `/${'a'.repeat(600)}`,
    undefined,
    null,
    7,
    ['/developer'],
  ])('%j leads nowhere', (text) => expect(localPath(text)).toBe(''))

  test('property: whatever comes out stays on the host it is read on', () => {
    const parts = fc.constantFrom(
      '/',
      '\\',
      '.',
      '..',
      '//',
      '@',
      ':',
      '%2f',
      '%5c',
      'evil.example',
      '\t',
      '?',
      '#',
      'a',
    )
    fc.assert(
      fc.property(fc.array(parts, { maxLength: 9 }), (pieces) => {
        const path = localPath(`/${pieces.join('')}`)
        if (path !== '') expect(new URL(path, 'https://portal.example/sign-in').origin).toBe('https://portal.example')
      }),
      { numRuns: 2000 },
    )
  })
})

test('developers and staff each stay on their side', () => {
  expect(developerPath('/developer/terms')).toBe('/developer/terms')
  expect(developerPath('/invitations/abc')).toBe('/invitations/abc')
  expect(developerPath('/staff/queue')).toBe('/developer')
  expect(developerPath('//evil.example')).toBe('/developer')
  expect(staffPath('/staff/audit?chain=member')).toBe('/staff/audit?chain=member')
  expect(staffPath('/developer')).toBe('/staff/queue')
  expect(staffPath('/staffers')).toBe('/staff/queue')
  expect(staffPath(undefined)).toBe('/staff/queue')
})

test('the address of a sign-in page carries the path as one value', () => {
  expect(signInUrl('/sign-in', '/a?b=c&d=e')).toBe('/sign-in?next=%2Fa%3Fb%3Dc%26d%3De')
  expect(signInUrl('/staff/sign-in', 'https://evil.example')).toBe('/staff/sign-in')
})
