import { existsSync, readFileSync } from 'node:fs'
import { type Book, type Channel, emptyBook, noted, type OpenFault, taken } from './alerts/book.ts'
import type { Telling } from './alerts/channels.ts'
import type { Fault } from './alerts/faults.ts'
import { asProblem } from './runner/machine_faults.ts'
import type { Places } from './runner/places.ts'
import { writeWhole } from './schedule/memory.ts'

/** Tells each fault once when it arises and once when it is no more, on every channel. */
export class Alerts {
  readonly #path: string
  readonly #channels: ReadonlyMap<Channel, Telling>
  readonly #say: (sentence: string) => void
  /** The sentence with which each channel failed last. */
  readonly #failing = new Map<Channel, string>()
  #book: Book

  constructor(
    { alerts }: Pick<Places, 'alerts'>,
    channels: ReadonlyMap<Channel, Telling>,
    say: (sentence: string) => void,
  ) {
    this.#path = alerts
    this.#channels = channels
    this.#say = say
    this.#book = readBook({ alerts })
  }

  get open(): readonly OpenFault[] {
    return this.#book.open
  }

  /** Notes the faults that there are now, all of them. */
  note(faults: readonly Fault[], now: Date): void {
    this.#book = noted(this.#book, faults, [...this.#channels.keys()], now)
    this.#keep()
  }

  /** Tells what is untold. */
  async tell(): Promise<void> {
    for (const [channel, telling] of this.#channels) await this.#tellAll(channel, telling)
  }

  /** In order, up to the first that is not taken: it and those after it wait for the next time. */
  async #tellAll(channel: Channel, telling: Telling): Promise<void> {
    for (const alert of this.#book.untold[channel] ?? []) {
      const fault = await telling(alert).catch((fault: Error) => `The ${channel} failed: ${fault.message}.`)
      if (fault !== null && this.#failing.get(channel) !== fault)
        this.#say(`${fault} What it did not take is told again.`)
      if (fault !== null) return void this.#failing.set(channel, fault)
      this.#failing.delete(channel)
      this.#book = taken(this.#book, channel)
      this.#keep()
    }
  }

  /** What cannot be kept now is kept with what comes next: a disk that is full must not keep back that it is. */
  #keep(): void {
    try {
      writeWhole(this.#path, this.#book)
    } catch (thrown) {
      const fault = asProblem(thrown, this.#path)
      this.#say(`What was told could not be kept: ${fault instanceof Error ? fault.message : fault}`)
    }
  }
}

/** What was told so far; nothing where nothing ever was. */
export const readBook = ({ alerts }: Pick<Places, 'alerts'>): Book =>
  existsSync(alerts) ? (JSON.parse(readFileSync(alerts, 'utf8')) as Book) : emptyBook
