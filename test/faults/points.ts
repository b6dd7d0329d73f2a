import { Random } from '../../sources/demo_shop/random.ts'
import type { Moment } from './moments.ts'

/** A death: before the moment at `at`, or so many milliseconds after it began. */
export type Kill = { readonly at: number; readonly after: number | null }

/** A shop's first run, or the run of its second day, killed once or, run again, twice. */
export type Point = { readonly day: Day; readonly kills: readonly Kill[] }

export const days = ['first', 'second'] as const
export type Day = (typeof days)[number]

/** What the runs that no one harms consist of: those of both days, and one that finds nothing new. */
export type Traces = Readonly<Record<Day | 'idle', readonly Moment[]>>

/** Kinds of moments that write a whole state, or put one in another's place. */
const decisive = [
  /^open /,
  /^close the file/,
  /^commit/,
  /^detach/,
  /^(renameSync|linkSync|rmSync)/,
  /^writeFileSync/,
  /^end of appending/,
  /^(insert into|update) ledger/,
]

/** Draws points, the same for the same seed and the same traces. Half of them kill the run that follows, too. */
export function drawPoints(seed: number, count: number, traces: Traces): Point[] {
  const random = new Random(seed, 41)
  return Array.from({ length: count }, (_, place) => {
    const day = days[place % 2] as Day
    const kills = [drawKill(random, traces[day])]
    // The run after a kill finds some of the work done, so it is at least as long as one that finds all of it done.
    if (place % 4 >= 2) kills.push(drawKill(random, random.chance(0.5) ? traces.idle : traces[day]))
    return { day, kills }
  })
}

/** By chance: any moment alike, any millisecond alike, or within a decisive moment, any kind of them alike. */
function drawKill(random: Random, trace: readonly Moment[]): Kill {
  const way = random.below(3)
  if (way === 0) return { at: random.below(trace.length), after: null }
  if (way === 1) {
    let left = random.next() * trace.reduce((sum, { milliseconds }) => sum + milliseconds, 0)
    for (const { place, milliseconds } of trace) {
      if (left < milliseconds) return within(place, left)
      left -= milliseconds
    }
  }
  const kinds = decisive
    .map((kind) => trace.filter(({ what }) => kind.test(what)))
    .filter(({ length }) => length > 0)
  const some = kinds[random.below(kinds.length)] as Moment[]
  const { place, milliseconds } = some[random.below(some.length)] as Moment
  return within(place, random.next() * milliseconds)
}

const within = (at: number, after: number): Kill => ({ at, after: Math.round(after * 1000) / 1000 })

/** A point as the command line writes it: `second:120+3.5,17`. */
export const writePoint = ({ day, kills }: Point): string =>
  `${day}:${kills.map(({ at, after }) => (after === null ? at : `${at}+${after}`)).join(',')}`

export function readPoint(text: string): Point {
  const [day, kills = ''] = text.split(':')
  const read = kills.split(',').map((kill) => {
    const [at, after] = kill.split('+').map(Number)
    return { at: at ?? Number.NaN, after: after ?? null }
  })
  const isRight =
    days.some((one) => one === day) && read.every(({ at, after }) => at >= 0 && !Number.isNaN(after))
  if (isRight) return { day: day as Day, kills: read }
  throw new Error(`\`${text}\` is no point: it is a day and moments, such as first:120 or second:120+3.5,17.`)
}
