/** Edition 2026-1 of the questionnaire: eleven sections, sixty questions. Published; only a new edition changes it. */
import { type Edition, freezeDeep } from '../../edition.ts'
import { app } from './app.ts'
import { choices } from './choices.ts'
import { conduct } from './conduct.ts'
import { law } from './law.ts'
import { organization } from './organization.ts'
import { policy } from './policy.ts'
import { security } from './security.ts'
import { sharing } from './sharing.ts'
import { smart } from './smart.ts'
import { storage } from './storage.ts'
import { use } from './use.ts'

export const edition20261: Edition = freezeDeep({
  id: '2026-1',
  title: 'Edition 2026-1',
  publishedAt: '2026-07-01',
  sections: [organization, app, law, policy, use, sharing, choices, storage, security, smart, conduct],
})
