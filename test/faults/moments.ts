import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import { DuckDBAppender, DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'

/** One thing that the process asked of the engine or of the file system. */
export type Moment = {
  /** Its place among all, from 0. */
  readonly place: number
  readonly what: string
  readonly milliseconds: number
}

export type Watcher = {
  readonly onBegin: (place: number) => void
  readonly onEnd: (moment: Moment) => void
}

/** Tells the watcher of every moment from now on. What the file system is asked counts within `data` only. */
export function watchMoments(data: string, { onBegin, onEnd }: Watcher): void {
  let next = 0
  const moment = <Result>(what: string, work: () => Result): Result => {
    const place = next++
    const begun = performance.now()
    const end = () => onEnd({ place, what, milliseconds: performance.now() - begun })
    onBegin(place)
    const result = work()
    if (result instanceof Promise) return result.finally(end) as Result
    end()
    return result
  }
  watchEngine(moment)
  watchFiles(data, moment)
}

type OfMoment = <Result>(what: string, work: () => Result) => Result

function watchEngine(moment: OfMoment): void {
  wrap(DuckDBInstance, 'create', (path) => `open ${path}`, moment)
  wrap(DuckDBInstance.prototype, 'closeSync', () => 'close the file', moment)
  wrap(DuckDBConnection.prototype, 'run', firstWords, moment)
  wrap(DuckDBConnection.prototype, 'stream', firstWords, moment)
  wrap(DuckDBAppender.prototype, 'appendDataChunk', () => 'append', moment)
  wrap(DuckDBAppender.prototype, 'closeSync', () => 'end of appending', moment)
}

const writing = [
  'closeSync',
  'fsyncSync',
  'linkSync',
  'mkdirSync',
  'openSync',
  'renameSync',
  'rmSync',
  'unlinkSync',
  'writeFileSync',
  'writeSync',
] as const

function watchFiles(data: string, moment: OfMoment): void {
  const open = new Set<unknown>()
  const isOurs = (file: unknown) => open.has(file) || (typeof file === 'string' && file.startsWith(data))
  for (const name of writing) {
    const real = fs[name] as (...args: unknown[]) => unknown
    const watched = (...args: unknown[]) => {
      if (!isOurs(args[0])) return real(...args)
      const result = moment(`${name} ${String(args[0]).replace(data, '')}`, () => real(...args))
      if (name === 'openSync') open.add(result)
      if (name === 'closeSync') open.delete(args[0])
      return result
    }
    Object.assign(fs, { [name]: watched })
  }
  syncBuiltinESMExports()
}

function wrap(target: object, name: string, what: (first: unknown) => string, moment: OfMoment): void {
  const methods = target as Record<string, (...args: unknown[]) => unknown>
  const real = methods[name]
  if (!real) throw new Error(`The engine has no ${name} any more, so its moments cannot be counted.`)
  methods[name] = function (this: unknown, ...args: unknown[]) {
    return moment(what(args[0]), () => real.apply(this, args))
  }
}

const firstWords = (sql: unknown): string => String(sql).replaceAll(/\s+/g, ' ').trim().slice(0, 70)
