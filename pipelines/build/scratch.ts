import type { Warehouse } from '../../warehouse/duckdb/warehouse.ts'
import { quotedWhole } from '../../warehouse/engine.ts'

/** The temporary tables of one computation. A rolled back transaction leaves nothing of them. */
export class Scratch {
  readonly #warehouse: Warehouse
  readonly #made: string[] = []

  constructor(warehouse: Warehouse) {
    this.#warehouse = warehouse
  }

  /** Makes a table of what a query gives. */
  async make(name: string, select: string): Promise<void> {
    await this.#warehouse.run(`create temp table ${quotedWhole(name)} as ${select}`)
    this.#made.push(name)
  }

  async remove(): Promise<void> {
    const drops = this.#made.splice(0).map((name) => `drop table temp.${quotedWhole(name)};`)
    if (drops.length > 0) await this.#warehouse.run(drops.join(' '))
  }
}
