/** The consent page: what it says and keeps, in both languages, within its limits, with nothing but our own style sheet. */
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Shown } from '../../authserver/pages/receipt.tsx'
import { canonicalJson } from '../../lib/domain/canonical-json.ts'
import type { AnswerValue, Question } from '../../lib/domain/edition.ts'
import { currentEdition, questionsOf } from '../../lib/domain/questionnaire.ts'
import { pageText } from '../../lib/domain/wording/pages.ts'
import { pagesEn } from '../../lib/domain/wording/pages-en.ts'
import { pagesEs } from '../../lib/domain/wording/pages-es.ts'
import { type AuthserverTest, approvedClient, phoneAppAnswers, startAuthservers } from '../support/authserver.ts'
import { Launch, type LaunchOptions, launchApp } from '../support/launch.ts'
import { type Answer, formOf, textOf } from '../support/member-browser.ts'
import { testOrganization } from '../support/organization.ts'

let test: AuthserverTest
const clients: Record<'good' | 'bad' | 'silent', string> = { good: '', bad: '', silent: '' }
const attestations: Record<string, string> = {}

/** The last option of every question that has any: as a rule the worst. */
function worstOf(question: Question, value: AnswerValue): AnswerValue {
  const code = question.options?.at(-1)?.code
  if (code === undefined || !question.privacy) return value
  if (question.type === 'multi') return question.fields ? { choices: [code] } : [code]
  if (question.type === 'choice' || question.type === 'yesno') return question.fields ? { choice: code } : code
  return value
}

function badAnswers(name: string): Record<string, AnswerValue> {
  const answers = phoneAppAnswers(name)
  for (const question of questionsOf(currentEdition())) {
    const value = answers[question.id]
    if (value !== undefined && !question.fields) answers[question.id] = worstOf(question, value)
  }
  return answers
}

beforeAll(async () => {
  test = await startAuthservers()
  const make = async (name: keyof typeof clients, answers: Record<string, AnswerValue>) => {
    const organization = await testOrganization(test.database.db, `${name}.example.com`, `Good ${name} App`)
    const made = await approvedClient(test, organization, answers)
    clients[name] = made.clientId
    attestations[name] = made.attestationId
  }
  await make('good', phoneAppAnswers('Good good App'))
  await make('bad', badAnswers('Good bad App'))
  await make('silent', phoneAppAnswers('Good silent App', false))
})
afterAll(() => test.close())

async function consent(which: keyof typeof clients, options: LaunchOptions = {}): Promise<[Launch, Answer]> {
  const launch = await Launch.start(test, clients[which], { person: 'maria-hernandez', ...options })
  return [launch, await launch.consent()]
}

const stylesheetOf = (page: Answer) => /<link rel="stylesheet" href="([^"]+)"/.exec(page.html)?.[1] ?? ''

