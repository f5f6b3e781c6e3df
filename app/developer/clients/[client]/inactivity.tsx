/** Where a quiet client stands on the inactivity ladder, every date, and the button that ends it. */
import { ActionForm } from '../../../../components/ui/action-form.tsx'
import { Button, ButtonRow } from '../../../../components/ui/button.tsx'
import { Notice } from '../../../../components/ui/notice.tsx'
import { Timeline } from '../../../../components/ui/timeline.tsx'
import { datedText } from '../../../../lib/domain/calendar.ts'
import { holdEnd } from '../../../../lib/domain/ladder.ts'
import type { LadderView } from '../../../../lib/services/still-in-use.ts'
import { stillInUseAction } from './actions.ts'

type Props = { ladder: LadderView | null; clientId: string; zone: string }

export function Inactivity({ ladder, clientId, zone }: Props) {
  if (!ladder) return null
  const heading = ladder.state === 'answered' ? 'What was done' : 'If nobody answers'
  return (
    <section aria-labelledby="inactivity">
      <h2 id="inactivity">Is it still in use?</h2>
      <State ladder={ladder} zone={zone} />
      {ladder.state !== 'answered' && (
        <ActionForm action={stillInUseAction} hidden={{ clientId }} label="Still in use">
          <ButtonRow>
            <Button>It is still in use</Button>
          </ButtonRow>
        </ActionForm>
      )}
      <h3>{heading}</h3>
      <Timeline
        label={heading}
        entries={ladder.steps.map(({ step, title, at, taken }) => ({
          id: step,
          title,
          at: at.toISOString(),
          when: datedText(at, zone),
          body: null,
          tone: taken ? ('past' as const) : ('ahead' as const),
        }))}
      />
    </section>
  )
}

function State({ ladder, zone }: { ladder: LadderView; zone: string }) {
  const { episodeId, state, reference, lastActivity, everUsed, heldUntil } = ladder
  const when = datedText(lastActivity, zone)
  const heading = state === 'answered' ? 'You answered' : 'Nobody seems to use it'
  return (
    <Notice tone={state === 'answered' ? 'success' : 'info'} heading={heading} headingLevel={3}>
      <p>
        {everUsed
          ? `The last sign-in or successful call that we know of was on ${when}.`
          : `We have seen no sign-in and no successful call since ${when}.`}
      </p>
      {state === 'answered' && <p>Nothing is removed. The AppSec team looks at it and lets the client work again.</p>}
      {state === 'held' && heldUntil && (
        <p>The AppSec team holds this case until {datedText(holdEnd(heldUntil), zone)}. Before that nothing happens.</p>
      )}
      {state === 'paused' && <p>A mail came in that the AppSec team looks at first. Until then nothing happens.</p>}
      <p>
        <a href={`/developer/episodes/${episodeId}`}>Case {reference}: what happened so far</a>
      </p>
      {state === 'asked' && <p>Press the button, answer our mail, or use the app. Any of these ends it.</p>}
    </Notice>
  )
}
