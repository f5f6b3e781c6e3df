/** The catalogue of APIs. Public, as 42 CFR 422.119(d) asks. */
import type { Metadata } from 'next'
import { PageHeading } from '../../../components/ui/page-heading.tsx'
import { catalogue } from '../../../lib/domain/catalogue.ts'
import { runtime } from '../../../lib/platform/runtime.ts'

export const metadata: Metadata = { title: 'APIs' }

export default function Apis() {
  const { payer } = runtime().settings
  return (
    <>
      <PageHeading
        title="APIs"
        lead="Everything here can be read without an account. You need one only to register an app."
      />
      <div className="candor-cards">
        {catalogue(payer.endpoints).map((api) => (
          <section key={api.name} className="candor-card">
            <h2>
              <a href={`/apis/${api.name}`}>{api.title}</a>
            </h2>
            <p>{api.summary}</p>
            <p>
              <strong>{api.signIn ? 'Sign-in needed' : 'No sign-in needed'}.</strong> {api.access}
            </p>
          </section>
        ))}
      </div>
      <h2>Being told</h2>
      <p>
        Your server can be told when a client, an attestation, a case or the terms change:{' '}
        <a href="/apis/webhooks">webhooks</a>.
      </p>
      <h2>Why they are there</h2>
      <p>
        Federal rules ask payers to offer APIs, so that health data can go to the patient, between payers and providers,
        and between payers. APIs can connect to mobile apps, or to a provider’s electronic health record or practice
        management system.
      </p>
      <h2>Rules and guides behind the APIs</h2>
      <ul>
        <li>
          <a href="https://www.cms.gov/Regulations-and-Guidance/Guidance/Interoperability/index">
            CMS: regulations and guidance on interoperability
          </a>
        </li>
        <li>
          <a href="https://www.carinalliance.com/our-work/trust-framework-and-code-of-conduct/">
            CARIN Alliance: trust framework and code of conduct
          </a>
        </li>
        <li>
          <a href="http://www.hl7.org/fhir/smart-app-launch/">HL7: SMART App Launch</a>
        </li>
        <li>
          <a href="https://smarthealthit.org/">SMART Health IT</a>
        </li>
        <li>
          <a href="https://owasp.org/www-project-top-ten/">OWASP Top 10</a> and{' '}
          <a href="https://owasp.org/www-project-mobile-top-10/">OWASP Mobile Top 10</a>
        </li>
      </ul>
      <p>
        Something does not work, or is missing here? Write to{' '}
        <a href={`mailto:${payer.supportEmail}`}>{payer.supportEmail}</a>.
      </p>
    </>
  )
}
