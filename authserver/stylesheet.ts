/** The one style sheet of the member pages: ours and the label's, read once, named by its digest so that it may be kept for ever. */
import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import type Koa from 'koa'
import { digest } from '../lib/platform/secrets.ts'

const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8')

/** Comments and line ends out; the files are written for people, this is for the wire. */
const squeeze = (css: string) =>
  css
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/\s*\n\s*/g, '')
    .trim()

const css = squeeze(read('./pages/pages.css') + read('../components/label/label.css'))
const zipped = gzipSync(css, { level: 9 })

export const STYLESHEET = `/assets/${digest(css).slice(0, 16)}.css`

/** Serves the style sheet under its name. */
export const serveStylesheet: Koa.Middleware = async (ctx, next) => {
  if (ctx.path !== STYLESHEET || ctx.method !== 'GET') return next()
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
