/** Foot of every page: where to write, always in the same place and the same order. */
import { inLang, type Lang, publicText } from '../lib/domain/wording/public.ts'

export type FooterProps = { payer: string; supportEmail: string; appsecEmail: string; lang: Lang }

export function Footer({ payer, supportEmail, appsecEmail, lang }: FooterProps) {
  return (
    <footer className="candor-footer">
      <div className="candor-inner candor-footer__columns">
        <div>
          <h2>{publicText(lang, 'frame.helpApis')}</h2>
          <p>
            <a href={`mailto:${supportEmail}`}>{supportEmail}</a>
          </p>
        </div>
        <div>
          <h2>{publicText(lang, 'frame.helpQuestionnaire')}</h2>
          <p>
            <a href={`mailto:${appsecEmail}`}>{appsecEmail}</a>
          </p>
        </div>
        <div>
          <h2>{payer}</h2>
          <ul>
            <li>
              <a href="/terms">{publicText(lang, 'frame.terms')}</a>
            </li>
            <li>
              <a href={inLang('/members', lang)}>{publicText(lang, 'frame.sharing')}</a>
            </li>
            <li>
              <a href="/staff/sign-in">{publicText(lang, 'frame.staff')}</a>
            </li>
          </ul>
        </div>
      </div>
    </footer>
  )
}
