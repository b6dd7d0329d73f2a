import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import sirv from 'sirv'

export type Served = { readonly address: string; readonly ended: Promise<void>; readonly end: () => void }

/** Serves a built site on this machine only; on another free port where the wanted one is taken. */
export async function serveSite(folder: string, port: number): Promise<Served> {
  const files = sirv(folder, { etag: true })
  const server = createServer((request, response) =>
    files(request, response, () => {
      response.statusCode = 404
      response.end('There is no such page.')
    }),
  )
  await listen(server, port).catch(() => listen(server, 0))
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

const listen = (server: Server, port: number) =>
  new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject)
      resolve()
    })
  })
