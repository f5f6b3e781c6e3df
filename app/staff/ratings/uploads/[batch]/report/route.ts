/** What was wrong with an upload, as a file for a spreadsheet; formulas in it are text. */
import { Refusal } from '../../../../../../lib/domain/refusal.ts'
import { csvText } from '../../../../../../lib/platform/csv.ts'
import { requireStaff } from '../../../../../../lib/platform/web/request.ts'
import { ratingUpload } from '../../../../../../lib/services/rating-desk.ts'

export async function GET(_request: Request, { params }: { params: Promise<{ batch: string }> }): Promise<Response> {
  const ctx = await requireStaff()
  try {
    const { list } = await ratingUpload(ctx, (await params).batch)
    return new Response(csvText(['line', 'column', 'problem', 'value'], list), {
      headers: {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': 'attachment; filename="rows-not-taken.csv"',
        'cache-control': 'no-store',
      },
    })
  } catch (error) {
    if (error instanceof Refusal) return new Response(error.message, { status: 404 })
    throw error
  }
}
