/** Whose records: for a member who may act for others, such as a parent. */
import type { MemberPerson } from '../../lib/platform/members.ts'
import { Fault, type Frame, Layout, PlainAct, speaker } from './layout.tsx'

export type PatientPage = {
  frame: Frame
  app: string
  memberName: string
  action: string
  /** Where a member goes who does not want to share. */
  cancelAction: string
  /** Where a member goes who is somebody else. */
  switchAction: string
  people: MemberPerson['people']
  fault: string | null
}

export function ChoosePatient({ page }: { page: PatientPage }) {
  const { frame, app } = page
  const t = speaker(frame.lang)
  return (
    <Layout frame={frame} title={t('patient.title')}>
      {page.fault && <Fault text={page.fault} />}
      <form method="get" action={page.action}>
        <input type="hidden" name="lang" value={frame.lang} />
        <input type="hidden" name="step" value="patient" />
        <fieldset>
          <legend>
            <h1>{t('patient.title')}</h1>
          </legend>
          <p>{t('patient.lead', { app })}</p>
          {page.people.map((person) => (
            <label className="pick" key={person.id}>
              <input type="radio" name="patient" value={person.id} required />
              <span>{person.self ? t('patient.self', { name: person.name }) : person.name}</span>
            </label>
          ))}
        </fieldset>
        <button className="act main" type="submit">
          {t('patient.submit')}
        </button>
      </form>
      <p>{t('consent.signedIn', { name: page.memberName })}</p>
      <div className="links">
        <PlainAct lang={frame.lang} action={page.cancelAction} decision="refuse">
          {t('signIn.cancel', { app })}
        </PlainAct>
        <PlainAct lang={frame.lang} action={page.switchAction}>
          {t('consent.switch')}
        </PlainAct>
      </div>
    </Layout>
  )
}
