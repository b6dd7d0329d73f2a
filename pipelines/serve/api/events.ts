import type { ServerResponse } from 'node:http'

/** Milliseconds after which a line is sent that says nothing, so that no proxy takes the stream for dead. */
const breathEvery = 20_000
/** Streams that one person may have open: a browser with many pages, and room. */
export const mostStreams = 20

type Stream = { readonly person: string; readonly response: ServerResponse; readonly mayStay: () => boolean }

/** Server-sent events to whoever listens. */
export class Events {
  readonly #streams = new Set<Stream>()
  readonly #breathing = setInterval(() => this.#write(': \n\n'), breathEvery)

  /**
   * Keeps the answer open and writes what happens to it.
   * @param mayStay asked before each event whether the person may still listen
   */
  add(person: string, response: ServerResponse, mayStay: () => boolean): boolean {
    if ([...this.#streams].filter((stream) => stream.person === person).length >= mostStreams) return false
    const stream = { person, response, mayStay }
    this.#streams.add(stream)
    response.on('close', () => this.#streams.delete(stream))
    response.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      // A proxy that gathers answers would keep events back.
      'x-accel-buffering': 'no',
    })
    response.write('retry: 2000\n\n')
    return true
  }

  send(event: string, told: unknown): void {
    const text = `event: ${event}\ndata: ${JSON.stringify(told)}\n\n`
    this.#write(text)
  }

  close(): void {
    clearInterval(this.#breathing)
    for (const { response } of this.#streams) response.end()
  }

  /** Somebody who may listen no longer hears nothing more. */
  #write(text: string): void {
    for (const { response, mayStay } of this.#streams) {
      if (mayStay()) response.write(text)
      else response.end()
    }
  }
}
