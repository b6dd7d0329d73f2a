import { DAY, DAYS, dayText, startOfDay } from './calendar.ts'
import type { Exporter } from './export.ts'
import { Random } from './random.ts'

/** What a Canadian price tag shows for a US one. */
export const CANADIAN_PRICE = 1.37
const DAYS_BEFORE = 60

/** Daily rates into US dollars: a first file with the days before the year, then one file a day. */
export class Rates {
  private readonly random: Random
  private canadian = 0.73
  private euro = 1.14

  constructor(seed: number) {
    this.random = new Random(seed, 5)
  }

  sendDay(day: number, exporter: Exporter): void {
    if (day === 0) for (let before = -DAYS_BEFORE; before < 0; before++) this.send(before, exporter)
    this.send(day, exporter)
  }

  private send(day: number, exporter: Exporter): void {
    this.canadian = drift(this.canadian, 0.73, 0.003, this.random)
    this.euro = drift(this.euro, 1.14, 0.004, this.random)
    const at = startOfDay(Math.min(day, DAYS - 1)) + DAY / 4
    const text = dayText(startOfDay(day))
    exporter.send('fx_rates', at, { day: text, currency: 'USD', rate: '1' })
    exporter.send('fx_rates', at, { day: text, currency: 'CAD', rate: this.canadian.toFixed(4) })
    exporter.send('fx_rates', at, { day: text, currency: 'EUR', rate: this.euro.toFixed(4) })
  }
}

function drift(rate: number, home: number, step: number, random: Random): number {
  return rate * (1 + random.normal(0, step)) + (home - rate) * 0.02
}
