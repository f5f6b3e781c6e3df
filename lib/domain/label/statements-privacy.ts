/** How the answers speak that are more than one choice: sharing, use, choices, storage and policy. */
import { address, ownNames, ownWords } from './own-words.ts'
import {
  countriesIn,
  dayIn,
  entriesIn,
  type Given,
  joined,
  numberIn,
  type Statement,
  type StatementRule,
  word,
} from './statement.ts'
import { isSentenceKey, type SentenceKey } from './tone.ts'

/** One sentence for each code that has one. */
export function byCode({ question, codes }: Given): Statement[] {
  return codes.map((code) => `${question.id}.${code}`).flatMap((key) => (isSentenceKey(key) ? [{ key }] : []))
}

/** The sentences of all codes but "other", which is said in the company's own words, or as not explained. */
function withOther(given: Given, quoted: SentenceKey, unnamed: SentenceKey | null): Statement[] {
  const known = byCode({ ...given, codes: given.codes.filter((code) => code !== 'other') })
  if (!given.codes.includes('other')) return known
  const words = ownWords(given.field('other'))
  if (words) return [...known, { key: quoted, values: { words } }]
  return unnamed ? [...known, { key: unnamed }] : known
}

const deviceKinds = [
  'location',
  'camera',
  'photos',
  'contacts',
  'microphone',
  'health-sensors',
  'advertising-id',
  'other',
]

function deviceData(given: Given): Statement[] {
  const { voice, field, text } = given
  const kinds = entriesIn(field('kinds')).filter((kind): kind is string => deviceKinds.includes(String(kind)))
  if (kinds.length === 0) return entriesIn(field('kinds')).includes('none') ? [{ key: 'policy.device-data.none' }] : []
  const named = kinds.map((kind) => word(voice, `device.${kind}`))
  const words = kinds.includes('other') ? ownWords(field('other')) : ''
  const disclosed = text('disclosed')
  return [
    ...(disclosed === 'no' ? [{ key: 'policy.device-data.not-disclosed' } as const] : []),
    ...(disclosed === 'yes' || disclosed === 'no' ? [] : [{ key: 'policy.device-data.disclosure-blank' } as const]),
    { key: 'policy.device-data.kinds', values: { kinds: joined(voice, [...new Set(named)]) } },
    ...(words ? [{ key: 'policy.device-data.other', values: { words } } as const] : []),
  ]
}

function trackers({ text, field }: Given): Statement[] {
  const key = `share.trackers.${text('reach')}`
  if (!isSentenceKey(key) || key === 'share.trackers.names') return []
  const names = key === 'share.trackers.none' ? [] : ownNames(entriesIn(field('toolNames')))
  return [{ key }, ...named('share.trackers.names', names)]
}

const named = (key: SentenceKey, names: readonly string[]): Statement[] =>
  names.length === 0 ? [] : [{ key, values: { names: names.join('; ') } }]

function ongoing(given: Given): Statement[] {
  const duration = given.text('duration')
  const months = numberIn(given, 'months')
  const date = dayIn(given, 'endDate')
  if (duration === 'once') return [{ key: 'choice.ongoing.once' }]
  const lasting: Statement[] = []
  if (duration === 'until-stopped') lasting.push({ key: 'choice.ongoing.until-stopped' })
  if (duration === 'until-date' && date) lasting.push({ key: 'choice.ongoing.until-date', values: { date } })
  if (duration === 'for-months' && months) lasting.push({ key: 'choice.ongoing.for-months', values: { months } })
  const often = `choice.ongoing.${given.text('frequency')}`
  const frequencies = ['when-opened', 'daily', 'weekly', 'monthly', 'more-than-daily']
  const known = frequencies.includes(given.text('frequency')) && isSentenceKey(often)
  return lasting.length > 0 && known ? [...lasting, { key: often }] : lasting
}

