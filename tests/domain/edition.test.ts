/** Edition 2026-1 is published: its questions, codes and rows are compared with a kept list and never change. */
import { describe, expect, it } from 'vitest'
import { ROW_IDS, SECTION_IDS } from '../../lib/domain/edition.ts'
import { currentEdition, editionOf, questionOf, questionsOf, sectionOf } from '../../lib/domain/questionnaire.ts'
import { questionsIn } from '../../lib/domain/visibility.ts'
import kept from './fixtures/edition-2026-1.json' with { type: 'json' }

const edition = currentEdition()
const questions = questionsOf(edition)

describe('edition 2026-1', () => {
  it('has the sixty questions of the kept list: ids, types, codes, fields, rows', () => {
    const now = questions.map(({ id, section, type, required, privacy, row, options, fields }) => ({
      id,
      section,
      type,
      required,
      privacy,
      row,
      ...(options ? { options: options.map(({ code }) => code) } : {}),
      ...(fields
        ? {
            fields: Object.fromEntries(
              fields.map((field) => [
                field.id,
                `${field.kind}${field.required ? '' : '?'}${field.person ? ' person' : ''}${
                  field.options ? `: ${field.options.map(({ code }) => code).join(' ')}` : ''
                }`,
              ]),
            ),
          }
        : {}),
    }))
    expect(now).toHaveLength(60)
    expect(now).toEqual(kept)
  })

  it('has eleven sections in order and every id once', () => {
    expect(edition.sections.map(({ id }) => id)).toEqual(SECTION_IDS)
    expect(new Set(questions.map(({ id }) => id)).size).toBe(60)
    for (const section of edition.sections) {
      for (const question of section.questions) expect(question.section).toBe(section.id)
    }
  })

  it('cannot be changed', () => {
    const question = questions[0] as { prompt: string }
    expect(() => {
      question.prompt = 'Another'
    }).toThrow(TypeError)
    expect(Object.isFrozen(edition.sections[5]?.questions[0]?.options?.[0])).toBe(true)
  })

  it('gives every row of the label a question, and asks for no privacy answer', () => {
    for (const row of ROW_IDS)
      expect(
        questions.filter((question) => question.row === row),
        row,
      ).not.toEqual([])
    for (const { id, privacy, required, row } of questions.filter((question) => question.privacy)) {
      expect({ id, privacy, required, shown: row !== null }).toEqual({
        id,
        privacy: true,
        required: false,
        shown: true,
      })
    }
    expect(questions.filter(({ privacy }) => privacy)).toHaveLength(37)
    expect(questions.filter(({ required, privacy }) => !required && !privacy).map(({ id }) => id)).toEqual([
      'sec.reports',
    ])
  })

  it('names only questions, fields and codes that exist in what decides what shows', () => {
    const order = questions.map(({ id }) => id)
    for (const question of questions) {
      if (!question.showIf) continue
      for (const id of questionsIn(question.showIf)) expect(order.indexOf(id)).toBeLessThan(order.indexOf(question.id))
    }
    for (const question of questions) {
      for (const { showIf } of question.fields ?? []) {
        if (showIf) expect(questionsIn(showIf)).toEqual([question.id])
      }
    }
    const conditions = JSON.stringify(edition).matchAll(
      /\{"question":"([^"]+)"(?:,"field":"([^"]+)")?,"(?:any|only)":(\[[^\]]*\])\}/g,
    )
    for (const [, id = '', field, codes = '[]'] of conditions) {
      const question = questionOf(edition, id)
      const options = field ? question?.fields?.find((item) => item.id === field)?.options : question?.options
      const known = options?.map(({ code }) => code) ?? []
      expect(known, `${id} ${field}`).toEqual(expect.arrayContaining(JSON.parse(codes)))
    }
  })

  it('writes codes in kebab-case and says of every question why it is asked', () => {
    for (const question of questions) {
      for (const { code } of question.options ?? []) expect(code).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/)
      expect(question.why).toMatch(/\.$/)
      expect(question.prompt).toMatch(/\?$/)
    }
  })

  it('keeps apart what names or reaches a person', () => {
    const personal = questions.filter(({ fields }) => fields?.some(({ person }) => person)).map(({ id }) => id)
    expect(questions.filter(({ person }) => person).map(({ id }) => id)).toEqual(personal)
    expect(personal).toEqual([
      'contact.primary',
      'contact.backup',
      'contact.security',
      'org.officer',
      'attest.signature',
    ])
  })

  it('is found by its id, and nothing else is', () => {
    expect(editionOf('2026-1')).toBe(edition)
    for (const id of ['2026-2', '', 'constructor', '__proto__']) expect(editionOf(id)).toBeNull()
    expect(questionOf(edition, 'toString')).toBeNull()
    expect(sectionOf(edition, 'sharing')?.title).toBe('Sharing and selling')
    expect(sectionOf(edition, 'nothing')).toBeNull()
  })
})
