import { isIP } from 'node:net'
import { Client, type ClientConfig } from 'pg'
import { Problem } from '../../runner/problems.ts'
import { demandSecret, secretName } from '../secret.ts'

/** How a database is reached. */
export type Address = {
  readonly config: ClientConfig
  /** `db.example.com:5432/shop`: where it is, without user and password. */
  readonly told: string
}

/** The address of the environment. What leaves this machine is sealed, and the server must prove who it is. */
export function addressOf(connection: string, environment: NodeJS.ProcessEnv): Address {
  const text = demandSecret(connection, 'URL', environment)
  try {
    const connectionString = sealed(text)
    const config = {
      connectionString,
      application_name: 'recoup',
      connectionTimeoutMillis: 15_000,
      keepAlive: true,
    }
    const { host, port, database } = new Client(config)
    return { config, told: `${host}:${port}/${database}` }
  } catch (fault) {
    throw noAddress(connection, fault)
  }
}

/** Where the address leads, or what it lacks. */
export function addressTold(connection: string, environment: NodeJS.ProcessEnv): string {
  try {
    return addressOf(connection, environment).told
  } catch (fault) {
    return fault instanceof Problem ? fault.where : secretName(connection, 'URL')
  }
}

/** The client’s own words for the address, with the modes that it would read as `verify-full` written so. */
function sealed(text: string): string {
  if (!/^postgres(ql)?:\/\//i.test(text)) throw new Error('It does not begin with postgres://.')
  // The user, the password and the host may hold what no other kind of address may.
  const [, before = '', after = ''] = /^([^?]*)[?]?(.*)$/s.exec(text) ?? []
  const parameters = new URLSearchParams(after)
  const mode = parameters.get('sslmode')
  if (mode !== null && !modes.includes(mode)) throw new Error(`Its sslmode is none of ${modes.join(', ')}.`)
  const isPlain = mode === 'disable' || (mode === null && isHere(parameters.get('host') ?? hostOf(before)))
  if (mode !== 'no-verify') parameters.set('sslmode', isPlain ? 'disable' : 'verify-full')
  return `${before}?${parameters}`
}

const modes = ['disable', 'prefer', 'require', 'verify-ca', 'verify-full', 'no-verify']

const hostOf = (address: string): string =>
  /^[^/]*\/\/(?:[^/]*@)?(\[[^\]]*\]|[^:/]*)/.exec(address)?.[1]?.replace(/^\[|\]$/g, '') ?? ''

/** Whether a host is this machine, by its name or a socket’s folder. */
function isHere(host: string): boolean {
  const name = decodeURIComponent(host)
  return (
    name === '' ||
    name === 'localhost' ||
    name.startsWith('/') ||
    (isIP(name) !== 0 && /^(127\.|::1$)/.test(name))
  )
}

/** What the address holds stands in no message: only what this file itself says is passed on. */
function noAddress(connection: string, fault: unknown): Problem {
  const own = fault instanceof Error && /^It(s| does)/.test(fault.message) ? ` ${fault.message}` : ''
  const name = secretName(connection, 'URL')
  const { code, path } = fault as NodeJS.ErrnoException
  if (code && path)
    return new Problem(`A certificate that ${name} names cannot be read (${code}).`, {
      where: path,
      next: `let this user read the file, or name another one in ${name}.`,
    })
  return new Problem(`The address of the connection ${connection} is none of a PostgreSQL database.${own}`, {
    where: name,
    next: 'give it as postgres://user:password@host:5432/database, with %40 for an @ in the password.',
  })
}
