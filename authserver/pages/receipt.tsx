/** What a member was shown when they agreed: the kept text, word for word, in the language of that day. */
import { LabelView } from '../../components/label/label.tsx'
import type { Label } from '../../lib/domain/label.ts'
import type { Lang } from '../../lib/domain/wording/pages.ts'
import { type Frame, Layout, speaker } from './layout.tsx'

/** Everything that a grant keeps of the consent page. No name of a person is in it. */
export type Shown = {
  lang: Lang
  app: string
  company: string
  /** Who asks, what the state is, what the law says and how to stop: the sentences in their order. */
  sentences: string[]
  /** Groups of data that go to the app, as sentences. */
  data: string[]
  /** Parts the member could tick, and whether they did. */
  optional: { text: string; ticked: boolean }[]
  howLong: string
  label: Label | null
}

export type ReceiptPage = {
  frame: Frame
  app: string
  date: string
  digest: string
  shown: Shown
  grantsHref: string
}

export function Receipt({ page }: { page: ReceiptPage }) {
  const { frame, shown } = page
  const t = speaker(frame.lang)
  return (
    <Layout frame={frame} title={t('receipt.title')}>
      <h1>{t('receipt.title')}</h1>
      <p>{t('receipt.lead', { app: page.app, date: page.date })}</p>
      <p>{t('receipt.language', { lang: shown.lang })}</p>
      <div className="box" lang={shown.lang}>
        {shown.sentences.map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
        <ul>
          {shown.data.map((text) => (
            <li key={text}>{text}</li>
          ))}
          {shown.optional.map((part) => (
            <li key={part.text}>{`${part.ticked ? '☑' : '☐'} ${part.text}`}</li>
          ))}
        </ul>
        <p>{shown.howLong}</p>
        {shown.label !== null && <LabelView label={shown.label} headingLevel={2} rowsOnly />}
      </div>
      <p className="soft">
        {t('receipt.digest')}
        {': '}
        <code>{page.digest}</code>
      </p>
      <p>
        <a className="link" href={page.grantsHref}>
          {t('receipt.back')}
        </a>
      </p>
    </Layout>
  )
}
