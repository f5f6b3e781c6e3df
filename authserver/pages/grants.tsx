/** Apps I share with: what each may see, since, until, last used, what was shown; stopping takes one step. */
import type { Frame } from './layout.tsx'
import { Layout, speaker } from './layout.tsx'

export type GrantCard = {
  grantId: string
  app: string
  company: string
  person: string
  /** Groups of data, in words. */
  sees: string[]
  since: string
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

function Card({ frame, card }: { frame: Frame; card: GrantCard }) {
  const t = speaker(frame.lang)
  return (
    <article className="box">
      <h3>{card.app}</h3>
      <p>{t('grants.company', { company: card.company })}</p>
      <dl className="facts">
        <dt>{t('grants.person')}</dt>
        <dd>{card.person}</dd>
        <dt>{t('grants.sees')}</dt>
        <dd>{card.sees.join(', ')}</dd>
        <dt>{t('grants.since')}</dt>
        <dd>{card.since}</dd>
        <dt>{t('grants.until')}</dt>
        <dd>{card.until}</dd>
        <dt>{t('grants.used')}</dt>
        <dd>{card.lastUsed ?? t('grants.never')}</dd>
      </dl>
      {card.over !== null && <p>{card.over}</p>}
      {card.over === null && card.byPlan !== null && (
        <p>
          <strong>{card.byPlan}</strong>
        </p>
      )}
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
      {card.over === null && (
        <form method="post" action={card.stopAction}>
          <input type="hidden" name="lang" value={frame.lang} />
          <button className="act" type="submit">
            {t('grants.stop', { app: card.app })}
          </button>
        </form>
      )}
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
      <form method="post" action={page.signOutAction}>
        <input type="hidden" name="lang" value={frame.lang} />
        <button className="act plain" type="submit">
          {t('grants.signOut')}
        </button>
      </form>
    </Layout>
  )
}
