import { hashOf, randomBits } from './token.ts'
import type { User } from './user.ts'

/** Seconds for which somebody stays signed in. */
export const sessionSeconds = 12 * 60 * 60

/** Most sessions that somebody has at once: with the next one the oldest ends. */
const mostOfOne = 20

type Session = {
  readonly name: string
  /** By which token it was begun: with another one it counts no longer. */
  readonly token_sha256: string
  readonly until: number
}

/**
 * Who signed in, until when. In memory alone: with the process all end, and no file holds what lets somebody in. The
 * id that a browser keeps is known here by its hash.
 */
export class Sessions {
  readonly #sessions = new Map<string, Session>()
  readonly #clock: () => Date

  constructor(clock: () => Date = () => new Date()) {
    this.#clock = clock
  }

  /** Begins one, always under an id of its own making. */
  begin({ name, token_sha256 }: User): string {
    const now = this.#clock().getTime()
    for (const [key, { until }] of this.#sessions) if (until <= now) this.#sessions.delete(key)
    const own = [...this.#sessions].filter(([, session]) => session.name === name)
    for (const [key] of own.slice(0, Math.max(0, own.length - mostOfOne + 1))) this.#sessions.delete(key)
    const id = randomBits()
    this.#sessions.set(hashOf(id), { name, token_sha256, until: now + sessionSeconds * 1000 })
    return id
  }

  find(id: string): Session | undefined {
    const session = this.#sessions.get(hashOf(id))
    return session && session.until > this.#clock().getTime() ? session : undefined
  }

  end(id: string): void {
    this.#sessions.delete(hashOf(id))
  }
}
