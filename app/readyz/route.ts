/** Says whether this process can serve: database reachable, migrations current. */
import { readiness } from '../../lib/platform/readiness.ts'
import { runtime } from '../../lib/platform/runtime.ts'

export const dynamic = 'force-dynamic'

export async function GET(): Promise<Response> {
  const state = await readiness(runtime().connection.sql)
  return Response.json(state, { status: state.ok ? 200 : 503, headers: { 'cache-control': 'no-store' } })
}
