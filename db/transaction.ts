/** The two handles a query may get. Writes ask for `Tx`; the pool does not fit there, so a write outside a transaction does not compile. */
import type { Database } from './client.ts'

export type Tx = Parameters<Parameters<Database['transaction']>[0]>[0]
export type Reader = Tx | Database
