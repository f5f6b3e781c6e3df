/** The label as markup: what stands where, what is a heading, and that nothing adverse hides. */
import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { LabelState, LabelView } from '../../components/label/label.tsx'
import { ADVERSE } from '../../lib/domain/label/tone.ts'
import { type Label, labelOf } from '../../lib/domain/label.ts'
import { currentEdition } from '../../lib/domain/questionnaire.ts'
import { randomAnswers } from '../support/random-answers.ts'

const app = { name: 'Sunny <Days>', company: 'Sunny Health, Inc.' }
const answers = { 'sell.identified': 'yes', 'app.purpose': '<script>alert(1)</script> & more', 'use.research': 'no' }
const label = labelOf(currentEdition(), { app, answers }, 'en')
const draw = (shown: Label, level: 2 | 3 | 4 = 3) =>
  renderToStaticMarkup(<LabelView label={shown} headingLevel={level} />)
const escaped = (text: string) => renderToStaticMarkup(text)

describe('the label as markup', () => {
  it('has the state, then the ten rows in order, each under a heading of the level asked for', () => {
    for (const level of [2, 3, 4] as const) {
      const headings = [...draw(label, level).matchAll(/<h(\d)[^>]*>([^<]*)<\/h\d>/g)]
      expect(headings.map(([, found]) => Number(found))).toEqual(Array(11).fill(level))
      expect(headings.map(([, , text]) => text)).toEqual(
        [label.stateHeading, ...label.rows.map(({ heading }) => heading)].map(escaped),
      )
    }
  })

  it('marks adverse sentences with a word and a shape of their own', () => {
    const html = draw(label)
    expect(html).toContain(
      '<li class="label-sentence label-alert"><strong class="label-mark">Know this:</strong> The company sells data',
    )
    expect(html).toMatch(/label-no-answer"><strong class="label-mark">No answer:<\/strong> The company did not/)
    expect(html).toContain(
      '<li class="label-sentence label-good">The company says it does not use your data for research.',
    )
    const css = readFileSync('components/label/label.css', 'utf8')
    const shapes = ['alert', 'no-answer', 'caution'].map(
      (tone) => new RegExp(`\\.label-${tone} \\{[^}]*border-left: [\\d.]+rem (\\w+)`).exec(css)?.[1],
    )
    expect(new Set(shapes)).toEqual(new Set(['solid', 'dotted', 'double']))
  })

  it('shows a company’s words as text', () => {
    expect(draw(label)).not.toContain('<script')
    expect(draw(label)).toContain('&lt;script&gt;alert(1)&lt;/script&gt; &amp; more')
  })

  it('repeats the alerts and the count in the state, which a page may also show on its own', () => {
    const state = renderToStaticMarkup(<LabelState label={label} headingLevel={2} />)
    expect(state).toContain(`<li>${escaped(label.alerts[0] ?? '')}</li>`)
    expect(state).toContain(label.unanswered.text)
    const rows = renderToStaticMarkup(<LabelView label={label} headingLevel={3} rowsOnly />)
    expect(rows).not.toContain(label.unanswered.text)
    expect(rows.match(/<h3/g)).toHaveLength(10)
  })

  it('names its language', () => {
    expect(draw(labelOf(currentEdition(), { app, answers }, 'es'))).toMatch(/^<div class="label" lang="es">/)
  })

  it('needs no script and no style of its own, and hides nothing, whatever the answers', () => {
    fc.assert(
      fc.property(randomAnswers, fc.constantFrom('en' as const, 'es' as const), (random, lang) => {
        const shown = labelOf(currentEdition(), { app, answers: random }, lang)
        const html = draw(shown)
        expect(html).not.toMatch(/<(details|script|style|a|img|iframe)\b| style=| hidden| on\w+=/)
        for (const { tone, text } of shown.rows.flatMap(({ sentences }) => sentences)) {
          if (ADVERSE.has(tone)) expect(html).toContain(`${escaped(text)}</li>`)
        }
      }),
      { numRuns: 60 },
    )
  })

  it('takes a third of the page’s budget at most, all alerts and blanks included', () => {
    expect(Buffer.byteLength(draw(labelOf(currentEdition(), { app, answers: {} }, 'es')))).toBeLessThan(17_000)
  })
})
