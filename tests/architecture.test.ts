/** The layers, as data. Every import of every file is read and must be allowed here; README shows the picture. */
import { describe, expect, test } from 'vitest'
import { circles, type Module, reachablePackages, readModules } from './support/source-tree.ts'

type Layer = {
  /** Folder, or a single file of the root. */
  at: string
  /** Own folders or files that it may import, itself included always. */
  from: string[]
  /** Of these, what it may not import after all. */
  not?: string[]
  packages: RegExp[]
}

const REACT = /^react(\/jsx-runtime)?$/

/** Longest path first: the first layer that holds a file is the file's. */
const LAYERS: Layer[] = [
  { at: 'lib/domain', from: [], packages: [/^zod$/, /^temporal-polyfill$/, /^intl-messageformat$/] },
  {
    at: 'lib/services',
    from: ['lib/domain', 'db/queries', 'db/transaction.ts', 'emails/catalogue.ts'],
    packages: [/^zod$/],
  },
  {
    at: 'lib/platform/web',
    // The shape in which an action answers a form; both ends of that conversation need it.
    from: ['lib', 'db', 'emails', 'components/ui/form-state.ts'],
    packages: [/^next(\/|$)/, /^next-auth(\/|$)/, /^@auth\//, REACT, /^zod$/, /^node:/, /^jose$/, /^drizzle-orm/],
  },
  {
    at: 'lib/platform',
    from: ['lib', 'db', 'emails'],
    not: ['lib/platform/web'],
    packages: [
      /^node:/,
      /^postgres$/,
      /^nodemailer/,
      /^jose$/,
      /^pino$/,
      /^zod$/,
      /^date-holidays$/,
      /^drizzle-orm/,
      /^openid-client$/,
      /^imapflow$/,
      /^mailparser$/,
      /^csv-(parse|stringify)/,
      /^request-filtering-agent$/,
    ],
  },
  { at: 'db', from: ['lib/domain'], packages: [/^drizzle-orm/, /^postgres$/, /^graphile-worker$/, /^node:url$/] },
  { at: 'emails', from: ['lib/domain'], packages: [REACT, /^@react-email\//, /^zod$/] },
  {
    at: 'components',
    from: ['lib/domain'],
    packages: [REACT, /^react-dom$/, /^react-hook-form$/, /^@hookform\/resolvers/, /^next\/link$/],
  },
  {
    at: 'app',
    from: ['lib', 'components'],
    packages: [/^next(\/|$)/, REACT, /^react-dom$/, /^zod$/, /^@cmsgov\/design-system\//],
  },
  {
    at: 'authserver',
    from: ['lib', 'components', 'emails/render.tsx'],
    not: ['lib/platform/web'],
    packages: [
      /^node:/,
      /^koa/,
      /^@koa\//,
      /^oidc-provider$/,
      REACT,
      /^react-dom\/server/,
      /^zod$/,
      /^jose$/,
      /^openid-client$/,
    ],
  },
  {
    at: 'worker',
    from: ['lib', 'emails'],
    not: ['lib/platform/web'],
    packages: [/^node:/, /^graphile-worker$/, /^pg$/, /^zod$/],
  },
  { at: 'proxy.ts', from: ['lib/platform'], packages: [/^next\/server$/] },
  { at: 'instrumentation.ts', from: ['lib/platform'], packages: [] },
]

/** Folders that may import anything, and that no layer above may import. */
const FREE = ['sandbox', 'scripts', 'tests']

/** Who may read the clock and the environment. */
const OUTSIDE = ['lib/platform', ...FREE]

/** Questions, sentences and invented records: long because there is much of it, not because it is tangled. */
const DATA = [
  /^lib\/domain\/editions\//,
  /^lib\/domain\/wording\//,
  /^sandbox\/world\//,
  /^sandbox\/fhir-data/,
  /\/fixtures\//,
]

const isIn = (path: string, folder: string) => path === folder || path.startsWith(`${folder}/`)
const modules = readModules()
const layerOf = (path: string) => LAYERS.find((layer) => isIn(path, layer.at))
const layered = modules.flatMap((module) => {
  const layer = layerOf(module.path)
  return layer ? [{ module, layer }] : []
})

/** @returns `path: what` for each module and each thing that is wrong with it */
function faults(wrong: (module: Module, layer: Layer) => string[]): string[] {
  return layered.flatMap(({ module, layer }) => wrong(module, layer).map((what) => `${module.path}: ${what}`))
}

describe('the layers', () => {
  test('are there at all', () => {
    expect(modules.length).toBeGreaterThan(100)
    for (const { at } of LAYERS) expect(modules.filter(({ path }) => isIn(path, at)).length, at).toBeGreaterThan(0)
  })

  test('import only what stands below them', () => {
    const wrong = faults((module, layer) =>
      module.files.filter((file) => {
        if (isIn(file, layer.at)) return false
        if (layer.not?.some((folder) => isIn(file, folder))) return true
        return !layer.from.some((folder) => isIn(file, folder))
      }),
    )
    expect(wrong).toEqual([])
  })

  test('use only their packages', () => {
    const wrong = faults((module, layer) =>
      module.packages.filter((name) => !layer.packages.some((allowed) => allowed.test(name))),
    )
    expect(wrong).toEqual([])
  })

  test('import only files that exist', () => {
    expect(faults((module) => module.missing)).toEqual([])
  })

  test('never open the database themselves', () => {
    const wrong = faults((module) =>
      isIn(module.path, 'lib/platform') ? [] : module.files.filter((file) => file === 'db/client.ts'),
    )
    expect(wrong.filter((fault) => !fault.startsWith('db/'))).toEqual([])
  })

  test('keep Next away from members and jobs, even indirectly', () => {
    const reached = reachablePackages(modules, (path) => isIn(path, 'authserver') || isIn(path, 'worker'))
    const next = [...reached].filter(([name]) => /^next(-auth)?(\/|$)/.test(name))
    expect(next.map(([name, chain]) => `${chain.join(' → ')} → ${name}`)).toEqual([])
  })
})

describe('the outside', () => {
  const inside = modules.filter(({ path }) => layerOf(path) && !OUTSIDE.some((folder) => isIn(path, folder)))

  test('nobody asks URL.canParse, which lib/domain/url.ts says why', () => {
    expect(modules.filter(({ reads }) => reads.canParse).map(({ path }) => path)).toEqual([])
  })

  test('the clock is read by lib/platform alone', () => {
    expect(inside.filter(({ reads }) => reads.clock).map(({ path }) => path)).toEqual([])
  })

  test('the environment is read by lib/platform alone', () => {
    // Next replaces NEXT_RUNTIME while it builds; it is no setting.
    const wrong = inside.filter(({ reads }) => reads.environment.some((name) => name !== 'NEXT_RUNTIME'))
    expect(wrong.map(({ path }) => path)).toEqual([])
  })

  test('rules neither wait nor roll dice', () => {
    const rules = modules.filter(({ path }) => isIn(path, 'lib/domain'))
    expect(rules.filter(({ reads }) => reads.asynchronous || reads.random).map(({ path }) => path)).toEqual([])
  })
})

describe('files', () => {
  test('do not import in circles', () => {
    expect(circles(modules)).toEqual([])
  })

  test('are named after what they hold', () => {
    const vague = /(^|\/)(index|utils?|helpers?|common|misc|types)\.[a-z]+$/
    expect(modules.map(({ path }) => path).filter((path) => vague.test(path))).toEqual([])
  })

  test('have at most 300 lines', () => {
    const long = modules.filter(({ path, lines }) => lines > 300 && !DATA.some((data) => data.test(path)))
    expect(long.map(({ path, lines }) => `${path}: ${lines}`)).toEqual([])
  })
})
