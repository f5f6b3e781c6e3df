/** Kinds of malicious activity, as the payer's page names them; a signal and a colleague say which one was seen. */

export const ATTACKS = [
  { code: 'brute_force', title: 'Brute force' },
  { code: 'password_guessing', title: 'Password guessing' },
  { code: 'password_cracking', title: 'Password cracking' },
  { code: 'password_spraying', title: 'Password spraying' },
  { code: 'credential_stuffing', title: 'Credential stuffing' },
] as const

export type AttackCode = (typeof ATTACKS)[number]['code']

export const ATTACK_CODES = ATTACKS.map(({ code }) => code) as [AttackCode, ...AttackCode[]]

/** @returns the attack with that code, or undefined */
export const attackOf = (code: string) => ATTACKS.find((attack) => attack.code === code)
