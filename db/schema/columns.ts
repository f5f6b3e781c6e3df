/** Column shapes that every table uses alike: uuid keys made by the caller, instants with time zone read as Date. */
import { timestamp, uuid } from 'drizzle-orm/pg-core'

/** An instant. Business time always comes from the caller, never from SQL. */
export const instant = (name: string) => timestamp(name, { withTimezone: true, mode: 'date', precision: 3 })

/** A uuid made by the caller (`ctx.randomId()`). */
export const id = (name = 'id') => uuid(name)
