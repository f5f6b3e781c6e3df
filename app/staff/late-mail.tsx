/** Said on the queue while mails of ours do not get out; nothing otherwise. */
import { Notice } from '../../components/ui/notice.tsx'
import { requireStaff } from '../../lib/platform/web/request.ts'
import { lateMail } from '../../lib/services/mail-trouble.ts'

export async function LateMail() {
  const late = await lateMail(await requireStaff())
  if (!late) return null
  return (
    <Notice tone="warn" heading="Mails do not get out">
      <p>
        No mail server takes {late.count === 1 ? 'a mail' : `${late.count} mails`} of ours
        {late.count === 1 ? '' : ', the oldest'} since{' '}
        <time dateTime={late.since.at.toISOString()}>{late.since.when}</time>. We keep trying. A message that nobody
        took stops no clock. <a href="/staff/mail">See which</a>
      </p>
    </Notice>
  )
}
