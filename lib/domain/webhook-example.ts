/** The receiver that the documentation shows; a test runs it. In JavaScript, with the scheme's own library. */
export const WEBHOOK_EXAMPLE = `// npm install standardwebhooks
import http from 'node:http'
import { Webhook } from 'standardwebhooks'

const webhook = new Webhook(process.env.WEBHOOK_SECRET)

const server = http.createServer(async (request, response) => {
  // The signature is over the bytes that came: verify first, parse after.
  const chunks = []
  for await (const chunk of request) chunks.push(chunk)
  const body = Buffer.concat(chunks).toString('utf8')
  try {
    const { type, timestamp, data } = webhook.verify(body, request.headers)
    // The same id may come again. Act on each id once.
    console.log(request.headers['webhook-id'], type, timestamp, data)
    response.writeHead(204).end()
  } catch {
    response.writeHead(401).end()
  }
})

server.listen(process.env.PORT ?? 8080)`
