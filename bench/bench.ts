import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Command, InvalidArgumentError } from 'commander'
import { benchDay } from './day.ts'
import { benchIdentities } from './identities.ts'
import { benchLoad } from './load.ts'
import { type MadeShop, madeShop } from './made_shop.ts'
import { benchPages } from './pages.ts'
import { printed } from './ratios.ts'
import { benchScoring } from './scoring.ts'
import { benchServe } from './serve.ts'

const whole = (text: string): number => {
  const number = Number(text)
  if (!Number.isSafeInteger(number) || number < 1)
    throw new InvalidArgumentError('It must be a whole number.')
  return number
}

type Flags = { orders: number; rounds: number; dir: string }

const bench = (name: string, says: string, measure: (shop: MadeShop, flags: Flags) => Promise<string>) =>
  new Command(name)
    .description(says)
    .option('--orders <n>', 'orders in the made-up shop’s year', whole, 1_000_000)
    .option('--rounds <n>', 'how often each is measured; the median counts', whole, 3)
    .option(
      '--dir <dir>',
      'where shops are kept between calls',
      fileURLToPath(new URL('data', import.meta.url)),
    )
    .action(async (flags: Flags) => {
      const shop = await madeShop(join(flags.dir, `shop-${flags.orders}`), flags.orders)
      console.log(await measure(shop, flags))
    })

await new Command('bench')
  .description('Measures speed as ratios against a reference run in the same call on the same data.')
  .addCommand(
    bench('load', 'Loading against the engine’s bare readers.', async (shop, { rounds }) =>
      printed(await benchLoad(shop, rounds)),
    ),
  )
  .addCommand(
    bench(
      'day',
      'A run with one more day, and one with nothing new, against the first run.',
      (shop, { rounds }) => benchDay(shop, rounds),
    ),
  )
  .addCommand(
    new Command('identities')
      .description('Linking accounts: the algorithm alone, and the whole table, on one core.')
      .option('--orders <n>', 'orders of which accounts are linked', whole, 1_000_000)
      .option('--rounds <n>', 'how often each is measured; the median counts', whole, 3)
      .action(async ({ orders, rounds }: Flags) => console.log(await benchIdentities(orders, rounds))),
  )
  .addCommand(
    bench('scoring', 'Scoring many cases with all that explains them.', (shop, { rounds }) =>
      benchScoring(shop, 500_000, rounds),
    ),
  )
  .addCommand(
    new Command('pages')
      .description('Opening every page of a site that `recoup run --site` has built.')
      .requiredOption('--data <dir>', 'the data directory with the site')
      .option('--rounds <n>', 'how often each is measured; the median counts', whole, 3)
      .action(async ({ data, rounds }: Flags & { data: string }) =>
        console.log(await benchPages(data, rounds)),
      ),
  )
  .addCommand(
    new Command('serve')
      .description('Reading cases and deciding at the desk, 50 at once, beside a bare static server.')
      .requiredOption('--data <dir>', 'a data directory with a published snapshot; it is copied, not changed')
      .option('--rounds <n>', 'how often each is measured; the median counts', whole, 3)
      .action(async ({ data, rounds }: Flags & { data: string }) =>
        console.log(await benchServe(data, rounds)),
      ),
  )
  .parseAsync()
