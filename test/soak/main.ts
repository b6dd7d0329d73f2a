import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Command, InvalidArgumentError } from 'commander'
import { placesOf } from '../../pipelines/runner/places.ts'
import { writeDemoShop } from '../../sources/demo_shop/demo_shop.ts'
import { Random } from '../../sources/demo_shop/random.ts'
import { recoupRun } from '../faults/recoup.ts'
import { ComingFiles } from './files.ts'
import { faultsAfter, runsOf } from './judged.ts'
import { Month } from './month.ts'

const whole = (text: string): number => {
  if (/^\d+$/.test(text)) return Number(text)
  throw new InvalidArgumentError('It is not a whole number.')
}

const options = new Command('npm run soak --')
  .description(
    'Keeps the schedule of a made-up shop for a month of its clock, in which something goes wrong each day, and demands that its tables are those of a single run over all files.',
  )
  .option('--days <n>', 'days of the month', whole, 30)
  .option('--seed <n>', 'another seed is another shop and other moments', whole, 1)
  .option('--orders <n>', 'orders of the shop’s year', whole, 300)
  .parse()
  .opts<{ days: number; seed: number; orders: number }>()

const began = Date.now()
const folder = mkdtempSync(join(tmpdir(), 'recoup soak '))
const made = join(folder, 'made')
await writeDemoShop({ ...options, out: made })
// Clocks are set back on the 26th of October.
const start = new Date('2025-10-06T00:00:00Z')
const month = await Month.prepare(folder, {
  files: new ComingFiles(made),
  random: new Random(options.seed),
  start,
})
await month.days(options.days, (day, wrong) => console.log(`${day}: ${wrong}`))

const single = placesOf({ data: join(folder, 'single') }, {})
mkdirSync(single.data)
cpSync(month.places.inbox, single.inbox, { recursive: true })
const { code, said } = await recoupRun(single.data, { folder })
if (code !== 0) throw new Error(`The single run fails: ${said}`)
const faults = await faultsAfter(month.places, single, month.alerts)

const { ticks, files, struck, exitCodes } = month.told
const repeated = month.alerts.length - new Set(month.alerts.map(({ id }) => id)).size
const counted = (counts: Record<string, number>) =>
  Object.entries(counts)
    .map(([what, count]) => `${what} ${count}×`)
    .join(', ')
console.log(
  [
    `${options.days} days in ${Math.round((Date.now() - began) / 1000)} seconds: ${ticks} ticks, ${files} files.`,
    `What went wrong: ${counted(struck)}.`,
    `Runs in the ledger: ${counted(await runsOf(month.places))}.`,
    `Ends of the schedule (null is a kill): ${exitCodes.map(String).join(', ')}.`,
    `Alerts taken: ${counted(Object.fromEntries(['raised', 'cleared'].map((state) => [state, month.alerts.filter((alert) => alert.state === state).length])))}, ${repeated} of them repeated; ${month.refused} posts refused.`,
    ...faults.map((fault) => `NOT AS IT SHOULD BE: ${fault}`),
    ...(faults.length === 0 ? ['The tables are those of a single run.'] : [`All is kept in ${folder}`]),
  ].join('\n'),
)
if (faults.length === 0) rmSync(folder, { recursive: true })
process.exitCode = faults.length === 0 ? 0 : 1
