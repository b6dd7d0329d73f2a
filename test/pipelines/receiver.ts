import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'

export type Taken = { readonly headers: IncomingHttpHeaders; readonly body: string }

/** A server on this machine that keeps what is posted to it; how it answers, and whether it does, can be set. */
export async function receiver() {
  const taken: Taken[] = []
  const answer = { status: 200, location: '', hangs: false }
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    taken.push({ headers: request.headers, body: Buffer.concat(chunks).toString('utf8') })
    if (answer.hangs) return
    response.writeHead(answer.status, answer.location ? { location: answer.location } : {}).end()
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const close = () =>
    new Promise<void>((closed) => {
      server.close(() => closed())
      server.closeAllConnections()
    })
  onTestFinished(close)
  const { port } = server.address() as AddressInfo
  return {
    taken,
    answer,
    close,
    url: `http://127.0.0.1:${port}/take?token=hidden`,
    host: `127.0.0.1:${port}`,
  }
}
