import { cpSync, existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { type Places, placesOf } from '../../pipelines/runner/places.ts'
import { Warehouse } from '../../warehouse/duckdb/warehouse.ts'
import { differences, differingSnapshots } from './differences.ts'
import type { MadeShop } from './made_shop.ts'
import { makeShop } from './made_shop.ts'
import type { Day, Point, Traces } from './points.ts'
import { momentsOfRun, recoupRun, recoupRunHarmed } from './recoup.ts'

/** What became of a point: nothing that differs is what is hoped for. */
export type Outcome = {
  readonly point: Point
  /** How many of its kills came before the run was over. */
  readonly killed: number
  readonly differs: readonly string[]
}

/** A shop whose runs were not harmed, against which harmed ones are held. */
export class Trials {
  /** What comes in on each day. */
  readonly inboxes: MadeShop
  readonly unharmed: Readonly<Record<Day, Places>>
  readonly traces: Traces
  readonly #folder: string
  #next = 0

  private constructor(folder: string, inboxes: MadeShop, unharmed: Record<Day, Places>, traces: Traces) {
    this.#folder = folder
    this.inboxes = inboxes
    this.unharmed = unharmed
    this.traces = traces
  }

  /** Makes the shop in an empty folder and runs both its days. */
  static async prepare(folder: string, orders: number, seed: number): Promise<Trials> {
    const shop = await makeShop(join(folder, 'shop'), orders, seed)
    const first = placesOf({ data: join(folder, 'unharmed first') }, {})
    cpSync(shop.first, first.inbox, { recursive: true })
    const firstTrace = await momentsOfRun(first.data)

    const second = placesOf({ data: join(folder, 'unharmed second') }, {})
    cpSync(first.data, second.data, { recursive: true })
    cpSync(shop.second, second.inbox, { recursive: true })
    const secondTrace = await momentsOfRun(second.data)

    const idle = join(folder, 'idle')
    cpSync(second.data, idle, { recursive: true })
    const idleTrace = await momentsOfRun(idle)
    return new Trials(
      folder,
      shop,
      { first, second },
      { first: firstTrace, second: secondTrace, idle: idleTrace },
    )
  }

  /** Tries all points, two at a time, and tells of each as soon as it was tried. */
  async tryAll(
    points: readonly Point[],
    tell: (place: number, outcome: Outcome) => void,
  ): Promise<Outcome[]> {
    const waiting = points.entries()
    const outcomes: Outcome[] = []
    const work = async () => {
      for (const [place, point] of waiting) {
        const outcome = await this.try(point)
        outcomes.push(outcome)
        tell(place, outcome)
      }
    }
    await Promise.all([work(), work()])
    return outcomes
  }

  /** Harms a shop at the point, runs it plainly, and tells what differs from the unharmed one. */
  async try(point: Point): Promise<Outcome> {
    const places = placesOf({ data: join(this.#folder, `trial ${this.#next++}`) }, {})
    const differs: string[] = []
    let killed = 0
    if (point.day === 'second') cpSync(this.unharmed.first.data, places.data, { recursive: true })
    cpSync(this.inboxes[point.day], places.inbox, { recursive: true })
    for (const { at, after } of point.kills) {
      const ended = await recoupRunHarmed({ data: places.data, at, after })
      if (ended.signal === 'SIGKILL') killed += 1
      else if (ended.code !== 0) differs.push(`the run before its kill fails: ${ended.said}`)
      differs.push(...(await this.#afterKill(point, places)))
    }
    const { code, said } = await recoupRun(places.data)
    if (code === 0) differs.push(...(await differences(this.unharmed[point.day], places)))
    else differs.push(`the plain run fails with ${code}: ${said.trim()}`)
    if (differs.length === 0) rmSync(places.data, { recursive: true })
    return { point, killed, differs }
  }

  /** A reader finds a whole snapshot, the old or the new one, and a warehouse that opens. */
  async #afterKill({ day }: Point, places: Places): Promise<string[]> {
    const told: string[] = []
    if (existsSync(places.warehouse))
      await Warehouse.open(places.warehouse, { readOnly: true })
        .then((warehouse) => warehouse.close())
        .catch((fault: Error) => told.push(`killed, its warehouse does not open to read: ${fault.message}`))
    if (!existsSync(places.snapshot)) {
      if (day === 'second') told.push('killed, it has no snapshot, although there was one before')
      return told
    }
    const candidates = day === 'second' ? [this.unharmed.first, this.unharmed.second] : [this.unharmed.first]
    const differing = await Promise.all(
      candidates.map(({ snapshot }) =>
        differingSnapshots(snapshot, places.snapshot).catch((fault: Error) => [fault.message]),
      ),
    )
    if (differing.every(({ length }) => length > 0))
      told.push(
        `killed, its snapshot is neither the old nor the new one: ${differing.map(([first]) => first)}`,
      )
    return told
  }
}
