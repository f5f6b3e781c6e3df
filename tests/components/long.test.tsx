/** What is long folds, and nothing of it is lost: words, histories, tables. */
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { DataTable } from '../../components/ui/data-table.tsx'
import { LongText } from '../../components/ui/long-text.tsx'
import { Timeline } from '../../components/ui/timeline.tsx'

const count = (html: string, what: RegExp) => html.match(what)?.length ?? 0
const numbers = (many: number) => Array.from({ length: many }, (_, at) => at)

describe('words', () => {
  const words = (many: number) => numbers(many).map((at) => `word${at}`)
  it('stand whole as long as they are few', () => {
    expect(renderToStaticMarkup(<LongText text={words(100).join(' ')} />)).not.toContain('<details>')
  })
  it.each([
    ['with spaces', words(5000).join(' ')],
    ['without any', 'x'.repeat(9000)],
    ['on many lines', words(3000).join('\n')],
  ])('of thousands, %s, fold after the beginning, and each stands once', (_what, text) => {
    const html = renderToStaticMarkup(<LongText text={text} what="mail" />)
    expect(html).toMatch(/<summary>The rest of this mail \([\d,]+ words?\)<\/summary>/)
    const shown = html.replace(/<summary>.*?<\/summary>/, '').replace(/<[^>]+>/g, '')
    expect(shown.replace(/[\s…]/g, '')).toBe(text.replace(/\s/g, ''))
    expect(html.indexOf('<details>')).toBeLessThan(800)
  })
})

describe('a history', () => {
  const of = (many: number) =>
    renderToStaticMarkup(
      <Timeline entries={numbers(many).map((at) => ({ id: `${at}`, title: `Event ${at}.`, when: 'then' }))} />,
    )
  it.each([
    [25, 0],
    [26, 11],
    [200, 185],
  ])('of %i entries folds the %i earlier ones', (many, folded) => {
    const html = of(many)
    expect(count(html, /<li /g)).toBe(many)
    const [earlier = ''] = /<details>.*<\/details>/.exec(html) ?? []
    expect(count(earlier, /<li /g)).toBe(folded)
    expect(html.indexOf('Event 0.')).toBeLessThan(html.indexOf(`Event ${many - 1}.`))
  })
})

describe('a table', () => {
  const of = (many: number, open?: number) =>
    renderToStaticMarkup(
      <DataTable
        caption="Findings"
        columns={[{ id: 'a', heading: 'A', cell: (at: number) => `Row ${at}.` }]}
        rows={numbers(many)}
        rowId={String}
        empty="None."
        open={open}
      />,
    )
  it.each([
    [0, 10, 0],
    [12, 10, 0],
    [13, 10, 3],
    [40, 10, 30],
    [40, undefined, 0],
  ])('of %i rows, %s open, folds %i', (many, open, folded) => {
    const html = of(many, open)
    expect(count(html, /Row \d+\./g)).toBe(many)
    const [more = ''] = /<details.*<\/details>/.exec(html) ?? []
    expect(count(more, /Row \d+\./g)).toBe(folded)
    if (folded > 0) expect(more).toContain(`${folded} more`)
  })
})
