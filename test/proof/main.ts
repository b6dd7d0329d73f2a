import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Command, InvalidArgumentError } from 'commander'
import type { Evaluation } from '../../pipelines/evaluate.ts'
import { writeDemoShop } from '../../sources/demo_shop/demo_shop.ts'
import { fairTable, ranksTable } from './tables.ts'

/** A made-up shop to judge the scores on. */
type Shop = { readonly seed: number; readonly orders: number }

const recoup = fileURLToPath(new URL('../../pipelines/recoup.js', import.meta.url))

function shops(text: string): Shop[] {
  return text.split(',').map((one) => {
    const [seed, orders] = one.split(':').map(Number)
    if (Number.isSafeInteger(seed) && Number.isSafeInteger(orders) && Number(orders) > 0)
      return { seed: Number(seed), orders: Number(orders) }
    throw new InvalidArgumentError('It must be seeds with orders, such as 301:30000,302:60000.')
  })
}

/** Makes the shop, runs it and judges its scores by its truth, as a person would by hand. */
async function evaluated({ seed, orders }: Shop): Promise<Evaluation> {
  const data = mkdtempSync(join(tmpdir(), 'recoup-proof-'))
  try {
    await writeDemoShop({ orders, seed, out: join(data, 'inbox') })
    run('run', '--data', data, '--quiet')
    const truth = join(data, 'inbox', '_truth', 'cases.csv')
    return JSON.parse(run('evaluate', '--data', data, '--truth', truth, '--json')) as Evaluation
  } finally {
    rmSync(data, { recursive: true, force: true })
  }
}

function run(...args: readonly string[]): string {
  const most = 64 * 1024 * 1024
  const { status, stdout, stderr } = spawnSync(process.execPath, [recoup, ...args], {
    encoding: 'utf8',
    maxBuffer: most,
  })
  if (status !== 0) throw new Error(`recoup ${args[0]} failed: ${stderr}`)
  return stdout
}

await new Command('proof')
  .description('Judges the scores on made-up shops by their truth: against simpler rankings, and how fair.')
  .requiredOption('--shops <seed:orders,…>', 'seeds that nobody has looked at, each with its orders', shops)
  .action(async ({ shops }: { shops: readonly Shop[] }) => {
    const judged: { shop: string; evaluation: Evaluation }[] = []
    for (const shop of shops) {
      judged.push({
        shop: `${shop.seed} (${shop.orders.toLocaleString('en')})`,
        evaluation: await evaluated(shop),
      })
      console.error(`judged ${shop.seed}`)
    }
    console.log([...ranksTable(judged), '', ...fairTable(judged)].join('\n'))
  })
  .parseAsync()
