import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { promisify } from 'node:util'
import { Client } from 'pg'

const password = 'not to be told: &/@'

/** A PostgreSQL server of its own, on a free port of this machine. */
export class Database {
  readonly port: number
  readonly admin: Client
  readonly #folder: string
  readonly #server: ReturnType<typeof spawn>

  private constructor(port: number, folder: string, server: ReturnType<typeof spawn>, admin: Client) {
    this.port = port
    this.#folder = folder
    this.#server = server
    this.admin = admin
  }

  /** With a role `reader` that may log in and read what it is granted. */
  static async start(): Promise<Database> {
    const folder = mkdtempSync(join(tmpdir(), 'recoup-postgres-'))
    const [data, secret] = [join(folder, 'data'), join(folder, 'secret')]
    writeFileSync(secret, password)
    // The server refuses to be root.
    const user = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {}
    if (user.uid) for (const path of [folder, secret]) chownSync(path, user.uid, user.gid)
    const options = ['--auth=scram-sha-256', `--pwfile=${secret}`, '--username=admin', '--encoding=UTF8']
    await promisify(execFile)(program('initdb'), [...options, '--no-sync', '-D', data], {
      cwd: folder,
      ...user,
    })
    const port = await freePort()
    const set = ['listen_addresses=127.0.0.1', `port=${port}`, 'unix_socket_directories=', 'fsync=off']
    const server = spawn(program('postgres'), ['-D', data, ...set.flatMap((one) => ['-c', one])], {
      cwd: folder,
      stdio: 'ignore',
      ...user,
    })
    const admin = await connected(urlOf(port, 'admin', 'postgres'))
    await admin.query('create database shop')
    await admin.query(`create role reader login password '${password}'`)
    await admin.end()
    return new Database(port, folder, server, await connected(urlOf(port, 'admin', 'shop')))
  }

  /** The address of the database `shop`, as a connection is given it. */
  url(options: { user?: string; password?: string; database?: string } = {}): string {
    return urlOf(this.port, options.user ?? 'reader', options.database ?? 'shop', options.password)
  }

  async run(sql: string): Promise<Record<string, unknown>[]> {
    return (await this.admin.query(sql)).rows ?? []
  }

  async stop(): Promise<void> {
    await this.admin.end()
    this.#server.kill('SIGINT')
    await once(this.#server, 'exit')
    rmSync(this.#folder, { recursive: true, force: true })
  }
}

const urlOf = (port: number, user: string, database: string, secret = password): string =>
  `postgres://${user}:${encodeURIComponent(secret)}@127.0.0.1:${port}/${database}`

/** What must be found in no output. */
export const secrets = [password, encodeURIComponent(password)]

/** Where Debian puts them, one folder for each version, or where POSTGRES_BIN says. */
function program(name: string): string {
  const versions = '/usr/lib/postgresql'
  const newest = existsSync(versions)
    ? readdirSync(versions).sort((a, b) => Number(b) - Number(a))[0]
    : undefined
  return join(process.env.POSTGRES_BIN ?? join(versions, newest ?? '', 'bin'), name)
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

async function connected(connectionString: string): Promise<Client> {
  for (let tries = 0; ; tries++) {
    const client = new Client({ connectionString })
    client.on('error', () => undefined)
    try {
      return await client.connect()
    } catch (fault) {
      if (tries > 200) throw fault
      await setTimeout(50)
    }
  }
}
