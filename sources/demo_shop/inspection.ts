import { DAY, dayIndex, HOUR, load } from './calendar.ts'
import type { Line } from './order.ts'
import type { ReturnStory } from './personas.ts'
import type { Random } from './random.ts'
import type { Shop } from './shop.ts'

export type Inspection = {
  readonly receivedAt: number
  readonly announced: number
  readonly received: number
  readonly grams: number
  readonly inspectedAt: number
  readonly grade: string
  readonly serialMatches: boolean | undefined
  readonly tags: boolean | undefined
  readonly disposition: string
  readonly disposedAt: number
  /** US cents. */
  readonly recovered: number
  /** US cents. */
  readonly processing: number
  readonly sellableAt: number | undefined
}

const GRADE_OF_TRICK: Record<ReturnStory['trick'], readonly [string[], number[]]> = {
  none: [
    ['new', 'like_new', 'used', 'damaged', 'parts_missing'],
    [46, 43, 7, 3, 1],
  ],
  worn: [
    ['new', 'like_new', 'used', 'damaged'],
    [4, 34, 58, 4],
  ],
  empty: [
    ['empty', 'parts_missing', 'damaged'],
    [86, 10, 4],
  ],
  decoy: [
    ['wrong_item', 'used', 'like_new'],
    [60, 28, 12],
  ],
  stripped: [
    ['parts_missing', 'used', 'damaged', 'like_new'],
    [52, 18, 18, 12],
  ],
  fewer: [
    ['new', 'like_new', 'used'],
    [45, 45, 10],
  ],
  other_address: [['new'], [1]],
}
const DISPOSITIONS = [
  'restock',
  'refurbish',
  'resell',
  'liquidate',
  'vendor',
  'donate',
  'recycle',
  'destroy',
] as const
/** How a site routes each grade, out of habit more than reckoning. */
const ROUTING: Record<string, readonly number[]> = {
  new: [88, 1, 5, 3, 2, 1, 0, 0],
  like_new: [62, 8, 18, 8, 2, 2, 0, 0],
  used: [6, 18, 30, 30, 2, 8, 4, 2],
  damaged: [0, 14, 4, 30, 16, 4, 20, 12],
  parts_missing: [0, 30, 6, 34, 10, 2, 14, 4],
  wrong_item: [0, 0, 6, 30, 2, 16, 22, 24],
  empty: [0, 0, 0, 0, 0, 0, 40, 60],
}
/** Share of the price that each route brings back, before wear and waiting. */
const WORTH: Record<string, number> = {
  restock: 0.95,
  refurbish: 0.66,
  resell: 0.58,
  liquidate: 0.13,
  vendor: 0.4,
  donate: 0.02,
  recycle: 0.01,
  destroy: 0,
}
const WEAR: Record<string, number> = {
  new: 1,
  like_new: 0.94,
  used: 0.7,
  damaged: 0.5,
  parts_missing: 0.55,
  wrong_item: 0.2,
  empty: 0,
}

/** What the dock finds in the box, and where it goes from there. */
export function inspect(
  { random }: Shop,
  line: Line,
  quantity: number,
  story: ReturnStory,
  arrivedAt: number,
): Inspection {
  const { product } = line
  const busy = load(dayIndex(arrivedAt))
  const inspectedAt = arrivedAt + random.skewed(1.5 * busy, 0.7) * DAY
  const received = units(quantity, story, random)
  let [grades, weights] = GRADE_OF_TRICK[story.trick]
  if (story.reason === 'damaged' || story.reason === 'defective')
    [grades, weights] =
      story.trick === 'none'
        ? [
            ['damaged', 'used', 'like_new', 'parts_missing'],
            [62, 16, 18, 4],
          ]
        : [grades, weights]
  if (line.mistake === 'wrong' && story.trick === 'none')
    [grades, weights] = [
      ['wrong_item', 'new'],
      [65, 35],
    ]
  const grade = received === 0 ? 'empty' : (grades[random.weighted(weights)] as string)
  const share =
    story.trick === 'empty'
      ? 0.1
      : story.trick === 'decoy'
        ? random.between(0.55, 1.1)
        : story.trick === 'stripped'
          ? random.between(0.75, 0.95)
          : 1
  const disposition = DISPOSITIONS[random.weighted(ROUTING[grade] as number[])] as string
  const waiting = disposition === 'refurbish' ? random.skewed(9, 0.6) : random.skewed(2.5, 0.9)
  const disposedAt = inspectedAt + waiting * DAY
  const months = (disposedAt - arrivedAt) / (30 * DAY)
  const worth = product.price * received * (WORTH[disposition] as number) * (WEAR[grade] as number)
  const sold = disposition === 'restock' || disposition === 'refurbish' || disposition === 'resell'
  return {
    receivedAt: arrivedAt,
    announced: quantity,
    received,
    grams: Math.max(
      15,
      Math.round((product.grams * Math.max(received, 0.2) * share + 90) * random.normal(1, 0.04)),
    ),
    inspectedAt,
    grade,
    serialMatches: serial(line, story, random),
    tags: tags(line, story, random),
    disposition,
    disposedAt,
    recovered: Math.max(
      0,
      Math.round(worth * (1 - product.category.decay * months) * random.between(0.88, 1.06)),
    ),
    processing: Math.round(
      random.between(260, 420) +
        (disposition === 'refurbish' ? product.price * 0.08 : 0) +
        (disposition === 'resell' ? product.price * 0.06 : 0),
    ),
    sellableAt: sold ? disposedAt + random.between(1, 30) * HOUR : undefined,
  }
}

function units(quantity: number, story: ReturnStory, random: Random): number {
  if (story.trick === 'fewer') return quantity > 1 ? random.whole(1, quantity - 1) : random.below(2)
  return random.chance(0.006) ? quantity - 1 : quantity
}

function serial(line: Line, story: ReturnStory, random: Random): boolean | undefined {
  if (!line.product.serialized || story.trick === 'empty' || random.chance(0.12)) return undefined
  return story.trick === 'decoy' ? random.chance(0.1) : !random.chance(0.012)
}

function tags(line: Line, story: ReturnStory, random: Random): boolean | undefined {
  if (line.product.size === '' || story.trick === 'empty' || random.chance(0.1)) return undefined
  return random.chance(story.trick === 'worn' ? 0.42 : 0.93)
}
