import { userInfo } from 'node:os'
import type { FastifyRequest } from 'fastify'
import type { Settings } from '../../../models/settings.ts'
import type { Person } from '../api/contract.ts'
import { sessionCookie } from './cookies.ts'
import { isLoopback, namesLoopback, oneOf } from './machines.ts'
import { Sessions } from './sessions.ts'
import { hashOf, isSame } from './token.ts'
import { isActive, isSameName, type User } from './user.ts'
import { usersOf } from './users_file.ts'

type Given = {
  /** The file of users. */
  readonly users: string
  readonly settings: Settings['serve']
  /** Where the server listens. */
  readonly host: string
  readonly clock?: () => Date
}

/** Who may come in, and who a request is from. */
export class People {
  readonly sessions: Sessions
  readonly isProxy: (address: string | undefined) => boolean
  readonly #users: () => readonly User[]
  readonly #nameHeader: string | undefined
  readonly #hasProxy: boolean
  readonly #isOnLoopback: boolean

  constructor({ users, settings: { proxy }, host, clock }: Given) {
    this.sessions = new Sessions(clock)
    this.isProxy = oneOf(proxy?.addresses ?? [])
    this.#users = usersOf(users)
    this.#nameHeader = proxy?.nameHeader
    this.#hasProxy = proxy !== undefined
    this.#isOnLoopback = namesLoopback(host)
  }

  /** Whether everybody has to say who they are; else whoever sits at this machine is its user. */
  get mustSignIn(): boolean {
    return !this.#isOnLoopback || this.#hasProxy || this.#users().length > 0
  }

  get active(): readonly User[] {
    return this.#users().filter(isActive)
  }

  /** Whether a request may name this host. On loopback no other: what else leads here is a name made to mislead. */
  mayName({ headers, socket }: FastifyRequest): boolean {
    return !this.#isOnLoopback || namesLoopback(headers.host ?? '') || this.isProxy(socket.remoteAddress)
  }

  /** Whoever a request is from, so far as it proves it. */
  whoAsks(request: FastifyRequest): Person | null {
    if (!this.mustSignIn)
      return isLoopback(request.socket.remoteAddress)
        ? { name: userInfo().username, role: 'admin', signed_in_by: 'this_machine' }
        : null
    const { authorization } = request.headers
    // Who names a token is that person or nobody: no cookie that the browser adds makes up for it.
    if (authorization !== undefined) {
      const [, token] = /^Bearer ([\w-]{1,200})$/i.exec(authorization) ?? []
      return asPerson(token ? this.byToken(token) : undefined, 'token')
    }
    return (
      asPerson(this.#bySession(request.cookies[sessionCookie]), 'token') ??
      asPerson(this.#byProxy(request), 'proxy')
    )
  }

  /** Whether a person who was let in would be so now, as who they were. */
  isStillKnown({ name, role, signed_in_by }: Person): boolean {
    if (signed_in_by === 'this_machine') return !this.mustSignIn
    return this.active.some((user) => user.name === name && user.role === role)
  }

  /** Every user is compared with, so that the time tells nothing. */
  byToken(token: string): User | undefined {
    const hash = hashOf(token)
    const [found] = this.active.filter(({ token_sha256 }) => isSame(token_sha256, hash))
    return found
  }

  #bySession(id: string | undefined): User | undefined {
    const session = id ? this.sessions.find(id) : undefined
    return session && this.active.find(({ token_sha256 }) => token_sha256 === session.token_sha256)
  }

  #byProxy({ headers, socket }: FastifyRequest): User | undefined {
    const name = this.#nameHeader && headers[this.#nameHeader]
    if (typeof name !== 'string' || !this.isProxy(socket.remoteAddress)) return undefined
    return this.active.find((user) => isSameName(user.name, name))
  }
}

const asPerson = (user: User | undefined, signed_in_by: Person['signed_in_by']): Person | null =>
  user ? { name: user.name, role: user.role, signed_in_by } : null
