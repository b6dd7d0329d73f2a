import { createHash } from 'node:crypto'
import type { Settings } from '../../models/settings.ts'
import { duckDb } from '../../warehouse/duckdb/dialect.ts'
import type { Warehouse } from '../../warehouse/duckdb/warehouse.ts'
import { compile } from '../../warehouse/engine.ts'
import type { Catalog, CatalogModel } from './catalog.ts'
import { type Built, latestBuilds, rawRetries, rawVersions } from './ledger.ts'

/** A model as it would be built now. */
export type Step = CatalogModel & {
  readonly select: string
  readonly fingerprint: string
  /** Whether its rows depend on the run's one instant. */
  readonly needsAsOf: boolean
}

/** Whether a step must run, and the reason in words. */
export type Due =
  | { readonly due: false }
  | { readonly due: true; readonly why: string; readonly whole: boolean }

const digest = (text: string) => createHash('sha256').update(text).digest('hex')

/**
 * Every model with its compiled query and its fingerprint: the query's SQL, the kinds of its columns, its
 * load, and its parents' fingerprints. Words about a table are left out, so rewording rebuilds nothing.
 */
export function steps(catalog: Catalog, settings: Settings): Step[] {
  const fingerprints = new Map<string, string>()
  return catalog.models.map((entry) => {
    const select = compile(entry.model.query(settings), duckDb)
    const columns = Object.entries(entry.model.columns).map(([name, { facts }]) => `${name} ${facts.kind}`)
    const fingerprint = digest(
      JSON.stringify([
        select,
        columns,
        entry.model.load.name,
        [entry.passDigest, entry.model.pass?.uses(settings) ?? null],
        entry.reads.map((parent) => fingerprints.get(parent) ?? parent),
      ]),
    )
    fingerprints.set(entry.model.name, fingerprint)
    return { ...entry, select, fingerprint, needsAsOf: select.includes(duckDb.functions.as_of) }
  })
}

/** The state of all tables, against which steps are due; it moves on as steps are run. */
export class State {
  readonly #raw: ReadonlyMap<string, number>
  readonly #retries: ReadonlyMap<string, number>
  readonly #built: Map<string, Built>
  readonly #asOf: string

  private constructor(
    raw: ReadonlyMap<string, number>,
    retries: ReadonlyMap<string, number>,
    built: Map<string, Built>,
    asOf: string,
  ) {
    this.#raw = raw
    this.#retries = retries
    this.#built = built
    this.#asOf = asOf
  }

  static async read(warehouse: Warehouse, catalog: Catalog, asOf: string): Promise<State> {
    const raw = new Set(
      catalog.models.flatMap(({ reads }) => reads.filter((table) => table.startsWith('raw.'))),
    )
    const retries = retriesBeneath(catalog, await rawRetries(warehouse))
    return new State(await rawVersions(warehouse, [...raw]), retries, await latestBuilds(warehouse), asOf)
  }

  /** The parents of a step and the state each is in, as one text. */
  inputs(step: Step): string {
    const parents = step.reads.map(
      (parent) => `${parent}@${this.#raw.get(parent) ?? this.#built.get(parent)?.build_number}`,
    )
    const retry = this.#retries.get(step.model.name)
    return [
      ...parents,
      ...(retry === undefined ? [] : [`retry@${retry}`]),
      ...(step.needsAsOf ? [`as of ${this.#asOf}`] : []),
    ].join(' ')
  }

  due(step: Step): Due {
    const built = this.#built.get(step.model.name)
    if (!built) return { due: true, why: 'never built', whole: true }
    if (built.fingerprint !== step.fingerprint)
      return { due: true, why: 'its definition changed', whole: true }
    const inputs = this.inputs(step)
    if (built.inputs === inputs) return { due: false }
    const before = new Set(built.inputs.split(' '))
    const changed = inputs.split(' ').filter((input) => !before.has(input))
    if (changed.some((input) => input.startsWith('retry@')))
      return { due: true, why: 'rows of earlier files were accepted on retry', whole: true }
    const names = changed.map((input) => input.split('@')[0]).filter((name) => name?.includes('.'))
    return {
      due: true,
      why: names.length > 0 ? `new rows in ${names.join(', ')}` : 'a later as-of',
      whole: false,
    }
  }

  built(step: Step, buildNumber: number): void {
    this.#built.set(step.model.name, {
      build_number: buildNumber,
      fingerprint: step.fingerprint,
      inputs: this.inputs(step),
    })
  }
}

/**
 * For each model the newest retry that brought rows to a raw table beneath it. No load by what is newer than
 * before finds such rows, in whatever layer it is, so that all that rests on them is built whole once.
 */
function retriesBeneath(catalog: Catalog, raw: ReadonlyMap<string, number>): Map<string, number> {
  const retries = new Map(raw)
  for (const { model, reads } of catalog.models) {
    const beneath = reads.flatMap((parent) => retries.get(parent) ?? [])
    if (beneath.length > 0) retries.set(model.name, Math.max(...beneath))
  }
  return retries
}
