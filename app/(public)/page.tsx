/** The start page: what the portal is for, by who is reading. */
import { ButtonLink, ButtonRow } from '../../components/ui/button.tsx'
import { CopyCode } from '../../components/ui/copy-code.tsx'
import { catalogue, firstCommand } from '../../lib/domain/catalogue.ts'
import { runtime } from '../../lib/platform/runtime.ts'

export default function Home() {
  const { payer } = runtime().settings
  const apis = catalogue(payer.endpoints)
  return (
    <>
      <div className="candor-hero">
        <h1 className="candor-page-heading__title">Build with {payer.shortName} health data</h1>
        <p className="candor-lead">
          Members can share their own health data with the app they choose. Here you read the APIs, try them with
          made-up members, and get your app approved. You always see where you stand and who has to act next.
        </p>
        <ButtonRow>
          <ButtonLink href="/sign-in">Create an account or sign in</ButtonLink>
          <ButtonLink href="/apis" variant="secondary">
            Look at the APIs
          </ButtonLink>
        </ButtonRow>
      </div>

      <h2>Call an API now</h2>
      <p>The provider directory is open to everybody. No account, no key.</p>
      <CopyCode label="first directory request" code={firstCommand(payer.endpoints)} />

      <h2>The APIs</h2>
      <div className="candor-cards">
        {apis.map((api) => (
          <section key={api.name} className="candor-card">
            <h3>
              <a href={`/apis/${api.name}`}>{api.title}</a>
            </h3>
            <p>{api.summary}</p>
            <p className="candor-card__foot">{api.access}</p>
          </section>
        ))}
      </div>

      <h2>How an app gets in</h2>
      <ol>
        <li>Create an account with your work e-mail.</li>
        <li>Explore the APIs. The sandbox needs no review.</li>
        <li>
          Answer the questionnaire. A person of {payer.shortName} Application Security writes to you within 2 business
          days.
        </li>
        <li>Stay in touch and keep your app healthy.</li>
      </ol>
      <p>
        <a href="/getting-started">All four steps, and what each one takes</a>
      </p>

      <h2>You are a member?</h2>
      <p>
        Read <a href="/members">what sharing your health data means</a>, or look at{' '}
        <a href="/directory">the apps {payer.shortName} has approved</a> and what they answered.
      </p>
    </>
  )
}
