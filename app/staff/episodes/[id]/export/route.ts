/** The record of a case as a file; a post, because taking it is audited. */
import { Refusal } from '../../../../../lib/domain/refusal.ts'
import { csvText } from '../../../../../lib/platform/csv.ts'
import { requireStaff } from '../../../../../lib/platform/web/request.ts'
import { type EpisodeRecord, exportEpisode } from '../../../../../lib/services/episode-export.ts'

const COLUMNS = ['reference', 'at', 'event', 'title', 'by', 'public', 'internal', 'mail', 'data']

const csvOf = ({ reference, log }: EpisodeRecord): string =>
  csvText(
    COLUMNS,
    log.map((row) => ({ reference, ...row, data: JSON.stringify(row.data) })),
  )

export async function POST(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  const ctx = await requireStaff()
  const { id } = await params
  const format = (await request.formData()).get('format') === 'json' ? 'json' : 'csv'
  try {
    const record = await exportEpisode(ctx, { episodeId: id, format })
    const body = format === 'json' ? `${JSON.stringify(record, null, 2)}\n` : csvOf(record)
    return new Response(body, {
      headers: {
        'content-type': format === 'json' ? 'application/json; charset=utf-8' : 'text/csv; charset=utf-8',
        'content-disposition': `attachment; filename="${record.reference}.${format}"`,
        'cache-control': 'no-store',
      },
    })
  } catch (error) {
    if (error instanceof Refusal) return new Response(error.message, { status: 404 })
    throw error
  }
}
