/** When the newest migration of this code was written, as the migrator stores it; readiness compares the two. */
import journal from './migrations/meta/_journal.json' with { type: 'json' }

/** Milliseconds since the epoch, `created_at` of the last row in `drizzle.__drizzle_migrations` once all are run. */
export const NEWEST_MIGRATION: number = Math.max(...journal.entries.map((entry) => entry.when))
