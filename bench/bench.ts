import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Command, InvalidArgumentError } from 'commander'
import { benchGrowth, grownTable } from './growth.ts'
import { growthChart } from './growth_chart.ts'
import { machine } from './machine.ts'
import { benchPages } from './pages.ts'
import { type Flags, type Part, parts, shopOf } from './parts.ts'
import { benchServe } from './serve.ts'
import { type Line, printed } from './table.ts'

const whole = (text: string): number => {
  const number = Number(text)
  if (!Number.isSafeInteger(number) || number < 1)
    throw new InvalidArgumentError('It must be a whole number.')
  return number
}

const chart = fileURLToPath(new URL('../docs/images/growth.svg', import.meta.url))

const over = (command: Command) =>
  command
    .option('--orders <n>', 'orders in the made-up shop’s year', whole, 200_000)
    .option('--rounds <n>', 'how often each is measured; the median counts', whole, 3)
    .option(
      '--dir <dir>',
      'where shops are kept between calls',
      fileURLToPath(new URL('data', import.meta.url)),
    )

async function tell(measured: readonly Part[], flags: Flags): Promise<void> {
  const lines: Line[] = []
  for (const { name, lines: measure } of measured) {
    process.stderr.write(`${name} …\n`)
    lines.push(...(await measure(flags)))
  }
  console.log(`${flags.orders.toLocaleString('en')} orders, the median of ${flags.rounds}. ${machine()}.\n`)
  console.log(printed(lines))
}

const bench = over(new Command('bench'))
  .description('Measures speed beside a reference in the same call on the same data, and prints one table.')
  .enablePositionalOptions()
  .action((flags: Flags) => tell(parts, flags))

for (const part of parts)
  bench.addCommand(
    over(new Command(part.name))
      .description(part.says)
      .action((flags: Flags) => tell([part], flags)),
  )

const ofData = (name: string, says: string, measure: (data: string, rounds: number) => Promise<string>) =>
  new Command(name)
    .description(says)
    .requiredOption('--data <dir>', 'a data directory in which `recoup run --site` has been')
    .option('--rounds <n>', 'how often each is measured; the median counts', whole, 3)
    .action(async ({ data, rounds }: Flags & { data: string }) => console.log(await measure(data, rounds)))

await bench
  .addCommand(ofData('pages', 'Opening every page of a built site.', benchPages))
  .addCommand(
    ofData(
      'serve',
      'Reading cases and deciding at the desk, 50 at once, beside a bare static server; in a copy of the data.',
      benchServe,
    ),
  )
  .addCommand(
    over(new Command('growth'))
      .description(
        'What each stage of a first run takes as the shop grows to --orders: a hundredth, a tenth, all; writes the chart.',
      )
      .action(async (flags: Flags) => {
        const sizes = [100, 10, 1].map((part) => Math.ceil(flags.orders / part))
        const grown = await benchGrowth(sizes, (orders) => shopOf(flags, orders))
        writeFileSync(chart, growthChart(grown))
        console.log(`${machine()}.\n\n${grownTable(grown)}`)
      }),
  )
  .parseAsync()
