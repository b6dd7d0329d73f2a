import { Command } from 'commander'
import type { Receipt } from '../erase/receipt.ts'
import type { ErasurePlan } from '../erase.ts'
import { type Places, placesOf } from '../runner/places.ts'
import { printable } from '../runner/printable.ts'
import { many } from '../runner/said.ts'
import { type Flags, print, progressOf } from './flags.ts'

type EraseFlags = Flags & { readonly customer: string; readonly yes?: boolean }

export const eraseCommand = () =>
  new Command('erase')
    .description(
      'Take a customer out of everything under the data directory; orders and money stay, as nobody’s. Tells what it would do; does it with --yes.',
    )
    .requiredOption('--customer <id>', 'the customer_id, as the shop’s files write it')
    .option('--yes', 'do it: this cannot be undone')
    .addHelpText('after', '\nExample: recoup erase --customer C-1042 --yes')
    .action(async (flags: EraseFlags) => {
      const { erase, planErasure } = await import('../erase.ts')
      const places = placesOf(flags)
      const plan = await planErasure(places, flags.customer)
      if (plan.is === 'erased already' || !flags.yes) return print(flags, plan, saidOfPlan(plan, places))
      const { receipt, path } = await erase(places, flags.customer, progressOf(flags))
      print(flags, receipt, saidOfReceipt(receipt, path))
    })

function saidOfPlan(plan: ErasurePlan, places: Places): string[] {
  switch (plan.is) {
    case 'erased already':
      return [
        `This customer was erased at ${plan.receipt.ended_at} (${plan.receipt.erasure_id}), and nothing came back since.`,
        `The receipts are in ${places.erasures}`,
      ]
    case 'to be finished':
      return ['An erasure of this customer was cut short. The same command with --yes finishes it.']
    case 'to be erased':
      return [
        `To be erased: the personal data of this customer, of ${many(plan.orders, 'order')} and of ${many(plan.cases, 'case')}, wherever it lies in ${places.data}`,
        'Orders, lines, payouts and returns stay, as those of an account without a name, so that all totals stay.',
        ...saidOfInbox(plan.inbox_files),
        'Nothing was erased yet, and it cannot be undone: give the command again with --yes.',
      ]
  }
}

function saidOfReceipt(receipt: Receipt, path: string): string[] {
  const rows = Object.entries(receipt.rows).map(([table, count]) => `${many(count, 'row')} of ${table}`)
  const lines = Object.entries(receipt.log_lines).map(([log, count]) => `${many(count, 'line')} of ${log}`)
  const files = (became: string) => receipt.files.filter((file) => file.became === became)
  const named = (some: Receipt['files']) => some.map((file) => printable(file.path)).join(', ')
  return [
    `Erased: ${[...rows, ...lines].join(', ') || 'nothing was left in rows'}. All tables and the snapshot were made anew without them.`,
    ...(files('rewritten').length > 0 ? [`Written anew: ${named(files('rewritten'))}.`] : []),
    ...(files('removed').length > 0
      ? [
          `Removed, as nothing can be taken out of them: ${named(files('removed'))}. Export again what is needed.`,
        ]
      : []),
    ...(files('not looked into').length > 0
      ? [`Could not be looked into: ${named(files('not looked into'))}. See to these yourself.`]
      : []),
    ...(receipt.removed_site ? ['The built pages were removed: `recoup site` makes them again.'] : []),
    ...saidOfInbox(receipt.inbox_files),
    `The receipt, which names nobody: ${path}`,
  ]
}

function saidOfInbox(files: Receipt['inbox_files']): string[] {
  if (files.length === 0) return ['No file of the inbox names them.']
  const listed = files.map(
    ({ path, lines, isNamedSo }) =>
      `  ${printable(path)}: ${many(lines, 'line')}${isNamedSo ? ', and its name' : ''}`,
  )
  return [
    'Files of the inbox that name them are their senders’ and are left as they are; no load takes it in again:',
    ...listed,
  ]
}
