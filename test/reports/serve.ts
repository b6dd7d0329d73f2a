import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import sirv from 'sirv'

export interface ServedSite {
  /** Such as http://127.0.0.1:40123, without a slash at its end. */
  readonly address: string
  close(): Promise<void>
}

/** Serves a built site on a free port of this machine, as any static host would. */
export async function serveSite(directory: string): Promise<ServedSite> {
  const files = sirv(directory, { etag: true })
  const server = createServer((request, response) => {
    files(request, response, () => {
      response.statusCode = 404
      response.end(`${request.url} is not a page of this site`)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    address: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
