/**
 * The only grounds on which an app is denied, suspended or removed: objective security criteria (42 CFR 422.119(e),
 * 431.60(e)), versioned, the same for everybody. No privacy answer is among them.
 */

export type SecurityCriterion = {
  /** Permanent code. */
  code: string
  title: string
  /** What it covers, in words a developer understands. */
  meaning: string
  /** What to put right. */
  wayBack: string
}

export const SECURITY_CRITERIA_VERSION = '2026-1'

export const SECURITY_CRITERIA: readonly SecurityCriterion[] = [
  {
    code: 'identity_not_proven',
    title: 'Identity or control not proven',
    meaning: 'We could not confirm who the organization is, or that it controls the redirect address or its domain.',
    wayBack: 'Send proof of who you are and that the domain is yours.',
  },
  {
    code: 'impersonation',
    title: 'Impersonation',
    meaning: 'The app or the organization passes itself off as somebody else.',
    wayBack: 'Change the name, the logo and the addresses so that nobody takes you for another.',
  },
  {
    code: 'expectation_missed',
    title: 'A required security expectation is missing',
    meaning:
      'Data is not safe on the way or where it rests, or sign-in details are kept on the device in an unsafe way.',
    wayBack: 'Close the gap, and tell us how.',
  },
  {
    code: 'malicious_traffic',
    title: 'Active malicious traffic',
    meaning: 'Calls from the app are the source of an attack, such as password guessing or credential stuffing.',
    wayBack: 'Find and stop the cause, and tell us what it was.',
  },
  {
    code: 'breach_unresolved',
    title: 'An unresolved breach that touches our tokens',
    meaning: 'A breach may have given others the tokens or secrets that open our APIs, and it is not closed yet.',
    wayBack: 'Close the breach, replace every secret and token, and tell us when and how.',
  },
  {
    code: 'credentials_leaked',
    title: 'Credentials shared or leaked and not replaced',
    meaning: 'Secrets of the client are known to others and were not replaced.',
    wayBack: 'Replace the secrets, and keep them where only your server can read them.',
  },
]

/** @returns the criterion with that code, or undefined */
export function securityCriterion(code: string): SecurityCriterion | undefined {
  return SECURITY_CRITERIA.find((criterion) => criterion.code === code)
}

/**
 * Published rules of use, which act without a judgement of the app: each with the notice that the public page "At risk"
 * promises. A reviewer cannot pick one; only the portal and the acts of an at-risk case do.
 */
export const RULES_OF_USE: readonly SecurityCriterion[] = [
  {
    code: 'inactive',
    title: 'Not in use',
    meaning: 'Nobody signed in through the app, it made no successful call, and nobody answered our mails.',
    wayBack: 'Tell us that the app is still in use, and the client works again. Once it is removed, start at step 1.',
  },
]

/** What a client was stopped for, as developers and staff read it: a security criterion or a rule of use. */
export function groundOf(code: string): SecurityCriterion | undefined {
  return securityCriterion(code) ?? RULES_OF_USE.find((rule) => rule.code === code)
}

/** How to come back after a denial. */
export const wayToApply = ({ wayBack }: SecurityCriterion): string => `${wayBack} Then apply again.`

/** How to come back after a suspension. A rule of use says all of it itself. */
export const wayToReturn = (ground: SecurityCriterion): string =>
  RULES_OF_USE.includes(ground)
    ? ground.wayBack
    : `${ground.wayBack} Then a second person of our team looks at it and lets the client work again.`
