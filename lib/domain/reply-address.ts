/**
 * The signed plus-address of a mail of ours (`appsec+<tag>@payer.example`, RFC 5233): its tag names the mail and carries
 * a code that only we can make. Small letters and digits only, because some servers fold the local part.
 */

/** Longest local part (RFC 5321, 4.5.3.1.1). */
const LOCAL_MAX = 64
const NAME_LENGTH = 25
const CODE_LENGTH = 16
/** Hexadecimal digits of a code: 80 bits. */
const CODE_HEX = 20

const inBase36 = (hex: string, length: number) => BigInt(`0x${hex}`).toString(36).padStart(length, '0')

/** @param mailId a uuid @param codeHex hexadecimal code over it, of which 80 bits are used */
export function replyTag(mailId: string, codeHex: string): string {
  const name = inBase36(mailId.replaceAll('-', ''), NAME_LENGTH)
  return name + inBase36(codeHex.slice(0, CODE_HEX), CODE_LENGTH)
}

/** @returns the mail that a tag names, proven by nobody yet; null for a text that is no tag */
export function mailOfTag(tag: string): string | null {
  if (tag.length !== NAME_LENGTH + CODE_LENGTH || !/^[0-9a-z]+$/.test(tag)) return null
  let value = 0n
  for (const digit of tag.slice(0, NAME_LENGTH)) value = value * 36n + BigInt(Number.parseInt(digit, 36))
  const hex = value.toString(16).padStart(32, '0')
  if (hex.length > 32) return null
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

/** @returns null when the base has a plus of its own, or its local part leaves no room for a tag */
export function plusAddress(base: string, tag: string): string | null {
  const [local = '', domain = ''] = base.split('@')
  const plus = `${local}+${tag}`
  return local.includes('+') || plus.length > LOCAL_MAX ? null : `${plus}@${domain}`
}

/** More than any honest mail has. */
const TAGS_MAX = 10

/** The tags of our own plus-addresses among the recipients of a mail, each once. */
export function tagsAmong(addresses: readonly string[], base: string): string[] {
  const [local = '', domain = ''] = base.toLowerCase().split('@')
  const tags = addresses.flatMap((address) => {
    const [theirs = '', host = ''] = address.trim().toLowerCase().split('@')
    return host === domain && theirs.startsWith(`${local}+`) ? [theirs.slice(local.length + 1)] : []
  })
  return [...new Set(tags)].slice(0, TAGS_MAX)
}
