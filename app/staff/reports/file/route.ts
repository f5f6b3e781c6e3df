/** The reviews of a year as a file for a spreadsheet, one row a submission. */
import { Refusal } from '../../../../lib/domain/refusal.ts'
import { csvText } from '../../../../lib/platform/csv.ts'
import { requireStaff } from '../../../../lib/platform/web/request.ts'
import { yearOfReviews } from '../../../../lib/services/review-report.ts'

const COLUMNS = [
  'reference',
  'app',
  'organization',
  'submittedAt',
  'contactDue',
  'contactedAt',
  'contact',
  'status',
  'decidedAt',
  'days',
  'criterion',
]

/** An instant as ISO 8601; the library would write milliseconds since 1970. */
const cell = (value: unknown) => (value instanceof Date ? value.toISOString() : value)

export async function GET(request: Request): Promise<Response> {
  const ctx = await requireStaff()
  try {
    const { year, rows } = await yearOfReviews(ctx, {
      year: new URL(request.url).searchParams.get('year') ?? undefined,
    })
    const cells = rows.map((row) => Object.fromEntries(Object.entries(row).map(([key, value]) => [key, cell(value)])))
    return new Response(csvText(COLUMNS, cells), {
      headers: {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': `attachment; filename="reviews-${year}.csv"`,
        'cache-control': 'no-store',
      },
    })
  } catch (error) {
    if (error instanceof Refusal) return new Response(error.message, { status: 404 })
    throw error
  }
}
