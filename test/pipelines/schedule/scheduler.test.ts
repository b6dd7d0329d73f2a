import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { settingsSchema } from '../../../models/settings.ts'
import type { ToldFault } from '../../../pipelines/cli.ts'
import type { Memory } from '../../../pipelines/schedule/memory.ts'
import { type Pipeline, pipelinesOf } from '../../../pipelines/schedule/pipeline.ts'
import { Scheduler } from '../../../pipelines/schedule/scheduler.ts'

const minute = 60_000
const hour = 60 * minute

type Given = Parameters<typeof settingsSchema.parse>[0]

/** A schedule with a clock that is moved by hand, and runs that end when they are told to. */
class Rehearsal {
  now: number
  readonly begun: { readonly pipeline: string; readonly slot: string | undefined }[] = []
  /** What is on the disk. */
  kept: Memory = {}
  isDiskFull = false
  atWork = 0
  mostAtWork = 0
  readonly told: string[] = []
  readonly pipelines: readonly Pipeline[]
  #scheduler: Scheduler
  #end: (fault: ToldFault | null) => void = () => undefined

  constructor(start: string, schedule: Given) {
    this.now = Date.parse(start)
    this.pipelines = pipelinesOf(settingsSchema.parse({ schedule }))
    this.#scheduler = this.#made()
  }

  #made(): Scheduler {
    return new Scheduler({
      pipelines: this.pipelines,
      memory: this.kept,
      keep: (memory) => {
        if (this.isDiskFull) throw new Error('The disk is full.')
        this.kept = memory
      },
      start: ({ name }) => {
        this.begun.push({ pipeline: name, slot: this.kept[name]?.begun?.slot })
        this.atWork += 1
        this.mostAtWork = Math.max(this.mostAtWork, this.atWork)
        const ended = new Promise<ToldFault | null>((resolve) => {
          this.#end = (fault) => {
            this.atWork -= 1
            resolve(fault)
          }
        })
        return { process: 1, ended, stop: () => this.#end({ message: 'It was stopped.', mayPass: true }) }
      },
      clock: () => new Date(this.now),
      tell: (sentence) => void this.told.push(sentence),
      onEnd: () => undefined,
    })
  }

  /** The clock shows so much more, and ticks. */
  after(milliseconds: number): this {
    this.now += milliseconds
    this.#scheduler.tick()
    return this
  }

  /** Ticks each minute until the clock shows the time. */
  until(time: string): this {
    while (this.now < Date.parse(time)) this.after(minute)
    return this
  }

  async end(fault: ToldFault | null = null): Promise<this> {
    if (this.atWork > 0) this.#end(fault)
    await new Promise(setImmediate)
    return this
  }

  /** The process is killed, its run with it, and begun again. */
  killed(): this {
    this.atWork = 0
    this.#scheduler = this.#made()
    return this
  }

  stop = (): Promise<void> => this.#scheduler.stop()

  get slots(): (string | undefined)[] {
    return this.begun.map(({ slot }) => slot?.slice(0, 16))
  }
}

const nightly = { nightly: { cron: '0 5 * * *' } }
const passing = { message: 'The disk is full.', mayPass: true }
const lasting = { message: 'The settings have faults.', mayPass: false }

test('a schedule that was never there begins with the next slot, and runs each once', async () => {
  const rehearsal = new Rehearsal('2026-01-01T09:00:00Z', nightly).after(0)
  expect(rehearsal.slots).toEqual([])
  await rehearsal.until('2026-01-02T05:10:00Z').end()
  await rehearsal.until('2026-01-03T05:10:00Z').end()
  expect(rehearsal.slots).toEqual(['2026-01-02T05:00', '2026-01-03T05:00'])
  expect(rehearsal.kept.nightly).toMatchObject({
    begun: null,
    lastSuccess: { slot: '2026-01-03T05:00:00.000Z' },
  })
})

