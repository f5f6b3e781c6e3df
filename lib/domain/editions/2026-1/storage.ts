/** Section H of edition 2026-1: where data is kept, and for how long. */
import type { Section } from '../../edition.ts'

export const storage: Section = {
  id: 'storage',
  title: 'Where data is kept',
  lead: 'Where data lies, who can look at it from where, and when it goes.',
  questions: [
    {
      id: 'store.where',
      section: 'storage',
      type: 'multi',
      prompt: 'Where is member data kept?',
      why: 'Data on a member’s own device is theirs to look after. Elsewhere it is yours.',
      required: false,
      row: 'where',
      privacy: true,
      options: [
        { code: 'not-kept', label: 'It is not kept', alone: true },
        { code: 'device', label: 'On the member’s device' },
        { code: 'own-servers', label: 'On our own servers' },
        { code: 'cloud', label: 'At a cloud company' },
        { code: 'another-company', label: 'At another company' },
      ],
    },
    {
      id: 'store.country',
      section: 'storage',
      type: 'list',
      prompt: 'In which countries is data kept, or looked at by staff?',
      meaning: 'Include support staff and vendors who can open the data from another country.',
      why: 'Another country’s laws may apply there, and members cannot see this on their own.',
      required: false,
      max: 50,
      row: 'where',
      privacy: true,
      showIf: { not: { question: 'store.where', only: ['not-kept', 'device'] } },
      fields: [{ id: 'country', label: 'Country', kind: 'country', required: true }],
    },
    {
      id: 'store.closed-account',
      section: 'storage',
      type: 'choice',
      prompt: 'What happens to data when an account is closed or no longer used?',
      why: 'Forgotten accounts are where old data leaks.',
      required: false,
      row: 'where',
      privacy: true,
      options: [
        { code: 'deleted-at-once', label: 'It is deleted at once' },
        { code: 'deleted-after-months', label: 'It is deleted after some months' },
        { code: 'kept-until-asked', label: 'It is kept until the member asks' },
        { code: 'kept-for-good', label: 'It is kept for good' },
      ],
      fields: [
        {
          id: 'months',
          label: 'Number of months',
          kind: 'number',
          required: true,
          min: 1,
          max: 240,
          showIf: { question: 'store.closed-account', any: ['deleted-after-months'] },
        },
      ],
    },
  ],
}
