import { createHash } from 'node:crypto'
import type { Parent } from '../../models/loads.ts'
import type { Settings } from '../../models/settings.ts'
import { duckDb } from '../../warehouse/duckdb/dialect.ts'
import type { Warehouse } from '../../warehouse/duckdb/warehouse.ts'
import { compile } from '../../warehouse/engine.ts'
import type { Catalog, CatalogModel } from './catalog.ts'
import { type BuildEnd, type Built, latestBuilds, newestRemoval, rawRetries, rawVersions } from './ledger.ts'

/** A model as it would be built now. */
export type Step = CatalogModel & {
  readonly select: string
  /** The query that its pass walks over. */
  readonly passSelect?: string
  readonly fingerprint: string
  /** Whether its rows depend on the run's one instant. */
  readonly needsAsOf: boolean
  /** The tables that it reads, with their columns. */
  readonly parents: readonly Parent[]
  /** The same query over other tables in place of some. */
  readonly selectFrom: (inPlaceOf: ReadonlyMap<string, string>) => string
  /** Whether a table that reads it takes in only what changed in it, so that its changes are written down. */
  readonly isFollowed: boolean
}

/** What changed since a table was built. */
export type Changes = {
  /** Of each parent that changed, the version that the table took in. */
  readonly since: ReadonlyMap<string, number>
  /** The instant as of which it was built, where that has moved on. */
  readonly asOfBefore?: string | undefined
}

/** Whether a step must run, and the reason in words. */
export type Due =
  | { readonly due: false }
  | {
      readonly due: true
      readonly why: string
      /** Whether the table is made anew, as its definition or its first build asks for. */
      readonly whole: boolean
      /** Where it is known what changed; else all rows are computed again. */
      readonly changes?: Changes
    }

const digest = (text: string) => createHash('sha256').update(text).digest('hex')

/**
 * Every model with its compiled query and its fingerprint: the query's SQL, the kinds of its columns, its
 * load, and its parents' fingerprints. Words about a table are left out, so rewording rebuilds nothing.
 */
export function steps(catalog: Catalog, settings: Settings): Step[] {
  const fingerprints = new Map<string, string>()
  const columnsOf = new Map(
    [
      ...[...catalog.feeds, ...catalog.logged].map(({ raw }) => raw),
      ...catalog.models.map(({ model }) => model),
    ].map(({ name, columns }) => [name, Object.keys(columns)]),
  )
  const followed = new Set(
    catalog.models.filter(({ model }) => model.load.key.length > 0).flatMap(({ reads }) => reads),
  )
  return catalog.models.map((entry) => {
    const query = entry.model.query(settings)
    const select = compile(query, duckDb)
    const passSelect = entry.model.pass && compile(entry.model.pass.from(settings), duckDb)
    const columns = Object.entries(entry.model.columns).map(([name, { facts }]) => `${name} ${facts.kind}`)
    const fingerprint = digest(
      JSON.stringify([
        select,
        columns,
        entry.model.load.name,
        [entry.passDigest, passSelect ?? null, entry.model.pass?.uses(settings) ?? null],
        entry.reads.map((parent) => fingerprints.get(parent) ?? parent),
      ]),
    )
    fingerprints.set(entry.model.name, fingerprint)
    return {
      ...entry,
      select,
      ...(passSelect === undefined ? {} : { passSelect }),
      fingerprint,
      needsAsOf: select.includes(duckDb.functions.as_of),
      parents: entry.reads.map((table) => ({ table, columns: columnsOf.get(table) ?? [] })),
      selectFrom: (inPlaceOf) => compile(query, duckDb, inPlaceOf),
      isFollowed: followed.has(entry.model.name),
    }
  })
}

/** The state of all tables, against which steps are due; it moves on as steps are run. */
export class State {
  readonly #raw: ReadonlyMap<string, number>
  readonly #retries: ReadonlyMap<string, number>
  readonly #built: Map<string, Built>
  readonly #asOf: string
  readonly #removal: { readonly afterBuild: number; readonly why: string }

  private constructor(
    raw: ReadonlyMap<string, number>,
    retries: ReadonlyMap<string, number>,
    built: Map<string, Built>,
    asOf: string,
    removal: { readonly afterBuild: number; readonly why: string },
  ) {
    this.#removal = removal
    this.#raw = raw
    this.#retries = retries
    this.#built = built
    this.#asOf = asOf
  }

