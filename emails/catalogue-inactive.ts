/** Mails of the inactivity ladder. Those to one organization share a subject, so that an answer stays in their thread. */
import { z } from 'zod'
import { define, EN } from './definition.ts'
import { line, link, moment, momentText, optionalProse, there } from './props.ts'

const ofCase = { app: line, episode: line, url: link }
const dates = { lastActivity: moment, everUsed: z.boolean(), otherStaffAt: moment, removalAt: moment }
const subject = ({ episode, app }: { episode: string; app: string }) => `[${episode}] ${app}: is it still in use?`

export const inactiveCatalogue = {
  inactive_first: define({
    ...EN,
    sender: 'appsec',
    answerable: true,
    secrets: ['url'],
    props: z.object({ ...ofCase, ...dates, secondMailAt: moment }),
    subject,
    preview: () => 'If it is, press one button or answer this mail.',
  }),
  inactive_second: define({
    ...EN,
    sender: 'appsec',
    answerable: true,
    secrets: ['url'],
    props: z.object({ ...ofCase, ...dates }),
    subject,
    preview: ({ removalAt }, payer) => `Without an answer it stops on ${momentText(removalAt, payer.zone)}.`,
  }),
  inactive_other_staff: define({
    ...EN,
    sender: 'appsec',
    answerable: true,
    secrets: ['url'],
    props: z.object({ ...ofCase, ...dates, organization: line, bounced: z.boolean() }),
    subject,
    preview: ({ removalAt }, payer) =>
      `Nobody has answered us. Without an answer it stops on ${momentText(removalAt, payer.zone)}.`,
  }),
  inactive_suspended: define({
    ...EN,
    sender: 'appsec',
    answerable: true,
    props: z.object({ ...ofCase, clientId: line, there }),
    subject,
    preview: () => 'It is suspended, because nobody used it and nobody answered. It can come back.',
  }),
  inactive_removed: define({
    ...EN,
    sender: 'appsec',
    answerable: true,
    props: z.object({ ...ofCase, clientId: line, there, organization: line, whole: z.boolean(), undoUntil: moment }),
    subject,
    preview: ({ undoUntil }, payer) => `It is removed. We can undo that until ${momentText(undoUntil, payer.zone)}.`,
  }),
  restored: define({
    ...EN,
    sender: 'appsec',
    answerable: true,
    props: z.object({ ...ofCase, clientId: line, publicReason: optionalProse, there }),
    subject: ({ episode, app }) => `[${episode}] ${app}: the removal is undone`,
    preview: ({ there }) =>
      there
        ? 'It is not yet live. We mail you the new client id when it is.'
        : 'The same client id and secrets work again.',
  }),
  removal_asked: define({
    ...EN,
    sender: 'support',
    props: z.object({ ...ofCase, organization: line, whole: z.boolean() }),
    subject: ({ episode, app }) => `[${episode}] ${app}: please confirm the removal`,
    preview: ({ organization }) => `${organization} did not answer for the whole ladder. A lead decides.`,
  }),
}
