/** What a member was shown when they agreed: the kept text, word for word, in the language of that day. */
import { LabelView } from '../../components/label/label.tsx'
import type { Label } from '../../lib/domain/label.ts'
import type { Lang } from '../../lib/domain/wording/pages.ts'
import { type Frame, Layout, speaker } from './layout.tsx'

/** A part of the page under its heading. */
export type ShownPart = {
  id: 'who' | 'state' | 'what' | 'answers' | 'howLong' | 'stop' | 'law' | 'decide'
  title: string
  sentences: string[]
  /** Parts the member could tick, and whether they did. */
  optional?: { text: string; ticked: boolean }[]
}

/** Everything that a grant keeps of the consent page, in its order. No name of a person is in it. */
export type Shown = {
  lang: Lang
  app: string
  company: string
  parts: ShownPart[]
  /** The ten rows, which stand in the part `answers`. */
  label: Label | null
}

export type ReceiptPage = {
  frame: Frame
  app: string
  date: string
  /** Whose data it is; stands beside the kept text, which names nobody. */
  person: { name: string; self: boolean }
  /** Whether the app could get data only right after the yes. */
  once: boolean
  digest: string
  shown: Shown
  grantsHref: string
}

/** Points stand as a list on the page, so they do here. */
const LISTED: readonly ShownPart['id'][] = ['state', 'what']

/** What could be ticked, in words: not every font and not every voice has a sign for it. */
function Options({ options, lang }: { options: NonNullable<ShownPart['optional']>; lang: Lang }) {
  const t = speaker(lang)
  return (
    <>
      <p>{t('receipt.optional')}</p>
      <ul>
        {options.map(({ text, ticked }) => (
          <li key={text}>
            <strong>{t(ticked ? 'receipt.ticked' : 'receipt.unticked')}</strong>
            {`: ${text}`}
          </li>
        ))}
      </ul>
    </>
  )
}

function Part({ part, label, lang }: { part: ShownPart; label: Label | null; lang: Lang }) {
  return (
    <section>
      <h2>{part.title}</h2>
      {LISTED.includes(part.id) ? (
        <ul>
          {part.sentences.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      ) : (
        part.sentences.map((sentence) => <p key={sentence}>{sentence}</p>)
      )}
      {part.optional && part.optional.length > 0 && <Options options={part.optional} lang={lang} />}
      {part.id === 'answers' && label !== null && <LabelView label={label} headingLevel={3} rowsOnly />}
    </section>
  )
}

export function Receipt({ page }: { page: ReceiptPage }) {
  const { frame, shown } = page
  const t = speaker(frame.lang)
  return (
    <Layout frame={frame} title={t('receipt.title')}>
      <h1>{t('receipt.title')}</h1>
      <p>{t('receipt.lead', { app: page.app, date: page.date })}</p>
      <p>{t('receipt.person', { person: page.person.name })}</p>
      {!page.person.self && <p>{t('receipt.meant', { person: page.person.name })}</p>}
      {page.once && <p>{t('receipt.once')}</p>}
      <p>{t('receipt.language', { lang: shown.lang })}</p>
      <div className="box" lang={shown.lang}>
        {shown.parts.map((part) => (
          <Part key={part.id} part={part} label={shown.label} lang={shown.lang} />
        ))}
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
