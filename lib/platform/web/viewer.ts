/** Who is looking at the page, for the header only. Access is decided by the services, never by this. */

export type Viewer = {
  kind: 'developer' | 'staff'
  name: string
  /** Organization of a developer, role of payer staff. */
  detail: string | null
}

/** @returns the signed-in person, or null for somebody unknown */
export async function currentViewer(): Promise<Viewer | null> {
  return null
}
