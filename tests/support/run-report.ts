/**
 * What `npm test` (scripts/test.mjs) reads of a run: how many tests passed and failed, and each fault with the place it is
 * at, errors outside every test included. Those fail a run although each test of it passed, and a log of thousands of
 * lines hides them.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { SerializedError } from 'vitest'
import type { Reporter, TestModule } from 'vitest/node'

const told = (where: string, error: SerializedError | undefined) =>
  `${where}\n${(error?.stack ?? error?.message ?? 'no error was given').split('\n').slice(0, 12).join('\n')}`

function ofModule(module: TestModule): string[] {
  const name = module.relativeModuleId
  return [
    ...module.errors().map((error) => told(name, error)),
    ...[...module.children.allSuites()].flatMap((suite) =>
      suite.errors().map((error) => told(`${name} > ${suite.fullName}`, error)),
    ),
    ...[...module.children.allTests('failed')].map((test) =>
      told(`${name} > ${test.fullName}`, test.result().errors?.[0]),
    ),
  ]
}

export class RunReport implements Reporter {
  constructor(private readonly file: string) {}

  onTestRunEnd(modules: readonly TestModule[], outside: readonly SerializedError[]): void {
    const count = (state: 'passed' | 'failed') =>
      modules.reduce((sum, module) => sum + [...module.children.allTests(state)].length, 0)
    const faults = [...modules.flatMap(ofModule), ...outside.map((error) => told('outside every test', error))]
    mkdirSync(dirname(this.file), { recursive: true })
    writeFileSync(this.file, JSON.stringify({ passed: count('passed'), failed: count('failed'), faults }))
  }
}
