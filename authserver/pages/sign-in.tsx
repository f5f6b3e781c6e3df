/** A member proves who they are. Nothing is shared here, and the page says so. */
import type { PublishedMember } from '../../lib/platform/members.ts'
import { Fault, type Frame, Layout, PlainAct, speaker } from './layout.tsx'

export type SignInPage = {
  frame: Frame
  /** Name of the app that asks; null when the member only wants to see the list of apps. */
  app: string | null
  /** Where the form goes; with `elsewhere` the address where the plan's own sign-in starts. */
  action: string
  /** Whether the plan's own sign-in page asks for name and password. */
  elsewhere: boolean
  /** Where a member goes who does not want to share; null without an app. */
  cancelAction: string | null
  username: string
  fault: string | null
  /** Made-up people that anybody may use. */
  published: PublishedMember[]
}

function Published({ page }: { page: SignInPage }) {
  const t = speaker(page.frame.lang)
  if (page.published.length === 0) return null
  return (
    <div className="box">
      <p>{t('signIn.synthetic')}</p>
      <ul>
        {page.published.map((person) => (
          <li key={person.username}>
            {t('signIn.person', { ...person, about: page.frame.lang === 'es' ? person.aboutEs : person.about })}
          </li>
        ))}
      </ul>
    </div>
  )
}

function Form({ page }: { page: SignInPage }) {
  const t = speaker(page.frame.lang)
  if (page.elsewhere) {
    return (
      <p>
        <a className="act main" href={page.action}>
          {t('signIn.submit')}
        </a>
      </p>
    )
  }
  return (
    <form method="post" action={page.action}>
      <input type="hidden" name="lang" value={page.frame.lang} />
      <div className="field">
        <label htmlFor="username">{t('signIn.username')}</label>
        <input id="username" name="username" autoComplete="username" defaultValue={page.username} required />
      </div>
      <div className="field">
        <label htmlFor="password">{t('signIn.password')}</label>
        <input id="password" name="password" type="password" autoComplete="current-password" required />
      </div>
      <button className="act main" type="submit">
        {t('signIn.submit')}
      </button>
    </form>
  )
}

export function SignIn({ page }: { page: SignInPage }) {
  const { frame, app } = page
  const t = speaker(frame.lang)
  return (
    <Layout frame={frame} title={t('signIn.title')}>
      <h1>{t('signIn.title')}</h1>
      {page.fault && <Fault text={page.fault} />}
      <p>{app === null ? t('signIn.forGrants') : t('signIn.forApp', { app })}</p>
      {app !== null && <p>{t('signIn.decide')}</p>}
      <Form page={page} />
      {page.cancelAction !== null && app !== null && (
        <PlainAct lang={frame.lang} action={page.cancelAction} decision="refuse">
          {t('signIn.cancel', { app })}
        </PlainAct>
      )}
      <Published page={page} />
    </Layout>
  )
}
