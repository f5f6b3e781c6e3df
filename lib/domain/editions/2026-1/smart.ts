/** Section J of edition 2026-1: what is registered with the SMART on FHIR authorization server. */
import type { Section } from '../../edition.ts'

export const smart: Section = {
  id: 'smart',
  title: 'SMART on FHIR registration',
  lead: 'What the authorization server needs to know about the app.',
  questions: [
    {
      id: 'smart.client-type',
      section: 'smart',
      type: 'choice',
      prompt: 'Which type of client is the app?',
      meaning:
        'Choose by one question: can the app keep a secret? An app on a phone or in a browser cannot; a server can.',
      why: 'A secret that ships inside an app is no secret.',
      required: true,
      row: null,
      privacy: false,
      options: [
        { code: 'public', label: 'Public', meaning: 'Cannot keep a secret. Uses PKCE alone.' },
        {
          code: 'confidential-symmetric',
          label: 'Confidential, with a client secret',
          meaning: 'A server of yours holds the secret.',
        },
        {
          code: 'confidential-asymmetric',
          label: 'Confidential, with a private key',
          meaning: 'Your server signs with private_key_jwt; the payer only sees your public keys.',
        },
      ],
      fields: [
        {
          id: 'jwksUri',
          label: 'Address of your public keys (JWKS)',
          kind: 'url',
          required: true,
          hint: 'An https address that anybody can open. Only public keys.',
          showIf: { question: 'smart.client-type', any: ['confidential-asymmetric'] },
        },
      ],
    },
    {
      id: 'smart.urls',
      section: 'smart',
      type: 'composite',
      prompt: 'To which addresses may members be sent back?',
      meaning: 'A redirect address is compared letter by letter, so write each one in full.',
      why: 'An address that somebody else controls would hand them the member’s data.',
      required: true,
      row: null,
      privacy: false,
      fields: [
        {
          id: 'redirectUris',
          label: 'Redirect addresses',
          kind: 'redirect_uri_list',
          required: true,
          max: 20,
          hint: 'One per line, like https://app.example.com/callback',
        },
        {
          id: 'launchUrl',
          label: 'Launch address',
          kind: 'url',
          required: false,
          hint: 'Only if the app can be started from a portal.',
        },
      ],
    },
    {
      id: 'smart.scopes',
      section: 'smart',
      type: 'list',
      prompt: 'Which scopes does the app need, and why each one?',
      meaning:
        'A scope names one kind of data and what may be done with it, like patient/Coverage.rs to read and search coverage.',
      why: 'Asking for less is safer for members and quicker to review.',
      required: true,
      max: 50,
      row: 'data',
      privacy: false,
      fields: [
        { id: 'scope', label: 'Scope', kind: 'text', required: true, max: 200 },
        { id: 'reason', label: 'Reason', kind: 'text', required: true, max: 500 },
      ],
    },
    {
      id: 'smart.offline',
      section: 'smart',
      type: 'choice',
      prompt: 'Does the app need data when the member is not using it?',
      meaning: 'Access at any time needs the scope offline_access, which gives the app a refresh token.',
      why: 'Members are told when an app can look without them.',
      required: true,
      row: 'control',
      privacy: false,
      options: [
        { code: 'no', label: 'No' },
        { code: 'online', label: 'While the member is signed in (online_access)' },
        { code: 'yes-any-time', label: 'Yes, at any time (offline_access)' },
      ],
      fields: [
        {
          id: 'why',
          label: 'Reason',
          kind: 'text',
          required: true,
          max: 500,
          showIf: { question: 'smart.offline', any: ['yes-any-time'] },
        },
        {
          id: 'months',
          label: 'Longest time wanted, in months',
          kind: 'number',
          required: true,
          min: 1,
          max: 120,
          showIf: { question: 'smart.offline', any: ['yes-any-time'] },
        },
      ],
    },
  ],
}
