/** Commands to copy that take a client through its first launch in a shell: they contain its own values, never a secret. */
import type { ClientType } from './client.ts'
import { OAUTH_PATHS } from './oauth-paths.ts'

export type ClientCommand = { title: string; note: string; command: string }

export type CommandFacts = {
  clientId: string
  type: ClientType
  redirectUri: string
  scopes: readonly string[]
  issuer: string
  fhirUrl: string
}

/** One word for a POSIX shell, whatever is in it. */
export function shellWord(text: string): string {
  if (/^[\w@%+=:,./-]+$/.test(text)) return text
  return `'${text.replaceAll("'", "'\\''")}'`
}

/** The address a browser opens; the challenge comes from a shell variable. */
function authorizeCommand({ clientId, redirectUri, scopes, issuer, fhirUrl }: CommandFacts): string {
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: clientId,
    redirect_uri: redirectUri,
    scope: scopes.join(' '),
    aud: fhirUrl,
    state: 'try-it-out',
    code_challenge_method: 'S256',
  })
  const url = `${issuer}${OAUTH_PATHS.authorization}?${query}&code_challenge=`
  return [
    'CODE_VERIFIER=$(openssl rand -hex 32)',
    `CODE_CHALLENGE=$(printf %s "$CODE_VERIFIER" | openssl dgst -sha256 -binary | openssl base64 -A | tr '+/' '-_' | tr -d '=')`,
    `echo ${shellWord(url)}"$CODE_CHALLENGE"`,
  ].join('\n')
}

/** Makes a pair, keeps the private key in a file, and prints the public set to paste. */
const KEY_SCRIPT = `
const { generateKeyPairSync } = require("node:crypto")
const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-384" })
const pem = privateKey.export({ type: "pkcs8", format: "pem" })
require("node:fs").writeFileSync("client-key.pem", pem, { mode: 0o600, flag: "wx" })
console.log(JSON.stringify({ keys: [{ ...publicKey.export({ format: "jwk" }), kid: "key-1", alg: "ES384" }] }))`

/** Prints an assertion (RFC 7523) by that key; the seconds since 1970 come as its argument. */
const assertionScript = (clientId: string, audience: string) => `
const { createPrivateKey, randomUUID, sign } = require("node:crypto")
const part = (value) => Buffer.from(JSON.stringify(value)).toString("base64url")
const key = createPrivateKey(require("node:fs").readFileSync("client-key.pem"))
const [iss, aud] = ${JSON.stringify([clientId, audience])}
const claims = { iss, sub: iss, aud, exp: Number(process.argv[1]) + 240, jti: randomUUID() }
const text = part({ alg: "ES384", kid: "key-1", typ: "JWT" }) + "." + part(claims)
console.log(text + "." + sign("sha384", Buffer.from(text), { key, dsaEncoding: "ieee-p1363" }).toString("base64url"))`

function proofOf({ clientId, type }: CommandFacts): string[] {
  if (type === 'public') return [`  -d client_id=${clientId} \\`]
  if (type === 'confidential-symmetric') return [`  -u ${shellWord(clientId)}:"$CLIENT_SECRET" \\`]
  return [
    '  -d client_assertion_type=urn:ietf:params:oauth:client-assertion-type:jwt-bearer \\',
    '  -d client_assertion="$CLIENT_ASSERTION" \\',
  ]
}

function tokenCommand(facts: CommandFacts): string {
  const { clientId, type, redirectUri, issuer } = facts
  const script = shellWord(assertionScript(clientId, issuer + OAUTH_PATHS.token))
  const assertion = type === 'confidential-asymmetric' ? [`CLIENT_ASSERTION=$(node -e ${script} "$(date +%s)")`] : []
  return [
    ...assertion,
    `curl ${shellWord(`${issuer}${OAUTH_PATHS.token}`)} \\`,
    ...proofOf(facts),
    '  -d grant_type=authorization_code \\',
    '  -d code="$CODE" \\',
    '  -d code_verifier="$CODE_VERIFIER" \\',
    `  --data-urlencode ${shellWord(`redirect_uri=${redirectUri}`)}`,
  ].join('\n')
}

/** The steps of a SMART standalone launch, in order: four, and one for a key pair before them where the client needs one. */
export function clientCommands(facts: CommandFacts): ClientCommand[] {
  const { fhirUrl, type } = facts
  const pair = {
    title: 'Make a key pair',
    note: 'Needs Node.js. The private key stays in client-key.pem on your machine; paste what is printed under Keys, above.',
    command: `node -e ${shellWord(KEY_SCRIPT)}`,
  }
  return [
    ...(type === 'confidential-asymmetric' ? [pair] : []),
    {
      title: 'Find the sign-in addresses',
      note: 'Open to everybody. The answer names the authorization and the token endpoint.',
      command: `curl ${shellWord(`${fhirUrl}/.well-known/smart-configuration`)}`,
    },
    {
      title: 'Ask a made-up member for permission',
      note: 'Prints an address. Open it in a browser, sign in as one of the made-up members, and share. Then copy the value of code from the address the browser was sent to; it works once, for a short time.',
      command: authorizeCommand(facts),
    },
    {
      title: 'Trade the code for a token',
      note:
        type === 'confidential-symmetric'
          ? 'Put the code into CODE and the secret into CLIENT_SECRET first. The answer has access_token and patient.'
          : 'Put the code into CODE first. The answer has access_token and patient.',
      command: tokenCommand(facts),
    },
    {
      title: 'Read the member’s data',
      note: 'Put access_token into ACCESS_TOKEN and patient into PATIENT_ID first.',
      command: [
        'curl -H "Accept: application/fhir+json" \\',
        '  -H "Authorization: Bearer $ACCESS_TOKEN" \\',
        `  ${shellWord(`${fhirUrl}/ExplanationOfBenefit?patient=`)}"$PATIENT_ID"`,
      ].join('\n'),
    },
  ]
}
