'use server'
/** Confirming an address. */
import { z } from 'zod'
import { action } from '../../../lib/platform/web/action.ts'
import { confirmAddress } from '../../../lib/services/address-confirmation.ts'

export const confirmAddressAction = action(
  z.strictObject({ token: z.string().max(200) }),
  confirmAddress,
  (_, { token }) => `/confirm-address/${encodeURIComponent(token)}`,
)
