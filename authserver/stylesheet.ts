/**
 * The one style sheet of the member pages: ours and the label's in the payer's colours, made once, named by its digest so
 * that it may be kept for ever.
 */
import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import type Koa from 'koa'
import type { Settings } from '../lib/platform/env.ts'
import { digest } from '../lib/platform/secrets.ts'

const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8')

/** Comments and line ends out; the files are written for people, this is for the wire. */
const squeeze = (css: string) =>
  css
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/\s*\n\s*/g, '')
    .trim()

const source = squeeze(read('./pages/pages.css') + read('../components/label/label.css'))

export type Stylesheet = {
  /** Its path, which changes with its text. */
  path: string
  /** Serves it under that path. */
  serve: Koa.Middleware
}

/** @param colors of the payer; the settings admit nothing but `#rrggbb` */
export function stylesheetIn(colors: Pick<Settings['payer'], 'color' | 'colorDark'>): Stylesheet {
  const css = `${source}:root{--brand:${colors.color};--brand-dark:${colors.colorDark}}`
  const zipped = gzipSync(css, { level: 9 })
  const path = `/assets/${digest(css).slice(0, 16)}.css`
  const serve: Koa.Middleware = async (ctx, next) => {
    if (ctx.path !== path || ctx.method !== 'GET') return next()
    ctx.type = 'text/css; charset=utf-8'
    ctx.set('cache-control', 'public, max-age=31536000, immutable')
    ctx.vary('accept-encoding')
    if (ctx.acceptsEncodings('gzip') === 'gzip') {
      ctx.set('content-encoding', 'gzip')
      ctx.body = zipped
    } else {
      ctx.body = css
    }
  }
  return { path, serve }
}
