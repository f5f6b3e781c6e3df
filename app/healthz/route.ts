/** Says that the process is alive. Asks nobody else. */

export const dynamic = 'force-dynamic'

export function GET(): Response {
  return Response.json({ status: 'alive' }, { headers: { 'cache-control': 'no-store' } })
}
