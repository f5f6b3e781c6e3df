/** Says the sentences of the page for members. */
import { speakerOf } from './format.ts'
import { type MembersKey, membersEn } from './members-en.ts'
import { membersEs } from './members-es.ts'

export type { MembersKey }

/** @returns the whole sentence of a key; values are put in as text */
export const membersText = speakerOf<MembersKey>({ en: membersEn, es: membersEs })
