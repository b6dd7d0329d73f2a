import { createHash, randomUUID } from 'node:crypto'
import { rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { DuckDBConnection, DuckDBInstance, DuckDBValue, JS, Json } from '@duckdb/node-api'
import { shutIn } from './reach.ts'

export type OpenOptions = {
  /** Most memory the engine may use before it spills to disk, as DuckDB writes it: `4GB`. */
  readonly memory?: string
  readonly readOnly?: boolean
  /** Where the engine spills to; by default beside the file, or among the system's temporary files. */
  readonly spillTo?: string
  /** Folders and files that it may read and write besides its own file and what it spills; none by default. */
  readonly reach?: readonly string[]
  /** How many threads the engine works with; by default one for each processor. */
  readonly threads?: number
}

/** Values bound to `$1`, `$2` …; what comes from outside goes here and never into the SQL text. */
export type Bound = readonly DuckDBValue[]

/** One open DuckDB file. While it is open to write, no other process can read it. */
export class Warehouse {
  readonly connection: DuckDBConnection
  /** The folder that the engine spills to; it may not be there. */
  readonly spillTo: string
  readonly #instance: DuckDBInstance
  readonly #keepsNothing: boolean
  #stoppedBy: unknown
  #asking = 0

  private constructor(
    instance: DuckDBInstance,
    connection: DuckDBConnection,
    { spillTo, keepsNothing }: { spillTo: string; keepsNothing: boolean },
  ) {
    this.#instance = instance
    this.#keepsNothing = keepsNothing
    this.connection = connection
    this.spillTo = spillTo
  }

  /** Opens the file, which is made where it is missing. `:memory:` keeps nothing. */
  static async open(path: string, options: OpenOptions = {}): Promise<Warehouse> {
    const isInMemory = path === ':memory:'
    const beside = isInMemory ? join(tmpdir(), `recoup-${randomUUID()}`) : `${path}.tmp`
    const spillTo = options.spillTo ?? beside
    const keepsNothing = isInMemory && spillTo === beside
    // The engine takes a while to load, and most that imports this opens nothing yet.
    const engine = await import('@duckdb/node-api')
    const instance = await engine.DuckDBInstance.create(path, {
      autoinstall_known_extensions: 'false',
      autoload_known_extensions: 'false',
      ...(options.readOnly ? { access_mode: 'READ_ONLY' } : {}),
      ...(options.memory ? { memory_limit: options.memory } : {}),
      ...(options.threads ? { threads: String(options.threads) } : {}),
      temp_directory: spillTo,
    })
    const warehouse = new Warehouse(instance, await instance.connect(), { spillTo, keepsNothing })
    for (const setting of ["set TimeZone = 'UTC'", ...shutIn(options.reach ?? [])])
      await warehouse.run(setting)
    await warehouse.#definePseudonym(['pseudonym_0'])
    return warehouse
  }

  async run(sql: string, bound: Bound = []): Promise<void> {
    await this.#asked(() => this.connection.run(sql, [...bound]))
  }

  /** Rows as JavaScript values: big integers as `bigint`, decimals and times as DuckDB's own value objects. */
  async values(sql: string, bound: Bound = []): Promise<Record<string, JS>[]> {
    const reader = await this.#asked(() => this.connection.runAndReadAll(sql, [...bound]))
    return reader.getRowObjectsJS()
  }

  /** Rows ready for JSON: decimals, big integers and times as text. */
  async rows<Row = Record<string, Json>>(sql: string, bound: Bound = []): Promise<Row[]> {
    const reader = await this.#asked(() => this.connection.runAndReadAll(sql, [...bound]))
    return reader.getRowObjectsJson() as Row[]
  }

  /** The first column of the only row, as a number. */
  async count(sql: string, bound: Bound = []): Promise<number> {
    const reader = await this.#asked(() => this.connection.runAndReadAll(sql, [...bound]))
    return Number(reader.getRowsJS()[0]?.[0] ?? 0)
  }

  /** All of `work` or nothing of it. */
  async transaction<T>(work: () => Promise<T>): Promise<T> {
    await this.run('begin transaction')
    try {
      const result = await work()
      await this.run('commit')
      return result
    } catch (problem) {
      // Even where the work was stopped.
      await this.connection.run('rollback').catch(() => undefined)
      throw problem
    }
  }

  /** Interrupts the statement that is at work. It and all that follow throw the reason, until `resume`. */
  stop(reason: unknown): void {
    this.#stoppedBy = reason
    // The engine forgets an interruption that comes before the statement has begun.
    const interrupt = () => {
      if (this.#asking > 0) this.connection.interrupt()
      else clearInterval(again)
    }
    const again = setInterval(interrupt, 50)
    interrupt()
  }

  resume(): void {
    this.#stoppedBy = undefined
  }

  /** To be asked by long work between statements. */
  demandGoing(): void {
    if (this.#stoppedBy !== undefined) throw this.#stoppedBy
  }

  async #asked<T>(statement: () => Promise<T>): Promise<T> {
    this.demandGoing()
    this.#asking += 1
    try {
      return await statement()
    } catch (fault) {
      this.demandGoing()
      throw fault
    } finally {
      this.#asking -= 1
    }
  }

  /** Sets the run's one instant, which `as_of()` reads. */
  async setAsOf(asOf: string): Promise<void> {
    await this.run('set variable as_of = cast($1 as timestamp)', [asOf])
  }

  /** Sets the instant of the build before, which `as_of_before()` reads. */
  async setAsOfBefore(asOf: string): Promise<void> {
    await this.run('set variable as_of_before = cast($1 as timestamp)', [asOf])
  }

  /** Sets the key of pseudonyms, where there was no other before. */
  setPseudonymKey(key: string): Promise<void> {
    return this.setPseudonymKeys({ former: [], key })
  }

  /**
   * Sets the keys of pseudonyms. A pseudonym under a later key is made of that under the one before it, so that a
   * pseudonym whose value is gone can be brought along, and still equals that of the same value seen anew.
   */
  async setPseudonymKeys({ former, key }: { former: readonly string[]; key: string }): Promise<void> {
    const names = [...former, key].map((_, nth) => `pseudonym_${nth}`)
    for (const [nth, one] of [...former, key].entries()) await this.setKey(`pseudonym_${nth}`, one)
    await this.#definePseudonym(names)
  }

  async #definePseudonym(keys: readonly string[]): Promise<void> {
    const hmac = (text: string, name: string) =>
      `sha256(getvariable('${name}_outer') || unhex(sha256(getvariable('${name}_inner') || encode(${text}))))`
    await this.run(`create or replace temp macro pseudonym_of(text) as ${keys.reduce(hmac, 'text')}`)
  }

  /** Sets a key as the variables `<name>_inner` and `<name>_outer`, the padded blocks that HMAC-SHA-256 (RFC 2104) wants. */
  async setKey(name: string, key: string): Promise<void> {
    const bytes = Buffer.from(key, 'utf8')
    const block = Buffer.alloc(64)
    ;(bytes.length > 64 ? createHash('sha256').update(bytes).digest() : bytes).copy(block)
    const padded = (pad: number) => Buffer.from(block.map((byte) => byte ^ pad)).toString('hex')
    await this.run(`set variable ${name}_inner = unhex($1)`, [padded(0x36)])
    await this.run(`set variable ${name}_outer = unhex($1)`, [padded(0x5c)])
  }

  /** Another connection to the same file; it sees what was committed. The caller closes it. */
  async reader(): Promise<DuckDBConnection> {
    return this.#instance.connect()
  }

  close(): void {
    this.connection.closeSync()
    this.#instance.closeSync()
    if (this.#keepsNothing) rmSync(this.spillTo, { recursive: true, force: true })
  }
}
