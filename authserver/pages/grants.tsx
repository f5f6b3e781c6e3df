/** Apps I share with: what each may see, since, until, last used, what was shown; stopping takes one step. */
import { Fragment } from 'react'
import type { Frame } from './layout.tsx'
import { Layout, PlainAct, speaker } from './layout.tsx'

export type GrantCard = {
  grantId: string
  app: string
  company: string
  person: string
  /** Groups of data, in words. */
  sees: string[]
  since: string
  /** When it ends or, of one that is over, when it ended. */
  until: string
  /** null when it was never used. */
  lastUsed: string | null
  /** How it ended, as a sentence; null while active. */
  over: string | null
  /** Says that the plan stopped the app; null while it may get data. */
  byPlan: string | null
  /** What became of the company's answers since, as sentences. */
  news: string[]
  /** Where they stand as they are now; null when none are published. */
  answersHref: string | null
  stopAction: string
  receiptHref: string
  /** Consents before the last one. */
  earlier: { grantId: string; date: string; href: string }[]
}

export type GrantsPage = {
  frame: Frame
  memberName: string
  signOutAction: string
  /** Names of an app that was just stopped. */
  stopped: { app: string; company: string; person: string } | null
  grants: GrantCard[]
}

function News({ frame, card }: { frame: Frame; card: GrantCard }) {
  const text = speaker(frame.lang)('grants.news')
  return (
    <>
      {card.news.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
      {card.news.length > 0 && card.answersHref !== null && (
        <p>
          <a className="link" href={card.answersHref} aria-label={`${text}: ${card.app}`}>
            {text}
          </a>
        </p>
      )}
    </>
  )
}

/** What is over is told as past. */
function Facts({ frame, card }: { frame: Frame; card: GrantCard }) {
  const t = speaker(frame.lang)
  const over = card.over !== null
  const facts: [title: string, value: string][] = [
    [t('grants.person'), card.person],
    [t(over ? 'grants.saw' : 'grants.sees'), card.sees.join(', ')],
    [t(over ? 'grants.from' : 'grants.since'), card.since],
    [t(over ? 'grants.to' : 'grants.until'), card.until],
    [t('grants.used'), card.lastUsed ?? t(over ? 'grants.neverUsed' : 'grants.never')],
  ]
  return (
    <dl className="facts">
      {facts.map(([title, value]) => (
        <Fragment key={title}>
          <dt>{title}</dt>
          <dd>{value}</dd>
        </Fragment>
      ))}
    </dl>
  )
}

/** Under what the plan stopped, it says what stopping still does. */
function Stop({ frame, card }: { frame: Frame; card: GrantCard }) {
  const t = speaker(frame.lang)
  return (
    <form method="post" action={card.stopAction}>
      {card.byPlan !== null && <p>{t('grants.byPlanStop')}</p>}
      <input type="hidden" name="lang" value={frame.lang} />
      <button className="act" type="submit">
        {t(card.byPlan === null ? 'grants.stop' : 'grants.stopForGood', { app: card.app })}
      </button>
    </form>
  )
}

function Card({ frame, card }: { frame: Frame; card: GrantCard }) {
  const t = speaker(frame.lang)
  const end = card.over ?? card.byPlan
  return (
    <article className="box">
      <h3>{card.app}</h3>
      <p>{t('grants.company', { company: card.company })}</p>
      {end !== null && (
        <p>
          <strong>{end}</strong>
        </p>
      )}
      <Facts frame={frame} card={card} />
      {card.over === null && <News frame={frame} card={card} />}
      <p>
        <a className="link" href={card.receiptHref} aria-label={`${t('grants.shown')}: ${card.app}`}>
          {t('grants.shown')}
        </a>
      </p>
      {card.earlier.length > 0 && (
        <details>
          <summary>{t('grants.earlier')}</summary>
          <ul>
            {card.earlier.map(({ grantId, date, href }) => (
              <li key={grantId}>
                <a className="link" href={href}>
                  {date}
                </a>
              </li>
            ))}
          </ul>
        </details>
      )}
      {card.over === null && <Stop frame={frame} card={card} />}
    </article>
  )
}

export function Grants({ page }: { page: GrantsPage }) {
  const { frame, stopped } = page
  const t = speaker(frame.lang)
  const now = page.grants.filter((card) => card.over === null)
  const before = page.grants.filter((card) => card.over !== null)
  return (
    <Layout frame={frame} title={t('grants.title')}>
      <h1>{t('grants.title')}</h1>
      <p>{t('consent.signedIn', { name: page.memberName })}</p>
      {stopped !== null && (
        <div className="box strong" role="status">
          <p>{t('grants.stopped', stopped)}</p>
          <p>{t('grants.stoppedCopy', stopped)}</p>
        </div>
      )}
      <h2>{t('grants.now')}</h2>
      {now.length === 0 && <p>{t('grants.none')}</p>}
      {now.map((card) => (
        <Card key={card.grantId} frame={frame} card={card} />
      ))}
      {before.length > 0 && <h2>{t('grants.before')}</h2>}
      {before.map((card) => (
        <Card key={card.grantId} frame={frame} card={card} />
      ))}
      <PlainAct lang={frame.lang} action={page.signOutAction}>
        {t('grants.signOut')}
      </PlainAct>
    </Layout>
  )
}
