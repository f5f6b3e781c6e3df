/** Reads the project's own source files with the TypeScript parser: what each imports and what it does that is limited. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import ts from 'typescript'

export type Module = {
  /** Path from the project's root, with slashes. */
  path: string
  lines: number
  /** Own files it imports, types included. */
  files: string[]
  /** Everything else it imports, as written. */
  packages: string[]
  /** Own files that do not exist. */
  missing: string[]
  reads: {
    clock: boolean
    environment: string[]
    asynchronous: boolean
    random: boolean
    client: boolean
    canParse: boolean
  }
}

const SKIPPED = new Set(['node_modules', 'artifacts', 'test-results', 'playwright-report'])
const SOURCE = /\.(ts|tsx|mts|mjs|cjs)$/

function sourcesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = normalize(join(folder, entry.name)).replaceAll('\\', '/')
    if (entry.name.startsWith('.') || SKIPPED.has(entry.name)) return []
    if (entry.isDirectory()) return sourcesBelow(path)
    return SOURCE.test(entry.name) && !entry.name.endsWith('.d.ts') ? [path] : []
  })
}

const ENDINGS = ['', '.ts', '.tsx', '.mjs', '/index.ts', '/index.tsx']

function importsOf(path: string, text: string): Pick<Module, 'files' | 'packages' | 'missing'> {
  const found = { files: [] as string[], packages: [] as string[], missing: [] as string[] }
  for (const { fileName } of ts.preProcessFile(text, true, true).importedFiles) {
    const own = fileName.startsWith('.') || fileName.startsWith('@/')
    if (!own) {
      found.packages.push(fileName)
      continue
    }
    const base = fileName.startsWith('@/') ? fileName.slice(2) : join(dirname(path), fileName)
    const target = normalize(base).replaceAll('\\', '/')
    const real = ENDINGS.map((ending) => target + ending).find((candidate) => existsSync(candidate))
    if (real) found.files.push(real)
    else found.missing.push(fileName)
  }
  return found
}

const isNamed = (node: ts.Node, name: string) => ts.isIdentifier(node) && node.text === name

function readsOf(source: ts.SourceFile): Module['reads'] {
  const reads: Module['reads'] = {
    clock: false,
    environment: [],
    asynchronous: false,
    random: false,
    client: false,
    canParse: false,
  }
  const visit = (node: ts.Node): void => {
    if (ts.isNewExpression(node) && isNamed(node.expression, 'Date') && !node.arguments?.length) reads.clock = true
    if (ts.isPropertyAccessExpression(node)) {
      const { expression, name } = node
      if (isNamed(expression, 'Date') && name.text === 'now') reads.clock = true
      if (isNamed(expression, 'URL') && name.text === 'canParse') reads.canParse = true
      if (isNamed(expression, 'Math') && name.text === 'random') reads.random = true
      if (isNamed(expression, 'process') && name.text === 'env') {
        reads.environment.push(ts.isPropertyAccessExpression(node.parent) ? node.parent.name.text : '*')
      }
    }
    if (node.kind === ts.SyntaxKind.AsyncKeyword || ts.isAwaitExpression(node)) reads.asynchronous = true
    if (
      ts.isExpressionStatement(node) &&
      ts.isStringLiteral(node.expression) &&
      node.expression.text === 'use client'
    ) {
      reads.client = true
    }
    ts.forEachChild(node, visit)
  }
  visit(source)
  return reads
}

/** @returns every source file of the project */
export function readModules(): Module[] {
  return sourcesBelow('.').map((path) => {
    const text = readFileSync(path, 'utf8')
    const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true)
    return { path, lines: text.split('\n').length - 1, ...importsOf(path, text), reads: readsOf(source) }
  })
}

/** @returns circles of imports, each as its path; one circle is enough to fix before the next shows */
export function circles(modules: Module[]): string[] {
  const byPath = new Map(modules.map((module) => [module.path, module]))
  const done = new Set<string>()
  const found: string[] = []
  const walk = (path: string, trail: string[]): void => {
    const start = trail.indexOf(path)
    if (start >= 0) return void found.push([...trail.slice(start), path].join(' → '))
    if (done.has(path)) return
    for (const next of byPath.get(path)?.files ?? []) walk(next, [...trail, path])
    done.add(path)
  }
  for (const { path } of modules) walk(path, [])
  return found
}

/** @returns for each package that can be reached from `start`, the chain of files that leads to it */
export function reachablePackages(modules: Module[], start: (path: string) => boolean): Map<string, string[]> {
  const byPath = new Map(modules.map((module) => [module.path, module]))
  const seen = new Set<string>()
  const found = new Map<string, string[]>()
  const walk = (path: string, trail: string[]): void => {
    const module = byPath.get(path)
    if (!module || seen.has(path)) return
    seen.add(path)
    const here = [...trail, path]
    for (const name of module.packages) if (!found.has(name)) found.set(name, here)
    for (const next of module.files) walk(next, here)
  }
  for (const { path } of modules) if (start(path)) walk(path, [])
  return found
}
