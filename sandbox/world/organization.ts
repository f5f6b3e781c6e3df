/** How a company of the example world comes to the portal: an account, an organization, proven addresses, a colleague. */
import { newOrganizationInput } from '../../lib/domain/organization.ts'
import { confirmAddress } from '../../lib/services/address-confirmation.ts'
import { acceptInvitation, inviteColleague } from '../../lib/services/invitation.ts'
import { createOrganization } from '../../lib/services/organization.ts'
import type { Colleague, Company } from './companies.ts'
import type { Step, World } from './world.ts'

/** The organization of a company, once it is there. */
export type Place = { company: Company; organizationId: string }

const contactOf = ({ name, email, phone }: Colleague) => ({ name, email, phone })

/** @param days business days before today @returns the place, filled by the steps */
export function arrival(world: World, company: Company, days: number): { place: Place; steps: Step[] } {
  const place: Place = { company, organizationId: '' }
  const { owner, colleague } = company
  const { daysAgo } = world.clock
  const steps: Step[] = [
    { at: daysAgo(days, '09:05'), act: (at) => world.signIn(company, owner, at) },
    { at: daysAgo(days, '09:20'), act: (at) => found(world, place, at) },
    { at: daysAgo(days, '09:41'), act: (at) => confirmAll(world, place, at) },
    {
      at: daysAgo(days, '10:02'),
      async act(at) {
        const { organizationId } = place
        await inviteColleague(world.as(company, owner, at), { organizationId, email: colleague.email, role: 'editor' })
      },
    },
    { at: daysAgo(days, '13:17'), act: (at) => world.signIn(company, colleague, at) },
    {
      at: daysAgo(days, '13:19'),
      async act(at) {
        const token = await tokenIn(world, 'invitation', colleague.email)
        await acceptInvitation(world.as(company, colleague, at), { token })
      },
    },
  ]
  return { place, steps }
}

async function found(world: World, place: Place, at: Date): Promise<void> {
  const { company } = place
  const { owner, colleague, legalName, dba, kind, address, domain } = company
  const security = { name: `Security of ${dba || legalName}`, email: `security@${domain}`, phone: colleague.phone }
  const input = newOrganizationInput.parse({
    legalName,
    dba,
    kind,
    address,
    country: 'US',
    website: `https://www.${domain}/`,
    contacts: { primary: contactOf(owner), backup: contactOf(colleague), security },
  })
  place.organizationId = (await createOrganization(world.as(company, owner, at), input)).organizationId
}

/** Everybody who got a mail to confirm an address opens it and presses the button. */
async function confirmAll(world: World, { company }: Place, at: Date): Promise<void> {
  for (const email of await world.post.addressesOf('confirm_address', company.domain)) {
    const token = await tokenIn(world, 'confirm_address', email)
    await confirmAddress(world.context({ kind: 'anonymous' }, at, company.ip), { token })
  }
}

async function tokenIn(world: World, kind: string, email: string): Promise<string> {
  return (await world.post.find(kind, email, 'url')).split('/').at(-1) ?? ''
}
