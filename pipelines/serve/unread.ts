import { STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'

/** What is said to a request that could not even be read, by the fault's code. */
const said: Record<string, { readonly status: number; readonly what: string; readonly next: string }> = {
  ERR_HTTP_REQUEST_TIMEOUT: {
    status: 408,
    what: 'The request took too long to come.',
    next: 'send it whole.',
  },
  HPE_HEADER_OVERFLOW: {
    status: 431,
    what: 'The headers are too large.',
    next: 'send fewer cookies and headers.',
  },
}

const malformed = { status: 400, what: 'That is no request of HTTP.', next: 'look at what sends it.' }

/** Answers what is no request, came too slowly, or has too much of a head; the connection ends with it. */
export function unread(fault: NodeJS.ErrnoException, socket: Socket): void {
  if (fault.code === 'ECONNRESET' || socket.destroyed) return
  const { status, what, next } = said[fault.code ?? ''] ?? malformed
  const body = JSON.stringify({ what, where: 'the request', next })
  if (socket.writable)
    socket.write(
      `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\ncontent-type: application/json; charset=utf-8\r\ncontent-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`,
    )
  socket.destroySoon()
}
