import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { lockHolder } from '../../pipelines/runner/lock.ts'
import { type Places, placesOf } from '../../pipelines/runner/places.ts'
import { readHealth } from '../../pipelines/schedule/health.ts'
import type { Random } from '../../sources/demo_shop/random.ts'
import { alertReceiver } from './alert_receiver.ts'
import type { ComingFiles } from './files.ts'
import { ScheduleProcess } from './schedule_process.ts'

const minute = 60_000
const day = 24 * 60 * minute
const tickEvery = 30 * minute

/** What goes wrong, one kind a day, in turn. Times are those of the shop's clocks, an hour or two before UTC. */
const wrongs = [
  'nothing',
  'the run is killed',
  'the schedule is killed',
  'the schedule is asked to end',
  'the inbox and the webhook are away',
  'another command is at work',
  'the clock is set back',
  'the machine sleeps',
  // It sleeps through this one.
  'nothing',
] as const
type Wrong = (typeof wrongs)[number]

/** What happened in the month. */
export type Told = {
  ticks: number
  files: number
  struck: Record<string, number>
  exitCodes: (number | null)[]
}

/** A month of a shop that keeps a schedule, in minutes. */
export class Month {
  readonly places: Places
  readonly told: Told = { ticks: 0, files: 0, struck: {}, exitCodes: [] }
  readonly #folder: string
  readonly #files: ComingFiles
  readonly #random: Random
  readonly #receiver: Awaited<ReturnType<typeof alertReceiver>>
  #schedule: ScheduleProcess | null = null
  readonly #strikes = new Set<string>()
  #now: Date

  private constructor(
    folder: string,
    given: { files: ComingFiles; random: Random; start: Date },
    receiver: Awaited<ReturnType<typeof alertReceiver>>,
  ) {
    this.#folder = folder
    this.places = placesOf({ data: join(folder, 'shop') }, {})
    this.#files = given.files
    this.#random = given.random
    this.#now = given.start
    this.#receiver = receiver
  }

  static async prepare(
    folder: string,
    given: { files: ComingFiles; random: Random; start: Date },
  ): Promise<Month> {
    const receiver = await alertReceiver()
    const month = new Month(folder, given, receiver)
    mkdirSync(month.places.inbox, { recursive: true })
    const settings = {
      timeZone: 'Europe/Berlin',
      schedule: {
        nightly: { cron: '0 5 * * *', runs: 'run' },
        noon: { cron: '0 13 * * *', runs: 'load', catchUp: 'skip' },
      },
      alerts: { url: receiver.url },
    }
    writeFileSync(join(folder, 'recoup.config.ts'), `export default ${JSON.stringify(settings)}`)
    month.#bring()
    return month
  }

  get alerts() {
    return this.#receiver.taken
  }

  /** Posts that the webhook refused while it was away. */
  get refused(): number {
    return this.#receiver.state.refused
  }

  async days(count: number, tell: (day: string, wrong: Wrong) => void): Promise<void> {
    await this.#start()
    const first = this.#now.getTime()
    while (this.#now.getTime() < first + count * day) {
      const nth = Math.floor((this.#now.getTime() - first) / day)
      const wrong = wrongs[nth % wrongs.length] as Wrong
      tell(this.#now.toISOString().slice(0, 10), wrong)
      await this.#aDay(wrong, new Date(first + (nth + 1) * day))
    }
    // Two days without anything wrong end what is still owed.
    for (let more = 0; more < 2; more += 1) await this.#aDay('nothing', new Date(this.#now.getTime() + day))
    this.told.exitCodes.push((await this.#schedule?.end('SIGTERM')) ?? null)
    this.#receiver.close()
  }

  async #aDay(wrong: Wrong, end: Date): Promise<void> {
    while (this.#now < end) {
      const hour = this.#now.getUTCHours() + this.#now.getUTCMinutes() / 60
      if (hour === 1) this.#bring()
      if (wrong === 'the inbox and the webhook are away') {
        this.#takeInboxAway(hour >= 2 && hour < 8)
        this.#receiver.state.isAway = hour >= 2 && hour < 10
      }
      if (wrong === 'another command is at work') this.#holdLock(hour >= 2 && hour < 5)
      if (wrong === 'the machine sleeps' && hour === 2 && !this.#struck(wrong, end))
        this.#now = new Date(this.#now.getTime() + 57 * 60 * minute)
      if (wrong === 'the clock is set back' && hour === 6 && !this.#struck(wrong, end))
        this.#now = new Date(this.#now.getTime() - 150 * minute)
      await this.#schedule?.tick(this.#now)
      this.told.ticks += 1
      await this.#whileAtWork(wrong)
      this.#now = new Date(this.#now.getTime() + tickEvery)
    }
  }

  /** Whether it went wrong on this day already; now it has. */
  #struck(wrong: Wrong, end: Date): boolean {
    const strike = `${wrong} ${end.toISOString()}`
    if (this.#strikes.has(strike)) return true
    this.#strikes.add(strike)
    this.told.struck[wrong] = (this.told.struck[wrong] ?? 0) + 1
    return false
  }

  /** Lets the run that is at work end, unless something is to happen to it. */
  async #whileAtWork(wrong: Wrong): Promise<void> {
    const running = readHealth(this.places)?.running
    if (!running?.process) return
    const strikes = { 'the run is killed': 1, 'the schedule is killed': 1, 'the schedule is asked to end': 1 }
    if (wrong in strikes && !this.#struck(wrong, new Date(Math.ceil(this.#now.getTime() / day) * day))) {
      await setTimeout(this.#random.whole(300, 5_000))
      if (wrong === 'the run is killed') kill(running.process)
      else {
        const signal = wrong === 'the schedule is killed' ? 'SIGKILL' : 'SIGTERM'
        this.told.exitCodes.push((await this.#schedule?.end(signal)) ?? null)
        await this.#start()
      }
    }
    while (readHealth(this.places)?.running) await setTimeout(50)
  }

  async #start(): Promise<void> {
    this.#schedule = await ScheduleProcess.start(
      this.#folder,
      this.places.data,
      this.#now,
      join(this.#folder, 'schedule.log'),
    )
  }

  #bring(): void {
    if (existsSync(this.places.inbox))
      this.told.files += this.#files.bring(this.places.inbox, this.#now.toISOString().slice(0, 10))
  }

  #takeInboxAway(isAway: boolean): void {
    const away = `${this.places.inbox} away`
    if (isAway === existsSync(away)) return
    if (isAway) renameSync(this.places.inbox, away)
    else renameSync(away, this.places.inbox)
    if (isAway) this.#struck('the inbox and the webhook are away', this.#now)
  }

  #holdLock(isHeld: boolean): void {
    const { lock } = this.places
    const isMine = lockHolder(lock)?.pid === process.pid
    if (isHeld === isMine) return
    const mine = { pid: process.pid, host: hostname(), command: 'backfill', since: new Date().toISOString() }
    if (isHeld) writeFileSync(lock, JSON.stringify(mine))
    else rmSync(lock)
    if (isHeld) this.#struck('another command is at work', this.#now)
  }
}

function kill(process_: number): void {
  try {
    process.kill(process_, 'SIGKILL')
  } catch (fault) {
    if ((fault as NodeJS.ErrnoException).code !== 'ESRCH') throw fault
  }
}
