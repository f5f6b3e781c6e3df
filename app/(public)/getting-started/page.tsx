/** The four steps from an account to a live app, as the payer's page lists them. */
import type { Metadata } from 'next'
import { ButtonLink } from '../../../components/ui/button.tsx'
import { PageHeading } from '../../../components/ui/page-heading.tsx'
import { runtime } from '../../../lib/platform/runtime.ts'

export const metadata: Metadata = { title: 'Getting started' }

export default function GettingStarted() {
  const { payer } = runtime().settings
  return (
    <>
      <PageHeading
        title="Getting started"
        lead="Four steps. The first two take minutes; the third takes about an hour."
      />
      <ol className="candor-steps">
        <li>
          <h2>Create an account</h2>
          <p>
            You need a work e-mail address. We send it a 6-digit code; there is no password. Then you tell us about your
            organization and who answers for it: a main contact, a backup and a security contact. You can invite
            colleagues.
          </p>
        </li>
        <li>
          <h2>Explore the APIs</h2>
          <p>
            Read <a href="/apis">the catalogue</a> without an account. With one, make a sandbox client yourself: a name
            and a redirect address are enough, and it works at once with made-up members.
          </p>
        </li>
        <li>
          <h2>Answer the questionnaire</h2>
          <p>
            60 questions in 11 sections, in any order. Your draft is kept. Questions about privacy are optional, but
            members are shown your answers, and also when you gave none, at the moment they decide whether to share.
          </p>
          <p>
            After you send it, a person of the Application Security team writes to the e-mail address of the main
            contact in your form <strong>within 2 business days</strong>. In that exchange you accept the{' '}
            <a href="/terms">terms of service</a>. Then the team approves your app, asks for changes, or says no with a
            reason and how to apply again.
          </p>
          <p>
            Questions about the questionnaire: <a href={`mailto:${payer.appsecEmail}`}>{payer.appsecEmail}</a>.
          </p>
        </li>
        <li>
          <h2>Keep your app healthy</h2>
          <p>
            Keep calling the APIs the way you said you would, keep your contacts current, and answer our mails. That way
            your service is not interrupted. What happens when an app goes quiet, attacks or is breached is written
            down: <a href="/at-risk">at risk</a>. Your server can be told when something changes:{' '}
            <a href="/apis/webhooks">webhooks</a>.
          </p>
        </li>
      </ol>
      <p>
        At this time there is no dynamic client registration: clients exist because a person approved them, or because
        you made one in the sandbox.
      </p>
      <ButtonLink href="/sign-in">Create an account</ButtonLink>
    </>
  )
}
