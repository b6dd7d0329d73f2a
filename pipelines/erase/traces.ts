import { createHmac, randomBytes } from 'node:crypto'
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Warehouse } from '../../warehouse/duckdb/warehouse.ts'
import { literal } from '../../warehouse/engine.ts'
import { moveWhole } from '../runner/move_whole.ts'
import type { Places } from '../runner/places.ts'
import { runsOfWords } from './words.ts'

/** What was the erased person's: an account, an order, a parcel, a claim or return, or words that name them. */
export type TraceKind = 'customer' | 'order' | 'parcel' | 'case' | 'words'

/** One of their values, as a keyed digest that cannot be led back to it. */
type Trace = {
  readonly kind: TraceKind
  readonly digest: string
  /** Of an account: the name that its records go by from now on. */
  readonly stands_in?: string
}

/**
 * By what later loads know values of erased people. The values themselves are kept nowhere. Their key never
 * changes: without the values no digest could be made anew.
 */
export class Traces {
  readonly #key: string
  readonly #found = new Map<string, Trace>()
  #fresh: Trace[] = []

  private constructor(key: string) {
    this.#key = key
  }

  static none(): Traces {
    return new Traces('')
  }

  static of({ erasures }: Pick<Places, 'erasures'>): Traces {
    const [key, file] = filesIn(erasures)
    if (!existsSync(key)) return new Traces(randomBytes(32).toString('hex'))
    const traces = new Traces(readFileSync(key, 'utf8').trim())
    const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : []
    for (const line of lines) {
      const trace = asTrace(line)
      if (trace) traces.#found.set(trace.kind + trace.digest, trace)
    }
    return traces
  }

  get areNone(): boolean {
    return this.#found.size === 0
  }

  count(kind: TraceKind): number {
    return [...this.#found.values()].filter((trace) => trace.kind === kind).length
  }

  digest(kind: TraceKind, value: string): string {
    return createHmac('sha256', this.#key).update(`${kind}:${value}`).digest('hex')
  }

  has(kind: TraceKind, value: string): boolean {
    return this.#found.has(kind + this.digest(kind, value))
  }

  /** The name that an erased account goes by. */
  standIn(customer: string): string | undefined {
    return this.#found.get(`customer${this.digest('customer', customer)}`)?.stands_in
  }

  /** Takes note of a value; it is on the disk once they are saved. */
  add(kind: TraceKind, value: string, standsIn?: string): void {
    const trace = {
      kind,
      digest: this.digest(kind, value),
      ...(standsIn === undefined ? {} : { stands_in: standsIn }),
    }
    if (this.#found.has(kind + trace.digest)) return
    this.#found.set(kind + trace.digest, trace)
    this.#fresh.push(trace)
  }

  /** The text without any words that name somebody erased; the very text where it has none. */
  withoutWords(text: string): string {
    if (this.areNone) return text
    let masked = text
    for (const run of runsOfWords(text)) {
      if (this.has('words', run.plain)) masked = masked.replaceAll(run.text, erasedWord)
    }
    return masked
  }

  save({ erasures }: Pick<Places, 'erasures'>): void {
    if (this.#fresh.length === 0) return
    mkdirSync(erasures, { recursive: true })
    const [key, file] = filesIn(erasures)
    if (!existsSync(key)) {
      writeFileSync(`${key}.new`, `${this.#key}\n`, { mode: 0o600, flush: true })
      moveWhole(`${key}.new`, key)
    }
    // A line that a crash cut short is no trace; what follows must not continue it.
    const begin = existsSync(file) && !readFileSync(file, 'utf8').endsWith('\n') ? '\n' : ''
    const descriptor = openSync(file, 'a', 0o600)
    try {
      writeFileSync(descriptor, begin + this.#fresh.map((trace) => `${JSON.stringify(trace)}\n`).join(''))
      fsyncSync(descriptor)
    } finally {
      closeSync(descriptor)
    }
    this.#fresh = []
  }

  /** Gives the connection the temporary table `erased_traces` and the macro `erased_digest(kind, value)`. */
  async show(warehouse: Warehouse): Promise<void> {
    await warehouse.setKey('erased', this.#key)
    await warehouse.run(
      `create or replace temp macro erased_digest(kind, value) as sha256(getvariable('erased_outer')
         || unhex(sha256(getvariable('erased_inner') || encode(kind || ':' || value))))`,
    )
    await warehouse.run(
      `create or replace temp table erased_traces as
       select unnest(from_json($1, '[{"kind":"VARCHAR","digest":"VARCHAR","stands_in":"VARCHAR"}]'), recursive := true)`,
      [JSON.stringify([...this.#found.values()])],
    )
  }
}

/** What stands in a text where words were that named somebody erased. */
export const erasedWord = '[erased]'

/** SQL of whether a value is one of somebody erased. */
export const isTraced = (kind: TraceKind, value: string): string =>
  `erased_digest(${literal(kind)}, ${value}) in (select digest from erased_traces where kind = ${literal(kind)})`

const filesIn = (folder: string) => [join(folder, 'key'), join(folder, 'traces.ndjson')] as const

function asTrace(line: string): Trace | undefined {
  try {
    const read: unknown = JSON.parse(line)
    return typeof read === 'object' && read !== null && 'digest' in read ? (read as Trace) : undefined
  } catch {
    return undefined
  }
}
