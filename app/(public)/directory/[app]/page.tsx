/** One approved app: the label that members read before they share, and where its signed answers are. */
import '../../../../components/label/label.css'
import type { Metadata } from 'next'
import { LabelView } from '../../../../components/label/label.tsx'
import { Notice } from '../../../../components/ui/notice.tsx'
import { PageHeading } from '../../../../components/ui/page-heading.tsx'
import { SummaryList } from '../../../../components/ui/summary-list.tsx'
import { dateText } from '../../../../lib/domain/wording/pages.ts'
import { inLang, type Lang, type PublicKey, publicText } from '../../../../lib/domain/wording/public.ts'
import { runtime } from '../../../../lib/platform/runtime.ts'
import { orNotFound, pageContext } from '../../../../lib/platform/web/request.ts'
import { type DirectoryPage, directoryPage } from '../../../../lib/services/directory.ts'
import { alternates, LanguageSwitch, langOf } from '../../language-switch.tsx'

type Props = { params: Promise<{ app: string }>; searchParams: Promise<{ lang?: string | string[] }> }

async function load({ params, searchParams }: Props): Promise<{ page: DirectoryPage; lang: Lang }> {
  const lang = langOf(await searchParams)
  const page = await orNotFound(directoryPage(await pageContext(), (await params).app, lang))
  return { page, lang }
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { page, lang } = await load(props)
  return { title: page.name, alternates: alternates(`/directory/${page.appId}`, lang) }
}

export default async function DirectoryApp(props: Props) {
  const { page, lang } = await load(props)
  const { payer } = runtime().settings
  const { company } = page
  const date = dateText(lang, page.signedAt, payer.zone)
  const t = (key: PublicKey) => publicText(lang, key, { payer: payer.shortName, company, date })
  return (
    <>
      <LanguageSwitch path={`/directory/${page.appId}`} lang={lang} text={t('directory.switch')} />
      <PageHeading
        title={page.name}
        lead={t('directory.company')}
        back={{ href: inLang('/directory', lang), text: t('directory.back') }}
      />
      {!page.live && <Notice word="">{t('directory.stopped')}</Notice>}
      <p>{t('directory.signed')}</p>
      <LabelView label={page.label} headingLevel={2} />
      <p className="candor-below">
        <a href={inLang('/members', lang)}>{t('directory.learn')}</a>
      </p>
      <Record page={page} lang={lang} />
    </>
  )
}

function Record({ page, lang }: { page: DirectoryPage; lang: Lang }) {
  const { payer, authserver } = runtime().settings
  const date = dateText(lang, page.publishedAt, payer.zone)
  const title = publicText(lang, 'directory.record')
  return (
    <section aria-labelledby="record">
      <h2 id="record">{title}</h2>
      <p>{publicText(lang, 'directory.version', { version: page.version, date })}</p>
      <SummaryList
        label={title}
        rows={[
          { id: 'client', term: publicText(lang, 'directory.clientId'), answer: <code>{page.clientId}</code> },
          { id: 'digest', term: publicText(lang, 'directory.digest'), answer: <code>{page.digest}</code> },
        ]}
      />
      <p>
        <a href={`${authserver.production.url}/v1/attestations/${page.clientId}`}>
          {publicText(lang, 'directory.json')}
        </a>
      </p>
    </section>
  )
}
