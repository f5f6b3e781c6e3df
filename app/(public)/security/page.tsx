/** What the payer requires and encourages in security; the questionnaire asks about each. */
import type { Metadata } from 'next'
import { PageHeading } from '../../../components/ui/page-heading.tsx'
import { runtime } from '../../../lib/platform/runtime.ts'

export const metadata: Metadata = { title: 'Security and privacy' }

export default function Security() {
  const { payer } = runtime().settings
  return (
    <>
      <PageHeading
        title="Security and privacy"
        lead={`What ${payer.shortName} requires of every app, and what it encourages.`}
      />
      <h2>Required</h2>
      <p>An app that misses one of these is not approved until that changes.</p>
      <ul>
        <li>
          <strong>Safe on the way.</strong> All communication is secured, with HTTPS or otherwise by TLS.
        </li>
        <li>
          <strong>Safe where it rests.</strong> All data of the app is stored in a secure way.
        </li>
        <li>
          <strong>No unsafe “remember me”.</strong> Sign-in details are never kept on the device in an unsecured way.
          OWASP: “Persistent authentication (Remember Me) functionality implemented within mobile applications should
          never store authentication details on the device.”
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
        SMART on FHIR, on OAuth 2.0 and OpenID Connect: authorization code with PKCE (S256), exact redirect addresses,
        access tokens of at most one hour, refresh tokens that change at each use. See{' '}
        <a href="/apis/smart-on-fhir">SMART on FHIR</a>.
      </p>
      <h2>How we watch</h2>
      <p>
        An incident team is there day and night, every day. It reacts to attacks on the APIs and disrupts them, by the
        procedures of the Computer Incident Response Team (CIRT). What that means for an app stands on{' '}
        <a href="/at-risk">at risk</a>.
      </p>
      <h2>Privacy</h2>
      <p>
        {payer.shortName} must by law keep protected health information private (HIPAA). The CARIN code of conduct is
        its guide for telling people how their information is used and disclosed. So we ask each app about its privacy
        practices, for example whether its privacy policy names secondary uses of data, and show members the answers.
      </p>
      <p>
        No privacy answer can be a reason to turn an app down. What members are told about sharing stands on{' '}
        <a href="/members">the page for members</a>.
      </p>
      <h2>Found a weakness?</h2>
      <p>
        In the portal or the APIs: write to <a href={`mailto:${payer.appsecEmail}`}>{payer.appsecEmail}</a>.
      </p>
    </>
  )
}
