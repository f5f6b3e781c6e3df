/** Everything about the organization as a file for its owner; a post, because taking it is audited. */
import { Refusal } from '../../../../lib/domain/refusal.ts'
import { requireDeveloper } from '../../../../lib/platform/web/request.ts'
import { exportOrganization } from '../../../../lib/services/organization-export.ts'

export async function POST(request: Request): Promise<Response> {
  const ctx = await requireDeveloper()
  const organizationId = String((await request.formData()).get('organizationId') ?? '')
  try {
    const data = await exportOrganization(ctx, { organizationId })
    return new Response(`${JSON.stringify(data, null, 2)}\n`, {
      headers: {
        'content-type': 'application/json; charset=utf-8',
        'content-disposition': `attachment; filename="organization-${data.exportedAt.slice(0, 10)}.json"`,
        'cache-control': 'no-store',
      },
    })
  } catch (error) {
    if (error instanceof Refusal) {
      return new Response(error.message, { status: error.code === 'not_found' ? 404 : 403 })
    }
    throw error
  }
}
