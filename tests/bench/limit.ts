/**
 * The limits beside which the product is measured: `node:http` and one prepared query, for the attestation with nothing
 * else, for the consent page with the same React markup. What a framework, an authorization server and fourteen security
 * headers cost stands above these. Run: node --import=tsx limit.ts, with DATABASE_URL, PORT, CLIENT_ID and STYLESHEET.
 */
import { createServer } from 'node:http'
import postgres from 'postgres'
import { type CommonPage, Consent, type OwnTexts } from '../../authserver/pages/consent.tsx'
import { drawPage } from '../../authserver/pages/layout.tsx'
import { exitWithParent } from '../../lib/platform/parent.ts'

exitWithParent()
const { DATABASE_URL = '', PORT, CLIENT_ID = '', STYLESHEET = '' } = process.env
const sql = postgres(DATABASE_URL, { max: 10 })

const published = (clientId: string) => sql`
  select a.content, a.version, a.digest, a.jws, a.published_at as "publishedAt",
    (select coalesce(json_agg(n.* order by n.at), '[]'::json) from attestation_notice n where n.attestation_id = a.id)
      as notices
  from client c join attestation a on a.app_id = c.app_id
  where c.id = ${clientId} and c.environment = 'production' order by a.version desc limit 1`

const rendering = (clientId: string) => sql`
  select r.label from client c join attestation a on a.app_id = c.app_id
  join label_rendering r on r.attestation_id = a.id and r.lang = 'en'
  where c.id = ${clientId} order by a.version desc, r.created_at desc limit 1`

async function attestation(): Promise<string> {
  const [row] = await published(CLIENT_ID)
  const { content, ...around } = row as { content: string }
  return `${JSON.stringify({ clientId: CLIENT_ID, ...around }).slice(0, -1)},${content.slice(1)}`
}

const common: Omit<CommonPage, 'label'> = {
  frame: {
    lang: 'en',
    stylesheet: STYLESHEET,
    payer: {
      name: 'Blue Cross and Blue Shield of Kansas',
      shortName: 'BCBSKS',
      memberPhone: 'the number on your member ID card',
      complaintsUrl: 'https://www.bcbsks.com',
    },
    learnUrl: 'http://localhost:3000/members?lang=en',
  },
  app: 'Sunny Health',
  company: 'Sunny Health Incorporated',
  self: true,
  mayChoose: false,
  notified: true,
  grantsHref: '/grants?lang=en',
  environment: 'production',
  data: ['Patient', 'Coverage', 'ExplanationOfBenefit'],
  optional: ['sensitive', 'offline'],
  ticked: [],
  months: [1, 3, 6, 12].map((months) => ({
    months: months as 1 | 3 | 6 | 12,
    until: 'November 23, 2027',
    chosen: months === 12,
  })),
  learnsIdentity: true,
  fault: null,
}

const own: OwnTexts = {
  memberName: 'James Carter',
  patientId: 'james-carter',
  patientName: 'James Carter',
  switchHref: '/interaction/abcdefghijklmnopqrstu?patient=james-carter&lang=es',
  chooseHref: '/interaction/abcdefghijklmnopqrstu?lang=en',
  action: '/interaction/abcdefghijklmnopqrstu/decide',
  switchAction: '/interaction/abcdefghijklmnopqrstu/sign-out',
  notifyEmail: 'james@members.example',
  shownDigest: '0'.repeat(64),
}

async function consent(): Promise<string> {
  const [row] = await rendering(CLIENT_ID)
  const label = { label: JSON.parse(String(row?.label)), signedOn: 'November 23, 2026' }
  return drawPage(Consent({ page: { ...common, label, own } }))
}

createServer(async (request, response) => {
  const json = request.url === '/attestation'
  const body = Buffer.from(json ? await attestation() : await consent())
  response.writeHead(200, {
    'content-type': json ? 'application/json; charset=utf-8' : 'text/html; charset=utf-8',
    'content-length': body.length,
  })
  response.end(body)
}).listen(Number(PORT), '127.0.0.1')
