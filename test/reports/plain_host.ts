import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import sirv from 'sirv'

export type Served = { readonly address: string; readonly ended: Promise<void>; readonly end: () => void }

/** A plain host of static files: the pages need no more to be read. */
export async function serveSite(folder: string): Promise<Served> {
  const files = sirv(folder, { etag: true })
  const server = createServer((request, response) =>
    files(request, response, () => {
      response.statusCode = 404
      response.end('There is no such page.')
    }),
  )
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const ended = new Promise<void>((resolve) => server.on('close', resolve))
  const { port: taken } = server.address() as AddressInfo
  return {
    address: `http://localhost:${taken}/`,
    ended,
    end: () => {
      server.close()
      server.closeAllConnections()
    },
  }
}
