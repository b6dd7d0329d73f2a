import { Command } from 'commander'
import type { CaseType } from '../explain/named_case.ts'
import { placesOf } from '../runner/places.ts'
import { reading } from '../runner/reading.ts'
import { readSettings } from '../runner/settings.ts'
import { typeOption } from './explain.ts'
import { type Flags, print } from './flags.ts'

type DossierFlags = Flags & { readonly type?: CaseType; readonly out?: string }

export const dossierCommand = () =>
  new Command('dossier')
    .description(
      'Write the records of one case’s order for a payment dispute: a page to print, and the same as JSON.',
    )
    .argument('<case>', 'the id of a claim or of a return')
    .option(
      '--out <file>',
      'the page to write (else dossier-<case>.html in this folder); the JSON lies beside it',
    )
    .addOption(typeOption())
    .addHelpText('after', '\nExample: recoup dossier CL1NIBBFL --out disputes/CL1NIBBFL.html')
    .action(async (caseId: string, flags: DossierFlags) => {
      const { readDossier, writeDossier } = await import('../dossier.ts')
      const { shopName } = await readSettings()
      const dossier = await reading(placesOf(flags), (warehouse) =>
        readDossier(warehouse, { caseId, type: flags.type, shopName }),
      )
      const files = writeDossier(dossier, flags.out)
      print(flags, files, [
        `The dossier of ${dossier.case_type} ${dossier.case_id}: ${files.html}`,
        `The same as JSON: ${files.json}`,
        'Both hold the delivery address. Send them only to whom the dispute concerns.',
      ])
    })
