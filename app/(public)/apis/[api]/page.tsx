/** One API: who may call it, its addresses, what it holds, its scopes in words, and commands to copy. */
import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { CopyCode } from '../../../../components/ui/copy-code.tsx'
import { DataTable } from '../../../../components/ui/data-table.tsx'
import { PageHeading } from '../../../../components/ui/page-heading.tsx'
import {
  type CatalogueApi,
  type CatalogueEndpoint,
  type CatalogueScope,
  findApi,
} from '../../../../lib/domain/catalogue.ts'
import { isLoopbackUrl } from '../../../../lib/platform/env.ts'
import { runtime } from '../../../../lib/platform/runtime.ts'

type Props = { params: Promise<{ api: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const api = findApi(runtime().settings.payer.endpoints, (await params).api)
  return { title: api?.title ?? 'Page not found' }
}

export default async function Api({ params }: Props) {
  const { payer, fhir } = runtime().settings
  const { api: name } = await params
  const api = findApi(payer.endpoints, name)
  if (!api) notFound()
  const local = isLoopbackUrl(fhir.sandbox.url)
    ? findApi({ directory: fhir.directory.url, production: fhir.production.url, sandbox: fhir.sandbox.url }, name)
    : undefined
  return (
    <>
      <PageHeading title={api.title} lead={api.summary} back={{ href: '/apis', text: 'All APIs' }} />
      <p>
        <strong>{api.signIn ? 'Sign-in needed.' : 'No sign-in needed.'}</strong> {api.access}
      </p>
      <Endpoints api={api} />
      <Commands api={api} />
      {api.resources.length > 0 && <Resources api={api} />}
      {api.scopes.length > 0 && <Scopes api={api} />}
      {local && <Local api={local} />}
      <h2>Guides</h2>
      <ul>
        {api.guide.map((guide) => (
          <li key={guide.url}>
            <a href={guide.url}>{guide.name}</a>
          </li>
        ))}
      </ul>
    </>
  )
}

function Endpoints({ api }: { api: CatalogueApi }) {
  return (
    <>
      <h2>Addresses</h2>
      <DataTable<CatalogueEndpoint>
        caption={`Addresses of the ${api.title}`}
        captionHidden
        rows={api.endpoints}
        rowId={(row) => row.url}
        empty="There is no address yet."
        columns={[
          { id: 'name', heading: 'Name', rowHeader: true, cell: (row) => row.name },
          { id: 'url', heading: 'Address', cell: (row) => <code>{row.url}</code> },
          { id: 'sign-in', heading: 'Sign-in', cell: (row) => (row.signIn ? 'Needed' : 'Not needed') },
          { id: 'note', heading: 'Note', cell: (row) => row.note ?? 'Open to everybody.' },
        ]}
      />
    </>
  )
}

function Commands({ api }: { api: CatalogueApi }) {
  return (
    <>
      <h2>Try it</h2>
      {api.commands.map((command) => (
        <div key={command.title}>
          <h3>{command.title}</h3>
          {command.note && <p>{command.note}</p>}
          <CopyCode label={command.title} code={command.command} />
        </div>
      ))}
    </>
  )
}

function Resources({ api }: { api: CatalogueApi }) {
  return (
    <>
      <h2>What it holds</h2>
      <dl className="candor-resources">
        {api.resources.map((resource) => (
          <div key={resource.name}>
            <dt>
              <code>{resource.name}</code>
            </dt>
            <dd>{resource.words}</dd>
          </div>
        ))}
      </dl>
    </>
  )
}

function Scopes({ api }: { api: CatalogueApi }) {
  return (
    <>
      <h2>Scopes</h2>
      <p>Ask only for what your app uses. Members see each one in these words and may leave optional ones out.</p>
      <DataTable<CatalogueScope>
        caption={`Scopes of the ${api.title}`}
        captionHidden
        rows={api.scopes}
        rowId={(row) => row.scope}
        empty="No scopes."
        columns={[
          { id: 'scope', heading: 'Scope', rowHeader: true, cell: (row) => <code>{row.scope}</code> },
          { id: 'words', heading: 'In short', cell: (row) => row.words },
          { id: 'detail', heading: 'What it gives', cell: (row) => row.detail },
        ]}
      />
    </>
  )
}

/** This installation runs with synthetic servers of its own, so the same commands work against them at once. */
function Local({ api }: { api: CatalogueApi }) {
  return (
    <>
      <h2>On this installation</h2>
      <p>This portal runs with its own servers and made-up people. These commands work right here.</p>
      {api.commands.map((command) => (
        <CopyCode key={command.title} label={`${command.title}, on this installation`} code={command.command} />
      ))}
    </>
  )
}
