import { Command } from 'commander'
import { demandInbox, placesOf } from '../runner/places.ts'
import { readSettings } from '../runner/settings.ts'
import { type Flags, print } from './flags.ts'

export const senderCommand = () =>
  new Command('sender')
    .description('Say who sends records and when something came last; try what a load would make of it.')
    .addCommand(listCommand())
    .addCommand(checkCommand())
    .addHelpText(
      'after',
      `
Example: recoup sender list
         recoup sender check online_retail`,
    )

const listCommand = () =>
  new Command('list')
    .description('List the senders whose formats are read, and the connections of recoup.config.ts.')
    .addHelpText('after', '\nExample: recoup sender list --json')
    .action(async (_, command: Command) => {
      const flags = command.optsWithGlobals<Flags>()
      const places = placesOf(flags)
      demandInbox(places)
      const { listSenders } = await import('../sender/listed.ts')
      const { saidOfListed } = await import('../sender/said.ts')
      const listed = await listSenders(places, await readSettings())
      print(flags, listed, saidOfListed(listed))
    })

const checkCommand = () =>
  new Command('check')
    .description(
      'Try the files that a sender or feed has waiting, or what a connection would fetch. Loads nothing.',
    )
    .argument('<name>', 'a sender, a connection or a feed')
    .addHelpText('after', '\nExample: recoup sender check warehouse_orders')
    .action(async (name: string, _: unknown, command: Command) => {
      const flags = command.optsWithGlobals<Flags>()
      const places = placesOf(flags)
      demandInbox(places)
      const { checkSender } = await import('../sender/check.ts')
      const { saidOfCheck } = await import('../sender/said.ts')
      const checked = await checkSender(places, await readSettings(), name)
      print(flags, checked, saidOfCheck(checked))
    })
