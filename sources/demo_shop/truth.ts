import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { END } from './calendar.ts'
import type { CarrierNetwork } from './carrier_network.ts'
import { csvText } from './export.ts'
import type { Ids } from './ids.ts'
import type { People } from './people.ts'

/** What really happened, for judging scores. Kept apart from the feeds, in a folder that no feed is read from. */
export class Truth {
  private readonly cases = ['case_type,case_id,is_abuse,kind,customer_id,persona\n']

  /** Records a case that opened at `at`; one that opens after the shop's year is not a case yet. */
  case(
    at: number,
    type: 'claim' | 'return',
    id: string,
    abusive: boolean,
    kind: string,
    customer: string,
    persona: string,
  ) {
    if (at < END) this.cases.push(`${type},${id},${abusive},${kind},${customer},${persona}\n`)
  }

  async write(out: string, people: People, network: CarrierNetwork, ids: Ids): Promise<void> {
    const folder = join(out, '_truth')
    await mkdir(folder, { recursive: true })
    await writeFile(join(folder, 'cases.csv'), this.cases.join(''))
    const customers = ['customer_id,persona,ring_id\n']
    for (let account = 0; account < people.count; account++) {
      customers.push(`${ids.customer(account)},${people.persona(account).name},${people.ring(account)}\n`)
    }
    await writeFile(join(folder, 'customers.csv'), customers.join(''))
    const lanes = ['carrier,facility,route,postal_code,loss_rate,theft_rate,is_troubled\n']
    for (const lane of network.lanes()) {
      const { carrier, station, route, area } = lane
      const losing = network.lossRate(lane)
      const troubled = losing > 0.012 || area.theftRate > 0.01
      lanes.push(
        `${csvText(carrier.name)},${station.code},${route.code},${area.postalCode},${losing.toFixed(5)},${area.theftRate.toFixed(5)},${troubled}\n`,
      )
    }
    await writeFile(join(folder, 'lanes.csv'), lanes.join(''))
  }
}
