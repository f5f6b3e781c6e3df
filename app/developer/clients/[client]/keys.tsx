/** The public keys of a client, where they come from, and what was found there last. */
import { Notice } from '../../../../components/ui/notice.tsx'
import { SummaryList } from '../../../../components/ui/summary-list.tsx'
import { datedText } from '../../../../lib/domain/calendar.ts'
import type { ClientChangesView } from '../../../../lib/services/client-change-view.ts'

type Props = { view: ClientChangesView; zone: string }

const FOUND = {
  same: 'the same keys as here.',
  changed: 'other keys than here.',
  refused: 'nothing that can be taken.',
  unreachable: 'no answer.',
} as const

const NOT_YET = 'We have not looked yet. It takes a few seconds.'

/** Of a set that can be taken, the detail is what was ignored; else it is why there is nothing to take. */
function foundRows({ at, outcome, detail }: NonNullable<ClientChangesView['keys']['fetched']>, zone: string) {
  const found = `${datedText(at, zone)}: ${FOUND[outcome]}`
  const readable = outcome === 'same' || outcome === 'changed'
  return [
    { id: 'found', term: 'Found there', answer: readable ? found : `${found} ${detail}` },
    ...(readable && detail
      ? [{ id: 'ignored', term: 'Not usable there', answer: <span className="candor-lines">{detail}</span> }]
      : []),
  ]
}

export function Keys({ view, zone }: Props) {
  if (!view.asymmetric) return null
  const { live, jwksUri, fetched } = view.keys
  const rows = [
    {
      id: 'live',
      term: 'Live keys',
      answer:
        live.length === 0 ? (
          'None yet'
        ) : (
          <ul>
            {live.map(({ kid, alg }) => (
              <li key={kid}>
                <code>{kid}</code> {alg}
              </li>
            ))}
          </ul>
        ),
    },
    { id: 'from', term: 'From', answer: jwksUri ? <code>{jwksUri}</code> : 'Pasted' },
    ...(jwksUri && fetched ? foundRows(fetched, zone) : []),
    ...(jwksUri && !fetched ? [{ id: 'found', term: 'Found there', answer: NOT_YET }] : []),
  ]
  return (
    <section aria-labelledby="keys">
      <h2 id="keys">Keys</h2>
      {live.length === 0 && !jwksUri && (
        <Notice tone="warn" heading="Give us the public keys" headingLevel={3}>
          <p>
            The client proves itself with a private key that stays with you. Until we know a public one it gets no
            token.
          </p>
        </Notice>
      )}
      <SummaryList label="Keys" rows={rows} />
      {view.mayEdit ? (
        <p>
          <a href={`/developer/clients/${view.clientId}/changes#new-keys`}>Change the keys</a>
        </p>
      ) : (
        <p>Only an owner or an editor can change the keys.</p>
      )}
    </section>
  )
}
