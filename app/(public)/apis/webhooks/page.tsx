/** How a developer's server receives and verifies messages. Public, like all documentation. */
import type { Metadata } from 'next'
import { CopyCode } from '../../../../components/ui/copy-code.tsx'
import { DataTable } from '../../../../components/ui/data-table.tsx'
import { PageHeading } from '../../../../components/ui/page-heading.tsx'
import {
  MAX_WEBHOOKS,
  WEBHOOK_EVENT_NAMES,
  WEBHOOK_EVENTS,
  type WebhookEvent,
  webhookBody,
} from '../../../../lib/domain/webhook.ts'
import { WEBHOOK_PATIENCE } from '../../../../lib/domain/webhook-delivery.ts'
import { WEBHOOK_EXAMPLE } from '../../../../lib/domain/webhook-example.ts'
import { runtime } from '../../../../lib/platform/runtime.ts'

export const metadata: Metadata = { title: 'Webhooks' }

const SHOWN = webhookBody('client.suspended', new Date('2026-11-24T15:00:00Z'), WEBHOOK_EVENTS['client.suspended'].data)

export default function Webhooks() {
  const { payer } = runtime().settings
  return (
    <>
      <PageHeading
        back={{ href: '/apis', text: 'APIs' }}
        title="Webhooks"
        lead={`${payer.shortName} tells your server when something happens to your clients, answers, cases and terms.`}
      />
      <p>
        Add one under <a href="/developer/webhooks">Webhooks</a> of your organization; there can be {MAX_WEBHOOKS}. Each
        is told everything, or only the types of messages that you choose; a change holds from then on, also for
        messages that wait. They follow <a href="https://www.standardwebhooks.com/">Standard Webhooks</a>, so there are
        libraries for most languages.
      </p>
      <Messages />
      <section aria-labelledby="verify">
        <h2 id="verify">Verify each message</h2>
        <p>
          Anybody can post to your address; the signature proves that it is us. <code>webhook-signature</code> is an
          HMAC-SHA-256 over <code>webhook-id</code>, <code>webhook-timestamp</code> and the body, with a dot between
          them. Refuse timestamps that are more than five minutes off; the library does.
        </p>
        <CopyCode label="a receiver in JavaScript" code={WEBHOOK_EXAMPLE} />
        <p>
          While you replace a secret, the header has two signatures for 24 hours, and a message is good when either one
          is. Put the new secret in place within that time and no message is lost.
        </p>
      </section>
      <Answers />
      <section aria-labelledby="safe">
        <h2 id="safe">What we never do</h2>
        <ul>
          <li>Send a name, a reason, or anything about a member. Messages hold ids; look up the rest.</li>
          <li>Follow a redirect. Change the address instead.</li>
          <li>Call an address that is not public, or one without https.</li>
        </ul>
      </section>
    </>
  )
}

function Messages() {
  return (
    <section aria-labelledby="messages">
      <h2 id="messages">Messages</h2>
      <p>
        A message is a <code>POST</code> of JSON with <code>type</code>, the <code>timestamp</code> of what happened,
        and <code>data</code>.
      </p>
      <CopyCode label="example of a message" code={JSON.stringify(JSON.parse(SHOWN), null, 2)} />
      <DataTable<WebhookEvent>
        caption="Types of messages"
        rows={WEBHOOK_EVENT_NAMES}
        rowId={(event) => event}
        empty=""
        columns={[
          { id: 'type', heading: 'type', rowHeader: true, cell: (event) => <code>{event}</code> },
          { id: 'when', heading: 'Sent when', cell: (event) => WEBHOOK_EVENTS[event].says },
          {
            id: 'data',
            heading: 'data',
            cell: (event) => <code>{Object.keys(WEBHOOK_EVENTS[event].data).join(', ')}</code>,
          },
        ]}
      />
      <p>
        Of malicious activity no case is told while it is looked into; you hear of it by <code>client.suspended</code>.
        New types may come: answer those you do not know with 2xx.
      </p>
    </section>
  )
}

function Answers() {
  return (
    <section aria-labelledby="answers">
      <h2 id="answers">How to answer</h2>
      <p>
        Answer within {WEBHOOK_PATIENCE / 1000} seconds, and do the work after. Messages can come twice and in another
        order than things happened: act on each <code>webhook-id</code> once, and read the present state from the
        portal.
      </p>
      <ul>
        <li>
          <strong>2xx</strong>: it arrived.
        </li>
        <li>
          <strong>410</strong>: we turn the webhook off at once.
        </li>
        <li>
          <strong>Anything else, or no answer</strong>: we try again after 5 seconds, 5 minutes, 30 minutes, 2, 5, 10,
          14, 20 and 24 hours. <code>Retry-After</code> on 429 and 503 makes us wait longer, up to a day.
        </li>
        <li>
          <strong>Still nothing after three days</strong>: if no other message arrived in that time either, we turn the
          webhook off and mail your owners.
        </li>
      </ul>
      <p>The log of each webhook shows every attempt. From there you can send a message again, under the same id.</p>
    </section>
  )
}
