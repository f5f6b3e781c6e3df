/** Section C of edition 2026-1: which laws protect the data once the app has it. */
import type { Section } from '../../edition.ts'

export const law: Section = {
  id: 'law',
  title: 'Law that applies',
  lead: 'Most apps that members pick are not covered by HIPAA. Say how it is for yours.',
  questions: [
    {
      id: 'legal.hipaa-role',
      section: 'law',
      type: 'choice',
      prompt: 'Does HIPAA apply to the data once the app has it?',
      meaning:
        'HIPAA binds health plans, health care providers and those who work for them. An app that a member picks for themselves is mostly not covered; then the Federal Trade Commission and state laws may apply.',
      why: 'Members must be told which law protects them, and where it stops.',
      required: false,
      row: 'who',
      privacy: true,
      options: [
        { code: 'no', label: 'No' },
        { code: 'yes', label: 'Yes, we are a covered entity or a business associate for this service' },
        { code: 'part', label: 'For part of it' },
        { code: 'not-sure', label: 'Not sure' },
      ],
    },
    {
      id: 'legal.children',
      section: 'law',
      type: 'choice',
      prompt: 'Who may use the app?',
      why: 'Children have extra rights, and parents want to know.',
      required: false,
      row: 'who',
      privacy: true,
      options: [
        { code: 'adults-only', label: 'Only adults, 18 and older' },
        { code: 'teens-too', label: 'Teens from 13 to 17 too' },
        { code: 'under-13-with-parent', label: 'Children under 13, when a parent agrees' },
        { code: 'under-13-no-parent-step', label: 'Children under 13, without a step for a parent' },
      ],
    },
  ],
}
