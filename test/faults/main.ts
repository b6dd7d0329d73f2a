import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Command, InvalidArgumentError } from 'commander'
import { drawPoints, type Point, readPoint, writePoint } from './points.ts'
import { type Outcome, Trials } from './trial.ts'

type Options = {
  readonly points: number
  readonly seed: number
  readonly orders: number
  readonly point?: Point
}

const whole = (text: string): number => {
  if (/^\d+$/.test(text)) return Number(text)
  throw new InvalidArgumentError('It is not a whole number.')
}

const options = new Command('npm run faults --')
  .description('Kills runs of a made-up shop at random points and demands that a plain run mends everything.')
  .option('--points <n>', 'how many points', whole, 200)
  .option('--seed <n>', 'another seed is another shop and other points', whole, 1)
  .option('--orders <n>', 'orders of the shop', whole, 300)
  .option('--point <point>', 'this point alone, as a failure names it', readPoint)
  .parse()
  .opts<Options>()

const folder = mkdtempSync(join(tmpdir(), 'recoup faults '))
const trials = await Trials.prepare(folder, options.orders, options.seed)
const points = options.point ? [options.point] : drawPoints(options.seed, options.points, trials.traces)
const outcomes = await trials.tryAll(points, report)
const failed = outcomes.filter(({ differs }) => differs.length > 0)
const struck = outcomes.reduce((sum, { killed }) => sum + killed, 0)
const wanted = points.reduce((sum, { kills }) => sum + kills.length, 0)
console.log(
  `${points.length - failed.length} of ${points.length} points recovered; ${struck} of ${wanted} kills struck before the run was over.`,
)
if (failed.length === 0) rmSync(folder, { recursive: true })
else console.log(`The shops that differ are kept in ${folder}`)
process.exitCode = failed.length === 0 ? 0 : 1

function report(place: number, { point, differs }: Outcome): void {
  const [{ at }] = point.kills as [Point['kills'][0]]
  const where = `${writePoint(point)} (${trials.traces[point.day][at]?.what})`
  console.log(`${place + 1} of ${points.length}: ${where} ${differs.length === 0 ? 'recovered' : 'FAILED'}`)
  if (differs.length === 0) return
  for (const one of differs) console.log(`    ${one}`)
  console.log(
    `    again: npm run faults -- --seed ${options.seed} --orders ${options.orders} --point ${writePoint(point)}`,
  )
}
