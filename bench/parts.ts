import { join } from 'node:path'
import { benchBuilding } from './building.ts'
import { benchIdentities } from './identities.ts'
import { benchLoad } from './load.ts'
import { type MadeShop, madeShop } from './made_shop.ts'
import { type RunShop, withRunShop } from './run_shop.ts'
import { benchRuns } from './runs.ts'
import { benchScoring } from './scoring.ts'
import { benchSite } from './site.ts'
import { benchStartup } from './startup.ts'
import type { Line } from './table.ts'

export type Flags = {
  /** Orders in the made-up shop's year. */
  readonly orders: number
  /** How often each is measured; the median counts. */
  readonly rounds: number
  /** Where shops are kept between calls. */
  readonly dir: string
}

/** A part of the table, which may also be measured alone. */
export type Part = {
  readonly name: string
  readonly says: string
  readonly lines: (flags: Flags) => Promise<readonly Line[]>
}

export const shopOf = ({ dir }: Pick<Flags, 'dir'>, orders: number): Promise<MadeShop> =>
  madeShop(join(dir, `shop-${orders}`), orders)

const tenth = (orders: number) => Math.ceil(orders / 10)
const cases = 500_000

export const parts: readonly Part[] = [
  {
    name: 'load',
    says: 'Loading, against the engine’s bare readers.',
    lines: async (flags) => benchLoad(await shopOf(flags, flags.orders), flags.rounds),
  },
  {
    name: 'building',
    says: 'Building every table, against its SQL as one script.',
    lines: async (flags) => benchBuilding(await shopOf(flags, flags.orders), flags.rounds),
  },
  {
    name: 'runs',
    says: 'A first run, one with one more day, one with nothing new; and one over a tenth of the data.',
    lines: async (flags) =>
      benchRuns(await shopOf(flags, flags.orders), await shopOf(flags, tenth(flags.orders)), flags.rounds),
  },
  {
    name: 'identities',
    says: 'Linking accounts: the algorithm alone, and the whole table, on one core.',
    lines: ({ orders, rounds }) => benchIdentities(orders, rounds),
  },
  {
    name: 'scoring',
    says: 'Scoring many cases with all that explains them.',
    lines: (flags) => overRun(flags, (shop) => benchScoring(shop, cases, flags.rounds)),
  },
  {
    name: 'startup',
    says: 'How soon a command answers.',
    lines: (flags) => overRun(flags, async (shop) => benchStartup(shop, flags.rounds)),
  },
  {
    name: 'site',
    says: 'Building the pages, their size, and the review queue in a browser.',
    lines: (flags) => overRun(flags, (shop) => benchSite(shop, flags.rounds)),
  },
]

const overRun = async <T>(flags: Flags, work: (shop: RunShop) => Promise<T>): Promise<T> =>
  withRunShop(await shopOf(flags, flags.orders), work)
