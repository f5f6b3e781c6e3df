/**
 * The consent page: who asks, what the company told the plan, what would be shared, how long, how to stop, and two
 * buttons of equal weight. Everything adverse stands in the open. The same markup in English and Spanish.
 */
import type { ReactNode } from 'react'
import { LabelView } from '../../components/label/label.tsx'
import type { Label } from '../../lib/domain/label.ts'
import type { PageKey } from '../../lib/domain/wording/pages.ts'
import type { DataType } from '../provider/smart.ts'
import { type ChoicePage, HowLong, type OptionalPart, OptionalPick } from './how-long.tsx'
import { Fault, type Frame, Layout, PlainAct, speaker } from './layout.tsx'

export type { OptionalPart }

/** What the page says to everybody: nothing in it is about one member. */
export type CommonPage = ChoicePage & {
  frame: Omit<Frame, 'switchHref'>
  app: string
  company: string
  /** Whether the records are the member's own. */
  self: boolean
  /** Whether the member may act for somebody else, too. */
  mayChoose: boolean
  /** Whether the member gets mails. */
  notified: boolean
  grantsHref: string
  environment: 'production' | 'sandbox'
  /** null when nothing was ever published for the app. */
  label: { label: Label; signedOn: string } | null
  data: DataType[]
  learnsIdentity: boolean
  fault: string | null
}

/** The texts of one member and one request. */
export const OWN_TEXTS = [
  'memberName',
  /** The person whose records are asked for. */
  'patientId',
  'patientName',
  /** Address of the page in the other language. */
  'switchHref',
  /** Address to choose somebody else. */
  'chooseHref',
  'action',
  'switchAction',
  'notifyEmail',
  /** Digest of everything that is shown; comes back with the decision, so that both are about the same text. */
  'shownDigest',
] as const
export type OwnTexts = Record<(typeof OWN_TEXTS)[number], string>

type ConsentPage = CommonPage & { own: OwnTexts }

function Part({ title, id, children }: { title: string; id?: string; children: ReactNode }) {
  return (
    <section id={id}>
      <h2>{title}</h2>
      {children}
    </section>
  )
}

function Who({ page }: { page: ConsentPage }) {
  const t = speaker(page.frame.lang)
  const { app, company, own } = page
  const { shortName } = page.frame.payer
  return (
    <>
      <p>{t('consent.who', { app, company, payer: shortName })}</p>
      <p>
        {t('consent.signedIn', { name: own.memberName })}{' '}
        {!page.self && t('consent.patient', { person: own.patientName })}
      </p>
      <div className="links">
        {page.mayChoose && (
          <a className="link" href={own.chooseHref}>
            {t('consent.patientOther')}
          </a>
        )}
        <PlainAct lang={page.frame.lang} action={own.switchAction}>
          {t('consent.switch')}
        </PlainAct>
      </div>
    </>
  )
}

/** The state of the answers, then every alert, then the count of unanswered questions; all of it in the open. */
function State({ page }: { page: ConsentPage }) {
  const t = speaker(page.frame.lang)
  if (page.label === null) {
    return (
      <div className="box strong">
        <p>{page.environment === 'sandbox' ? t('consent.sandbox') : t('consent.noLabel', { app: page.app })}</p>
      </div>
    )
  }
  const { label, signedOn } = page.label
  return (
    <div className="box strong">
      <h2>{label.stateHeading}</h2>
      <p>{label.stateText}</p>
      {label.alerts.length > 0 && (
        <ul>
          {label.alerts.map((alert) => (
            <li key={alert}>{alert}</li>
          ))}
        </ul>
      )}
      {label.unanswered.count > 0 && <p>{label.unanswered.text}</p>}
      <p className="soft">
        {t('consent.signed', { company: page.company, date: signedOn, payer: page.frame.payer.shortName })}
      </p>
    </div>
  )
}

function What({ page }: { page: ConsentPage }) {
  const t = speaker(page.frame.lang)
  return (
    <Part title={t('consent.what', { app: page.app })}>
      <p>{t('consent.whatLead', { app: page.app })}</p>
      <ul>
        {page.data.map((type) => (
          <li key={type}>
            <strong>{t(`data.${type}`)}</strong>
            {': '}
            {t(`data.${type}.long`)}
          </li>
        ))}
      </ul>
      {page.learnsIdentity && <p>{t('consent.identity')}</p>}
      {page.optional.includes('sensitive') && (
        <fieldset>
          <legend>{t('consent.optional')}</legend>
          <OptionalPick page={page} part="sensitive" />
        </fieldset>
      )}
    </Part>
  )
}

function Stop({ page }: { page: ConsentPage }) {
  const t = speaker(page.frame.lang)
  return (
    <Part title={t('consent.stop')}>
      <p>{t('consent.stopText')}</p>
      <ul>
        <li>
          <a className="link" href={page.grantsHref}>
            {t('consent.stopPage')}
          </a>
        </li>
        <li>{t('consent.stopPhone', { phone: page.frame.payer.memberPhone })}</li>
      </ul>
      <p>{t('consent.stopCopy')}</p>
    </Part>
  )
}

function Decision({ page }: { page: ConsentPage }) {
  const t = speaker(page.frame.lang)
  return (
    <Part title={t('consent.decide')} id="decision">
      <p>{t('consent.free')}</p>
      {page.notified && <p>{t('consent.mail', { email: page.own.notifyEmail })}</p>}
      <div className="pair">
        <button className="act" type="submit" name="decision" value="refuse" formNoValidate>
          {t('consent.refuse')}
        </button>
        <button className="act" type="submit" name="decision" value="share">
          {t('consent.share', { app: page.app })}
        </button>
      </div>
    </Part>
  )
}

/** The sentence of a key, for callers that keep what was shown. */
const lawKey: PageKey = 'consent.lawText'

export function Consent({ page }: { page: ConsentPage }) {
  const { app, own, label } = page
  const frame = { ...page.frame, switchHref: own.switchHref }
  const t = speaker(frame.lang)
  const title = page.self ? t('consent.title', { app }) : t('consent.titleFor', { app, person: own.patientName })
  return (
    <Layout frame={frame} title={title}>
      <h1>{title}</h1>
      {page.fault !== null && <Fault text={page.fault} />}
      <Who page={page} />
      <State page={page} />
      <p>
        <a className="link" href="#decision">
          {t('consent.toDecision')}
        </a>
      </p>
      <form method="post" action={own.action}>
        <input type="hidden" name="lang" value={frame.lang} />
        <input type="hidden" name="patient" value={own.patientId} />
        <input type="hidden" name="shown" value={own.shownDigest} />
        <What page={page} />
        {label !== null && (
          <Part title={t('consent.answers', { company: page.company })}>
            <LabelView label={label.label} headingLevel={3} rowsOnly />
          </Part>
        )}
        <HowLong page={page} />
        <Stop page={page} />
        <Part title={t('consent.law')}>
          <p>{t(lawKey, { app, payer: frame.payer.shortName })}</p>
        </Part>
        <Decision page={page} />
      </form>
    </Layout>
  )
}
