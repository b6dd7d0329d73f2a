import type { CarrierNetwork } from './carrier_network.ts'
import type { Catalogue } from './catalogue.ts'
import type { Exporter } from './export.ts'
import type { Geography } from './geography.ts'
import type { Habits } from './habits.ts'
import type { Ids } from './ids.ts'
import type { People } from './people.ts'
import type { Random } from './random.ts'
import type { Truth } from './truth.ts'

/** Everything the retailer is made of. */
export type Shop = {
  readonly random: Random
  readonly habits: Habits
  readonly geography: Geography
  readonly network: CarrierNetwork
  readonly catalogue: Catalogue
  readonly people: People
  readonly exporter: Exporter
  readonly ids: Ids
  readonly truth: Truth
}
