/** All approved apps, in the same way and by name. It ranks and judges none. */
import type { Metadata } from 'next'
import { PageHeading } from '../../../components/ui/page-heading.tsx'
import { dateText } from '../../../lib/domain/wording/pages.ts'
import { inLang, type Lang, type PublicKey, publicText } from '../../../lib/domain/wording/public.ts'
import { runtime } from '../../../lib/platform/runtime.ts'
import { pageContext } from '../../../lib/platform/web/request.ts'
import { type DirectoryEntry, listDirectory } from '../../../lib/services/directory.ts'
import { alternates, LanguageSwitch, langOf } from '../language-switch.tsx'

type Props = { searchParams: Promise<{ lang?: string | string[] }> }

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  const lang = langOf(await searchParams)
  return { title: publicText(lang, 'directory.title'), alternates: alternates('/directory', lang) }
}

export default async function Directory({ searchParams }: Props) {
  const lang = langOf(await searchParams)
  const t = (key: PublicKey) => publicText(lang, key, { payer: runtime().settings.payer.shortName })
  const apps = await listDirectory(await pageContext())
  return (
    <>
      <LanguageSwitch path="/directory" lang={lang} text={t('directory.switch')} />
      <PageHeading title={t('directory.title')} lead={t('directory.lead')} />
      <p>{t('directory.tested')}</p>
      <p>
        <a href={inLang('/members', lang)}>{t('directory.learn')}</a>
      </p>
      {apps.length === 0 ? <p className="candor-empty">{t('directory.none')}</p> : <Apps apps={apps} lang={lang} />}
    </>
  )
}

function Apps({ apps, lang }: { apps: DirectoryEntry[]; lang: Lang }) {
  const { zone } = runtime().settings.payer
  return (
    <>
      <h2>{publicText(lang, 'directory.count', { count: apps.length })}</h2>
      <ul className="candor-directory">
        {apps.map(({ appId, name, company, publishedAt }) => (
          <li key={appId}>
            <h3>
              <a href={inLang(`/directory/${appId}`, lang)}>{name}</a>
            </h3>
            <p>{publicText(lang, 'directory.company', { company })}</p>
            <p className="candor-muted">
              {publicText(lang, 'directory.published', { date: dateText(lang, publishedAt, zone) })}
            </p>
          </li>
        ))}
      </ul>
    </>
  )
}
