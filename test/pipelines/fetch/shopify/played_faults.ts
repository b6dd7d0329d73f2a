import { readFileSync } from 'node:fs'
import type { ServerResponse } from 'node:http'

export const recorded = JSON.parse(
  readFileSync(new URL('../../../fixtures/shopify/connection_details.json', import.meta.url), 'utf8'),
)

/** A number is a status of HTTP. */
export type AskFault = 'throttled' | 'too many' | 'down' | 'reset' | 'html' | 'no data' | number
export type DownloadFault =
  | 'truncated'
  | 'a line short'
  | 'reset'
  | 'down'
  | 'gone'
  | 'twice'
  | 'garbage'
  | 'changed'

export const token = 'shpat_0123456789abcdef'

const bodies = {
  html: '<html>sorry</html>',
  'no data': '{"data":null}',
  throttled: JSON.stringify({
    errors: [{ message: 'Throttled', extensions: { code: 'THROTTLED' } }],
    extensions: {
      cost: {
        requestedQueryCost: 500,
        throttleStatus: { ...recorded.throttleStatus, currentlyAvailable: 100 },
      },
    },
  }),
}

/** Answers a question as a server does that has this fault. */
export function failAsked(fault: AskFault, response: ServerResponse): void {
  if (typeof fault === 'number')
    response.writeHead(fault, { location: 'http://127.0.0.1:9/elsewhere' }).end(`no, ${token}`)
  else if (fault === 'too many') response.writeHead(429, { 'retry-after': '2.0' }).end()
  else if (fault === 'down') response.writeHead(503).end('<html>')
  else if (fault === 'reset') response.destroy()
  else response.end(bodies[fault])
}

type Download = { readonly bytes: Buffer; readonly from: number; readonly etag: string }

/** Gives a file from a byte on, with the fault or without one. */
export function giveFile(
  fault: DownloadFault | undefined,
  { bytes, from, etag }: Download,
  response: ServerResponse,
): void {
  const rest = bytes.subarray(from)
  const half = rest.subarray(0, Math.floor(rest.length / 2))
  if (fault === 'down') response.writeHead(503).end()
  else if (fault === 'gone') response.writeHead(403).end()
  else if (fault === 'reset') response.destroy()
  else {
    response.writeHead(from > 0 ? 206 : 200, {
      etag: fault === 'changed' ? '"changed"' : etag,
      ...(from > 0 ? { 'content-range': `bytes ${from}-${bytes.length - 1}/${bytes.length}` } : {}),
    })
    if (fault === 'twice') response.end(Buffer.concat([rest, rest]))
    else if (fault === 'garbage') response.end(Buffer.from(rest.map((byte) => (byte === 123 ? 120 : byte))))
    // As if that were all of it.
    else if (fault === 'truncated') response.end(half)
    else if (fault === 'a line short') response.end(rest.subarray(0, rest.lastIndexOf(10, -2) + 1))
    else if (fault === 'changed') response.write(half, () => response.destroy())
    else response.end(rest)
  }
}
