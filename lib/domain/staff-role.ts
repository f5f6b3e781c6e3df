/** What payer staff may do follows from their groups at the identity provider, and from nothing else. */

/** Highest first. Somebody in two groups has the higher role; somebody in none has none. */
const STAFF_ROLES = ['lead', 'reviewer', 'auditor'] as const
export type StaffRoleName = (typeof STAFF_ROLES)[number]

/** @param groups as the identity provider names them @param names which group gives which role; compared exactly */
export function staffRoleOf(groups: readonly string[], names: Record<StaffRoleName, string>): StaffRoleName | null {
  return STAFF_ROLES.find((role) => groups.includes(names[role])) ?? null
}
