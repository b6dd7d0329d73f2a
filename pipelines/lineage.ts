import { randomUUID } from 'node:crypto'
import { resolve } from 'node:path'
import type { Settings } from '../models/settings.ts'
import { recordsOf } from '../sources/senders/sender.ts'
import { duckDb } from '../warehouse/duckdb/dialect.ts'
import type { Table } from '../warehouse/tables.ts'
import { type Dataset, eventOf, type Job, type Transition } from './lineage/event.ts'
import { type Transport, toAddress, toFile } from './lineage/transport.ts'
import type { Catalog, CatalogModel } from './runner/catalog.ts'

/** Tells others, as OpenLineage events, what a run reads and writes while it does. */
export type Lineage = {
  /** Tells of the build of one table: that it begins, and how it ends. */
  readonly during: <T>(model: CatalogModel, build: () => Promise<T>) => Promise<T>
  /** Tells how the run ends; gives in a sentence why some events were not taken. */
  readonly end: (how: 'COMPLETE' | 'FAIL' | 'ABORT') => Promise<string | null>
}

/** Tells nobody. */
export const untold: Lineage = { during: (_, build) => build(), end: async () => null }

type Told = {
  readonly command: string
  readonly runId: string
  readonly catalog: Catalog
  readonly settings: Settings
  /** A file that is named without a folder lies there. */
  readonly data: string
}

/** The lineage of a run that begins now, which is told at once. */
export function lineageOf(told: Told, environment: NodeJS.ProcessEnv = process.env): Lineage {
  const { command, runId, catalog, settings, data } = told
  if (!settings.openLineage) return untold
  const { namespace, ...where } = settings.openLineage
  const transport: Transport =
    where.file === undefined
      ? toAddress(where.url as string, environment.RECOUP_OPENLINEAGE_KEY)
      : toFile(resolve(data, where.file))
  const say = (job: Job, transition: Transition) =>
    transport.send(eventOf(namespace, job, transition, new Date()))
  const known = datasetsOf(catalog)
  const datasets = (names: readonly string[]) => names.flatMap((name) => known.get(name) ?? [])
  const run: Job = {
    name: `recoup ${command}`,
    kind: 'RUN',
    about: `The command recoup ${command}.`,
    runId,
    inputs: [],
    outputs: [],
  }
  say(run, 'START')
  return {
    during: async ({ model, reads }, build) => {
      const { name, about } = model
      const made = { inputs: datasets(reads), outputs: datasets([name]) }
      const job: Job = { name, kind: 'MODEL', about, runId: randomUUID(), parent: run, ...made }
      say(job, 'START')
      try {
        const result = await build()
        say(job, 'COMPLETE')
        return result
      } catch (fault) {
        say(job, 'FAIL')
        throw fault
      }
    },
    end: (how) => {
      say(run, how)
      return transport.end()
    },
  }
}

function datasetsOf({ feeds, logged, senders, models }: Catalog): ReadonlyMap<string, Dataset> {
  const raws = [...feeds, ...logged, ...recordsOf(senders)]
  const tables: (Table & { about: string })[] = [
    ...raws.map(({ raw, about }) => ({ ...raw, about })),
    ...models.map(({ model }) => model),
  ]
  return new Map(
    tables.map(({ name, about, columns }) => [
      name,
      {
        name,
        about,
        columns: Object.entries(columns).map(([column, { facts }]) => ({
          name: column,
          type: duckDb.typeOf[facts.kind],
          about: facts.about,
        })),
      },
    ]),
  )
}
