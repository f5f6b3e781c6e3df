/** The way from a client or a case to the stop of its whole organization: to stop it, to lift the stop, or to who may. */

type Props = {
  organizationId: string
  /** Whether it is stopped now. */
  stopped: boolean
  /** Whether the reader may stop an organization. */
  mayStop: boolean
}

export function StopLink({ organizationId, stopped, mayStop }: Props) {
  const href = `/staff/stops?organization=${organizationId}#organization`
  if (stopped) {
    return (
      <p>
        The whole organization is stopped. <a href={href}>Why it is stopped, and who can lift it</a>
      </p>
    )
  }
  return (
    <p>
      <a href={href}>{mayStop ? 'Stop the whole organization' : 'Who can stop the whole organization'}</a>
    </p>
  )
}
