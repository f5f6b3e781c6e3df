/** Reads JSON over a connection of its own: one kept from before a server's restart would be a dead one. */
import { get } from 'node:http'

export function readJson(url: string): Promise<unknown> {
  return new Promise((done, failed) => {
    get(url, { agent: false }, (answer) => {
      let text = ''
      answer.setEncoding('utf8')
      answer.on('data', (part) => {
        text += part
      })
      answer.on('end', () => done(JSON.parse(text)))
    }).on('error', failed)
  })
}
