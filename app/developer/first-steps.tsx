/** The way from an account to a live app, for somebody who has no app yet: what is done, what comes now, what follows. */
import { ButtonLink } from '../../components/ui/button.tsx'
import { Status } from '../../components/ui/status.tsx'
import type { AppsOfOrganization } from '../../lib/services/app-view.ts'

/** @param organization where the reader may register an app; undefined before there is one */
export function FirstSteps({ organization }: { organization: AppsOfOrganization | undefined }) {
  return (
    <section aria-labelledby="steps">
      <h2 id="steps">From here to a live app</h2>
      <ol className="candor-steps">
        <li>
          <h3>Create an account</h3>
          <p>
            <Status tone="done">Account is there</Status>{' '}
            {organization && <Status tone="done">{organization.organization} is there</Status>}
          </p>
          {!organization && (
            <>
              <p>Now tell us about your organization and who answers for it. It takes about five minutes.</p>
              <ButtonLink href="/developer/organization/new">Create your organization</ButtonLink>
            </>
          )}
        </li>
        <li>
          <h3>Explore the APIs</h3>
          <p>
            Register your app by its name, and make a sandbox client for it. It works at once, with made-up members. The{' '}
            <a href="/apis">catalogue</a> is open to everybody.
          </p>
          {organization && (
            <ButtonLink href={`/developer/apps/new?of=${organization.organizationId}`}>
              Register your first app
            </ButtonLink>
          )}
        </li>
        <li>
          <h3>Answer the questionnaire</h3>
          <p>
            In any order, with a draft that is kept. Within 2 business days a person of the application security team
            writes to your main contact.
          </p>
        </li>
        <li>
          <h3>Keep your app healthy</h3>
          <p>
            Keep your contacts current, and know what puts an app <a href="/at-risk">at risk</a>.
          </p>
        </li>
      </ol>
    </section>
  )
}
