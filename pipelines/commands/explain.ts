import { Command, Option } from 'commander'
import type { CaseType } from '../explain/named_case.ts'
import { placesOf } from '../runner/places.ts'
import { reading } from '../runner/reading.ts'
import { type Flags, print } from './flags.ts'

type ExplainFlags = Flags & { readonly type?: CaseType; readonly customer?: boolean }

export const explainCommand = () =>
  new Command('explain')
    .description(
      'Say why a case ranks where it does: the prior, each signal, what is not known, the honest explanations.',
    )
    .argument('<case>', 'the id of a claim or of a return')
    .option(
      '--customer',
      'the version for the customer concerned: plain words, nothing of other people, how to appeal',
    )
    .addOption(typeOption())
    .addHelpText('after', '\nExample: recoup explain CL1NIBBFL\n         recoup explain CL1NIBBFL --customer')
    .action(async (caseId: string, flags: ExplainFlags) => {
      const { explain } = await import('../explain.ts')
      const { customerVersion, saidToCustomer } = await import('../explain/customer.ts')
      const { said } = await import('../explain/said.ts')
      await reading(placesOf(flags), async (warehouse) => {
        const explanation = await explain(warehouse, caseId, flags.type)
        if (!flags.customer) return print(flags, explanation, said(explanation))
        const version = await customerVersion(warehouse, explanation)
        print(flags, version, saidToCustomer(version))
      })
    })

/** For commands that take the id of a case. */
export const typeOption = () =>
  new Option('--type <type>', 'which of both, where a claim and a return share the id').choices([
    'claim',
    'return',
  ])
