import { median } from './median.ts'
import { recoupTimed } from './recoup.ts'
import type { RunShop } from './run_shop.ts'
import { type Line, limitLine } from './table.ts'

/** How soon a command answers: one that reads nothing, and one that reads the warehouse of a whole year. */
export function benchStartup({ orders, data }: RunShop, rounds: number): Line[] {
  const answered = (args: readonly string[]) =>
    median(Array.from({ length: rounds }, () => recoupTimed(args).seconds))
  return [
    limitLine('`recoup --help`', { ours: answered(['--help']), aim: 0.5, unit: 's' }),
    limitLine(`\`recoup status\`, ${orders.toLocaleString('en')} orders`, {
      ours: answered(['status', '--data', data]),
      aim: 1,
      unit: 's',
    }),
  ]
}
