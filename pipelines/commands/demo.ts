import { Command } from 'commander'
import { placesOf } from '../runner/places.ts'
import { type Flags, print, progressOf, teller, whole } from './flags.ts'

export const demoCommands = (): Command[] => [demoCommand(), demoShopCommand()]

const demoCommand = () =>
  new Command('demo')
    .description('Make a made-up shop’s year, run everything on it, and show the pages.')
    .option('--orders <n>', 'orders in the year', whole, 20_000)
    .option('--seed <n>', 'another seed is another shop', whole, 1)
    .option('--port <n>', 'where to serve the pages', whole, 4280)
    .option('--no-serve', 'end when the pages are built')
    .addHelpText('after', '\nExample: recoup demo --orders 5000 --data ./demo --no-serve')
    .action(async (flags: Flags & { orders: number; seed: number; port: number; serve: boolean }) => {
      const { demo } = await import('../demo.ts')
      const places = placesOf(flags)
      const found = await demo(places, { ...flags, progress: progressOf(flags) })
      print(flags, found, found.said)
      if (!flags.serve) return
      const { serve } = await import('../serve.ts')
      const { readSettings } = await import('../runner/settings.ts')
      console.log('')
      const options = { host: '127.0.0.1', port: flags.port, withSchedule: false }
      await serve(places, await readSettings(), { ...options, tell: teller(flags) })
    })

const demoShopCommand = () =>
  new Command('demo-shop')
    .description('Write a made-up shop’s year of feed files.')
    .option('--orders <n>', 'orders in the year', whole, 20_000)
    .option('--seed <n>', 'another seed is another shop', whole, 1)
    .requiredOption('--out <dir>', 'the folder to write to, which can then be an inbox')
    .addHelpText('after', '\nExample: recoup demo-shop --orders 1000000 --seed 7 --out /tmp/shop')
    .action(async (flags: Flags & { orders: number; seed: number; out: string }) => {
      const { writeDemoShop } = await import('../../sources/demo_shop/demo_shop.ts')
      const summary = await progressOf(flags).stage('shop', (onProgress) =>
        writeDemoShop({
          ...flags,
          onProgress: (share) => onProgress(Math.round(share * 1000), 1000, 'the shop’s year'),
        }),
      )
      print(flags, summary, [
        `Wrote ${summary.files.toLocaleString('en')} files with ${summary.rows.toLocaleString('en')} rows for ${summary.orders.toLocaleString('en')} orders, ${summary.from} to ${summary.to}: ${flags.out}`,
      ])
    })
