/** What webhooks say and where they may lead. */
import { describe, expect, test } from 'vitest'
import {
  CHOOSABLE_EVENTS,
  chosenEvents,
  isTold,
  tellsEpisode,
  WEBHOOK_EVENT_NAMES,
  WEBHOOK_EVENTS,
  type WebhookData,
  webhookBody,
  webhookMessageId,
  webhookSecretText,
} from '../../lib/domain/webhook.ts'
import { parseWebhookUrl } from '../../lib/domain/webhook-url.ts'

const at = new Date('2026-11-24T15:00:00Z')

describe('the body', () => {
  test('is type, timestamp and the data of its example', () => {
    const data = { clientId: 'c', appId: 'a', environment: 'production' }
    expect(webhookBody('client.suspended', at, data)).toBe(
      '{"type":"client.suspended","timestamp":"2026-11-24T15:00:00.000Z","data":{"clientId":"c","appId":"a","environment":"production"}}',
    )
  })

  test('leaves out whatever the example does not name', () => {
    const more = { clientId: 'c', appId: 'a', environment: 'sandbox', publicReason: 'secret', name: 'FitTrack' }
    expect(webhookBody('client.changed', at, more as WebhookData<'client.changed'>)).not.toMatch(/secret|FitTrack/)
  })

  test('carries ids, versions, references and environments only', () => {
    const allowed = /^(?:[a-z]+Id|environment|version|reference)$/
    for (const event of WEBHOOK_EVENT_NAMES) {
      for (const name of Object.keys(WEBHOOK_EVENTS[event].data)) expect(name, event).toMatch(allowed)
    }
  })

  test('types are dotted and hierarchical', () => {
    for (const event of WEBHOOK_EVENT_NAMES) expect(event).toMatch(/^(?:[a-z_]+\.[a-z_]+|ping)$/)
  })
})

test('a case of malicious activity is not told, so that nobody is warned', () => {
  expect((['malicious', 'inactive', 'breach'] as const).filter(tellsEpisode)).toEqual(['inactive', 'breach'])
})

test('a secret is plain base64 with its prefix, a message id has no dot', () => {
  expect(webhookSecretText('ab-_')).toBe('whsec_ab+/')
  expect(webhookMessageId('3f0c0e9a-4c1f-4f5e-9a57-2f1f4b7f6a10')).toBe('msg_3f0c0e9a4c1f4f5e9a572f1f4b7f6a10')
})

describe('an address', () => {
  const parse = (url: string, loopback = false) => {
    try {
      return parseWebhookUrl(url, { loopback })
    } catch (error) {
      return (error as { code: string }).code
    }
  }

  test.each([
    ['https://hooks.example.com/candor', 'https://hooks.example.com/candor'],
    [' https://hooks.example.com ', 'https://hooks.example.com/'],
    ['https://hooks.example.com:8443/a?b=c', 'https://hooks.example.com:8443/a?b=c'],
    ['https://HOOKS.example.com:443/', 'https://hooks.example.com/'],
    ['https://bücher.example/', 'https://xn--bcher-kva.example/'],
    ['', 'webhook_url_empty'],
    [`https://example.com/${'x'.repeat(500)}`, 'webhook_url_too_long'],
    ['http://hooks.example.com/', 'webhook_url_scheme'],
    ['ftp://hooks.example.com/', 'webhook_url_scheme'],
    ['hooks.example.com', 'webhook_url_scheme'],
    ['javascript:alert(1)', 'webhook_url_scheme'],
    ['https:///nothing', 'webhook_url_scheme'],
    ['https://user:pass@example.com/', 'webhook_url_userinfo'],
    ['https://user@example.com/', 'webhook_url_userinfo'],
    ['https://example.com/#part', 'webhook_url_fragment'],
    ['https://example.com\\@evil.example/', 'webhook_url_characters'],
    ['https://exa mple.com/', 'webhook_url_characters'],
    ['https://example.com:99999/', 'webhook_url_host'],
    ['https://localhost/', 'webhook_url_inside'],
    ['https://localhost./', 'webhook_url_host'],
    ['https://a.localhost/', 'webhook_url_inside'],
    ['https://db.internal/', 'webhook_url_inside'],
    ['https://printer.local/', 'webhook_url_inside'],
    ['https://intranet/', 'webhook_url_host'],
    ['https://127.0.0.1/', 'webhook_url_ip'],
    ['https://2130706433/', 'webhook_url_ip'],
    ['https://0x7f.1/', 'webhook_url_ip'],
    ['https://0177.0.0.1/', 'webhook_url_ip'],
    ['https://[::1]/', 'webhook_url_ip'],
    ['https://[::ffff:7f00:1]/', 'webhook_url_ip'],
    ['https://169.254.169.254/latest/meta-data', 'webhook_url_ip'],
    ['https://8.8.8.8/', 'webhook_url_ip'],
  ])('%s → %s', (typed, outcome) => {
    expect(parse(typed)).toBe(outcome)
  })

  test.each([
    ['http://127.0.0.1:21450/hook', 'http://127.0.0.1:21450/hook'],
    ['http://localhost:21450/hook', 'http://localhost:21450/hook'],
    ['http://hooks.example.com/', 'webhook_url_scheme'],
    ['http://10.0.0.1/', 'webhook_url_scheme'],
    ['https://10.0.0.1/', 'webhook_url_ip'],
  ])('with leave for this machine: %s → %s', (typed, outcome) => {
    expect(parse(typed, true)).toBe(outcome)
  })
})

describe('what a webhook is told', () => {
  test('is everything when all is chosen, so that later types are in', () => {
    expect(chosenEvents([...CHOOSABLE_EVENTS])).toBeNull()
    expect(CHOOSABLE_EVENTS.every((event) => isTold(null, event))).toBe(true)
  })
  test('is what was chosen, and a test always', () => {
    const chosen = chosenEvents(['terms.accepted', 'client.created', 'client.created'])
    expect(chosen).toEqual(['client.created', 'terms.accepted'])
    expect(WEBHOOK_EVENT_NAMES.filter((event) => isTold(chosen, event))).toEqual([
      'client.created',
      'terms.accepted',
      'ping',
    ])
  })
  test.each([[[]], [['ping']], [['client.created', 'nonsense']]])('is never %j', (names) => {
    expect(() => chosenEvents(names)).toThrow(expect.objectContaining({ code: 'webhook_events', field: 'events' }))
  })
})