describe('what was missed', () => {
  test('many slots are one run on return', async () => {
    const rehearsal = new Rehearsal('2026-01-01T04:00:00Z', nightly).after(0).after(9 * 24 * hour)
    await rehearsal.end()
    await rehearsal.after(minute).end()
    expect(rehearsal.slots).toEqual(['2026-01-09T05:00'])
    await rehearsal.after(hour).end()
    expect(rehearsal.slots).toEqual(['2026-01-09T05:00', '2026-01-10T05:00'])
  })

  test('is left out where the rule says so', async () => {
    const skipping = { nightly: { cron: '0 5 * * *', catchUp: 'skip' } }
    const rehearsal = new Rehearsal('2026-01-01T04:00:00Z', skipping).after(0).after(25 * hour + 10 * minute)
    expect(rehearsal.slots).toEqual([])
    expect(rehearsal.kept.nightly?.lastEnded).toMatchObject({ outcome: 'skipped' })
    rehearsal.until('2026-01-03T05:00:00Z')
    expect(rehearsal.slots).toEqual(['2026-01-03T05:00'])
  })
})

describe('a run that fails', () => {
  test('is tried again, ever later, where the fault may pass, and then given up', async () => {
    const rehearsal = new Rehearsal('2026-01-01T04:59:00Z', nightly).after(0)
    const tries: string[] = []
    while (rehearsal.now < Date.parse('2026-01-01T08:00:00Z')) {
      const before = rehearsal.begun.length
      rehearsal.after(minute)
      if (rehearsal.begun.length > before) tries.push(new Date(rehearsal.now).toISOString().slice(11, 16))
      await rehearsal.end(passing)
    }
    expect(tries).toEqual(['05:00', '05:05', '05:15', '05:35'])
    expect(rehearsal.kept.nightly).toMatchObject({
      failures: 1,
      lastEnded: { outcome: 'failed', message: passing.message },
    })
    await rehearsal.until('2026-01-02T05:00:00Z').end()
    expect(rehearsal.kept.nightly).toMatchObject({ failures: 0, lastEnded: { outcome: 'succeeded' } })
  })

  test('is not tried again where the fault stays', async () => {
    const rehearsal = await new Rehearsal('2026-01-01T04:59:00Z', nightly).after(0).after(minute).end(lasting)
    await rehearsal.until('2026-01-01T12:00:00Z').end()
    expect(rehearsal.slots).toEqual(['2026-01-01T05:00'])
    expect(rehearsal.kept.nightly?.lastEnded).toMatchObject({ outcome: 'failed', message: lasting.message })
  })

  test('is given up however short the time to its next slot is', async () => {
    const often = { often: { cron: '* * * * *', attempts: 3, backoffMinutes: 2 } }
    const rehearsal = new Rehearsal('2026-01-01T00:00:30Z', often).after(0)
    while (rehearsal.now < Date.parse('2026-01-01T00:08:00Z')) await rehearsal.after(minute).end(passing)
    expect(rehearsal.begun).toHaveLength(4)
    expect(rehearsal.kept.often?.failures).toBe(1)
  })

  test('holds no other pipeline up', async () => {
    const both = { first: { cron: '0 5 * * *' }, second: { cron: '0 5 * * *' } }
    const rehearsal = await new Rehearsal('2026-01-01T04:59:00Z', both).after(0).after(minute).end(passing)
    await rehearsal.after(minute).end()
    await rehearsal.after(5 * minute).end()
    expect(rehearsal.begun.map(({ pipeline }) => pipeline)).toEqual(['first', 'second', 'first'])
    expect(rehearsal.mostAtWork).toBe(1)
  })
})

describe('a schedule that ends', () => {
  test('cleanly owes the run that it stopped', async () => {
    const rehearsal = new Rehearsal('2026-01-01T04:59:00Z', nightly).after(0).after(minute)
    await rehearsal.stop()
    expect(rehearsal.kept.nightly).toMatchObject({ begun: null, lastEnded: { outcome: 'stopped' } })
    await rehearsal.killed().after(hour).end()
    expect(rehearsal.slots).toEqual(['2026-01-01T05:00', '2026-01-01T05:00'])
  })

  test('by a kill in each of its tries gives the slot up', () => {
    const rehearsal = new Rehearsal('2026-01-01T04:59:00Z', nightly).after(0).after(minute)
    for (let time = 0; time < 9; time += 1) rehearsal.killed().after(minute)
    expect(rehearsal.begun).toHaveLength(4)
    expect(rehearsal.kept.nightly?.lastEnded).toMatchObject({ outcome: 'failed' })
  })
})

