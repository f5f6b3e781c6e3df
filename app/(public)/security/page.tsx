/** What the payer requires and encourages in security; the questionnaire asks about each. */
import type { Metadata } from 'next'
import { PageHeading } from '../../../components/ui/page-heading.tsx'
import { runtime } from '../../../lib/platform/runtime.ts'

export const metadata: Metadata = { title: 'Security' }

export default function Security() {
  const { payer } = runtime().settings
  return (
    <>
      <PageHeading title="Security" lead={`What ${payer.shortName} requires of every app, and what it encourages.`} />
      <h2>Required</h2>
      <p>An app that misses one of these is not approved until that changes.</p>
      <ul>
        <li>
          <strong>Safe on the way.</strong> All communication is encrypted (TLS).
        </li>
        <li>
          <strong>Safe where it rests.</strong> All data of the app is stored in a secure way.
        </li>
        <li>
          <strong>No unsafe “remember me”.</strong> Sign-in details are never kept on the device in an unsecured way.
          OWASP says the same about persistent authentication in mobile apps.
        </li>
      </ul>
      <h2>Encouraged</h2>
      <ul>
        <li>
          <a href="https://owasp.org/www-project-top-ten/">OWASP Top 10</a>
        </li>
        <li>
          <a href="https://owasp.org/www-project-mobile-top-10/">OWASP Mobile Top 10</a>
        </li>
        <li>
          <a href="https://www.carinalliance.com/our-work/trust-framework-and-code-of-conduct/">
            CARIN code of conduct
          </a>
        </li>
      </ul>
      <h2>How apps sign in</h2>
      <p>
        SMART on FHIR: OAuth 2.0 authorization code with PKCE (S256), exact redirect addresses, access tokens of at most
        one hour, refresh tokens that change at each use. See <a href="/apis/smart-on-fhir">SMART on FHIR</a>.
      </p>
      <h2>How we watch</h2>
      <p>
        An incident team is there day and night. It acts against attacks on the APIs at once; what that means for an app
        stands on <a href="/at-risk">at risk</a>. Found a weakness in the portal or the APIs? Write to{' '}
        <a href={`mailto:${payer.appsecEmail}`}>{payer.appsecEmail}</a>.
      </p>
    </>
  )
}
