/** Their clients against ours: what another authorization server knows, beside what it shall know. */
import { isInert, metadataDifferences, type ProvisionMetadata } from './provision-metadata.ts'
import type { ProvisionStanding } from './provisioning.ts'

export type DriftClient = {
  clientId: string
  name: string
  company: string
  standing: ProvisionStanding
  /** The client's id there; null while we manage none. */
  remoteId: string | null
  /** When it was last read back and well. */
  confirmedAt: string | null
  /** What the server last said that was not well. */
  detail: string
  needsAttention: boolean
  /** Registrations that may have left a client there that can do nothing. */
  leftBehind: number
  metadata: ProvisionMetadata
}

type Told = Omit<DriftClient, 'metadata' | 'needsAttention'>

export type DriftReport = {
  clients: number
  well: number
  notWell: Told[]
  leftBehind: { clientId: string; registrations: number }[]
  /** Against the list of that server; null when none was given, because RFC 7592 knows no way to ask for one. */
  theirs: {
    clients: number
    /** Ours that their list lacks. */
    missing: { clientId: string; remoteId: string }[]
    /** Ours that say something else there. */
    differs: { clientId: string; remoteId: string; members: string[] }[]
    /** Theirs that say they are ours, and that we do not manage. `inert`: it can do nothing. */
    doubles: { remoteId: string; clientId: string; inert: boolean }[]
    /** Theirs that never came from here. */
    unknown: { remoteId: string; name: string }[]
  } | null
}

/** @param theirs client metadata as that server's own tools list it; null when there is no list */
export function driftReport(ours: readonly DriftClient[], theirs: readonly ProvisionMetadata[] | null): DriftReport {
  const notWell = ours.filter((client) => client.needsAttention)
  return {
    clients: ours.length,
    well: ours.length - notWell.length,
    notWell: notWell.map(({ metadata: _, needsAttention: __, ...told }) => told),
    leftBehind: ours
      .filter((client) => client.leftBehind > 0)
      .map(({ clientId, leftBehind }) => ({ clientId, registrations: leftBehind })),
    theirs: theirs && compared(ours, theirs),
  }
}

function compared(ours: readonly DriftClient[], theirs: readonly ProvisionMetadata[]): DriftReport['theirs'] {
  const idOf = (client: ProvisionMetadata) => String(client.client_id ?? '')
  const there = new Map(theirs.map((client) => [idOf(client), client]))
  const known = new Set(ours.map(({ clientId }) => clientId))
  const managed = ours.flatMap(({ clientId, remoteId, metadata, standing }) =>
    remoteId === null ? [] : [{ clientId, remoteId, metadata, live: standing === 'live' || standing === 'drifted' }],
  )
  const ids = new Set(managed.map(({ remoteId }) => remoteId))
  const others = theirs.filter((client) => !ids.has(idOf(client)))
  const isOurs = (client: ProvisionMetadata) => known.has(String(client.software_id))
  return {
    clients: theirs.length,
    missing: managed
      .filter(({ remoteId }) => !there.has(remoteId))
      .map(({ clientId, remoteId }) => ({ clientId, remoteId })),
    differs: managed.flatMap(({ clientId, remoteId, metadata, live }) => {
      const told = there.get(remoteId)
      const members = told && live ? metadataDifferences(metadata, told) : []
      return members.length > 0 ? [{ clientId, remoteId, members }] : []
    }),
    doubles: others.filter(isOurs).map((client) => {
      return { remoteId: idOf(client), clientId: String(client.software_id), inert: isInert(client) }
    }),
    unknown: others
      .filter((client) => !isOurs(client))
      .map((client) => ({ remoteId: idOf(client), name: String(client.client_name ?? '').slice(0, 200) })),
  }
}

/** Whether an operator has to do something about it. */
export function isDrift({ notWell, theirs }: DriftReport): boolean {
  if (notWell.length > 0) return true
  return theirs !== null && theirs.missing.length + theirs.differs.length + theirs.doubles.length > 0
}
