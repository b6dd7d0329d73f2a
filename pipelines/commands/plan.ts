import { Command } from 'commander'
import { resolveAsOf } from '../runner/as_of.ts'
import { readCatalog } from '../runner/catalog.ts'
import { placesOf } from '../runner/places.ts'
import { reading } from '../runner/reading.ts'
import { type AsOfFlag, asOfFlag, type Flags, print } from './flags.ts'

export const planCommand = () =>
  new Command('plan')
    .description('Say which tables a run would build now, and why, without building any.')
    .option(...asOfFlag)
    .addHelpText('after', '\nExample: recoup plan')
    .action(async (flags: Flags & AsOfFlag) => {
      const { stepsOf } = await import('../build.ts')
      const { State, steps } = await import('../runner/plan.ts')
      const { readSettings } = await import('../runner/settings.ts')
      const settings = await readSettings()
      const catalog = await readCatalog(settings)
      const plan = await reading(placesOf(flags), async (warehouse) => {
        const state = await State.read(warehouse, catalog, await resolveAsOf(warehouse, flags.asOf))
        const all = steps(catalog, settings)
        return [...stepsOf('build', all), ...stepsOf('score', all)].map((step) => ({
          step,
          due: state.due(step),
        }))
      })
      const direct = new Map(
        plan.flatMap(({ step, due }) => (due.due ? [[step.model.name, due.why] as const] : [])),
      )
      // What rests on a table that will be built is built after it, though its inputs have not changed yet.
      for (const { step } of plan) {
        const parent = step.reads.find((table) => direct.has(table))
        if (parent && !direct.has(step.model.name)) direct.set(step.model.name, `rests on ${parent}`)
      }
      const due = [...direct].map(([table, why]) => ({ table, why }))
      print(
        flags,
        due,
        due.length === 0
          ? ['Nothing to build: every table is up to date. (New files are only seen by a load.)']
          : due.map(({ table, why }) => `${table.padEnd(34)} ${why}`),
      )
    })
