/** The operator commands about labels: the label that answers would make, and the JSON Schemas of both. */
import { readFileSync } from 'node:fs'
import { answersJsonSchema, answersSchema } from '../lib/domain/answers-schema.ts'
import type { Answers } from '../lib/domain/edition.ts'
import { labelJsonSchema, labelOf } from '../lib/domain/label.ts'
import { currentEdition, editionOf } from '../lib/domain/questionnaire.ts'
import { fieldsOf, ownValue } from '../lib/domain/visibility.ts'
import { LANGS, type Lang } from '../lib/domain/wording.ts'

type Output = { out: (line: string) => void; err: (line: string) => void }

const USAGE = 'Give one file of answers and a language: label answers.json --lang en (or es).'
/** Ten times what sixty full answers take. */
const LONGEST = 4 * 1024 * 1024

/** The file and the language; null when the command is not written right. English unless asked otherwise. */
function argumentsOf(args: readonly string[]): { path: string; lang: Lang } | null {
  const paths: string[] = []
  let lang = 'en'
  for (let index = 0; index < args.length; index += 1) {
    const arg = args[index] ?? ''
    if (arg === '--lang') {
      index += 1
      lang = args[index] ?? ''
    } else if (arg.startsWith('--lang=')) lang = arg.slice('--lang='.length)
    else if (arg.startsWith('--')) return null
    else paths.push(arg)
  }
  const [path] = paths
  const known = LANGS.find((code) => code === lang)
  return paths.length === 1 && path && known ? { path, lang: known } : null
}

/** The file as JSON, or the sentence that says why not. `-` reads standard input. */
function readJson(path: string): { value: unknown } | { fault: string } {
  let text: string
  try {
    text = readFileSync(path === '-' ? 0 : path, 'utf8')
  } catch (error) {
    const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT'
    return { fault: missing ? `There is no file ${path}.` : `The file ${path} cannot be read.` }
  }
  if (text.length > LONGEST) return { fault: `The file ${path} is longer than 4 MB.` }
  try {
    return { value: JSON.parse(text.replace(/^\uFEFF/, '')) }
  } catch (error) {
    return { fault: `The file ${path} is no JSON: ${error instanceof Error ? error.message : 'it cannot be read'}` }
  }
}

/** A place in the file as people write it: answers["sell.identified"].choice */
function place(path: readonly PropertyKey[]): string {
  const written = path.map((part) =>
    typeof part === 'number' ? `[${part}]` : /^\w+$/.test(String(part)) ? `.${String(part)}` : `["${String(part)}"]`,
  )
  return written.join('').replace(/^\./, '') || 'the file'
}

/** Prints the label as JSON. @returns 0, or 2 with every fault on standard error */
export function labelCommand(args: readonly string[], output: Output): number {
  const wanted = argumentsOf(args)
  if (!wanted) {
    output.err(USAGE)
    return 2
  }
  const read = readJson(wanted.path)
  if ('fault' in read) {
    output.err(read.fault)
    return 2
  }
  const named = ownValue(fieldsOf(read.value), 'edition')
  const edition = typeof named === 'string' ? editionOf(named) : null
  if (!edition) {
    output.err(`edition: must be the id of a published edition, like "${currentEdition().id}".`)
    return 2
  }
  const parsed = answersSchema(edition).safeParse(read.value)
  if (!parsed.success) {
    const faults = parsed.error.issues.map(({ path, message }) => `${place(path)}: ${message}`)
    for (const fault of new Set(faults)) output.err(fault)
    return 2
  }
  const answers = parsed.data.answers as Answers
  const company = ownValue(fieldsOf(ownValue(answers, 'org.identity')), 'legalName')
  const app = { name: parsed.data.app, company: typeof company === 'string' ? company : '' }
  output.out(JSON.stringify(labelOf(edition, { app, answers }, wanted.lang), null, 2))
  return 0
}

/** Prints the JSON Schema of the answers file or of the label. */
export function schemaCommand(args: readonly string[], output: Output): number {
  const schemas: Readonly<Record<string, () => unknown>> = {
    answers: () => answersJsonSchema(currentEdition()),
    label: labelJsonSchema,
  }
  const [name = ''] = args
  const schema = args.length === 1 && Object.hasOwn(schemas, name) ? schemas[name] : undefined
  if (!schema) {
    output.err('Say which schema: schema answers, or schema label.')
    return 2
  }
  output.out(JSON.stringify(schema(), null, 2))
  return 0
}
