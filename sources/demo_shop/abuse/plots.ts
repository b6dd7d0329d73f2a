import { DAYS } from '../calendar.ts'
import type { Keys, People } from '../people.ts'
import type { Persona } from '../personas.ts'
import type { Random } from '../random.ts'
import { ACCOUNT_HOPPER } from './account_hopper.ts'
import { DENYING_RINGS, RETURNING_RINGS } from './refund_ring.ts'

/** An account somebody means to open for a purpose; `account` is set when it is open. */
export type Plot = {
  readonly persona: Persona
  readonly keys: Keys
  readonly emailVariant: number
  readonly ring: string
  account: number | undefined
}

const ORDERS_PER_HOPPER = 7500
const ORDERS_PER_RING = 13_000
const GMAIL_VARIANTS = 6

/** The orders that account hoppers and refund rings will place, by day. */
export function layPlots(orders: number, people: People, random: Random): Map<number, Plot[]> {
  const byDay = new Map<number, Plot[]>()
  const order = (day: number, plot: Plot) => {
    if (day >= DAYS) return
    const plots = byDay.get(day)
    if (plots === undefined) byDay.set(day, [plot])
    else plots.push(plot)
  }
  const hoppers = Math.floor(orders / ORDERS_PER_HOPPER + random.next())
  for (let i = 0; i < hoppers; i++) hop(`H${i + 1}`, people.newKeys(), people, random, order)
  const rings = Math.floor(orders / ORDERS_PER_RING + random.next())
  for (let i = 0; i < rings; i++) {
    const service = random.pick(i % 2 === 0 ? DENYING_RINGS : RETURNING_RINGS)
    gather(`R${i + 1}`, service, people, random, order)
  }
  return byDay
}

function hop(
  ring: string,
  first: Keys,
  people: People,
  random: Random,
  order: (day: number, plot: Plot) => void,
): void {
  let day = random.whole(0, 200)
  const accounts = random.whole(3, 6)
  for (let i = 0; i < accounts; i++) {
    const keys = people.newKeys()
    const mailbox = random.chance(0.55)
    if (random.chance(0.85)) keys.address = first.address
    if (random.chance(0.65)) keys.device = first.device
    if (random.chance(0.4)) keys.payment = first.payment
    if (random.chance(0.35)) keys.phone = first.phone
    if (random.chance(0.6)) keys.last = first.last
    if (mailbox) {
      keys.email = first.email
      keys.first = first.first
      keys.last = first.last
    }
    const plot: Plot = {
      persona: ACCOUNT_HOPPER,
      keys,
      emailVariant: mailbox && i > 0 ? 1 + (i % GMAIL_VARIANTS) : 0,
      ring,
      account: undefined,
    }
    order(day, plot)
    if (random.chance(0.5)) order(day + random.whole(4, 25), plot)
    day += random.whole(14, 60)
  }
}

function gather(
  ring: string,
  persona: Persona,
  people: People,
  random: Random,
  order: (day: number, plot: Plot) => void,
): void {
  const members = random.whole(5, 10)
  const from = random.whole(10, 300)
  const days = random.whole(15, 70)
  const devices = Array.from({ length: Math.ceil(members / 3) }, () => random.below(4294967296))
  const doors = Array.from({ length: Math.ceil(members / 2) }, () => random.below(4294967296))
  const cards = Array.from({ length: Math.ceil(members / 2) }, () => random.below(4294967296))
  for (let i = 0; i < members; i++) {
    const keys = people.newKeys()
    if (random.chance(0.6)) keys.device = random.pick(devices)
    if (random.chance(0.4)) keys.address = random.pick(doors)
    if (random.chance(0.3)) keys.payment = random.pick(cards)
    const plot: Plot = { persona, keys, emailVariant: 0, ring, account: undefined }
    const day = from + random.below(days)
    order(day, plot)
    if (random.chance(0.35)) order(day + random.whole(2, 20), plot)
  }
}
