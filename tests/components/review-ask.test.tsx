/** Asking for changes as markup: what stays ticked, what a blank offers, what is said when nothing is ticked. */
import { AppRouterContext, type AppRouterInstance } from 'next/dist/shared/lib/app-router-context.shared-runtime'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import { ReviewState } from '../../app/staff/review-status.tsx'
import { Answers } from '../../app/staff/submissions/[id]/document.tsx'
import { Changes } from '../../app/staff/submissions/[id]/write.tsx'
import type { ReadAnswer } from '../../lib/services/review-document.ts'
import type { ReviewView } from '../../lib/services/review-view.ts'

const given: ReadAnswer = {
  ...{ questionId: 'app.purpose', prompt: 'What does it do?', blank: false, required: true, privacy: false },
  ...{ lines: [{ label: 'It is true today.', text: 'Yes' }], changed: false },
}
const blank: ReadAnswer = {
  ...{ questionId: 'sell.identified', prompt: 'Is data sold?', blank: true, required: false, privacy: true },
  ...{ lines: [], changed: false },
}
const view = {
  submissionId: 's1',
  may: { act: true, except: false },
  whyNot: { changes: [] },
  documents: {
    rounds: [{ round: 1, when: '' }],
    shown: { round: 1, when: '', signer: '', digest: '', sections: [{ id: 'x', title: 'X', answers: [given, blank] }] },
    changes: null,
  },
} as unknown as ReviewView
const draw = (asked: string[], nothing = false) =>
  renderToStaticMarkup(
    <AppRouterContext.Provider value={{} as AppRouterInstance}>
      <Answers view={view} asked={asked} />
      <Changes view={view} asked={asked} nothing={nothing} posted={false} />
    </AppRouterContext.Provider>,
  )

it('keeps ticked what is asked for, and nothing else', () => {
  const boxes = [...draw(['app.purpose']).matchAll(/<input[^>]*type="checkbox"[^>]*>/g)].map(([box]) => box)
  expect(boxes.map((box) => [/value="([^"]*)"/.exec(box)?.[1], box.includes('checked')])).toEqual([
    ['app.purpose', true],
    ['sell.identified', false],
  ])
})

it('offers “Incomplete” where something is missing, never for a blank that is an answer', () => {
  expect(draw(['app.purpose'])).toContain('value="incomplete"')
  const html = draw(['sell.identified'])
  expect(html).not.toContain('value="incomplete"')
  expect(html).toContain('value="security"')
  // Once in the list, once in the form.
  expect(html.split('Did not say, which is an answer')).toHaveLength(3)
})

it('says so when nothing is ticked, in an alert', () => {
  expect(draw([])).not.toContain('role="alert"')
  const html = draw([], true)
  expect(html).toMatch(/role="alert".*Choose at least one answer/)
  expect(html).toContain('href="#answers"')
})

it('reads the parts of an answer as sentences', () => {
  expect(draw([])).toContain('It is true today: </span>Yes')
})

it.each([
  ['on_its_way', 'On its way'],
  ['not_delivered', 'Not delivered'],
  [null, 'Developer’s turn'],
] as const)('what became of our words, %s, reads “%s”', (unheard, words) => {
  expect(renderToStaticMarkup(<ReviewState status="in_review" turn="developer" unheard={unheard} />)).toContain(words)
})
