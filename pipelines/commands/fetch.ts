import { Command } from 'commander'
import type { FetchOutcome } from '../fetch.ts'
import { type Places, placesOf } from '../runner/places.ts'
import { Problem } from '../runner/problems.ts'
import type { Progress } from '../runner/progress.ts'
import { readSettings } from '../runner/settings.ts'
import { type Flags, print, progressOf } from './flags.ts'

export const fetchCommand = () =>
  new Command('fetch')
    .description('Fetch what is new by the connections into files; a run or load does so first by itself.')
    .argument('[name...]', 'only these connections')
    .addHelpText('after', '\nExample: recoup fetch warehouse_orders')
    .action(async (names: string[], flags: Flags) => {
      const outcomes = await fetchBy(placesOf(flags), progressOf(flags), names)
      const { saidOfFetch } = await import('../fetch/said.ts')
      print(
        flags,
        outcomes,
        outcomes.length > 0 ? saidOfFetch(outcomes) : ['There is no connection in recoup.config.ts.'],
      )
      demandFetched(outcomes)
    })

/** Fetches by the named connections; without names by all. */
export async function fetchBy(
  places: Places,
  progress: Progress,
  names: readonly string[] = [],
): Promise<FetchOutcome[]> {
  const settings = await readSettings()
  const { connectionsOf } = await import('../fetch/connections.ts')
  const { fetchNew } = await import('../fetch.ts')
  const connections = await connectionsOf(settings)
  for (const name of names) if (!connections.some((one) => one.name === name)) throw unknown(name)
  const named = names.length > 0 ? connections.filter(({ name }) => names.includes(name)) : connections
  return fetchNew(places, named, progress)
}

const unknown = (name: string) =>
  new Problem(`There is no connection \`${name}\`.`, {
    where: 'connections in recoup.config.ts',
    next: '`recoup sender list` names the connections that there are.',
  })

/** What failed was told in full; the exit code is to say so too. */
function demandFetched(outcomes: readonly FetchOutcome[]): void {
  const failed = outcomes.filter(({ fault }) => fault)
  if (failed.length === 0) return
  throw new Problem(
    `Not all that is new could be fetched: ${failed.map((one) => one.connection).join(', ')}.`,
    {
      where: failed.map(({ fault }) => fault?.where).join(', '),
      next: 'see above; what was fetched is kept, and the next fetch goes on from there.',
      mayPass: failed.every(({ fault }) => fault?.mayPass),
    },
  )
}
