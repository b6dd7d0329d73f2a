import type { FastifyReply } from 'fastify'
import { sessionSeconds } from './sessions.ts'
import { randomBits } from './token.ts'

export const sessionCookie = 'recoup_session'
export const csrfCookie = 'recoup_csrf'

/** Sets the cookies; over https alone where browsers come by it. */
export class Cookies {
  readonly #secure: boolean

  constructor({ https }: { readonly https: boolean }) {
    this.#secure = https
  }

  beginSession(reply: FastifyReply, id: string): void {
    reply.setCookie(sessionCookie, id, { ...this.#own, httpOnly: true, maxAge: sessionSeconds })
  }

  endSession(reply: FastifyReply): void {
    reply.clearCookie(sessionCookie, { ...this.#own, httpOnly: true })
  }

  /** What a page of this server gives back with each change; gives the one that the browser has, or a new one. */
  csrf(reply: FastifyReply): string {
    const had = reply.request.cookies[csrfCookie]
    if (had && /^[\w-]{43}$/.test(had)) return had
    const fresh = randomBits()
    reply.setCookie(csrfCookie, fresh, this.#own)
    return fresh
  }

  /** Tells the pages something that is no secret, for as long as the browser is open. */
  tell(reply: FastifyReply, name: string, value: string): void {
    if (reply.request.cookies[name] !== value) reply.setCookie(name, value, this.#own)
  }

  get #own() {
    return { path: '/', sameSite: 'strict', secure: this.#secure } as const
  }
}
