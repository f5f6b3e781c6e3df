/** What became of an app since its last answers: a new draft starts with what is live now, not with what was approved once. */
import { findProductionClientOfApp } from '../../db/queries/client.ts'
import type { Reader } from '../../db/transaction.ts'
import type { Answers } from '../domain/answers.ts'
import type { AnswerValue } from '../domain/edition.ts'

type Fields = Record<string, AnswerValue | undefined>

const fieldsOf = (value: AnswerValue | null | undefined): Fields | null =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : null

/**
 * Earlier answers with the name, addresses and keys that the production client has now, so that an approval of them does
 * not undo a change that was approved in between.
 */
export async function withLiveClient(reader: Reader, appId: string, answers: Answers): Promise<Answers> {
  const client = await findProductionClientOfApp(reader, appId)
  if (!client) return answers
  const identity = fieldsOf(answers['app.identity'])
  const urls = fieldsOf(answers['smart.urls'])
  const type = fieldsOf(answers['smart.client-type'])
  return {
    ...answers,
    ...(identity ? { 'app.identity': { ...identity, name: client.name } as AnswerValue } : {}),
    ...(urls ? { 'smart.urls': { ...urls, redirectUris: client.redirectUris } as AnswerValue } : {}),
    ...(type && client.jwksUri ? { 'smart.client-type': { ...type, jwksUri: client.jwksUri } as AnswerValue } : {}),
  }
}

/** Earlier answers without what would let the company of before be the client: the address where its keys are. */
export function withoutKeysOfBefore(answers: Answers): Answers {
  const type = fieldsOf(answers['smart.client-type'])
  if (!type) return answers
  const { jwksUri: _, ...rest } = type
  return { ...answers, 'smart.client-type': rest as AnswerValue }
}
