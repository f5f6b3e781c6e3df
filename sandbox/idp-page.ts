/** The pick-a-person page of the embedded identity provider. */
import { escapeHtml, htmlPage } from './page.ts'
import type { StaffPerson } from './people.ts'

/** @param uid of the sign-in going on @param people everybody there is to pick */
export function pickPage(uid: string, people: StaffPerson[], payer: string): string {
  const choices = people.map(
    (person) =>
      `<li><button name="person" value="${escapeHtml(person.id)}"><strong>${escapeHtml(person.name)}</strong><br>${escapeHtml(person.about)}</button></li>`,
  )
  return htmlPage(
    'Who are you?',
    `<h1>Who are you?</h1><p>This stands in for the staff sign-in of ${escapeHtml(payer)}. The people are invented, and it runs on this machine only.</p>
<form method="post" action="/interaction/${escapeHtml(uid)}"><ul class="plain">${choices.join('')}</ul></form>
<form method="post" action="/interaction/${escapeHtml(uid)}/cancel"><button>Cancel and go back</button></form>`,
  )
}

/** @param form the provider's own, which the buttons belong to */
export const signOutPage = (form: string) =>
  htmlPage(
    'Sign out?',
    `<h1>Sign out of the company account, too?</h1>${form}
<p><button form="op.logoutForm" name="logout" value="yes">Yes, sign out</button></p>
<p><button form="op.logoutForm">No, stay signed in</button></p>`,
  )

export const signedOutPage = () => htmlPage('Signed out', '<h1>You are signed out of the company account</h1>')

export const faultPage = (sentence: string) =>
  htmlPage('Sign-in did not work', `<h1>Sign-in did not work</h1><p>${escapeHtml(sentence)}</p>`)
