/** What the stories run against: exactly `npm start`, with an empty data folder. */
import { rmSync } from 'node:fs'

rmSync(process.env.DATA_DIR, { recursive: true, force: true })
await import('../../scripts/start.mjs')
