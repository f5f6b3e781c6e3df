/** The web pages of the mail catcher. */
import type { CaughtMail } from './mail-box.ts'
import { escapeHtml, htmlPage } from './page.ts'

const shownTime = (date: string) => `<time datetime="${escapeHtml(date)}">${escapeHtml(date.replace('T', ' '))}</time>`

/** All mails, newest first. */
export function listPage(mails: CaughtMail[]): string {
  const rows = mails.map(
    (mail) =>
      `<tr><td>${shownTime(mail.date)}</td><td>${escapeHtml(mail.to)}</td><td><a href="/messages/${escapeHtml(mail.id)}">${escapeHtml(mail.subject || '(no subject)')}</a></td></tr>`,
  )
  const table = `<table><thead><tr><th scope="col">When (UTC)</th><th scope="col">To</th><th scope="col">Subject</th></tr></thead><tbody>${rows.join('')}</tbody></table>`
  return htmlPage(
    'Caught mail',
    `<h1>Caught mail</h1><p>Every mail that the portal sends ends here; none leaves this machine. Sign-in codes and invitations are here too. <a href="/">Reload</a> to see new ones.</p>
<p class="muted">To try delivery troubles: mail to an address at <code>refused.test</code> is refused (550), at <code>deferred.test</code> is put off (451).</p>${mails.length > 0 ? table : '<p>No mail yet.</p>'}`,
  )
}

/**
 * One mail. Its HTML stands in a frame without scripts, forms or an origin of its own; only its links work, and those
 * open a new page. @param said what became of a reply
 */
export function mailPage(mail: CaughtMail, said = ''): string {
  const facts = [
    ['From', mail.from],
    ['To', mail.to],
    ['When (UTC)', mail.date],
  ].map(([name, value]) => `<dt>${name}</dt><dd>${escapeHtml(value)}</dd>`)
  const drawn = mail.html
    ? `<h2>As drawn</h2><iframe title="The mail as its reader sees it" sandbox="allow-popups allow-popups-to-escape-sandbox" srcdoc="${escapeHtml(`<base target="_blank">${mail.html}`)}"></iframe>`
    : ''
  const headers = Object.entries(mail.headers).map(([name, value]) => `${name}: ${value}`)
  return htmlPage(
    mail.subject || '(no subject)',
    `<p><a href="/">All mail</a></p><h1>${escapeHtml(mail.subject || '(no subject)')}</h1><dl>${facts.join('')}</dl>${said ? `<p role="status"><strong>${escapeHtml(said)}</strong></p>` : ''}${drawn}
${replyForm(mail)}
<h2>As text</h2><pre>${escapeHtml(mail.text)}</pre><details><summary>Headers</summary><pre>${escapeHtml(headers.join('\n'))}</pre></details>`,
  )
}

/** Only a mail that names an address for answers has one. */
function replyForm(mail: CaughtMail): string {
  if (!mail.headers['reply-to']) return ''
  const reader = mail.to.split(', ')[0] ?? ''
  return `<h2>Answer it</h2><form method="post" action="/messages/${escapeHtml(mail.id)}/reply">
<p><label for="from">From</label><br><input id="from" name="from" type="email" required maxlength="254" value="${escapeHtml(reader)}" autocomplete="off"></p>
<p><label for="text">Your answer</label><br><textarea id="text" name="text" rows="4" required maxlength="5000"></textarea></p>
<p class="muted">Goes to ${escapeHtml(mail.headers['reply-to'])}. Try another sender too: the portal knows that anybody can write any address there.</p>
<button>Send the answer</button></form>`
}

export const unknownMailPage = () => htmlPage('No such mail', '<h1>No such mail</h1><p><a href="/">All mail</a></p>')
