/** Foot of every page: where to write, always in the same place and the same order. */

export type FooterProps = { payer: string; supportEmail: string; appsecEmail: string }

export function Footer({ payer, supportEmail, appsecEmail }: FooterProps) {
  return (
    <footer className="candor-footer">
      <div className="candor-inner candor-footer__columns">
        <div>
          <h2>Help with the APIs</h2>
          <p>
            <a href={`mailto:${supportEmail}`}>{supportEmail}</a>
          </p>
        </div>
        <div>
          <h2>Questionnaire and security</h2>
          <p>
            <a href={`mailto:${appsecEmail}`}>{appsecEmail}</a>
          </p>
        </div>
        <div>
          <h2>{payer}</h2>
          <ul>
            <li>
              <a href="/terms">Terms of service</a>
            </li>
            <li>
              <a href="/members">Sharing your health data</a>
            </li>
            <li>
              <a href="/staff/sign-in">Staff sign-in</a>
            </li>
          </ul>
        </div>
      </div>
    </footer>
  )
}
