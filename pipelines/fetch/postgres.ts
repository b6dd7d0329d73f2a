import { createWriteStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import type { Client } from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import type { PostgresSettings } from '../../models/settings/connections.ts'
import { many } from '../runner/said.ts'
import type { Checked, Checking, Connection, Fetched, Fetching } from './connection.ts'
import { type Address, addressOf, addressTold } from './postgres/address.ts'
import { asDatabaseProblem } from './postgres/faults.ts'
import { RisingColumn, type UpTo } from './postgres/rising_column.ts'
import { inSnapshot } from './postgres/session.ts'

/** The rows of a query on a PostgreSQL database, as CSV. */
export class PostgresConnection implements Connection {
  readonly name: string
  readonly #settings: PostgresSettings
  readonly #environment: NodeJS.ProcessEnv
  readonly #query: string

  constructor(name: string, settings: PostgresSettings, environment: NodeJS.ProcessEnv) {
    this.name = name
    this.#settings = settings
    this.#environment = environment
    // On lines of its own, so that a comment at its end ends there.
    this.#query = `(\n${settings.query.trim().replace(/;$/, '')}\n) as fetched`
  }

  get folder(): string {
    return this.#settings.feed
  }

  get where(): string {
    return addressTold(this.name, this.#environment)
  }

  get asks(): string {
    const { feed, query, cursor } = this.#settings
    return JSON.stringify([this.where, feed, query, cursor])
  }

  async *fetch({ cursor, draft, stop, tell }: Fetching): AsyncGenerator<Fetched> {
    yield await this.#ask(stop, async (client) => {
      const { rising } = await this.#described(client)
      const since = rising && isUpTo(cursor) ? rising.since(cursor) : 'true'
      const upTo = rising ? await this.#upTo(client, rising, since) : null
      const file = draft('.csv')
      const rows = await copy(client, `select * from ${this.#query} where ${since}`, file, tell)
      return {
        ...(rows > 0 ? { file: { draft: file, rows } } : {}),
        cursor: upTo === null ? cursor : ({ upTo } satisfies UpTo),
      }
    })
  }

  check({ cursor, draft, stop, mostRows }: Checking): Promise<Checked> {
    return this.#ask(stop, async (client) => {
      const { columns, rising } = await this.#described(client)
      const since = rising && isUpTo(cursor) ? rising.since(cursor) : 'true'
      const { rows: counted } = await client.query<{ rows: string }>(
        `select count(*) as rows from ${this.#query} where ${since}`,
      )
      const file = draft('.csv')
      const some = `select * from ${this.#query} where ${since} limit ${mostRows}`
      const rows = await copy(client, some, file)
      return {
        found: [
          `The database lets the user in, at ${this.where}.`,
          `The query runs, and gives ${many(columns.length, 'column')}: ${columns.join(', ')}.`,
          `A fetch would bring ${many(Number(counted[0]?.rows), 'row')}${this.#fromWhen(cursor)}.`,
        ],
        sample: { draft: file, rows },
      }
    })
  }

  #fromWhen(cursor: unknown): string {
    const column = this.#settings.cursor
    if (!column) return ', all that the query gives, as it has no cursor'
    return isUpTo(cursor)
      ? `: those whose ${column} is from a little before ${cursor.upTo} on`
      : ', all that the query gives, as none were fetched yet'
  }

  /** What the query gives. With a value bound it is read as one statement, so that no other can hide in it. */
  async #described(client: Client): Promise<{ columns: string[]; rising: RisingColumn | null }> {
    const { fields } = await client.query(`select * from ${this.#query} limit $1`, [0])
    const { cursor } = this.#settings
    return {
      columns: fields.map(({ name }) => name),
      rising: cursor ? new RisingColumn(cursor, fields, this.#settings) : null,
    }
  }

  async #upTo(client: Client, rising: RisingColumn, since: string): Promise<string | null> {
    const { rows } = await client.query<{ up_to: string | null }>(
      `select ${rising.upTo} as up_to from ${this.#query} where ${since}`,
    )
    return rows[0]?.up_to ?? null
  }

  async #ask<T>(stop: AbortSignal, work: (client: Client) => Promise<T>): Promise<T> {
    const address = addressOf(this.name, this.#environment)
    try {
      return await inSnapshot(address, { stop, mostMinutes: this.#settings.mostMinutes }, work)
    } catch (fault) {
      throw asDatabaseProblem(fault, this.name, this.#toldOf(address))
    }
  }

  #toldOf({ told }: Address): string {
    return `${this.name}, at ${told}`
  }
}

const isUpTo = (cursor: unknown): cursor is UpTo =>
  typeof cursor === 'object' && cursor !== null && 'upTo' in cursor

/** Writes the rows of a select to a file, a piece at a time; counts them. */
async function copy(
  client: Client,
  select: string,
  file: string,
  tell: (howFar: string) => void = () => undefined,
): Promise<number> {
  let bytes = 0
  async function* told(chunks: AsyncIterable<Buffer>) {
    for await (const chunk of chunks) {
      bytes += chunk.length
      tell(`${Math.floor(bytes / 1_000_000)} MB`)
      yield chunk
    }
  }
  const rows = client.query(copyTo(`copy (${select}) to stdout (format csv, header)`))
  await pipeline(rows, told, createWriteStream(file))
  // Only with the answer to what follows it is the database’s own count there.
  await client.query('select')
  return rows.rowCount
}
