/** Section K of edition 2026-1: the code of conduct, and the signature under all answers. */
import type { Section } from '../../edition.ts'

export const conduct: Section = {
  id: 'conduct',
  title: 'Code of conduct and signature',
  lead: 'The last section. Whoever signs here stands for all the answers.',
  questions: [
    {
      id: 'carin.status',
      section: 'conduct',
      type: 'choice',
      prompt: 'Where do you stand on the CARIN Code of Conduct?',
      meaning:
        'A public set of privacy promises for health apps by the CARIN Alliance. Apps that promise to keep it are listed at MyHealthApplication.com; DirectTrust accredits apps that were checked.',
      why: 'The payer uses the code as its guide.',
      required: false,
      row: 'promises',
      privacy: true,
      options: [
        { code: 'accredited', label: 'Accredited by DirectTrust (CARIN-CFA)' },
        { code: 'listed', label: 'We promised it in public and are listed at MyHealthApplication.com' },
        { code: 'follows', label: 'We follow it and are not listed' },
        { code: 'no', label: 'No' },
      ],
      fields: [
        {
          id: 'version',
          label: 'Version of the code',
          kind: 'choice',
          required: false,
          options: [
            { code: '2023', label: '2023' },
            { code: '2020', label: '2020' },
            { code: 'other', label: 'Another one' },
          ],
          showIf: { question: 'carin.status', any: ['accredited', 'listed', 'follows'] },
        },
        {
          id: 'evidenceUrl',
          label: 'Where it can be checked',
          kind: 'url',
          required: false,
          showIf: { question: 'carin.status', any: ['accredited', 'listed'] },
        },
        {
          id: 'date',
          label: 'Since',
          kind: 'date',
          required: false,
          showIf: { question: 'carin.status', any: ['accredited', 'listed', 'follows'] },
        },
      ],
    },
    {
      id: 'attest.signature',
      section: 'conduct',
      type: 'composite',
      prompt: 'Who signs these answers for the organization?',
      meaning: 'A person who may bind the organization. Members see the title and the day, not the name.',
      why: 'These answers become public statements. A false one can be a deceptive practice under federal law.',
      required: true,
      row: 'promises',
      privacy: false,
      person: true,
      fields: [
        { id: 'name', label: 'Full name', kind: 'text', required: true, max: 120, person: true },
        { id: 'title', label: 'Title', kind: 'text', required: true, max: 120 },
        { id: 'date', label: 'Today’s date', kind: 'date', required: true },
        { id: 'trueToday', label: 'The answers are true today.', kind: 'acknowledge', required: true },
        {
          id: 'membersSee',
          label: 'I know that members will see these answers, and blanks as “did not answer”.',
          kind: 'acknowledge',
          required: true,
        },
        {
          id: 'willUpdate',
          label: 'We will update the answers before anything important changes and once a year, and ask members again.',
          kind: 'acknowledge',
          required: true,
        },
      ],
    },
  ],
}
