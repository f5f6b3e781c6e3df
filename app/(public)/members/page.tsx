/**
 * For members: what sharing health data with an app means, what to ask first, who protects what, how to stop and how to
 * complain. Required of the payer by 42 CFR 422.119(g); linked from every page on which a member decides.
 */
import type { Metadata } from 'next'
import type { ReactNode } from 'react'
import { PageHeading } from '../../../components/ui/page-heading.tsx'
import { type MembersKey, membersText } from '../../../lib/domain/wording/members.ts'
import { phoneText } from '../../../lib/domain/wording/phone.ts'
import { inLang, type Lang } from '../../../lib/domain/wording/public.ts'
import { runtime } from '../../../lib/platform/runtime.ts'
import { alternates, LanguageSwitch, langOf } from '../language-switch.tsx'

type Props = { searchParams: Promise<{ lang?: string | string[] }> }

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  const lang = langOf(await searchParams)
  const t = speaker(lang)
  return { title: t('title'), description: t('lead'), alternates: alternates('/members', lang) }
}

type Say = (key: MembersKey) => string

function speaker(lang: Lang): Say {
  const { payer } = runtime().settings
  const values = {
    payer: payer.shortName,
    phone: phoneText(lang, payer.memberPhone),
    site: new URL(payer.websiteUrl).hostname,
  }
  return (key) => membersText(lang, key, values)
}

const PARTS = ['means', 'uses', 'asked', 'questions', 'safe', 'law', 'stop', 'complain', 'help'] as const
type Part = (typeof PARTS)[number]

export default async function Members({ searchParams }: Props) {
  const lang = langOf(await searchParams)
  const t = speaker(lang)
  return (
    <article className="candor-reading">
      <LanguageSwitch path="/members" lang={lang} text={t('switch')} />
      <PageHeading title={t('title')} lead={t('lead')} />
      <nav className="candor-contents" aria-label={t('onThisPage')}>
        <ul>
          {PARTS.map((part) => (
            <li key={part}>
              <a href={`#${part}`}>{t(`${part}.heading`)}</a>
            </li>
          ))}
        </ul>
      </nav>
      <Choosing t={t} lang={lang} />
      <Protecting t={t} />
      <Stopping t={t} lang={lang} />
      <Complaining t={t} />
    </article>
  )
}

function Section({ part, t, children }: { part: Part; t: Say; children: ReactNode }) {
  return (
    <section aria-labelledby={part}>
      <h2 id={part}>{t(`${part}.heading`)}</h2>
      {children}
    </section>
  )
}

function Sentences({ t, keys }: { t: Say; keys: readonly MembersKey[] }) {
  return keys.map((key) => <p key={key}>{t(key)}</p>)
}

function List({ t, keys, className }: { t: Say; keys: readonly MembersKey[]; className?: string }) {
  return (
    <ul className={className}>
      {keys.map((key) => (
        <li key={key}>{t(key)}</li>
      ))}
    </ul>
  )
}

function Choosing({ t, lang }: { t: Say; lang: Lang }) {
  return (
    <>
      <Section part="means" t={t}>
        <Sentences t={t} keys={['means.copy', 'means.control', 'means.what', 'means.family']} />
        <p>
          <strong>{t('means.free')}</strong>
        </p>
      </Section>
      <Section part="uses" t={t}>
        <p>{t('uses.lead')}</p>
        <List t={t} keys={['uses.ads', 'uses.sell', 'uses.research', 'uses.ai']} />
        <p>{t('uses.end')}</p>
      </Section>
      <Section part="asked" t={t}>
        <Sentences t={t} keys={['asked.ask', 'asked.blank', 'asked.tested']} />
        <p>
          <a href={inLang('/directory', lang)}>{t('asked.link')}</a>
        </p>
      </Section>
      <Section part="questions" t={t}>
        <p>{t('questions.lead')}</p>
        <List t={t} keys={QUESTIONS} className="candor-questions" />
      </Section>
    </>
  )
}

/** CMS's sample list for members, in its order. */
const QUESTIONS: readonly MembersKey[] = [
  'questions.data',
  'questions.name',
  'questions.use',
  'questions.share',
  'questions.limit',
  'questions.safe',
  'questions.family',
  'questions.see',
  'questions.complain',
  'questions.stop',
  'questions.delete',
  'questions.change',
]

const SAFE: readonly MembersKey[] = [
  'safe.policy',
  'safe.less',
  'safe.password',
  'safe.lock',
  'safe.update',
  'safe.list',
]

function Protecting({ t }: { t: Say }) {
  return (
    <>
      <Section part="safe" t={t}>
        <List t={t} keys={SAFE} />
      </Section>
      <Section part="law" t={t}>
        <Sentences t={t} keys={['law.hipaa', 'law.apps', 'law.ocr', 'law.ftc', 'law.breach', 'law.state']} />
      </Section>
    </>
  )
}

function Stopping({ t, lang }: { t: Say; lang: Lang }) {
  const { authserver } = runtime().settings
  return (
    <Section part="stop" t={t}>
      <p>{t('stop.any')}</p>
      <p>
        {t('stop.page')} <a href={`${authserver.production.url}${inLang('/grants', lang)}`}>{t('stop.link')}</a>
      </p>
      <Sentences t={t} keys={['stop.phone', 'stop.app', 'stop.copy']} />
    </Section>
  )
}

function Complaining({ t }: { t: Say }) {
  const { payer } = runtime().settings
  return (
    <>
      <Section part="complain" t={t}>
        <p>
          {t('complain.app')} <a href="https://reportfraud.ftc.gov">{t('complain.appLink')}</a>
        </p>
        <p>
          {t('complain.plan')} <a href="https://ocrportal.hhs.gov">{t('complain.planLink')}</a>
        </p>
        <p>
          {t('complain.payer')} <a href={payer.websiteUrl}>{t('complain.payerLink')}</a>
        </p>
        <p>{t('complain.free')}</p>
      </Section>
      <Section part="help" t={t}>
        <p>{t('help.text')}</p>
      </Section>
    </>
  )
}
