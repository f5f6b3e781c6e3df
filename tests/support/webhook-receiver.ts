/** A developer's server in the test's own process: keeps what it gets, and answers as told. */
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { Webhook } from 'standardwebhooks'

export type Received = { headers: Record<string, string>; body: string }

export type TestReceiver = {
  url: string
  received: Received[]
  /** What it answers from now on; `hang` never does. */
  answer: { status: number; headers?: Record<string, string>; body?: string } | 'hang'
  close: () => void
}

export async function testReceiver(): Promise<TestReceiver> {
  const receiver: TestReceiver = { url: '', received: [], answer: { status: 204 }, close: () => {} }
  const server = http.createServer(async (request, response) => {
    const chunks: Buffer[] = []
    try {
      for await (const chunk of request) chunks.push(chunk as Buffer)
    } catch {
      // Cut off in the middle: nothing was received.
      return
    }
    const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]))
    receiver.received.push({ headers, body: Buffer.concat(chunks).toString('utf8') })
    const { answer } = receiver
    if (answer !== 'hang') response.writeHead(answer.status, answer.headers).end(answer.body)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  receiver.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`
  receiver.close = () => {
    server.closeAllConnections()
    server.close()
  }
  return receiver
}

/** Proves a received message with the scheme's own library. @throws when no signature is by this secret */
export const verified = ({ headers, body }: Received, secret: string): unknown =>
  new Webhook(secret).verify(body, headers)
