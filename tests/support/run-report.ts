/**
 * What `npm test` (scripts/test.mjs) reads of a run: how many tests passed and failed, and each fault with the place it is
 * at, errors outside every test included. Those fail a run although each test of it passed, and a log of thousands of
 * lines hides them.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { SerializedError } from 'vitest'
import type { Reporter, TestModule } from 'vitest/node'

const told = (where: string, error: { stack?: string; message?: string } | undefined) =>
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
  private readonly file: string
  private passed = 0
  private failed = 0
  private readonly faults: string[] = []

  constructor(file: string) {
    this.file = file
    // Of the process that starts the others: the database of a run, for example.
    process.on('unhandledRejection', (error) => {
      this.faults.push(told('outside every test', error instanceof Error ? error : new Error(String(error))))
      this.write()
    })
  }

  onTestRunEnd(modules: readonly TestModule[], outside: readonly SerializedError[]): void {
    const count = (state: 'passed' | 'failed') =>
      modules.reduce((sum, module) => sum + [...module.children.allTests(state)].length, 0)
    this.passed = count('passed')
    this.failed = count('failed')
    this.faults.push(...modules.flatMap(ofModule), ...outside.map((error) => told('outside every test', error)))
    this.write()
  }

  private write(): void {
    mkdirSync(dirname(this.file), { recursive: true })
    writeFileSync(this.file, JSON.stringify({ passed: this.passed, failed: this.failed, faults: this.faults }))
  }
}