describe('the consent page', () => {
  it.each(['good', 'bad', 'silent'] as const)(
    'of the %s app is whole in 50 KB, without a script, from one origin',
    async (which) => {
      for (const lang of ['en', 'es']) {
        const [launch, page] = await consent(which, { lang })
        const css = await launch.browser.get(stylesheetOf(page))
        expect(css.headers.get('content-type')).toContain('text/css')
        const bytes = gzipSync(page.html).length + gzipSync(css.html).length
        expect(bytes).toBeLessThan(50 * 1024)
        expect(page.html).not.toMatch(/<script|<iframe|<img|<svg|\son[a-z]+=|style="|javascript:/i)
        const loaded = [...page.html.matchAll(/<(?:link|img|source)[^>]*(?:href|src)="([^"]*)"/g)].map(([, url]) => url)
        expect(loaded).toEqual(['data:,', stylesheetOf(page)])
        expect(css.html).not.toMatch(/url\(|@import|@font-face/)
      }
    },
  )

  it('may lead home and to the registered address, and nowhere else', async () => {
    const policy = async (redirectUri: string) => {
      const [, page] = await consent('good', { redirectUri })
      return page.headers.get('content-security-policy') ?? ''
    }
    const base = "default-src 'none'; style-src 'self'; img-src data:; form-action 'self'"
    const rest = "frame-ancestors 'none'; base-uri 'none'"
    expect(await policy('https://app.example.com/callback?from=plan')).toBe(`${base} https://app.example.com; ${rest}`)
    expect(await policy('http://127.0.0.1:9999/callback')).toBe(`${base} http://127.0.0.1:9999; ${rest}`)
  })

  it('shows ten rows, every alert, and nothing ticked; the same in both languages', async () => {
    for (const lang of ['en', 'es'] as const) {
      const [, page] = await consent('bad', { lang })
      const words = textOf(page.html)
      expect(page.html).toContain(`<html lang="${lang}"`)
      expect(page.html.match(/class="label-row"/g)).toHaveLength(10)
      const [kept] = await test.database.sql<{ label: string }[]>`
        select label from label_rendering where attestation_id = ${attestations.bad ?? ''} and lang = ${lang}`
      const label = JSON.parse(kept?.label ?? '{}') as { alerts: string[]; stateHeading: string }
      expect(label.alerts.length).toBeGreaterThan(3)
      for (const sentence of [label.stateHeading, ...label.alerts]) expect(words).toContain(sentence)
      expect(page.html).not.toContain('<details')
      expect(page.html).not.toMatch(/type="checkbox"[^>]*checked/)
      const other = lang === 'en' ? pagesEs : pagesEn
      expect(words).not.toContain(other['consent.free'])
      expect(page.html.match(/<button class="act"[^>]*name="decision"/g)).toHaveLength(2)
    }
  })

  it('has its equal in the other language, both ways, for the same person', async () => {
    const [launch, english] = await consent('good', { person: 'leo-hernandez' })
    const link = (page: Answer) => (/href="([^"]+)" lang="e[ns]"/.exec(page.html)?.[1] ?? '').replaceAll('&amp;', '&')
    const spanish = await launch.browser.get(link(english))
    expect(spanish.html).toContain('<html lang="es"')
    expect(formOf(spanish, '/decide').fields).toContainEqual(['patient', 'leo-hernandez'])
    const back = await launch.browser.get(link(spanish))
    expect(textOf(back.html)).toBe(textOf(english.html))
    expect((await launch.browser.submit(spanish, '/sign-out')).html).toContain('<html lang="es"')
  })

  it('takes the language that the app or the browser asks for', async () => {
    const first = async (lang: string, parameters: Record<string, string>) => {
      const launch = await Launch.start(test, clients.good, { lang, parameters })
      return (await launch.browser.get(launch.url.href)).html
    }
    expect(await first('es-MX,es;q=0.9', {})).toContain('<html lang="es"')
    expect(await first('en-US', { ui_locales: 'es' })).toContain('<html lang="es"')
    expect(await first('fr', {})).toContain('<html lang="en"')
  })
})

describe('agreeing', () => {
  it('keeps exactly what was shown, with digest, language and choices', async () => {
    const launch = await launchApp(test, clients.bad, {
      person: 'leo-hernandez',
      lang: 'es',
      ticked: ['sensitive'],
      months: '3',
    })
    const [row] = await test.database.sql`select * from "grant" order by created_at desc limit 1`
    const [rendering] = await test.database.sql`
      select digest, label from label_rendering where attestation_id = ${attestations.bad ?? ''} and lang = 'es'`
    expect(row).toMatchObject({
      subject: 'maria-hernandez',
      patient: 'leo-hernandez',
      lang: 'es',
      label_digest: rendering?.digest,
      attestation_id: attestations.bad,
      notify_email: 'maria@members.example',
    })
    expect(row?.scopes).toContain('sensitive-claims')
    const shown = JSON.parse(row?.shown) as Shown
    expect(canonicalJson(shown.label)).toBe(rendering?.label)
    expect(row?.shown).not.toMatch(/Leo|Maria/)
    expect(shown.parts.flatMap((part) => part.optional ?? []).map(({ ticked }) => ticked)).toEqual([true, false])
    const days = (new Date(row?.expires_at).getTime() - new Date(row?.created_at).getTime()) / 86_400_000
    expect(days).toBeGreaterThan(88)
    expect(days).toBeLessThan(93)

    const list = await launch.browser.get('/grants?lang=en')
    const receipt = await launch.browser.get(`/grants/${row?.id}?lang=en`)
    expect(textOf(list.html)).toContain('Good bad App')
    const words = textOf(receipt.html)
    expect(words).toContain(row?.label_digest)
    expect(receipt.html).toContain('<div class="box" lang="es">')
    // The person is named beside the kept text, which does not say that the data is the parent's own.
    expect(words).toContain(pageText('en', 'receipt.person', { person: 'Leo Hernandez' }))
    expect(words).toContain(pageText('en', 'receipt.meant', { person: 'Leo Hernandez' }))
    expect(shown.parts[0]?.title).toBe(pageText('es', 'consent.titleChosen', { app: 'Good bad App' }))
    expect(words).toContain(`${pagesEs['receipt.ticked']} : ${pagesEs['optional.sensitive']}: `)
    expect(words).toContain(`${pagesEs['receipt.unticked']} : ${pagesEs['optional.offline']}: `)
    expect(receipt.html).not.toMatch(/[☐☑]/)
    const ids = ['who', 'state', 'what', 'answers', 'howLong', 'stop', 'law', 'decide']
    expect(shown.parts.map(({ id }) => id)).toEqual(ids)
    for (const { title, sentences } of shown.parts) {
      for (const sentence of [title, ...sentences]) expect(words).toContain(sentence)
    }
  })

  it('to a text that changed shows the page again and shares nothing', async () => {
    const [launch, page] = await consent('good')
    const stale = await launch.browser.submit(page, '/decide', {
      decision: 'share',
      shown: '0'.repeat(64),
      optional: ['offline'],
      months: '3',
    })
    expect(stale.status).toBe(409)
    expect(textOf(stale.html)).toContain(pagesEn['consent.changed'])
    expect(stale.html).toMatch(/value="offline"[^>]*checked|checked[^>]*value="offline"/)
    expect(Object.fromEntries(formOf(stale, '/decide').fields).months).toBe('3')
    const changes: Record<string, string>[] = [{ lang: 'es' }, { patient: 'leo-hernandez' }, { decision: 'perhaps' }]
    for (const change of changes) {
      const answer = await launch.browser.submit(page, '/decide', { decision: 'share', ...change })
      expect(answer.status).toBe(409)
    }
    const agreed = await launch.browser.submit(stale, '/decide', { decision: 'share' })
    expect(new URL(agreed.location ?? '').searchParams.get('code')).toBeTruthy()
  })

  it('for a person one may not act for is refused', async () => {
    const [launch, page] = await consent('good')
    const answer = await launch.browser.submit(page, '/decide', { decision: 'share', patient: 'james-carter' })
    expect(answer.status).toBe(422)
    expect(textOf(answer.html)).toContain(pagesEn['patient.missing'])
    const asked = await launch.browser.get(`${new URL(page.url).pathname}?patient=james-carter`)
    expect(textOf(asked.html)).toContain(pagesEn['patient.title'])
  })

  it('twice at once makes one grant, and both browsers tabs go on', async () => {
    const [launch, page] = await consent('good')
    const count = async () => (await test.database.sql`select 1 from "grant"`).length
    const before = await count()
    const form = formOf(page, '/decide')
    const body = new URLSearchParams([...form.fields, ['decision', 'share']])
    const url = new URL(form.action, page.url).href
    const headers = { origin: launch.browser.home, 'content-type': 'application/x-www-form-urlencoded' }
    const answers = await Promise.all([1, 2, 3].map(() => launch.browser.ask(url, { method: 'POST', body, headers })))
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200])
    expect(new Set(answers.map(({ location }) => location)).size).toBe(1)
    expect(await count()).toBe(before + 1)
    await launch.browser.get(answers[0]?.location ?? '')
    const late = await launch.browser.ask(url, { method: 'POST', body, headers })
    expect([late.status, textOf(late.html)]).toEqual([400, expect.stringContaining('Nothing new was shared')])
  })

  it('fails closed when somebody changed the kept label', async () => {
    await test.database.sql`alter table label_rendering disable trigger append_only`
    await test.database
      .sql`update label_rendering set label = replace(label, 'The company', 'The firm') where attestation_id = ${attestations.silent ?? ''} and lang = 'en'`
    const [, page] = await consent('silent')
    expect(page.status).toBe(500)
    expect(textOf(page.html)).toContain('Nothing was shared')
    expect(page.html).not.toContain('The firm')
  })
})
