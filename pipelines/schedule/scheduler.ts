import type { ToldFault } from '../cli.ts'
import { begunWith, believable, dueNow } from './due.ts'
import type { Ended, Memory, Remembered } from './memory.ts'
import type { Pipeline } from './pipeline.ts'

/** A run at work. */
export type AtWork = {
  readonly process: number | null
  /** Null where it succeeded. Is never rejected. */
  readonly ended: Promise<ToldFault | null>
  /** Asks it to leave cleanly. */
  readonly stop: () => void
}

type Running = {
  readonly pipeline: string
  readonly slot: string
  readonly since: string
  readonly process: number | null
}

export type SchedulerOptions = {
  readonly pipelines: readonly Pipeline[]
  readonly memory: Memory
  /** Keeps what is to be remembered, before anything rests on it. */
  readonly keep: (memory: Memory) => void
  readonly start: (pipeline: Pipeline) => AtWork
  readonly clock: () => Date
  readonly tell: (sentence: string) => void
  /** Told when a run has ended, by when it is remembered. */
  readonly onEnd: () => void
}

/** Decides at each tick what is due, runs one pipeline at a time, and remembers what became of each slot. */
export class Scheduler {
  readonly #options: SchedulerOptions
  #memory: Memory
  #running: (Running & { readonly work: AtWork; readonly over: Promise<void> }) | null = null
  #isStopping = false

  constructor(options: SchedulerOptions) {
    this.#options = options
    this.#memory = options.memory
  }

  get memory(): Memory {
    return this.#memory
  }

  get running(): Running | null {
    if (!this.#running) return null
    const { pipeline, slot, since, process } = this.#running
    return { pipeline, slot, since, process }
  }

  /** Begins what has been due for longest, unless a run is at work: then all others wait for their turn. */
  tick(): void {
    const now = this.#options.clock()
    const tries: { pipeline: Pipeline; slot: Date; tries: number }[] = []
    for (const pipeline of this.#options.pipelines) {
      const known = this.#memory[pipeline.name]
      const remembered = known ? believable(pipeline, known, now) : begunWith(pipeline, now)
      if (remembered !== known) this.#remember(pipeline, remembered)
      if (this.#isStopping || this.#running) continue
      const due = dueNow(pipeline, remembered, now)
      if (due.what === 'skip') this.#end(pipeline, due.slot, { outcome: 'skipped', message: missed })
      if (due.what === 'give up') this.#end(pipeline, due.slot, { outcome: 'failed', message: cutShort })
      if (due.what === 'try') tries.push({ ...due, pipeline })
    }
    const [first] = tries.sort((one, other) => one.slot.getTime() - other.slot.getTime())
    if (first) this.#begin(first.pipeline, first.slot, first.tries)
  }

  /** Passes on that all is to end, and waits for the run that is at work. */
  async stop(): Promise<void> {
    this.#isStopping = true
    this.#running?.work.stop()
    await this.#running?.over
  }

  #begin(pipeline: Pipeline, slot: Date, tries: number): void {
    const { clock, start, tell } = this.#options
    const begun = { slot: slot.toISOString(), tries, failedAt: null, fault: null }
    const before = this.#memory
    try {
      this.#remember(pipeline, { begun })
    } catch (fault) {
      this.#memory = before
      throw fault
    }
    tell(`${pipeline.name}: \`recoup ${pipeline.runs}\` begins${tries > 1 ? `, try ${tries}` : ''}.`)
    const work = start(pipeline)
    const over = work.ended
      .then((fault) => {
        this.#running = null
        this.#tried(pipeline, slot, tries, fault)
      })
      // It is kept with what comes next.
      .catch((fault) => tell(`What became of ${pipeline.name} could not be kept: ${fault.message}`))
      .finally(this.#options.onEnd)
    this.#running = {
      pipeline: pipeline.name,
      slot: begun.slot,
      since: clock().toISOString(),
      process: work.process,
      work,
      over,
    }
  }

  #tried(pipeline: Pipeline, slot: Date, tries: number, fault: ToldFault | null): void {
    const { clock, tell } = this.#options
    const message = fault?.message ?? null
    if (!fault) this.#end(pipeline, slot, { outcome: 'succeeded', message })
    else if (this.#isStopping) this.#end(pipeline, slot, { outcome: 'stopped', message })
    else if (!fault.mayPass || tries >= pipeline.attempts)
      this.#end(pipeline, slot, { outcome: 'failed', message })
    else {
      const failedAt = clock().toISOString()
      this.#remember(pipeline, { begun: { slot: slot.toISOString(), tries, failedAt, fault: message } })
      tell(`${pipeline.name}: failed: ${message} It is tried again.`)
    }
  }

  #end(pipeline: Pipeline, slot: Date, { outcome, message }: Pick<Ended, 'outcome' | 'message'>): void {
    const ended: Ended = {
      slot: slot.toISOString(),
      endedAt: this.#options.clock().toISOString(),
      outcome,
      message,
    }
    const failures = this.#memory[pipeline.name]?.failures ?? 0
    this.#remember(pipeline, {
      begun: null,
      lastEnded: ended,
      // A run that was stopped is still owed.
      ...(outcome === 'stopped' ? {} : { settled: ended.slot }),
      ...(outcome === 'failed' ? { failures: failures + 1 } : {}),
      ...(outcome === 'succeeded' ? { failures: 0, lastSuccess: ended } : {}),
    })
    this.#options.tell(`${pipeline.name}: ${outcome}${message ? `: ${message}` : '.'}`)
  }

  #remember({ name }: Pipeline, change: Partial<Remembered>): void {
    this.#memory = { ...this.#memory, [name]: { ...(this.#memory[name] as Remembered), ...change } }
    this.#options.keep(this.#memory)
  }
}

const cutShort = 'The schedule was killed in each of its tries.'
const missed = 'Its time had passed when it could begin, and its catch-up rule is to skip.'
