import { Client } from 'pg'
import type { Address } from './address.ts'

export type SessionOptions = {
  readonly mostMinutes: number
  /** Aborts when the process is to end; its reason is thrown. */
  readonly stop: AbortSignal
}

/**
 * Works in one transaction that only reads, and that sees the database as it was when it began. Values are written as
 * contracts read them: times in UTC, in ISO 8601.
 */
export async function inSnapshot<T>(
  { config }: Address,
  { mostMinutes, stop }: SessionOptions,
  work: (client: Client) => Promise<T>,
): Promise<T> {
  stop.throwIfAborted()
  const client = new Client(config)
  // A connection that breaks is told by the query that waits for it, too.
  client.on('error', () => undefined)
  let process: number | undefined
  const onStop = () => void giveUp(client, config, process)
  stop.addEventListener('abort', onStop)
  try {
    await client.connect()
    const { rows } = await client.query<{ process: number }>('select pg_backend_pid() as process')
    process = rows[0]?.process
    await client.query('begin transaction isolation level repeatable read, read only')
    for (const [name, value] of settingsOf(mostMinutes))
      await client.query('select set_config($1, $2, true)', [name, value])
    return await work(client)
  } catch (fault) {
    stop.throwIfAborted()
    throw fault
  } finally {
    stop.removeEventListener('abort', onStop)
    // There is nothing to commit.
    await client.end().catch(() => undefined)
  }
}

/** They hold for the transaction alone, so that a pool of connections in between hands nothing on. */
const settingsOf = (mostMinutes: number): readonly (readonly [string, string])[] => [
  ['TimeZone', 'UTC'],
  ['DateStyle', 'ISO, YMD'],
  ['statement_timeout', String(Math.ceil(mostMinutes * 60_000))],
  ['lock_timeout', '30s'],
]

/** Asks the database to stop what it does for this client, and hangs up. */
async function giveUp(client: Client, config: Address['config'], process?: number): Promise<void> {
  const another = new Client({ ...config, connectionTimeoutMillis: 2_000, query_timeout: 2_000 })
  another.on('error', () => undefined)
  try {
    await another.connect()
    await another.query('select pg_cancel_backend($1)', [process])
  } catch {
    // Hung up on, it stops as soon as it has something to say.
  }
  void another.end().catch(() => undefined)
  client.connection.stream.destroy()
}
