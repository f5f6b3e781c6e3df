/** A line to PostgreSQL that can be cut at any moment, as a server or a network in between does. */
import { connect, createServer, type Socket } from 'node:net'

export type CutLine = {
  /** The same database, over this line. */
  url: string
  /** Every connection over the line ends: with a reset (ECONNRESET) or as if the other side had closed it. */
  cut: (how: 'reset' | 'close') => void
  close: () => Promise<void>
}

export async function cutLine(databaseUrl: string): Promise<CutLine> {
  const { hostname, port } = new URL(databaseUrl)
  const open = new Set<Socket>()
  const server = createServer((near) => {
    const far = connect(Number(port), hostname)
    open.add(near)
    near.on('close', () => {
      open.delete(near)
      far.destroy()
    })
    far.on('close', () => near.destroy())
    near.on('error', () => {})
    far.on('error', () => {})
    near.pipe(far)
    far.pipe(near)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the line has no port')
  return {
    url: Object.assign(new URL(databaseUrl), { hostname: '127.0.0.1', port: String(address.port) }).toString(),
    cut: (how) => {
      for (const near of open) {
        if (how === 'reset') near.resetAndDestroy()
        else near.destroy()
      }
    },
    close: () => {
      for (const near of open) near.destroy()
      return new Promise((done) => server.close(() => done()))
    },
  }
}
