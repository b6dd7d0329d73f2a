import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Alert } from '../../pipelines/alerts/book.ts'

/** A webhook that takes alerts, or none while it is away. */
export async function alertReceiver() {
  const taken: Alert[] = []
  const state = { isAway: false, refused: 0 }
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    if (state.isAway) state.refused += 1
    else taken.push(JSON.parse(Buffer.concat(chunks).toString('utf8')) as Alert)
    response.writeHead(state.isAway ? 503 : 200).end()
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    taken,
    state,
    url: `http://127.0.0.1:${port}/`,
    close: () => {
      server.close()
      server.closeAllConnections()
    },
  }
}
