/** What a member was shown, drawn: ticked or not stands in words, beside whose data it was; receipts of any age are read the same way. */
import { expect, it } from 'vitest'
import { drawPage } from '../../authserver/pages/layout.tsx'
import { Receipt, type Shown, type ShownPart } from '../../authserver/pages/receipt.tsx'
import { textOf } from '../support/member-browser.ts'

const SENSITIVE = { text: 'Claims about sensitive care: HIV.', ticked: false }
const OFFLINE = { text: 'New data: by itself.', ticked: true }

/** As it was kept while both ticks stood under what the app gets. */
const EARLIER: ShownPart[] = [
  { id: 'who', title: 'Share your data with Sunny?', sentences: ['Sunny is made by Sun.'] },
  { id: 'what', title: 'What Sunny will get', sentences: ['Claims: visits.'], optional: [SENSITIVE, OFFLINE] },
  { id: 'howLong', title: 'How long', sentences: ['One year, until May 10, 2027'] },
]
const NOW: ShownPart[] = [
  { id: 'who', title: 'Share with Sunny the data of the person you chose?', sentences: ['Sunny is made by Sun.'] },
  { id: 'what', title: 'What Sunny will get', sentences: ['Claims: visits.'], optional: [SENSITIVE] },
  { id: 'howLong', title: 'How long', sentences: ['If you tick it, for how long? One year.'], optional: [OFFLINE] },
]

function drawn(parts: ShownPart[], self: boolean): string {
  const payer = { name: 'Blue', shortName: 'Blue', memberPhone: '1-800', complaintsUrl: 'https://blue.example' }
  const shown: Shown = { lang: 'en', app: 'Sunny', company: 'Sun', parts, label: null }
  const page = {
    frame: { lang: 'en' as const, stylesheet: '/a.css', payer, learnUrl: '/members', switchHref: null },
    ...{ app: 'Sunny', date: 'May 10, 2026', once: false, digest: 'd', shown, grantsHref: '/grants' },
    person: { name: 'Leo Hernandez', self },
  }
  return textOf(drawPage(<Receipt page={page} />))
}

it.each([
  ['kept before', EARLIER],
  ['kept now', NOW],
])('says of a text %s, in words, what was ticked and whose data it was', (_when, parts) => {
  const words = drawn(parts, false)
  expect(words).toContain('You did not tick this : Claims about sensitive care: HIV.')
  expect(words).toContain('You ticked this : New data: by itself.')
  expect(words).toContain('The data is that of Leo Hernandez. Where the text speaks of your data, it means the data of')
  for (const { title, sentences } of parts) for (const text of [title, ...sentences]) expect(words).toContain(text)
  expect(drawn(parts, true)).not.toContain('Where the text speaks of your data')
})
