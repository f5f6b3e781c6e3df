/** How long an app may get data: the tick for new data by itself, what happens without it, and the end it would have. */
import type { GrantMonths } from '../../lib/domain/grant.ts'
import { type Frame, speaker } from './layout.tsx'

export type OptionalPart = 'sensitive' | 'offline'

/** What can be chosen on the page. */
export type ChoicePage = {
  frame: Pick<Frame, 'lang'>
  optional: OptionalPart[]
  /** What was ticked before, when the page is shown again. */
  ticked: OptionalPart[]
  /** Ends to choose from. Empty when there is no choice: an app that cannot come back by itself gets data right after the yes only. */
  months: { months: GrantMonths; until: string; chosen: boolean }[]
}

/** One part that the member may tick. */
export function OptionalPick({ page, part }: { page: ChoicePage; part: OptionalPart }) {
  const t = speaker(page.frame.lang)
  return (
    <label className="pick">
      <input type="checkbox" name="optional" value={part} defaultChecked={page.ticked.includes(part)} />
      <span>
        <strong>{t(`optional.${part}`)}</strong>
        <span>{t(`optional.${part}.long`)}</span>
      </span>
    </label>
  )
}

/** The end counts only with the tick, so it stands below it and says so: the page has no script that could hide it. */
export function HowLong({ page }: { page: ChoicePage }) {
  const t = speaker(page.frame.lang)
  if (page.months.length === 0) {
    return (
      <section>
        <h2>{t('consent.howLong')}</h2>
        <p>{t('consent.howLongOnce')}</p>
      </section>
    )
  }
  return (
    <section>
      <fieldset>
        <legend>
          <h2>{t('consent.howLong')}</h2>
        </legend>
        <p>{t('consent.howLongUnticked')}</p>
        <OptionalPick page={page} part="offline" />
        <fieldset className="under">
          <legend>{t('consent.howLongTicked')}</legend>
          {page.months.map(({ months, until, chosen }) => (
            <label className="pick" key={months}>
              <input type="radio" name="months" value={months} defaultChecked={chosen} required />
              <span>{t('consent.until', { months, date: until })}</span>
            </label>
          ))}
        </fieldset>
      </fieldset>
    </section>
  )
}
