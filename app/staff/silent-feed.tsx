/** Said on the queue and the register while a source of activity is silent; nothing otherwise. */
import { Notice } from '../../components/ui/notice.tsx'
import type { ActivitySource } from '../../lib/domain/activity-feed.ts'
import { requireStaff } from '../../lib/platform/web/request.ts'
import { activityDesk } from '../../lib/services/activity-desk.ts'

const SOURCE: Record<ActivitySource, string> = { gateway: 'the API gateway', authserver: 'the authorization server' }

export async function SilentFeed() {
  const { silent, sources, since } = await activityDesk(await requireStaff())
  if (!silent) return null
  const who = sources.map((source) => SOURCE[source]).join(' and ')
  return (
    <Notice tone="warn" heading="Inactivity is not judged now">
      <p>
        {since ? (
          <>
            We have heard nothing from {who} since <time dateTime={since.at.toISOString()}>{since.when}</time>. No app
            becomes inactive for it, and the silent time counts for nobody. It goes on by itself when the feed is back.
          </>
        ) : (
          'No source of activity has reported yet. It begins by itself with the first report.'
        )}
      </p>
    </Notice>
  )
}
