/**
 * Between the decision and the app. A browser holds the rule of a form (CSP3, form-action) against every redirect that
 * follows it, so an app that sends its visitors on to another address of its own would leave the member on the consent
 * page. From here the way back is no form's any more. Works without script; who stops refreshes follows the link.
 */
import { type Frame, Layout, speaker } from './layout.tsx'

export function Onward({ page }: { page: { frame: Frame; app: string; href: string } }) {
  const { frame, app, href } = page
  const t = speaker(frame.lang)
  return (
    <Layout frame={frame} title={t('onward.title', { app })} onward={href}>
      <h1>{t('onward.title', { app })}</h1>
      <p>{t('onward.lead')}</p>
      <p>
        <a className="act main" href={href}>
          {t('onward.link')}
        </a>
      </p>
    </Layout>
  )
}
