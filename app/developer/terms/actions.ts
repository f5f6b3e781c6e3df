'use server'
/** Accepting the terms, and sending them to somebody who may. */
import { z } from 'zod'
import { acceptanceInput } from '../../../lib/domain/terms.ts'
import { action } from '../../../lib/platform/web/action.ts'
import { acceptTerms } from '../../../lib/services/terms.ts'
import { sendTermsLink } from '../../../lib/services/terms-link.ts'

const page = () => '/developer/terms'

export const acceptTermsAction = action(acceptanceInput.extend({ organizationId: z.string() }), acceptTerms, page)

export const sendTermsLinkAction = action(
  z.strictObject({ organizationId: z.string(), email: z.string() }),
  sendTermsLink,
  page,
)
