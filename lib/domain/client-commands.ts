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

function tokenCommand({ clientId, type, redirectUri, issuer }: CommandFacts): string {
  const proof =
    type === 'confidential-symmetric' ? `-u ${shellWord(clientId)}:"$CLIENT_SECRET"` : `-d client_id=${clientId}`
  return [
    `curl ${shellWord(`${issuer}${OAUTH_PATHS.token}`)} \\`,
    `  ${proof} \\`,
    '  -d grant_type=authorization_code \\',
    '  -d code="$CODE" \\',
    '  -d code_verifier="$CODE_VERIFIER" \\',
    `  --data-urlencode ${shellWord(`redirect_uri=${redirectUri}`)}`,
  ].join('\n')
}

/** The four steps of a SMART standalone launch, in order. */
export function clientCommands(facts: CommandFacts): ClientCommand[] {
  const { fhirUrl } = facts
  return [
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
        facts.type === 'confidential-symmetric'
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
