/** A security breach for the developer: what is expected, the answers so far, and the form for another one. */
import { ActionForm, FormField } from '../../../../components/ui/action-form.tsx'
import { Button, ButtonRow } from '../../../../components/ui/button.tsx'
import { DataTable } from '../../../../components/ui/data-table.tsx'
import { LongText } from '../../../../components/ui/long-text.tsx'
import { Notice } from '../../../../components/ui/notice.tsx'
import { ALL_FINDINGS, type Remediation, THE_INCIDENT } from '../../../../lib/domain/breach.ts'
import { dayText } from '../../../../lib/domain/wording.ts'
import type { BreachPart, CaseView } from '../../../../lib/services/episode-developer.ts'
import { answerAction } from './actions.ts'

type Props = {
  view: CaseView
  breach: BreachPart
  appsecEmail: string
  /** Whether the page answers a form, whose words must not be lost. */
  posted: boolean
  /** The finding whose answer is about to be changed. */
  chosen: string | null
}

export function Breach({ view, breach, appsecEmail, posted, chosen }: Props) {
  const open = view.status !== 'closed'
  return (
    <>
      {open && <Expected view={view} breach={breach} appsecEmail={appsecEmail} />}
      {(breach.remediations.length > 0 || breach.mayAnswer) && (
        <section aria-labelledby="answers">
          <h2 id="answers">Answers and dates</h2>
          <Answers view={view} breach={breach} />
        </section>
      )}
      {breach.mayAnswer || posted ? <Form view={view} breach={breach} chosen={chosen} /> : open && <Viewer />}
    </>
  )
}

const Viewer = () => (
  <p className="candor-muted">Owners and editors of your organization can answer. You can read the case.</p>
)

function inviteSentence({ invite, service }: BreachPart): string {
  if (invite === 'sent') return `${service} sent its invite. Accept it to see the findings.`
  if (invite === 'accepted') return `The invite of ${service} was accepted. Its platform shows the findings.`
  if (invite === 'expired') return `The invite of ${service} expired. Write to us, and it is sent again.`
  return `${service} will send a collaboration invite, from its own address. It shows you the findings.`
}

function Expected({ view, breach, appsecEmail }: Pick<Props, 'view' | 'breach' | 'appsecEmail'>) {
  const { answerDue, rated, tokensUnknown } = breach
  const mail = <a href={`mailto:${appsecEmail}?subject=${encodeURIComponent(`[${view.reference}]`)}`}>{appsecEmail}</a>
  return (
    <Notice tone="info" heading="What is expected">
      {rated && <p>{inviteSentence(breach)}</p>}
      {answerDue && (
        <p>
          Answer by <time dateTime={answerDue.at.toISOString()}>{answerDue.when}</time>:{' '}
          {rated
            ? 'for each finding whether it is yours, and by when it is put right.'
            : 'what happened, since when, and how it is closed.'}
        </p>
      )}
      {rated && (
        <p>
          If tokens or secrets of our APIs may be known to others, tell us at once: here, by answering our mail, or at{' '}
          {mail}.
        </p>
      )}
      {!rated && (
        <p>
          {tokensUnknown && 'Your report left open whether tokens or data of ours are affected. Say so once you know. '}
          What you find out later belongs here, too: answer below, write to {mail}, or{' '}
          <a href={`/developer/incidents/new?of=${view.organizationId}`}>report again</a>.
        </p>
      )}
    </Notice>
  )
}

function Answers({ view, breach: { remediations, mayAnswer, rated } }: Pick<Props, 'view' | 'breach'>) {
  const change = ({ finding }: Remediation) => (
    <a href={`/developer/episodes/${view.episodeId}?finding=${encodeURIComponent(finding)}#answer-form`}>
      Change<span className="ds-u-visibility--screen-reader"> the answer to {finding}</span>
    </a>
  )
  return (
    <DataTable<Remediation>
      caption="Answers and dates"
      captionHidden
      rows={remediations}
      rowId={({ finding }) => finding}
      empty="No answer yet."
      open={10}
      columns={[
        {
          id: 'finding',
          heading: rated ? 'Finding' : 'About',
          rowHeader: true,
          cell: ({ finding }) => finding,
        },
        { id: 'answer', heading: 'Answer', cell: ({ answer }) => <LongText text={answer} /> },
        { id: 'until', heading: 'Put right by', cell: ({ until }) => (until ? dayText('en', until) : 'Not said') },
        { id: 'done', heading: 'Put right on', cell: ({ done }) => (done ? dayText('en', done) : 'Not yet') },
        ...(mayAnswer ? [{ id: 'change', heading: 'Change', cell: change }] : []),
      ]}
    />
  )
}

function Form({ view, breach, chosen }: Pick<Props, 'view' | 'breach' | 'chosen'>) {
  const { rated } = breach
  const row = breach.remediations.find(({ finding }) => finding === chosen)
  const hidden = { episodeId: view.episodeId, once: breach.once }
  return (
    <section aria-labelledby="answer-form">
      <h2 id="answer-form">{row ? 'Change an answer' : rated ? 'Answer a finding' : 'Answer'}</h2>
      <ActionForm
        action={answerAction}
        hidden={rated ? hidden : { ...hidden, finding: row?.finding ?? THE_INCIDENT }}
        label="Your answer"
      >
        {rated && (
          <FormField
            name="finding"
            label="Finding"
            hint={`As ${breach.service} names it. Leave it empty if you answer for ${ALL_FINDINGS.toLowerCase()} at once.`}
            value={row?.finding}
            optional
          />
        )}
        <FormField
          name="answer"
          label="Your answer"
          hint={`${rated ? 'Is it yours, what is the cause, and what do you do about it?' : 'What happened, since when, and how is it closed?'} Please no names of members and no health data.`}
          value={row?.answer}
          multiline
          rows={5}
        />
        <FormField name="until" label="Put right by" type="date" width="medium" value={row?.until ?? ''} optional />
        <FormField
          name="done"
          label="Put right on"
          hint="Only when it is done."
          type="date"
          width="medium"
          value={row?.done ?? ''}
          optional
        />
        <ButtonRow>
          <Button>Send the answer</Button>
        </ButtonRow>
      </ActionForm>
    </section>
  )
}