function afterStop(given: Given): Statement[] {
  const outcome = given.text('outcome')
  if (outcome === 'kept') return [{ key: 'choice.after-stop.kept' }]
  if (outcome === 'deleted-if-asked') return [{ key: 'choice.after-stop.deleted-if-asked' }]
  const days = numberIn(given, 'days')
  return outcome === 'deleted' && days !== null ? [{ key: 'choice.after-stop.deleted', values: { days } }] : []
}

function storedWhere(given: Given): Statement[] {
  if (given.codes.every((code) => code === 'device')) return [{ key: 'store.where.device-only' }]
  return byCode(given)
}

function storedCountries({ voice, value }: Given): Statement[] {
  const codes = entriesIn(value).map((entry) =>
    typeof entry === 'object' && entry !== null && 'country' in entry ? entry.country : null,
  )
  const countries = countriesIn(voice, codes)
  if (countries.length === 0) return []
  const home = countriesIn(voice, ['US'])
  if (countries.length === 1 && countries[0] === home[0]) return [{ key: 'store.country.us-only' }]
  return [{ key: 'store.country.others', values: { countries: joined(voice, countries) } }]
}

function closedAccount(given: Given): Statement[] {
  if (!given.codes.includes('deleted-after-months')) return byCode(given)
  const months = numberIn(given, 'months')
  return months ? [{ key: 'store.closed-account.deleted-after-months', values: { months } }] : []
}

function support({ field, voice }: Given): Statement[] {
  const ways = ['url', 'email', 'phone'].map((name) => field(name))
  const [url, email, phone] = [address(ways[0]), address(ways[1]), ownWords(ways[2])]
  const contact = [url, email, phone].filter((way) => way !== '' && way !== undefined)
  return contact.length === 0
    ? []
    : [{ key: 'contact.member-support.given', values: { contact: joined(voice, contact as string[]) } }]
}

function policyPage(given: Given): Statement[] {
  const url = address(given.field('url'))
  const date = dayIn(given, 'effectiveDate')
  if (!url) return []
  return date ? [{ key: 'policy.url.given', values: { url, date } }] : [{ key: 'policy.url.undated', values: { url } }]
}

function rights(given: Given): Statement[] {
  const told = byCode(given)
  if (given.codes.includes('none') || told.length === 0) return told
  return given.codes.includes('delete') ? told : [{ key: 'choice.rights.no-delete' }, ...told]
}

function purposes(given: Given): Statement[] {
  if (given.codes.every((code) => code === 'service')) return [{ key: 'use.purposes.service-only' }]
  return withOther(given, 'use.purposes.other', 'use.purposes.other.unnamed')
}

function ai(given: Given): Statement[] {
  const told = byCode(given)
  if (given.codes.includes('no-ai')) return told
  return [...told, ...named('use.ai.vendors', ownNames(entriesIn(given.field('vendors'))))]
}

function recipients({ value }: Given): Statement[] {
  const names = entriesIn(value).map((entry) =>
    typeof entry === 'object' && entry !== null && 'name' in entry ? entry.name : null,
  )
  return named('share.recipients.listed', ownNames(names))
}

export const PRIVACY: Readonly<Record<string, StatementRule>> = {
  'app.funding': (given) => withOther(given, 'app.funding.other', null),
  'share.identified': (given) => withOther(given, 'share.identified.other', 'share.identified.other.unnamed'),
  'share.recipients': recipients,
  'share.trackers': trackers,
  'use.purposes': purposes,
  'use.ai': ai,
  'contact.member-support': support,
  'policy.device-data': deviceData,
  'policy.url': policyPage,
  'choice.ongoing': ongoing,
  'choice.how-to-stop': ({ value }) => {
    const words = ownWords(value)
    return words ? [{ key: 'choice.how-to-stop.given', values: { words } }] : []
  },
  'choice.after-stop': afterStop,
  'choice.rights': rights,
  'store.where': storedWhere,
  'store.country': storedCountries,
  'store.closed-account': closedAccount,
}