  static async read(warehouse: Warehouse, catalog: Catalog, asOf: string): Promise<State> {
    const raw = new Set(
      catalog.models.flatMap(({ reads }) => reads.filter((table) => table.startsWith('raw.'))),
    )
    return new State(
      await rawVersions(warehouse, [...raw]),
      await rawRetries(warehouse),
      await latestBuilds(warehouse),
      asOf,
      await newestRemoval(warehouse),
    )
  }

  /** The parents of a step and the version each is in, as one text. */
  inputs(step: Step): string {
    const retry = this.#retry(step)
    return [
      ...step.reads.map((parent) => `${parent}@${this.#version(parent)}`),
      ...(retry === undefined ? [] : [`retry@${retry}`]),
      ...(step.needsAsOf ? [`${asOfWord}${this.#asOf}`] : []),
    ].join(' ')
  }

  due(step: Step): Due {
    const built = this.#built.get(step.model.name)
    if (!built) return { due: true, why: 'never built', whole: true }
    if (built.fingerprint !== step.fingerprint)
      return { due: true, why: 'its definition changed', whole: true }
    if (built.afresh_at <= this.#removal.afterBuild) return { due: true, why: this.#removal.why, whole: true }
    const inputs = this.inputs(step)
    if (built.inputs === inputs) return { due: false }
    const before = readInputs(built.inputs)
    // Such rows stand under the numbers of files of long ago, where no look at what is newer finds them.
    if (before.versions.get('retry') !== this.#retry(step))
      return { due: true, why: 'rows of earlier files were accepted on retry', whole: false }
    const changed = step.reads.filter((parent) => before.versions.get(parent) !== this.#version(parent))
    const why = changed.length > 0 ? `new rows in ${changed.join(', ')}` : 'a later as-of'
    const since = new Map(changed.map((parent) => [parent, before.versions.get(parent) ?? 0]))
    const asOfBefore = step.needsAsOf && before.asOf !== this.#asOf ? before.asOf : undefined
    const isKnown =
      changed.every((parent) => this.#isLogged(parent, since.get(parent) as number)) &&
      !(asOfBefore !== undefined && asOfBefore > this.#asOf)
    return { due: true, why, whole: false, ...(isKnown ? { changes: { since, asOfBefore } } : {}) }
  }

  /** Takes note of a build: its version moves on only where rows changed. */
  built(step: Step, { buildNumber, hasChanged, isAfresh }: BuildEnd): void {
    const before = this.#built.get(step.model.name)
    this.#built.set(step.model.name, {
      version: hasChanged || !before ? buildNumber : before.version,
      afresh_at: isAfresh || !before ? buildNumber : before.afresh_at,
      fingerprint: step.fingerprint,
      inputs: this.inputs(step),
    })
  }

  /** The version of a table that every table which reads it has taken in, as far as they were built. */
  takenIn(table: string, all: readonly Step[]): number {
    const versions = all.flatMap((step) => {
      const built = step.reads.includes(table) ? this.#built.get(step.model.name) : undefined
      return built ? [readInputs(built.inputs).versions.get(table) ?? 0] : []
    })
    return versions.length > 0 ? Math.min(...versions) : 0
  }

  /** The newest retry that brought rows to a raw table that the step reads. */
  #retry(step: Step): number | undefined {
    const retries = step.reads.flatMap((parent) => this.#retries.get(parent) ?? [])
    return retries.length > 0 ? Math.max(...retries) : undefined
  }

  #version(parent: string): number {
    return this.#raw.get(parent) ?? this.#built.get(parent)?.version ?? 0
  }

  /** Whether it is written down what changed in a parent since a version of it. */
  #isLogged(parent: string, version: number): boolean {
    return (
      this.#raw.has(parent) || version >= (this.#built.get(parent)?.afresh_at ?? Number.POSITIVE_INFINITY)
    )
  }
}

const asOfWord = 'as of '

/** What `inputs` wrote, read again. */
function readInputs(inputs: string): { versions: Map<string, number>; asOf: string | undefined } {
  const [parents = '', asOf] = inputs.split(asOfWord)
  const versions = parents
    .split(' ')
    .filter((input) => input.includes('@'))
    .map((input) => input.split('@') as [string, string])
  return { versions: new Map(versions.map(([name, version]) => [name, Number(version)])), asOf }
}
