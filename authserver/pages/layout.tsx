/** The frame of every member page: language, skip link, main part, help and complaint routes. No script, no foreign origin. */
import type { ReactNode } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { type Lang, type PageKey, pageText } from '../../lib/domain/wording/pages.ts'

export type Frame = {
  lang: Lang
  /** Address of the style sheet. */
  stylesheet: string
  payer: { name: string; shortName: string; memberPhone: string; complaintsUrl: string }
  /** The public page that explains what sharing means. */
  learnUrl: string
  /** The same page in the other language; null where a form was just posted. */
  switchHref: string | null
}

/** A shorthand for the sentences of one language. */
export function speaker(lang: Lang) {
  return (key: PageKey, values?: Record<string, string | number>) => pageText(lang, key, values)
}

type PlainActProps = {
  lang: Lang
  action: string
  /** The decision that the form carries, where it carries one. */
  decision?: 'refuse'
  children: ReactNode
}

/** An act that is no more than a link to look at, and changes something all the same: a form of one button. */
export function PlainAct({ lang, action, decision, children }: PlainActProps) {
  return (
    <form method="post" action={action}>
      <input type="hidden" name="lang" value={lang} />
      {decision && <input type="hidden" name="decision" value={decision} />}
      <button className="act plain" type="submit">
        {children}
      </button>
    </form>
  )
}

function Top({ frame }: { frame: Frame }) {
  const t = speaker(frame.lang)
  const other = frame.lang === 'es' ? 'en' : 'es'
  return (
    <header className="top">
      <a className="skip" href="#main">
        {t('page.skip')}
      </a>
      <div className="frame">
        <span className="payer">{frame.payer.name}</span>
        {frame.switchHref && (
          <a className="link" href={frame.switchHref} lang={other} hrefLang={other}>
            {t('lang.switch')}
          </a>
        )}
      </div>
    </header>
  )
}

function Bottom({ frame }: { frame: Frame }) {
  const t = speaker(frame.lang)
  const { shortName, memberPhone, complaintsUrl } = frame.payer
  return (
    <footer className="bottom">
      <div className="frame">
        <p>{t('footer.help', { payer: shortName, phone: memberPhone })}</p>
        <p>{t('footer.language', { phone: memberPhone })}</p>
        <p>
          {t('footer.complain')}
          <br />
          <a className="link" href="https://reportfraud.ftc.gov">
            reportfraud.ftc.gov
          </a>
        </p>
        <p>
          {t('footer.complainPlan', { payer: shortName })}
          <br />
          <a className="link" href={complaintsUrl}>
            {new URL(complaintsUrl).hostname}
          </a>
          <a className="link" href="https://ocrportal.hhs.gov">
            ocrportal.hhs.gov
          </a>
        </p>
        <p>
          <a className="link" href={frame.learnUrl}>
            {t('footer.learn')}
          </a>
        </p>
      </div>
    </footer>
  )
}

type LayoutProps = {
  frame: Frame
  title: string
  /** Where the browser goes on to by itself, at once. */
  onward?: string
  children: ReactNode
}

export function Layout({ frame, title, onward, children }: LayoutProps) {
  return (
    <html lang={frame.lang}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        {onward !== undefined && <meta httpEquiv="refresh" content={`0;url=${onward}`} />}
        <title>{`${title} · ${frame.payer.shortName}`}</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href={frame.stylesheet} />
      </head>
      <body>
        <Top frame={frame} />
        <main id="main" className="frame">
          {children}
        </main>
        <Bottom frame={frame} />
      </body>
    </html>
  )
}

/** What went wrong with a form, before the form. */
export function Fault({ text }: { text: string }) {
  return (
    <div className="fault" role="alert">
      <p>{text}</p>
    </div>
  )
}

/** @returns the whole page as text */
export function drawPage(page: ReactNode): string {
  return `<!doctype html>${renderToStaticMarkup(page)}`
}