describe('a disk that is full', () => {
  test('lets nothing begin that could not be remembered', async () => {
    const rehearsal = new Rehearsal('2026-01-01T04:59:00Z', nightly).after(0)
    rehearsal.isDiskFull = true
    expect(() => rehearsal.after(minute)).toThrow('The disk is full.')
    expect(rehearsal.begun).toEqual([])
    rehearsal.isDiskFull = false
    await rehearsal.after(minute).end()
    expect(rehearsal.slots).toEqual(['2026-01-01T05:00'])
    expect(rehearsal.kept.nightly?.lastSuccess).not.toBeNull()
  })

  test('makes nothing run twice whose end could not be kept', async () => {
    const rehearsal = new Rehearsal('2026-01-01T04:59:00Z', nightly).after(0).after(minute)
    rehearsal.isDiskFull = true
    await rehearsal.end()
    rehearsal.isDiskFull = false
    await rehearsal.after(hour).end()
    expect(rehearsal.slots).toEqual(['2026-01-01T05:00'])
  })
})

test('a clock that was years ahead and is put right silences nothing', async () => {
  const rehearsal = await new Rehearsal('2026-01-01T04:00:00Z', nightly)
    .after(0)
    .after(4 * 365 * 24 * hour)
    .end()
  await rehearsal.after(-4 * 365 * 24 * hour + hour).end()
  expect(rehearsal.begun).toHaveLength(1)
  await rehearsal.until('2026-01-02T05:00:00Z').end()
  expect(rehearsal.slots.at(-1)).toBe('2026-01-02T05:00')
})

type Happening =
  | { readonly what: 'tick' | 'sleep' | 'set back'; readonly by: number }
  | { readonly what: 'end'; readonly fault: ToldFault | null }
  | { readonly what: 'kill' }

const happenings = fc.array(
  fc.oneof(
    { weight: 8, arbitrary: fc.record({ what: fc.constant('tick'), by: fc.integer({ min: 1, max: 90 }) }) },
    fc.record({ what: fc.constant('sleep'), by: fc.integer({ min: 60, max: 9 * 24 * 60 }) }),
    fc.record({ what: fc.constant('set back'), by: fc.integer({ min: 1, max: 25 * 60 }) }),
    fc.record({ what: fc.constant('end'), fault: fc.constantFrom(null, null, passing, lasting) }),
    fc.record({ what: fc.constant('kill') }),
  ) as fc.Arbitrary<Happening>,
  { maxLength: 60 },
)

const three = {
  nightly: { cron: '30 2 * * *', timeZone: 'Europe/Berlin' },
  hourly: { cron: '0 * * * *', catchUp: 'skip' },
  weekly: { cron: '0 5 * * mon', attempts: 2 },
}

test('whatever happens: never two at once, no slot again that ended, one run for all that was missed', async () => {
  await fc.assert(
    fc.asyncProperty(happenings, async (all) => {
      const rehearsal = new Rehearsal('2026-03-26T00:00:00Z', three).after(0)
      for (const happening of all) {
        const ended = Object.fromEntries(
          Object.entries(rehearsal.kept).map(([name, { settled }]) => [name, settled]),
        )
        const before = rehearsal.begun.length
        if (happening.what === 'kill') rehearsal.killed()
        else if (happening.what === 'end') await rehearsal.end(happening.fault)
        else rehearsal.after((happening.what === 'set back' ? -1 : 1) * happening.by * minute)
        const begun = rehearsal.begun.slice(before)
        expect(begun.length).toBeLessThanOrEqual(1)
        for (const { pipeline, slot = '' } of begun) {
          expect(slot > (ended[pipeline] ?? '')).toBe(true)
          expect(Date.parse(slot)).toBeLessThanOrEqual(rehearsal.now)
        }
      }
      expect(rehearsal.mostAtWork).toBeLessThanOrEqual(1)
      // And in the end all that is owed is run: one an hour, while each may come due once more.
      await rehearsal.end()
      for (const _ of [...Object.keys(three), ...Object.keys(three)]) await rehearsal.after(hour).end()
      for (const { name, line } of rehearsal.pipelines)
        expect(Date.parse(rehearsal.kept[name]?.settled ?? '')).toBeGreaterThanOrEqual(
          line.newest(new Date(rehearsal.now - 3 * hour))?.getTime() ?? Number.NaN,
        )
    }),
    { numRuns: 200 },
  )
})
