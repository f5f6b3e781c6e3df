/** What the consent page says, as data: kept with the grant, and digested so that a decision is about the text that was read. */
import type { CommonPage, OptionalPart } from '../pages/consent.tsx'
import { speaker } from '../pages/layout.tsx'
import type { Shown, ShownPart } from '../pages/receipt.tsx'

function stateOf(page: CommonPage): ShownPart {
  const t = speaker(page.frame.lang)
  if (page.label === null) {
    const sentence = page.environment === 'sandbox' ? t('consent.sandbox') : t('consent.noLabel', { app: page.app })
    return { id: 'state', title: t('consent.answers', { company: page.company }), sentences: [sentence] }
  }
  const { label, signedOn } = page.label
  const signed = t('consent.signed', { company: page.company, date: signedOn, payer: page.frame.payer.shortName })
  const unanswered = label.unanswered.count > 0 ? [label.unanswered.text] : []
  return {
    id: 'state',
    title: label.stateHeading,
    sentences: [label.stateText, ...label.alerts, ...unanswered, signed],
  }
}

function howLongSentences({ frame, months }: CommonPage, howLong: string): string[] {
  const t = speaker(frame.lang)
  if (months.length === 0) return [t('consent.howLongOnce')]
  return [t('consent.howLongUnticked'), ...(howLong ? [`${t('consent.howLongTicked')} ${howLong}.`] : [])]
}

/** A part that could be ticked, where the page offers it. */
function optionalOf({ frame, optional, ticked }: CommonPage, part: OptionalPart): ShownPart['optional'] {
  const t = speaker(frame.lang)
  const text = `${t(`optional.${part}`)}: ${t(`optional.${part}.long`)}`
  return optional.includes(part) ? [{ text, ticked: ticked.includes(part) }] : []
}

/** @param howLong the chosen end, in words @returns every part in the page's order, without the names of people */
export function shownOf(page: CommonPage, howLong: string): Shown {
  const { frame, app, company } = page
  const t = speaker(frame.lang)
  const payer = frame.payer.shortName
  const label = page.label?.label ?? null
  const parts: ShownPart[] = [
    {
      id: 'who',
      title: t(page.self ? 'consent.title' : 'consent.titleChosen', { app }),
      sentences: [t('consent.who', { app, company, payer })],
    },
    stateOf(page),
    {
      id: 'what',
      title: t('consent.what', { app }),
      sentences: [
        ...page.data.map((type) => `${t(`data.${type}`)}: ${t(`data.${type}.long`)}`),
        ...(page.learnsIdentity ? [t('consent.identity')] : []),
      ],
      optional: optionalOf(page, 'sensitive'),
    },
    ...(label ? [{ id: 'answers' as const, title: t('consent.answers', { company }), sentences: [] }] : []),
    {
      id: 'howLong',
      title: t('consent.howLong'),
      sentences: howLongSentences(page, howLong),
      optional: optionalOf(page, 'offline'),
    },
    {
      id: 'stop',
      title: t('consent.stop'),
      sentences: [
        t('consent.stopText'),
        t('consent.stopPage'),
        t('consent.stopPhone', { phone: frame.payer.memberPhone }),
        t('consent.stopCopy'),
      ],
    },
    { id: 'law', title: t('consent.law'), sentences: [t('consent.lawText', { app, payer })] },
    { id: 'decide', title: t('consent.decide'), sentences: [t('consent.free')] },
  ]
  return { lang: frame.lang, app, company, parts, label }
}

/** The same before the member chose anything: what has to be equal when the decision comes back. */
export function untouched(shown: Shown): Shown {
  const parts = shown.parts.map((part) => ({
    ...part,
    // The end dates move at midnight while somebody reads; what they say is chosen, not agreed to blindly.
    sentences: part.id === 'howLong' ? [] : part.sentences,
    ...(part.optional ? { optional: part.optional.map(({ text }) => ({ text, ticked: false })) } : {}),
  }))
  return { ...shown, parts }
}
