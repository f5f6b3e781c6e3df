/**
 * The terms of service as the installation starts with them. Further versions are rows in the database; this text is
 * only the first one. `{payer}` and `{shortName}`, `{supportEmail}`, `{appsecEmail}` are filled from the configuration before the
 * text is stored, so that the digest is of the text that people read. Paragraphs are separated by blank lines; a line that
 * starts with `## ` is a heading.
 */

const FIRST_TERMS = {
  version: '2026-1',
  title: 'Terms of service for developers',
  body: `## 1. What this is about

These terms are between {payer} ({shortName}) and the organization that registers an app. They say what you may do with the APIs, what you owe to the members whose data you receive, and when access ends. Whoever accepts them says that they may do so for the organization.

## 2. What you may do

You may call the APIs that are listed in the catalogue, with the client that was made for your app, for the purposes you named in the questionnaire. The sandbox holds made-up people only. The provider directory is public and needs no client.

You receive a member's data only because that member allowed it, for the records, the scopes and the time that member chose. When the member stops sharing, you may not ask for more data with that permission.

## 3. What you told us and what members read

The answers you gave are yours. You answer for them being true on the day you sign and for telling us when they change. Members are shown your approved answers, and that you did not answer where you did not, before they share.

## 4. Security

All communication is encrypted. All data of the app is stored in a secure way. Sign-in details are never kept on a device in an unsecured way. Secrets of your client are known to you alone and are replaced when others may know them. You tell {appsecEmail} within 24 hours when members' data, tokens or secrets may have reached somebody they should not.

## 5. Fair use

You do not attack, overload or probe the APIs, guess passwords or codes, or use another app's client. You keep your contacts current and answer when we write.

## 6. When access stops

Access can be denied, suspended or removed only on one of the published security criteria, or by a published rule of use: no activity, malicious activity, or a significant breach. You are told the reason and the way back. You may stop at any time by writing to {supportEmail}.

## 7. The law that applies

Nothing here takes away a right that a member has by law. {shortName} must give members access to their data through apps of their choice (42 CFR 422.119, 431.60, 438.242, 457.730; 45 CFR 156.221); nothing here makes a privacy answer a condition of that access.

## 8. Changes

A new version is announced to your main contact before it applies and is accepted anew. What you accepted before is kept with its text, its date and the name of the person who accepted it.
`,
} as const

export type TermsNames = { payer: string; shortName: string; supportEmail: string; appsecEmail: string }

/** The first version with the payer's names in it. */
export function firstTerms(names: TermsNames): { version: string; title: string; body: string } {
  const body = FIRST_TERMS.body.replace(
    /\{(payer|shortName|supportEmail|appsecEmail)\}/g,
    (_, name: keyof TermsNames) => names[name],
  )
  return { version: FIRST_TERMS.version, title: FIRST_TERMS.title, body }
}
