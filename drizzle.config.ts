/** drizzle-kit: `npx drizzle-kit generate` writes the next migration from db/schema. */
import { defineConfig } from 'drizzle-kit'

export default defineConfig({
  dialect: 'postgresql',
  schema: './db/schema/!(columns|all).ts',
  out: './db/migrations',
})
