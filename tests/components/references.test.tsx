/** A reference is one word, wherever it stands. */
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import { PageHeading } from '../../components/ui/page-heading.tsx'
import { References } from '../../components/ui/references.tsx'
import { Timeline } from '../../components/ui/timeline.tsx'

const whole = (reference: string) => `<span class="candor-reference">${reference}</span>`

it.each([
  ['You submitted the answers (C-8NG8X3)', `You submitted the answers (${whole('C-8NG8X3')})`],
  ['E-7KQ2M9', whole('E-7KQ2M9')],
  ['C-8NG8X3 and E-7KQ2M9', `${whole('C-8NG8X3')} and ${whole('E-7KQ2M9')}`],
  ['Nothing: C-lient, SPEC-8NG8X3, C-8NG8X34', 'Nothing: C-lient, SPEC-8NG8X3, C-8NG8X34'],
  ['<C-8NG8X3>', `&lt;${whole('C-8NG8X3')}&gt;`],
])('%s', (text, html) => expect(renderToStaticMarkup(<References text={text} />)).toBe(html))

it('in headings and histories, too', () => {
  expect(renderToStaticMarkup(<PageHeading title="Case E-7KQ2M9" caption="Sunny · C-8NG8X3" />)).toMatch(
    new RegExp(`${whole('C-8NG8X3')}.*${whole('E-7KQ2M9')}`),
  )
  const entries = [{ id: 'a', title: 'Approved (C-8NG8X3)', when: 'then' }]
  expect(renderToStaticMarkup(<Timeline entries={entries} />)).toContain(whole('C-8NG8X3'))
})
